"""Pages that are empty without their scripts: a real Chromium runs them, and everything it loads comes through us.

The browser itself has no network: its proxy is a closed port and its resolver knows no name. Each request is
intercepted, made by the same `Fetcher` as any other (checked addresses, caps, cookies), and its answer handed to the
browser. Pictures, videos and fonts are not loaded: only the text is wanted.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newsclip.errors import FetchError, FetchTimeout, FetchTooLarge, NewsclipError, UnsupportedSource
from newsclip.fetch.client import Fetcher
from newsclip.fetch.hops import REDIRECTS, redirect_target
from newsclip.fetch.model import Fetched, FetchOptions
from newsclip.fetch.sniff import media_type_of, not_a_page

if TYPE_CHECKING:
    from newsclip.fetch.addresses import Address

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_MAC_PLACES: Final = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_ARGUMENTS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--dns-prefetch-disable",
    "--no-pings",
    "--mute-audio",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--proxy-server=http://127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",  # loopback, too, goes to the closed port
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--js-flags=--max-old-space-size=512",
)
_HINT: Final = "install Chromium, and 'pip install newsclip[render]'"

# A picture of one transparent pixel in place of each: scripts that wait for their pictures go on.
_PIXEL: Final = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
_MAX_REQUESTS: Final = 400
_MAX_HOPS: Final = 10
# Long enough for a page that asks its server once more after the first answer; polling must not hold it for ever.
_PATIENCE: Final = 10.0
_CLOSING: Final = 5.0
_DROPPED: Final = frozenset(
    ("host", "cookie", "user-agent", "accept-encoding", "connection", "content-length", "accept-language")
)
_OWN_FRAMING: Final = frozenset(("content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"))


def render(url: str, options: FetchOptions | None = None, browser: Path | None = None) -> Fetched:
    """Fetch a page and run its scripts; the body is the page as it stands then, in UTF-8.

    `browser` is a Chromium or Chrome; None looks for one. Raises FetchError, also where there is no browser, and
    UnsupportedSource for what is no page. Not for use inside a running event loop.
    """
    return asyncio.run(_render(url, options or FetchOptions(), browser))


def find_browser(browser: Path | None = None) -> Path | None:
    """The browser that would run: the one named, else an installed one; None if there is none."""
    if browser is not None:
        return browser if browser.is_file() else None
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None and sys.platform == "darwin":
        found = next((place for place in _MAC_PLACES if Path(place).is_file()), None)
    return Path(found) if found else None


async def _render(url: str, options: FetchOptions, browser: Path | None) -> Fetched:
    try:
        from playwright.async_api import Error, async_playwright
        from playwright.async_api import TimeoutError as Late
    except ImportError as error:
        raise FetchError("rendering needs Playwright, which is not installed", source=url, hint=_HINT) from error
    executable = find_browser(browser)
    if executable is None:
        missing = f"there is no browser at {browser}" if browser else "rendering needs Chromium, which is not installed"
        raise FetchError(missing, source=url, hint=_HINT)
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # Chromium refuses root otherwise
    async with Fetcher(options) as fetcher:
        first = await fetcher.get(url, granted=await fetcher.grant_for(url), accept="text/html,*/*;q=0.8")
        kind = not_a_page(first.body, first.content_type)
        if kind:
            raise UnsupportedSource(f"is {kind}, not a page", source=url, hint="newsclip saves pages and posts")
        stage = _Stage(fetcher, first, await fetcher.grant_for(url))
        with tempfile.TemporaryDirectory(prefix="newsclip-", ignore_cleanup_errors=True) as profile:
            try:
                async with async_playwright() as playwright:
                    context = await playwright.chromium.launch_persistent_context(
                        profile,
                        executable_path=executable,
                        headless=True,
                        args=[*_ARGUMENTS, *root],
                        user_agent=options.user_agent,
                        accept_downloads=False,
                        service_workers="block",
                        ignore_https_errors=True,  # nothing is ever sent by the browser; `Fetcher` checks certificates
                    )
                    try:
                        async with asyncio.timeout(options.timeout + _PATIENCE):
                            return await _perform(context, stage, options)
                    finally:
                        with suppress(Error, TimeoutError):
                            await asyncio.wait_for(context.close(), _CLOSING)
            except (TimeoutError, Late) as error:
                waited = options.timeout + _PATIENCE
                raise FetchTimeout(
                    f"its scripts did not come to an end within {waited:g} s", source=url, hint="raise --timeout"
                ) from error
            except Error as error:
                reason = error.message.splitlines()[0]
                raise FetchError(
                    f"the browser failed: {reason}", source=url, hint="try again, or without --render"
                ) from error


@dataclass(slots=True)
class _Stage:
    """What one page is given of the web."""

    fetcher: Fetcher
    first: Fetched
    granted: frozenset[Address]
    requests: int = 0
    received: int = 0
    refused: list[NewsclipError] = field(default_factory=list)

    async def serve(self, route: Any) -> None:
        """Answer one request of the browser."""
        from playwright.async_api import Error

        with suppress(Error):  # the page may be gone by the time of the answer
            try:
                await self._answer(route)
            except NewsclipError as error:
                self.refused.append(error)
                await route.abort("blockedbyclient")

    async def _answer(self, route: Any) -> None:
        request = route.request
        kind = request.resource_type
        if kind == "image":
            await route.fulfill(status=200, content_type="image/gif", body=_PIXEL)
            return
        if kind in {"media", "font", "websocket", "eventsource", "manifest"}:
            await route.abort("blockedbyclient")
            return
        if request.is_navigation_request() and request.frame.parent_frame is None and self._is_first(request.url):
            await route.fulfill(status=200, headers=_headers(self.first), body=self.first.body)
            return
        self.requests += 1
        if self.requests > _MAX_REQUESTS or self.received > 3 * self.fetcher.options.max_bytes:
            raise FetchTooLarge("the page loads without end", source=self.first.url)
        answer = await self._fetch(request)
        self.received += len(answer.body)
        if request.is_navigation_request() and answer.final_url != request.url.partition("#")[0]:
            # The browser is to know where the document came from.
            body = f"<script>location.replace({_quoted(answer.final_url)})</script>".encode()
            await route.fulfill(status=200, content_type="text/html", body=body)
            return
        await route.fulfill(status=answer.status, headers=_headers(answer), body=answer.body)

    def _is_first(self, url: str) -> bool:
        return url.partition("#")[0] == self.first.final_url.partition("#")[0]

    async def _fetch(self, request: Any) -> Fetched:
        headers = [(name, value) for name, value in request.headers.items() if name.lower() not in _DROPPED]
        method, content, url = request.method, request.post_data_buffer, request.url.partition("#")[0]
        for _ in range(_MAX_HOPS):
            answer = await self.fetcher.relay(method, url, headers, content, self.granted)
            location = dict(answer.headers).get("location")
            if answer.status not in REDIRECTS or not location:
                return answer
            url = redirect_target(url, location)
            if answer.status == 303 or (answer.status in {301, 302} and method == "POST"):
                method, content = "GET", None
        raise FetchError("redirects in a loop", source=url)


async def _perform(context: Any, stage: _Stage, options: FetchOptions) -> Fetched:
    page = context.pages[0] if context.pages else await context.new_page()
    context.on("page", lambda popup: asyncio.ensure_future(_close(popup)) if popup is not page else None)

    async def serve(route: Any) -> None:
        await stage.serve(route)

    await context.route("**/*", serve)
    await page.goto(stage.first.final_url, wait_until="domcontentloaded", timeout=options.timeout * 1000)
    await _settle(page)
    await page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")  # for what loads when it is seen
    await _settle(page)
    size = await page.evaluate("document.documentElement.outerHTML.length")
    if size > options.max_bytes:
        raise FetchTooLarge(
            f"the page grows over the cap of {options.max_bytes / 1024 / 1024:g} MiB", source=stage.first.url
        )
    if not page.url.startswith(("http://", "https://")):
        raise stage.refused[-1] if stage.refused else FetchError("its scripts lead nowhere", source=stage.first.url)
    html = await page.content()
    return replace(
        stage.first,
        final_url=page.url,
        content_type="text/html; charset=utf-8",
        body=html.encode("utf-8", "replace"),
        fetched_at=datetime.now(UTC).replace(microsecond=0),
        etag="",
        last_modified="",
        rendered=True,
    )


async def _settle(page: Any) -> None:
    """Wait until the page asks for nothing more, or until it is plain that it never stops."""
    from playwright.async_api import TimeoutError as Late

    with suppress(Late):
        await page.wait_for_load_state("networkidle", timeout=_PATIENCE / 2 * 1000)


async def _close(popup: Any) -> None:
    from playwright.async_api import Error

    with suppress(Error):
        await popup.close()


def _headers(answer: Fetched) -> dict[str, str]:
    headers = {name: value for name, value in answer.headers if name not in _OWN_FRAMING and "\n" not in value}
    if media_type_of(answer.content_type) == "":
        headers["content-type"] = "text/html"
    return headers


def _quoted(url: str) -> str:
    import json

    return json.dumps(url).replace("<", "\\u003c")
