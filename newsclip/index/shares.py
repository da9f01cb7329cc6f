"""Indexing on all cores: each worker process makes segments of its share of the files, which are then put together.

Nothing passes between the processes but file names: a worker reads, cuts and indexes its files into an index of its
own (a share), and the files of its segments are moved into the generation and named in its list of segments.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from newsclip.index.write import Unreadable, add_files, create_engine
from newsclip.interrupts import held_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

BULK_HEAP = 120_000_000
"""Bytes a worker, filled by about 3,000 articles; the engine writes a segment whenever it is full.

Less makes many small segments, each with a dictionary of its own: 10,000 articles took 1.35 of their text's size with
30 MB, 1.01 with 250 MB. More is memory that grows with the archive.
"""

_LEAST_SHARE = 200
"""Files that are worth a process of their own."""


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
    jobs = min(jobs or os.cpu_count() or 1, 1 + len(paths) // _LEAST_SHARE)
    shares = [generation / f"share-{os.getpid()}-{number}" for number in range(jobs)]
    failed = _run(root, shares, paths, progress)
    if failed is None:
        # No processes to be had: no interpreter to start (a frozen program), no memory for several.
        for share in shares:
            shutil.rmtree(share, ignore_errors=True)
        shares = shares[:1]
        shares[0].mkdir()
        failed = index_share(root, shares[0], paths, progress)
    if before_joining is not None:
        before_joining()
    _join(generation, shares)
    return failed


def index_share(
    root: str,
    share: Path,
    paths: Sequence[str],
    progress: Callable[[int, int], None] | None,
) -> list[Unreadable]:
    """Index files into a new index of the engine in the folder `share`. Returns those that could not be read."""
    writer = create_engine(share).writer(BULK_HEAP, 1)
    failed = add_files(root, writer, paths, progress)
    writer.commit()
    writer.wait_merging_threads()
    return failed


def _run(
    root: str, shares: Sequence[Path], paths: Sequence[str], progress: Callable[[int, int], None] | None
) -> list[Unreadable] | None:
    """Let a process a share index its files; None when one of them did not come to its end."""
    workers: list[subprocess.Popen[bytes]] = []
    failed: list[Unreadable] = []
    done = [0] * len(shares)
    try:
        for number, share in enumerate(shares):
            share.mkdir()
            # Every n-th file: neighbours are alike in size, so the shares are.
            workers.append(_start(root, share, paths[number :: len(shares)]))
        for number, line in _lines(workers):
            kind, _, rest = line.partition(" ")
            if kind == "done":
                done[number] = int(rest)
                if progress is not None:
                    progress(sum(done), len(paths))
            else:
                path, _, reason = rest.partition("\t")
                failed.append(Unreadable(json.loads(path), reason))
        return failed if all(worker.wait() == 0 for worker in workers) else None
    except FileNotFoundError:
        return None
    finally:
        for worker in workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()
            if worker.stdout is not None:
                worker.stdout.close()


_WORKER = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from newsclip.index.worker import main; main()"


def _start(root: str, share: Path, paths: Sequence[str]) -> subprocess.Popen[bytes]:
    import tempfile

    with tempfile.TemporaryFile() as listed:
        listed.write("\0".join(paths).encode("utf-8", "surrogateescape"))
        listed.seek(0)
        # -I: neither the folder that we are in nor the environment decides what is imported; our own path does.
        with held_back():
            return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                [sys.executable, "-I", "-c", _WORKER, json.dumps(sys.path), root, str(share)],
                stdin=listed,
                stdout=subprocess.PIPE,
            )


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
