"""Connections to checked addresses only.

The host name is resolved here, the addresses are judged, and the socket is opened to the very address that was
judged; TLS and the Host header keep the name. A name that answers differently a moment later (DNS rebinding) gains
nothing.
"""

from __future__ import annotations

import asyncio
import functools
import ssl
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from newsclip.errors import UsageError
from newsclip.fetch.addresses import Address, AddressPolicy, Resolve, refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterable

# RFC 8305, 5: how long the next address waits for the one before it.
_ATTEMPT_DELAY = 0.25


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens sockets to public addresses, and to those private ones that were granted."""

    def __init__(
        self, policy: AddressPolicy, resolve: Resolve, *, granted: frozenset[Address], allow_private: bool
    ) -> None:
        self._policy = policy
        self._resolve = resolve
        self._granted = granted
        self._allow_private = allow_private
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first permitted address that answers. Raises FetchRefused when there is none."""
        found = await self._resolve(host, port)
        permitted = [address for address in found if self._permits(address)]
        if not permitted:
            raise refusal(host, found)
        options = list(socket_options or ())

        async def attempt(address: Address, wait: float) -> httpcore.AsyncNetworkStream:
            await asyncio.sleep(wait)
            return await self._inner.connect_tcp(str(address), port, timeout, local_address, options)

        if len(permitted) == 1:
            return await attempt(permitted[0], 0)
        return await _first([attempt(address, _ATTEMPT_DELAY * turn) for turn, address in enumerate(permitted[:6])])

    def _permits(self, address: Address) -> bool:
        return self._allow_private or address in self._granted or self._policy.is_public(address)


async def _first(
    attempts: list[Coroutine[None, None, httpcore.AsyncNetworkStream]],
) -> httpcore.AsyncNetworkStream:
    """The stream of the first attempt that succeeds; the others are undone. Raises the first error if none does."""
    tasks = [asyncio.ensure_future(attempt) for attempt in attempts]
    failure: BaseException | None = None
    try:
        for task in asyncio.as_completed(tasks):
            try:
                return await task
            except httpcore.NetworkError as error:
                failure = failure or error
            except httpcore.TimeoutException as error:
                failure = failure or error
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(BaseException):
                await task
    raise failure or httpcore.ConnectError("no address answered")


class Transport(httpx.AsyncBaseTransport):
    """httpx's door to httpcore, with one pool of connections for each set of granted addresses.

    The pools are apart so that a connection to a private address, opened for a URL that names it, is never reused
    for a page that has no business there.
    """

    def __init__(self, policy: AddressPolicy, resolve: Resolve, *, allow_private: bool, connections: int) -> None:
        self._policy = policy
        self._resolve = resolve
        self._allow_private = allow_private
        self._connections = connections
        self._pools: dict[tuple[str, str, frozenset[Address]], httpcore.AsyncConnectionPool] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request. `request.extensions` say which addresses are granted, or which proxy to go through."""
        granted: frozenset[Address] = request.extensions.get("granted", frozenset())
        proxy: str = request.extensions.get("proxy", "")
        pool = self._pool(request.url.scheme, proxy, granted)
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = await (_through(proxy, pool, asked) if proxy else pool.handle_async_request(asked))
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    def _pool(self, scheme: str, proxy: str, granted: frozenset[Address]) -> httpcore.AsyncConnectionPool:
        key = (scheme, proxy, frozenset() if proxy else granted)
        pool = self._pools.get(key)
        if pool is None:
            backend: httpcore.AsyncNetworkBackend
            if proxy:
                backend = _ProxyBackend()  # the proxy is the person's own choice, and it resolves the names
            else:
                backend = GuardedBackend(
                    self._policy, self._resolve, granted=granted, allow_private=self._allow_private
                )
            pool = self._pools[key] = httpcore.AsyncConnectionPool(
                ssl_context=self._tls if scheme == "https" else None,
                proxy=_proxy(proxy) if proxy else None,
                max_connections=self._connections,
                network_backend=backend,
            )
        return pool

    @functools.cached_property
    def _tls(self) -> ssl.SSLContext:
        # Loading the certificates takes 20 ms, which a fetch by http does not need.
        return httpx.create_ssl_context()

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._answer.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._answer.aclose()


_opened: ContextVar[list[httpcore.AsyncNetworkStream]] = ContextVar("opened")


class _ProxyBackend(httpcore.AnyIOBackend):
    """Opens sockets to a proxy, and remembers those of one request: httpcore leaves open what a SOCKS proxy refused."""

    async def connect_tcp(self, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        stream = await super().connect_tcp(*args, **kwargs)
        _opened.get([]).append(stream)
        return stream


async def _through(proxy: str, pool: httpcore.AsyncConnectionPool, request: httpcore.Request) -> httpcore.Response:
    """Send a request through a proxy. Raises ProxyError when the proxy itself is not there, or refuses."""
    opened: list[httpcore.AsyncNetworkStream] = []
    token = _opened.set(opened)
    try:
        return await pool.handle_async_request(request)
    except httpcore.ConnectError as error:
        if isinstance(error.__cause__, ssl.SSLError):
            raise
        place = httpx.URL(proxy).netloc.decode("ascii", "replace")
        raise httpcore.ProxyError(f"{place} cannot be reached") from error
    except httpcore.ProxyError:
        for stream in opened:
            await stream.aclose()
        raise
    finally:
        _opened.reset(token)


def _proxy(url: str) -> httpcore.Proxy:
    try:
        parsed = httpx.Proxy(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise UsageError(f"is not the URL of a proxy ({error})", source=url, hint="check the proxy setting") from error
    scheme = "socks5" if parsed.url.scheme == "socks5h" else parsed.url.scheme
    return httpcore.Proxy(
        url=httpcore.URL(scheme=scheme, host=parsed.url.host, port=parsed.url.port, target="/"),
        auth=parsed.raw_auth,
    )
