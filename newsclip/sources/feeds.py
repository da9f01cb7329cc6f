"""Feeds: RSS, Atom and RDF by feedparser, JSON Feed, and OPML lists of feeds."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from newsclip.errors import SourceError
from newsclip.sources.item import FRAGMENT, Item, merged, real_title, split_tags, tidy_tags, web_url
from newsclip.sources.json_text import whole
from newsclip.sources.times import from_iso, from_rfc822
from newsclip.urls import join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclip.article import Timestamp
    from newsclip.sources.handle import Source

FEED_LINK = "feed-link"
"""`Item.kind` of an OPML outline: its URL is a feed whose entries are wanted, not an article."""

_FULL_CONTENT = 250
"""Width of text from which the content of an entry counts as the article (a Chinese character is two wide)."""
_FULL_SUMMARY = 1200
"""The same for a description, which is an excerpt more often than not."""

_TAG = re.compile(r"<[^>]{0,2000}>")
_BLOCK = re.compile(r"<(?:p|br|div|h\d|li|blockquote)\b", re.IGNORECASE)
# "...", "[…]", "Read more", "Continue reading", "阅读全文", "続きを読む" at the end of an excerpt
_CUT = re.compile(
    r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|&hellip;|&#8230;|read (?:more|on)|continue reading|weiterlesen|lire la suite"
    r"|leer más|阅读全文|閱讀全文|阅读原文|查看全文|続きを読む|더 ?보기)\W*$",
    re.IGNORECASE,
)


def read_feed(source: Source) -> Iterator[Item]:
    """Entries in the order of the feed. An entry that holds its article is taken as it is; others are fetched."""
    import feedparser

    data = source.read()
    # Bytes would be taken for a file name or a URL; a stream is only read.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=True)
    base = web_url(source.path)
    site, language = str(parsed.feed.get("title", "")), str(parsed.feed.get("language", ""))
    found = False
    for number, entry in enumerate(parsed.entries, start=1):
        item = _entry(source, number, entry, base or str(parsed.feed.get("link", "")), plain(site), language)
        if item.url or item.content is not None:
            found = True
            yield item
    if parsed.bozo and not found:
        reason = f"broken feed: {getattr(parsed, 'bozo_exception', 'unreadable')}"
        raise SourceError(reason, source=source.label, hint="check it in a browser")


def _entry(source: Source, number: int, entry: Any, base: str, site: str, language: str) -> Item:
    url = web_url(join(base, str(entry.get("feedburner_origlink") or entry.get("link") or "")))
    parts = [part for part in entry.get("content", []) if "html" in part.get("type", "html") or part.get("value")]
    content = max((str(part.get("value", "")) for part in parts), key=len, default="")
    summary = str(entry.get("summary", ""))
    full = _full(content, summary, has_link=bool(url))
    return Item(
        origin=source.origin(number),
        kind="feed",
        content=full or None,
        media_type=FRAGMENT,
        url=url,
        title=real_title(plain(str(entry.get("title", ""))), url),
        authors=_authors(entry),
        description="" if summary == full else _excerpt(summary),
        site=site,
        language=language,
        tags=tidy_tags(tag.get("term") or tag.get("label") or "" for tag in entry.get("tags", [])),
        published=_moment(entry, "published") or _moment(entry, "updated"),
        trusted=True,
    )


def _full(content: str, summary: str, *, has_link: bool) -> str:
    """The article that an entry holds, or '' when it only announces one."""
    for html, enough in ((content, _FULL_CONTENT), (summary, _FULL_SUMMARY)):
        words = plain(html)
        if not words:
            continue
        if not has_link:
            return html
        blocks = enough == _FULL_CONTENT or len(_BLOCK.findall(html)) > 1
        if _width(words) >= enough and blocks and not _CUT.search(words[-60:]):
            return html
    return ""


def _width(text: str) -> int:
    return sum(2 if "\u2e80" <= character <= "\uffdc" else 1 for character in text)


def plain(html: str) -> str:
    """The words of a piece of HTML on one line."""
    import html as entities

    return " ".join(entities.unescape(_TAG.sub(" ", html)).split()) if html else ""


def _excerpt(summary: str) -> str:
    words = plain(summary)
    return words if len(words) <= 500 else ""


def _authors(entry: Any) -> tuple[str, ...]:
    names = [str(author.get("name", "")) for author in entry.get("authors", [])]
    return tidy_tags(names if any(names) else [str(entry.get("author", ""))])


def _moment(entry: Any, name: str) -> Timestamp | None:
    """The moment as written, with its offset; else as feedparser understood it, in UTC."""
    written = str(entry.get(name, ""))
    parsed = entry.get(f"{name}_parsed")
    known = from_iso(written) or from_rfc822(written)
    if known is not None or parsed is None:
        return known
    import calendar

    from newsclip.sources.times import from_epoch

    return from_epoch(calendar.timegm(parsed))


def read_json_feed(source: Source) -> Iterator[Item]:
    """Items of a JSON Feed, https://www.jsonfeed.org/version/1.1/."""
    feed = whole(source)
    base = web_url(feed.text("home_page_url")) or web_url(source.path)
    for number, entry in enumerate(feed.objects("items"), start=1):
        url = web_url(join(base, entry.text("url", "external_url") or web_url(entry.text("id"))))
        summary = entry.text("summary")
        content = _full(entry.text("content_html"), "", has_link=bool(url))
        if not content and _width(entry.text("content_text")) >= (_FULL_CONTENT if url else 1):
            content = "".join(f"<p>{_escaped(part)}</p>" for part in entry.text("content_text").split("\n\n"))
        if not url and not content:
            continue
        authors = (
            [*entry.objects("authors"), entry.entry("author")]
            if not entry.objects("authors")
            else entry.objects("authors")
        )
        yield Item(
            origin=source.origin(number),
            kind="json-feed",
            content=content or None,
            media_type=FRAGMENT,
            url=url,
            title=real_title(entry.text("title"), url),
            authors=tidy_tags(author.text("name") for author in authors),
            description=summary,
            site=feed.text("title"),
            language=entry.text("language") or feed.text("language"),
            image=web_url(entry.text("image", "banner_image")),
            tags=tidy_tags(entry.texts("tags")),
            published=from_iso(entry.get("date_published")) or from_iso(entry.get("date_modified")),
            trusted=True,
        )


def _escaped(text: str) -> str:
    import html

    return html.escape(text, quote=False)


def read_opml(source: Source) -> Iterator[Item]:
    """The feeds of an OPML list, each as a `FEED_LINK` item; folders and `category` become its tags."""
    return merged(_outlines(source))


def _outlines(source: Source) -> Iterator[Item]:
    from newsclip.sources.xml_text import parse_xml

    number = 0
    for outline in parse_xml(source).iter("outline"):
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = web_url(attributes.get("xmlurl")) or web_url(attributes.get("url"))
        if not url:
            continue
        number += 1
        folders = [parent.get("title") or parent.get("text") or "" for parent in outline.iterancestors("outline")]
        yield Item(
            origin=source.origin(number),
            kind=FEED_LINK,
            url=url,
            title=real_title(attributes.get("title") or attributes.get("text"), url),
            tags=tidy_tags([*reversed(folders), *_categories(attributes.get("category", ""))]),
        )


def _categories(text: str) -> Sequence[str]:
    """`/Boss/Weblogs,tech` → (Boss, Weblogs, tech)."""
    return [part for tag in split_tags(text) for part in tag.strip("/").split("/")]
