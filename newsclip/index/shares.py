"""Indexing on all cores: each worker process makes a segment of its share of the files, which are then put together.

Nothing passes between the processes but file names: a worker reads, cuts and indexes the files of one share after
another, each into a part of the generation. A share is of a bounded number of articles, so the engine has nothing to
merge, and a rebuild takes no more memory for a hundred thousand articles than for ten.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from newsclip.index.segments import make_part
from newsclip.index.write import HEAP, WORKERS_FROM, Unreadable, add_files, engine_of
from newsclip.interrupts import held_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from queue import SimpleQueue

LARGEST_SHARE = 2500
"""Files of a process, which takes about 100 MB for them.

More make fewer segments, each with a dictionary of its own, and so a smaller index; less take less memory.
"""

BULK_HEAP = 250_000_000
"""Bytes that a worker may take: more than it does, so that its share becomes one segment."""

_LEAST_SHARE = 200
"""Files that are worth a process of their own."""


def index_in_workers(
    root: str,
    generation: Path,
    paths: Sequence[str],
    jobs: int,
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Unreadable], list[Path]]:
    """Index files into parts of a generation. Returns the files that could not be read, and the parts.

    Raises OSError.
    """
    several = len(paths) >= WORKERS_FROM
    jobs = min(jobs or os.cpu_count() or 1, len(paths) // _LEAST_SHARE) if several else 1
    shares = _share_out(paths, jobs) if paths else []
    folders = [make_part(generation, number) for number in range(len(shares))]
    failed = _run(root, folders, shares, jobs, progress) if several else None
    if failed is None:
        # One process is enough, or there are no more to be had: no interpreter to start (a frozen program), no memory.
        failed = []
        done = 0
        for number, share in enumerate(shares):
            shutil.rmtree(folders[number], ignore_errors=True)
            folders[number] = make_part(generation, number)
            step = None if progress is None else partial(_step, progress, done, len(paths))
            failed += index_share(root, folders[number], share, step)
            done += len(share)
    return failed, folders


def _step(progress: Callable[[int, int], None], before: int, total: int, done: int, _: int) -> None:
    progress(before + done, total)


def _share_out(paths: Sequence[str], jobs: int) -> list[Sequence[str]]:
    """Divide files into shares: as many as there are jobs, or a multiple of that."""
    # Names of Chinese articles are mostly Chinese: a segment of articles of one kind has the smaller dictionary.
    paths = sorted(paths, key=_kind)
    rounds = max(1, ceil(len(paths) / (jobs * LARGEST_SHARE)))
    size = ceil(len(paths) / rounds) or 1
    together = [paths[start : start + size] for start in range(0, len(paths), size)]
    # Every n-th file: neighbours are alike in size, so the shares are.
    return [some[number::jobs] for some in together for number in range(jobs)]


_HANGUL = re.compile("[\uac00-\ud7a3]")  # 한국어
_KANA = re.compile("[\u3041-\u30ff]")  # 日本の


def _kind(path: str) -> int:
    if path.isascii():
        return 3
    return 0 if _HANGUL.search(path) else 1 if _KANA.search(path) else 2


def index_share(
    root: str,
    folder: Path,
    paths: Sequence[str],
    progress: Callable[[int, int], None] | None,
) -> list[Unreadable]:
    """Index files into the part `folder`. Returns those that could not be read."""
    writer = engine_of(folder).writer(BULK_HEAP if len(paths) >= _LEAST_SHARE else HEAP, 1)
    failed = add_files(root, writer, paths, progress)
    writer.commit()
    writer.wait_merging_threads()
    return failed


def _run(
    root: str,
    folders: Sequence[Path],
    shares: Sequence[Sequence[str]],
    jobs: int,
    progress: Callable[[int, int], None] | None,
) -> list[Unreadable] | None:
    """Let `jobs` processes index the shares; None when one of them did not come to its end."""
    from queue import SimpleQueue
    from threading import Thread

    workers: list[subprocess.Popen[bytes]] = []
    lines: SimpleQueue[tuple[int, str | None]] = SimpleQueue()
    failed: list[Unreadable] = []
    waiting = iter(range(len(shares)))
    share_of: dict[int, int] = {}
    done = [0] * len(shares)
    total = sum(map(len, shares))
    try:
        for worker in range(min(jobs, len(shares))):
            workers.append(_start(root))
            Thread(target=_read, args=(worker, workers[worker], lines), daemon=True).start()
            share_of[worker] = next(waiting)
            _give(workers[worker], folders[share_of[worker]], shares[share_of[worker]])
        running = len(workers)
        while running:
            worker, line = lines.get()
            if line is None:
                if workers[worker].wait() != 0:
                    return None
                running -= 1
                continue
            kind, _, rest = line.partition(" ")
            if kind == "done":
                done[share_of[worker]] = int(rest)
                if progress is not None:
                    progress(sum(done), total)
            elif kind == "failed":
                path, _, reason = rest.partition("\t")
                failed.append(Unreadable(json.loads(path), reason))
            else:
                number = next(waiting, None)
                if number is None:
                    _give_nothing(workers[worker])
                else:
                    share_of[worker] = number
                    _give(workers[worker], folders[number], shares[number])
        return failed
    except (FileNotFoundError, BrokenPipeError):
        return None
    finally:
        for process in workers:
            if process.poll() is None:
                process.kill()
            with suppress(BrokenPipeError):
                _give_nothing(process)
            process.wait()


def _read(number: int, worker: subprocess.Popen[bytes], lines: SimpleQueue[tuple[int, str | None]]) -> None:
    """Pass on what a worker says, each line with its number, and None at the end."""
    assert worker.stdout is not None  # noqa: S101 - started with a pipe
    with worker.stdout:
        for line in worker.stdout:
            lines.put((number, line.decode().rstrip("\n")))
    lines.put((number, None))


_WORKER = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from newsclip.index.worker import main; main()"


def _start(root: str) -> subprocess.Popen[bytes]:
    # -I: neither the folder that we are in nor the environment decides what is imported; our own path does.
    with held_back():
        return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-I", "-c", _WORKER, json.dumps(sys.path), root],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )


def _give(worker: subprocess.Popen[bytes], folder: Path, paths: Sequence[str]) -> None:
    """Give a worker its next share. Raises BrokenPipeError when it is gone."""
    assert worker.stdin is not None  # noqa: S101 - started with a pipe
    data = "\0".join((str(folder), *paths)).encode("utf-8", "surrogateescape")
    worker.stdin.write(b"%d\n" % len(data))
    worker.stdin.write(data)
    worker.stdin.flush()


def _give_nothing(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin is not None  # noqa: S101
    worker.stdin.close()
