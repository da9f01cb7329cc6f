"""The images of one article: as many at once as their hosts allow, within one deadline and one cap for all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from newsclip.errors import FetchTimeout, FetchTooLarge, NewsclipError
from newsclip.fetch.client import Fetcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.fetch.model import FetchOptions

_ACCEPT: Final = "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.5"
# All images of an article may take so many times what one page may.
_PATIENCE: Final = 3.0


def fetch_images(
    urls: Sequence[str], options: FetchOptions, *, page: str, max_each: int, max_total: int
) -> list[tuple[str, bytes | NewsclipError]]:
    """Fetch images of the page `page`, which is told to their servers, and whose own host counts as asked for.

    Each comes with its bytes or with the error that it met, in the order in which they came. Sizes are in bytes.
    """
    return asyncio.run(_fetch_all(urls, options, page, max_each, max_total)) if urls else []


async def _fetch_all(
    urls: Sequence[str], options: FetchOptions, page: str, max_each: int, max_total: int
) -> list[tuple[str, bytes | NewsclipError]]:
    found: list[tuple[str, bytes | NewsclipError]] = []
    left = max_total
    turns = asyncio.Semaphore(options.concurrency)

    async with Fetcher(options) as fetcher:
        granted = await fetcher.grant_for(page) if page else frozenset()

        async def one(url: str) -> None:
            nonlocal left
            async with turns:
                try:
                    too_many = FetchTooLarge(
                        f"the article's images are over the cap of {max_total >> 20} MiB", source=url
                    )
                    if left <= 0:
                        raise too_many
                    answer = await fetcher.get(url, granted=granted, accept=_ACCEPT, referer=page, max_bytes=max_each)
                    if len(answer.body) > left:  # many are under way at once
                        left = 0
                        raise too_many
                    left -= len(answer.body)
                    found.append((url, answer.body))
                except NewsclipError as error:
                    found.append((url, error))

        tasks = [asyncio.create_task(one(url)) for url in urls]
        _, late = await asyncio.wait(tasks, timeout=options.timeout * _PATIENCE)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)
    come = {url for url, _ in found}
    return found + [(url, FetchTimeout("did not come in time", source=url)) for url in urls if url not in come]
