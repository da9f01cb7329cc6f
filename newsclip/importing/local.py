"""The local engine: jobs are converted in this process or in worker processes, and come back in their order.

Each worker has a pipe of its own and nothing is shared, so that a worker can be killed at any moment without harm to
the others, which the pools of the standard library do not survive.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import threading
import time
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from newsclip.errors import HostileInput, SourceError
from newsclip.importing.conversion import Converted, convert_jobs
from newsclip.importing.server import context, without_main
from newsclip.interrupts import held_back

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from newsclip.importing.conversion import Drafting, Job
    from newsclip.index import Shares, ShareWriter

CHUNK_JOBS = 40
"""Jobs that travel to a worker together: a page takes milliseconds, a journey a good part of one."""
CHUNK_BYTES = 1024 * 1024
"""Bytes after which a chunk is full; one page may be larger."""
_AHEAD = 5
"""Chunks for each worker that are under way or wait for their turn to be filed."""
_AT_WORKER = 3
"""Chunks at a worker: the one that it converts, and more, for while we wait for the disk."""
_FIRST_SHARE = 1
_PATIENCE = 300.0
"""Seconds for one chunk; then it is done again job by job, to find the one that hangs."""
_PATIENCE_ALONE = 120.0
"""Seconds for one job by itself."""


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


def convert_here(
    jobs: Iterable[Job], drafting: Drafting | None = None, shares: Shares | None = None
) -> Generator[tuple[Job, Converted], None, None]:
    """Convert one after another in this process. What becomes a draft is indexed into a share."""
    share = shares.writer(_FIRST_SHARE) if shares is not None else None
    drafting = replace(drafting, share=_FIRST_SHARE) if drafting is not None and share is not None else drafting
    with _calm_collector():
        for chunk in chunked(jobs):
            results = convert_jobs(chunk, drafting)
            yield from zip(chunk, results, strict=True)
            _index(share, results)
    if share is not None:
        share.finish()


def _index(share: ShareWriter | None, results: list[Converted]) -> None:
    if share is not None:
        drafts = [converted.draft for converted in results if converted.draft is not None]
        share.add((draft.path, draft.data) for draft in drafts)


@contextmanager
def _calm_collector() -> Iterator[None]:
    """A page makes tens of thousands of objects and drops them: to look for cycles after each 700 costs a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def convert_in_processes(
    jobs: Iterable[Job], workers: int, drafting: Drafting | None = None, shares: Shares | None = None
) -> Generator[tuple[Job, Converted], None, None]:
    """Convert in worker processes; results come in the order of the jobs, and memory holds a few chunks.

    A job that crashes or hangs its worker (a defect in a C library, no memory) is given up; all others are done. Each
    worker indexes its drafts into a share.
    """
    crew = _Crew(workers, drafting, shares)
    chunks = chunked(jobs)
    under_way: deque[_Chunk] = deque()
    exhausted = False
    try:
        while under_way or not exhausted:
            while not exhausted and len(under_way) < workers * _AHEAD and crew.has_room:
                jobs_of_chunk = next(chunks, None)
                if jobs_of_chunk is None:
                    exhausted = True
                else:
                    chunk = _Chunk(jobs_of_chunk)
                    under_way.append(chunk)
                    crew.give(chunk)
            if under_way and under_way[0].results is not None:
                done = under_way.popleft()
                yield from zip(done.jobs, done.results or (), strict=True)
                crew.collect(0)
            elif under_way:
                crew.collect(1.0)
        crew.finish_shares()
    finally:
        crew.kill()


@dataclass(eq=False, slots=True)
class _Chunk:
    jobs: list[Job]
    results: list[Converted] | None = None


@dataclass(eq=False, slots=True)
class _Worker:
    process: Any
    connection: Connection
    chunks: deque[_Chunk] = field(default_factory=deque)
    """What it has, the one that it converts first."""
    since: float = 0.0
    """When it began with that one."""

    def give(self, chunk: _Chunk) -> None:
        if not self.chunks:
            self.since = time.monotonic()
        self.chunks.append(chunk)
        with suppress(OSError):  # it has died: whoever waits for its results finds out
            self.connection.send(chunk.jobs)

    def end(self) -> None:
        self.process.kill()
        self.connection.close()


class _Crew:
    """The workers."""

    def __init__(self, size: int, drafting: Drafting | None, shares: Shares | None) -> None:
        self._drafting = drafting
        self._shares = shares
        self._begun = 0
        """Workers so far: each has a share of its own."""
        self._context = context()
        self._workers = [self._start() for _ in range(size)]
        self._proven = False
        """Whether a worker has ever done its work."""
        self._lost = 0

    def _start(self, *, drafts: bool = True) -> _Worker:
        ours, theirs = self._context.Pipe()
        drafting, share = self._drafting if drafts else None, None
        if drafting is not None and self._shares is not None:
            number = _FIRST_SHARE + self._begun
            self._begun += 1
            drafting, share = replace(drafting, share=number), self._shares.writer(number)
        process = self._context.Process(target=_work, args=(theirs, drafting, share), daemon=True)
        with without_main(), held_back():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    @property
    def has_room(self) -> bool:
        """Whether a worker can take a chunk."""
        return any(len(worker.chunks) < _AT_WORKER for worker in self._workers)

    def give(self, chunk: _Chunk) -> None:
        """Give a chunk to the worker that has the least."""
        min(self._workers, key=lambda worker: len(worker.chunks)).give(chunk)

    def collect(self, seconds: float) -> None:
        """Take the results that are there; wait so long for the first."""
        ready = wait([worker.connection for worker in self._workers], seconds)
        for worker in list(self._workers):
            if worker.connection in ready:
                try:
                    results = worker.connection.recv()
                except (EOFError, OSError):
                    self._replace(worker)
                    continue
                self._proven = True
                worker.chunks.popleft().results = results
                worker.since = time.monotonic()
            elif worker.chunks and time.monotonic() - worker.since > _PATIENCE:
                self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """A worker is lost: do its chunk job by job to find which one brings workers down, and pass on the rest."""
        worker.end()
        self._lost += 1
        if not self._proven and self._lost > len(self._workers):
            raise SourceError("worker processes cannot be started", source="import", hint="try --jobs 1")
        self._workers.remove(worker)
        self._workers.append(self._start())
        if worker.chunks:
            chunk = worker.chunks.popleft()
            chunk.results = self._one_by_one(chunk.jobs)
        for other in worker.chunks:
            self.give(other)

    def _one_by_one(self, jobs: list[Job]) -> list[Converted]:
        worker = self._start(drafts=False)
        results: list[Converted] = []
        try:
            for job in jobs:
                worker.give(_Chunk([job]))
                try:
                    lost = "" if worker.connection.poll(_PATIENCE_ALONE) else "took too long"
                    results += [_given_up(job, lost)] if lost else worker.connection.recv()
                except (EOFError, OSError):
                    lost = "crashed the converter"
                    results.append(_given_up(job, lost))
                if lost:
                    worker.end()
                    worker = self._start(drafts=False)
        finally:
            worker.end()
        return results

    def finish_shares(self) -> None:
        """Let all workers bring their shares to an end, at the same time; that of one that cannot is not whole."""
        for worker in self._workers if self._shares is not None else ():
            with suppress(OSError):
                worker.connection.send(None)
        for worker in self._workers if self._shares is not None else ():
            with suppress(EOFError, OSError):
                worker.connection.poll(_PATIENCE)

    def kill(self) -> None:
        """End all workers now, whatever they do."""
        for worker in self._workers:
            worker.end()


def _given_up(job: Job, what: str) -> Converted:
    source = job.item.url or str(job.item.origin)
    return Converted(error=HostileInput(what, source=source, hint="leave it out, and report it"))


def _work(connection: Connection, drafting: Drafting | None, share: ShareWriter | None) -> None:
    """The life of a worker: Ctrl-C is left to the parent, and when the parent has gone, however it went, it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    chunks: queue.SimpleQueue[list[Job] | None] = queue.SimpleQueue()
    finished: queue.SimpleQueue[list[Converted]] = queue.SimpleQueue()

    def receive() -> None:
        with _ended_by_errors():
            while True:
                chunks.put(connection.recv())

    def send() -> None:
        # The pipe holds little more than a chunk, and the parent takes none while it waits for the disk.
        with _ended_by_errors():
            while results := finished.get():
                connection.send(results)
            connection.send([])

    sender = threading.Thread(target=send, daemon=True)
    for thread in (threading.Thread(target=receive, daemon=True), sender):
        thread.start()
    with _ended_by_errors(), _calm_collector():
        while (jobs := chunks.get()) is not None:
            results = convert_jobs(jobs, drafting)
            finished.put(results)
            _index(share, results)
        if share is not None:
            share.finish()
        finished.put([])
        sender.join()


@contextmanager
def _ended_by_errors() -> Iterator[None]:
    """End this worker at once where the parent has gone, has sent what nobody can read, or no file can be written.

    The parent, if it is there, has the work done again by another one.
    """
    try:
        yield
    except BaseException:  # noqa: BLE001 - whatever it was, there is nothing to go on with
        os._exit(1)
