"""Pages that are gone, from the Internet Archive (its availability API, and its copies as they were captured)."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from newsclip.errors import FetchError, UnsupportedSource
from newsclip.fetch.client import Fetcher
from newsclip.fetch.sniff import not_a_page

if TYPE_CHECKING:
    from newsclip.fetch.model import Fetched, FetchOptions

DEFAULT_BASE: Final = "https://archive.org"

_ANSWER_BYTES: Final = 1024 * 1024
# https://web.archive.org/web/20210622035839/https://example.org/ | .../web/20210622035839im_/https://...
_COPY: Final = re.compile(r"(https?://[^/]+/web/)(\d{4,14})(?:[a-z]{2}_)?(/.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a page in the archive: its URL for a person, and when it was taken (`20210622035839`)."""

    url: str
    taken: str


def from_wayback(url: str, options: FetchOptions, base: str = DEFAULT_BASE) -> Fetched | None:
    """The latest copy of a page, with its links as they were; None if the archive has none. Raises FetchError."""

    async def one() -> Fetched | None:
        async with Fetcher(options) as fetcher:
            copy = await find_copy(fetcher, url, base)
            return None if copy is None else await _fetch_copy(fetcher, url, copy, base)

    return asyncio.run(one())


async def find_copy(fetcher: Fetcher, url: str, base: str = DEFAULT_BASE) -> Copy | None:
    """Where the archive has a page; None if it has none. `base` is the archive's own URL. Raises FetchError."""
    question = f"{base.rstrip('/')}/wayback/available?url={quote(url, safe='')}"
    answer = await fetcher.get(
        question, granted=await fetcher.grant_for(base), accept="application/json", max_bytes=_ANSWER_BYTES
    )
    try:
        closest = json.loads(answer.body)["archived_snapshots"].get("closest")
        if not closest or not closest.get("available"):
            return None
        found, taken = str(closest["url"]), str(closest["timestamp"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FetchError("the web archive's answer makes no sense", source=question, hint="try again later") from error
    if urlsplit(base).scheme == "https" and found.startswith("http://"):
        found = f"https://{found.removeprefix('http://')}"
    return Copy(found, taken)


async def _fetch_copy(fetcher: Fetcher, url: str, copy: Copy, base: str) -> Fetched:
    match = _COPY.fullmatch(copy.url)
    # `id_`: the page as it was captured, without the archive's own banner and with its own links.
    original = f"{match[1]}{match[2]}id_{match[3]}" if match else copy.url
    answer = await fetcher.get(original, granted=await fetcher.grant_for(base), accept="text/html,*/*;q=0.8")
    kind = not_a_page(answer.body, answer.content_type)
    if kind:
        raise UnsupportedSource(f"is {kind} at the web archive", source=url, hint="newsclip saves pages and posts")
    return replace(answer, url=url, final_url=url, etag="", last_modified="", archived=copy.url)
