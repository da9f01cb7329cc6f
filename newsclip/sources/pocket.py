"""Pocket's exports: the HTML of old, the CSV and highlights of the end, and the zip of both."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from newsclip.html_events import HtmlEvents
from newsclip.sources.containers import opened_box
from newsclip.sources.item import Item, merged, real_title, split_tags, tidy_tags, web_url
from newsclip.sources.json_text import entries
from newsclip.sources.tables import rows
from newsclip.sources.times import from_anything, from_epoch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source


def read_pocket_csv(source: Source) -> Iterator[Item]:
    """Rows of `title,url,time_added,tags,status`; tags are joined with `|`."""
    return merged(_csv_rows(source))


def _csv_rows(source: Source) -> Iterator[Item]:
    for row in rows(source):
        url = web_url(row("url"))
        if url:
            yield Item(
                origin=source.origin(row.number),
                kind="pocket-csv",
                url=url,
                title=real_title(row("title"), url),
                tags=split_tags(row("tags"), "|"),
                added=from_epoch(row("time_added")),
                read=row("status").lower() in {"archive", "archived"},
            )


def read_pocket_html(source: Source) -> Iterator[Item]:
    """Links of `ril_export.html`; the heading before a list tells whether they were read."""
    parser = _PocketHtml(source)
    with source.text() as stream:
        parser.read(stream)
    return merged(parser.items)


class _PocketHtml(HtmlEvents):
    def __init__(self, source: Source) -> None:
        super().__init__()
        self.items: list[Item] = []
        self._source = source
        self._heading = ""
        self._text: list[str] = []
        self._link: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "a"}:
            self._text.clear()
        if tag == "a":
            self._link = {name: value or "" for name, value in attrs}

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        text = " ".join("".join(self._text).split())
        if tag == "h1":
            self._heading = text.lower()
        url = web_url(self._link.get("href")) if tag == "a" else ""
        if url:
            link = self._link
            self.items.append(
                Item(
                    origin=self._source.origin(len(self.items) + 1),
                    kind="pocket-html",
                    url=url,
                    title=real_title(text, url),
                    tags=split_tags(link.get("tags")),
                    added=from_epoch(link.get("time_added")),
                    read="archive" in self._heading,
                )
            )
            self._link = {}


def read_pocket_highlights(source: Source) -> Iterator[Item]:
    """Entries with `highlights` (or `annotations`) of quotes: one item for each page."""
    return merged(_highlight_entries(source))


def _highlight_entries(source: Source) -> Iterator[Item]:
    for number, entry in enumerate(entries(source, "item"), start=1):
        url = web_url(entry.text("url", "given_url", "resolved_url"))
        quotes = [*entry.objects("highlights"), *entry.objects("annotations")]
        if url:
            yield Item(
                origin=source.origin(number),
                kind="pocket-highlights",
                url=url,
                title=real_title(entry.text("title", "given_title", "resolved_title"), url),
                highlights=tidy_tags(quote.text("quote") for quote in quotes),
                added=min(
                    (when for quote in quotes if (when := from_anything(quote.get("created_at")))),
                    key=lambda when: when.instant,
                    default=None,
                ),
            )


def read_pocket_zip(source: Source) -> Iterator[Item]:
    """The parts of a Pocket export and the highlights beside them, merged by URL."""
    from newsclip.sources.detect import detect

    with opened_box(source) as box:
        parts = [part for name, part in box.items() if re.search(r"part_\d+\.csv$", name)]
        notes = [note for name, note in box.items() if name.endswith(".json") and detect(note) == "pocket-highlights"]
        yield from merged(
            chain(
                chain.from_iterable(_csv_rows(part) for part in parts),
                chain.from_iterable(_highlight_entries(note) for note in notes),
            )
        )
