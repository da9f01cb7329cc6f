"""`newsclip check`: which articles' sources are still there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output, web
from newsclip.cli.context import archive_root
from newsclip.cli.options import spread
from newsclip.cli.syncing import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.archive.checks import Check
    from newsclip.config import Settings
    from newsclip.errors import NewsclipError
    from newsclip.fetch import Fetched, FetchOptions
    from newsclip.index import Hit
    from newsclip.library import Archive

# Answers of a server that knows the page well but does not show it to us.
_ALIVE_STATUSES = frozenset((401, 402, 403, 405, 406, 429, 451))

_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class _Checked:
    article: Hit
    state: Check
    copy: str = ""


@spread
def check(
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Only articles that match.")] = None,
    everything: Annotated[bool, typer.Option("--all", "-a", help="List living sources, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an article.")] = False,
    *,
    reaching: web.Reaching,
) -> int:
    """List the articles whose sources are gone from the web.

    A source is dead after failed checks on three different days in a row (check.strikes), failing before, and unknown
    where robots.txt or a private address forbids to ask. Exits with 1 when a source is dead.

    Each line: state, strikes, when it last answered, id, title, URL, reason; with --wayback also the Internet
    Archive's copy.

    Examples:
      newsclip check
      newsclip check site:example.org --wayback
    """
    from newsclip.archive.checks import Checks
    from newsclip.library import Archive

    root = archive_root()
    settings = reaching.settings(root)
    archive = Archive(root)
    bring_up_to_date(archive)
    articles = [hit for hit in archive.list(" ".join(query or ())) if hit.url.startswith(("http://", "https://"))]
    known = Checks(root).load()
    for article in articles:
        if article.id not in known:
            known[article.id] = _never_checked(archive, article)
    found = asyncio.run(_check_all(articles, known, settings))
    with archive.store.writing():
        Checks(root).store((Checks(root).load() | {one.article.id: one.state for one in found}).values())
    counts = dict.fromkeys(("alive", "failing", "dead", "unknown"), 0)
    for one in sorted(found, key=lambda one: (-one.state.strikes, one.article.path)):
        word = _word(one.state, settings.check.strikes)
        counts[word] += 1
        if word in ("failing", "dead") or everything:
            _print(one, word, as_json=as_json)
    output.note(
        "newsclip: " + (", ".join(f"{count:,} {word}" for word, count in counts.items() if count) or "no sources")
    )
    return 1 if counts["dead"] else 0


def _word(state: Check, strikes: int) -> str:
    if state.checked == _NEVER:
        return "unknown"
    return "alive" if not state.strikes else "dead" if state.strikes >= strikes else "failing"


def _never_checked(archive: Archive, article: Hit) -> Check:
    """The state before the first check: the source was alive when it was last fetched, if it ever was."""
    from newsclip.archive.checks import Check

    capture = archive.snapshots.latest(article.id)
    alive = None if capture is None or capture.archived else capture.taken
    return Check(id=article.id, checked=_NEVER, alive=alive)


async def _check_all(articles: Sequence[Hit], known: dict[str, Check], settings: Settings) -> list[_Checked]:
    from newsclip.fetch.bulk import probe_many

    options = web.fetch_options(settings.fetch)
    by_url: dict[str, list[Hit]] = {}
    for article in articles:
        by_url.setdefault(article.url, []).append(article)
    found: list[_Checked] = []
    async for result in probe_many(by_url, options):
        url = _url_of(result)
        reason = _reason(url, result)
        now = datetime.now(UTC).replace(microsecond=0)
        for article in by_url[url]:
            before = known[article.id]
            found.append(_Checked(article, before if reason is None else before.after(now, reason)))
    return await _with_copies(found, options, settings) if settings.fetch.wayback else found


def _url_of(result: Fetched | NewsclipError) -> str:
    from newsclip.errors import NewsclipError

    return result.source if isinstance(result, NewsclipError) else result.url


def _reason(url: str, result: Fetched | NewsclipError) -> str | None:
    """Why a source counts as failed; empty when it answered, None when it could not be asked."""
    from newsclip.errors import FetchRefused, FetchTooLarge, HttpStatusError, NewsclipError, NoArticle
    from newsclip.urls import parts_of

    if isinstance(result, HttpStatusError):
        return "" if result.status in _ALIVE_STATUSES else result.reason
    if isinstance(result, (NoArticle, FetchTooLarge)):
        return ""  # a wall, or a large file: somebody is there
    if isinstance(result, FetchRefused):
        return None  # by robots.txt, or because the address is private
    if isinstance(result, NewsclipError):
        return result.reason
    asked, came = parts_of(url), parts_of(result.final_url)
    if came.path in ("", "/") and not came.query and asked.path not in ("", "/"):
        return "the server sends to its front page instead"
    return ""


async def _with_copies(found: Sequence[_Checked], options: FetchOptions, settings: Settings) -> list[_Checked]:
    from newsclip.errors import FetchError
    from newsclip.fetch import Fetcher
    from newsclip.fetch.wayback import find_copy

    turns = asyncio.Semaphore(options.per_host)
    async with Fetcher(options) as fetcher:

        async def one(checked: _Checked) -> _Checked:
            if not checked.state.strikes:
                return checked
            try:
                async with turns:
                    copy = await find_copy(fetcher, checked.article.url, settings.fetch.wayback_url)
            except FetchError as error:
                output.fail(error)
                return checked
            return replace(checked, copy=copy.url if copy else "")

        return list(await asyncio.gather(*(one(checked) for checked in found)))


def _print(one: _Checked, word: str, *, as_json: bool) -> None:
    state, article = one.state, one.article
    if as_json:
        output.out_json(
            {
                "id": article.id,
                "state": word,
                "strikes": state.strikes,
                "checked": None if state.checked == _NEVER else state.checked.isoformat(),
                "alive": state.alive.isoformat() if state.alive else None,
                "reason": state.reason,
                "url": article.url,
                "title": article.title,
                "path": article.path,
                "wayback": one.copy,
            }
        )
        return
    seen = state.alive.date().isoformat() if state.alive else "never"
    fields = [word, str(state.strikes), seen, article.id, " ".join(article.title.split()), article.url, state.reason]
    output.out("\t".join([*fields, one.copy] if one.copy else fields))
