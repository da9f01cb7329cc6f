"""Web archives: WARC by fastwarc, WACZ, HAR."""

from __future__ import annotations

import base64
import binascii
import io
import json
from typing import TYPE_CHECKING

from newsclip.article import Timestamp
from newsclip.errors import SourceError
from newsclip.sources.containers import failed, opened_box
from newsclip.sources.handle import PAGE_CAP
from newsclip.sources.item import HTML, Item, real_title, web_url
from newsclip.sources.json_text import Entry, entries
from newsclip.sources.times import from_iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fastwarc.warc import WarcRecord

    from newsclip.sources.handle import Source

_HTML_TYPES = ("text/html", "application/xhtml+xml")
# Where a record says what it holds; read before HTTP is parsed, so that pictures cost nothing more.
_HTML_MARKS = (b"text/html", b"application/xhtml")
_MARK_ROOM = 16 * 1024


def read_warc(source: Source) -> Iterator[Item]:
    """Every HTML page with status 200, in the order of the records; the date is that of the capture."""
    return _records(source, {})


def _records(source: Source, titles: Mapping[str, str]) -> Iterator[Item]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    where = ""
    with _Forward(source.open()) as stream:
        opened = _by_path(source) or stream
        try:
            for record in ArchiveIterator(
                opened, record_types=kinds, parse_http=False, max_content_length=PAGE_CAP, fsspec_args=False
            ):
                where = str(record.headers.get("WARC-Target-URI") or "").strip("<>")
                url = web_url(where)
                if not url or (titles and url not in titles):
                    continue
                block = record.reader.read(PAGE_CAP)
                if len(block) < record.content_length:
                    raise EOFError(f"the record of {where} ends early")
                page = _page(record, block)
                if page is not None:
                    yield Item(
                        origin=source.origin(record.stream_pos + 1),
                        kind="warc",
                        content=page[1],
                        media_type=HTML,
                        content_type=page[0],
                        url=url,
                        title=real_title(titles.get(url), url),
                        added=Timestamp.of(record.record_date) if record.record_date else None,
                    )
        except (OSError, EOFError, ValueError) as error:
            reason = f"damaged after {where}: {error}" if where else f"damaged: {error}"
            raise SourceError(reason, source=source.label, hint="what came before it was read") from None


_SUFFIXES = ((b"WARC/", ".warc"), (b"\x1f\x8b", ".gz"), (b"\x28\xb5\x2f\xfd", ".zst"), (b"\x04\x22\x4d\x18", ".lz4"))


def _by_path(source: Source) -> str:
    """The path of a file whose name says how it is compressed: fastwarc reads it without calling into Python."""
    path = str(source.local or "")
    honest = any(source.head.startswith(magic) and path.endswith(suffix) for magic, suffix in _SUFFIXES)
    return path if honest else ""


class _Forward:
    """A stream as fastwarc wants it: it asks where it is, but never goes back."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._position = 0

    def __enter__(self) -> _Forward:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence != io.SEEK_CUR or offset:
            raise OSError("cannot go back in a stream")
        return self._position

    def close(self) -> None:
        self._stream.close()


def _page(record: WarcRecord, block: bytes) -> tuple[str, bytes] | None:
    """Content type and body of an HTML page with status 200; None for anything else."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    content_type = str(record.headers.get("Content-Type") or "")
    if not record.is_http:
        return (content_type, block) if content_type.lower().startswith(_HTML_TYPES) else None
    if not any(mark in block[:_MARK_ROOM].lower() for mark in _HTML_MARKS):
        return None
    answer = WarcRecord()
    answer.init_headers(WarcRecordType.response)
    answer.set_bytes_content(block)
    answer.is_http = True
    answer.parse_http(auto_decode="all", quirks_mode=True)
    content_type = str(answer.http_headers.get("Content-Type") or "").strip()
    if answer.http_headers.status_code != 200 or not content_type.lower().startswith(_HTML_TYPES):
        return None
    return content_type, answer.reader.read(PAGE_CAP)


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
