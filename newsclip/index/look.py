"""The look: in which folders is something other than when it was indexed? Nearly all of the cost of a scan.

A folder whose modification time is as before has the same names, so it is not listed again; but an editor that writes
in place changes only the file, so the stamp of every file is asked for. That is one system call a file. With many
files, processes that are forked for it do that on all cores, while we go on. They ask the C library itself, relative to
the folder, because `os.stat` makes an object of twenty numbers a file, which takes half as long as the call.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections import deque
from functools import partial
from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclip.index.stamps import COLUMNS, in_columns, stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsclip.index.stamps import Folder

_FORK_FROM = 20_000
"""Files from which processes are worth their start."""

_MOST_PROCESSES = 4

# struct stat of Linux on 64-bit x86 and ARM, in words of 8 bytes: st_mtime, its nanoseconds, st_size. Not st_ino: when
# another file takes a name, the folder's own time tells.
_WORDS = 18
_COLUMNS = (11, 12, 6)


def begin_look(root: str, known: Sequence[Folder]) -> Callable[[], set[int]]:
    """Begin to look at folders. Returns a function that gives the positions of those in which something differs."""
    whole = os.fsencode(os.path.abspath(root))  # noqa: PTH100
    positions = range(len(known))
    total = sum(folder.file_count for folder in known)
    stat = _libc_stat() if total >= _FORK_FROM and _may_fork() else None
    if stat is None:
        return lambda: {position for position in positions if _differs(whole, known[position])}
    share = total / min(os.cpu_count() or 1, _MOST_PROCESSES)
    children: list[_Child] = []
    start = weight = 0
    for position in positions:
        weight += known[position].file_count
        if weight >= share * (len(children) + 1) or position + 1 == len(known):
            children.append(_fork(whole, known, positions[start : position + 1], stat))
            start = position + 1
    return partial(_collect, whole, known, children)


def _may_fork() -> bool:
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or sys.platform == "darwin":
        return False
    threads = sys.modules.get("threading")
    return threads is None or threads.active_count() == 1


def _differs(root: bytes, folder: Folder) -> bool:
    """Whether a folder's own time or any of its files' stamps is not as it was."""
    try:
        handle = os.open(os.path.join(root, folder.path), os.O_RDONLY)  # noqa: PTH118
    except OSError:
        return True
    try:
        if os.fstat(handle).st_mtime_ns != folder.changed:
            return True
        stat = os.stat
        return in_columns([stamp_of(stat(name, dir_fd=handle)) for name in folder.names_unchecked()]) != folder.stamps
    except OSError:
        return True
    finally:
        os.close(handle)


class _Child(NamedTuple):
    """A process that looks at some folders."""

    process: int
    reader: int
    """A pipe with the positions of those that differ, and a full stop."""
    positions: Sequence[int]


def _fork(root: bytes, known: Sequence[Folder], positions: Sequence[int], stat: Any) -> _Child:
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # Of forking with threads around: the child calls nothing but the kernel.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        status = 1
        try:
            differs = _reader(stat, max(known[position].file_count for position in positions))
            found = [position for position in positions if differs(root, known[position])]
            with open(writer, "wb") as stream:  # noqa: PTH123
                stream.write(b" ".join(b"%d" % position for position in found) + b".")
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    return _Child(process, reader, positions)


def _collect(root: bytes, known: Sequence[Folder], children: Sequence[_Child]) -> set[int]:
    suspects: set[int] = set()
    for child in children:
        with open(child.reader, "rb") as stream:  # noqa: PTH123
            answer = stream.read()
        os.waitpid(child.process, 0)
        if answer.endswith(b"."):
            suspects.update(map(int, answer[:-1].split()))
        else:
            suspects.update(position for position in child.positions if _differs(root, known[position]))
    return suspects


def _libc_stat() -> Any:
    """The C library's `stat`; None where there is none, or its answer is not laid out as we think."""
    if sys.platform != "linux" or sys.byteorder != "little":
        return None
    import ctypes

    try:
        # PyDLL keeps the interpreter's lock, whose release would cost more than the call.
        stat: Any = ctypes.PyDLL(None).stat
    except (OSError, AttributeError):
        return None
    stat.restype = None
    probe = ctypes.create_string_buffer(8 * _WORDS)
    here = os.fsencode(__file__)
    stat(here, probe)
    if not _begin_with(_columns(probe, 1), in_columns([stamp_of(os.stat(here))])):  # noqa: PTH116
        return None
    return stat


def _columns(buffer: Any, count: int) -> bytes:
    words = memoryview(buffer).cast("B").cast("Q")[: count * _WORDS]
    return b"".join([words[column::_WORDS].tobytes() for column in _COLUMNS])


def _begin_with(columns: bytes, stamps: bytes | memoryview) -> bool:
    """Whether the first columns of stamps are these. As bytes, since a view is compared number by number."""
    return len(columns) * COLUMNS == len(stamps) * len(_COLUMNS) and bytes(stamps[: len(columns)]) == columns


def _reader(stat: Any, most: int) -> Callable[[bytes, Folder], bool]:
    """As `_differs` for at most so many files, in a process that may change its working directory."""
    import ctypes

    buffer = ctypes.create_string_buffer(8 * _WORDS * most)
    pointers = [ctypes.byref(buffer, 8 * _WORDS * place) for place in range(most)]

    def differs(root: bytes, folder: Folder) -> bool:
        names = folder.names_unchecked()
        try:
            os.chdir(os.path.join(root, folder.path))  # noqa: PTH118
            if os.stat(".").st_mtime_ns != folder.changed:  # noqa: PTH116
                return True
        except OSError:
            return True
        # What stat cannot read stays all ones, which is no stamp, not even that of a file to be read again. One call a
        # file and nothing else in the loop: zip uses its pair again, which starmap hands on as it is.
        ctypes.memset(buffer, 0xFF, 8 * _WORDS * len(names))
        deque(starmap(stat, zip(names, pointers, strict=False)), maxlen=0)
        return not _begin_with(_columns(buffer, len(names)), folder.stamps)

    return differs
