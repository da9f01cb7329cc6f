"""Shares that were filled while articles were written, so that a sync need not read these again.

A worker of an import has an article's text at hand: it indexes it into a share of its own, an index of the engine. Who
files the articles remembers how each file was left. In the end a share becomes part of the index if its articles are
the archive's still, to the last one; else it is thrown away and its files are read like any others.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from array import array
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclip.index.document import document_steps
from newsclip.index.entry import entry_of
from newsclip.index.schema import path_key
from newsclip.index.shares import BULK_HEAP, LARGEST_SHARE
from newsclip.index.stamps import NO_STAMP, stamp_of
from newsclip.index.write import BATCH, HEAP, create_engine
from newsclip.steps import in_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from newsclip.index.scan import Changes

_WORTH_A_SHARE = 200
"""Articles from which a share is begun; fewer are read again sooner than a share is made."""


class ShareWriter:
    """Fills the shares of one process, one after another: none gets so large that its memory would be felt."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[tuple[str, bytes]] = []
        self._writer: Any = None
        self._number = 0
        self._count = 0

    def add(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Index articles' files, given their paths below the archive's root and their bytes."""
        self._waiting += files
        while self._waiting and (self._writer is not None or len(self._waiting) >= _WORTH_A_SHARE):
            if self._writer is None:
                self._begin()
            room = LARGEST_SHARE - self._count
            some, self._waiting = self._waiting[:room], self._waiting[room:]
            self._index(some)
            self._count += len(some)
            if self._count == LARGEST_SHARE:
                self.finish()
                self._number, self._count = self._number + 1, 0

    def finish(self) -> None:
        """Make the share whole that is being filled; one with too little to be worth it is never begun."""
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None

    def _begin(self) -> None:
        give_back_large_blocks()
        folder = self._folder / str(self._number)
        folder.mkdir(parents=True)
        self._writer = create_engine(folder).writer(BULK_HEAP, 1)

    def _index(self, files: list[tuple[str, bytes]]) -> None:
        for start in range(0, len(files), BATCH):
            entries = [entry_of(path, data.decode("utf-8", "replace")) for path, data in files[start : start + BATCH]]
            for made in in_step(map(document_steps, entries)):
                self._writer.add_document(made)


@cache
def give_back_large_blocks() -> None:
    """Let glibc return the engine's blocks to the system when they are freed: it keeps more of them share by share."""
    with suppress(OSError, AttributeError, TypeError):  # no glibc
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 256 * 1024)


_M_MMAP_THRESHOLD = -3
"""As in glibc's malloc.h. Left alone, the threshold grows with the first large block that is freed."""


class _Key(NamedTuple):
    """A share: who fills it, and the number that it has there."""

    writer: int
    number: int


class Shares:
    """The shares of one import, in a folder of their own on the file system of the index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told: dict[int, int] = {}
        self._marks: dict[_Key, array[int]] = {}
        self._refused: dict[_Key, set[str]] = {}

    def writer(self, number: int) -> ShareWriter:
        """Who fills shares under this number."""
        return ShareWriter(self._folder / str(number))

    def filed(self, writer: int, path: str, status: os.stat_result) -> None:
        """What a writer got next was written to its file. All that it gets is to be told of, in order."""
        self._marks.setdefault(self._next(writer), array("q")).append(_mark(os.fsencode(path), stamp_of(status)))

    def refused(self, writer: int, path: str) -> None:
        """What a writer got next was not written to its file."""
        self._refused.setdefault(self._next(writer), set()).add(path)

    def _next(self, writer: int) -> _Key:
        told = self._told.get(writer, 0)
        self._told[writer] = told + 1
        return _Key(writer, told // LARGEST_SHARE)

    def remove(self) -> None:
        """Delete what is left of the shares, of an import before this one as well."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def usable(self, root: str, changes: Changes) -> Usable:
        """The shares whose every article is new to the index and as it was filed."""
        owners = {mark: key for key, marks in self._marks.items() for mark in marks}
        counts = dict.fromkeys(self._marks, 0)
        found: dict[bytes, _Key] = {}
        for path, stamp in _stamped(root, changes) if owners else ():
            key = owners.get(_mark(path, stamp))
            if key is not None and os.fsdecode(path) not in self._refused.get(key, ()):
                counts[key] += 1
                found[path] = key
        whole = {key for key, count in counts.items() if count and count == self._size(key)}
        return Usable(
            tuple(self._place(key) for key in sorted(whole)),
            frozenset(path for path, key in found.items() if key in whole),
        )

    def _place(self, key: _Key) -> Path:
        return self._folder / str(key.writer) / str(key.number)

    def _size(self, key: _Key) -> int:
        """Articles in a share, once those that were refused are out of it; -1 for none."""
        import tantivy

        try:
            engine = tantivy.Index.open(str(self._place(key)))
            if self._refused.get(key):
                writer = engine.writer(HEAP, 1)
                for path in self._refused[key]:
                    writer.delete_documents_by_term("path", path_key(path))
                writer.commit()
                writer.wait_merging_threads()
                engine.reload()
            return int(engine.searcher().num_docs)
        except (ValueError, OSError):
            return -1


class Usable(NamedTuple):
    """Shares that may become part of the index."""

    folders: Sequence[Path] = ()
    paths: frozenset[bytes] = frozenset()
    """Of all articles in them, relative to the archive's root."""


def _mark(path: bytes, stamp: bytes) -> int:
    return hash((path, stamp))


def _stamped(root: str, changes: Changes) -> Iterator[tuple[bytes, bytes]]:
    """The paths that were added or edited, with the stamps of their files."""
    current, stamps = None, {}
    for path in (*changes.added, *changes.edited):
        folder, _, name = path.rpartition(b"/")
        if folder != current:
            current, stamps = folder, changes.folders[folder].by_name()
        stamp = stamps[name]
        if stamp == NO_STAMP:
            # Written a moment ago, most likely by us.
            with suppress(OSError):
                stamp = stamp_of(os.stat(os.path.join(os.fsencode(root), path)))  # noqa: PTH116, PTH118
        yield path, stamp
