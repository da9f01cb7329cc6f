"""The Dask engine: the same conversion on a cluster of workers; what a lost worker had is done again."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from newsclip.errors import HostileInput, SourceError, SourceNotFound, UsageError
from newsclip.importing.conversion import Converted, convert_jobs
from newsclip.importing.local import chunked
from newsclip.importing.pictures import pictures_of
from newsclip.sources.handle import Source

if TYPE_CHECKING:
    import io
    from collections.abc import Generator, Iterable

    from newsclip.importing.conversion import Job

_AHEAD = 4
"""Chunks under way for each thread of the cluster."""
_HINT = "pip install 'newsclip[cluster]'"


def convert_on_cluster(jobs: Iterable[Job], scheduler: str) -> Generator[tuple[Job, Converted], None, None]:
    """Convert on the workers of a Dask scheduler (`tcp://host:8786`); results come in the order of the jobs.

    Files are read here and travel to the workers, so these need no access to them. Raises UsageError when there is no
    such scheduler.
    """
    with connect(scheduler) as client:
        from distributed import KilledWorker

        waiting: deque[tuple[list[Job], Any]] = deque()
        chunks = chunked(jobs)
        exhausted = False
        while waiting or not exhausted:
            ahead = _AHEAD * max(1, sum(client.nthreads().values()))
            while not exhausted and len(waiting) < ahead:
                chunk = next(chunks, None)
                if chunk is None:
                    exhausted = True
                else:
                    waiting.append((chunk, _submit(client, chunk)))
            if not waiting:
                break
            chunk, future = waiting.popleft()
            try:
                results = future.result()
            except KilledWorker:
                results = _one_by_one(client, chunk)
            yield from zip(chunk, map(_with_pictures, chunk, results), strict=True)


def _submit(client: Any, chunk: list[Job]) -> Any:
    return client.submit(convert_jobs, [job.with_content() for job in chunk], pure=False)


def _with_pictures(job: Job, converted: Converted) -> Converted:
    """With the pictures beside the item's file, which a worker may not have seen."""
    article = converted.article
    if article is None or converted.pictures:
        return converted
    return replace(converted, pictures=pictures_of(job.item, article.body, job.item.url))


def _one_by_one(client: Any, chunk: list[Job]) -> list[Converted]:
    """Find the job that brings workers down, and do the others."""
    from distributed import KilledWorker

    results: list[Converted] = []
    for job in chunk:
        try:
            results += _submit(client, [job]).result()
        except KilledWorker:
            source = job.item.url or str(job.item.origin)
            error = HostileInput("crashed the converter", source=source, hint="leave it out, and report it")
            results.append(Converted(error=error))
    return results


def connect(scheduler: str) -> Any:
    """A client of the scheduler. Raises UsageError."""
    try:
        import distributed
    except ImportError:
        raise UsageError("the Dask engine is not installed", source="--engine", hint=_HINT) from None
    try:
        return cast("Any", distributed).Client(scheduler, timeout="5s", set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start one with 'dask scheduler' and 'dask worker'"
        raise UsageError(f"no Dask scheduler answers: {error}", source=scheduler, hint=hint) from None


def remote_source(url: str) -> Source:
    """An input on any file system that fsspec knows, such as `s3://bucket/pages.warc.gz`."""
    try:
        import fsspec
    except ImportError:
        raise SourceError("needs fsspec to be read", source=url, hint=_HINT) from None

    def opener() -> io.BufferedReader:
        import io as streams

        try:
            stream = fsspec.open(url, "rb").open()
        except FileNotFoundError:
            raise SourceNotFound("no such file", source=url, hint="check the path") from None
        except (ValueError, ImportError) as error:
            raise SourceError(f"cannot be opened: {error}", source=url, hint="check the path") from None
        return streams.BufferedReader(stream)

    return Source(path=url, opener=opener)
