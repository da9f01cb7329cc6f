r"""Stamps: what the file system said of every article file when it was indexed, compactly, in one file.

Format: `newsclip-stamps 2\n`, the Adler-32 of the rest (4 bytes, little-endian like all numbers), then a record a
folder: three lengths (4 bytes each) of the folder's path, of its names, and the number of files; the folder's own
modification time (8 bytes, nanoseconds); path and names (UTF-8, names joined by NUL); then four columns with 8 bytes
a file: seconds and nanoseconds of its modification time, size, inode.
"""

from __future__ import annotations

import os
import struct
from array import array
from typing import TYPE_CHECKING, NamedTuple
from zlib import adler32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_MAGIC = b"newsclip-stamps 2\n"
_HEAD = struct.Struct("<IIIq")
_FILE = struct.Struct("<qqqq")
STAMP_SIZE = _FILE.size
_COLUMNS = 4


class Folder(NamedTuple):
    """One folder of the archive: its files and inner folders by name, and the files' stamps in the same order."""

    path: bytes
    """Relative to the archive's root, `/` between parts; empty for the root itself."""
    changed: int
    """The folder's own modification time; 0 when it may have changed since without showing it."""
    names: bytes
    """Names of the files, joined by NUL."""
    stamps: bytes
    """Four columns: of all files the seconds, then the nanoseconds, sizes, inodes."""

    @property
    def file_count(self) -> int:
        """The number of article files."""
        return len(self.stamps) // STAMP_SIZE

    def file_names(self) -> list[bytes]:
        """The names of the article files."""
        return self.names.split(b"\0") if self.names else []

    def by_name(self) -> dict[bytes, bytes]:
        """Name → stamp (STAMP_SIZE bytes)."""
        rows, size = _rows(self.stamps), STAMP_SIZE
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


def write_stamps(target: str, folders: Iterable[Folder]) -> None:
    """Replace the stamps file atomically."""
    parts: list[bytes] = []
    for folder in folders:
        count = folder.file_count
        parts.append(_HEAD.pack(len(folder.path), len(folder.names), count, folder.changed))
        parts += (folder.path, folder.names, folder.stamps)
    data = b"".join(parts)
    temporary = f"{target}.{os.getpid()}.tmp"
    with open(temporary, "wb") as stream:  # noqa: PTH123
        stream.write(_MAGIC + adler32(data).to_bytes(4, "little"))
        stream.write(data)
    os.replace(temporary, target)  # noqa: PTH105


def read_stamps(source: str) -> list[Folder]:
    """Read the stamps file. Raises ValueError when it is not whole, OSError when it cannot be read."""
    with open(source, "rb") as stream:  # noqa: PTH123
        data = stream.read()
    start = len(_MAGIC) + 4
    if not data.startswith(_MAGIC):
        raise ValueError("not a stamps file")
    if adler32(memoryview(data)[start:]) != int.from_bytes(data[len(_MAGIC) : start], "little"):
        raise ValueError("the stamps file is damaged")
    return list(_records(data, start))


def _records(data: bytes, at: int) -> Iterator[Folder]:
    while at < len(data):
        path_size, names_size, count, changed = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        names_at = at + path_size
        stamps_at = names_at + names_size
        end = stamps_at + count * STAMP_SIZE
        yield Folder(data[at:names_at], changed, data[names_at:stamps_at], data[stamps_at:end])
        at = end
