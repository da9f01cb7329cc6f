from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.index.highlight import matcher_of, snippet
from newsclip.index.query import parse


def marked(body, query, width=160):
    return snippet(body, matcher_of(parse(query, date(2026, 1, 1))), width).marked("[", "]")


@pytest.mark.parametrize(
    ("body", "query", "expected"),
    [
        ("打击电信网络诈骗犯罪", "网络", "打击电信[网络]诈骗犯罪"),
        ("打击电信网络诈骗犯罪", "电信 诈骗", "打击[电信]网络[诈骗]犯罪"),
        ("共11.4万元", "11.4万", "共[11.4万]元"),
        ("用户在iPhone15上", "iphone15", "用户在[iPhone15]上"),
        ("iPhones and iPhone", "iphone", "iPhones and [iPhone]"),
        ("Vulkan, vulkanised", "vulk*", "[Vulkan], [vulkanised]"),
        ("Ｃａｆé and CAFE", "café", "[Ｃａｆé] and [CAFE]"),
        ("Cafe\u0301 here", "cafe", "[Cafe\u0301] here"),
        ("ﬁnal ﬁx", "fix", "ﬁnal [ﬁx]"),
        ("ｶﾞｲﾄﾞ本", "ガイド", "[ｶﾞｲﾄﾞ]本"),
        ("Straße", "strasse", "[Straße]"),
        ("C++ and C", "C++", "[C++] and C"),
        ("see node.js", "node.js", "see [node.js]"),
        ("a b c", "-b a", "[a] b c"),
        ("**电**信", "电信", "[电信]"),
        ("read [the manual](https://example.com/x)", "manual", "read the [manual]"),
        ("![图](https://example.com/a.png)新闻", "新闻", "图[新闻]"),
        ("[link](https://example.com/rare)", "rare", "[link](https://example.com/[rare])"),
        ("one two three", "/t\\w+o|three/", "one [two] [three]"),
        ("nothing here", "absent", "nothing here"),
        ("title only", "title:only", "title [only]"),
    ],
)
def test_matches_are_marked_where_a_reader_sees_them(body, query, expected):
    assert marked(body, query) == expected


def test_the_passage_is_the_one_with_the_most_terms():
    body = "电信。" + "无关的话。" * 100 + "电信网络诈骗案件。" + "其他的话。" * 100
    passage = snippet(body, matcher_of(parse("电信 案件", date(2026, 1, 1))), 60)
    assert passage.text.startswith("…")
    assert passage.text.endswith("…")
    assert passage.marked("[", "]").count("[") == 2
    assert len(passage.text) <= 32


def test_an_english_passage_begins_and_ends_with_whole_words():
    body = "lorem ipsum dolor " * 50 + "needle " + "sit amet consetetur " * 50
    passage = snippet(body, matcher_of(parse("needle", date(2026, 1, 1))), 80)
    words = passage.text.strip("…").split()
    assert set(words) <= set(body.split())
    assert "needle" in words


@given(st.text(max_size=200), st.sampled_from(["电", "ab", "x*", "/./", "c++", '"a b"']))
def test_spans_lie_in_the_passage_in_order(body, query):
    passage = snippet(body, matcher_of(parse(query, date(2026, 1, 1))), 40)
    at = 0
    for start, end in passage.spans:
        assert at <= start < end <= len(passage.text)
        at = end
