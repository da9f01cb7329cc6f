"""Laws that hold for every page: nothing is made up, nothing crashes, what is clean stays clean."""

import re
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsclip.extract import clean_fragment, extract, plain_text
from newsclip.parse import parse_fragment, parse_html

TAGS = ["div", "p", "span", "a", "ul", "li", "h1", "h2", "table", "tr", "td", "article", "aside", "blockquote", "pre"]
NAMES = ["", "content", "related", "share-bar", "comments", "article-body", "sidebar", "caption", "lead", "hidden"]
WORDS = st.sampled_from(
    [
        "The bridge is closed, and nobody knows for how long it will be.",
        "Read more",
        "2024-09-03",
        "大桥封闭检修。",
        "x",
        "",
    ]
)


@st.composite
def markup(draw, depth: int = 4) -> str:
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(WORDS)
    tag, name = draw(st.sampled_from(TAGS)), draw(st.sampled_from(NAMES))
    inside = "".join(draw(st.lists(markup(depth - 1), max_size=4)))
    link = ' href="/x?utm_source=y"' if tag == "a" else ""
    return f'<{tag} class="{name}"{link}>{inside}</{tag}> {draw(WORDS)}'


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(markup())
@settings(max_examples=60, deadline=None)
def test_every_word_of_the_content_stands_on_the_page(html: str):
    tree = parse_html(f"<html><head><title>T</title></head><body>{html}</body></html>")
    page = "".join("".join(deepcopy(tree).itertext()).split())
    content = extract(tree, "https://lantern.example/").content
    assert all(word in page for word in words(plain_text(content)))


@given(markup())
@settings(max_examples=60, deadline=None)
def test_a_fragment_that_is_clean_stays_as_it_is(html: str):
    once = clean_fragment(parse_fragment(html), url="https://lantern.example/").content
    text = plain_text(once)
    again = clean_fragment(parse_fragment(etree.tostring(once, encoding="unicode", method="html")))
    assert plain_text(again.content).split() == text.split()


def test_text_behind_something_cut_stays():
    cleaned = clean_fragment(parse_fragment("<p>One <button>Buy</button> two.</p><div class='share'>Tweet</div>three."))
    assert plain_text(cleaned.content) == "One two.\nthree."


def test_formulas_survive():
    html = '<p>Let <script type="math/tex">x^2</script> be, and <math><mi>y</mi></math> too, for all that we know.</p>'
    content = clean_fragment(parse_fragment(html)).content
    assert [element.tag for element in content.iter("script", "math")] == ["script", "math"]


def test_what_a_cut_line_says_is_told():
    lines = ["原标题：旧题", "正文在此，说得很清楚。", "作者：张三、李四", "（责任编辑：王五）", "来源：河东晚报"]
    html = "".join(f"<p>{line}</p>" for line in lines)
    cleaned = clean_fragment(parse_fragment(html), title="新题")
    assert plain_text(cleaned.content) == "正文在此，说得很清楚。"
    assert (cleaned.original_title, cleaned.editor, cleaned.source_site) == ("旧题", "王五", "河东晚报")
    assert cleaned.authors == ("张三", "李四")
