"""Saved pages: plain HTML, SingleFile, monolith, a browser's "complete page", and MHTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.parser import BytesHeaderParser
from typing import TYPE_CHECKING

from newsclip.errors import SourceError
from newsclip.sources.item import HTML, MHTML, Item, web_url
from newsclip.sources.times import from_anything, from_javascript, from_rfc822

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from newsclip.article import Timestamp
    from newsclip.sources.handle import Source

# <!--\n Page saved with SingleFile \n url: https://example.com/ \n saved date: Tue Jan 02 2024 10:00:00 GMT+0100 (CET)
_SINGLEFILE = re.compile(
    r"<!--\s*(?:Page saved with SingleFile|Archive processed by SingleFile)\s*\n\s*url:[ \t]*(\S+)[ \t]*\r?\n"
    r"\s*saved date:[ \t]*([^\n(]*)",
    re.IGNORECASE,
)
# <!-- Saved from https://example.com/ at 2024-01-02T10:00:00Z using monolith v2.8.1 -->
_MONOLITH = re.compile(r"<!--\s*Saved from (\S+|local source) at (\S+) using monolith", re.IGNORECASE)
# <!-- saved from url=(0024)https://example.com/post -->, which browsers write into a "complete page"
_COMPLETE = re.compile(r"<!--\s*saved from url=\(\d{4}\)(\S+)\s*-->", re.IGNORECASE)

_COMMENT_ROOM = 32 * 1024


@dataclass(frozen=True, slots=True)
class SavedFrom:
    """Where and when a page was saved, as the program that saved it wrote into the page."""

    kind: str = "page"
    url: str = ""
    added: Timestamp | None = None


def saved_from(head: str) -> SavedFrom:
    """Look for the comment of SingleFile, monolith or a browser in the beginning of a page."""
    opening = head[:_COMMENT_ROOM]
    single = _SINGLEFILE.search(opening)
    if single is not None:
        return SavedFrom(
            "singlefile", web_url(single[1]), from_javascript(single[2]) or from_anything(single[2].strip())
        )
    monolith = _MONOLITH.search(opening)
    if monolith is not None:
        return SavedFrom("monolith", web_url(monolith[1]), from_anything(monolith[2]))
    complete = _COMPLETE.search(opening)
    return SavedFrom(url=web_url(complete[1])) if complete is not None else SavedFrom()


def read_page(source: Source) -> Iterator[Item]:
    """The one page of an HTML file."""
    saved = saved_from(source.head_text())
    yield Item(
        origin=source.origin(),
        kind=saved.kind,
        content=source.local or source.read(),
        media_type=HTML,
        url=saved.url,
        added=saved.added,
    )


def read_mhtml(source: Source) -> Iterator[Item]:
    """The one page of an MHTML file; its headers say where and when it was saved."""
    headers = BytesHeaderParser(policy=policy.default).parsebytes(source.head)
    url = web_url(str(headers.get("Snapshot-Content-Location", ""))) or web_url(
        str(headers.get("Content-Location", ""))
    )
    yield Item(
        origin=source.origin(),
        kind="mhtml",
        content=source.local or source.read(),
        media_type=MHTML,
        url=url,
        title=" ".join(str(headers.get("Subject", "")).split()),
        added=from_rfc822(headers.get("Date", "")),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside of an MHTML message."""

    location: str
    """Its URL, or `cid:...`."""
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class MhtmlPage:
    """The page of an MHTML message and the files that belong to it."""

    html: bytes
    content_type: str
    url: str
    parts: tuple[Part, ...] = ()


def parse_mhtml(raw: bytes) -> MhtmlPage:
    """Take an MHTML message apart (RFC 2557). Raises SourceError where it holds no HTML."""
    message = message_from_bytes(raw, policy=policy.default)
    page: MhtmlPage | None = None
    parts: list[Part] = []
    for part in message.walk():
        if part.is_multipart():
            continue
        media_type = part.get_content_type()
        location = str(part.get("Content-Location", "")).strip()
        if page is None and media_type in {"text/html", "application/xhtml+xml"}:
            charset = part.get_param("charset")
            content_type = f"text/html; charset={charset}" if isinstance(charset, str) else "text/html"
            page = MhtmlPage(_payload(part), content_type, web_url(location))
            continue
        identity = str(part.get("Content-ID", "")).strip().strip("<>")
        names = [name for name in (location, f"cid:{identity}" if identity else "") if name]
        if names and media_type.startswith("image/"):
            data = _payload(part)
            parts.extend(Part(name, media_type, data) for name in names)
    if page is None:
        raise SourceError("an MHTML file without a page in it", hint="save the page again")
    return MhtmlPage(page.html, page.content_type, page.url, tuple(parts))


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""
