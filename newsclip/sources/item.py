"""What a source yields: one `Item` for each article or link, and the rule that merges two of the same URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip import marks
from newsclip.marks import earliest, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.article import Article, Timestamp
    from newsclip.errors import NewsclipError

HTML = "text/html"
"""A whole page."""
FRAGMENT = "text/html; fragment"
"""The article's own HTML, already taken out of its page (a feed entry, a read-later export)."""
POST = "text/markdown"
"""A post: front matter with Markdown or HTML behind it, or Markdown alone."""
PLAIN = "text/plain"
"""Prose that is neither: every line is a paragraph."""
MHTML = "multipart/related"
"""A page and its pictures in one MIME message."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item came from, well enough to find it again.

    `path` is the file, folder entry or URL as it was named, `member` the place inside a container (a zip member, a
    WARC record), `position` the 1-based row, line or entry; 0 where the file is the item.
    """

    path: str
    member: str = ""
    position: int = 0

    def __str__(self) -> str:
        inside = f"!{self.member}" if self.member else ""
        row = f"#{self.position}" if self.position else ""
        return f"{self.path}{inside}{row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article, or one link to an article, as somebody's export has it.

    `content` is what will be converted: bytes or text that the source holds, a local file that the converter reads
    itself, or None when only the URL is known and the page must be fetched. `media_type` says how to understand it
    (`HTML`, `FRAGMENT`, `POST`, `PLAIN`, `MHTML`), `content_type` is the HTTP header where the source kept one.
    """

    origin: Origin
    kind: str
    """Name of the format, as in `newsclip.sources.formats`."""
    content: bytes | str | Path | None = None
    media_type: str = HTML
    content_type: str = ""
    url: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    site: str = ""
    language: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    added: Timestamp | None = None
    published: Timestamp | None = None
    read: bool = False
    starred: bool = False
    notes: str = ""
    highlights: tuple[str, ...] = ()
    trusted: bool = False
    """The metadata were taken from the article itself (a feed, a reading service), so they win over the body's."""
    article: Article | None = None
    """The article itself, where newsclip has converted it before; `content` is None then, and nothing is fetched."""
    problem: NewsclipError | None = None
    """Why this input could not be read; the other fields then say nothing but `origin`."""


def merge(first: Item, second: Item) -> Item:
    """Two items of the same URL as one: union of tags, earliest dates, notes joined, read or starred if either is.

    The first item keeps its place, title and content; what it lacks comes from the second.
    """
    donor = first if first.content is not None or second.content is None else second
    return replace(
        first,
        content=donor.content,
        media_type=donor.media_type,
        content_type=donor.content_type,
        trusted=donor.trusted,
        title=first.title or second.title,
        authors=first.authors or second.authors,
        description=first.description or second.description,
        site=first.site or second.site,
        language=first.language or second.language,
        image=first.image or second.image,
        categories=union(first.categories, second.categories),
        added=earliest(first.added, second.added),
        published=earliest(first.published, second.published),
        **marks.joined(first, second),
    )


def merged(items: Iterable[Item]) -> Iterator[Item]:
    """All items, those of one URL merged into the first of them; order of first appearance. Holds all in memory."""
    by_url: dict[str, Item] = {}
    for number, item in enumerate(items):
        key = item.url or f"\0{number}"
        known = by_url.get(key)
        by_url[key] = merge(known, item) if known is not None else item
    yield from by_url.values()


# `http://` or `https://` and anything but white space behind it
_WEB_URL = re.compile(r"https?://[^\s/?#][^\s]*", re.IGNORECASE)


def web_url(text: str | None) -> str:
    """The URL if it is one of the web (http, https), else ''. Exports also hold `javascript:`, `place:`, `chrome:`."""
    stripped = (text or "").strip()
    return stripped if _WEB_URL.fullmatch(stripped) else ""


def real_title(title: str | None, url: str) -> str:
    """The title, or '' where the exporter only repeated the URL in its place."""
    words = " ".join((title or "").split())
    bare = url.split("://", 1)[-1].rstrip("/")
    return "" if words.split("://", 1)[-1].rstrip("/") == bare else words


def split_tags(text: str | None, separator: str = ",") -> tuple[str, ...]:
    """Tags of a delimited string, trimmed, without blanks and repetitions."""
    return tidy_tags((text or "").split(separator))


def tidy_tags(tags: Iterable[object]) -> tuple[str, ...]:
    """Tags as trimmed strings without blanks and repetitions."""
    return tuple(dict.fromkeys(text for tag in tags if (text := " ".join(str(tag).split()))))
