"""newsclip's own exchange files: articles as JSON Lines or Parquet, and the report of an import's failures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from newsclip.article import Article
from newsclip.errors import NewsclipError, SourceError
from newsclip.sources.containers import failed
from newsclip.sources.handle import Source, file_source
from newsclip.sources.item import Item, Origin, web_url
from newsclip.sources.json_text import Entry, entries, loads
from newsclip.sources.times import from_iso

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsclip.frontmatter.values import Writable

REPORT_HEADER = {"newsclip": "import report"}
"""The first line of a report."""

_TEXTS = (
    "url", "canonical_url", "title", "site", "language", "description", "image", "editor", "original_title", "notes",
    "body",
)  # fmt: skip
LISTS = ("authors", "categories", "tags", "highlights")
_TIMES = ("published", "modified", "saved")
MARKS = ("read", "starred")
FIELDS = (*_TEXTS, *LISTS, *_TIMES, *MARKS, "extra")
"""Every field of an article, in the order in which records have them."""


def record_of(article: Article) -> dict[str, object]:
    """An article as one flat record for JSON or Parquet: dates in ISO 8601 ('' for none), `extra` as front matter."""
    from newsclip.frontmatter import dump

    record: dict[str, object] = {name: getattr(article, name) for name in _TEXTS}
    record.update({name: list(getattr(article, name)) for name in LISTS})
    record.update({name: str(getattr(article, name) or "") for name in _TIMES})
    record.update(read=article.read, starred=article.starred)
    record["extra"] = dump(cast("Mapping[str, Writable]", article.extra)) if article.extra else ""
    return record


def article_of(record: Mapping[str, object]) -> Article:
    """The article of a record; what `newsclip convert --format json` prints is read as well."""
    entry = Entry(dict(record))
    texts = {name: entry.text(name) for name in _TEXTS if name != "body"}
    return Article(
        url=texts["url"],
        canonical_url=texts["canonical_url"],
        title=texts["title"],
        site=texts["site"],
        language=texts["language"],
        description=texts["description"],
        image=texts["image"],
        editor=texts["editor"],
        original_title=texts["original_title"],
        notes=texts["notes"],
        authors=tuple(entry.texts("authors")),
        categories=tuple(entry.texts("categories")),
        tags=tuple(entry.texts("tags")),
        highlights=tuple(entry.texts("highlights")),
        published=from_iso(entry.get("published", "date")),
        modified=from_iso(entry.get("modified")),
        saved=from_iso(entry.get("saved")),
        read=entry.flag("read"),
        starred=entry.flag("starred"),
        extra=_extra(entry.text("extra")),
        body=_body(entry),
    )


def _extra(text: str) -> Mapping[str, object]:
    from newsclip.frontmatter import split

    try:
        front = split(text) if text else None
    except NewsclipError:
        return {}
    return front.values if front is not None else {}


def _body(entry: Entry) -> str:
    body = entry.get("body", "markdown")
    return body if isinstance(body, str) else ""


def read_jsonl(source: Source) -> Iterator[Item]:
    """Articles as JSON objects, one a line, or as one JSON list."""
    if source.head.lstrip().startswith(b"["):
        for number, entry in enumerate(entries(source, "item"), start=1):
            yield _item(source, number, entry.fields, "newsclip-jsonl")
        return
    with source.text() as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                record = loads(line)
                if not isinstance(record, dict):
                    raise TypeError("no object")
            except (ValueError, TypeError, RecursionError) as error:
                problem = SourceError(f"line {number} is broken JSON: {error}", hint="write the file again")
                yield failed(source, problem)
                continue
            yield _item(source, number, record, "newsclip-jsonl")


def read_parquet(source: Source) -> Iterator[Item]:
    """Articles as rows of a Parquet file, read a row group at a time."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        hint = "pip install 'newsclip[cluster]'"
        raise SourceError("Parquet files need pyarrow", source=source.label, hint=hint) from None
    number = 0
    with source.open() as stream:
        try:
            for batch in pq.ParquetFile(stream).iter_batches(batch_size=256):
                for record in batch.to_pylist():
                    number += 1
                    yield _item(source, number, record, "newsclip-parquet")
        except (pa.ArrowException, OSError) as error:
            reason = f"damaged Parquet: {error}"
            raise SourceError(reason, source=source.label, hint="write the file again") from None


def _item(source: Source, number: int, record: Mapping[str, object], kind: str) -> Item:
    article = article_of(record)
    return Item(origin=source.origin(number), kind=kind, article=article, url=article.canonical_url or article.url)


def read_report(source: Source) -> Iterator[Item]:
    """The items that failed in an earlier import, read again from where they came from."""
    wanted: dict[str, set[Origin]] = {}
    links: dict[Origin, str] = {}
    with source.text() as stream:
        for line in stream:
            try:
                value = json.loads(line)  # a path may hold half characters: bytes that are no UTF-8
            except (ValueError, RecursionError):
                continue
            entry = Entry(value) if isinstance(value, dict) else Entry({})
            path = entry.text("path")
            if path:
                position = entry.text("position")
                origin = Origin(path, entry.text("member"), int(position) if position.isdecimal() else 0)
                wanted.setdefault(path, set()).add(origin)
                links[origin] = web_url(entry.text("url"))
    for path, origins in wanted.items():
        yield from _again(path, origins, links)


def _again(path: str, origins: set[Origin], links: Mapping[Origin, str]) -> Iterator[Item]:
    from newsclip.sources import open_source

    missing = set(origins)
    if path != "-" and not web_url(path):
        try:
            for item in open_source(path):
                if item.origin in missing or Origin(path) in origins:
                    missing.discard(item.origin)
                    yield item
        except NewsclipError as error:
            missing.clear()
            yield failed(file_source(Path(path)), error)
    for origin in sorted(missing, key=str):
        if links[origin]:
            yield Item(origin=origin, kind="urls", url=links[origin])
