"""wallabag's exports: JSON of version 1 and 2, and CSV. The articles are inside, so nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.sources.item import FRAGMENT, Item, real_title, split_tags, tidy_tags, web_url
from newsclip.sources.json_text import Entry, entries
from newsclip.sources.readlater import quote_with_note
from newsclip.sources.tables import rows
from newsclip.sources.times import from_anything, from_day_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source

_NOTHING_FETCHED = "wallabag can't retrieve contents for this article"
"""What wallabag stores as content when its own fetch failed."""


def read_wallabag_json(source: Source) -> Iterator[Item]:
    """Entries one after another: an export with all its articles is long."""
    for number, entry in enumerate(entries(source, "item"), start=1):
        url = web_url(entry.text("origin_url", "given_url", "url")) or web_url(entry.text("url"))
        content = _content(entry.text("content"))
        if not url and content is None:
            continue
        annotations = entry.objects("annotations")
        yield Item(
            origin=source.origin(number),
            kind="wallabag",
            content=content,
            media_type=FRAGMENT,
            url=url,
            title=real_title(entry.text("title"), url),
            authors=tidy_tags(entry.texts("published_by")),
            language=entry.text("language").replace("_", "-"),
            site=entry.text("domain_name"),
            image=web_url(entry.text("preview_picture")),
            tags=_tags(entry),
            added=from_anything(entry.get("created_at")),
            published=from_anything(entry.get("published_at")),
            read=entry.flag("is_archived", "is_read"),
            starred=entry.flag("is_starred", "is_fav"),
            highlights=tidy_tags(note.text("quote") for note in annotations),
            notes="\n---\n".join(
                text for note in annotations if (text := quote_with_note(note.text("quote"), note.text("text")))
            ),
            trusted=True,
        )


def _content(html: str) -> str | None:
    return html if html and _NOTHING_FETCHED not in html else None


def _tags(entry: Entry) -> tuple[str, ...]:
    labelled = [tag.text("label", "slug") for tag in entry.objects("tags")]
    written = entry.get("tags")
    return split_tags(written) if isinstance(written, str) else tidy_tags([*entry.texts("tags"), *labelled])


def read_wallabag_csv(source: Source) -> Iterator[Item]:
    """Rows with the article in a cell; of the date only the day is certain (a 12-hour clock without am or pm)."""
    for row in rows(source):
        url = web_url(row("url"))
        content = _content(row("content"))
        if url or content:
            yield Item(
                origin=source.origin(row.number),
                kind="wallabag-csv",
                content=content,
                media_type=FRAGMENT,
                url=url,
                title=real_title(row("title"), url),
                language=row("language").replace("_", "-"),
                tags=split_tags(row("tags")),
                added=from_day_first(row("creation date")),
                trusted=True,
            )
