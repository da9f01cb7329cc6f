"""JSON exports of reading services: Karakeep (Hoarder), Linkwarden, Readability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.sources.item import PLAIN, Item, merged, real_title, tidy_tags, web_url
from newsclip.sources.json_text import entries
from newsclip.sources.times import from_anything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source


def read_karakeep(source: Source) -> Iterator[Item]:
    """Bookmarks of links and texts; the names of their lists become categories. Hoarder wrote the same."""
    return merged(_karakeep_entries(source))


def _karakeep_entries(source: Source) -> Iterator[Item]:
    lists = {entry.text("id"): entry.text("name") for entry in entries(source, "lists.item")}
    for number, entry in enumerate(entries(source, "bookmarks.item"), start=1):
        content = entry.entry("content")
        url, text = web_url(content.text("url")), content.text("text")
        if not url and not text:
            continue
        names = [lists.get(key, "") for key in entry.texts("lists")]
        names += [lists.get(one.text("id"), "") or one.text("name") for one in entry.objects("lists")]
        yield Item(
            origin=source.origin(number),
            kind="karakeep",
            content=None if url else text,
            media_type=PLAIN,
            url=url,
            title=real_title(entry.text("title"), url),
            tags=tidy_tags(entry.texts("tags")),
            categories=tidy_tags(names),
            added=from_anything(entry.get("createdAt")),
            notes=entry.text("note"),
            read=entry.flag("archived"),
            starred=entry.flag("favourited"),
        )


def read_linkwarden(source: Source) -> Iterator[Item]:
    """Links of all collections; a collection inside another gives both names as categories."""
    return merged(_linkwarden_entries(source))


def _linkwarden_entries(source: Source) -> Iterator[Item]:
    collections = list(entries(source, "collections.item"))
    parents = {one.text("id"): (one.text("name"), one.text("parentId")) for one in collections}
    position = 0
    for collection in collections:
        path = _path(parents, collection.text("id"))
        for link in collection.objects("links"):
            position += 1
            url = web_url(link.text("url"))
            if url:
                yield Item(
                    origin=source.origin(position),
                    kind="linkwarden",
                    url=url,
                    title=real_title(link.text("name"), url),
                    description=link.text("description"),
                    tags=tidy_tags(tag.text("name") for tag in link.objects("tags")),
                    categories=path,
                    added=from_anything(link.get("importDate", "createdAt")),
                )


def _path(parents: dict[str, tuple[str, str]], key: str) -> tuple[str, ...]:
    names: list[str] = []
    while key in parents and len(names) < 20:
        name, key = parents[key]
        names.insert(0, name)
    return tidy_tags(name for name in names if name != "Unorganized")


def read_readability(source: Source) -> Iterator[Item]:
    """Bookmarks of the service that closed in 2016; its recommendations are nobody's own."""
    return merged(_readability_entries(source))


def _readability_entries(source: Source) -> Iterator[Item]:
    for number, entry in enumerate(entries(source, "bookmarks.item"), start=1):
        url = web_url(entry.text("article__url"))
        if url:
            yield Item(
                origin=source.origin(number),
                kind="readability",
                url=url,
                title=real_title(entry.text("article__title"), url),
                description=entry.text("article__excerpt"),
                added=from_anything(entry.get("date_added")),
                read=entry.flag("archive"),
                starred=entry.flag("favorite"),
            )
