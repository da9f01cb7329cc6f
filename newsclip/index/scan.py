"""The scan: which article files were added, edited or deleted since they were indexed, whoever did it.

A folder whose modification time is as before has the same names, so it is not listed again; but an editor that writes
in place changes only the file, so the stamp of every file is asked for. That is one system call a file and nearly all
of the cost; with many files a forked process takes half of them.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclip.index.stamps import NO_STAMP, Folder, in_columns, make_folder, stamp_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUFFIX = b".md"

_FORK_FROM = 40_000
"""Files from which a second process is worth its start and the wait for its end."""

_STATX_FROM = 300
"""Files of one folder from which it pays to load what asks for their stamps in bulk (about 4 ms)."""

# Two writes within one tick of the file system's clock leave the same time: what is this fresh is looked at again.
_TICK = 50_000_000


@dataclass(slots=True)
class Changes:
    """What differs between the stamps and the files. Paths are relative to the root, with `/`."""

    folders: dict[bytes, Folder] = field(default_factory=dict)
    """Every folder as it is now."""
    added: list[bytes] = field(default_factory=list)
    edited: list[bytes] = field(default_factory=list)
    deleted: list[bytes] = field(default_factory=list)
    stale: bool = False
    """Whether stamps changed, even if no article did."""

    @property
    def articles(self) -> int:
        """How many articles changed."""
        return len(self.added) + len(self.edited) + len(self.deleted)


def scan(root: str, known: Sequence[Folder]) -> Changes:
    """Compare the archive at `root` with the stamps of the last scan. Needs no lock and writes nothing."""
    changes = Changes()
    rootb = os.fsencode(root)
    before = {folder.path: folder for folder in known}
    now = time.time_ns()
    suspects = _suspects(rootb, known)
    for position, folder in enumerate(known):
        if position not in suspects:
            changes.folders[folder.path] = folder
    waiting = [b""] if not known else [known[position].path for position in sorted(suspects)]
    seen = set(waiting)
    while waiting:
        path = waiting.pop()
        listed = _list_folder(rootb, path, now)
        if listed is None:
            continue
        folder, inner = listed
        changes.folders[path] = folder
        _compare(changes, before.get(path), folder)
        for name in inner:
            child = f"{os.fsdecode(path)}/{os.fsdecode(name)}" if path else os.fsdecode(name)
            childb = os.fsencode(child)
            if childb not in before and childb not in seen:
                seen.add(childb)
                waiting.append(childb)
    for path, folder in before.items():
        if path not in changes.folders:
            changes.stale = True
            changes.deleted += [_join(path, name) for name in folder.file_names()]
    return changes


def _join(folder: bytes, name: bytes) -> bytes:
    return folder + b"/" + name if folder else name


def _compare(changes: Changes, old: Folder | None, new: Folder) -> None:
    same = old is not None and (old.changed, old.names, old.stamps) == (new.changed, new.names, new.stamps)
    if same and NO_STAMP not in new.by_name().values():
        return
    changes.stale = True
    before = old.by_name() if old is not None else {}
    after = new.by_name()
    for name, stamp in after.items():
        if name not in before:
            changes.added.append(_join(new.path, name))
        elif before[name] != stamp or stamp == NO_STAMP:
            changes.edited.append(_join(new.path, name))
    changes.deleted += [_join(new.path, name) for name in before if name not in after]


def _list_folder(root: bytes, path: bytes, now: int) -> tuple[Folder, list[bytes]] | None:
    """A folder as it is now and the names of the folders in it; None when it is gone or cannot be read."""
    full = os.path.join(root, path) if path else root  # noqa: PTH118
    files: dict[bytes, bytes] = {}
    inner: list[bytes] = []
    try:
        changed = os.stat(full).st_mtime_ns  # noqa: PTH116
        with os.scandir(full) as entries:
            for entry in entries:
                if entry.name.startswith(b"."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    inner.append(entry.name)
                elif entry.name.endswith(_SUFFIX) and entry.is_file():
                    status = entry.stat()
                    files[entry.name] = stamp_of(status) if now - status.st_mtime_ns > _TICK else NO_STAMP
    except OSError:
        return None
    ordered = {name: files[name] for name in sorted(files)}
    return make_folder(path, changed if now - changed > _TICK else 0, ordered), inner


def _suspects(root: bytes, known: Sequence[Folder]) -> set[int]:
    """Positions of the folders in which something differs."""
    total = sum(folder.file_count for folder in known)
    positions = range(len(known))
    if total < _FORK_FROM or not _may_fork():
        return {position for position in positions if _differs(root, known[position])}
    half = 0
    weight = 0
    while weight * 2 < total:
        weight += known[half].file_count
        half += 1
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            found = [position for position in positions[half:] if _differs(root, known[position])]
            with open(writer, "wb") as stream:  # noqa: PTH123
                stream.write(b" ".join(b"%d" % position for position in found) + b".")
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    suspects = {position for position in positions[:half] if _differs(root, known[position])}
    with open(reader, "rb") as stream:  # noqa: PTH123
        answer = stream.read()
    os.waitpid(child, 0)
    if not answer.endswith(b"."):
        return suspects | {position for position in positions[half:] if _differs(root, known[position])}
    return suspects | {int(number) for number in answer[:-1].split()}


def _may_fork() -> bool:
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or sys.platform == "darwin":
        return False
    threads = sys.modules.get("threading")
    return threads is None or threads.active_count() == 1


def _differs(root: bytes, folder: Folder) -> bool:
    """Whether a folder's own time or any of its files' stamps is not as it was."""
    full = os.path.join(root, folder.path) if folder.path else root  # noqa: PTH118
    try:
        handle = os.open(full, os.O_RDONLY)
    except OSError:
        return True
    try:
        if os.fstat(handle).st_mtime_ns != folder.changed:
            return True
        return _stamps_now(handle, folder.file_names()) != folder.stamps
    except OSError:
        return True
    finally:
        os.close(handle)


def _stamps_now(handle: int, names: Sequence[bytes]) -> bytes:
    read = None
    if len(names) >= _STATX_FROM:
        from newsclip.index.statx import reader

        read = reader()
    if read is not None:
        return read(handle, names)
    stat = os.stat
    return in_columns([stamp_of(stat(name, dir_fd=handle)) for name in names])


def scan_folders(root: str, known: Sequence[Folder], paths: Sequence[os.PathLike[str]]) -> Changes:
    """As `scan`, but only of the folders that hold `paths`, whose stamps are trusted however fresh they are."""
    changes = Changes(folders={folder.path: folder for folder in known})
    before = dict(changes.folders)
    touched: dict[bytes, None] = {}
    for path in paths:
        relative = os.path.relpath(path, root) if os.path.isabs(path) else os.fspath(path)  # noqa: PTH117
        folder = os.path.dirname(relative).replace(os.sep, "/")  # noqa: PTH120
        while folder:
            touched[os.fsencode(folder)] = None
            folder = folder.rpartition("/")[0]
        touched[b""] = None
    for name in touched:
        # Parents are listed too: a new folder in them is what the next scan would look for.
        listed = _list_folder(os.fsencode(root), name, sys.maxsize)
        if listed is not None:
            changes.folders[name] = listed[0]
            _compare(changes, before.get(name), listed[0])
    return changes
