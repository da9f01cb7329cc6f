"""Pages fetched ahead, many at once, for a caller that works through them one by one in its own order."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from typing import TYPE_CHECKING

from newsclip.errors import FetchError, NewsclipError
from newsclip.fetch.bulk import PageRequest, Room, fetch_many
from newsclip.fetch.model import Fetched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.fetch.model import FetchOptions


class Prefetch:
    """Fetches in a thread of its own; `take` waits for the page that it names.

    Pages are taken best in the order of the requests: only so many bytes are held for later.
    """

    def __init__(self, requests: Sequence[PageRequest], options: FetchOptions, room: Room | None = None) -> None:
        self._requests = list({request.url: request for request in requests}.values())
        self._turns = Counter(request.url for request in requests)
        self._options = options
        self._results: dict[str, Fetched | NewsclipError] = {}
        self._arrival = threading.Condition()
        self._failure: BaseException | None = None
        self._room = room or Room()
        # A daemon: Ctrl-C ends the process without waiting for what is still on its way.
        threading.Thread(target=self._run, name="prefetch", daemon=True).start()

    def take(self, url: str) -> Fetched:
        """The page of one of the URLs, which may be taken as often as it was asked for. Raises its error."""
        if not self._turns[url]:
            raise FetchError("was not fetched", source=url, hint="try again")
        self._turns[url] -= 1
        with self._arrival:
            if url not in self._results:
                self._room.want(url)
            self._arrival.wait_for(lambda: url in self._results or self._failure is not None)
            result = self._results.get(url)
            if not self._turns[url] and result is not None:
                del self._results[url]
                self._room.release(_size(result))
        if result is None:
            raise FetchError("cannot be fetched", source=url) from self._failure
        if isinstance(result, NewsclipError):
            raise result
        return result

    def _run(self) -> None:
        try:
            asyncio.run(self._fetch_all())
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
            with self._arrival:
                self._failure = error
                self._arrival.notify_all()

    async def _fetch_all(self) -> None:
        async for result in fetch_many(self._requests, self._options, self._room):
            url = result.url if isinstance(result, Fetched) else result.source
            with self._arrival:
                self._results[url] = result
                self._room.hold(_size(result))
                self._arrival.notify_all()


def _size(result: Fetched | NewsclipError) -> int:
    """Bytes that a result takes, more or less."""
    return sum(len(page.body) for page in (result, *result.more)) if isinstance(result, Fetched) else 0
