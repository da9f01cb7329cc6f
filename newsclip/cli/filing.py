"""From a document in memory to a file in the archive: the person's choices, the images, the snapshot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newsclip.errors import EditedByHand, UsageError

if TYPE_CHECKING:
    from newsclip.archive.snapshots import Choices
    from newsclip.article import Article, Timestamp
    from newsclip.config import Settings
    from newsclip.convert import Conversion
    from newsclip.inputs import Document
    from newsclip.library import Archive, SaveResult


def convert_chosen(document: Document, choices: Choices, *, accept_any: bool) -> Conversion:
    """Convert a document, with the further pages that it has, by what a person picked. Raises as `convert` does."""
    from newsclip.cli.rules import rules_for
    from newsclip.convert import convert_document
    from newsclip.paged import join

    rules = rules_for(document.url, choices.select, choices.strip)
    first = convert_document(
        document.raw,
        url=document.url or None,
        content_type=document.content_type,
        file_name=document.file_name,
        rules=rules,
        accept_any=accept_any,
    )
    more = document.fetched.more if document.fetched is not None else ()
    further = [
        convert_document(page.body, url=page.final_url, content_type=page.content_type, rules=rules, accept_any=True)
        for page in more
    ]
    return join([first, *further])


def date_chosen(text: str) -> Timestamp:
    """A date that a person typed. Raises UsageError."""
    from newsclip.extract.dates import parse_date

    published = parse_date(text)
    if published is None:
        raise UsageError(f"--date: not a date: {text!r}", hint="write it as 2021-06-22 or 2021-06-22T03:58:39+00:00")
    return published


class Filing:
    """Files documents into an archive by the settings."""

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        *,
        force: bool = False,
        dry_run: bool = False,
        keep_snapshots: bool = True,
    ) -> None:
        self._archive = archive
        self._settings = settings
        self._keeps = keep_snapshots and settings.snapshots.save and not dry_run
        self._force = force
        self._dry_run = dry_run

    def article(self, document: Document, conversion: Conversion, choices: Choices, tags: tuple[str, ...]) -> Article:
        """The article as it will be filed: with the URL as given, and what the person chose."""
        changes: dict[str, Any] = {}
        if choices.title:
            changes["title"] = choices.title
        if choices.date:
            changes["published"] = date_chosen(choices.date)
        if document.fetched is not None:
            changes["url"] = document.fetched.url
            if document.fetched.archived:
                changes["extra"] = {**conversion.article.extra, "archived": document.fetched.archived}
        article: Article = replace(conversion.article, **changes)
        return replace(article, tags=tuple(dict.fromkeys((*article.tags, *tags))))

    def save(self, document: Document, article: Article, choices: Choices) -> SaveResult:
        """File an article, and keep the bytes that it was made of. Raises as `Archive.save` does."""
        try:
            result = self._archive.save(article, force=self._force, dry_run=self._dry_run)
        except EditedByHand:
            from newsclip.archive.identity import article_id

            self._keep_snapshot(document, article_id(article), choices)  # so that the new text is not lost either
            raise
        self._keep_snapshot(document, result.id, choices)
        return result

    def _keep_snapshot(self, document: Document, article_id: str, choices: Choices) -> None:
        if document.fetched is None or not self._keeps:
            return
        from newsclip.fetch.capture import keep

        keep(self._archive.snapshots, article_id, document.fetched, choices)
