"""The body of an answer: read as it comes, decoded piece by piece, never beyond its cap."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import httpcore

from newsclip.errors import FetchError, FetchTooLarge
from newsclip.fetch.answers import CHALLENGE_STATUSES
from newsclip.fetch.inflate import Inflater

if TYPE_CHECKING:
    import httpx

# The body of an error page is read only for signs of a wall.
_ERROR_PAGE_BYTES: Final = 64 * 1024


async def read_body(response: httpx.Response, cap: int, *, whole: bool) -> bytes:
    """The decoded body. Beyond `cap` it is too large, or just cut there unless `whole`."""
    declared = response.headers.get("content-length", "")
    if whole and declared.isdigit() and int(declared) > cap:
        raise too_large(cap)
    inflater = Inflater(response.headers.get("content-encoding", ""))
    received = 0
    body = io.BytesIO()
    async for raw in response.aiter_raw():
        received += len(raw)
        for piece in inflater.feed(raw):
            body.write(piece)
            if body.tell() > cap:
                if whole:
                    raise too_large(cap)
                return body.getvalue()[:cap]
        if received > cap:
            if whole:
                raise too_large(cap)
            break
    if whole:
        inflater.close()
    return body.getvalue()


async def error_page(response: httpx.Response) -> bytes:
    """The body of an error, where it may tell of a wall; what goes wrong with it is no news beside the error."""
    if response.status_code not in CHALLENGE_STATUSES:
        return b""
    with suppress(FetchError, httpcore.NetworkError, httpcore.ProtocolError):
        return await read_body(response, _ERROR_PAGE_BYTES, whole=False)
    return b""


def too_large(cap: int) -> FetchTooLarge:
    return FetchTooLarge(
        f"the body is over the cap of {cap / 1024 / 1024:g} MiB",
        hint="raise max_megabytes in the settings if you trust it",
    )
