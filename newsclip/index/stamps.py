r"""Stamps: what the file system said of every article file when it was indexed, compactly, in one file.

Format: `newsclip-stamps 2\n`, then blocks: the Adler-32 of the block's records (4 bytes, little-endian like all
numbers) and their length (8 bytes). A record is a folder: three lengths (4 bytes each) of the folder's path, of its
names, and the number of files; the folder's own modification time (8 bytes, nanoseconds); path and names (UTF-8, names
joined by NUL); then four columns with 8 bytes a file: seconds and nanoseconds of its modification time, size, inode.
A later record of a folder replaces an earlier one; with 2³² - 1 files it says that the folder is gone. A last block
that is cut off does not count.
"""

from __future__ import annotations

import os
import struct
from array import array
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, NamedTuple
from zlib import adler32

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MAGIC = b"newsclip-stamps 2\n"
_BLOCK = struct.Struct("<IQ")
_HEAD = struct.Struct("<IIIq")
_GONE = 0xFFFF_FFFF
_FILE = struct.Struct("<qqqq")
STAMP_SIZE = _FILE.size
_COLUMNS = 4

_LITTLE = 100_000
"""Bytes of later blocks that are let stand whatever the size of the first."""


class Folder(NamedTuple):
    """One folder of the archive: its files and inner folders by name, and the files' stamps in the same order."""

    path: bytes
    """Relative to the archive's root, `/` between parts; empty for the root itself."""
    changed: int
    """The folder's own modification time; 0 when it may have changed since without showing it."""
    names: bytes | memoryview
    """Names of the files, joined by NUL."""
    stamps: bytes | memoryview
    """Four columns: of all files the seconds, then the nanoseconds, sizes, inodes."""

    @property
    def file_count(self) -> int:
        """The number of article files."""
        return len(self.stamps) // STAMP_SIZE

    def file_names(self) -> list[bytes]:
        """The names of the article files."""
        return bytes(self.names).split(b"\0") if self.names else []

    def by_name(self) -> dict[bytes, bytes]:
        """Name → stamp (STAMP_SIZE bytes)."""
        rows, size = _rows(bytes(self.stamps)), STAMP_SIZE
        cut = [rows[at : at + size] for at in range(0, len(rows), size)]
        return dict(zip(self.file_names(), cut, strict=True))


def _rows(columns: bytes) -> bytes:
    cells = array("q", columns)
    rows = array("q", bytes(len(columns)))
    count = len(cells) // _COLUMNS
    for number in range(_COLUMNS):
        rows[number::_COLUMNS] = cells[number * count : (number + 1) * count]
    return rows.tobytes()


def in_columns(stamps: Iterable[bytes]) -> bytes:
    """The stamps of several files as a folder keeps them."""
    cells = array("q", b"".join(stamps))
    return b"".join([cells[number::_COLUMNS].tobytes() for number in range(_COLUMNS)])


def stamp_of(status: os.stat_result) -> bytes:
    """The stamp of a file."""
    seconds, nanoseconds = divmod(status.st_mtime_ns, 1_000_000_000)
    return _FILE.pack(seconds, nanoseconds, status.st_size, status.st_ino & 0x7FFF_FFFF_FFFF_FFFF)


NO_STAMP = bytes(STAMP_SIZE)
"""The stamp of a file that is to be read again at the next scan."""


def make_folder(path: bytes, changed: int, files: Mapping[bytes, bytes]) -> Folder:
    """A folder from its name → stamp."""
    return Folder(path, changed, b"\0".join(files), in_columns(files.values()))


class Stamps(NamedTuple):
    """What the stamps file says, and where it ends."""

    folders: list[Folder]
    end: int
    """Bytes of the file that are whole: all of them, unless a writer was killed."""
    base: int
    """Bytes of its first block."""
    identity: tuple[int, int, int]
    """Changes whenever the file does."""


def read_stamps(source: str) -> Stamps:
    """Read the stamps file. Raises ValueError when it is not whole, OSError when it cannot be read."""
    with open(source, "rb") as stream:  # noqa: PTH123
        identity = _identity(os.fstat(stream.fileno()))
        # The file is never cut off while it is in use, only added to and replaced. Windows does not replace what is
        # mapped.
        data = stream.read() if os.name == "nt" else mmap(stream.fileno(), 0, access=ACCESS_READ)
    view = memoryview(data)
    if view[: len(_MAGIC)] != _MAGIC:
        raise ValueError("not a stamps file")
    folders: dict[bytes, Folder] = {}
    end = base = len(_MAGIC)
    while len(view) - end >= _BLOCK.size:
        checksum, size = _BLOCK.unpack_from(view, end)
        start = end + _BLOCK.size
        if start + size > len(view):
            break
        if adler32(view[start : start + size]) != checksum:
            raise ValueError("the stamps file is damaged")
        end = start + size
        _read_block(view, start, end, folders)
        if base == len(_MAGIC):
            base = end
    if base == len(_MAGIC):
        raise ValueError("the stamps file is cut off")
    return Stamps(list(folders.values()), end, base, identity)


def _read_block(view: memoryview, at: int, end: int, folders: dict[bytes, Folder]) -> None:
    while at < end:
        path_size, names_size, count, changed = _HEAD.unpack_from(view, at)
        names_at = at + _HEAD.size + path_size
        path = bytes(view[at + _HEAD.size : names_at])
        if count == _GONE:
            folders.pop(path, None)
            at = names_at
            continue
        stamps_at = names_at + names_size
        at = stamps_at + count * STAMP_SIZE
        folders[path] = Folder(path, changed, view[names_at:stamps_at], view[stamps_at:at])


def _identity(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


def identity_of(source: str) -> tuple[int, int, int] | None:
    """What `Stamps.identity` would be if the file were read now; None when there is none."""
    try:
        return _identity(os.stat(source))  # noqa: PTH116
    except OSError:
        return None


def write_stamps(target: str, folders: Iterable[Folder], before: Stamps | None = None) -> None:
    """Write the stamps file; only what is other than `before`, its content as it was read, if that is little."""
    folders = list(folders)
    if before is not None:
        known = {folder.path: folder for folder in before.folders}
        block = _block([folder for folder in folders if known.pop(folder.path, None) != folder], known)
        whole = before.identity[1] == before.end
        if whole and before.end - before.base + len(block) <= max(before.base // 4, _LITTLE):
            with open(target, "r+b") as stream:  # noqa: PTH123
                stream.seek(before.end)
                stream.write(block)
            return
    temporary = f"{target}.{os.getpid()}.tmp"
    with open(temporary, "wb") as stream:  # noqa: PTH123
        stream.write(_MAGIC)
        stream.write(_block(folders, ()))
    os.replace(temporary, target)  # noqa: PTH105


def _block(folders: Iterable[Folder], gone: Iterable[bytes]) -> bytes:
    parts: list[bytes] = []
    for folder in folders:
        parts.append(_HEAD.pack(len(folder.path), len(folder.names), folder.file_count, folder.changed))
        parts += (folder.path, bytes(folder.names), bytes(folder.stamps))
    for path in gone:
        parts += (_HEAD.pack(len(path), 0, _GONE, 0), path)
    data = b"".join(parts)
    return _BLOCK.pack(adler32(data), len(data)) + data
