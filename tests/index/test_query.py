from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.errors import QueryError
from newsclip.index.query import And, Dated, Everything, Flag, Not, Or, Text, parse, write

TODAY = date(2026, 6, 15)


def read(query):
    return parse(query, TODAY)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", Everything()),
        ("  ", Everything()),
        ("*", Everything()),
        ("电信", Text("电信")),
        ("a b", And((Text("a"), Text("b")))),
        ("a AND b", And((Text("a"), Text("b")))),
        ("a OR b c", Or((Text("a"), And((Text("b"), Text("c")))))),
        ("(a OR b) c", And((Or((Text("a"), Text("b"))), Text("c")))),
        ("（a OR b） c", And((Or((Text("a"), Text("b"))), Text("c")))),
        ("a -b", And((Text("a"), Not(Text("b"))))),
        ("a NOT b", And((Text("a"), Not(Text("b"))))),
        ("-(a b)", Not(And((Text("a"), Text("b"))))),
        ("not", Text("not")),
        ('"OR"', Text("OR", quoted=True)),
        ("“最高 法院”", Text("最高 法院", quoted=True)),
        ("vulk*", Text("vulk", prefix=True)),
        ("title:vulkan", Text("vulkan", "title")),
        ("Title:Vulkan", Text("Vulkan", "title")),
        ("title：公安部", Text("公安部", "title")),
        ('author:"Jane Doe"', Text("Jane Doe", "author", quoted=True)),
        ("is:unread", Flag("is:unread")),
        ("has:code", Flag("has:code")),
        ("https://example.com/a", Text("https://example.com/a")),
        ("12:30", Text("12:30")),
        ("well-known", Text("well-known")),
        ("C++", Text("C++")),
    ],
)
def test_a_query_is_read_as_documented(query, tree):
    assert read(query) == tree


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("date:2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("date:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("date:2021-06-22", date(2021, 6, 22), date(2021, 6, 22)),
        ("date:2021年6月", date(2021, 6, 1), date(2021, 6, 30)),
        ("date:2021-06..2021-08", date(2021, 6, 1), date(2021, 8, 31)),
        ("date:2021-06..", date(2021, 6, 1), None),
        ("date:..2021", None, date(2021, 12, 31)),
        ("after:2021-06", date(2021, 6, 1), None),
        ("before:2021-06", None, date(2021, 5, 31)),
        ("saved:7d", date(2026, 6, 8), TODAY),
        ("saved:2w", date(2026, 6, 1), TODAY),
        ("saved:3m", date(2026, 3, 15), TODAY),
        ("saved:1y", date(2025, 6, 15), TODAY),
        ("saved:today", TODAY, TODAY),
        ("saved:yesterday", date(2026, 6, 14), date(2026, 6, 14)),
    ],
)
def test_a_period_has_the_days_that_it_says(query, first, last):
    node = read(query)
    assert isinstance(node, Dated)
    assert (node.period.first, node.period.last) == (first, last)


@pytest.mark.parametrize(
    ("query", "place", "reason"),
    [
        ("a (b", "a ▸(b", "never closed"),
        ("a) b", "a▸) b", "no '('"),
        ("()", "(▸)", "nothing in these parentheses"),
        ('a "b c', 'a ▸"b c', "never closed"),
        ("a OR", "a OR▸", "ends here"),
        ("OR a", "▸OR a", "where a word is wanted"),
        ("AND a", "▸AND a", 'write "AND" in quotes'),
        ("a NOT", "a NOT▸", 'write "NOT" in quotes'),
        ("a NOT", "a NOT▸", "ends here"),
        ("title:", "title:▸", "needs a value"),
        ("title: x", "title:▸ x", "needs a value"),
        ("titel:x", "▸titel:x", "no field"),
        ("date:soon", "date:▸soon", "not a date"),
        ("date:2021-13", "date:▸2021-13", "no day"),
        ("date:2022..2021", "date:▸2022..2021", "ends before it begins"),
        ("date:..", "date:▸..", "beginning or an end"),
        ("is:red", "is:▸red", "one of read, unread, starred"),
        ("/a(/", "▸/a(/", "not a regular expression"),
        ("/abc", "▸/abc", "never closed"),
        ("a !!!", "a ▸!!!", "no letter or digit"),
        ("-", "▸-", "no letter or digit"),
        ("title:/fer+y/", "title:▸/fer+y/", "takes no /regular expression/"),
        ("title:(ferry OR boat)", "title:▸(ferry", "takes one word"),
        ("fer*y boat", "fer▸*y boat", "only at the end"),
        ("*erry", "▸*erry", "only at the end"),
        ("boat - ferry", "boat ▸- ferry", "no letter or digit"),
    ],
)
def test_what_is_not_understood_is_said_with_its_place(query, place, reason):
    with pytest.raises(QueryError) as caught:
        read(query)
    assert place in str(caught.value)
    assert reason in str(caught.value)
    assert caught.value.exit_code == 2


def test_depth_has_an_end():
    with pytest.raises(QueryError, match="deeper"):
        read("(" * 500 + "a" + ")" * 500)
    with pytest.raises(QueryError, match="deeper"):
        read("-" * 500 + "a")


@given(st.text(alphabet='ab电信 -*:"()/.ORNTAD0129titledasvhx：（）“”\\\u3000\x00é', max_size=30))
def test_any_text_is_read_or_refused_and_never_crashes(query):
    try:
        node = read(query)
    except QueryError:
        return
    assert read(write(node)) == node
