"""Whatever a page says, metadata are read or left out; nothing is raised, and time grows with the page."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclip.extract.metadata import MetadataReading, read_metadata
from newsclip.extract.structured import read_structured
from newsclip.parse import parse_html


def read(html: str, url: str = "https://example.com/a") -> MetadataReading:
    tree = parse_html(html)
    return read_metadata(tree, read_structured(tree), url)


_TEXTS = st.text(max_size=20) | st.sampled_from(
    ["2021-06-22", "http://[", "By Ann Lee", "//", "javascript:", "&amp;", "\u200b"]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "name", "url", "@value", "givenName", "familyName", "item"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
_KEYS = [
    "headline",
    "author",
    "creator",
    "datePublished",
    "dateModified",
    "image",
    "publisher",
    "keywords",
    "articleSection",
]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*_KEYS, "@id", "inLanguage", "description", "itemListElement"]), _VALUES, max_size=8
    )
)
def test_any_json_ld(node: dict[str, object]) -> None:
    for kind in ("NewsArticle", "BreadcrumbList", "WebSite"):
        text = json.dumps({**node, "@type": kind}).replace("</", "<\\/")
        read(f'<script type="application/ld+json">{text}</script><h1>A title of a page</h1>')


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["og:title", "og:image", "author", "article:published_time", "og:locale", "keywords", "og:url"]),
    _TEXTS,
    _TEXTS,
)
def test_any_meta_link_and_byline(name: str, content: str, other: str) -> None:
    quoted = content.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    read(
        f'<html lang="{quoted}"><meta property="{name}" content="{quoted}"><link rel="canonical" href="{quoted}">'
        f'<h1><a href="{quoted}">{quoted}</a></h1><p class="byline">{quoted}</p><time datetime="{quoted}">x</time>'
        f"<p>{other.replace('<', '&lt;')}</p>",
        other,
    )


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<p>", "plain text", "<title></title>", "\x00", "<svg><title>x</title></svg>"]
)
def test_a_page_with_nothing_in_it(html: str) -> None:
    assert read(html, "").metadata.authors == ()


def test_json_ld_nested_without_end() -> None:
    read(
        '<script type="application/ld+json">' + '{"@type":"Article","author":' + "[" * 5000 + "]" * 5000 + "}</script>"
    )
    read('<script type="application/ld+json">' + '{"a":' * 900 + "1" + "}" * 900 + "</script>")


@pytest.mark.parametrize(
    "piece",
    [
        '<p class="byline">By Ann Lee, 22 June 2021</p>',
        '<meta name="author" content="Ann Lee">',
        "<h1>By Ann Lee | The same title again – and again | 2021</h1>",
        "<script>publish_time = 1624334319; x = {</script>",
        '<script type="application/ld+json">{"@type":"Article","headline":"a "b" c",}</script>',
    ],
)
def test_time_grows_with_the_page(piece: str) -> None:
    def cost(times: int) -> float:
        tree = parse_html(f"<html><body>{piece * times}</body></html>")
        start = time.process_time()
        read_metadata(tree, read_structured(tree), "https://example.com/a")
        return time.process_time() - start

    cost(50)
    small, large = max(cost(400), 0.002), cost(3200)
    assert large < 8 * 5 * small
