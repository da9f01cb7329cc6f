"""What is written is read back the same: by newsclip, by PyYAML and by python-frontmatter."""

from __future__ import annotations

import frontmatter
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from newsclip.frontmatter import Scalar, dump, split

# What people type and what YAML trips over, in one alphabet.
TRICKY = st.text(
    alphabet=st.sampled_from(
        " \n\t:#-?,[]{}&*!|>'\"%@`~=<.0123456789abefnoyxNOYTE_+/\\()$;^"
        "é中𠮷😀\u3000\u200b\xa0\x85\u2028\ufeff\r\0\x1b\ufffd"
    ),
    max_size=24,
)
TEXT = TRICKY | st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=60)
KEY = st.sampled_from(["title", "NO", "1.10", "a b", "12:30", "- x", "作者", "", "? q", "#", "null"]) | TEXT
PLAIN = st.sampled_from(
    [
        *("1.10", "NO", "no", "12:30", "010", "0x1F", "~", "null", "true", "2021-06-22", "2021-06-22 03:58:39 +0800"),
        *("1e5", ".5", "-1", "+8", "", "a b", "Tue, 22 Jun 2021 03:58:39 GMT", "http://a.b/c?d=e#f", "it's", 'a "b"'),
        *("a, b", "a:b"),
    ]
).map(lambda text: Scalar(text, plain=True))
VALUE = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3), max_leaves=8
)

HOSTILE = [
    *("NO", "no", "yes", "On", "off", "y", "N", "true", "FALSE", "null", "~", "Null", ".nan", ".inf", "-.INF", "NaN"),
    *("1.10", "010", "0o17", "0x1F", "0b11", "1_000", "1e5", "1E-5", "+1", "-0", ".5", "5.", "1,000", "12:30"),
    *("12:30:45", "190:20:30", "2021-06-22", "2021-6-2", "2021-06-22 03:58:39.1 +8", "2021-06-22T03:58Z", "=", "<<"),
    *("!", "&a", "*a", "a: b", "a :b", "a:", ": a", "a #b", "#a", "a# b", "- a", "-", "--- a", "---", "...", "? a"),
    *("?", "| a", ">", "%a", "@a", "`a`", "'", '"', "'a'", '"a"', "it's", 'say "hi"', 'it\'s "x"', "back\\slash"),
    *("\\n", "{a}", "[a]", "a]", "a, b", "{{ x }}", "{% raw %}", "", " ", " a", "a ", "\ta", "a\tb", "\n", "\n\n"),
    *("a\n", "a\n\n", "\na", " a\n b\n", "a\n b\n", "a\r\nb", "a\rb", "a\n---\nb\n", "a\n  \nb", "a \nb", "\tx\n"),
    *("a: b\nc: d\n", "# a\nb\n", "\x00", "\x07", "\x7f", "\x85", "\u2028", "\ufeff", "a\ufeff", "\u200b"),
    *("\u3000a", "a\u3000", "\xa0", "😀", "𠮷野家", "\U0010ffff", "é", "e\u0301", "“你好”", "《书》", "【急】"),
    *("？", "：", "＃", "a" * 300, "词 " * 200, "12:30 开会", "3 ways", "1st", "2021年", "v1.10"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_stays_a_string_to_every_reader(text):
    values = {"title": text, "tags": [text, text], "nested": {text or "x": [{"a": text}]}}
    written = dump(values)
    assert yaml.safe_load(written.split("---\n", 1)[1].rsplit("---\n", 1)[0]) == values
    assert frontmatter.parse(written)[0] == values
    read = split(written + "\nbody\n")
    assert read is not None
    assert read.values == values
    assert read.body == "body\n"


@given(st.dictionaries(KEY, VALUE, max_size=5))
@example({"a": "\n\n a\n", "b": "x"})
def test_any_values_come_back(values):
    written = dump(values)
    read = split(written + "\n    body: x\n---\n")
    assert read is not None
    assert read.values == values
    assert list(read.values) == list(values)
    assert read.body == "    body: x\n---\n"
    assert yaml.safe_load(written[4:-4]) == (values or None)
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(written[4:-4], loader) == (values or None)
    assert frontmatter.parse(written)[0] == values
    assert dump(read.values) == written


@given(st.dictionaries(KEY, PLAIN | st.lists(PLAIN, max_size=3), max_size=5))
def test_plain_values_go_out_as_they_came(values):
    read = split(dump(values))
    assert read is not None
    assert read.values == values
    assert dump(read.values) == dump(values)


def test_plain_values_keep_their_type_to_other_readers():
    values = {
        "comments": Scalar("false", plain=True),
        "version": Scalar("1.10", plain=True),
        "quoted": Scalar("1.10"),
        "country": Scalar("NO", plain=True),
        "toc": True,
        "weight": 10,
        "ratio": 0.5,
        "nothing": None,
        "empty": [],
        "params": {},
    }
    assert dump(values) == (
        "---\ncomments: false\nversion: 1.10\nquoted: '1.10'\ncountry: NO\ntoc: true\nweight: 10\nratio: 0.5\n"
        "nothing:\nempty: []\nparams: {}\n---\n"
    )


def test_people_can_read_what_is_written():
    assert dump(
        {
            "title": "Vulkan 1.2.182 发布，引入多个新扩展 😀",
            "authors": ["Ann O'Neil", "𠮷野 太郎"],
            "source": "https://example.com/a?b=c#d",
            "description": 'He said: "It\'s 5 #1 hits"',
            "notes": "First line.\n\n- a list\n- of two\n",
            "tags": ["c#", "2021", "no"],
            "params": {"show": {"toc": "yes"}},
        }
    ) == (
        "---\n"
        "title: Vulkan 1.2.182 发布，引入多个新扩展 😀\n"
        "authors:\n"
        "  - Ann O'Neil\n"
        "  - 𠮷野 太郎\n"
        "source: https://example.com/a?b=c#d\n"
        "description: 'He said: \"It''s 5 #1 hits\"'\n"
        "notes: |\n"
        "  First line.\n"
        "\n"
        "  - a list\n"
        "  - of two\n"
        "tags:\n"
        "  - c#\n"
        "  - '2021'\n"
        "  - 'no'\n"
        "params:\n"
        "  show:\n"
        "    toc: 'yes'\n"
        "---\n"
    )


def test_python_frontmatter_writes_with_our_handler():
    from newsclip.frontmatter.handlers import YamlHandler

    post = frontmatter.Post("text", title="1e5", date=Scalar("2021-06-22", plain=True), name="😀")
    assert (
        frontmatter.dumps(post, handler=YamlHandler()) == "---\ntitle: '1e5'\ndate: 2021-06-22\nname: 😀\n---\n\ntext"
    )


def test_what_front_matter_cannot_hold_is_an_error():
    with pytest.raises(TypeError, match="bytes"):
        dump({"a": b"x"})  # type: ignore[dict-item]
