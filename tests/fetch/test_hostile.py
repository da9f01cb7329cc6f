"""Whatever a server does, a fetch ends within its caps with one clear line."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from newsclip.errors import (
    FetchError,
    FetchIncomplete,
    FetchRefused,
    FetchTimeout,
    FetchTooLarge,
    HttpStatusError,
    NewsclipError,
    NoArticle,
    UnsupportedSource,
)
from newsclip.fetch import FetchOptions, fetch
from tests.fetch.hostile_server import PAGE, Hostile, self_signed, serving

MISBEHAVIOURS = [
    ("/slow-headers", FetchTimeout, "no complete answer within 1 s"),
    ("/slow-body", FetchTimeout, "no complete answer within 1 s"),
    ("/silent", FetchTimeout, "no complete answer within 1 s"),
    ("/endless", FetchTooLarge, "over the cap of 20 MiB"),
    ("/endless-chunks", FetchTooLarge, "over the cap of 20 MiB"),
    ("/bomb", FetchTooLarge, "over the cap of 20 MiB"),
    ("/double-bomb", FetchTooLarge, "over the cap of 20 MiB"),
    ("/deflate-bomb", FetchTooLarge, "over the cap of 20 MiB"),
    ("/brotli-bomb", FetchTooLarge, "over the cap of 20 MiB"),
    ("/zstd-bomb", FetchTooLarge, "over the cap of 20 MiB"),
    ("/huge-length", FetchTooLarge, "over the cap of 20 MiB"),
    ("/many-layers", FetchError, "compressed 9 times over"),
    ("/truncated?with=gzip", FetchIncomplete, "gzip body ends before it is complete"),
    ("/truncated?with=deflate", FetchIncomplete, "deflate body ends before it is complete"),
    ("/truncated?with=br", FetchIncomplete, "br body ends before it is complete"),
    ("/truncated?with=zstd", FetchIncomplete, "zstd body ends before it is complete"),
    ("/corrupt", FetchIncomplete, "gzip compression of the body is broken"),
    ("/not-gzip", FetchIncomplete, "gzip compression of the body is broken"),
    ("/short", FetchIncomplete, "closed before the whole body had come"),
    ("/short-chunks", FetchIncomplete, "closed before the whole body had come"),
    ("/bad-length", FetchError, "does not speak proper HTTP"),
    ("/garbage", FetchError, "does not speak proper HTTP: illegal status line; try again"),
    ("/many-headers", FetchError, "more than 100 kB of headers"),
    ("/reset", FetchError, "broke the connection off"),
    ("/reset-at-once", FetchError, "broke the connection off"),
    ("/loop", FetchError, "redirects in a loop"),
    ("/ever-on", FetchError, "redirects more than 20 times"),
    ("/redirect?to=file:///etc/passwd", FetchRefused, "only http and https are fetched"),
    ("/redirect?to=data:text/html,x", FetchRefused, "only http and https are fetched"),
    ("/redirect?to=http://[", FetchError, "redirects to what is no URL"),
    (f"/status?code=503&wait={'9' * 400}", HttpStatusError, "503 Service Unavailable"),
    ("/status?code=404", HttpStatusError, "404 Not Found"),
    ("/status?code=410", HttpStatusError, "--wayback"),
    ("/status?code=429&wait=120", HttpStatusError, "asks to wait 120 s"),
    ("/status?code=503&wait=120", HttpStatusError, "asks to wait 120 s"),
    ("/status?code=599", HttpStatusError, "answered 599"),
    ("/challenge", NoArticle, "prove that you are human"),
    ("/needs-cookie", NoArticle, "sends to its login"),
    ("/empty", FetchError, "empty page"),
    ("/redirect?to=", FetchError, "redirects to nowhere"),
    ("/refresh-itself", NoArticle, "only loads itself again"),
    ("/lying-type?is=pdf", UnsupportedSource, "PDF document, not a page"),
    ("/lying-type?is=png", UnsupportedSource, "PNG image, not a page"),
    ("/lying-type?is=zip", UnsupportedSource, "zip archive, not a page"),
    ("/lying-type?is=mp4", UnsupportedSource, "video, not a page"),
    ("/lying-type?is=pdf&says=application/pdf", UnsupportedSource, "PDF document, not a page"),
]


@pytest.mark.parametrize(("path", "kind", "words"), MISBEHAVIOURS, ids=[case[0] for case in MISBEHAVIOURS])
def test_every_misbehaviour_ends_in_time_with_its_own_line(
    server: Hostile, options: FetchOptions, path: str, kind: type[NewsclipError], words: str
) -> None:
    if kind is FetchTimeout:
        options = replace(options, timeout=1)
    begun = time.monotonic()
    with pytest.raises(kind) as caught:
        fetch(server.url(path), options)
    line = str(caught.value)
    assert words in line
    assert server.url(path) in line
    assert "\n" not in line
    assert caught.value.hint
    assert time.monotonic() - begun < options.timeout + 3


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/page",
        "http://2130706434:{port}/page",
        "http://0x7f.0.0.2:{port}/page",
        "http://[::ffff:127.0.0.2]:{port}/page",
        "http://[::1]:{port}/page",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[64:ff9b::a00:1]/",
        "http://0.0.0.0:{port}/page",
        "http://224.0.0.1/",
    ],
)
@pytest.mark.parametrize("how", ["redirect", "meta-refresh"])
def test_nothing_public_leads_to_a_private_address(
    server: Hostile, options: FetchOptions, target: str, how: str
) -> None:
    with pytest.raises(FetchRefused, match="leads to the private address"):
        fetch(server.url(f"/{how}?to={target.format(port=server.port)}"), options)
    assert not server.asked("/page")


def test_a_refresh_to_a_file_is_no_refresh(server: Hostile, options: FetchOptions) -> None:
    assert b"Moved." in fetch(server.url("/meta-refresh?to=file:///etc/passwd"), options).body


def test_allow_private_lets_a_redirect_pass(server: Hostile, options: FetchOptions) -> None:
    target = f"http://127.0.0.2:{server.port}/page"
    page = fetch(server.url(f"/redirect?to={target}"), replace(options, allow_private=True))
    assert page.final_url == target
    assert page.redirects == (server.url(f"/redirect?to={target}"),)


def test_a_private_address_that_the_person_names_is_fetched(server: Hostile) -> None:
    for host in ("127.0.0.1", "localhost", "127.0.0.2"):
        assert fetch(server.url("/page", host)).body == PAGE


def test_a_named_private_address_opens_no_other(server: Hostile) -> None:
    with pytest.raises(FetchRefused):
        fetch(server.url(f"/redirect?to=http://127.0.0.2:{server.port}/page"))


def test_a_link_that_nobody_typed_is_not_trusted(server: Hostile) -> None:
    with pytest.raises(FetchRefused):
        fetch(server.url("/page"), FetchOptions(trust_named=False))


def test_dns_rebinding_gets_nothing(server: Hostile, options: FetchOptions) -> None:
    """A name that was public a moment ago and is private now is refused at the moment of connecting."""
    import ipaddress

    answers = iter(["127.0.0.1", "127.0.0.2"])

    async def rebinding(host: str, port: int) -> tuple[ipaddress.IPv4Address, ...]:
        return (ipaddress.IPv4Address(next(answers)),)

    target = f"http://rebind.example:{server.port}/page"
    with pytest.raises(FetchRefused, match=r"rebind\.example \(127\.0\.0\.2\)"):
        fetch(f"http://rebind.example:{server.port}/redirect?to={target}", replace(options, resolve=rebinding))
    assert not server.asked("/page")


def test_a_public_looking_name_for_a_private_address_is_refused(server: Hostile, options: FetchOptions) -> None:
    import ipaddress

    async def inward(host: str, port: int) -> tuple[ipaddress.IPv4Address, ...]:
        return (ipaddress.IPv4Address("127.0.0.2"),)

    with pytest.raises(FetchRefused):
        fetch(f"http://intranet.example.com:{server.port}/page", replace(options, resolve=inward))
    assert not server.log


def test_the_connection_of_a_granted_fetch_is_not_lent_to_another(server: Hostile, options: FetchOptions) -> None:
    from newsclip.fetch import Fetcher

    async def both() -> None:
        async with Fetcher(options) as fetcher:
            await fetcher.page(server.url("/page", "127.0.0.2"))
            with pytest.raises(FetchRefused):
                await fetcher.page(server.url(f"/redirect?to=http://127.0.0.2:{server.port}/page"))

    asyncio.run(both())


def test_broken_tls_is_named(options: FetchOptions) -> None:
    context = self_signed(Path(__file__).parent)
    with serving(context) as secure, pytest.raises(FetchError, match=r"no secure connection.*certificate"):
        fetch(f"https://127.0.0.1:{secure.port}/page", options)
    with serving() as plain, pytest.raises(FetchError, match="no secure connection"):
        fetch(f"https://127.0.0.1:{plain.port}/page", options)


def test_a_trusted_certificate_is_checked_against_the_host(
    options: FetchOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pair beside this file is for localhost and news.localhost, and trusted here by SSL_CERT_FILE."""
    folder = Path(__file__).parent
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "self-signed.pem"))
    with serving(self_signed(folder)) as secure:
        assert fetch(f"https://news.localhost:{secure.port}/page", options).body == PAGE
        with pytest.raises(FetchError, match="Hostname mismatch"):
            fetch(f"https://other.localhost:{secure.port}/page", options)


def test_a_certificate_for_the_name_is_checked_against_the_name(options: FetchOptions) -> None:
    """The socket goes to the judged address, but TLS still asks for the host of the URL."""
    context = self_signed(Path(__file__).parent)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    with serving(context) as secure, pytest.raises(FetchError):
        fetch(f"https://localhost:{secure.port}/page", options)
    assert asked == ["localhost"]
    assert isinstance(context, ssl.SSLContext)


def test_refused_connections_are_named(options: FetchOptions) -> None:
    with serving() as gone:
        port = gone.port
    with pytest.raises(FetchError, match="connection refused by"):
        fetch(f"http://127.0.0.1:{port}/", options)


@pytest.mark.parametrize("url", ["ftp://example.org/x", "file:///etc/passwd", "http:///x", "nonsense", "http://[bad/"])
def test_what_is_no_web_address_is_refused(url: str, options: FetchOptions) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(url, options)
    assert str(caught.value).startswith(url)


@pytest.mark.parametrize("path", ["/bomb", "/double-bomb", "/endless"])
def test_a_bomb_stays_within_64_mb_above_the_idle_process(server: Hostile, path: str) -> None:
    pytest.importorskip("resource", reason="peak memory is read from the operating system's own account")
    code = (
        "import resource, sys, newsclip.fetch.client as c, tenacity, httpcore, anyio._backends._asyncio\n"
        "from newsclip.errors import FetchTooLarge\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "idle = peak()\n"
        "try:\n    c.fetch(sys.argv[1])\nexcept FetchTooLarge:\n    print(peak() - idle)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, server.url(path)], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(done.stdout) * unit <= 64 * 1024 * 1024
