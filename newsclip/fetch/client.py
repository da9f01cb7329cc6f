"""One URL fetched from beginning to end: redirects by hand, retries, one deadline and one cap around it all."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from newsclip.errors import (
    FetchError,
    FetchIncomplete,
    FetchTimeout,
    HttpStatusError,
    NewsclipError,
    NoArticle,
    UnsupportedSource,
    UsageError,
)
from newsclip.fetch.answers import PASSING, is_challenge, status_error, wall_behind
from newsclip.fetch.body import error_page, read_body
from newsclip.fetch.failures import NETWORK_ERRORS, connection_broke, network_error
from newsclip.fetch.hops import REDIRECTS, checked, is_built_by_script, page_links, redirect_target
from newsclip.fetch.model import Fetched, FetchOptions, Validators
from newsclip.fetch.sniff import not_a_page
from newsclip.fetch.wire import Wire, parsed_url

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    from tenacity import RetryCallState

    from newsclip.extract.siterules import SiteRules
    from newsclip.fetch.addresses import Address

Permit = Callable[[str], Awaitable[None]]
"""Asked before each request; raises for a URL that must not be fetched."""

_ACCEPT_PAGE: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def fetch(url: str, options: FetchOptions | None = None, known: Validators | None = None) -> Fetched:
    """Fetch one page. Not for use inside a running event loop; see `Fetcher` for that.

    `known` makes the request conditional: the answer may then be `not_modified`. Raises FetchError (its kinds say
    what happened), UnsupportedSource for what is not a page, and NoArticle for a wall that the answer tells of.
    """

    async def one() -> Fetched:
        async with Fetcher(options) as fetcher:
            return await fetcher.page(url, known)

    return asyncio.run(one())


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is the same for every hop of one chain."""

    url: str
    granted: frozenset[Address]
    headers: tuple[tuple[str, str], ...]
    max_bytes: int
    cut: bool
    """Whether a body over `max_bytes` is cut there, or else refused."""
    deadline: float
    permit: Permit | None


class Fetcher:
    """A session: connections and cookies are shared by all fetches. Use it as an async context manager."""

    def __init__(self, options: FetchOptions | None = None) -> None:
        self.options = options or FetchOptions()
        self._wire = Wire(self.options)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wire.aclose()

    async def page(
        self, url: str, known: Validators | None = None, permit: Permit | None = None, via: str = ""
    ) -> Fetched:
        """Fetch a page and follow where it leads: redirects, meta refresh, from an AMP page to its full twin.

        `permit` is asked before every request, and raises for a URL that must not be fetched. `via` is the page that
        links to it, if no person named it. Raises as `fetch` does; every error names `url`.
        """
        trusted = via or url
        first = await self._within_deadline(url, self._page(url, known or Validators(), permit, trusted))
        if first.not_modified:
            return first
        rules = self._rules_for(first.final_url)
        first = await self._whole(first, rules, permit, trusted)
        if self.options.pages == 1:
            return first
        return replace(first, more=await self._further_pages(first, rules, permit, trusted))

    async def get(
        self,
        url: str,
        *,
        granted: frozenset[Address] = frozenset(),
        accept: str = "*/*",
        referer: str = "",
        max_bytes: int | None = None,
        cut_at: int | None = None,
        timeout: float | None = None,
        known: Validators | None = None,
    ) -> Fetched:
        """Fetch any file (an image, robots.txt): redirects are followed, the content is taken as it is.

        `granted` are private addresses that may be connected to. A body beyond `cut_at` bytes is cut there, one
        beyond `max_bytes` is an error. `timeout` is the deadline if it is not that of a page. Raises FetchError.
        """
        headers = [("Accept", accept), *_conditional(known or Validators())]
        if referer:
            headers.append(("Referer", referer))
        ask = self._ask(url, granted, headers, cut_at or max_bytes, cut=cut_at is not None)
        return await self._within_deadline(url, self._chain(ask, checked(url)), timeout)

    async def grant_for(self, url: str) -> frozenset[Address]:
        """The private addresses that a URL given by a person itself names; empty for public ones."""
        return await self._wire.grant_for(url)

    async def relay(
        self,
        method: str,
        url: str,
        headers: Sequence[tuple[str, str]],
        content: bytes | None,
        granted: frozenset[Address],
    ) -> Fetched:
        """One request as a browser makes it, and its answer whatever it is, redirects included. Raises FetchError."""

        async def answer() -> Fetched:
            async with self._wire.exchange(
                checked(url), headers, granted=granted, asked=url, method=method, content=content
            ) as response:
                body = b"" if method == "HEAD" else await read_body(response, self.options.max_bytes, whole=True)
                return _fetched(url, url, response, body)

        try:
            return await self._within_deadline(url, answer())
        except NETWORK_ERRORS as error:
            raise network_error(error, url) from error

    async def _within_deadline(self, url: str, work: Awaitable[Fetched], timeout: float | None = None) -> Fetched:
        seconds = self.options.timeout if timeout is None else timeout
        try:
            async with asyncio.timeout(seconds):
                return await work
        except TimeoutError as error:
            raise FetchTimeout(
                f"no complete answer within {seconds:g} s",
                source=url,
                hint="try again, or raise --timeout",
            ) from error
        except NewsclipError as error:
            error.source = error.source or url
            raise

    async def _page(self, url: str, known: Validators, permit: Permit | None, trusted: str) -> Fetched:
        parsed_url(url)
        granted = await self.grant_for(trusted)
        headers = [("Accept", _ACCEPT_PAGE), *_conditional(known)]
        ask = self._ask(url, granted, headers, None, permit=permit)
        answer = await self._chain(ask, url)
        answer = await self._follow_page(ask, answer)
        if answer.not_modified:
            return answer
        if is_challenge(answer.status, {}, answer.body) and answer.status != 200:
            raise status_error(answer.status, {}, answer.body, url)
        if not answer.body.strip():
            if answer.status in REDIRECTS:
                raise FetchError("the server redirects to nowhere", hint="check the URL")
            raise FetchError("the server sent an empty page", hint="try --render, or try again later")
        kind = not_a_page(answer.body, answer.content_type)
        if kind:
            raise UnsupportedSource(f"is {kind}, not a page", source=url, hint="newsclip saves pages and posts")
        wall = wall_behind(url, answer.final_url)
        if wall is not None:
            raise wall
        return answer

    def _rules_for(self, url: str) -> SiteRules | None:
        try:
            return self.options.rules.rules_for(url) if self.options.rules is not None else None
        except UsageError:
            return None  # converting the page says so

    async def _whole(self, first: Fetched, rules: SiteRules | None, permit: Permit | None, trusted: str) -> Fetched:
        """The page that holds the whole article instead of its first part, where the site's rules name one."""
        from newsclip.fetch.pages import single_page

        target = single_page(first, rules)
        if not target or target in (first.url, first.final_url, *first.redirects):
            return first
        try:
            whole = await self._within_deadline(first.url, self._page(target, Validators(), permit, trusted))
        except NewsclipError:
            return first  # the page at hand is better than none
        passed = (*first.redirects, first.final_url, *whole.redirects)
        # The next save asks for the URL as given, so what its own answer said goes with it.
        return replace(whole, url=first.url, redirects=passed, etag=first.etag, last_modified=first.last_modified)

    async def _further_pages(
        self, first: Fetched, rules: SiteRules | None, permit: Permit | None, trusted: str
    ) -> tuple[Fetched, ...]:
        """The pages after the first of an article on several pages, each with a deadline of its own."""
        from newsclip.fetch.pages import next_page

        pages = [first]
        while len(pages) < self.options.pages:
            target = next_page(pages[-1], rules)
            if not target or target in {page.final_url for page in pages}:
                break
            try:
                pages.append(await self._within_deadline(first.url, self._page(target, Validators(), permit, trusted)))
            except HttpStatusError as error:
                if error.status not in {404, 410}:
                    raise
                break  # the last page of a careless template links to one that was never written
        return tuple(pages[1:])

    async def _follow_page(self, ask: _Ask, answer: Fetched) -> Fetched:
        """Follow what the page itself says: a refresh, or a twin with more in it."""
        for _ in range(self.options.max_redirects):
            links = page_links(answer.body, answer.final_url, dict(answer.headers).get("refresh", ""))
            leads_back = links.refresh == answer.final_url or links.refresh in answer.redirects
            if not links.refresh or leads_back:
                break
            answer = await self._hop(ask, answer, links.refresh)
        else:
            raise FetchError(f"leads on more than {self.options.max_redirects} times", hint="check the URL")
        twin = links.canonical if links.is_amp else links.amp if links.little_text else ""
        if not twin or twin == answer.final_url or twin in answer.redirects:
            if leads_back and not is_built_by_script(answer.body):
                raise NoArticle("the page only loads itself again", hint="it may want --cookies, or --render")
            return answer
        try:
            other = await self._hop(ask, answer, twin)
        except FetchError:
            return answer  # the page at hand is better than none
        return answer if not_a_page(other.body, other.content_type) or not other.body.strip() else other

    async def _hop(self, ask: _Ask, answer: Fetched, target: str) -> Fetched:
        plain = replace(ask, headers=tuple(item for item in ask.headers if not item[0].startswith("If-")))
        after = await self._chain(plain, checked(target, "leads to"))
        return replace(after, url=ask.url, redirects=(*answer.redirects, answer.final_url, *after.redirects))

    def _ask(
        self,
        url: str,
        granted: frozenset[Address],
        headers: list[tuple[str, str]],
        max_bytes: int | None,
        *,
        cut: bool = False,
        permit: Permit | None = None,
    ) -> _Ask:
        deadline = asyncio.get_running_loop().time() + self.options.timeout
        return _Ask(url, granted, tuple(headers), max_bytes or self.options.max_bytes, cut, deadline, permit)

    async def _chain(self, ask: _Ask, start: str) -> Fetched:
        """Follow redirects from `start` to an answer."""
        current = start
        passed: list[str] = []
        seen: set[tuple[str, str]] = set()
        while True:
            state = (current, self._wire.cookies() if passed else "")  # which takes long where many sites gave some
            # A site may send back to the same URL to see whether its cookie came along; that is no loop yet.
            if state in seen:
                raise FetchError(f"redirects in a loop, back to {current}", hint="it may want --cookies")
            if len(passed) > self.options.max_redirects:
                raise FetchError(f"redirects more than {self.options.max_redirects} times", hint="check the URL")
            seen.add(state)
            if ask.permit is not None:
                await ask.permit(current)
            answer = await self._with_retries(ask, current)
            if isinstance(answer, str):
                passed.append(current)
                current = answer
                continue
            return replace(answer, url=ask.url, final_url=_shown(current), redirects=tuple(passed))

    async def _with_retries(self, ask: _Ask, url: str) -> Fetched | str:
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        def waits(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait if isinstance(error, _Passing) else None
            return _backoff(state.attempt_number) if asked is None else asked

        def passes(error: BaseException) -> bool:
            if isinstance(error, _Passing):
                left = ask.deadline - asyncio.get_running_loop().time()
                return (error.wait or 0) < left / 2
            return isinstance(error, FetchIncomplete) or connection_broke(error)

        retrying = AsyncRetrying(
            stop=stop_after_attempt(self.options.retries + 1),
            wait=waits,
            retry=retry_if_exception(passes),
            reraise=True,
        )
        try:
            return await retrying(self._send, ask, url)
        except _Passing as passing:
            raise passing.error from None
        except NETWORK_ERRORS as error:
            raise network_error(error, url) from error
        except (httpx.InvalidURL, httpcore.UnsupportedProtocol) as error:
            raise FetchError(f"is not a URL that can be fetched ({error})", hint="check the spelling") from error

    async def _send(self, ask: _Ask, url: str) -> Fetched | str:
        """One request. Returns the answer, or the URL that it redirects to."""
        async with self._wire.exchange(url, ask.headers, granted=ask.granted, asked=ask.url) as response:
            status = response.status_code
            if status in REDIRECTS and response.headers.get("location"):
                return redirect_target(url, _raw_text(response, b"location"))
            if status >= 400:
                error = status_error(status, response.headers, await error_page(response), ask.url)
                if status in PASSING and isinstance(error, HttpStatusError):
                    raise _Passing(error)
                raise error
            body = b"" if status in {204, 304} else await read_body(response, ask.max_bytes, whole=not ask.cut)
            if is_challenge(status, response.headers, b""):
                raise status_error(status, response.headers, body, ask.url)
            return _fetched(ask.url, url, response, body)


class _Passing(Exception):
    """An answer that a later try may better."""

    def __init__(self, error: HttpStatusError) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = error.retry_after


def _backoff(attempt: int) -> float:
    """Seconds before the next try: twice as long each time, spread so that many clients don't come at once."""
    return float(0.2 * 2 ** (attempt - 1) * random.uniform(0.75, 1.25))  # noqa: S311 - no secret


def _fetched(asked: str, url: str, response: httpx.Response, body: bytes) -> Fetched:
    return Fetched(
        url=asked,
        final_url=url,
        status=response.status_code,
        content_type=response.headers.get("content-type", ""),
        body=body,
        fetched_at=datetime.now(UTC).replace(microsecond=0),
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
        headers=tuple(response.headers.multi_items()),
    )


def _shown(url: str) -> str:
    """A URL without the user name and password that it may carry."""
    parsed = parsed_url(url)
    return str(parsed.copy_with(userinfo=b"") if parsed.userinfo else parsed)


def _raw_text(response: httpx.Response, name: bytes) -> str:
    for key, value in response.headers.raw:
        if key.lower() == name:
            try:
                return value.decode("utf-8")
            except UnicodeDecodeError:
                return value.decode("latin-1")
    return ""


def _conditional(known: Validators) -> list[tuple[str, str]]:
    headers = []
    if known.etag:
        headers.append(("If-None-Match", known.etag))
    if known.last_modified:
        headers.append(("If-Modified-Since", known.last_modified))
    return headers
