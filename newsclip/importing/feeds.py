"""The feeds that a person follows: the list in `ROOT/feeds.toml`, and what their servers said in `.newsclip/`.

The list is the person's own: plain TOML beside the articles, with their comments kept. What is in `.newsclip/` may be
deleted at any time; the next update then reads every feed anew and finds its entries saved already.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsclip.archive.files import write_atomically
from newsclip.archive.layout import STATE_FOLDER
from newsclip.archive.store import Store
from newsclip.errors import NewsclipError, SourceError, UsageError
from newsclip.fetch.model import Fetched, FetchOptions, Validators
from newsclip.importing.fetching import feed_entries
from newsclip.importing.outcome import PROBLEMS
from newsclip.importing.pipeline import import_items
from newsclip.sources.feeds import FEED_LINK
from newsclip.sources.item import Item, Origin, tidy_tags, web_url
from newsclip.urls import join

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tomlkit import TOMLDocument

    from newsclip.importing.options import ImportOptions
    from newsclip.importing.outcome import Outcome, Tally

FILE_NAME = "feeds.toml"
_HEAD = "# The feeds that 'newsclip feed update' reads.\n"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a person follows."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    """Given to every article of it."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed since its last update."""

    validators: Validators = field(default_factory=Validators)
    seen: Mapping[str, str] = field(default_factory=dict)
    """Entry → digest of what it held, for the entries that were in the feed then."""


class FeedList:
    """The list of feeds of one archive. Raises UsageError where the file is broken."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE_NAME
        self._writing = Store(root, lambda _: None).writing

    def feeds(self) -> list[Feed]:
        """All feeds, in the order of the file."""
        found = []
        for table in self._tables(self._document()):
            url = web_url(str(table.get("url", "")))
            if not url:
                raise self._broken("a feed without an http or https url")
            tags = table.get("tags", [])
            if not isinstance(tags, list):
                raise self._broken(f"the tags of {url} are no list")
            found.append(Feed(url, str(table.get("title", "")), tidy_tags(tags)))
        return found

    def add(self, feed: Feed) -> bool:
        """Put a feed at the end; False, and nothing changed, where it is there already."""
        with self._writing():
            return self._add(feed)

    def _add(self, feed: Feed) -> bool:
        import tomlkit

        if any(known.url == feed.url for known in self.feeds()):
            return False
        table = tomlkit.table()
        table["url"] = feed.url
        if feed.title:
            table["title"] = feed.title
        if feed.tags:
            table["tags"] = list(feed.tags)
        text = self._path.read_text("utf-8") if self._path.exists() else _HEAD
        document = tomlkit.document()
        tables = tomlkit.aot()
        tables.append(table)
        document["feed"] = tables
        write_atomically(self._path, f"{text.rstrip()}\n\n{tomlkit.dumps(document).strip()}\n")
        return True

    def remove(self, url: str) -> Feed:
        """Take a feed off the list; what else is in the file stays. Raises UsageError where it is not on it."""
        with self._writing():
            for index, feed in enumerate(self.feeds()):
                if url in {feed.url, feed.title}:
                    write_atomically(self._path, _without_table(self._path.read_text("utf-8"), index))
                    return feed
        raise UsageError("no such feed", source=url, hint="'newsclip feed list' shows what there is")

    def _document(self) -> TOMLDocument:
        import tomlkit
        from tomlkit.exceptions import TOMLKitError

        try:
            return tomlkit.parse(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return tomlkit.document()
        except (TOMLKitError, UnicodeDecodeError) as error:
            raise self._broken(str(error)) from None
        except OSError as error:
            raise self._broken(f"cannot be read: {error.strerror or error}") from None

    def _tables(self, document: TOMLDocument) -> list[dict[str, object]]:
        tables = document.unwrap().get("feed", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._broken("'feed' is no list of tables")
        return tables

    def _broken(self, reason: str) -> UsageError:
        return UsageError(reason, source=str(self._path), hint="mend the file in an editor")


def _without_table(text: str, index: int) -> str:
    """The file without one of its `[[feed]]` tables; a comment above the next table belongs to that one."""
    lines = text.splitlines(keepends=True)
    heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("[[")]
    start, end = heads[index], [*heads, len(lines)][index + 1]
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return "".join([*lines[:start], *lines[end:]])


def open_feed(url: str, options: FetchOptions) -> Feed:
    """The feed at a URL, with its title; of a web page the feed that it announces. Raises FetchError, SourceError."""
    from newsclip.fetch import fetch

    page = fetch(url, options)
    found = _feed_at(url, page)
    if found is None and (announced := _announced(page)) not in {"", url}:
        found = _feed_at(announced, fetch(announced, options))
    if found is None:
        raise SourceError("is not a feed, and announces none", source=url, hint="give the address of the feed itself")
    return found


def _feed_at(url: str, page: Fetched) -> Feed | None:
    entries = feed_entries(page, Item(origin=Origin(url), kind="urls", url=url))
    return None if entries is None else Feed(url, next((entry.site for entry in entries if entry.site), ""))


def _announced(page: Fetched) -> str:
    from newsclip.decode import decode
    from newsclip.parse import parse_html

    tree = parse_html(decode(page.body, page.content_type).text)
    for link in tree.iter("link"):
        kind = (link.get("type") or "").lower()
        if "alternate" in (link.get("rel") or "").lower() and kind.endswith(("rss+xml", "atom+xml", "feed+json")):
            return web_url(join(page.final_url, link.get("href") or ""))
    return ""


def update_feeds(
    feeds: Sequence[Feed],
    root: Path,
    options: ImportOptions,
    *,
    tally: Tally | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Outcome]:
    """Import what is new in the feeds; yields as `run_import`. A feed that its server calls unchanged costs no body."""
    state = _StateFile(root)
    news = _News(feeds, state.load(), options.fetch or FetchOptions())
    command = ["feed update", *(feed.url for feed in feeds)]
    failed: set[str] = set()
    for outcome in import_items(news.items(), command, root, options, tally=tally, progress=progress, anew=True):
        if outcome.result in PROBLEMS:
            failed.add(outcome.url)
        yield outcome
    if not options.dry_run:
        state.save(news.states(failed))


class _News:
    """The entries that were not in a feed the last time, or said something else."""

    def __init__(self, feeds: Sequence[Feed], known: Mapping[str, FeedState], options: FetchOptions) -> None:
        self._feeds = feeds
        self._known = dict(known)
        self._options = options
        self._fresh: dict[str, tuple[FeedState, dict[str, str]]] = {}

    def items(self) -> Iterator[Item]:
        from newsclip.fetch.bulk import PageRequest
        from newsclip.fetch.prefetch import Prefetch

        requests = [PageRequest(feed.url, self._state(feed).validators) for feed in self._feeds]
        ahead = Prefetch(requests, self._options)
        for feed in self._feeds:
            link = Item(origin=Origin(feed.url), kind=FEED_LINK, url=feed.url, tags=feed.tags)
            try:
                page = ahead.take(feed.url)
            except NewsclipError as error:
                yield replace(link, problem=error)
                continue
            if not page.not_modified:
                yield from self._new_entries(feed, page, feed_entries(page, link) or [])

    def _state(self, feed: Feed) -> FeedState:
        return self._known.get(feed.url, FeedState())

    def _new_entries(self, feed: Feed, page: Fetched, entries: list[Item]) -> Iterator[Item]:
        if any(entry.problem is not None for entry in entries):
            yield from entries
            return
        seen = {_entry_key(entry): _digest(entry) for entry in entries}
        urls = {_entry_key(entry): entry.url for entry in entries}
        self._fresh[feed.url] = FeedState(page.validators, seen), urls
        before = self._state(feed).seen
        for entry in entries:
            if before.get(_entry_key(entry)) != seen[_entry_key(entry)]:
                yield entry

    def states(self, failed: set[str]) -> dict[str, FeedState]:
        """What to remember: entries that failed are tried again the next time."""
        states = dict(self._known)
        for url, (state, urls) in self._fresh.items():
            seen = {key: digest for key, digest in state.seen.items() if urls[key] not in failed}
            validators = state.validators if len(seen) == len(state.seen) else Validators()
            states[url] = FeedState(validators, seen)
        return states


def _entry_key(entry: Item) -> str:
    return _hash(entry.url or entry.title)


def _digest(entry: Item) -> str:
    content = entry.content if isinstance(entry.content, str) else ""
    return _hash(f"{entry.title}\n{content}")


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class _StateFile:
    """`.newsclip/feeds.json`: what can be learnt again."""

    def __init__(self, root: Path) -> None:
        self._path = root / STATE_FOLDER / "feeds.json"

    def load(self) -> dict[str, FeedState]:
        try:
            stored = json.loads(self._path.read_text("utf-8"))
            return {
                url: FeedState(Validators(state["etag"], state["last_modified"]), dict(state["seen"]))
                for url, state in stored.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def save(self, states: Mapping[str, FeedState]) -> None:
        stored = {
            url: {
                "etag": state.validators.etag,
                "last_modified": state.validators.last_modified,
                "seen": dict(state.seen),
            }
            for url, state in states.items()
        }
        write_atomically(self._path, json.dumps(stored, indent=1) + "\n")
