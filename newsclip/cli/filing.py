"""From a document in memory to a file in the archive: the person's choices, the images, the snapshot."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from newsclip.cli import output
from newsclip.cli.web import image_fetcher
from newsclip.errors import ArchiveError, EditedByHand, UsageError

if TYPE_CHECKING:
    from newsclip.archive.choices import Choices
    from newsclip.article import Article, Timestamp
    from newsclip.config import Settings
    from newsclip.conversion import Conversion
    from newsclip.inputs import Document
    from newsclip.library import Archive, SaveResult


def convert_chosen(document: Document, choices: Choices, *, accept_any: bool) -> Conversion:
    """Convert a document, with the further pages that it has, by what a person picked. Raises as `convert` does."""
    from newsclip.cli.exports import refuse_exports
    from newsclip.cli.rules import rules_for
    from newsclip.conversion import convert_document

    refuse_exports(document)
    rules = rules_for(document.url, choices.select, choices.strip)
    first = convert_document(
        document.raw,
        url=document.url or None,
        content_type=document.content_type,
        file_name=document.path.name if document.path is not None else None,
        rules=rules,
        accept_any=accept_any,
    )
    more = document.fetched.more if document.fetched is not None else ()
    further = [
        convert_document(page.body, url=page.final_url, content_type=page.content_type, rules=rules, accept_any=True)
        for page in more
    ]
    if not further:
        return first
    from newsclip.paged import join

    return join([first, *further])


def date_chosen(text: str) -> Timestamp:
    """A date that a person typed. Raises UsageError."""
    from newsclip.extract.dates import parse_date

    published = parse_date(text)
    if published is None:
        raise UsageError(f"--date: not a date: {text!r}", hint="write it as 2021-06-22 or 2021-06-22T03:58:39+00:00")
    return published


class Filing:
    """Files documents into an archive by the settings.

    `images` decides for this command; None leaves it to the settings, and to what was decided when the article was
    filed before. `offline` keeps no snapshots, and gets images only where the command itself asks for them.
    """

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        *,
        force: bool = False,
        dry_run: bool = False,
        images: bool | None = None,
        offline: bool = False,
    ) -> None:
        self._archive = archive
        self._settings = settings
        self._keeps = settings.snapshots.save and not dry_run and not offline
        self._images = images
        self._gets_images = not dry_run and (images is True or not offline)
        self._force = force
        self._dry_run = dry_run

    def article(self, document: Document, conversion: Conversion, choices: Choices, tags: tuple[str, ...]) -> Article:
        """The article as it will be filed: with the URL as given, and what the person chose."""
        changes: dict[str, Any] = {}
        if choices.title:
            changes["title"] = choices.title
        if choices.date:
            changes["published"] = date_chosen(choices.date)
        if document.saved is not None and conversion.article.saved is None:
            changes["saved"] = document.saved
        if document.fetched is not None:
            changes["url"] = document.fetched.url
            if document.fetched.archived:
                changes["extra"] = {**conversion.article.extra, "archived": document.fetched.archived}
        article: Article = replace(conversion.article, **changes)
        return replace(article, tags=tuple(dict.fromkeys((*article.tags, *tags))))

    def save(self, document: Document, article: Article, choices: Choices, said: Article | None = None) -> SaveResult:
        """File an article, and keep the bytes that it was made of. Raises as `Archive.save` does.

        `said` is the article without what the person chose.
        """
        article = self._with_images(document, article, said)
        try:
            result = self._archive.save(article, said=said, force=self._force, dry_run=self._dry_run)
        except EditedByHand:
            from newsclip.archive.identity import article_id

            self._keep_snapshot(document, article_id(article), choices)  # so that the new text is not lost either
            raise
        self._keep_snapshot(document, result.id, choices)
        return result

    def _with_images(self, document: Document, article: Article, said: Article | None) -> Article:
        """The article with its images beside it: those that came with its source, and others where they are wanted."""
        from newsclip.archive.images import image_urls, known_links, localize, remote
        from newsclip.importing.pictures import has_inline, pictures_beside

        if not image_urls(article.body):
            return article
        place = self._archive.place(article, said)
        before = place.existing.article if place.existing is not None else None
        known = known_links(before) if before is not None else {}
        if self._images is False:
            return remote(article, place.path)
        given = {} if document.path is None else pictures_beside(document.path, article.body, document.url)
        wanted = bool(self._images or self._settings.images.save or known)
        # Pictures that were left inside of the text when it was filed stay there.
        inside = has_inline(article.body) and not (before is not None and has_inline(before.body))
        if not (wanted or given or inside):
            return article
        get = partial(image_fetcher(self._settings), document.url) if wanted and self._gets_images else None
        found = localize(article, place.path, known, get, given, dry_run=self._dry_run)
        if found.failures:
            output.note(
                f"newsclip: {document.source}: {len(found.failures)} of {len(image_urls(article.body))} images keep "
                f"their links: {found.failures[0].source}: {found.failures[0].reason}"
            )
        return found.article

    def _keep_snapshot(self, document: Document, article_id: str, choices: Choices) -> None:
        if document.fetched is None or not self._keeps:
            return
        from newsclip.fetch.capture import keep

        try:
            keep(self._archive.snapshots, article_id, document.fetched, choices)
        except ArchiveError as error:
            # The article is filed, and that is what counts; only refile has nothing to go by.
            output.fail(error)
