"""The scan: which article files were added, edited or deleted since they were indexed, whoever did it."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclip.index.look import begin_look
from newsclip.index.stamps import NO_STAMP, Folder, make_folder, stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SUFFIX = b".md"

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


def scan(root: str, known: Sequence[Folder], look: Callable[[], set[int]] | None = None) -> Changes:
    """Compare the archive at `root` with the stamps of the last scan. Needs no lock and writes nothing.

    `look` is what `begin_look` returned for the same, if it was called before.
    """
    changes = Changes()
    rootb = os.fsencode(root)
    before = {folder.path: folder for folder in known}
    now = time.time_ns()
    suspects = (look or begin_look(root, known))()
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
