"""Writing: changed articles go into the live generation, or all articles into a new one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclip.index import segments
from newsclip.index.document import document_steps
from newsclip.index.entry import Entry, read_entry
from newsclip.index.schema import build_schema, path_key
from newsclip.index.seal import write_seal
from newsclip.index.stamps import compact_stamps, make_folder, write_stamps
from newsclip.index.store import stamps_path
from newsclip.index.tail import CLOSED_FROM, Group, carry_over, read_tail, write_tail
from newsclip.index.tokenize import Cut, cut, cut_plainly
from newsclip.steps import in_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from newsclip.index.ready import Usable
    from newsclip.index.scan import Changes
    from newsclip.index.stamps import Folder, Stamps
    from newsclip.steps import Steps

HEAP = 15_000_000
"""Bytes; the least that the engine takes."""

_MANY = 20
"""Articles from which the patterns that cut a text quickly are worth ten milliseconds of compiling them."""

WORKERS_FROM = 400
"""Files from which worker processes are worth their start."""

BATCH = 40
"""Articles whose documents are made in step."""

_BATCH_SIZE = 1_000_000
"""Characters of their bodies, after which there are enough."""

_MERGED = 8
"""Segments that become one: fewer the engine would let stand."""

_QUICK = ((CLOSED_FROM, _MERGED * CLOSED_FROM - 1),)
_PATIENT = (*_QUICK, (_MERGED * CLOSED_FROM, 1023))
"""Sizes of segments that are merged after a save, and by a sync: at most 800 and 8,000 articles in 0.1 and 1 s."""


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
    others = [os.fsdecode(path) for path in (*changes.edited, *changes.deleted, *done)]
    failed: list[Unreadable] = []
    if to_read or others:
        segments.collect_garbage(generation)
        engine.reload()
        if len(to_read) >= WORKERS_FROM or ready is not None:
            folders = ready.folders if ready is not None else ()
            failed = _add_many(root, generation, engine, to_read, others, folders, progress)
        else:
            failed = _add_few(root, generation, engine, changes.folders, to_read, others, progress)
        if patient:
            _merge(generation, _PATIENT)
        write_seal(generation)
    kept = without(changes.folders, failed)
    write_stamps(stamps_path(generation), kept, before, patient=patient)
    return failed, kept


def _add_many(
    root: str,
    generation: Path,
    engine: Any,
    to_read: list[str],
    others: list[str],
    ready: Sequence[Path],
    progress: Callable[[int, int], None] | None,
) -> list[Unreadable]:
    from newsclip.index.shares import index_in_workers

    failed, shares = index_in_workers(root, generation, to_read, 0, progress)
    named = [*to_read, *others]
    changed = _segments_with(generation, engine, named)
    parts = _delete(generation, len(shares), changed, named)
    segments.join(generation, [*parts, *shares, *ready], changed)
    return failed


def _add_few(
    root: str,
    generation: Path,
    engine: Any,
    folders: Mapping[bytes, Folder],
    to_read: list[str],
    others: list[str],
    progress: Callable[[int, int], None] | None,
) -> list[Unreadable]:
    named = [*to_read, *others]
    groups = read_tail(generation, segments.listed(generation))
    taken = carry_over(groups, len(to_read))
    passed_over = {*named}
    in_groups = dict.fromkeys(path for group in taken for path in group.paths)
    carried = [path for path in in_groups if path not in passed_over and _is_known(folders, path)]
    replaced = [group.segment for group in taken]
    # An article may be where neither the stamps nor the tail say, if another writer was killed.
    named += carried
    changed = [segment for segment in _segments_with(generation, engine, named) if segment not in replaced]
    parts = _delete(generation, 1, changed, named)
    failed: list[Unreadable] = []
    if to_read or carried:
        new = segments.make_part(generation, 0)
        writer = engine_of(new).writer(HEAP, 1)
        failed = add_files(root, writer, [*carried, *to_read], progress)
        writer.commit()
        groups += [Group(segment, [*carried, *to_read]) for segment in segments.listed(new)]
        parts.append(new)
    segments.join(generation, parts, [*changed, *replaced])
    write_tail(generation, groups)
    return failed


def _segments_with(generation: Path, engine: Any, paths: Iterable[str]) -> list[str]:
    """The segments that hold articles with these paths."""
    from tantivy import Query

    searcher = engine.searcher()
    query = Query.term_set_query(engine.schema, "path", list(map(path_key, paths)))
    hits = searcher.search(query, max(1, searcher.num_docs), count=False).hits
    holding = {address.segment_ord for _, address in hits}
    return [segment for place, segment in enumerate(segments.listed(generation)) if place in holding]


def _delete(generation: Path, number: int, changed: Sequence[str], paths: Sequence[str]) -> list[Path]:
    """Delete articles from segments. Returns the parts, numbered from `number`, with what is left of these."""
    parts: list[Path] = []
    # Fewer at a time than the engine merges.
    for start in range(0, len(changed), _MERGED - 1):
        part = segments.make_part(generation, number + start, changed[start : start + _MERGED - 1])
        writer = engine_of(part).writer(HEAP, 1)
        for path in paths:
            writer.delete_documents_by_term("path", path_key(path))
        writer.commit()
        parts.append(part)
    return parts


def tidy(generation: Path) -> bool:
    """Merge what single saves have left, where there is enough of it: 0.1 s after each hundredth. Whether it did."""
    merged = _merge(generation, _QUICK)
    if merged:
        write_seal(generation)
    compact_stamps(stamps_path(generation))
    return merged


def _merge(generation: Path, levels: Iterable[tuple[int, int]]) -> bool:
    """Let the engine make one segment of several, where there are enough of one size."""
    due = segments.smallest_group(segments.listed(generation), levels, _MERGED)
    if not due:
        return False
    part = segments.make_part(generation, 0, due)
    writer = engine_of(part).writer(HEAP, 1)
    writer.commit()
    writer.wait_merging_threads()
    segments.join(generation, [part], due)
    return True


def _is_known(folders: Mapping[bytes, Folder], path: str) -> bool:
    parent, _, name = os.fsencode(path).rpartition(b"/")
    return parent in folders and name in folders[parent].file_names()


def add_files(
    root: str, writer: Any, paths: Iterable[str], progress: Callable[[int, int], None] | None = None
) -> list[Unreadable]:
    """Read article files and add them. Returns those that could not be read."""
    failed: list[Unreadable] = []
    paths = list(paths)
    cutter = cut if len(paths) >= _MANY else cut_plainly
    done = 0
    for batch in _batches(root, paths):
        for made in in_step(_document_steps(path, entry, cutter) for path, entry in batch):
            if isinstance(made, Unreadable):
                failed.append(made)
            else:
                writer.add_document(made)
            done += 1
            if progress is not None and (done % 100 == 0 or done == len(paths)):
                progress(done, len(paths))
    return failed


def _batches(root: str, paths: Iterable[str]) -> Iterator[list[tuple[str, Entry | Unreadable]]]:
    """Files with their entries, as many at a time as are worth it and memory does not feel."""
    batch: list[tuple[str, Entry | Unreadable]] = []
    size = 0
    for path in paths:
        entry: Entry | Unreadable
        try:
            entry = read_entry(root, path)
            size += len(entry.body)
        except FileNotFoundError:
            entry = Unreadable(path, "it is gone")
        except OSError as error:
            entry = Unreadable(path, error.strerror or str(error))
        except Exception as error:  # noqa: BLE001 - no single file may keep all others from being found
            entry = _broken(path, error)
        batch.append((path, entry))
        if len(batch) == BATCH or size > _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    yield batch


def _document_steps(path: str, entry: Entry | Unreadable, cutter: Callable[[str], Cut]) -> Steps[Any | Unreadable]:
    if isinstance(entry, Unreadable):
        return entry
    try:
        return (yield from document_steps(entry, cutter))
    except Exception as error:  # noqa: BLE001 - as above
        return _broken(path, error)


def _broken(path: str, error: Exception) -> Unreadable:
    return Unreadable(path, f"it cannot be indexed ({type(error).__name__}: {error})")


def create_engine(generation: Path) -> Any:
    """An empty index of the engine in a generation's folder."""
    import tantivy

    return tantivy.Index(build_schema(), path=str(generation))


def engine_of(part: Path) -> Any:
    """The engine's index in a part."""
    import tantivy

    return tantivy.Index.open(str(part))


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
