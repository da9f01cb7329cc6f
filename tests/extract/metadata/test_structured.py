"""What a page says for machines is read in spite of its mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.extract.structured import Structured, parse_json, read_structured
from newsclip.parse import parse_html


def read(head: str) -> Structured:
    return read_structured(parse_html(f"<html><head>{head}</head><body><p>x</p></body></html>"))


def json_ld(text: str) -> Structured:
    return read(f'<script type="application/ld+json">{text}</script>')


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"Article","headline":"A"}',
        '[{"@type":"WebSite"},{"@type":"Article","headline":"A"}]',
        '{"@graph":[{"@type":"WebPage"},{"@type":["Thing","NewsArticle"],"headline":"A"}]}',
        '{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"A"}}',
        '{"@type":"http://schema.org/Article","headline":"A"}',
        '{"@type":"Article","headline":"A",}',
        '<!-- {"@type":"Article","headline":"A"} -->',
        '//<![CDATA[\n{"@type":"Article","headline":"A"}\n//]]>',
        '{"@type":"Article","headline":"A"};',
        '{"@type":"WebSite"}{"@type":"Article","headline":"A"}',
        '{"@type":"Article","headline":"A","description":"line\nbreak and \ttab"}',
        '{"@type":"Article","headline":"A","description":"it\\\'s"}',
        '{"@type":"Article" "headline":"A"}',
        '{"@type":"Article","headline":"A","image":,"x":1}',
    ],
)
def test_the_article_is_found_in_json_ld(text: str) -> None:
    assert json_ld(text).article["headline"] == "A"


def test_inner_quotes_that_were_not_escaped_stay_in_the_text() -> None:
    node = json_ld('{"@type":"Article","headline":"He said "no" again","author":"Ann"}').article
    assert (node["headline"], node["author"]) == ('He said "no" again', "Ann")


def test_listed_articles_are_not_the_article() -> None:
    page = json_ld('{"@type":"ItemList","itemListElement":[{"@type":"Article","headline":"Another"}]}')
    assert not page.article


def test_of_several_articles_the_one_with_the_title_of_the_page_counts() -> None:
    page = read(
        "<title>The second story | Paper</title>"
        '<script type="application/ld+json">[{"@type":"NewsArticle","headline":"The first story"},'
        '{"@type":"NewsArticle","headline":"The second story"}]</script>'
    )
    assert page.article["headline"] == "The second story"


def test_meta_elements_by_any_of_their_names() -> None:
    page = read(
        '<meta property="og:title" content=" A  b ">'
        '<meta name="Author" content="Ann"><meta itemprop="datePublished" content="2020">'
    )
    assert page.first("og:title") == "A b"
    assert page.first("author") == "Ann"
    assert page.first("missing", "datepublished") == "2020"
    assert page.first("missing") == ""


@pytest.mark.parametrize(
    "value", ["{{ page.title }}", "${title}", "undefined", "null", "[object Object]", "{% title %}"]
)
def test_templates_that_were_never_filled_in_say_nothing(value: str) -> None:
    assert read(f'<meta property="og:title" content="{value}">').first("og:title") == ""


def test_the_state_of_an_application_is_parsed_on_demand() -> None:
    page = read(
        '<script id="__NEXT_DATA__" type="application/json">{"a":1}</script>'
        '<script>window.__STATE__ = {"b":[2]}; go();</script>'
    )
    assert page.states == ({"a": 1}, {"b": [2]})


def test_an_article_body_is_given_as_it_is() -> None:
    assert json_ld('{"@type":"Article","articleBody":"All of it."}').article_body == "All of it."


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(parse_json(text), list)
    assert isinstance(json_ld(text.replace("<", "")).nodes, tuple)
