"""Web archives: WARC by fastwarc, WACZ, HAR."""

from __future__ import annotations

import base64
import binascii
import contextlib
import io
from typing import TYPE_CHECKING, Any

from newsclip.article import Timestamp
from newsclip.errors import SourceError
from newsclip.sources.containers import failed, opened_box
from newsclip.sources.handle import PAGE_CAP
from newsclip.sources.item import HTML, Item, real_title, web_url
from newsclip.sources.json_text import Entry, entries, loads
from newsclip.sources.times import from_iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fastwarc.warc import WarcRecord

    from newsclip.sources.handle import Source

_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(source: Source) -> Iterator[Item]:
    """Every HTML page with status 200, in the order of the records; the date is that of the capture."""
    return _records(source, {})


def _records(source: Source, titles: Mapping[str, str]) -> Iterator[Item]:
    """Pages one behind the reader: only when the next record is there has the one before come whole."""
    held: Item | None = None
    where, last = "", 0
    with _Forward(source.open()) as stream:
        try:
            for record in _iterate(_by_path(source) or stream, parse_http=True):
                if held is not None:
                    yield held
                    held = None
                last = record.stream_pos
                content_type = _type_of_page(record)
                if not content_type:
                    continue
                where = _address(record)
                url = web_url(where)
                if not url or (titles and url not in titles):
                    continue
                held = Item(
                    origin=source.origin(last + 1),
                    kind="warc",
                    content=record.reader.read(PAGE_CAP),
                    media_type=HTML,
                    content_type=content_type,
                    url=url,
                    title=real_title(titles.get(url), url),
                    added=Timestamp.of(record.record_date) if record.record_date else None,
                )
            _check_end(source, last)
        except (OSError, EOFError, ValueError) as error:
            reason = f"damaged after {where}: {error}" if where else f"damaged: {error}"
            raise SourceError(reason, source=source.label, hint="what came before it was read") from None
    if held is not None:
        yield held


def _iterate(opened: Any, *, parse_http: bool) -> Iterator[WarcRecord]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    records: Iterator[WarcRecord] = ArchiveIterator(
        opened,
        record_types=kinds,
        parse_http=parse_http,
        auto_decode="all",
        quirks_mode=True,
        max_content_length=PAGE_CAP,
        fsspec_args=False,
    )
    return records


def _check_end(source: Source, last: int) -> None:
    """Raise EOFError where the file ends in the middle of its last record, which fastwarc passes over in silence."""
    if source.local is None:
        return  # what unpacked it has checked its end
    # Each record is a gzip member of its own, so the last can be read by itself; where the whole file is one member,
    # it has to be read from its start.
    for start in (last, 0):
        with source.open() as stream:
            stream.seek(start)
            short, where = None, ""
            with contextlib.suppress(OSError, ValueError):
                for record in _iterate(stream, parse_http=False):
                    where = _address(record)
                    short = len(record.reader.read(PAGE_CAP)) < record.content_length
        if short:
            raise EOFError(f"the record of {where} ends early")
        if short is not None:
            return


def _address(record: WarcRecord) -> str:
    return str(record.headers.get("WARC-Target-URI") or "").strip("<>")


def _type_of_page(record: WarcRecord) -> str:
    """The content type of an HTML page, with its parameters; empty for anything else."""
    # An HTTP response, or a resource that was saved without its HTTP headers.
    headers = record.headers
    if record.is_http:
        headers = record.http_headers
        if headers is None or headers.status_code != 200:
            return ""
    content_type = str(headers.get("Content-Type") or "").strip()
    return content_type if content_type.lower().startswith(_HTML_TYPES) else ""


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
                value = loads(line)
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
