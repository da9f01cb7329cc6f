"""Puts converted articles into the archive, and says what became of each."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.files import read_article
from newsclip.archive.identity import url_id
from newsclip.archive.store import Status, Store
from newsclip.article import Timestamp
from newsclip.errors import ArchiveError, ArchiveLocked, EditedByHand, NewsclipError, NoArticle, SourceError
from newsclip.importing.conversion import Drafting, convert_job, is_older
from newsclip.importing.outcome import Outcome, Result
from newsclip.marks import union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsclip.archive.images import Got
    from newsclip.article import Article
    from newsclip.importing.conversion import Converted, Job
    from newsclip.importing.dedupe import Twins
    from newsclip.importing.options import ImportOptions
    from newsclip.index import Shares
    from newsclip.sources.item import Item

_RESULTS = {Status.SAVED: Result.SAVED, Status.UPDATED: Result.UPDATED, Status.UNCHANGED: Result.UNCHANGED}


class Filer:
    """Puts converted articles into the archive."""

    def __init__(self, root: Path, options: ImportOptions, locate: Callable[[str], Path | None]) -> None:
        self._root = root
        self._options = options
        self.store = Store(root, locate)
        self._locate = locate
        self.now = Timestamp.of(datetime.now().astimezone())
        self.twins: Twins | None = None
        self.shares: Shares | None = None

    @property
    def drafting(self) -> Drafting | None:
        """How workers can save us the most; None where every article has to be looked at here."""
        if self._options.dry_run or self._options.images is not None or self.twins is not None:
            return None
        return Drafting(root=str(self._root), saved=self.now, tags=self._options.tags, since=self._options.since)

    def file(self, job: Job, converted: Converted) -> Outcome | None:
        """File one article, or say why not; None for one that `--since` leaves out.

        Raises ArchiveError where no other article could be filed either: a full disk, no permission, a lock.
        """
        article = converted.article
        try:
            if converted.draft is not None:
                outcome = self._add(job, converted)
                if outcome is not None:
                    return outcome
                converted = convert_job(job)
                article = converted.article
            if article is None:
                return self._problem(job.item, converted.error or SourceError("was not converted"))
            return None if is_older(article, self._options.since) else self._file(job, article, converted)
        except NewsclipError as error:
            if isinstance(error, ArchiveError) and not _is_of_one_file(error):
                raise
            return self._problem(job.item, error, article)

    def _add(self, job: Job, converted: Converted) -> Outcome | None:
        """File a draft; None where its article has to be looked at."""
        draft = converted.draft
        if draft is None:
            return None
        status = None
        try:
            status = self.store.add(draft)
        finally:
            if status is None and self.shares is not None and converted.share:
                self.shares.refused(converted.share, draft.path)
        if status is None:
            return None
        if self.shares is not None and converted.share:
            self.shares.filed(converted.share, draft.path, status)
        self._keep_snapshot(job, draft.id)
        return Outcome(
            origin=job.item.origin,
            result=Result.SAVED,
            kind=job.item.kind,
            url=draft.url or job.item.url,
            title=draft.title or job.item.title,
            path=self._root / draft.path,
            article_id=draft.id,
        )

    def _file(self, job: Job, article: Article, converted: Converted) -> Outcome:
        twin = self.twins.of(article) if self.twins is not None else None
        if twin is not None and self._place_of(article) != twin:
            self._add_marks(twin, article)
            return self._outcome(job.item, Result.DUPLICATE, article, twin)
        said = article
        article = replace(article, tags=union(article.tags, self._options.tags))
        article = self._with_pictures(job, article, converted)
        result = self.store.save(
            article, saved=self.now, said=said, force=self._options.force, dry_run=self._options.dry_run, durable=False
        )
        if self.twins is not None and not self._options.dry_run:
            self.twins.add(article, result.path)
        if not self._options.dry_run:
            self._keep_snapshot(job, result.id)
        return self._outcome(job.item, _RESULTS[result.status], article, result.path, article_id=result.id)

    def _keep_snapshot(self, job: Job, article_id: str) -> None:
        if job.fetched is None or not self._options.keep_snapshots:
            return
        from newsclip.archive.choices import Choices
        from newsclip.archive.snapshots import Snapshots
        from newsclip.fetch.capture import keep

        keep(Snapshots(self._root), article_id, job.fetched, Choices())

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
            tags=item.tags,
            saved=item.added,
            read=item.read,
            starred=item.starred,
            notes=item.notes,
            highlights=item.highlights,
        )
        changed = self._add_marks(path, said)
        return self._outcome(item, Result.UPDATED if changed else Result.UNCHANGED, said, path)

    def _add_marks(self, path: Path, said: Article) -> bool:
        result = self.store.add_marks(
            read_article(path), said, tags=self._options.tags, dry_run=self._options.dry_run, durable=False
        )
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


_NAMES_REFUSED = frozenset((errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL))
"""What a system answers where it is the name that does not do: a file in a folder's place, one too long for it."""


def _is_of_one_file(error: ArchiveError) -> bool:
    """Whether it is one article that cannot be filed, and the archive takes others."""
    if isinstance(error.__cause__, OSError):
        return error.__cause__.errno in _NAMES_REFUSED
    return not isinstance(error, ArchiveLocked)


def _no_images(_: Sequence[str]) -> Iterator[Got]:
    """Remote images stay where they are."""
    return iter(())
