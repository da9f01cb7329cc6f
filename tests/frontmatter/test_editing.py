"""An edit changes what it is told to change, and not a byte besides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.errors import FrontMatterError
from newsclip.frontmatter import Scalar, split, update

HAND_WRITTEN = """---
# My own notes on top.
title:   'An  "odd" title'   # do not touch

date: 2021-06-22   # as printed
tags: [ a,  b,
        c ]   # three
custom:
    nested: {x: 1.10,  y: NO}
    # inner
    list:
    - one
    -   two
# about notes
notes: |
  # not a comment
  text

read: no

# the end
---

    indented code
---
text
"""


CUSTOM = HAND_WRITTEN[HAND_WRITTEN.index("custom:") : HAND_WRITTEN.index("# about")]


def test_no_change_changes_nothing():
    assert update(HAND_WRITTEN, {}) == HAND_WRITTEN


def test_what_is_so_already_is_not_touched():
    same = {"title": 'An  "odd" title', "tags": ("a", "b", "c"), "read": False, "notes": "# not a comment\ntext\n"}
    assert update(HAND_WRITTEN, same | {"missing": None}) == HAND_WRITTEN


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"read": True}, "read: no\n", "read: true\n"),
        ({"title": "New: title"}, "title:   'An  \"odd\" title'   # do", "title: 'New: title'   # do"),
        ({"date": Scalar("2022-01-01", plain=True)}, "date: 2021-06-22   #", "date: 2022-01-01   #"),
        ({"tags": ["x", "1"]}, "tags: [ a,  b,\n        c ]   # three\n", "tags:\n  - x\n  - '1'\n"),
        ({"notes": "one"}, "notes: |\n  # not a comment\n  text\n", "notes: one\n"),
        ({"notes": None}, "notes: |\n  # not a comment\n  text\n\n", ""),
        ({"date": None}, "date: 2021-06-22   # as printed\n", ""),
        ({"starred": True, "site": "x"}, "# the end\n", "# the end\nstarred: true\nsite: x\n"),
        ({"custom": ["b"]}, CUSTOM, "custom:\n  - b\n"),
        ({"missing": None}, "", ""),
    ],
)  # fmt: skip
def test_only_the_changed_lines_change(changes, old, new):
    assert update(HAND_WRITTEN, changes) == HAND_WRITTEN.replace(old, new, 1)


def test_line_endings_and_byte_order_mark_stay():
    text = "\ufeff\r\n---\r\ntitle: a\r\nnotes: b\r\n---\r\nbody\nmixed\r\n"
    assert update(text, {"notes": "x\ny\n", "tags": ["c"]}) == (
        "\ufeff\r\n---\r\ntitle: a\r\nnotes: |\r\n  x\r\n  y\r\ntags:\r\n  - c\r\n---\r\nbody\nmixed\r\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "---\nread: true\n---\n\n"),
        ("body\n", "---\nread: true\n---\n\nbody\n"),
        ("---\n---\nbody\n", "---\nread: true\n---\nbody\n"),
        ("---\n\n---\nbody\n", "---\n\nread: true\n---\nbody\n"),
        ("---\n# only a comment\n---\nbody\n", "---\n# only a comment\nread: true\n---\nbody\n"),
        ("---\n{title: a}\n---\nbody\n", "---\ntitle: a\nread: true\n---\nbody\n"),
        ("title: a\n---\nbody\n", "title: a\nread: true\n---\nbody\n"),
        ("---\nread: no\nread: maybe\n---\n", "---\nread: true\n---\n"),
        ("---\nread:\ntitle: a\n---\n", "---\nread: true\ntitle: a\n---\n"),
        ("---\n? read\n: no\n---\n", "---\nread: true\n---\n"),
        ("---\n'read': no\n---\n", "---\nread: true\n---\n"),
        ("---\n\nprose\n\n---\n", "---\nread: true\n---\n\n---\n\nprose\n\n---\n"),
    ],
)
def test_every_shape_of_block_can_be_edited(text, expected):
    assert update(text, {"read": True}) == expected


def test_what_is_not_yaml_is_not_edited():
    with pytest.raises(FrontMatterError, match="toml is read but not edited"):
        update('+++\ntitle = "a"\n+++\nbody\n', {"read": True})


KEYS = ["title", "date", "tags", "notes", "read", "custom"]
LINES = {
    "title": ["title: a # b\n", "title: 'a: b'\n", 'title: "x\n  y"\n', "title:\n", "title: >-\n  a\n  b\n\n"],
    "date": ["date: 2021-06-22\n", "date:   2021-06-22 03:58:39 +0800   # c\n"],
    "tags": ["tags: [a, b]\n", "tags:\n- a\n- b # c\n", "tags:\n  - a\n\n  # d\n  - b\n", "tags: [a,\n b\n] # c\n"],
    "notes": ["notes: |\n  x\n  # y\n", "notes: |+\n  x\n\n\n", "notes: plain\n  and folded\n"],
    "read": ["read: false\n", "read: no # d\n"],
    "custom": ["custom: {a: {b: [1.10]}}\n", "custom:\n  a:\n    b: NO\n  c: 010\n", "custom: !tag x\n"],
}
FILLER = st.sampled_from(["", "", "\n", "# a comment\n", "\n# two\n# lines\n\n"])


@st.composite
def blocks(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6))
    return "".join(draw(FILLER) + draw(st.sampled_from(LINES[key])) for key in keys) + draw(FILLER)


CHANGES = st.dictionaries(
    st.sampled_from([*KEYS, "new"]),
    st.none() | st.booleans() | st.text(max_size=12) | st.lists(st.text(max_size=6), max_size=3) | st.just({"a": "b"}),
    max_size=3,
)


@given(blocks(), CHANGES, st.sampled_from(["body\n", "\n    code\n---\n", ""]), st.booleans())
def test_the_laws_of_an_edit(block, changes, body, crlf):
    text = f"---\n{block}---\n{body}"
    if crlf:
        text = text.replace("\n", "\r\n")
    before = split(text)
    edited = update(text, changes)
    after = split(edited)
    assert before is not None
    assert after is not None
    written = {True: "true", False: "false"}
    wanted = {**before.values, **{k: written[v] if isinstance(v, bool) else v for k, v in changes.items()}}
    if changes.get("read") is False and before.values.get("read") == "no":
        wanted["read"] = "no"
    wanted = {key: value for key, value in wanted.items() if value is not None}
    assert after.values.keys() == wanted.keys()
    if not crlf:
        assert after.values == wanted
    assert [key for key in after.values if key in before.values] == [key for key in before.values if key in wanted]
    assert edited.endswith(text[text.index("---", 4) :])
    for line in block.splitlines():
        if line.startswith("#"):
            assert line in edited
    assert update(edited, changes) == edited
    assert update(text, {}) == text
