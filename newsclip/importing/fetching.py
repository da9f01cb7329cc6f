"""Links among the items: their pages are fetched ahead, feeds among them are opened, and the order is kept."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsclip.errors import NewsclipError, SourceError
from newsclip.importing.conversion import Job
from newsclip.marks import union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsclip.fetch.model import Fetched, FetchOptions
    from newsclip.fetch.prefetch import Prefetch
    from newsclip.sources.item import Item

WINDOW = 64
"""Links that are fetched together, while the pages of the window before are converted."""
_CONTENT_WINDOW = 512
"""Items that wait behind a link for their turn."""
_FEED_DEPTH = 2
"""An OPML list leads to feeds, a feed to pages."""


@dataclass(frozen=True, slots=True)
class _Window:
    items: list[Item]
    ahead: Prefetch | None


def needs_fetch(item: Item) -> bool:
    """Whether an item is only a link."""
    return item.content is None and item.article is None and item.problem is None and bool(item.url)


def with_pages(
    items: Iterable[Item],
    options: FetchOptions | None,
    *,
    accept_any: bool = False,
    skip: Callable[[Item], bool] = lambda _: False,
) -> Iterator[Job]:
    """Every item as a job, links with their pages, in order; `options` None leaves links as they are.

    `skip` tells of links that need no page. The entries of a feed take the place of the link to it.
    """
    yield from _resolve(items, options, accept_any, skip, _FEED_DEPTH)


def _resolve(
    items: Iterable[Item],
    options: FetchOptions | None,
    accept_any: bool,
    skip: Callable[[Item], bool],
    depth: int,
) -> Iterator[Job]:
    ready: deque[_Window] = deque()
    for window in _windows(items, options, skip):
        ready.append(window)
        # One window is consumed while the pages of the next are on their way; without links nothing waits.
        while len(ready) > 1 or (ready and ready[0].ahead is None):
            yield from _jobs(ready.popleft(), options, accept_any, skip, depth)
    while ready:
        yield from _jobs(ready.popleft(), options, accept_any, skip, depth)


def _windows(items: Iterable[Item], options: FetchOptions | None, skip: Callable[[Item], bool]) -> Iterator[_Window]:
    waiting: list[Item] = []
    links: dict[str, str] = {}
    for item in items:
        waiting.append(item)
        if options is not None and needs_fetch(item) and not skip(item):
            links.setdefault(item.url, item.origin.path if item.origin.path.startswith(("http://", "https://")) else "")
        if not links or len(links) >= WINDOW or len(waiting) >= _CONTENT_WINDOW:
            yield _Window(waiting, _fetch(links, options))
            waiting, links = [], {}
    if waiting:
        yield _Window(waiting, _fetch(links, options))


def _fetch(links: dict[str, str], options: FetchOptions | None) -> Prefetch | None:
    """`links` maps each URL to the feed that it stands in, if that came from the web."""
    if not links or options is None:
        return None
    from newsclip.fetch.bulk import PageRequest
    from newsclip.fetch.prefetch import Prefetch

    return Prefetch([PageRequest(url, via=via if via != url else "") for url, via in links.items()], options)


def _jobs(
    window: _Window,
    options: FetchOptions | None,
    accept_any: bool,
    skip: Callable[[Item], bool],
    depth: int,
) -> Iterator[Job]:
    pages: dict[str, Fetched | NewsclipError] = {}
    times = Counter(item.url for item in window.items)
    for item in window.items:
        if window.ahead is None or not needs_fetch(item) or skip(item):
            yield Job(item, accept_any=accept_any)
            continue
        page = pages.get(item.url)
        if page is None:
            try:
                page = window.ahead.take(item.url)
            except NewsclipError as error:
                page = error
            if times[item.url] > 1:
                pages[item.url] = page
        if isinstance(page, NewsclipError):
            yield Job(replace(item, problem=page))
            continue
        entries = feed_entries(page, item)
        if entries is None:
            yield Job(item, page, accept_any)
        elif depth:
            yield from _resolve(entries, options, accept_any, skip, depth - 1)
        else:
            too_deep = SourceError("a feed in a feed in a feed", source=item.url, hint="import it by itself")
            yield Job(replace(item, problem=too_deep))


def feed_entries(page: Fetched, link: Item) -> list[Item] | None:
    """The entries of an answer that is a feed or a list of feeds, with the tags of the link to it; None for a page."""
    from newsclip.sources import read_source
    from newsclip.sources.detect import detect
    from newsclip.sources.feeds import FEED_LINK
    from newsclip.sources.handle import bytes_source

    source = bytes_source(page.final_url, page.body)
    try:
        kind = detect(source)
    except NewsclipError:
        kind = ""
    if kind not in {"feed", "json-feed", "opml"}:
        if link.kind != FEED_LINK:
            return None
        no_feed = SourceError("is not a feed", source=link.url, hint="give the address of the feed itself")
        return [replace(link, problem=no_feed)]
    try:
        entries = list(read_source(source, kind))
    except NewsclipError as error:
        return [replace(link, problem=error)]
    return [
        replace(entry, tags=union(entry.tags, link.tags), origin=replace(entry.origin, path=link.url))
        for entry in entries
    ]
