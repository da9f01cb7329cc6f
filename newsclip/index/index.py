"""`Index`: the search index of one archive, derived from its files and rebuilt from them whenever it has to be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from newsclip.errors import UsageError
from newsclip.index.store import Damaged, Store, load_stamps, open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from newsclip.index.results import Facet, Results, SyncReport
    from newsclip.index.scan import Changes
    from newsclip.index.stamps import Folder

    Progress = Callable[[int, int], None]

Sort = Literal["relevance", "date", "saved", "title"]
SORTS: tuple[Sort, ...] = ("relevance", "date", "saved", "title")
FACETS = ("site", "author", "tag", "category", "lang", "year")

_LOCK_WAIT = 20.0
"""Seconds that a save waits for another one to finish."""

_REBUILD_FROM = 2000
"""Changed files from which a rebuild on all cores is quicker, where they are most of the archive."""


def sort_order(name: str) -> Sort:
    """Read the name of an order. Raises UsageError."""
    for sort in SORTS:
        if sort == name:
            return sort
    raise UsageError(f"there is no order '{name}'", hint=f"use one of {', '.join(SORTS)}")


class Index:
    """The search index of the archive at `root`, under `root/.newsclip/index/`.

    Any number of processes may search while one writes. Nothing here is needed to read the articles: an index that is
    missing, damaged or of another version is rebuilt from the files by `sync`.
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(root)
        self._store = Store(self.root / ".newsclip" / "index")
        self._generation: Path | None = None
        self._engine: Any = None

    # -- keeping up with the files

    def sync(self, progress: Progress | None = None) -> SyncReport:
        """Find what was added, edited or deleted, by whatever program, and index it. Never waits for another writer.

        Raises ArchiveError when the index cannot be written at all and there is none to search.
        """
        from newsclip.index.results import SyncReport
        from newsclip.index.scan import scan

        try:
            generation = self._store.current()
            known = load_stamps(generation)
            self._open(generation)
        except Damaged as damage:
            return self.rebuild(progress, reason=str(damage))
        changes = scan(str(self.root), known)
        if not changes.stale:
            return SyncReport()
        return self._apply_locked(changes, known, generation, progress, wait=0.0)

    def add(self, paths: Iterable[Path], progress: Progress | None = None) -> SyncReport:
        """Index articles that were just written, and whatever else changed in their folders."""
        from newsclip.index.scan import scan_folders

        try:
            generation = self._store.current()
            known = load_stamps(generation)
            self._open(generation)
        except Damaged as damage:
            return self.rebuild(progress, reason="" if "no index" in str(damage) else str(damage))
        changes = scan_folders(str(self.root), known, list(paths))
        return self._apply_locked(changes, known, generation, progress, wait=_LOCK_WAIT)

    def _apply_locked(
        self, changes: Changes, known: Sequence[Folder], generation: Path, progress: Progress | None, *, wait: float
    ) -> SyncReport:
        from filelock import FileLock, Timeout

        from newsclip.index.results import SyncReport
        from newsclip.index.write import apply

        count = len(changes.added) + len(changes.edited)
        total = sum(len(folder.stamps) // 24 for folder in known)
        if count >= _REBUILD_FROM and count > total:
            return self.rebuild(progress, reason="")
        try:
            with FileLock(self._store.lock_path, timeout=wait):
                failed = apply(str(self.root), generation, self._engine, changes, progress)
        except Timeout:
            return SyncReport(locked=True, message="another newsclip is indexing; the latest changes may be missing")
        self._engine.reload()
        return SyncReport(
            added=len(changes.added),
            updated=len(changes.edited),
            removed=len(changes.deleted),
            unreadable=tuple(f"{entry.path}: {entry.reason}" for entry in failed),
        )

    def rebuild(self, progress: Progress | None = None, *, reason: str = "", jobs: int = 0) -> SyncReport:
        """Make the index anew from the files alone, on all cores. `reason` is why, for the report's message."""
        from filelock import FileLock

        from newsclip.index.rebuild import rebuild
        from newsclip.index.results import SyncReport
        from newsclip.index.scan import scan
        from newsclip.index.write import paths_of

        self._store.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._store.lock_path, timeout=_LOCK_WAIT):
            self._store.discard_unfinished()
            generation = self._store.new_generation()
            changes = scan(str(self.root), ())
            failed = rebuild(str(self.root), generation, changes, progress, jobs)
            self._store.make_current(generation)
        self._engine = None
        self._open(generation)
        return SyncReport(
            added=len(paths_of(changes.folders.values())) - len(failed),
            rebuilt=True,
            message=f"{reason}; it was rebuilt from the files" if reason else "",
            unreadable=tuple(f"{entry.path}: {entry.reason}" for entry in failed),
        )

    def _open(self, generation: Path) -> None:
        if self._engine is None or self._generation != generation:
            self._engine = open_engine(generation)
            self._generation = generation

    # -- searching

    def search(
        self,
        query: str,
        *,
        limit: int | None = 20,
        offset: int = 0,
        sort: Sort = "relevance",
        ascending: bool | None = None,
        recent: bool = False,
        snippets: bool = True,
        today: date | None = None,
    ) -> Results:
        """Find articles; docs/search.md has the query language.

        `limit` None gives all, 0 only the total. `recent` lets newer articles win over older ones that fit about as well. `today` is what `7d` counts back
        from. Raises QueryError for a query that cannot be understood.
        """
        from newsclip.index.search import find

        return find(
            self._searching(today),
            query,
            limit=limit,
            offset=offset,
            sort=sort,
            ascending=ascending,
            recent=recent,
            snippets=snippets,
        )

    def facets(self, query: str, field: str, *, limit: int = 50, today: date | None = None) -> tuple[Facet, ...]:
        """Count the hits of a query by site, author, tag, category, lang or year; most first."""
        from newsclip.index.search import count_by

        return count_by(self._searching(today), query, field, limit)

    def lookup(self, key: str) -> Path | None:
        """The path of the article with this id, URL or canonical URL; None without one."""
        from newsclip.index.search import look_up

        found = look_up(self._searching(None), key)
        return None if found is None else self.root / found

    def _searching(self, today: date | None) -> Any:
        from newsclip.index.search import Searching

        if self._engine is None:
            try:
                self._open(self._store.current())
            except Damaged as damage:
                self.rebuild(reason=str(damage))
        return Searching(str(self.root), self._engine, today)

    @property
    def count(self) -> int:
        """The number of articles in the index."""
        return int(self._searching(None).searcher.num_docs)
