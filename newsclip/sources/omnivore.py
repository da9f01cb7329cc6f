"""Omnivore's export, as the zip that it sent or unpacked: metadata, content and highlights, joined by slug."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.errors import SourceError
from newsclip.sources.containers import failed, opened_box
from newsclip.sources.handle import file_source
from newsclip.sources.item import FRAGMENT, Item, real_title, tidy_tags, web_url
from newsclip.sources.json_text import Entry, entries
from newsclip.sources.times import from_anything

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from newsclip.sources.handle import Source

# metadata_0_to_20.json, also in a folder of the zip
METADATA = re.compile(r"(?:^|.*/)metadata_(\d+)_to_\d+\.json")


def read_omnivore_zip(source: Source) -> Iterator[Item]:
    """All items of the zip."""
    with opened_box(source) as box:
        yield from _read(box)


def read_omnivore_folder(folder: Path) -> Iterator[Item]:
    """All items of an unpacked export."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    yield from _read({path.relative_to(folder).as_posix(): file_source(path, named=False) for path in files})


def _read(box: Mapping[str, Source]) -> Iterator[Item]:
    parts = sorted((int(match[1]), name) for name in box if (match := METADATA.fullmatch(name)))
    for _, name in parts:
        root = name.rpartition("/")[0]
        base = f"{root}/" if root else ""
        try:
            for number, entry in enumerate(entries(box[name], "item"), start=1):
                yield _item(box, base, name, number, entry)
        except SourceError as error:
            yield failed(box[name], error)


def _item(box: Mapping[str, Source], base: str, part: str, number: int, entry: Entry) -> Item:
    slug, url = entry.text("slug"), web_url(entry.text("url"))
    content = box.get(f"{base}content/{slug}.html")
    marks = box.get(f"{base}highlights/{slug}.md")
    highlights, notes = _highlights(marks.read().decode("utf-8", "replace")) if marks is not None else ((), "")
    return Item(
        origin=box[part].origin(number),
        kind="omnivore",
        content=content.read() if content is not None else None,
        media_type=FRAGMENT,
        content_type="text/html; charset=utf-8",
        url=url,
        title=real_title(entry.text("title"), url),
        authors=tidy_tags([entry.text("author")]),
        description=entry.text("description"),
        image=web_url(entry.text("thumbnail")),
        tags=tidy_tags([*entry.texts("labels"), *(label.text("name") for label in entry.objects("labels"))]),
        added=from_anything(entry.get("savedAt")),
        published=from_anything(entry.get("publishedAt")),
        read=entry.text("state").lower() == "archived" or entry.text("readingProgress") in {"100", "100.0"},
        highlights=highlights,
        notes=notes,
        trusted=True,
    )


def _highlights(markdown: str) -> tuple[tuple[str, ...], str]:
    """`> quote` blocks are highlights; other paragraphs are the notes on them."""
    quotes: list[str] = []
    notes: list[str] = []
    for block in re.split(r"\n[ \t]*\n", markdown.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        quoted = [line[1:].strip() for line in lines if line.startswith(">")]
        if quoted:
            quotes.append(" ".join(line for line in quoted if line))
        said = [line for line in lines if not line.startswith((">", "#"))]
        if said:
            notes.append("\n".join(said))
    return tidy_tags(quotes), "\n---\n".join(notes)
