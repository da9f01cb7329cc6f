"""Conversion past one machine: workers read partitions of the input, and write partitions of articles.

Nothing is filed here: the output, on any file system that fsspec knows, is for `newsclip import` on one machine, for a
search engine, or for both.
"""

from __future__ import annotations

import json
import os
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsclip.errors import NewsclipError
from newsclip.importing.cluster import connect, remote_source
from newsclip.importing.conversion import Job, convert_job
from newsclip.marks import union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsclip.article import Article
    from newsclip.importing.options import ImportOptions
    from newsclip.sources.item import Item

FILES_IN_PARTITION = 500
"""Posts or pages of a folder that one worker converts at a time; an archive of pages (WARC, zip) is one partition."""

_AHEAD = 2
"""Partitions under way for each thread of the cluster."""


@dataclass(frozen=True, slots=True)
class Task:
    """What one worker reads: whole files, by path or fsspec URL."""

    number: int
    paths: tuple[str, ...]
    kind: str = ""
    tags: tuple[str, ...] = ()
    accept_any: bool = False


@dataclass(frozen=True, slots=True)
class Partition:
    """What one worker wrote."""

    path: str
    articles: int
    problems: tuple[str, ...] = ()


def write_partitions(
    sources: Sequence[str], options: ImportOptions, target: str, output_format: str
) -> Iterator[Partition]:
    """Convert sources on the workers of `options.scheduler` and write partitions below `target`, in order.

    A partition whose worker is lost is done again by another, and overwrites what the first had begun. Links are not
    fetched. Raises UsageError when there is no scheduler, or the format is unknown.
    """
    with connect(options.scheduler) as client:
        waiting: deque[Any] = deque()
        tasks = plan(sources, options)
        exhausted = False
        while waiting or not exhausted:
            ahead = _AHEAD * max(1, sum(client.nthreads().values()))
            while not exhausted and len(waiting) < ahead:
                task = next(tasks, None)
                if task is None:
                    exhausted = True
                else:
                    waiting.append(client.submit(run_task, task, target, output_format, pure=False))
            if waiting:
                yield waiting.popleft().result()


def plan(sources: Sequence[str], options: ImportOptions) -> Iterator[Task]:
    """Cut the input into tasks: each named file is one, a folder gives one for every so many files."""
    from newsclip.sources.folders import Selection, walk

    selection = Selection(options.include, options.exclude)
    number = 0
    batch: list[str] = []
    for source in sources:
        folder = Path(source)
        for path in walk(folder, selection) if folder.is_dir() else (source,):
            # The worker that gets a folder that cannot be read says so.
            named = path.source if isinstance(path, NewsclipError) else str(path)
            name = named if "://" in named and not Path(named).exists() else os.path.abspath(named)  # noqa: PTH100
            batch.append(name)
            if len(batch) >= FILES_IN_PARTITION or not folder.is_dir():
                yield Task(number, tuple(batch), options.kind, options.tags, options.force)
                number, batch = number + 1, []
    if batch:
        yield Task(number, tuple(batch), options.kind, options.tags, options.force)


def run_task(task: Task, target: str, output_format: str) -> Partition:
    """Read, convert and write one partition; runs on a worker."""
    problems: list[str] = []

    def articles() -> Iterator[Article]:
        for item in _items(task, problems):
            converted = convert_job(Job(item, accept_any=task.accept_any))
            if converted.article is not None:
                yield replace(converted.article, tags=union(converted.article.tags, task.tags))
            else:
                problems.append(str(converted.error))

    path, count = FORMATS[output_format](articles(), f"{target.rstrip('/')}/part-{task.number:05}")
    return Partition(path, count, tuple(problems))


def _items(task: Task, problems: list[str]) -> Iterator[Item]:
    from newsclip.sources import read_source
    from newsclip.sources.handle import file_source

    for path in task.paths:
        source = remote_source(path) if "://" in path else file_source(Path(path), named=len(task.paths) == 1)
        try:
            yield from read_source(source, task.kind)
        except NewsclipError as error:
            problems.append(str(error))


def _opened(url: str, mode: str) -> Any:
    import fsspec

    # Where the file system can, a file appears only when it is complete.
    return fsspec.open(url, mode, auto_mkdir=True) if "://" not in url else fsspec.open(url, mode)


def _write_jsonl(articles: Iterable[Article], stem: str) -> tuple[str, int]:
    from newsclip.sources.own import record_of

    path, count = f"{stem}.jsonl", 0
    with _opened(path, "wb") as stream:
        for article in articles:
            stream.write(json.dumps(record_of(article), ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            count += 1
    return path, count


def _write_parquet(articles: Iterable[Article], stem: str) -> tuple[str, int]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from newsclip.sources.own import FIELDS, LISTS, MARKS, record_of

    kinds = {name: pa.list_(pa.string()) for name in LISTS} | {name: pa.bool_() for name in MARKS}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in FIELDS])
    path, count = f"{stem}.parquet", 0
    with _opened(path, "wb") as stream, pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in _grouped(articles, 256):
            writer.write_table(pa.Table.from_pylist([record_of(article) for article in group], schema=schema))
            count += len(group)
    return path, count


def _grouped(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) >= size:
            yield group
            group = []
    if group:
        yield group


def _write_archive(articles: Iterable[Article], stem: str) -> tuple[str, int]:
    """A folder of Markdown files, named and dated as in an archive."""
    from newsclip.archive.files import render_article
    from newsclip.archive.identity import article_id
    from newsclip.archive.layout import article_path, name_of

    taken: set[str] = set()
    for article in articles:
        identity = article_id(article)
        moment = article.published or article.saved
        for suffix in ("", identity[:4], identity):
            name = (
                article_path(moment.day, name_of(article), taken=suffix).as_posix()
                if moment is not None
                else f"undated/{identity}.md"
            )
            if name not in taken:
                break
        taken.add(name)
        with _opened(f"{stem}/{name}", "wb") as stream:
            stream.write(render_article(article, identity).encode("utf-8", "surrogateescape"))
    return stem, len(taken)


FORMATS: dict[str, Callable[[Iterable[Article], str], tuple[str, int]]] = {
    "parquet": _write_parquet,
    "jsonl": _write_jsonl,
    "archive": _write_archive,
}
"""Formats of partitions; each takes the articles and the path without suffix, and gives the path and the count."""
