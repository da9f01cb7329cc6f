"""Web archives: WARC by fastwarc, WACZ, HAR."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING

from newsclip.article import Timestamp
from newsclip.errors import HostileInput, SourceError
from newsclip.sources.containers import failed, opened_box
from newsclip.sources.handle import PAGE_CAP
from newsclip.sources.item import HTML, Item, real_title, web_url
from newsclip.sources.json_text import Entry, entries
from newsclip.sources.times import from_iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsclip.sources.handle import Source

_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source) -> Iterator[Item]:
    """Every HTML page with status 200, in the order of the records; the date is that of the capture."""
    return _records(source, {})


def _records(source: Source, titles: Mapping[str, str]) -> Iterator[Item]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    where = ""
    with source.open() as stream:
        try:
            for record in ArchiveIterator(stream, record_types=kinds, auto_decode="all", quirks_mode=True):
                where = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
                url = web_url(where)
                if not url or not _is_page(record) or (titles and url not in titles):
                    continue
                data = record.reader.read(PAGE_CAP + 1)
                if len(data) > PAGE_CAP:
                    error = HostileInput("larger than 100 MiB", source=url, hint="leave it out")
                    yield failed(source, error)
                    continue
                yield Item(
                    origin=source.origin(record.stream_pos + 1),
                    kind="warc",
                    content=data,
                    media_type=HTML,
                    content_type=_content_type(record),
                    url=url,
                    title=real_title(titles.get(url), url),
                    added=Timestamp.of(record.record_date) if record.record_date else None,
                )
        except HostileInput:
            raise
        except (OSError, EOFError, ValueError) as error:
            reason = f"damaged after {where}: {error}" if where else f"damaged: {error}"
            raise SourceError(reason, source=source.label, hint="what came before it was read") from None


def _is_page(record: object) -> bool:
    # `record` is fastwarc's WarcRecord: an HTTP response, or a resource saved without its HTTP headers.
    http = getattr(record, "is_http", False)
    if http and getattr(record.http_headers, "status_code", 0) != 200:  # type: ignore[attr-defined]
        return False
    return _content_type(record).lower().startswith(_HTML_TYPES)


def _content_type(record: object) -> str:
    headers = record.http_headers if getattr(record, "is_http", False) else record.headers  # type: ignore[attr-defined]
    return str((headers.get("Content-Type") if headers is not None else "") or "").strip()


def read_wacz(source: Source) -> Iterator[Item]:
    """The WARCs of a WACZ. Where it lists its pages (`pages/*.jsonl`), other HTML in it is frames and adverts."""
    with opened_box(source) as box:
        titles: dict[str, str] = {}
        for name, member in box.items():
            if name.startswith("pages/") and name.endswith(".jsonl"):
                titles.update(_listed_pages(member))
        for name, member in box.items():
            if name.startswith("archive/") and ".warc" in name:
                try:
                    yield from _records(member, titles)
                except SourceError as error:
                    yield failed(member, error)


def _listed_pages(source: Source) -> Iterator[tuple[str, str]]:
    with source.text() as stream:
        for line in stream:
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            entry = Entry(value) if isinstance(value, dict) else Entry({})
            url = web_url(entry.text("url"))
            if url:
                yield url, entry.text("title")


def read_har(source: Source) -> Iterator[Item]:
    """HTML responses with status 200 of a browser's network log."""
    for number, entry in enumerate(entries(source, "log.entries.item"), start=1):
        response = entry.entry("response")
        content = response.entry("content")
        url = web_url(entry.entry("request").text("url"))
        body = content.text("text")
        media_type = content.text("mimeType")
        if not url or not body or response.text("status") != "200" or not media_type.lower().startswith(_HTML_TYPES):
            continue
        yield Item(
            origin=source.origin(number),
            kind="har",
            content=_decoded(body) if content.text("encoding") == "base64" else body,
            media_type=HTML,
            content_type=media_type,
            url=url,
            added=from_iso(entry.get("startedDateTime")),
        )


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""
