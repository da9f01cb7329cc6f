"""Indexing on all cores: each worker process makes segments of its share of the files, which are then put together.

Nothing passes between the processes but file names: a worker reads, cuts and indexes its files into an index of its
own (a share), and the files of its segments are moved into the generation and named in its list of segments.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from newsclip.index.write import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

WORKER_HEAP = 250_000_000
"""Bytes a worker; the engine writes a segment whenever it is full."""


def index_in_workers(
    root: str,
    generation: Path,
    paths: Sequence[str],
    jobs: int,
    progress: Callable[[int, int], None] | None,
    before_joining: Callable[[], None] | None = None,
) -> list[Unreadable]:
    """Index files into an existing generation. Returns those that could not be read; raises OSError.

    `before_joining` is called when the new segments are ready and not yet seen by readers.
    """
    jobs = jobs or os.cpu_count() or 1
    shares = [generation / f"share-{os.getpid()}-{number}" for number in range(jobs)]
    workers: list[subprocess.Popen[bytes]] = []
    failed: list[Unreadable] = []
    try:
        for number, share in enumerate(shares):
            share.mkdir()
            # Every jobs-th file: neighbours are alike in size, so the shares are.
            names = "\0".join(paths[number::jobs])
            workers.append(_start(root, share, names))
        done = [0] * jobs
        for number, worker in _lines(workers):
            kind, _, rest = worker.partition(" ")
            if kind == "done":
                done[number] = int(rest)
                if progress is not None:
                    progress(sum(done), len(paths))
            else:
                path, _, reason = rest.partition("\t")
                failed.append(Unreadable(json.loads(path), reason))
        for worker_process in workers:
            if worker_process.wait() != 0:
                raise OSError("a worker process of the rebuild ended early")
    finally:
        for worker_process in workers:
            if worker_process.poll() is None:
                worker_process.kill()
                worker_process.wait()
            for pipe in (worker_process.stdin, worker_process.stdout):
                if pipe is not None:
                    pipe.close()
    if before_joining is not None:
        before_joining()
    _join(generation, shares)
    return failed


def _start(root: str, share: Path, names: str) -> subprocess.Popen[bytes]:
    import tempfile

    listed = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process that reads it
    listed.write(names.encode("utf-8", "surrogateescape"))
    listed.seek(0)
    worker = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-m", "newsclip.index.worker", root, str(share)],
        stdin=listed,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    listed.close()
    return worker


def _lines(workers: Sequence[subprocess.Popen[bytes]]) -> Iterator[tuple[int, str]]:
    """(number of the worker, line) as they come."""
    import threading
    from queue import SimpleQueue

    lines: SimpleQueue[tuple[int, str | None]] = SimpleQueue()

    def read(number: int, worker: subprocess.Popen[bytes]) -> None:
        assert worker.stdout is not None  # noqa: S101 - started with a pipe
        for line in worker.stdout:
            lines.put((number, line.decode().rstrip("\n")))
        lines.put((number, None))

    readers = [threading.Thread(target=read, args=pair, daemon=True) for pair in enumerate(workers)]
    for reader in readers:
        reader.start()
    open_pipes = len(readers)
    while open_pipes:
        number, line = lines.get()
        if line is None:
            open_pipes -= 1
        else:
            yield number, line
    for reader in readers:
        reader.join()


def _join(generation: Path, shares: Sequence[Path]) -> None:
    """Put the segments of several indexes of the engine, which are files of their own, into one index."""
    meta = json.loads((generation / "meta.json").read_text("utf-8"))
    managed: set[str] = set(json.loads((generation / ".managed.json").read_text("utf-8")))
    for share in shares:
        part = json.loads((share / "meta.json").read_text("utf-8"))
        meta["segments"] += part["segments"]
        meta["opstamp"] = max(meta["opstamp"], part["opstamp"])
        segments = tuple(segment["segment_id"].replace("-", "") for segment in part["segments"])
        for file in list(share.iterdir()):
            if file.name.startswith(segments) and segments:
                file.replace(generation / file.name)
                managed.add(file.name)
            else:
                file.unlink()
        share.rmdir()
    # A file of the engine's that is not managed is never removed; one that is in use must exist.
    _replace(generation / ".managed.json", json.dumps(sorted(managed)))
    _replace(generation / "meta.json", json.dumps(meta))


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_text(text, "utf-8")
    temporary.replace(path)
