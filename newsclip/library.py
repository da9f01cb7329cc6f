"""The public façade: one archive, its files and its index together."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.files import StoredArticle, read_article
from newsclip.archive.identity import ID_LENGTH, url_id
from newsclip.archive.layout import STATE_FOLDER
from newsclip.archive.store import Place, SaveResult, Status, Store
from newsclip.article import Timestamp
from newsclip.errors import NotInArchive

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from newsclip.archive.history import History
    from newsclip.archive.snapshots import Snapshots
    from newsclip.article import Article
    from newsclip.index import Hit, Index, Results, SyncReport


class Archive:
    """A dated archive of articles as Markdown files, with a search index that follows the files.

    `path` is its root folder; it is made by the first save.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.root = Path(path).expanduser()
        self._index: Index | None = None
        self._synced = False
        self._unindexed: dict[str, Path] | None = None
        self.store = Store(self.root, self._locate)

    @property
    def index(self) -> Index:
        """The search index of this archive, opened when first needed."""
        if self._index is None:
            from newsclip.index import Index

            self._index = Index(self.root)
        return self._index

    @property
    def snapshots(self) -> Snapshots:
        """The bytes that articles were made of."""
        from newsclip.archive.snapshots import Snapshots

        return Snapshots(self.root)

    @property
    def history(self) -> History:
        """The earlier texts of articles."""
        return self.store.history

    def save(
        self,
        article: Article,
        *,
        said: Article | None = None,
        force: bool = False,
        dry_run: bool = False,
        durable: bool = True,
    ) -> SaveResult:
        """File an article and index it. See `Store.save` for what happens the second time, and for the errors."""
        now = Timestamp.of(datetime.now().astimezone())
        result = self.store.save(article, saved=now, said=said, force=force, dry_run=dry_run, durable=durable)
        if result.status is not Status.UNCHANGED and not dry_run:
            if self._unindexed is None:
                self._add([result.path])
            else:
                self._unindexed[result.id] = result.path
        return result

    @contextlib.contextmanager
    def many(self) -> Iterator[None]:
        """Save many articles: all of them are indexed at the end; a crash leaves that to the next search."""
        self._unindexed = {}
        try:
            yield
        finally:
            saved, self._unindexed = self._unindexed, None
            if saved:
                self._add(saved.values())

    def _add(self, paths: Iterable[Path]) -> None:
        self.index.add([path.relative_to(self.root) for path in paths])
        self.index.tidy()

    def place(self, article: Article, said: Article | None = None) -> Place:
        """Where a save of the same articles would put one, and what is there now; nothing is written."""
        return self.store.place(article, Timestamp.of(datetime.now().astimezone()), said)

    def get(self, reference: str | os.PathLike[str]) -> StoredArticle:
        """The article of an id (or the beginning of one), a path or a URL.

        Raises NotInArchive, and ArchiveError when its file cannot be read or its front matter is broken.
        """
        return read_article(self.find(reference))

    def find(self, reference: str | os.PathLike[str]) -> Path:
        """The file of the article of an id (or the beginning of one), a path or a URL. Raises NotInArchive."""
        text = str(reference)
        path = self._path_of(text)
        if path is None:
            raise NotInArchive(
                "no such article in the archive", source=text or "''", hint="'newsclip list' shows what there is"
            )
        return path

    def search(self, query: str, *, limit: int = 20) -> Results:
        """Articles that match a query (docs/search.md has its grammar), best first. Raises QueryError."""
        self._sync()
        return self.index.search(query, limit=limit)

    def list(self, query: str = "", *, limit: int = 0) -> tuple[Hit, ...]:
        """What the index knows of all articles, or of those that match a query; newest first. 0: no limit."""
        self._sync()
        return self.index.search(query, limit=limit or None, sort="date", snippets=False).hits

    def _path_of(self, text: str) -> Path | None:
        for path in (Path(text), self.root / text):
            with contextlib.suppress(OSError):
                if path.suffix == ".md" and path.is_file():
                    return path
        identity = url_id(text) if "://" in text else text.lower()
        if not identity or len(identity) > ID_LENGTH:
            return None
        self._sync()
        found = self.index.lookup(identity)
        if found is None and "://" in text:
            return self.index.lookup(text)  # the page names another address as its own
        if found is None and len(identity) < ID_LENGTH and identity.isalnum():
            beginning = self.index.search(f"id:{identity}*", limit=2, snippets=False).hits
            if len(beginning) > 1:
                raise NotInArchive(
                    "several articles have an id that begins so", source=text, hint="give more of the id"
                )
            return self.root / beginning[0].path if beginning else None
        return found

    def _locate(self, identity: str) -> Path | None:
        if self._unindexed and identity in self._unindexed:
            return self._unindexed[identity]
        if self._index is None and not (self.root / STATE_FOLDER).is_dir() and not self.root.is_dir():
            return None
        self._sync()
        return self.index.lookup(identity)

    def sync(self, progress: Callable[[int, int], None] | None = None) -> SyncReport:
        """Let the index follow the files; once for this object, unless it is called again. Raises ArchiveError."""
        report = self.index.sync(progress)
        self._synced = True
        return report

    def _sync(self) -> None:
        if not self._synced:
            self.sync()


__all__ = ["Archive", "SaveResult", "Status", "StoredArticle"]
