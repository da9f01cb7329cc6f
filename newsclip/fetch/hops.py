"""Where an answer leads on: Location, meta refresh, and the AMP and canonical twins of a page. Pure text work."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from newsclip.errors import FetchError, FetchRefused
from newsclip.html_events import HtmlEvents
from newsclip.urls import join

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

# How much of a page is looked at: the head of a page that only leads on is short.
_HEAD: Final = 128 * 1024
# A page with more text than this has something to say for itself, so a refresh is its own affair (news tickers).
_LITTLE_TEXT: Final = 400
_PATIENCE: Final = 10.0
# A clicked page that reloads itself: content="5; url='https://example.org/'" | content="0;URL=/next" | content="3"
_REFRESH: Final = re.compile(
    r"\s*(\d+(?:\.\d*)?|\.\d+)?\s*[;,]?\s*(?:url\s*=)?\s*(['\"]?)(.*)", re.IGNORECASE | re.DOTALL
)
_SILENT: Final = frozenset({"script", "style", "template", "title", "svg"})


def redirect_target(url: str, location: str) -> str:
    """The URL that a Location header leads to. Raises FetchRefused for anything but http and https."""
    # Servers send raw UTF-8 and stray spaces; a browser escapes the one and trims the other.
    location = location.strip().replace(" ", "%20")
    if not location:
        raise FetchError("the server redirects to nowhere", hint="check the URL")
    target = join(url, quote(location, safe="%/:=&?~#+!$,;'@()*[]|"))
    if not target:
        raise FetchError(f"the server redirects to what is no URL: {location[:80]}", hint="check the URL")
    return checked(target, "redirects to")


def checked(url: str, verb: str = "is") -> str:
    """The URL itself if its scheme is http or https. Raises FetchRefused otherwise."""
    scheme, colon, _ = url.partition(":")
    if verb == "is" and not colon:
        raise FetchRefused("is not a URL", hint="a URL begins with https:// or http://")
    if not colon or scheme.lower() not in {"http", "https"}:
        shown = url if len(url) <= 80 else url[:77] + "..."
        raise FetchRefused(f"{verb} {shown}", hint="only http and https are fetched")
    return url


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What the head of a page says of other addresses of the same article, all absolute; empty: nothing."""

    refresh: str = ""
    canonical: str = ""
    amp: str = ""
    is_amp: bool = False
    little_text: bool = False


def page_links(body: bytes, url: str, refresh: str = "") -> PageLinks:
    """Read the head of a page; quick for a page that mentions neither a refresh nor AMP.

    `refresh` is the answer's header of that name, which browsers obey like the page's own.
    """
    head = body[:_HEAD]
    lowered = head.lower()
    if not refresh and b"refresh" not in lowered and b"amp" not in lowered and "⚡".encode() not in head:
        return PageLinks()
    reader = _HeadReader()
    reader.feed(head.decode("utf-8", "replace"))
    base = join(url, reader.base) or url if reader.base else url
    little = reader.text <= _LITTLE_TEXT and len(body) <= _HEAD
    return PageLinks(
        refresh=_absolute(base, reader.refresh or refresh_target(refresh)) if little else "",
        canonical=_absolute(base, reader.links.get("canonical", "")),
        amp=_absolute(base, reader.links.get("amphtml", "")),
        is_amp=reader.is_amp,
        little_text=little,
    )


def is_built_by_script(body: bytes) -> bool:
    """Whether a page shows next to nothing until its scripts have run."""
    head = body[: 8 * _HEAD]
    if b"<script" not in head.lower():
        return False
    reader = _HeadReader()
    reader.feed(head.decode("utf-8", "replace"))
    return reader.text <= _LITTLE_TEXT


def refresh_target(content: str) -> str:
    """The URL in a refresh's content, if it leads on soon; empty otherwise."""
    match = _REFRESH.match(content)
    if match is None or float(match[1] or 0) > _PATIENCE:
        return ""
    return (match[3].partition(match[2])[0] if match[2] else match[3]).strip()


def _absolute(base: str, link: str) -> str:
    if not link:
        return ""
    joined = join(base, link.strip())
    return joined if joined.lower().startswith(("http://", "https://")) else ""


@dataclass
class _HeadReader(HtmlEvents):
    refresh: str = ""
    base: str = ""
    is_amp: bool = False
    text: int = 0
    links: dict[str, str] = field(default_factory=dict)
    _silent: int = 0

    def __post_init__(self) -> None:
        HtmlEvents.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "html":
            self.is_amp = "amp" in values or "⚡" in values
        elif tag == "base" and not self.base:
            self.base = values.get("href", "")
        elif tag == "link":
            for relation in values.get("rel", "").lower().split():
                self.links.setdefault(relation, values.get("href", ""))
        elif tag == "meta" and values.get("http-equiv", "").strip().lower() == "refresh" and not self.refresh:
            self.refresh = refresh_target(values.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text += len("".join(data.split()))
