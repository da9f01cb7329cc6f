"""The engine's list of segments (meta.json), which we keep ourselves: no writer of the engine works in a generation.

It would merge segments when it likes, which takes seconds or never ends in a program that runs for a moment. So a
writer gets a folder beside the generation's files, a *part*, with links to the few segments that it is to change. What
it leaves there, new segments and lists of deleted articles, is moved into the generation, and named in its list in one
step. Files that are no longer named are removed by the next writer, because a reader may just be about to open them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

META = "meta.json"
_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")

# A file of a segment: 018f3a2b4c5d6e7f8091a2b3c4d5e6f7.idx, 018f3a2b4c5d6e7f8091a2b3c4d5e6f7.42.del
_OF_SEGMENT = re.compile(r"[0-9a-f]{32}\.")
_FOLDER = "part-"


def listed(generation: Path) -> dict[str, int]:
    """The segments by their ids, in the order in which the engine's searcher numbers them: id → articles in it."""
    return {segment["segment_id"]: int(segment["max_doc"]) for segment in _read(generation)["segments"]}


def files_of(meta: Any) -> list[str]:
    """The names of the files that a list of segments is made of. Raises ValueError, LookupError or TypeError."""
    names: list[str] = []
    for segment in meta["segments"]:
        identity = segment["segment_id"].replace("-", "")
        names += [f"{identity}.{part}" for part in _PARTS]
        if segment["deletes"]:
            names.append(f"{identity}.{segment['deletes']['opstamp']}.del")
    return names


def make_part(generation: Path, number: int, segments: Collection[str] = ()) -> Path:
    """Make a part: a folder that the engine takes for an index with just these segments of the generation."""
    folder = generation / f"{_FOLDER}{os.getpid()}-{number}"
    folder.mkdir()
    meta = _read(generation)
    meta["segments"] = [segment for segment in meta["segments"] if segment["segment_id"] in segments]
    for name in files_of(meta):
        try:
            os.link(generation / name, folder / name)
        except OSError:  # a file system without links
            shutil.copyfile(generation / name, folder / name)
    (folder / META).write_text(json.dumps(meta), "utf-8")
    return folder


def join(generation: Path, parts: Sequence[Path], changed: Collection[str] = ()) -> None:
    """Put what parts hold in the place of the segments `changed` (which they were made with, or have copied anew)."""
    meta = _read(generation)
    meta["segments"] = [segment for segment in meta["segments"] if segment["segment_id"] not in changed]
    for part in parts:
        own = _read(part)
        meta["segments"] += own["segments"]
        meta["opstamp"] = max(meta["opstamp"], own["opstamp"])
        for name in files_of(own):
            if not (generation / name).exists():
                (part / name).replace(generation / name)
    temporary = generation / f"{META}.tmp"
    temporary.write_text(json.dumps(meta), "utf-8")
    temporary.replace(generation / META)
    for part in parts:
        shutil.rmtree(part, ignore_errors=True)


def collect_garbage(generation: Path) -> None:
    """Remove what no longer belongs to the generation: parts of a writer that was killed, files of old segments."""
    used = set(files_of(_read(generation)))
    for entry in list(os.scandir(generation)):
        try:
            if entry.name.startswith(_FOLDER):
                shutil.rmtree(entry.path, ignore_errors=True)
            elif _OF_SEGMENT.match(entry.name) and entry.name not in used:
                os.unlink(entry.path)  # noqa: PTH108
        except OSError:
            continue  # Windows: a reader has it open


def _read(folder: Path) -> Any:
    return json.loads((folder / META).read_text("utf-8"))


def smallest_group(sizes: dict[str, int], levels: Iterable[tuple[int, int]], count: int) -> list[str]:
    """`count` segments of one level (least and most articles), which may become one; none if there are not so many."""
    for least, most in levels:
        alike = [identity for identity, size in sizes.items() if least <= size <= most]
        if len(alike) >= count:
            return alike[:count]
    return []
