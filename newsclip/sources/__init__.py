"""What people bring: files, folders, feeds, bookmarks, exports and web archives, as a stream of `Item`s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.sources.item import Item, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsclip.sources.handle import Source

__all__ = ["Item", "Origin", "open_source", "read_source"]


def open_source(path: str | Path, kind: str = "") -> Iterator[Item]:
    """All items of a file or folder, streamed; `kind` names a format, '' finds it by content.

    Raises SourceNotFound, UnsupportedSource, SourceError, HostileInput; UsageError for an unknown `kind`. In a
    container or folder an unreadable part becomes an item with `problem`, and the rest goes on.
    """
    from pathlib import Path

    from newsclip.sources.handle import file_source

    place = Path(path)
    if place.is_dir():
        from newsclip.sources.folders import read_place

        return read_place(place, kind)
    return read_source(file_source(place), kind)


def read_source(source: Source, kind: str = "") -> Iterator[Item]:
    """All items of one opened input; as `open_source`."""
    import importlib

    from newsclip.sources.formats import FORMATS

    if kind and kind not in FORMATS:
        from newsclip.errors import UsageError

        raise UsageError(f"unknown format '{kind}'", source="--kind", hint="see 'newsclip import --list-formats'")
    if not kind:
        from newsclip.sources.detect import detect

        kind = detect(source)
    module, _, function = FORMATS[kind].reader.partition(":")
    read = getattr(importlib.import_module(f"newsclip.sources.{module}"), function)
    items: Iterator[Item] = read(source)
    return items
