"""The local engine: jobs are converted in this process or in worker processes, and come back in their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TYPE_CHECKING

from newsclip.errors import HostileInput
from newsclip.importing.conversion import Converted, convert_job, convert_jobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.importing.conversion import Job

CHUNK_JOBS = 24
"""Jobs that travel to a worker together: a pool hands out some 4,000 tasks a second, and a page takes milliseconds."""
CHUNK_BYTES = 1024 * 1024
"""Bytes after which a chunk is full; one page may be larger."""
_AHEAD = 3
"""Chunks under way for each worker."""
_PATIENCE = 300.0
"""Seconds for one chunk; a page that takes longer is given up."""
_PATIENCE_ALONE = 120.0
"""Seconds for one job after its chunk failed."""


def chunked(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs in chunks of limited count and size; the first are small, so that something happens at once."""
    chunk: list[Job] = []
    size, full = 0, 4
    for job in jobs:
        chunk.append(job)
        size += job.size
        if len(chunk) >= full or size >= CHUNK_BYTES:
            yield chunk
            chunk, size, full = [], 0, min(full * 2, CHUNK_JOBS)
    if chunk:
        yield chunk


def convert_here(jobs: Iterable[Job]) -> Iterator[tuple[Job, Converted]]:
    """Convert one after another in this process."""
    for job in jobs:
        yield job, convert_job(job)


def convert_in_processes(jobs: Iterable[Job], workers: int) -> Iterator[tuple[Job, Converted]]:
    """Convert in worker processes; results come in the order of the jobs, and memory holds a few chunks.

    A job that crashes or hangs its worker (a defect in a C library, no memory) is given up; all others are done.
    """
    pool = _Pool(workers)
    waiting: deque[tuple[list[Job], Future[list[Converted]]]] = deque()
    try:
        chunks = chunked(jobs)
        exhausted = False
        while waiting or not exhausted:
            while not exhausted and len(waiting) < workers * _AHEAD:
                chunk = next(chunks, None)
                if chunk is None:
                    exhausted = True
                else:
                    waiting.append((chunk, pool.submit(chunk)))
            if not waiting:
                break
            chunk, future = waiting.popleft()
            try:
                results = future.result(timeout=_PATIENCE)
            except (BrokenProcessPool, FutureTimeout):
                pool.restart()
                results = _one_by_one(pool, chunk)
                waiting = deque((other, pool.submit(other)) for other, _ in waiting)
            yield from zip(chunk, results, strict=True)
    finally:
        pool.kill()


def _one_by_one(pool: _Pool, chunk: list[Job]) -> list[Converted]:
    """Find the job that brings its worker down, and do the others."""
    results: list[Converted] = []
    for job in chunk:
        try:
            results += pool.submit([job]).result(timeout=_PATIENCE_ALONE)
        except (BrokenProcessPool, FutureTimeout) as error:
            pool.restart()
            what = "took too long" if isinstance(error, FutureTimeout) else "crashed the converter"
            source = job.item.url or str(job.item.origin)
            results.append(Converted(error=HostileInput(what, source=source, hint="leave it out, and report it")))
    return results


class _Pool:
    """A process pool that can be killed and started again."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._context = multiprocessing.get_context("forkserver" if sys.platform != "win32" else "spawn")
        if sys.platform != "win32":
            # The server loads the converter once, and each worker is a copy of it.
            self._context.set_forkserver_preload(["newsclip.importing.warm"])
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, mp_context=self._context, initializer=_prepare_worker)

    def submit(self, chunk: list[Job]) -> Future[list[Converted]]:
        """Hand a chunk to a worker."""
        return self._pool.submit(convert_jobs, chunk)

    def kill(self) -> None:
        """End all workers now, whatever they do."""
        workers = list((getattr(self._pool, "_processes", None) or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            with suppress(OSError, ValueError):
                worker.kill()

    def restart(self) -> None:
        """End all workers and start others."""
        self.kill()
        self._pool = self._start()


def _prepare_worker() -> None:
    """Leave Ctrl-C to the parent, and end when it has gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


def cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
