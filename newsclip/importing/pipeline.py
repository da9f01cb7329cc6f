"""The import itself: read → convert in workers → file, item by item, in the order of the sources."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from newsclip.archive.files import remove_leftovers
from newsclip.archive.layout import STATE_FOLDER
from newsclip.errors import ArchiveLocked
from newsclip.importing.fetching import needs_fetch, with_pages
from newsclip.importing.filing import Filer
from newsclip.importing.journal import FOLDER, Journal, key_of
from newsclip.importing.local import convert_here, convert_in_processes
from newsclip.importing.options import Dedupe, ImportOptions
from newsclip.importing.outcome import PROBLEMS, Outcome, Tally
from newsclip.importing.reading import Reading, command_of
from newsclip.importing.report import check_report, write_report
from newsclip.importing.server import cores, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from newsclip.archive.store import Store
    from newsclip.importing.conversion import Converted, Job
    from newsclip.sources.item import Item

_COMMIT_ITEMS = 500
_COMMIT_SECONDS = 5.0
"""What a kill can make be done twice."""


def run_import(
    sources: Sequence[str],
    root: Path,
    options: ImportOptions | None = None,
    *,
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Outcome]:
    """Import sources into the archive at `root`; yields what became of each item, in order, as it happens.

    `sources` are paths, URLs or `-`. The same call after an interruption goes on where it was. `tally` is kept up to
    date; `progress` hears of the indexing at the end. Raises ArchiveError, ArchiveLocked, UsageError; whatever is
    wrong with an input is an outcome.
    """
    chosen = options or ImportOptions()
    items = Reading(sources, root, chosen).items()
    yield from import_items(items, command_of(sources, chosen), root, chosen, tally=tally, progress=progress)


def import_items(
    items: Iterable[Item],
    command: Sequence[str],
    root: Path,
    options: ImportOptions,
    *,
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
    anew: bool = False,
) -> Iterator[Outcome]:
    """As `run_import`, for items at hand. `command` names the import: the same one goes on where it was.

    `anew` does all of it, for items that may be others each time, or fail only now and then.
    """
    counts = tally if tally is not None else Tally()
    if options.report is not None and not options.dry_run:
        check_report(options.report)
    with Journal(None if options.dry_run else root / STATE_FOLDER, command, anew=anew) as journal:
        counts.before = journal.resumed
        for outcome in _Import(items, command, root, options, journal).run(progress):
            counts.add(outcome)
            yield outcome


def report_path(command: Sequence[str], root: Path, options: ImportOptions) -> Path:
    """Where the failures of an import are listed when it is done."""
    if options.report is not None:
        return options.report
    return root / STATE_FOLDER / FOLDER / f"{key_of(command)}-failures.jsonl"


class _Import:
    """One import: what was done before is passed over, the rest is converted by an engine and filed."""

    def __init__(
        self, items: Iterable[Item], command: Sequence[str], root: Path, options: ImportOptions, journal: Journal
    ) -> None:
        from newsclip.index import Index

        self._items = items
        self._command = command
        self._root = root
        self._options = options
        self._journal = journal
        self._index = Index(root)
        self._filer = Filer(root, options, self._locate)
        self._workers = 0 if options.scheduler else options.jobs or cores()
        self._is_indexed = (root / STATE_FOLDER / "index").is_dir()

    def run(self, progress: Callable[[int, int], None] | None) -> Iterator[Outcome]:
        """All outcomes; then the index and the report."""
        if self._workers > 1:
            warm_up()
        self._prepare()
        keys = _Keys(self._journal)
        items = keys.unknown(self._items)
        skip = self._has if self._options.dedupe is not Dedupe.OFF else lambda _: False
        jobs = self._with_rules(with_pages(items, self._options.fetch, accept_any=self._options.force, skip=skip))
        saving = _Saving(self._filer.store, self._journal, dry_run=self._options.dry_run)
        engine = self._engine(jobs)
        try:
            for job, converted in engine:
                with saving:
                    outcome = self._one(job, converted)
                    self._journal.done(keys.of(job.item))
                    if outcome is not None and outcome.result in PROBLEMS:
                        self._journal.problem(outcome)
                    if outcome is not None and outcome.path is not None and outcome.article_id:
                        self._journal.filed(outcome.article_id, outcome.path)
                if outcome is not None:
                    yield outcome
        except BaseException:
            # Ctrl-C answers at once: the disk is not waited for.
            saving.commit(durable=False)
            engine.close()
            self._remove_shares()
            raise
        saving.commit()
        self._finish(progress)

    def _prepare(self) -> None:
        if self._options.dry_run:
            return
        if self._journal.interrupted:
            with suppress(ArchiveLocked), self._filer.store.writing():
                remove_leftovers(self._root, idle=0.0)
        if self._root.is_dir():
            self._index.sync()
            self._is_indexed = self._index.count > 0
        if self._options.dedupe in {Dedupe.CONTENT, Dedupe.NEAR}:
            from newsclip.importing.dedupe import Twins

            self._filer.twins = Twins(self._root, self._options.dedupe, self._journal.connection)
            self._filer.twins.load()
        if self._filer.drafting is not None:
            from newsclip.index import Shares

            # An interrupted run's files are read by the sync above.
            self._filer.shares = Shares(self._root / STATE_FOLDER / FOLDER / f"{key_of(self._command)}.shares")
            self._remove_shares()

    def _remove_shares(self) -> None:
        if self._filer.shares is not None:
            self._filer.shares.remove()

    def _finish(self, progress: Callable[[int, int], None] | None) -> None:
        if self._options.dry_run:
            return
        if self._root.is_dir():
            self._index.sync(progress, self._filer.shares)
        self._remove_shares()
        write_report(report_path(self._command, self._root, self._options), self._journal.problems())
        self._journal.finish()

    def _with_rules(self, jobs: Iterator[Job]) -> Iterator[Job]:
        rules = self._options.rules
        if rules is None or not rules.path.is_dir():
            return jobs
        return (replace(job, rules=rules.file_for(job.item.url)) if job.item.url else job for job in jobs)

    def _engine(self, jobs: Iterator[Job]) -> Generator[tuple[Job, Converted], None, None]:
        if self._options.scheduler:
            from newsclip.importing.cluster import convert_on_cluster

            return convert_on_cluster(jobs, self._options.scheduler)
        drafting, shares = self._filer.drafting, self._filer.shares
        if self._workers == 1:
            return convert_here(jobs, drafting, shares)
        return convert_in_processes(jobs, self._workers, drafting, shares)

    def _one(self, job: Job, converted: Converted) -> Outcome | None:
        if job.fetched is None and needs_fetch(job.item) and self._options.dedupe is not Dedupe.OFF:
            path = self._filer.known(job.item)
            if path is not None:
                return self._filer.merge(job.item, path)
        return self._filer.file(job, converted)

    def _has(self, item: Item) -> bool:
        return self._filer.known(item) is not None

    def _locate(self, article_id: str) -> Path | None:
        """The file of an article: this import's own are not in the index yet."""
        path = self._journal.where(article_id)
        if path is not None:
            return path
        return self._index.lookup(article_id) if self._is_indexed else None


class _Keys:
    """Journal keys of the items under way; results come in the order in which items went out."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def unknown(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items that no earlier run has done."""
        if not self._journal.resumed:
            return iter(items)
        return (item for item in items if not self._journal.knows(self.of(item)))

    def of(self, item: Item) -> bytes:
        """The key of an item."""
        return self._journal.item_key(item)


class _Saving:
    """Holds the archive's lock while results are filed, and lets go of it with every commit of the journal."""

    def __init__(self, store: Store, journal: Journal, *, dry_run: bool) -> None:
        self._store = store
        self._journal = journal
        self._dry_run = dry_run
        self._lock: AbstractContextManager[None] | None = None
        self._since = time.monotonic()
        self._items = 0

    def __enter__(self) -> None:
        if self._lock is None and not self._dry_run:
            self._lock = self._store.writing()
            self._lock.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._items += 1
        age = time.monotonic() - self._since
        if age >= _COMMIT_SECONDS or (self._items >= _COMMIT_ITEMS and age >= _COMMIT_SECONDS / 2):
            self.commit()
            # Whoever waits for the lock looks every 50 ms; the workers go on meanwhile.
            time.sleep(0.06)

    def commit(self, *, durable: bool = True) -> None:
        """Make what was filed last, then write down that it was, then let others write."""
        if durable and not self._dry_run and self._items and hasattr(os, "sync"):
            os.sync()
        self._journal.commit()
        if self._lock is not None:
            self._lock.__exit__(None, None, None)
            self._lock = None
        self._since, self._items = time.monotonic(), 0
