"""CSV exports of reading services: Instapaper, Readwise, Raindrop, Matter, mymind."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsclip.marks import join_notes, union
from newsclip.sources.item import PLAIN, Item, merged, real_title, split_tags, tidy_tags, web_url
from newsclip.sources.tables import rows
from newsclip.sources.times import from_anything, from_epoch, from_iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source


def read_instapaper(source: Source) -> Iterator[Item]:
    """All versions: without Timestamp, with it, and with Tags (a JSON list); a row without URL is its own text."""
    return merged(_instapaper_rows(source))


def _instapaper_rows(source: Source) -> Iterator[Item]:
    for row in rows(source):
        url = web_url(row("url"))
        selection, folder = row("selection"), row("folder")
        if not url and not selection:
            continue
        yield Item(
            origin=source.origin(row.number),
            kind="instapaper",
            content=None if url else selection,
            media_type=PLAIN,
            url=url,
            title=real_title(row("title"), url),
            tags=_json_list(row("tags")),
            categories=() if folder in {"", "Unread", "Archive", "Starred"} else (folder,),
            added=from_epoch(row("timestamp")),
            read=folder == "Archive",
            starred=folder == "Starred",
            highlights=(selection,) if url and selection else (),
        )


def read_readwise_reader(source: Source) -> Iterator[Item]:
    """The document list of Reader; tags are written as a Python list, rows in `feed` were never saved by anybody."""
    return merged(_readwise_rows(source))


def _readwise_rows(source: Source) -> Iterator[Item]:
    for row in rows(source):
        url, location = web_url(row("url")), row("location").lower()
        if url and location != "feed":
            yield Item(
                origin=source.origin(row.number),
                kind="readwise-reader",
                url=url,
                title=real_title(row("title"), url),
                tags=_python_list(row("document tags")),
                added=from_iso(row("saved date")),
                read=location == "archive",
                starred=location == "shortlist",
            )


def read_readwise_highlights(source: Source) -> Iterator[Item]:
    """One item for each book or article, with all its highlights; old exports lack the last column."""
    books: dict[tuple[str, str], Item] = {}
    for row in rows(source):
        title, quote, note = row("book title"), row("highlight"), row("note")
        if not quote:
            continue
        key = title, row("book author")
        known = books.get(key) or Item(
            origin=source.origin(row.number),
            kind="readwise-highlights",
            title=title,
            authors=split_tags(row("book author")),
            media_type=PLAIN,
            content="",
        )
        books[key] = replace(
            known,
            content=f"{known.content}\n\n{quote}".strip() if isinstance(known.content, str) else quote,
            added=known.added or from_anything(row("highlighted at")),
            tags=union(known.tags, union(split_tags(row("tags")), split_tags(row("document tags")))),
            highlights=union(known.highlights, (quote,)),
            notes=join_notes(known.notes, quote_with_note(quote, note)),
        )
    yield from books.values()


def quote_with_note(quote: str, note: str) -> str:
    """What a person wrote on a highlight, below the words that it is about; '' without a note."""
    if not note:
        return ""
    quoted = "\n".join(f"> {line}" for line in quote.splitlines() if line.strip())
    return f"{quoted}\n\n{note}" if quoted else note


def read_raindrop(source: Source) -> Iterator[Item]:
    """Raindrop's export, and the smaller form that it imports."""
    return merged(_raindrop_rows(source))


def _raindrop_rows(source: Source) -> Iterator[Item]:
    for row in rows(source):
        url = web_url(row("url"))
        if url:
            yield Item(
                origin=source.origin(row.number),
                kind="raindrop",
                url=url,
                title=real_title(row("title"), url),
                description=row("excerpt", "description"),
                notes=row("note"),
                tags=split_tags(row("tags")),
                categories=_folders(row("folder")),
                added=from_anything(row("created")),
                image=web_url(row("cover")),
                starred=row("favorite").lower() in {"true", "1"},
                highlights=_raindrop_highlights(row("highlights")),
            )


def _folders(path: str) -> tuple[str, ...]:
    """`A/B` and `A / B` → (A, B); `Unsorted` is no folder."""
    return () if path == "Unsorted" else split_tags(path, "/")


# "Highlight:some words\nNote:mine", one block below the other
_HIGHLIGHT = re.compile(r"(?:^|\n)Highlight:\s*(.*?)(?=\n+Highlight:|\n+Note:|\Z)", re.DOTALL)


def _raindrop_highlights(cell: str) -> tuple[str, ...]:
    marked = [match[1] for match in _HIGHLIGHT.finditer(cell)]
    return tidy_tags(marked or re.split(r"\n{2,}", cell))


def read_matter(source: Source) -> Iterator[Item]:
    """Matter's queue and archive; what is not in the queue has been read."""
    return merged(_matter_rows(source))


def _matter_rows(source: Source) -> Iterator[Item]:
    for row in rows(source):
        url = web_url(row("url"))
        if url:
            yield Item(
                origin=source.origin(row.number),
                kind="matter",
                url=url,
                title=real_title(row("title"), url),
                authors=split_tags(row("author")),
                site=row("publisher"),
                tags=split_tags(row("tags"), ";"),
                added=from_anything(row("last interaction date")),
                read=row("in queue").lower() == "false" or row("read").lower() == "true",
                starred=row("favorited").lower() == "true",
            )


def read_mymind(source: Source) -> Iterator[Item]:
    """Cards of mymind: links, and notes without a URL."""
    return merged(_mymind_rows(source))


def _mymind_rows(source: Source) -> Iterator[Item]:
    for row in rows(source):
        url, text = web_url(row("url")), row("content")
        if not url and not text:
            continue
        yield Item(
            origin=source.origin(row.number),
            kind="mymind",
            content=None if url else text,
            media_type=PLAIN,
            url=url,
            title=real_title(row("title"), url),
            notes=row("note"),
            highlights=(text,) if url and text else (),
            tags=split_tags(row("tags")),
            added=from_anything(row("created")),
        )


def _json_list(cell: str) -> tuple[str, ...]:
    """`["a","b"]` → (a, b); what is no JSON is read as tags between commas."""
    try:
        value = json.loads(cell) if cell.startswith("[") else None
    except (ValueError, RecursionError):
        value = None
    return tidy_tags(value) if isinstance(value, list) else split_tags(cell.strip("[]"))


def _python_list(cell: str) -> tuple[str, ...]:
    """`['a', "it's b"]` → (a, it's b); what is no list is read as tags between commas."""
    try:
        value = ast.literal_eval(cell) if cell.startswith("[") and len(cell) < 10_000 else None
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        value = None
    return tidy_tags(value) if isinstance(value, list) else split_tags(cell.strip("[]"))
