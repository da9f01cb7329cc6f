"""Front matter of every dialect is read as its author wrote it, or refused with the line and the way out."""

from __future__ import annotations

import pickle
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.errors import FrontMatterError
from newsclip.frontmatter import Scalar, split


def read(text):
    front = split(text)
    assert front is not None
    return front


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("yaml", "---\ntitle: A\ntags: [b, c]\n---\nbody\n"),
        ("yaml", "\n \n---\ntitle: A\ntags:\n- b\n- c\n---\n\nbody\n"),
        ("yaml", "\ufeff---\ntitle: A\ntags: [b, c]\n---\nbody\n"),
        ("yaml", "---\r\ntitle: A\r\ntags:\r\n  - b\r\n  - c\r\n---\r\nbody\n"),
        ("yaml", "---  \ntitle: 'A'\ntags: ['b', \"c\"]\n---\t\nbody\n"),
        ("yaml", "-----\ntitle: A\ntags: [b, c]\n-----\nbody\n"),
        ("yaml", "---\ntitle: A\ntags: [b, c]\n...\nbody\n"),
        ("yaml", "---\n{title: A, tags: [b, c]}\n---\nbody\n"),
        ("yaml", "---\n# a comment\ntitle: A # why\ntags:\n\t- b\n\t- c\n---\nbody\n"),
        ("hexo-yaml", "title: A\ntags:\n  - b\n  - c\n---\nbody\n"),
        ("hexo-yaml", "\ntitle: A\ntags: [b, c]\n------\n\nbody\n"),
        ("toml", '+++\ntitle = "A"\ntags = ["b", "c"]\n+++\nbody\n'),
        ("toml", "+++\r\ntitle = 'A'\r\ntags = ['b', 'c']\r\n+++\r\n\r\nbody\n"),
        ("json", '{"title": "A", "tags": ["b", "c"]}\nbody\n'),
        ("json", '{\n  "title": "A",\n  "tags": ["b", "c"]\n}\n\nbody\n'),
        ("hexo-json", '"title": "A",\n"tags": ["b", "c"]\n;;;\nbody\n'),
        ("hexo-json", ';;;\n"title": "A",\n"tags": ["b", "c"]\n;;;\n\nbody\n'),
    ],
)
def test_a_dialect_is_read(dialect, text):
    front = read(text)
    assert front.dialect == dialect
    assert front.values == {"title": "A", "tags": ["b", "c"]}
    assert front.body == "body\n"
    assert front.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\n",
        "# A heading\n\ntext\n",
        "---\n\nA thematic break, then text.\n",
        "---\n\nTwo breaks around a paragraph.\n\n---\n\nMore.\n",
        "---\n\nNote: this is prose: with colons.\n\nAnd more.\n\n---\n\nMore.\n",
        "---\n- a list\n- of two\n---\n",
        "---\nSome words\n---\n",
        "---\nRemember: the milk\n\nOther things to do.\n",
        "***\ntitle: x\n***\n",
        "Title: of a heading\n---\n\ntext\n",
        "title: or what a title is: an essay\n\nProse.\n\n---\n\nMore.\n",
        "{{ template }}\n",
        "{% raw %}\n",
        "{ braces } in prose\n",
        '{"a": 1} is JSON\n',
        '"Quoted": a sentence.\n',
        "+++\nplus signs\n",
        "+ a list\n",
        "<html>---\n</html>",
    ],
)
def test_a_text_without_front_matter_has_none(text):
    assert split(text) is None


def test_values_stay_what_the_author_wrote():
    source = {
        "comments": "false",
        "version": "1.10",
        "country": "NO",
        "time": "12:30",
        "zip": "010",
        "hex": "0x1F",
        "date": "2021-06-22 03:58:39 +0800",
        "bad_date": "2021-02-30",
        "nothing": "~",
        "empty": "",
        "big": "1e5",
    }
    front = read("---\n" + "".join(f"{key}: {value}\n" for key, value in source.items()) + "---\n")
    assert front.values == source
    assert all(isinstance(value, Scalar) and value.plain for value in front.values.values())


def test_a_quoted_value_is_told_from_a_plain_one():
    values = read("---\na: '1'\nb: \"1\"\nc: 1\nd: !!str 1\ne: |\n  1\n---\n").values
    assert {key: value.plain for key, value in values.items() if isinstance(value, Scalar)} == {
        "a": False,
        "b": False,
        "c": True,
        "d": False,
        "e": False,
    }


def test_numbers_dates_and_booleans_of_toml_and_json_keep_their_text():
    toml = read("+++\ndate = 2024-02-02T04:14:54-08:00\nday = 2024-02-02\nx = 1.10\nn = 7\ndraft = false\n+++\n").values
    assert toml == {"date": "2024-02-02T04:14:54-08:00", "day": "2024-02-02", "x": "1.10", "n": "7", "draft": "false"}
    json = read('{"x": 1.10, "n": 12345678901234567890, "e": 1E5, "t": true, "z": null, "s": "1"}\n').values
    assert json == {"x": "1.10", "n": "12345678901234567890", "e": "1E5", "t": "true", "z": "null", "s": "1"}
    assert [value.plain for value in json.values()] == [True] * 5 + [False]


def test_nested_values_and_odd_keys_are_kept():
    front = read("---\nno: 1\n12: x\n'a: b': y\nparams:\n  show: {toc: yes}\n  list: [[a, b], [c]]\n---\n")
    assert front.values == {
        "no": "1",
        "12": "x",
        "a: b": "y",
        "params": {"show": {"toc": "yes"}, "list": [["a", "b"], ["c"]]},
    }


@pytest.mark.parametrize(
    ("behind", "body"),
    [
        ("\n    code\n", "    code\n"),
        ("\n\n\tcode\n", "\tcode\n"),
        ("text\n---\nmore\n---\n", "text\n---\nmore\n---\n"),
        ("\n---\ntext\n---\n", "---\ntext\n---\n"),
        ("\r\n \r\ntext\r\n", "text\r\n"),
        ("", ""),
        ("\n\n", ""),
        ("text  ", "text  "),
    ],
)
def test_the_body_keeps_its_first_indent_and_its_rules(behind, body):
    assert read("---\ntitle: x\n---\n" + behind).body == body


def test_the_last_of_two_equal_keys_counts_and_is_reported():
    front = read("---\ntitle: a\ndate: 2020\ntitle: b\n---\n")
    assert front.values == {"date": "2020", "title": "b"}
    assert front.warnings == ("line 4: the key `title` again; the last one counts",)
    assert read('{"a": 1, "a": 2}\n').warnings == ("the key `a` again; the last one counts",)


def test_control_characters_are_dropped_and_reported():
    front = read("---\ntitle: a\x07b\x00\ud800\n---\n")
    assert front.values == {"title": "ab"}
    assert front.warnings == ("control characters in the front matter were dropped",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\nlayout: post\ntitle: a: b\n---\n", "line 3 cannot be read as front matter (mapping values are not"),
        ("---\nlayout: post\ntitle: a: b\n---\n", "): title: a: b; put the value in quotes: title: 'a: b'"),
        ("\n---\ntitle: @x\n---\n", "line 3 cannot be read as front matter (found character that cannot start"),
        ("\n---\ntitle: @x\n---\n", "): title: @x; put the value in quotes: title: '@x'"),
        ("---\ntitle: it's `x`\nname: `y`\n---\n", "put the value in quotes: name: '`y`'"),
        ("---\ntitle: [a\n---\n", "put the value in quotes: title: '[a'"),
        ('---\ntitle: "a\n---\n', "found unexpected end of stream"),
        ("---\ntitle: x\ndate: 2020\n\nbody\n", "the front matter opened in line 1 is never closed; add a line `---`"),
        ("----\ntitle: x\n\nbody\n", "add a line `----` behind its last key"),
        ("---\nbase: &b {a: 1}\ntitle: *b\n---\n", "line 3 refers to an anchor (`*b`); write the value out"),
        ("---\ntitle: x\n<<: *b\n---\n", "refers to an anchor"),
        ("---\n{{ x }}: y\n---\n", "has a list or a mapping as a key"),
        ("---\ntitle: {{ site.title }}\n---\n", "has a list or a mapping as a key; keys must be words; put a value"),
        ('+++\ntitle = x\n+++\n', "is not TOML: Invalid value (at line 2, column 9); put text in quotes"),
        ("---\n<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> x\n---\nbody", "line 2 begins a conflict that git"),
        ("\n---\ntitle: a\n<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> x\n---\nbody", "line 4 begins a conflict"),
        ('+++\ntitle = "x"\n\nbody', "the front matter opened in line 1 is never closed; add a line `+++`"),
        ('{"title": "x",}\nbody', "the front matter is not JSON: line 1: "),
        ('\n{\n"title": x}\nbody', "the front matter is not JSON: line 3: "),
        (';;;\n"title": x\n;;;\nbody', "the front matter is not JSON: line 2: "),
    ],
)  # fmt: skip
def test_broken_front_matter_is_refused_with_its_line_and_the_way_out(text, message):
    with pytest.raises(FrontMatterError) as caught:
        split(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


BOMB = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" if n else "k0: &k0 [x]\n" for n in range(9))


@pytest.mark.parametrize(
    "text",
    [
        f"---\na: {'[' * 100_000}\n---\n",
        f"---\na: {'{a: ' * 100_000}\n---\n",
        f"---\na: {'[' * 100_000}{']' * 100_000}\n---\n",
        f"---\na:\n  {'- ' * 100_000}b\n---\n",
        f"---\n{''.join(' ' * n + 'a:' + chr(10) for n in range(1_000))}---\n",
        f"---\n{BOMB}---\n",
        f"---\na: {'x' * 2_000_000}\n---\n",
        f"+++\na = {'[' * 100_000}\n+++\n",
        f"+++\n{'a.' * 1_000}a = 1\n+++\n",
        f'{{"a": {"[" * 100_000}\n}}\nbody',
        f'{{"a": {"[" * 500}{"]" * 500}}}\nbody',
        f';;;\n"a": {"[" * 100_000}\n;;;\nbody',
    ],
    ids=range(12),
)
def test_a_hostile_block_is_refused_at_once(text):
    start = time.process_time()
    with pytest.raises(FrontMatterError):
        split(text)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", ["many keys", "many brackets", "many quotes", "much text"])
def test_a_large_block_is_read_in_linear_time(name):
    block = {
        "many keys": "".join(f"k{n}: v\n" for n in range(20_000)),
        "many brackets": "".join(f"k{n}: [a, {{b: c}}]\n" for n in range(10_000)),
        "many quotes": "".join(f"- '{n}: \"x\"'\n" for n in range(20_000)),
        "much text": "k: |\n" + "  text: [with (everything) {in} it\n" * 20_000,
    }[name]
    start = time.process_time()
    split(f"---\nx:\n{block}---\nbody\n" if name == "many quotes" else f"---\n{block}---\nbody\n")
    assert time.process_time() - start < 10


SNIPPETS = st.sampled_from(
    [
        *("---\n", "a: b\n", "title: c\n", "\t", "- ", "[", "{", '"', "+++\n", ";;;\n", "x = 1\n", "\n", ": ", "|\n"),
        *("*a", "\r\n", "...\n", "----\n", "#", "'", "? ", "\ufeff"),
    ]
)


@given(st.text(max_size=200) | st.lists(SNIPPETS, max_size=12).map("".join))
def test_any_text_is_read_or_refused(text):
    try:
        front = split(text)
    except FrontMatterError:
        return
    assert front is None or text.endswith(front.body)


def test_a_scalar_survives_a_trip_to_another_process():
    front = read("---\na: 1\nb: ['2']\n---\n")
    again = pickle.loads(pickle.dumps(front))
    assert again == front
    assert again.values["a"].plain
    assert not again.values["b"][0].plain


def test_importing_is_light():
    code = "import newsclip.frontmatter, sys; print(*{'yaml', 'frontmatter', 'json', 'tomllib'} & {*sys.modules})"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == ""
