r"""Stamps: what the file system said of every article file when it was indexed, compactly, in one file.

Format: `newsclip-stamps 3\n`, then blocks: the Adler-32 of the block's heads (4 bytes, little-endian like all numbers),
the length of the heads and that of the contents after them (8 bytes each). A head is of one folder: the lengths of its
path and of its names, the number of files and the Adler-32 of its content (4 bytes each), its own modification time
(8 bytes, nanoseconds), its path. Its content: the names of the files (joined by NUL), then four columns with 8 bytes a
file: seconds and nanoseconds of its modification time, size, inode. Paths and names are bytes as the file system has
them. A later head of a folder replaces an earlier one; with 2³² - 1 files it says that the folder is gone. A last block
that is cut off does not count.

A folder's content is checked when it is used, not when it is read: a folder that is as its content says needs no
check, and that is nearly always all of them.
"""

from __future__ import annotations

import os
import struct
from array import array
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, NamedTuple
from zlib import adler32

from newsclip.index.damage import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MAGIC = b"newsclip-stamps 3\n"
_BLOCK = struct.Struct("<IQQ")
_HEAD = struct.Struct("<IIIIq")
_GONE = 0xFFFF_FFFF
_FILE = struct.Struct("<qqqq")
STAMP_SIZE = _FILE.size
COLUMNS = 4

_DAMAGED = "the index was damaged"

_PART = 4
"""Bytes of the first block for each byte that later ones may have."""
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
    checksum: int
    """The Adler-32 of names and stamps."""

    @property
    def file_count(self) -> int:
        """The number of article files."""
        return len(self.stamps) // STAMP_SIZE

    def names_unchecked(self) -> list[bytes]:
        """As `file_names`, for a caller to whom a wrong name is as good as a file that is gone."""
        return bytes(self.names).split(b"\0") if self.names else []

    def check(self) -> None:
        """Raise Damaged unless names and stamps are as they were written."""
        if _checksum(self.names, self.stamps) != self.checksum:
            raise Damaged(_DAMAGED)

    def file_names(self) -> list[bytes]:
        """The names of the article files. Raises Damaged."""
        self.check()
        return self.names_unchecked()

    def by_name(self) -> dict[bytes, bytes]:
        """Name → stamp (STAMP_SIZE bytes). Raises Damaged."""
        names = self.file_names()
        rows, size = _rows(bytes(self.stamps)), STAMP_SIZE
        cut = [rows[at : at + size] for at in range(0, len(rows), size)]
        return dict(zip(names, cut, strict=True))


def _checksum(names: bytes | memoryview, stamps: bytes | memoryview) -> int:
    return adler32(stamps, adler32(names))


def _rows(columns: bytes) -> bytes:
    cells = array("q", columns)
    rows = array("q", bytes(len(columns)))
    count = len(cells) // COLUMNS
    for number in range(COLUMNS):
        rows[number::COLUMNS] = cells[number * count : (number + 1) * count]
    return rows.tobytes()


def in_columns(stamps: Iterable[bytes]) -> bytes:
    """The stamps of several files as a folder keeps them."""
    cells = array("q", b"".join(stamps))
    return b"".join([cells[number::COLUMNS].tobytes() for number in range(COLUMNS)])


def stamp_of(status: os.stat_result) -> bytes:
    """The stamp of a file."""
    seconds, nanoseconds = divmod(status.st_mtime_ns, 1_000_000_000)
    return _FILE.pack(seconds, nanoseconds, status.st_size, status.st_ino & 0x7FFF_FFFF_FFFF_FFFF)


NO_STAMP = bytes(STAMP_SIZE)
"""The stamp of a file that is to be read again at the next scan."""


def make_folder(path: bytes, changed: int, files: Mapping[bytes, bytes]) -> Folder:
    """A folder from its name → stamp."""
    names, stamps = b"\0".join(files), in_columns(files.values())
    return Folder(path, changed, names, stamps, _checksum(names, stamps))


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
    """Read the stamps file. Raises Damaged when it is not whole, OSError when it cannot be read."""
    with open(source, "rb") as stream:  # noqa: PTH123
        identity = _identity(os.fstat(stream.fileno()))
        # The file is never cut off while it is in use, only added to and replaced. Windows does not replace what is
        # mapped, and nothing of size 0 can be mapped.
        mappable = os.name != "nt" and identity[1] > 0
        data = mmap(stream.fileno(), 0, access=ACCESS_READ) if mappable else stream.read()
    view = memoryview(data)
    if view[: len(_MAGIC)] != _MAGIC:
        raise Damaged(_DAMAGED)
    folders: dict[bytes, Folder] = {}
    end = base = len(_MAGIC)
    while len(view) - end >= _BLOCK.size:
        checksum, heads, contents = _BLOCK.unpack_from(view, end)
        start = end + _BLOCK.size
        if start + heads + contents > len(view):
            break
        if adler32(view[start : start + heads]) != checksum:
            raise Damaged(_DAMAGED)
        end = start + heads + contents
        if _read_block(view, start, start + heads, folders) != end:
            raise Damaged(_DAMAGED)
        if base == len(_MAGIC):
            base = end
    if base == len(_MAGIC):
        raise Damaged(_DAMAGED)
    return Stamps(list(folders.values()), end, base, identity)


def _read_block(view: memoryview, head: int, heads_end: int, folders: dict[bytes, Folder]) -> int:
    """Read the heads from `head` to `heads_end`, which contents follow. Returns where these end."""
    content = heads_end
    while head < heads_end:
        path_size, names_size, count, checksum, changed = _HEAD.unpack_from(view, head)
        path_at = head + _HEAD.size
        head = path_at + path_size
        path = bytes(view[path_at:head])
        if count == _GONE:
            folders.pop(path, None)
            continue
        stamps_at = content + names_size
        names, content = view[content:stamps_at], stamps_at + count * STAMP_SIZE
        folders[path] = Folder(path, changed, names, view[stamps_at:content], checksum)
    return content


def _identity(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_size, status.st_mtime_ns


def identity_of(source: str) -> tuple[int, int, int] | None:
    """What `Stamps.identity` would be if the file were read now; None when there is none."""
    try:
        return _identity(os.stat(source))  # noqa: PTH116
    except OSError:
        return None


def write_stamps(target: str, folders: Iterable[Folder], before: Stamps | None = None, *, patient: bool = True) -> None:
    """Write the stamps file; only what is other than `before`, its content as it was read, if that is little.

    For a caller who is not `patient` it may be as much as all the rest: `compact_stamps` writes the file anew.
    """
    folders = list(folders)
    if before is not None:
        known = {folder.path: folder for folder in before.folders}
        block = _block([folder for folder in folders if known.pop(folder.path, None) != folder], known)
        whole = before.identity[1] == before.end
        if whole and before.end + len(block) - before.base <= _room(before.base, patient=patient):
            with open(target, "r+b") as stream:  # noqa: PTH123
                stream.seek(before.end)
                stream.write(block)
            return
    temporary = f"{target}.{os.getpid()}.tmp"
    with open(temporary, "wb") as stream:  # noqa: PTH123
        stream.write(_MAGIC)
        stream.write(_block(folders, ()))
    os.replace(temporary, target)  # noqa: PTH105


def compact_stamps(target: str) -> None:
    """Write the stamps file anew, if much was added to it. Raises Damaged, OSError."""
    stamps = read_stamps(target)
    if stamps.end - stamps.base > _room(stamps.base, patient=True):
        write_stamps(target, stamps.folders)


def _room(base: int, *, patient: bool) -> int:
    return max(base // _PART if patient else base, _LITTLE)


def _block(folders: Iterable[Folder], gone: Iterable[bytes]) -> bytes:
    heads: list[bytes] = []
    contents: list[bytes | memoryview] = []
    for path, changed, names, stamps, checksum in folders:
        heads += (_HEAD.pack(len(path), len(names), len(stamps) // STAMP_SIZE, checksum, changed), path)
        contents += (names, stamps)
    for path in gone:
        heads += (_HEAD.pack(len(path), 0, _GONE, 0, 0), path)
    head, content = b"".join(heads), b"".join(contents)
    return _BLOCK.pack(adler32(head), len(head), len(content)) + head + content
