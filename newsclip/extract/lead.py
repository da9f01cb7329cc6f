"""Description and lead image of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsclip.extract.structured import texts
from newsclip.extract.titles import tidy, words
from newsclip.placeholders import image_kind
from newsclip.urls import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.extract.pageview import PageView

_DESCRIPTION_META = (
    *("og:description", "description", "twitter:description", "dc.description", "dcterms.description"),
    "sailthru.description",
)
_IMAGE_META = (
    *("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url"),
    *("sailthru.image.full", "thumbnail"),
)
_DEEPEST = 8
_LEAST_SIDE = 120
"""Pixels: what declares itself smaller is a thumbnail or an icon."""


def read_description(page: PageView) -> tuple[str, str]:
    """What the page says the article is about, and the evidence; empty where it only repeats the title."""
    for name in _DESCRIPTION_META:
        for value in page.structured.meta.get(name, ()):
            text = tidy(value)
            if _tells(text, page.title):
                return text, f"meta {name}"
    for value in texts(page.structured.article.get("description")):
        if _tells(tidy(value), page.title):
            return tidy(value), "JSON-LD description"
    return "", ""


def _tells(text: str, title: str) -> bool:
    return len(words(text)) > 1 and words(text) != words(title)


def read_image(page: PageView) -> tuple[str, str]:
    """The absolute URL of the lead image, and the evidence; never a logo, an icon or a placeholder."""
    for value, label in _images(page):
        url = join(page.base, value.strip())
        vector = urlsplit(url).path.lower().endswith(".svg")
        if url.startswith(("http://", "https://")) and not vector and image_kind(url) is None:
            return url, label
    return "", ""


def _images(page: PageView) -> Iterator[tuple[str, str]]:
    structured = page.structured
    if not _too_small(structured.first("og:image:width"), structured.first("og:image:height")):
        for name in _IMAGE_META[:3]:
            yield from ((value, f"meta {name}") for value in structured.meta.get(name, ()))
    yield from ((value, "JSON-LD image") for value in _urls(structured.article.get("image")))
    for name in _IMAGE_META[3:]:
        yield from ((value, f"meta {name}") for value in structured.meta.get(name, ()))
    yield from ((href, "link rel=image_src") for href, _ in structured.links.get("image_src", ()))
    for name, element in page.visible.item_props:
        if name == "image":
            yield element.get("content") or element.get("src") or element.get("href") or "", "itemprop image"


def _urls(value: object, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _urls(item, depth + 1)
    elif isinstance(value, dict) and not _too_small(str(value.get("width") or ""), str(value.get("height") or "")):
        yield from _urls(value.get("url") or value.get("contentUrl") or value.get("@id"), depth + 1)


def _too_small(width: str, height: str) -> bool:
    return any(side.isdigit() and 0 < int(side) < _LEAST_SIDE for side in (width, height))
