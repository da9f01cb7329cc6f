"""Files articles into an archive and finds them by id: one writer at a time, nothing that a person wrote is lost."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip import marks
from newsclip.archive.digest import Origin, article_hash, mark_hashes, origin_of, stamp_again
from newsclip.archive.files import (
    StoredArticle,
    create_file,
    encoded,
    read_article,
    render_article,
    write_atomically,
)
from newsclip.archive.history import History
from newsclip.archive.identity import article_id, own_id
from newsclip.archive.layout import SUFFIX, article_path, name_of
from newsclip.archive.merging import (
    in_our_form,
    other_keys,
    readers_keys,
    renewed,
    with_changes,
    with_marks_of,
)
from newsclip.archive.names import NamesInUse
from newsclip.archive.sameness import are_alike, may_be_another
from newsclip.archive.state import make_state_folder
from newsclip.errors import ArchiveError, ArchiveLocked, EditedByHand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from newsclip.archive.draft import Draft
    from newsclip.article import Article, Timestamp

_LOCK_WAIT = 60.0
"""Seconds to wait for another newsclip that writes to the same archive."""
_PATIENCE = 2.0
"""Seconds of it after which whoever looks on should know why nothing happens."""


class Status(StrEnum):
    """What a save did."""

    SAVED = "saved"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Where an article is now, and what the save did."""

    path: Path
    id: str
    status: Status
    replaced: StoredArticle | None = None
    """The article as it was before an update."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is or will be, and the file that is there now."""

    path: Path
    existing: StoredArticle | None = None


class Store:
    """The files of one archive.

    `locate` finds the path of an id (or None) wherever a person may have moved the file: the index answers that, and
    the store verifies the answer.
    """

    def __init__(self, root: Path, locate: Callable[[str], Path | None]) -> None:
        self.root = root
        self._locate = locate
        self._names = NamesInUse()
        self._held = False
        self.history = History(root)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the archive's lock. Re-entrant. Raises ArchiveLocked when another newsclip does not let go of it."""
        from filelock import FileLock, Timeout

        if self._held:
            yield
            return
        try:
            lock = FileLock(make_state_folder(self.root) / "lock", timeout=_LOCK_WAIT, is_singleton=True)
            try:
                lock.acquire(timeout=_PATIENCE)
            except Timeout:
                _say_that_we_wait(self.root)
                lock.acquire(timeout=_LOCK_WAIT - _PATIENCE)
        except Timeout as error:
            raise ArchiveLocked(
                "another newsclip is writing to the archive",
                source=str(self.root),
                hint="try again when it has finished",
            ) from error
        except OSError as error:
            reason = f"the archive cannot be written: {error.strerror or error}"
            raise ArchiveError(reason, source=str(self.root), hint="check the path and its permissions") from error
        self._held = True
        try:
            self._names.forget_changed()
            yield
        finally:
            self._names.remove_leftovers()
            self._names.settle()
            self._held = False
            lock.release()

    def place(self, article: Article, saved: Timestamp, said: Article | None = None) -> Place:
        """Where a save of the same articles would put one; nothing is written. Raises ArchiveError."""
        identity, existing = self._identify(said or article, saved)
        if existing is not None:
            return Place(existing.path, existing)
        return Place(self._free_path(article, (article.published or article.saved or saved).day, identity))

    def save(
        self,
        article: Article,
        *,
        saved: Timestamp,
        said: Article | None = None,
        force: bool = False,
        dry_run: bool = False,
        durable: bool = True,
    ) -> SaveResult:
        """File an article, or update the file that it has.

        `said` is the article as its source has it, where `article` has what a person chose: title, date, pictures.
        `saved` is the moment of this save; a file that exists keeps the earlier of both, its tags, notes, highlights
        and marks, and gains those of `article`. Raises EditedByHand when the source has changed and a person has
        edited the file, unless `force`; ArchiveError when the file cannot be written. `dry_run` touches nothing.
        """
        guard = contextlib.nullcontext() if dry_run else self.writing()
        with guard:
            return self._save(article, said or article, saved, force=force, dry_run=dry_run, durable=durable)

    def add(self, draft: Draft) -> os.stat_result | None:
        """File a new article, as a save would; None, and nothing done, where the archive may have it, or its name.

        Does not wait for the disk. Raises ArchiveError when the file cannot be written.
        """
        with self.writing():
            folder = f"{self.root}/{draft.folder}"
            if any(self._names.has(folder, f"{stem}{SUFFIX}") for stem in draft.stems) or self._locate(draft.id):
                return None
            status = create_file(f"{self.root}/{draft.path}", draft.data)
            self._names.add(folder, f"{draft.stem}{SUFFIX}")
            return status

    def _save(
        self, article: Article, said: Article, saved: Timestamp, *, force: bool, dry_run: bool, durable: bool
    ) -> SaveResult:
        identity, existing = self._identify(said, saved)
        if existing is None:
            filed = replace(article, saved=article.saved or saved)
            day = (filed.published or filed.saved or saved).day
            path = self._free_path(filed, day, identity)
            data = b"" if dry_run else encoded(render_article(filed, identity, origin_of(filed, said)))
            while not dry_run and create_file(os.fspath(path), data, durable=durable) is None:
                # Somebody has put a file there since the folder was looked at, and it stays theirs.
                self._names.add(os.fspath(path.parent), path.name)
                path = self._free_path(filed, day, identity)
            if not dry_run:
                self._names.add(os.fspath(path.parent), path.name)
            return SaveResult(path, identity, Status.SAVED)
        return self._update(article, said, existing, saved, force=force, dry_run=dry_run, durable=durable)

    def _update(
        self,
        article: Article,
        said: Article,
        existing: StoredArticle,
        saved: Timestamp,
        *,
        force: bool,
        dry_run: bool,
        durable: bool,
    ) -> SaveResult:
        before = existing.digest.origin if existing.digest is not None else None
        source = article_hash(said)
        same_source = before is not None and before.source == source
        merged = with_marks_of(existing, article, said)
        if same_source:
            # What a person chose when it was saved before stays, unless another choice comes with this save.
            if article.title == said.title:
                merged = replace(merged, title=existing.article.title)
            if article.published == said.published:
                merged = replace(merged, published=existing.article.published)
        given = mark_hashes(article) | (before.marks if before is not None else frozenset())
        origin = Origin(source, given, article_hash(merged))
        readers = readers_keys(existing, article) if existing.edited else None
        if readers is not None:
            merged = replace(merged, extra={**merged.extra, **readers})
        elif existing.edited and not force:
            if same_source and (merged.title, merged.published) == (existing.article.title, existing.article.published):
                return self._add_marks(existing, merged, given, dry_run=dry_run, durable=durable)
            raise EditedByHand(
                ("" if same_source else "the source has changed, but ")
                + "the file was edited by hand, so it stays as it is",
                source=str(existing.path),
                hint="--force replaces it",
            )
        elif existing.edited:
            merged = replace(merged, extra={**other_keys(existing, article), **merged.extra})
        if same_source and merged == in_our_form(existing.article):
            return SaveResult(existing.path, existing.id, Status.UNCHANGED)
        text = renewed(existing, merged, origin) if readers is not None else render_article(merged, existing.id, origin)
        if text == existing.text:
            return SaveResult(existing.path, existing.id, Status.UNCHANGED)
        if not existing.edited and merged == in_our_form(existing.article):
            # Only the digest line is another, as after a change of newsclip's in how it is made.
            if not dry_run:
                write_atomically(existing.path, text, durable=durable)
            return SaveResult(existing.path, existing.id, Status.UNCHANGED)
        if not dry_run:
            if not same_source or (existing.edited and readers is None):
                # Before the file changes, so that no crash can come between: the earlier text stays reachable.
                self.history.keep(existing, saved.instant, durable=durable)
            write_atomically(existing.path, text, durable=durable)
        return SaveResult(existing.path, existing.id, Status.UPDATED, replaced=existing)

    def add_marks(
        self,
        stored: StoredArticle,
        given: Article,
        *,
        tags: tuple[str, ...] = (),
        dry_run: bool = False,
        durable: bool = True,
    ) -> SaveResult:
        """Let the tags, marks, notes and highlights of `given` join those of an article; no more of the file changes.

        What was given before is not put back where a person took it out, but `tags` join anyhow. Raises ArchiveError
        when the file cannot be written.
        """
        with contextlib.nullcontext() if dry_run else self.writing():
            article = replace(given, tags=marks.union(given.tags, tags))
            known = stored.digest.origin.marks if stored.digest is not None else frozenset()
            merged = with_marks_of(stored, article, given)
            return self._add_marks(stored, merged, known | mark_hashes(article), dry_run=dry_run, durable=durable)

    def _add_marks(
        self, existing: StoredArticle, merged: Article, given: frozenset[str], *, dry_run: bool, durable: bool
    ) -> SaveResult:
        """Put the reader's part of `merged` into a file; `given` are the hashes of all that came with it ever."""
        old = existing.article
        merged = replace(old, **marks.joined(old, merged), saved=old.saved and merged.saved)
        if merged == old:
            return SaveResult(existing.path, existing.id, Status.UNCHANGED)
        if not dry_run:
            text = with_changes(existing.text, old, merged)
            if existing.digest is not None:
                origin = replace(existing.digest.origin, marks=given)
                if existing.digest.intact:
                    text = render_article(merged, existing.id, origin)
                else:
                    text = stamp_again(text, existing.digest, origin)
            write_atomically(existing.path, text, durable=durable)
        return SaveResult(existing.path, existing.id, Status.UPDATED, replaced=existing)

    def _identify(self, article: Article, saved: Timestamp) -> tuple[str, StoredArticle | None]:
        """The id of an article and the file that holds it already, if any."""
        identity = article_id(article)
        existing = self._find(identity, article, saved)
        if existing is not None and may_be_another(article, existing) and not are_alike(article, existing):
            # Neither replaces the other.
            identity = own_id(article)
            existing = self._find(identity, article, saved)
        return identity, existing

    def _find(self, identity: str, article: Article, saved: Timestamp) -> StoredArticle | None:
        located = self._locate(identity)
        if located is not None and located.is_file():
            stored = read_article(located)
            if stored.id == identity:
                return stored
        # The index may be gone, or not know the file yet: it is nearly always where it was first filed.
        day = (article.published or article.saved or saved).day
        for taken in ("", identity[:4], identity):
            path = self.root / article_path(day, name_of(article), taken=taken)
            if path.is_file():
                with contextlib.suppress(ArchiveError):
                    stored = read_article(path)
                    if stored.id == identity:
                        return stored
        return None

    def _free_path(self, article: Article, day: date, identity: str) -> Path:
        for taken in ("", identity[:4], identity):
            path = self.root / article_path(day, name_of(article), taken=taken)
            if not self._names.has(os.fspath(path.parent), path.name):
                return path
        raise ArchiveError("another file has the name of this article", source=str(path), hint="rename that file")


def _say_that_we_wait(root: Path) -> None:
    # A program that uses newsclip may want it elsewhere, or not at all; Python shows it on stderr otherwise.
    import logging

    logging.getLogger("newsclip").warning("newsclip: %s: another newsclip is writing to the archive; waiting", root)
