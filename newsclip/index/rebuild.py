"""Rebuild: the whole index from the files alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsclip.index.seal import write_seal
from newsclip.index.segments import join
from newsclip.index.shares import index_in_workers
from newsclip.index.stamps import write_stamps
from newsclip.index.store import stamps_path
from newsclip.index.write import Unreadable, create_engine, paths_of, without

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsclip.index.ready import Usable
    from newsclip.index.scan import Changes


def rebuild(
    root: str,
    generation: Path,
    changes: Changes,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 0,
    ready: Usable | None = None,
) -> list[Unreadable]:
    """Fill an empty generation with all files of a scan. Returns the files that could not be read.

    What is in `ready` is not read.
    """
    paths = paths_of(changes.folders.values())
    done = ready.paths if ready is not None else frozenset()
    if done:
        paths = [path for path in paths if os.fsencode(path) not in done]
    create_engine(generation)
    failed, parts = index_in_workers(root, generation, paths, jobs, progress)
    join(generation, [*parts, *(ready.folders if ready is not None else ())])
    write_seal(generation)
    write_stamps(stamps_path(generation), without(changes.folders, failed))
    return failed
