"""The seal: telling, at the cost of a few dozen file stamps, that the engine's files are whole.

The engine trusts its files: with a flipped byte it may answer wrongly. Each of its files ends in a checksum (CRC-32),
but reading them all takes half a second a gigabyte. So the stamps of files that were written or checked by us are
kept in `seal`; a file with another stamp (written to, truncated, restored from a backup) is checked by its checksum,
and sealed again if it is whole.

Format: a line a file: name, size, modification time, change time (nanoseconds), between tabs; a line `schema` with the
CRC-32 of the engine's schema; last `end` and the CRC-32 of all that is before. The engine's list of segments,
meta.json, has no checksum: its schema is compared, and the number of documents with that of the stamps (`Index.sync`).
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from zlib import crc32

from newsclip.index.damage import Damaged
from newsclip.index.segments import META, files_of
from newsclip.index.store import SEAL

if TYPE_CHECKING:
    from pathlib import Path

_SCHEMA = "schema"
_FOOTER_MAGIC = 1337

Stamps = dict[str, tuple[int, int, int]]


def check(generation: Path) -> None:
    """Raise Damaged unless every file of the engine that is in use is as it was written. May renew the seal."""
    for _ in range(5):
        meta = _read_meta(generation)
        try:
            unsealed = _check_files(generation, meta)
        except Damaged:
            if _read_meta(generation) != meta:
                continue  # A writer put another set of files in place while we looked.
            raise
        if unsealed:
            write_seal(generation)
        return
    raise Damaged("the index kept changing")


def write_seal(generation: Path) -> None:
    """Seal the files that are in use now. Does nothing where the folder cannot be written."""
    _let_others_read(generation)
    meta = _read_meta(generation)
    names = _in_use(meta)
    lines = [
        f"{name}\t{size}\t{modified}\t{changed}\n" for name, (size, modified, changed) in _stamps(generation, names)
    ]
    text = "".join([*lines, f"{_SCHEMA}\t{_schema_sum(meta)}\t0\t0\n"])
    temporary = generation / f"{SEAL}.{os.getpid()}.tmp"
    try:
        temporary.write_text(f"{text}end {crc32(text.encode()):08x}\n", "utf-8")
        temporary.replace(generation / SEAL)
    except OSError:
        return


def _let_others_read(generation: Path) -> None:
    """Give the engine's lists, which it makes readable for their owner alone, the folder's rights to read."""
    try:
        mode = generation.stat().st_mode & 0o666
        for name in (META, ".managed.json"):
            if (generation / name).stat().st_mode & 0o777 != mode:
                (generation / name).chmod(mode)
    except OSError:
        return


def _read_meta(generation: Path) -> str:
    try:
        return (generation / META).read_text("utf-8")
    except (OSError, ValueError) as error:
        raise Damaged("the index was damaged") from error


def _schema_sum(meta: str) -> int:
    return crc32(json.dumps(json.loads(meta)["schema"]).encode())


def _in_use(meta: str) -> list[str]:
    """The names of the files that the engine's list of segments names, and its own."""
    try:
        return [META, *files_of(json.loads(meta))]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Damaged("the index was damaged") from error


def _stamps(generation: Path, names: list[str]) -> list[tuple[str, tuple[int, int, int]]]:
    folder = os.fspath(generation)
    found = []
    for name in names:
        try:
            status = os.stat(f"{folder}/{name}")  # noqa: PTH116
        except OSError as error:
            raise Damaged("a file of the index was missing") from error
        found.append((name, (status.st_size, status.st_mtime_ns, status.st_ctime_ns)))
    return found


def _check_files(generation: Path, meta: str) -> bool:
    """Whether a file had a stamp that was not sealed (and was found whole). Raises Damaged."""
    sealed = _read_seal(generation)
    sealed_schema = sealed[_SCHEMA][0] if _SCHEMA in sealed else None
    unsealed = False
    for name, stamp in _stamps(generation, _in_use(meta)):
        if sealed.get(name) == stamp:
            continue
        unsealed = True
        whole = sealed_schema in (None, _schema_sum(meta)) if name == META else _is_whole(generation / name)
        if not whole:
            raise Damaged("a file of the index was damaged")
    return unsealed


def _read_seal(generation: Path) -> Stamps:
    try:
        text = (generation / SEAL).read_text("utf-8")
    except (OSError, ValueError):
        return {}
    head, mark, tail = text.rpartition("end ")
    if not mark or tail != f"{crc32(head.encode()):08x}\n":
        return {}
    sealed: Stamps = {}
    for line in head.splitlines():
        name, size, modified, changed = line.split("\t")
        sealed[name] = (int(size), int(modified), int(changed))
    return sealed


def _is_whole(path: Path) -> bool:
    """Compare a file with the checksum at its end: body, JSON with "crc", its length and 1337 (4 bytes each)."""
    try:
        data = path.read_bytes()
        length = int.from_bytes(data[-8:-4], "little")
        if int.from_bytes(data[-4:], "little") != _FOOTER_MAGIC or length > len(data) - 8:
            return False
        footer = json.loads(data[-8 - length : -8])
        return bool(footer["crc"] == crc32(memoryview(data)[: -8 - length]))
    except (OSError, ValueError, LookupError, TypeError):
        return False
