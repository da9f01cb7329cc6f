"""Pictures that are logos are no lead image; keywords and sections come apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsclip.extract.metadata import read_metadata
from newsclip.extract.structured import read_structured
from newsclip.parse import parse_html

if TYPE_CHECKING:
    from newsclip.article import Metadata


def read(head: str, body: str = "") -> Metadata:
    tree = parse_html(
        f"<html><head><title>A story of boats</title>{head}</head><body><h1>A story of boats</h1>{body}</body></html>"
    )
    return read_metadata(tree, read_structured(tree), "https://example.com/a/b").metadata


@pytest.mark.parametrize(
    "url",
    [
        "/img/logo.png",
        "/img/site-logo-600x600.jpg",
        "/default.jpg",
        "/placeholder.svg",
        "/avatar/3.png",
        "data:image/png;base64,x",
        "/spacer.gif",
    ],
)
def test_logos_and_placeholders_are_no_lead_image(url: str) -> None:
    assert read(f'<meta property="og:image" content="{url}">').image == ""


@pytest.mark.parametrize(
    "url", ["/2021/boats.jpg", "//static.example.com/x.webp", "https://other.example/logos-of-the-world/photo.jpg"]
)
def test_other_pictures_are_absolute_lead_images(url: str) -> None:
    assert read(f'<meta property="og:image" content="{url}">').image.startswith("https://")


def test_a_thumbnail_that_says_it_is_small_is_passed_over() -> None:
    small = '<meta property="og:image" content="/s.jpg"><meta property="og:image:width" content="80">'
    head = f'{small}<meta name="twitter:image" content="/l.jpg">'
    assert read(head).image == "https://example.com/l.jpg"


@pytest.mark.parametrize(
    ("keywords", "tags"),
    [
        ("boats, harbour, Boats", ("boats", "harbour")),
        ("船；港口，城市", ("船", "港口", "城市")),
        ("桥 城市 记忆", ("桥", "城市", "记忆")),
        ("A story of boats", ()),
    ],
)
def test_keywords_come_apart(keywords: str, tags: tuple[str, ...]) -> None:
    assert read(f'<meta name="keywords" content="{keywords}">').tags == tags


def test_a_description_that_repeats_the_title_is_none() -> None:
    assert read('<meta name="description" content="A story of boats">').description == ""
    assert read('<meta name="description" content="Boats came back.">').description == "Boats came back."


@pytest.mark.parametrize(
    ("canonical", "wanted"),
    [
        ("/a/c?utm_source=x", "https://example.com/a/c"),
        ("https://example.com/a/b/#top", "https://example.com/a/b/"),
        ("", "https://example.com/a/b"),
        ("javascript:void(0)", "https://example.com/a/b"),
        ("https://example.com/", "https://example.com/a/b"),
        ("https://other.example/", "https://other.example/"),
    ],
)
def test_the_canonical_url_is_absolute_and_clean(canonical: str, wanted: str) -> None:
    assert read(f'<link rel="canonical" href="{canonical}">').canonical_url == wanted


def test_relative_links_are_relative_to_the_page_and_its_base() -> None:
    head = '<link rel="canonical" href="https://other.example/x/y"><meta property="og:image" content="boats.jpg">'
    assert read(head).image == "https://example.com/a/boats.jpg"
    assert read(f'<base href="/pictures/">{head}').image == "https://example.com/pictures/boats.jpg"
