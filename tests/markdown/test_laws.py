"""Laws that hold for every page: nothing lost, nothing changed by a second conversion, no exception."""

import re
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsclip.errors import NewsclipError
from newsclip.markdown import to_markdown
from newsclip.parse import parse_fragment
from tests.markdown.pages import pages
from tests.markdown.rendering import by_cmark, by_markdown_it, counts, letters

# The same pages in every run; benchmarks/markdown.py makes others
LAWS = settings(max_examples=100, deadline=None, derandomize=True)


@LAWS
@given(pages)
def test_markdown_renders_to_the_text_it_came_from(html: str):
    assert letters(by_cmark(to_markdown(html))) == letters(html)


@LAWS
@given(pages)
def test_another_reader_of_commonmark_agrees(html: str):
    made = to_markdown(html)
    assert letters(by_markdown_it(made)) == letters(by_cmark(made))


@LAWS
@given(pages)
def test_converting_the_rendering_again_changes_nothing(html: str):
    made = to_markdown(html)
    rendered = by_cmark(made)
    assert to_markdown(rendered) == made


@LAWS
@given(pages)
def test_both_readers_see_the_same_elements(html: str):
    made = to_markdown(html)
    assert counts(by_cmark(made)) == counts(by_markdown_it(made))


@LAWS
@given(pages)
def test_no_line_ends_with_a_space(html: str):
    assert re.search(r"[ \t]$", to_markdown(html), re.MULTILINE) is None


@LAWS
@given(pages)
def test_a_given_tree_stays_as_it_is_and_gives_what_its_html_gives(html: str):
    tree = parse_fragment(html)
    before = etree.tostring(tree)
    made = to_markdown(tree)
    assert etree.tostring(tree) == before
    assert made == to_markdown(html)


_MARKUP = "<>/=\"'a bp&#;!-`*_[]()\n"


@LAWS
@given(st.one_of(st.text(), st.text(alphabet=_MARKUP), st.binary().map(lambda raw: raw.decode("latin-1"))))
def test_any_text_converts_or_is_refused(text: str):
    with suppress(NewsclipError):
        assert isinstance(to_markdown(text), str)
