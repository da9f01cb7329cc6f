"""Articles spread over pages are joined, and neighbours that only look like pages are not."""

from __future__ import annotations

import pytest

from newsclip.article import Article
from newsclip.conversion import Conversion
from newsclip.paged import follows, join, may_have_next_page, next_page_url
from newsclip.parse import parse_html

SITE = "https://example.org"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/story", "/story/2"),
        ("/story/", "/story/2/"),
        ("/story", "/story/page/2"),
        ("/story.html", "/story_2.html"),
        ("/story.html", "/story-2.html"),
        ("/t2021_123.shtml", "/t2021_123_1.shtml"),
        ("/story?id=7", "/story?id=7&page=2"),
        ("/story?page=1", "/story?page=2"),
        ("/story/page/1", "/story/page/2"),
        ("/story/page/3", "/story/page/4"),
        ("/story_2.html", "/story_3.html"),
    ],
)
def test_a_path_that_counts_on_is_the_next_page(url: str, target: str) -> None:
    assert follows(SITE + url, SITE + target)


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/first-post", "/second-post"),
        ("/post/12", "/post/13"),
        ("/post/1", "/post/2"),
        ("/2021/06/story", "/2021/07/story"),
        ("/story", "/story/7"),
        ("/story_3.html", "/story_2.html"),
        ("/story?id=7", "/story?id=8"),
        ("/story", "https://other.example/story/2"),
        ("/story", "/"),
        ("/story", "/story"),
    ],
)
def test_a_path_that_names_something_else_is_not(url: str, target: str) -> None:
    assert not follows(SITE + url, target if ":" in target else SITE + target)


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel='next' href='/story_2.html'>",
        "<a rel='nofollow next' href='story_2.html'>2</a>",
        "<a href='/story_1.html'>1</a><a href='/story_2.html'>下一页</a>",
        "<a href='/story_2.html'> <b>Next page</b> »</a>",
        "<base href='/'><link rel=next href='story_2.html#top'>",
    ],
)
def test_the_link_to_the_next_page_is_found(markup: str) -> None:
    page = f"<html><body>{markup}<p>text</p></body></html>"
    assert may_have_next_page(page.encode("gb18030"))
    assert next_page_url(parse_html(page), f"{SITE}/story.html") == f"{SITE}/story_2.html"


def test_most_pages_are_never_parsed_for_it() -> None:
    assert not may_have_next_page(b"<p>What comes next?</p><a rel='nofollow' href='/x'>x</a>")


def page(*blocks: str) -> Conversion:
    return Conversion(Article(title="Story", body="\n\n".join(blocks) + "\n"), "an HTML page")


def test_pages_are_joined_without_what_each_repeats() -> None:
    joined = join(
        [page("![Pier](p.jpg)", "One.", "Share."), page("![Pier](p.jpg)", "Two.", "Share."), page("Three.", "Share.")]
    )
    assert joined.article.body == "![Pier](p.jpg)\n\nOne.\n\nTwo.\n\nThree.\n\nShare.\n"
    assert joined.article.title == "Story"


def test_a_single_page_stays_as_it_is() -> None:
    only = page("One.")
    assert join([only]) is only
