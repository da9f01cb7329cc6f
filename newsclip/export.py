"""Copies articles and their pictures out of an archive into another folder, with links among them made local."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.files import read_article, write_bytes_atomically
from newsclip.errors import ArchiveError, UsageError
from newsclip.localize import localize_links

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    come along. A file of `folder` that is there already and differs is an ArchiveError in its place, unless `force`.
    Raises UsageError when `folder` is the archive or lies in it, ArchiveError when it cannot
    be made.
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
    for hit in hits:
        source = root / hit.path
        try:
            stored = read_article(source)
            text = _with_local_links(stored.text, stored.article.body, hit.path, places) if local_links else stored.text
            yield _write(target / hit.path, text.encode("utf-8", "surrogateescape"), force=force)
            pictures = source.with_suffix("")
            for picture in sorted(pictures.glob("*")) if pictures.is_dir() else ():
                copy = target / picture.relative_to(root)
                yield _write(copy, picture.read_bytes(), force=force)
        except ArchiveError as error:
            yield error


def _with_local_links(text: str, body: str, path: str, places: dict[str, str]) -> str:
    here = os.path.dirname(path)  # noqa: PTH120 - a relative path with `/`

    def place_of(identity: str) -> str | None:
        place = places.get(identity)
        return None if place is None or place == path else os.path.relpath(place, here or ".").replace(os.sep, "/")

    head = text[: len(text) - len(body)] if text.endswith(body) else ""
    return head + localize_links(text[len(head) :], place_of)


def _write(path: Path, data: bytes, *, force: bool) -> Exported:
    if path.exists():
        if path.read_bytes() == data:
            return Exported(path, unchanged=True)
        if not force:
            raise ArchiveError("the file is there already and differs", source=str(path), hint="--force replaces it")
    write_bytes_atomically(path, data)
    return Exported(path, unchanged=False)
