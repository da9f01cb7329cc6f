"""Writing: changed articles go into the live generation, or all articles into a new one."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclip.index.document import document
from newsclip.index.entry import read_entry
from newsclip.index.schema import build_schema, path_key
from newsclip.index.seal import write_seal
from newsclip.index.stamps import make_folder, write_stamps
from newsclip.index.store import stamps_path
from newsclip.index.tail import carry_over, read_tail, write_tail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from newsclip.index.ready import Usable
    from newsclip.index.scan import Changes
    from newsclip.index.stamps import Folder, Stamps

HEAP = 15_000_000
"""Bytes; the least that the engine takes."""

WORKERS_FROM = 400
"""Files from which worker processes are worth their start."""

_MERGED_FROM = 8
"""Small segments from which the engine starts to merge them at every commit, whether or not we wait for the end."""

_SMALL = 16_000
"""Articles up to which a segment is one of those."""

_WAITS_FOR = 2_000
_WAITS_PATIENTLY_FOR = 12_000
"""Articles to merge that a save, and that a sync, waits for: about 0.3 and 2 s."""

_MOST_SEGMENTS = 60
"""Segments above which anyone waits."""


class Unreadable(NamedTuple):
    """A file that could not be read and so is not in the index."""

    path: str
    reason: str


def apply(
    root: str,
    generation: Path,
    engine: Any,
    changes: Changes,
    before: Stamps,
    progress: Callable[[int, int], None] | None = None,
    *,
    patient: bool = True,
    ready: Usable | None = None,
) -> tuple[list[Unreadable], list[Folder]]:
    """Bring a generation, whose stamps were `before`, up to date with a scan.

    Returns the files that could not be read, and the new stamps. `patient` is for a caller who does not mind a few
    seconds now and then, for the engine to tidy up. What is in `ready` is not read.
    """
    done = ready.paths if ready is not None else frozenset()
    to_read = [os.fsdecode(path) for path in (*changes.edited, *changes.added) if path not in done]
    gone = [os.fsdecode(path) for path in (*changes.edited, *changes.deleted)]
    failed: list[Unreadable] = []
    if len(to_read) >= WORKERS_FROM or done:
        from newsclip.index.shares import index_in_workers

        failed = index_in_workers(
            root,
            generation,
            to_read,
            0,
            progress,
            before_joining=lambda: _delete(engine, gone) if gone else None,
            ready=ready.folders if ready is not None else (),
        )
    elif to_read or gone:
        failed = _add_few(root, generation, engine, changes, to_read, gone, progress, patient=patient)
    folders = without(changes.folders, failed)
    if to_read or gone:
        write_seal(generation)
    write_stamps(stamps_path(generation), folders, before)
    return failed, folders


def _delete(engine: Any, paths: Iterable[str]) -> None:
    writer = engine.writer(HEAP, 1)
    for path in paths:
        writer.delete_documents_by_term("path", path_key(path))
    writer.commit()


def _add_few(
    root: str,
    generation: Path,
    engine: Any,
    changes: Changes,
    to_read: list[str],
    gone: list[str],
    progress: Callable[[int, int], None] | None,
    *,
    patient: bool,
) -> list[Unreadable]:
    groups = read_tail(generation)
    named = {*to_read, *gone}
    carried = [
        path
        for path in dict.fromkeys(carry_over(groups, len(to_read)))
        if path not in named and _is_known(changes.folders, path)
    ]
    writer = engine.writer(HEAP, 1)
    for path in (*to_read, *gone, *carried):
        writer.delete_documents_by_term("path", path_key(path))
    failed = add_files(root, writer, [*carried, *to_read], progress)
    writer.commit()
    write_tail(generation, [*groups, [*carried, *to_read]])
    if _is_merge_due(generation, _WAITS_PATIENTLY_FOR if patient else _WAITS_FOR):
        writer.wait_merging_threads()
    return failed


def _is_known(folders: Mapping[bytes, Folder], path: str) -> bool:
    parent, _, name = os.fsencode(path).rpartition(b"/")
    return parent in folders and name in folders[parent].file_names()


def _is_merge_due(generation: Path, most: int) -> bool:
    """Whether the engine has just begun to merge segments, and of at most so many articles.

    A merge that nobody waits for is lost when the writer goes, and begun again at the next commit.
    """
    meta = (generation / "meta.json").read_text("utf-8")
    sizes = [int(size) for size in _SIZE.findall(meta)]
    small = [size for size in sizes if size <= _SMALL]
    return len(sizes) > _MOST_SEGMENTS or (len(small) >= _MERGED_FROM and sum(small) <= most)


# "max_doc": 20
_SIZE = re.compile(r'"max_doc":\s*(\d+)')


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
        except Exception as error:  # noqa: BLE001 - no single file may keep all others from being found
            failed.append(Unreadable(path, f"it cannot be indexed ({type(error).__name__}: {error})"))
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
