"""Many URLs at once: every host at its own pace, none waiting for another."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from newsclip.errors import HttpStatusError, InternalError, NewsclipError
from newsclip.fetch.answers import PASSING
from newsclip.fetch.client import Fetcher, Permit
from newsclip.fetch.model import MEBIBYTE, Fetched, FetchOptions, Validators
from newsclip.fetch.polite import ROBOTS_BYTES, Pace, Robots
from newsclip.fetch.wire import parsed_url

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterable

# How many URLs are known ahead, so that many of one host in a row leave enough of the others to work on.
_AHEAD: Final = 4096
# Bytes of pages fetched ahead: the work of a minute or so.
_ROOM: Final = 64 * MEBIBYTE
# A Retry-After beyond this is left to the person: "try again later".
_LONGEST_WAIT: Final = 120.0
# As much of a body as it takes to see that there is one.
_PROBE_BYTES: Final = 1024


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page to fetch.

    `known` makes the request conditional. `via` is the URL of the page or feed that links to it; empty where a person
    did: a private address that a link names counts as trusted only if a person named it.
    """

    url: str
    known: Validators = field(default_factory=Validators)
    via: str = ""


class Room:
    """How many bytes of fetched pages may wait for whoever asked for them, so that a fast network fills no memory.

    Beyond the cap no page is begun, except from the host of the page that is waited for. Pages on their way come on
    top. `hold`, `release` and `want` may be called from any one thread at a time.
    """

    def __init__(self, cap: int = _ROOM) -> None:
        self._cap = cap
        self._held = 0
        self._wanted = ""
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def admit(self, host: str) -> None:
        """Wait until a page of the host may be begun."""
        self._loop = asyncio.get_running_loop()
        while self._held >= self._cap and host != self._wanted:
            self._changed.clear()
            await self._changed.wait()

    def hold(self, size: int) -> None:
        """So many bytes have come."""
        self._held += size

    def release(self, size: int) -> None:
        """So many bytes were taken."""
        self._held -= size
        self._wake()

    def want(self, url: str) -> None:
        """Somebody waits for this page, and takes no other one before."""
        self._wanted = _host_of(url)
        self._wake()

    def _wake(self) -> None:
        if self._loop is not None:
            with suppress(RuntimeError):  # all is fetched, and the loop closed
                self._loop.call_soon_threadsafe(self._changed.set)


Work = Callable[[Fetcher, PageRequest, Permit | None], Awaitable[Fetched]]


async def fetch_many(
    requests: Iterable[str | PageRequest], options: FetchOptions | None = None, room: Room | None = None
) -> AsyncIterator[Fetched | NewsclipError]:
    """Fetch pages, as many at once as the options allow, and yield each as it comes; errors carry the URL as `source`.

    `room` tells when to wait for whoever works on the pages. Each URL has its own deadline, counted from when its turn
    comes. An answer of 429 or 503 that says when to come back is waited for, and holds off the other requests to that
    host.
    """

    async def page(fetcher: Fetcher, request: PageRequest, permit: Permit | None) -> Fetched:
        return await fetcher.page(request.url, request.known, permit, request.via)

    async with aclosing(_many(requests, options, page, room)) as results:
        async for result in results:
            yield result


async def probe_many(
    urls: Iterable[str], options: FetchOptions | None = None
) -> AsyncIterator[Fetched | NewsclipError]:
    """Ask whether pages are still there, as `fetch_many` does; only the beginning of each body is read.

    Asked with GET, because too many servers answer HEAD with something else.
    """

    async def beginning(fetcher: Fetcher, request: PageRequest, permit: Permit | None) -> Fetched:
        if permit is not None:
            await permit(request.url)
        granted = await fetcher.grant_for(request.url)
        return await fetcher.get(request.url, granted=granted, accept="text/html,*/*;q=0.8", cut_at=_PROBE_BYTES)

    async with aclosing(_many(urls, options, beginning)) as results:
        async for result in results:
            yield result


async def _many(
    requests: Iterable[str | PageRequest], options: FetchOptions | None, work: Work, room: Room | None = None
) -> AsyncGenerator[Fetched | NewsclipError, None]:
    async with Fetcher(options) as fetcher:
        bulk = _Bulk(fetcher, work, room or Room())
        waiting = iter(requests)
        exhausted = False
        try:
            while not exhausted or bulk.pending:
                while not exhausted and bulk.pending < _AHEAD:
                    request = next(waiting, None)
                    if request is None:
                        exhausted = True
                        break
                    bulk.add(PageRequest(request) if isinstance(request, str) else request)
                if bulk.pending:
                    yield await bulk.next_result()
        finally:
            await bulk.stop()


@dataclass(slots=True)
class _Host:
    pace: Pace
    queue: deque[tuple[PageRequest, int]] = field(default_factory=deque)
    workers: int = 0
    delay_known: bool = False


class _Bulk:
    """The hosts, their queues and their workers."""

    def __init__(self, fetcher: Fetcher, work: Work, room: Room) -> None:
        self.pending = 0
        self._page = work
        self._room = room
        self._fetcher = fetcher
        self._options = fetcher.options
        self._hosts: dict[str, _Host] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._all = asyncio.Semaphore(self._options.concurrency)
        # Full when the consumer is slower than the network: then the workers wait instead of piling up pages.
        self._results: asyncio.Queue[Fetched | NewsclipError] = asyncio.Queue(self._options.concurrency)
        self._robots = Robots(self._read_robots)
        # Apart from the pages' turns, since a page that has its turn may wait for the rules of where it is sent to.
        self._robots_turns = asyncio.Semaphore(self._options.concurrency)

    def add(self, request: PageRequest) -> None:
        """Queue a page at its host, and see that somebody works there."""
        name = _host_of(request.url)
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(Pace(self._options.delay))
        host.queue.append((request, 0))
        self.pending += 1
        if host.workers < self._options.per_host:
            host.workers += 1
            task = asyncio.create_task(self._work(host))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def next_result(self) -> Fetched | NewsclipError:
        """The next page or failure, whichever comes first."""
        result = await self._results.get()
        self.pending -= 1
        return result

    async def stop(self) -> None:
        """End all work; nothing is left running behind an abandoned iteration."""
        for task in list(self._tasks):
            task.cancel()
        for task in list(self._tasks):
            with suppress(asyncio.CancelledError):
                await task

    async def _work(self, host: _Host) -> None:
        while host.queue:
            request, tries = host.queue.popleft()
            try:
                result: Fetched | NewsclipError = await self._one(host, request)
            except HttpStatusError as error:
                wait = error.retry_after
                if (
                    error.status in PASSING
                    and wait is not None
                    and wait <= _LONGEST_WAIT
                    and tries < self._options.retries
                ):
                    host.pace.hold_off(wait)
                    host.queue.append((request, tries + 1))
                    continue
                result = error
            except NewsclipError as error:
                result = error
            except Exception as error:  # noqa: BLE001 - one page that brings out a defect must not leave the others waiting
                result = InternalError.of(error)
            if isinstance(result, NewsclipError):
                result.source = request.url
            await self._results.put(result)
        host.workers -= 1

    async def _one(self, host: _Host, request: PageRequest) -> Fetched:
        parsed_url(request.url)  # raises for what is none
        if self._options.robots and not host.delay_known:
            host.delay_known = True
            host.pace.delay = max(host.pace.delay, await self._robots.delay(request.url))
        await self._room.admit(_host_of(request.url))
        await host.pace.turn()
        async with self._all:
            permit = self._robots.check if self._options.robots else None
            return await self._page(self._fetcher, request, permit)

    async def _read_robots(self, url: str) -> Fetched:
        async with self._robots_turns:
            granted = await self._fetcher.grant_for(url)
            return await self._fetcher.get(
                url, granted=granted, accept="text/plain", cut_at=ROBOTS_BYTES, timeout=self._options.timeout / 3
            )


def _host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
