"""The import itself: read → convert in workers → file, item by item, in the order of the sources."""

from __future__ import annotations

import functools
import os
import sys
import time
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.files import read_article, remove_leftovers
from newsclip.archive.identity import url_id
from newsclip.archive.layout import STATE_FOLDER
from newsclip.archive.store import Status, Store
from newsclip.article import Timestamp
from newsclip.errors import ArchiveError, EditedByHand, NewsclipError, NoArticle, SourceError
from newsclip.importing.fetching import needs_fetch, with_pages
from newsclip.importing.journal import FOLDER, Journal, key_of
from newsclip.importing.local import convert_here, convert_in_processes, cores
from newsclip.importing.options import Dedupe, ImportOptions
from newsclip.importing.outcome import PROBLEMS, Outcome, Result, Tally
from newsclip.importing.report import check_report, write_report
from newsclip.sources.feeds import FEED_LINK
from newsclip.sources.item import Item, Origin, earliest, join_notes, union, web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType
    from typing import TextIO

    from newsclip.archive.images import Got
    from newsclip.article import Article
    from newsclip.importing.conversion import Converted, Job
    from newsclip.importing.dedupe import Twins

STDIN = "-"

_COMMIT_ITEMS = 500
_COMMIT_SECONDS = 5.0
"""What a kill can make be done twice."""

_RESULTS = {Status.SAVED: Result.SAVED, Status.UPDATED: Result.UPDATED, Status.UNCHANGED: Result.UNCHANGED}


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
    items = _Reading(sources, root, chosen).items()
    yield from import_items(items, command_of(sources, chosen), root, chosen, tally=tally, progress=progress)


def import_items(
    items: Iterable[Item],
    command: Sequence[str],
    root: Path,
    options: ImportOptions,
    *,
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Outcome]:
    """As `run_import`, for items at hand. `command` names the import: the same one goes on where it was."""
    counts = tally if tally is not None else Tally()
    if options.report is not None and not options.dry_run:
        check_report(options.report)
    with Journal(None if options.dry_run else root / STATE_FOLDER, command) as journal:
        counts.before = journal.resumed
        for outcome in _Import(items, command, root, options, journal).run(progress):
            counts.add(outcome)
            yield outcome


def report_path(command: Sequence[str], root: Path, options: ImportOptions) -> Path:
    """Where the failures of an import are listed when it is done."""
    if options.report is not None:
        return options.report
    return root / STATE_FOLDER / FOLDER / f"{key_of(command)}-failures.jsonl"


def command_of(sources: Sequence[str], options: ImportOptions) -> list[str]:
    """What makes two calls the same import. Standard input is another one each time, so its bytes count."""
    places = [source if web_url(source) else os.path.abspath(source) for source in sources if source != STDIN]  # noqa: PTH100
    if STDIN in sources:
        places.append(f"{STDIN}{_stdin_digest()}")
    choices = (options.kind, options.since, options.tags, options.dedupe, options.include, options.exclude)
    return [*places, *(str(choice) for choice in choices)]


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
        self._filer = _Filer(root, options, self._locate)

    def run(self, progress: Callable[[int, int], None] | None) -> Iterator[Outcome]:
        """All outcomes; then the index and the report."""
        self._prepare()
        keys = _Keys(self._journal)
        items = keys.unknown(self._items)
        skip = self._has if self._options.dedupe is not Dedupe.OFF else lambda _: False
        jobs = with_pages(items, self._options.fetch, accept_any=self._options.force, skip=skip)
        saving = _Saving(self._filer.store, self._journal, dry_run=self._options.dry_run)
        try:
            for job, converted in self._engine(jobs):
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
            raise
        saving.commit()
        self._finish(progress)

    def _prepare(self) -> None:
        if self._options.dry_run:
            return
        if self._journal.interrupted:
            with self._filer.store.writing():
                remove_leftovers(self._root)
        if self._root.is_dir():
            self._index.sync()
        if self._options.dedupe in {Dedupe.CONTENT, Dedupe.NEAR}:
            from newsclip.importing.dedupe import Twins

            self._filer.twins = Twins(self._root, self._options.dedupe, self._journal.connection)
            self._filer.twins.load()

    def _finish(self, progress: Callable[[int, int], None] | None) -> None:
        if self._options.dry_run:
            return
        if self._root.is_dir():
            self._index.sync(progress)
        write_report(report_path(self._command, self._root, self._options), self._journal.problems())
        self._journal.finish()

    def _engine(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Converted]]:
        if self._options.scheduler:
            from newsclip.importing.cluster import convert_on_cluster

            return convert_on_cluster(jobs, self._options.scheduler)
        workers = self._options.jobs or cores()
        return convert_here(jobs) if workers == 1 else convert_in_processes(jobs, workers)

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
        indexed = (self._root / STATE_FOLDER / "index").is_dir()
        return self._index.lookup(article_id) if indexed else None


class _Keys:
    """Journal keys of the items under way; results come in the order in which items went out."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def unknown(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items that no earlier run has done."""
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


def _no_images(_: Sequence[str]) -> Iterator[Got]:
    """Remote images stay where they are."""
    return iter(())


def _stdin_bytes() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        hint = "pipe a list or an export into newsclip"
        raise SourceError("nothing comes in from standard input", source=STDIN, hint=hint)
    return _whole(sys.stdin)


@functools.lru_cache(maxsize=1)
def _whole(stream: TextIO) -> bytes:
    """All bytes of a stream, which can be read only once."""
    return stream.buffer.read()


def _stdin_digest() -> str:
    import hashlib

    return hashlib.blake2b(_stdin_bytes(), digest_size=8).hexdigest()


class _Reading:
    """The items of all sources in order; a source that cannot be read is one item that says why."""

    def __init__(self, sources: Sequence[str], root: Path, options: ImportOptions) -> None:
        self._sources = sources
        self._root = root
        self._options = options

    def items(self) -> Iterator[Item]:
        """All items, `--limit` of them."""
        every = (item for source in self._sources for item in self._guarded(source))
        return islice(every, self._options.limit) if self._options.limit else every

    def _guarded(self, source: str) -> Iterator[Item]:
        try:
            yield from self._open(source)
        except NewsclipError as error:
            error.source = error.source or source
            yield Item(origin=Origin(source), kind="", problem=error)
        except OSError as error:
            problem = SourceError(f"cannot be read: {error.strerror or error}", source=source, hint="check the path")
            yield Item(origin=Origin(source), kind="", problem=problem)

    def _open(self, source: str) -> Iterator[Item]:
        from newsclip.sources import read_source
        from newsclip.sources.folders import Selection, read_place
        from newsclip.sources.handle import bytes_source, file_source

        kind = self._options.kind
        if source == STDIN:
            return read_source(bytes_source(STDIN, _stdin_bytes()), kind)
        if web_url(source):
            return iter(
                [Item(origin=Origin(source), kind=FEED_LINK if kind in {"feed", "opml"} else "urls", url=source)]
            )
        path = Path(source)
        if path.is_dir():
            selection = Selection(self._options.include, self._options.exclude, self._root.resolve())
            return read_place(path, kind, selection)
        if "://" in source and not path.exists():
            from newsclip.importing.cluster import remote_source

            return read_source(remote_source(source), kind)
        return read_source(file_source(path), kind)


class _Filer:
    """Puts converted articles into the archive."""

    def __init__(self, root: Path, options: ImportOptions, locate: Callable[[str], Path | None]) -> None:
        self._root = root
        self._options = options
        self.store = Store(root, locate)
        self._locate = locate
        self.now = Timestamp.of(datetime.now().astimezone())
        self.twins: Twins | None = None

    def file(self, job: Job, converted: Converted) -> Outcome | None:
        """File one article, or say why not; None for one that `--since` leaves out."""
        article = converted.article
        if article is None:
            return self._problem(job.item, converted.error or SourceError("was not converted"))
        if not self._is_wanted(article):
            return None
        article = replace(article, tags=union(article.tags, self._options.tags))
        try:
            return self._file(job, article, converted)
        except NewsclipError as error:
            if isinstance(error, ArchiveError) and not isinstance(error, EditedByHand):
                raise
            return self._problem(job.item, error, article)

    def _is_wanted(self, article: Article) -> bool:
        since, date = self._options.since, article.saved or article.published
        return since is None or date is None or date.instant >= since.instant

    def _file(self, job: Job, article: Article, converted: Converted) -> Outcome:
        twin = self.twins.of(article) if self.twins is not None else None
        if twin is not None and self._place_of(article) != twin:
            self._add_state(twin, article)
            return self._outcome(job.item, Result.DUPLICATE, article, twin)
        article = self._with_pictures(job, article, converted)
        result = self.store.save(
            article, saved=self.now, force=self._options.force, dry_run=self._options.dry_run, durable=False
        )
        if self.twins is not None and not self._options.dry_run:
            self.twins.add(article, result.path)
        if job.fetched is not None and self._options.keep_snapshots and not self._options.dry_run:
            from newsclip.archive.snapshots import Choices, Snapshots
            from newsclip.fetch.capture import keep

            keep(Snapshots(self._root), result.id, job.fetched, Choices())
        return self._outcome(job.item, _RESULTS[result.status], article, result.path, article_id=result.id)

    def _with_pictures(self, job: Job, article: Article, converted: Converted) -> Article:
        """The article with the pictures that came with it, or that the settings want to be fetched, beside it."""
        images = self._options.images
        if self._options.dry_run or not (converted.pictures or converted.inline or images):
            return article
        from newsclip.archive.images import known_links, localize

        place = self.store.place(article, self.now)
        known = known_links(place.existing.article) if place.existing is not None else {}
        page = job.fetched.final_url if job.fetched is not None else article.url
        get = partial(images, page) if images is not None else _no_images
        return localize(article, place.path, known, get, converted.pictures).article

    def _place_of(self, article: Article) -> Path | None:
        from newsclip.archive.identity import article_id

        return self._locate(article_id(article))

    def known(self, item: Item) -> Path | None:
        """The file of an article with an item's URL."""
        identity = url_id(item.url)
        path = self._locate(identity) if identity else None
        return path if path is not None and path.is_file() else None

    def merge(self, item: Item, path: Path) -> Outcome:
        """A link that the archive has already: its tags and notes join those of the article."""
        from newsclip.article import Article

        said = Article(
            tags=union(item.tags, self._options.tags),
            saved=item.added,
            read=item.read,
            starred=item.starred,
            notes=item.notes,
            highlights=item.highlights,
        )
        changed = self._add_state(path, said)
        return self._outcome(item, Result.UPDATED if changed else Result.UNCHANGED, said, path)

    def _add_state(self, path: Path, said: Article) -> bool:
        stored = read_article(path).article
        article = replace(
            stored,
            tags=union(stored.tags, said.tags),
            saved=earliest(stored.saved, said.saved),
            read=stored.read or said.read,
            starred=stored.starred or said.starred,
            notes=join_notes(stored.notes, said.notes),
            highlights=union(stored.highlights, said.highlights),
        )
        if article == stored:
            return False
        result = self.store.save(article, saved=self.now, dry_run=self._options.dry_run, durable=False)
        return result.status is not Status.UNCHANGED

    def _problem(self, item: Item, error: NewsclipError, article: Article | None = None) -> Outcome:
        result = Result.FAILED
        if isinstance(error, EditedByHand):
            result = Result.EDITED
        elif isinstance(error, NoArticle):
            result = Result.EMPTY
        return Outcome(
            origin=item.origin,
            result=result,
            kind=item.kind,
            url=item.url,
            title=article.title if article is not None else item.title,
            reason=str(error),
            exit_code=error.exit_code,
        )

    def _outcome(self, item: Item, result: Result, article: Article, path: Path, *, article_id: str = "") -> Outcome:
        return Outcome(
            origin=item.origin,
            result=result,
            kind=item.kind,
            url=article.url or item.url,
            title=article.title or item.title,
            path=path,
            article_id=article_id,
        )
