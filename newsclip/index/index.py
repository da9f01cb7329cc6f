"""`Index`: the search index of one archive, derived from its files and rebuilt from them whenever it has to be."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from newsclip.errors import ArchiveError, ArchiveLocked, NotInArchive, UsageError
from newsclip.index.damage import Damaged
from newsclip.index.store import Store, has_changed, load_stamps, open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from newsclip.index.ready import Shares
    from newsclip.index.results import Facet, Results, Similar, SyncReport
    from newsclip.index.scan import Changes
    from newsclip.index.search import Searching
    from newsclip.index.stamps import Folder, Stamps

    Progress = Callable[[int, int], None]

Sort = Literal["relevance", "date", "saved", "title"]
SORTS: tuple[Sort, ...] = ("relevance", "date", "saved", "title")

_LOCK_WAIT = 20.0
"""Seconds that a save, or whoever finds the index damaged, waits for another writer to finish."""

_REBUILD_FROM = 2000
"""Changed files from which a rebuild on all cores is quicker, where they are most of the archive."""

_LOOKS = 3
"""Times that a search looks at the files before it takes the index for damaged."""

_NOT_WHOLE = "the index was not whole"

_T = TypeVar("_T")


def sort_order(name: str) -> Sort:
    """Read the name of an order. Raises UsageError."""
    for sort in SORTS:
        if sort == name:
            return sort
    raise UsageError(f"there is no order '{name}'", hint=f"use one of {', '.join(SORTS)}")


class Index:
    """The search index of the archive at `root`, under `root/.newsclip/index/`.

    Any number of processes may search while one writes. Nothing here is needed to read the articles: an index that is
    missing, damaged or of another version is rebuilt from the files, and the report of `sync` says so.
    """

    def __init__(self, root: Path) -> None:
        self.root = Path(root)
        self._store = Store(self.root / ".newsclip" / "index")
        self._generation: Path | None = None
        self._engine: Any = None

    # -- keeping up with the files

    def sync(self, progress: Progress | None = None, shares: Shares | None = None) -> SyncReport:
        """Find what was added, edited or deleted, by whatever program, and index it. Never waits for another writer.

        `progress` gets the number of files done and of all. `shares` were filled while articles were written. Raises
        ArchiveError when there is no archive, or no index and none can be written.
        """
        from newsclip.index.results import SyncReport
        from newsclip.index.scan import scan

        try:
            for _ in range(_LOOKS):
                known, look = self._load_and_look()
                changes = scan(str(self.root), known.folders, look)
                if changes.stale:
                    break
                # Where it is not as large as the stamps say, another process may have written meanwhile.
                if self._is_whole(known.folders):
                    return SyncReport()
            else:
                raise Damaged(_NOT_WHOLE)
        except Damaged as damage:
            return self._heal(damage, progress, shares)
        return self._update(changes, known, progress, wait=0.0, shares=shares)

    def add(self, paths: Iterable[Path], progress: Progress | None = None) -> SyncReport:
        """Index articles that were just written, and whatever else changed in their folders.

        Waits for another writer to finish. Raises as `sync` does.
        """
        from newsclip.index.scan import scan_folders

        try:
            known = self._load()
            changes = scan_folders(str(self.root), known.folders, list(paths))
        except Damaged as damage:
            return self._heal(damage, progress)
        return self._update(changes, known, progress, wait=_LOCK_WAIT, patient=False)

    def tidy(self) -> None:
        """Put small parts of the index together, where saves have left many; for when nobody waits for anything more.

        What was added is found before and after. Nothing is done while another process writes.
        """
        from filelock import Timeout

        from newsclip.index.write import tidy

        with contextlib.suppress(Timeout, OSError, ValueError, Damaged), self._lock(0.0):
            generation = self._store.current()
            if tidy(generation) and self._generation == generation:
                self._open(generation)

    def rebuild(self, progress: Progress | None = None, *, jobs: int = 0) -> SyncReport:
        """Make the index anew from the files alone, with `jobs` processes; 0 is one a core.

        Raises ArchiveError when it cannot be written, ArchiveLocked when another newsclip is writing it.
        """
        return self._rebuild(progress, jobs=jobs)

    def _load(self) -> Stamps:
        """Open the live generation and read its stamps. Raises Damaged."""
        return self._load_and_look(look=False)[0]

    def _load_and_look(self, *, look: bool = True) -> tuple[Stamps, Callable[[], set[int]]]:
        """As `_load`, and begin to look at the files."""
        from newsclip.index.look import begin_look

        def load(generation: Path) -> tuple[Stamps, Callable[[], set[int]]]:
            # The stamps first: what another process adds after that, the scan sees.
            stamps = load_stamps(generation)
            looked = begin_look(str(self.root), stamps.folders if look else ())
            try:
                self._open(generation)
            except Damaged:
                looked()
                raise
            return stamps, looked

        return self._steady(load)

    def _steady(self, act: Callable[[Path], _T]) -> _T:
        """Do something with the live generation, again if a rebuild puts another in its place meanwhile."""
        for _ in range(3):
            generation = self._store.current()
            try:
                return act(generation)
            except Damaged:
                if self._store.current() == generation:
                    raise
        raise Damaged("the index kept changing")

    def _open(self, generation: Path) -> None:
        from newsclip.index.seal import check

        check(generation)
        if self._engine is None or self._generation != generation:
            self._engine = open_engine(generation)
            self._generation = generation
        else:
            self._engine.reload()

    def _is_whole(self, folders: Iterable[Folder]) -> bool:
        return bool(self._engine.searcher().num_docs == sum(folder.file_count for folder in folders))

    def _check_count(self, folders: Iterable[Folder]) -> None:
        if not self._is_whole(folders):
            raise Damaged(_NOT_WHOLE)

    def _update(
        self,
        changes: Changes,
        known: Stamps,
        progress: Progress | None,
        *,
        wait: float,
        patient: bool = True,
        shares: Shares | None = None,
    ) -> SyncReport:
        from filelock import Timeout

        from newsclip.index.results import SyncReport

        count = len(changes.added) + len(changes.edited)
        if count >= _REBUILD_FROM and count > sum(folder.file_count for folder in known.folders):
            return self._rebuild(progress, shares=shares)
        try:
            with self._lock(wait):
                return self._apply(changes, known, progress, patient=patient, shares=shares)
        except Timeout:
            message = "another newsclip is indexing; the latest changes may be missing"
            return SyncReport(locked=True, message=message if changes.articles else "")
        except Damaged as damage:
            return self._heal(damage, progress)
        except ValueError:
            # The engine's own way to say that something cannot be read or written.
            return self._heal(Damaged("the index could not be written"), progress)
        except OSError as error:
            message = f"the index cannot be written ({error.strerror or error}); the latest changes may be missing"
            return SyncReport(locked=True, message=message if changes.articles else "")

    def _apply(
        self, changes: Changes, known: Stamps, progress: Progress | None, *, patient: bool, shares: Shares | None
    ) -> SyncReport:
        """Bring the index up to date; the lock is held. Raises Damaged."""
        from newsclip.index.results import SyncReport
        from newsclip.index.scan import scan
        from newsclip.index.write import apply

        generation = self._generation
        if generation is None or self._store.current() != generation or has_changed(generation, known):
            # Another process has written since we looked.
            known = self._load()
            changes = scan(str(self.root), known.folders)
            generation = self._generation
        assert generation is not None  # noqa: S101 - _load has opened it
        root = str(self.root)
        ready = shares.usable(root, changes) if shares is not None else None
        failed, folders = apply(root, generation, self._engine, changes, known, progress, patient=patient, ready=ready)
        self._engine.reload()
        self._check_count(folders)
        return SyncReport(
            added=len(changes.added),
            updated=len(changes.edited),
            removed=len(changes.deleted),
            unreadable=tuple(f"{entry.path}: {entry.reason}" for entry in failed),
        )

    def _heal(self, damage: Damaged, progress: Progress | None, shares: Shares | None = None) -> SyncReport:
        """Rebuild what is missing or damaged, unless another process has just done that."""
        return self._rebuild(progress, reason=str(damage), shares=shares)

    def _rebuild(
        self, progress: Progress | None, *, reason: str = "", jobs: int = 0, shares: Shares | None = None
    ) -> SyncReport:
        from filelock import Timeout

        from newsclip.index.rebuild import rebuild
        from newsclip.index.results import SyncReport
        from newsclip.index.scan import scan
        from newsclip.index.write import paths_of

        if not self.root.is_dir():
            raise ArchiveError(
                "there is no archive here",
                source=str(self.root),
                hint="'newsclip save' makes one, --archive names another",
            )
        try:
            with self._lock(_LOCK_WAIT):
                if reason and self._healed():
                    return SyncReport()
                generation = self._store.new_generation()
                changes = scan(str(self.root), ())
                ready = shares.usable(str(self.root), changes) if shares is not None else None
                failed = rebuild(str(self.root), generation, changes, progress, jobs, ready)
                self._engine = None
                self._open(generation)
                self._store.make_current(generation)
        except Timeout:
            raise ArchiveLocked(
                "another newsclip is writing the search index", source=str(self.root), hint="try again in a while"
            ) from None
        except (OSError, ValueError, Damaged) as error:
            raise ArchiveError(
                f"the search index cannot be written: {getattr(error, 'strerror', None) or error}",
                source=str(self._store.folder),
                hint="check permissions and free space; 'newsclip grep' needs no index",
            ) from error
        return SyncReport(
            added=len(paths_of(changes.folders.values())) - len(failed),
            rebuilt=True,
            message=f"{reason}; it was rebuilt from the files" if reason else "",
            unreadable=tuple(f"{entry.path}: {entry.reason}" for entry in failed),
        )

    def _healed(self) -> bool:
        try:
            folders = self._load().folders
            for folder in folders:
                folder.check()
            self._check_count(folders)
        except Damaged:
            return False
        return True

    def _lock(self, wait: float) -> Any:
        from filelock import FileLock

        from newsclip.archive.state import make_state_folder

        make_state_folder(self.root)
        self._store.folder.mkdir(exist_ok=True)
        return FileLock(self._store.lock_path, timeout=wait)

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
        variants: bool = False,
        stem: str = "",
        snippets: bool = True,
        today: date | None = None,
    ) -> Results:
        """Find articles in the index as it is; docs/search.md has the query language.

        `limit` None gives all, 0 only the total. `recent` lets newer articles win over older ones that fit about as
        well. `variants` also finds Chinese in its other scripts, `stem` (a language code) other forms of words.
        `today` is what `7d` counts back from. Raises QueryError for a query that cannot be understood.
        """
        from newsclip.index.search import find

        return self._answer(
            lambda searching: find(
                searching,
                query,
                limit=limit,
                offset=offset,
                sort=sort,
                ascending=ascending,
                recent=recent,
                snippets=snippets,
            ),
            today,
            variants=variants,
            stem=stem,
        )

    def facets(
        self,
        query: str,
        field: str,
        *,
        limit: int = 50,
        variants: bool = False,
        stem: str = "",
        today: date | None = None,
    ) -> tuple[Facet, ...]:
        """Count the hits of a query by site, author, tag, category, lang or year; most first."""
        from newsclip.index.search import count_by

        return self._answer(
            lambda searching: count_by(searching, query, field, limit), today, variants=variants, stem=stem
        )

    def lookup(self, key: str) -> Path | None:
        """The path of the article with this id, URL or canonical URL; None without one."""
        from newsclip.index.search import look_up

        found = self._answer(lambda searching: look_up(searching, key))
        return None if found is None else self.root / found

    def suggest(self, query: str) -> str | None:
        """A query near to one that finds nothing, which finds something: "did you mean"."""
        from newsclip.index.suggest import suggest

        return self._answer(lambda searching: suggest(searching, query))

    def similar(self, reference: str, *, limit: int = 10) -> tuple[Similar, ...]:
        """Articles like the one with an id, URL or path: its near-duplicates first.

        Raises NotInArchive.
        """
        from newsclip.index.similar import similar_to

        path = self.lookup(reference) or self.root / reference
        if not path.is_file():
            raise NotInArchive("no such article in the archive", source=reference, hint="'newsclip list' shows them")
        relative = path.resolve().relative_to(self.root.resolve()).as_posix()
        return self._answer(lambda searching: similar_to(searching, relative, limit))

    def near_duplicates(self, body: str, *, least: float = 0.6) -> tuple[Similar, ...]:
        """Articles whose texts are nearly `body` (Markdown): at least that share of the shorter one's clauses."""
        from newsclip.index.similar import near_duplicates

        return self._answer(lambda searching: near_duplicates(searching, body, least=least))

    @property
    def count(self) -> int:
        """The number of articles in the index."""
        return self._answer(lambda searching: int(searching.searcher.num_docs))

    def _answer(
        self, ask: Callable[[Searching], _T], today: date | None = None, *, variants: bool = False, stem: str = ""
    ) -> _T:
        from newsclip.index.search import Searching

        try:
            if self._engine is None:
                self._steady(self._open)
            return ask(Searching(str(self.root), self._engine, today, variants=variants, stem=stem))
        except Damaged as damage:
            self._heal(damage, None)
            return ask(Searching(str(self.root), self._engine, today, variants=variants, stem=stem))
