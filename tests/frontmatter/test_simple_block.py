"""Simple front matter is read without a YAML parser, and never other than by one."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from newsclip.frontmatter.simple_block import read_simple
from newsclip.frontmatter.values import Scalar
from newsclip.frontmatter.yaml_reader import read_yaml

TEXT = st.text(st.sampled_from("ab:# -'\"[]{}|>%@!,?é电\t\u2028\x85\xa0~=1.<\\&*()/$\ufeff"), max_size=7)
VALUE = st.one_of(TEXT, TEXT.map(lambda text: f'"{text}"'), TEXT.map(lambda text: f"'{text}'"))
GAP = st.sampled_from(["", " ", "  "])
ITEM = st.builds("{}-{}{}{}\n".format, st.sampled_from(["", " ", "  ", "    "]), GAP, VALUE, GAP)
KEY = st.sampled_from(["title", "tags", "k-1", "_x", "K", "a.b", "1"])
PAIR = st.builds("{}:{}{}{}\n{}".format, KEY, GAP, VALUE, GAP, st.lists(ITEM, max_size=2).map("".join))


@given(st.lists(PAIR, max_size=3).map("".join))
@example("title: ''\ntags:\n- a\n- 'b # c'\n")
@example("categories: \n - a\n - b\n")
def test_what_is_read_is_what_the_yaml_parser_reads(block):
    simple = read_simple(block)
    if simple is None:
        return
    loaded = yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {}
    assert simple == loaded
    # Whether a text was in quotes tells other programs a string from a number.
    root, warnings = read_yaml(block)
    quoted = {node.value for node in _scalars(block) if node.style}
    assert not warnings
    for value in (root or {}).values():
        for text in value if isinstance(value, list) else [value]:
            assert text.plain or text in quoted


def _scalars(block):
    return [event for event in yaml.parse(block) if isinstance(event, yaml.ScalarEvent)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("date: 2021-06-22 03:58:39\n", Scalar("2021-06-22 03:58:39", plain=True)),
        ("n: 1.10\n", Scalar("1.10", plain=True)),
        ("n: '1.10'\n", Scalar("1.10")),
        ('title: "a: b"\n', Scalar("a: b")),
        ("empty:\n", Scalar("", plain=True)),
    ],
)
def test_scalars_keep_whether_they_were_quoted(line, expected):
    assert read_simple(line) is not None
    root, _ = read_yaml(line)
    (value,) = root.values()
    assert (value, value.plain) == (expected, expected.plain)


@pytest.mark.parametrize("block", ["a: b: c\n", "a: [1, 2]\n", "a: |\n  x\n", "a: &x b\n", "a: b\na: c\n", "- a\n"])
def test_anything_else_is_left_to_the_parser(block):
    assert read_simple(block) is None
