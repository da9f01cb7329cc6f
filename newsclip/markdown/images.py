"""Which picture an element shows: lazy attributes, srcset, picture, noscript twins, placeholders; and embeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsclip.placeholders import ImageKind, image_kind
from newsclip.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.markdown.links import Resolver
    from newsclip.parse import Element

WIDEST = 2560
"""Largest width, in pixels, that is chosen from a srcset: wider ones are for print."""

# Names by which lazy loaders keep the real URL, best first
_LAZY_WORDS = (
    "data-original data-src data-lazy-src data-actualsrc data-actual-src data-lazy data-original-src data-orig-file "
    "data-hi-res-src data-full-src data-large_image data-image data-img-src data-img data-url data-echo data-real-src "
    "file data-file data-backsrc data-runner-src data-croporisrc"
)
_LAZY = _LAZY_WORDS.split()
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
# http://e.com/a.jpg | /a/b.webp?x=1 | //cdn/a.png!small: what looks like the URL of an image
_IMAGE_URL = re.compile(
    r"(?:https?:)?/{0,2}[^\s<>\"{}]+\.(?:jpe?g|png|gif|webp|avif|bmp|svg)(?:$|[?#!@_&:])", re.IGNORECASE
)
# "a.jpg 2x" | "a.jpg 1200w, b.jpg 600w": a URL may hold commas, not spaces
_CANDIDATE = re.compile(r"\s*,*\s*(\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx])[^,]*)?\s*(?:,|$)")
_TINY = frozenset({"0", "1", "0px", "1px"})


_LEAST_DATA = 200
"""Characters of a `data:` URL below which no picture fits: a pixel, a flat colour."""
# A GIF of 1 x 1 pixel, an SVG without a shape, an empty data: URL
_BLANK_DATA = re.compile(
    r"data:(?:image/gif;base64,R0lGODlhAQAB|image/svg\+xml(?!.*(?:path|rect|circle|image|text|PHBhdGg|cGF0aA))|,|[^,]*,$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Embed:
    """Something that plays or runs elsewhere: where, and what to call it."""

    url: str
    label: str


class Reader:
    """Reads the images of one page."""

    def __init__(self, url: Resolver) -> None:
        self._url = url

    def read(self, element: Element) -> dict[str, str] | None:
        """`src`, `alt` and `title` of an `<img>`; None for one that shows nothing: a placeholder, a tracking pixel."""
        get = element.get
        src: str | None = get("src")
        if get("width") in _TINY and get("height") in _TINY and src:
            return None
        if is_placeholder(src) or _is_preview(element):
            nothing = _is_blank(src) or _is_twin(element) or _is_preview(element)
            src = self._elsewhere(element) or (None if nothing else src)
        url = self._url.image(src)
        if not url:
            return None
        image = {"src": url, "alt": get("alt") or ""}
        title = get("title")
        if title and title.strip() != image["alt"].strip():
            image["title"] = title
        return image

    def _elsewhere(self, element: Element) -> str | None:
        """The URL of an image whose src shows nothing, from the places where it may be."""
        get = element.get
        for name in _LAZY:
            value: str | None = get(name)
            if value and not is_placeholder(value) and not value.lstrip().startswith(("{", "[")):
                return value
        for name in ("srcset", *_LAZY_SETS):
            best = best_of(get(name))
            if best:
                return best
        for name, value in element.items():
            if name.startswith("data-") and _IMAGE_URL.match(value) and not is_placeholder(value):
                return str(value).split()[0]
        picture = next(element.iterancestors("picture"), None)
        if picture is not None:
            for source in picture.iter("source"):
                best = best_of(source.get("srcset")) or best_of(source.get("data-srcset"))
                if best:
                    return best
        return None

    def from_noscript(self, element: Element) -> Iterator[dict[str, str]]:
        """Images that are only there without scripts; not those that twin an image beside them."""
        found = [image for image in map(self.read, element.iter("img")) if image]
        if not found:
            return
        for neighbour in (element.getprevious(), element.getnext()):
            if (
                neighbour is not None
                and not (neighbour.tail or "" if neighbour is not element.getnext() else "").strip()
            ):
                for img in neighbour.iter("img"):
                    if self.read(img) is not None:
                        return
        yield from found


def sign_of(element: Element) -> str:
    """The characters that an `<img>` shows in its own drawing: an emoji, a smiley; "" for a picture."""
    alt = (element.get("alt") or "").strip()
    if not 0 < len(alt) <= _LONGEST_SIGN or any(map(str.isspace, alt)):
        return ""
    named = _SIGN_NAME.search(f"{element.get('class') or ''} {element.get('src') or ''}") is not None
    return alt if named and (not alt.isalnum()) else ""


_LONGEST_SIGN = 24
# class="emoji" | class="wp-smiley" | /images/smilies/sad.gif | /twemoji/1f600.svg
_SIGN_NAME = re.compile(r"(?<![a-z])(?:(?:tw)?emojis?|emoticons?|smil(?:ey|eys|ie|ies))(?![a-z])", re.IGNORECASE)


def _is_twin(element: Element) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "noscript" and next(following.iter("img"), None) is not None


def _is_preview(element: Element) -> bool:
    """Tell whether an image inside the page is a blur that stands beside the picture itself."""
    src = element.get("src") or ""
    return src.lstrip()[:11].lower() == "data:image/" and _has_picture_beside(element)


def _has_picture_beside(element: Element) -> bool:
    for neighbour in (element.getnext(), element.getprevious()):
        if neighbour is None or neighbour.tag not in {"img", "picture", "noscript"}:
            continue
        for img in neighbour.iter("img"):
            if not (img.get("src") or "data:").lstrip().startswith("data:"):
                return True
    return False


def is_placeholder(src: str | None) -> bool:
    """Tell whether an image of this URL may be there only until the real one is loaded."""
    if not src or not src.strip():
        return True
    head = src.lstrip()[:11].lower()
    if head.startswith("data:"):
        return len(src) < 1000 or not head.startswith("data:image/")
    return head.startswith("about:") or image_kind(src.strip()) in (ImageKind.BLANK, ImageKind.STAND_IN)


def _is_blank(src: str | None) -> bool:
    """Tell whether a placeholder shows nothing at all."""
    if not src or not src.strip():
        return True
    src = src.strip()
    if src.startswith("data:"):
        raster = not src.startswith("data:image/svg+xml")
        return (raster and len(src) < _LEAST_DATA) or _BLANK_DATA.match(src) is not None
    return src.startswith("about:") or image_kind(src) is ImageKind.BLANK


def best_of(srcset: str | None) -> str:
    """The largest sensible candidate of a srcset."""
    if not srcset:
        return ""
    best, best_size = "", -1.0
    for match in _CANDIDATE.finditer(srcset):
        url, number, unit = match.groups()
        size = float(number or 1) * (1000 if unit != "w" else 1)
        if size > WIDEST and unit == "w":
            size = WIDEST / size
        if size > best_size and not is_placeholder(url):
            best, best_size = url, size
    return best


# /files/report.pdf
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|epub|zip|csv)$", re.IGNORECASE)


def embed(element: Element, url: Resolver) -> Embed | None:
    """What an iframe, video, audio, embed or object shows, or None for nothing."""
    src = element.get("src") or element.get("data") or element.get("data-src")
    if not src or src.strip().lower().startswith(("about:", "javascript:")):
        sources = (source.get("src") for source in element.iter("source", "embed"))
        src = next((source for source in sources if source), element.get("data-src"))
    address = url.link(src)
    if not address or address.startswith("#"):
        return None
    label = " ".join((element.get("title") or element.get("aria-label") or "").split())
    if not label:
        parts = parts_of(address)
        if element.tag in {"video", "audio"} or _DOCUMENT.search(parts.path):
            label = unquote(parts.path.rstrip("/").rpartition("/")[2])
        label = label or parts.netloc.removeprefix("www.") or address
    return Embed(address, label)
