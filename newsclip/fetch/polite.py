"""Manners towards a host: how many requests at once, how often, and what its robots.txt asks for."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from newsclip.errors import FetchError, FetchRefused, HttpStatusError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from protego import Protego

    from newsclip.fetch.model import Fetched

ROBOT_NAME: Final = "newsclip"
# RFC 9309, 2.5: a crawler must read at least 500 KiB of a robots.txt, and may leave the rest.
ROBOTS_BYTES: Final = 500 * 1024
# A Crawl-delay is no part of the standard; more than this would only make a person turn robots off.
_LONGEST_DELAY: Final = 10.0


class HostSlots:
    """Limits the requests that are open at once to each host."""

    def __init__(self, per_host: int) -> None:
        self._slots: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))

    @asynccontextmanager
    async def of(self, host: str) -> AsyncIterator[None]:
        """Hold one of the host's slots; waits for one to be free."""
        async with self._slots[host]:
            yield


class Pace:
    """Spaces the starts of requests to one host."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self._next = 0.0
        self._turn = asyncio.Lock()

    async def turn(self) -> None:
        """Wait until the next request may start."""
        async with self._turn:
            now = asyncio.get_running_loop().time()
            if self._next > now:
                await asyncio.sleep(self._next - now)
                now = self._next
            self._next = now + self.delay

    def hold_off(self, seconds: float) -> None:
        """Start nothing before so many seconds from now."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)


class Robots:
    """The robots.txt files of all sites met so far, each read once (RFC 9309)."""

    def __init__(self, read: Callable[[str], Awaitable[Fetched]]) -> None:
        self._read = read
        self._rules: dict[str, asyncio.Task[_Rules | None]] = {}

    async def check(self, url: str) -> None:
        """Raise FetchRefused if the site does not want the URL to be fetched by robots."""
        rules = await self._rules_of(url)
        if rules is not None and not rules.allows(url):
            raise FetchRefused(
                f"the robots.txt of {urlsplit(url).netloc} {rules.why}",
                hint="save it by itself, or set robots = false if the site is yours",
            )

    async def delay(self, url: str) -> float:
        """Seconds between two requests that the site asks for."""
        rules = await self._rules_of(url)
        return 0.0 if rules is None else min(rules.delay, _LONGEST_DELAY)

    async def _rules_of(self, url: str) -> _Rules | None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        task = self._rules.get(origin)
        if task is None:
            task = self._rules[origin] = asyncio.ensure_future(self._load(f"{origin}/robots.txt"))
        # The one page that asked first may run out of time; the others still want the answer.
        return await asyncio.shield(task)

    async def _load(self, url: str) -> _Rules | None:
        from protego import Protego

        try:
            found = await self._read(url)
        except HttpStatusError as error:
            # RFC 9309, 2.3.1: "unavailable" (4xx) allows everything, "unreachable" (5xx) nothing.
            return None if error.status < 500 else _Rules(None, f"cannot be read ({error.status}), which bars robots")
        except FetchError:
            return None  # the page itself will not fare better, and says more clearly why
        return _Rules(Protego.parse(found.body.decode("utf-8", "replace")), "asks robots to stay away")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one robots.txt says; None in its place bars everything."""

    text: Protego | None
    why: str

    def allows(self, url: str) -> bool:
        return self.text is not None and bool(self.text.can_fetch(url, ROBOT_NAME))

    @property
    def delay(self) -> float:
        return float(self.text.crawl_delay(ROBOT_NAME) or 0) if self.text is not None else 0.0
