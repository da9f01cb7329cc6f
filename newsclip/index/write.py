"""Writing: changed articles go into the live generation, or all articles into a new one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsclip.index.entry import read_entry
from newsclip.index.schema import build_schema, document, path_key
from newsclip.index.seal import write_seal
from newsclip.index.stamps import make_folder, write_stamps
from newsclip.index.store import STAMPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from newsclip.index.scan import Changes
    from newsclip.index.stamps import Folder

_HEAP = 15_000_000
"""Bytes; the least that the engine takes."""

_BULK_HEAP = 200_000_000
_BULK_FROM = 500
"""Articles from which a larger heap pays."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read and so is not in the index."""

    path: str
    reason: str


def apply(
    root: str, generation: Path, engine: Any, changes: Changes, progress: Callable[[int, int], None] | None = None
) -> tuple[list[Unreadable], list[Folder]]:
    """Bring a generation up to date with a scan. Returns the files that could not be read, and the new stamps."""
    to_read = [os.fsdecode(path) for path in (*changes.edited, *changes.added)]
    failed: list[Unreadable] = []
    if to_read or changes.deleted:
        writer = engine.writer(_BULK_HEAP if len(to_read) >= _BULK_FROM else _HEAP, 1)
        for path in (*changes.edited, *changes.added, *changes.deleted):
            writer.delete_documents_by_term("path", path_key(os.fsdecode(path)))
        failed = add_files(root, writer, to_read, progress)
        writer.commit()
        if len(to_read) >= _BULK_FROM:
            writer.wait_merging_threads()
        del writer
        write_seal(generation)
    folders = without(changes.folders, failed)
    write_stamps(str(generation / STAMPS), folders)
    return failed, folders


def add_files(
    root: str, writer: Any, paths: Iterable[str], progress: Callable[[int, int], None] | None = None
) -> list[Unreadable]:
    """Read article files and add them. Returns those that could not be read."""
    failed: list[Unreadable] = []
    paths = list(paths)
    for done, path in enumerate(paths, 1):
        try:
            writer.add_document(document(read_entry(root, path)))
        except FileNotFoundError:
            failed.append(Unreadable(path, "it is gone"))
        except OSError as error:
            failed.append(Unreadable(path, error.strerror or str(error)))
        if progress is not None and (done % 100 == 0 or done == len(paths)):
            progress(done, len(paths))
    return failed


def create_engine(generation: Path) -> Any:
    """An empty index of the engine in a generation's folder."""
    import tantivy

    return tantivy.Index(build_schema(), path=str(generation))


def paths_of(folders: Iterable[Folder]) -> list[str]:
    """The paths of all files in folders."""
    found: list[str] = []
    for folder in folders:
        prefix = os.fsdecode(folder.path) + "/" if folder.path else ""
        found += [prefix + os.fsdecode(name) for name in folder.file_names()]
    return found


def without(folders: Mapping[bytes, Folder], failed: Iterable[Unreadable]) -> list[Folder]:
    """The folders without the files that could not be read, so that the next scan tries them again."""
    missing = {os.fsencode(entry.path) for entry in failed}
    if not missing:
        return list(folders.values())
    kept: list[Folder] = []
    for path, folder in folders.items():
        files = folder.by_name()
        read = {name: files[name] for name in files if (path + b"/" + name if path else name) not in missing}
        kept.append(folder if len(read) == len(files) else make_folder(path, 0, read))
    return kept
