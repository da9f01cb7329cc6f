"""Copies articles and their pictures out of an archive into another folder, with links among them made local."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.files import read_article, read_as_it_stands, write_bytes_atomically
from newsclip.archive.layout import STATE_FOLDER
from newsclip.errors import ArchiveError, EditedByHand, UsageError
from newsclip.localize import localize_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.archive.files import StoredArticle
    from newsclip.library import Archive


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of the export, and whether it was there already as it should be."""

    path: Path
    unchanged: bool


def export(
    archive: Archive, folder: Path, query: str = "", *, local_links: bool = True, force: bool = False
) -> Iterator[Exported | ArchiveError]:
    """Copy the articles that match `query` (all without one) to the same places below `folder`.

    With `local_links`, links from one of them to another lead to its file. Pictures that are kept beside an article
    come along. A file that an earlier export wrote is brought up to date; one that differs from what was written, or
    was never exported, is EditedByHand in its place, unless `force`. Raises UsageError when `folder` is the archive or
    lies in it, ArchiveError when it cannot be made.
    """
    target = folder.expanduser().resolve()
    root = archive.root.resolve()
    if target == root or root in target.parents:
        raise UsageError(f"{folder}: the export would lie in the archive itself", hint="name another folder")
    hits = archive.list(query)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be made: {error.strerror or error}"
        raise ArchiveError(reason, source=str(folder), hint="name another folder") from error
    places = {hit.id: hit.path for hit in hits}
    with _Written.of(root, target).remembered() as written:
        for hit in hits:
            source = root / hit.path
            try:
                stored = _read(source)
                text = stored.text
                if local_links:
                    text = _with_local_links(text, stored.article.body, hit.path, places)
                yield written.write(hit.path, text.encode("utf-8", "surrogateescape"), force=force)
                pictures = source.with_suffix("")
                for picture in sorted(pictures.glob("*")) if pictures.is_dir() else ():
                    yield written.write(picture.relative_to(root).as_posix(), picture.read_bytes(), force=force)
            except ArchiveError as error:
                yield error
            except OSError as error:
                reason = f"cannot be written: {error.strerror or error}"
                yield ArchiveError(
                    reason, source=error.filename or str(target / hit.path), hint="move it out of the way"
                )


def _read(path: Path) -> StoredArticle:
    """An article; a file whose front matter is broken is copied as it stands. Raises ArchiveError."""
    try:
        return read_article(path)
    except ArchiveError:
        return read_as_it_stands(path)


def _with_local_links(text: str, body: str, path: str, places: dict[str, str]) -> str:
    here = os.path.dirname(path)  # noqa: PTH120 - a relative path with `/`

    def place_of(identity: str) -> str | None:
        place = places.get(identity)
        return None if place is None or place == path else os.path.relpath(place, here or ".").replace(os.sep, "/")

    head = text[: len(text) - len(body)] if text.endswith(body) else ""
    return head + localize_links(text[len(head) :], place_of)


class _Written:
    """What exports of an archive have written into a folder, so that their files are told from those of a person.

    Kept in the archive's own `.newsclip/`; where it is lost, or cannot be kept, every file that differs is a person's.
    """

    def __init__(self, folder: Path, ledger: Path) -> None:
        self._folder = folder
        self._ledger = ledger
        self._hashes: dict[str, str] = {}

    @classmethod
    def of(cls, root: Path, folder: Path) -> _Written:
        """What was written into `folder` from the archive at `root`."""
        written = cls(folder, root / STATE_FOLDER / "exports" / f"{_hash(os.fsencode(folder))}.tsv")
        with contextlib.suppress(OSError):
            for line in written._ledger.read_text("utf-8", "surrogateescape").splitlines():
                digest, _, path = line.partition("\t")
                written._hashes[path] = digest
        return written

    @contextlib.contextmanager
    def remembered(self) -> Iterator[_Written]:
        """Keep the account, however the export ends."""
        before = dict(self._hashes)
        try:
            yield self
        finally:
            if self._hashes != before:
                lines = "".join(f"{digest}\t{path}\n" for path, digest in self._hashes.items())
                with contextlib.suppress(ArchiveError):  # an archive that cannot be written
                    write_bytes_atomically(self._ledger, lines.encode("utf-8", "surrogateescape"), durable=False)

    def write(self, place: str, data: bytes, *, force: bool) -> Exported:
        """Write one file, or leave it as it is. Raises EditedByHand, and ArchiveError when it cannot be written."""
        path = self._folder / place
        if path.exists():
            there = path.read_bytes()
            if there != data and not force and self._hashes.get(place) != _hash(there):
                raise EditedByHand(
                    "the file there is not as an export left it, so it stays as it is",
                    source=str(path),
                    hint="--force replaces it",
                )
            self._hashes[place] = _hash(data)
            if there == data:
                return Exported(path, unchanged=True)
        write_bytes_atomically(path, data)
        self._hashes[place] = _hash(data)
        return Exported(path, unchanged=False)


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=8).hexdigest()
