"""What people bring: files, folders, feeds, bookmarks, exports and web archives, as a stream of `Item`s."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsclip.sources.item import Item, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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

        with _guarded(source):
            kind = detect(source)
    module, _, function = FORMATS[kind].reader.partition(":")
    read = getattr(importlib.import_module(f"newsclip.sources.{module}"), function)
    return _read(source, read)


def _read(source: Source, read: Callable[[Source], Iterator[Item]]) -> Iterator[Item]:
    with _guarded(source):
        yield from read(source)


@contextmanager
def _guarded(source: Source) -> Iterator[None]:
    """Make what a reader did not expect an error of this one source, so that the others are read."""
    from newsclip.errors import HostileInput, InternalError, NewsclipError

    try:
        yield
    except (NewsclipError, OSError):
        raise
    except RecursionError:
        raise HostileInput("nested too deep to be read", source=source.label, hint="leave it out") from None
    except Exception as error:
        failure = InternalError.of(error)
        failure.source = source.label
        raise failure from error
