"""One request and its answer: to checked addresses, through proxies, with cookies, within the limit of each host."""

from __future__ import annotations

import functools
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import httpx

from newsclip.errors import FetchError, FetchRefused
from newsclip.fetch.addresses import Address, is_localhost, names_private_host, parse_address, refusal
from newsclip.fetch.hops import checked
from newsclip.fetch.inflate import ACCEPT_ENCODING
from newsclip.fetch.network import Transport
from newsclip.fetch.polite import HostSlots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from newsclip.fetch.model import FetchOptions

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class Wire:
    """Connections and cookies, shared by all requests of one session."""

    def __init__(self, options: FetchOptions) -> None:
        self._options = options
        self._slots = HostSlots(options.per_host)
        self._cookies = _cookies(options)
        self._transport = Transport(
            options.policy,
            resolve=options.resolve,
            allow_private=options.allow_private,
            connections=options.concurrency + 8,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._transport.aclose()

    def cookies(self) -> str:
        """The cookies held now, as something that can be compared."""
        return repr(sorted((cookie.domain, cookie.name, cookie.value or "") for cookie in self._cookies.jar))

    @asynccontextmanager
    async def exchange(
        self,
        url: str,
        headers: Sequence[tuple[str, str]],
        *,
        granted: frozenset[Address],
        asked: str,
        method: str = "GET",
        content: bytes | None = None,
    ) -> AsyncIterator[httpx.Response]:
        """Send one request; the answer's body is still to be read.

        `asked` is the URL of the page that all this is for: the person's own headers go to its site only. Raises
        FetchRefused for an address that is not permitted, FetchError for a URL or host that is none, and what
        httpcore raises.
        """
        target = parsed_url(url)
        proxy = self._proxy(target)
        if proxy:
            self._check_named(target.host, granted)
        own = self._options.headers if _same_site(asked, url) else ()
        request = httpx.Request(
            method,
            target,
            headers=[
                ("User-Agent", self._options.user_agent),
                ("Accept-Encoding", ACCEPT_ENCODING),
                ("Accept-Language", self._options.languages),
                *headers,
                *own,
            ],
            content=content,
            extensions={
                "granted": granted,
                "proxy": proxy,
                "timeout": {"connect": self._options.connect_timeout},
            },
        )
        self._cookies.set_cookie_header(request)
        if target.userinfo and "authorization" not in request.headers:
            request = next(httpx.BasicAuth(target.username, target.password).auth_flow(request))
        async with self._slots.of(target.host):
            response = await self._transport.handle_async_request(request)
            response.request = request
            self._cookies.extract_cookies(response)
            try:
                yield response
            finally:
                await response.aclose()

    async def grant_for(self, url: str) -> frozenset[Address]:
        """The private addresses that a URL given by a person itself names; empty for public ones."""
        target = parsed_url(url)
        if not self._options.trust_named or not names_private_host(target.host):
            return frozenset()
        found = await self._options.resolve(target.host, target.port or _DEFAULT_PORTS[target.scheme])
        return frozenset(address for address in found if not self._options.policy.is_public(address))

    def _proxy(self, url: httpx.URL) -> str:
        address = parse_address(url.host)
        if is_localhost(url.host) or (address is not None and address.is_loopback):
            return ""
        if self._options.proxy:
            return self._options.proxy
        if not self._environment_proxies:
            return ""
        from urllib.request import proxy_bypass

        if proxy_bypass(url.host):
            return ""
        named = self._environment_proxies.get(url.scheme) or self._environment_proxies.get("all", "")
        return named if not named or "://" in named else f"http://{named}"

    @functools.cached_property
    def _environment_proxies(self) -> dict[str, str]:
        from urllib.request import getproxies

        return getproxies()

    def _check_named(self, host: str, granted: frozenset[Address]) -> None:
        """A proxy resolves names itself, so only what a host says of itself can be judged here."""
        address = parse_address(host)
        if self._options.allow_private or address is None or address in granted:
            return
        if not self._options.policy.is_public(address):
            raise refusal(host, (address,))


@functools.lru_cache(maxsize=1024)
def parsed_url(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
        _ = urlsplit(url).port  # what the standard library does not take is of no use to the rest of us
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"is not a URL ({error})", hint="check the spelling") from error
    checked(url)
    if not parsed.host:
        raise FetchRefused("names no host", hint="a URL looks like https://example.org/page")
    return parsed


def _same_site(given: str, url: str) -> bool:
    """Same host and port, or the same host turned from http to https."""
    if given == url:
        return True
    before, after = parsed_url(given), parsed_url(url)
    if before.host != after.host:
        return False
    return (before.scheme, before.port) == (after.scheme, after.port) or (
        (before.scheme, after.scheme) == ("http", "https") and before.port == after.port is None
    )


def _cookies(options: FetchOptions) -> httpx.Cookies:
    if options.cookies is None:
        return httpx.Cookies()
    from newsclip.fetch.cookies import load_cookies

    return httpx.Cookies(load_cookies(options.cookies))
