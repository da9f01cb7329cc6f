"""What a fetch does when the server means well."""

from __future__ import annotations

import asyncio
import http.server
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from newsclip.errors import FetchError, FetchRefused, NewsclipError, UsageError
from newsclip.fetch import Fetched, Fetcher, FetchOptions, PageRequest, Validators, fetch, fetch_many
from newsclip.fetch.addresses import AddressPolicy
from newsclip.rule_files import RuleFolder
from tests.fetch.hostile_server import PAGE, Hostile, Request, answer, serving


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_every_encoding_that_is_asked_for_is_undone(server: Hostile, options: FetchOptions, encoding: str) -> None:
    assert fetch(server.url(f"/encoded?with={encoding}"), options).body == PAGE
    assert encoding in server.log[0].headers["accept-encoding"]


def test_raw_deflate_is_understood_as_browsers_do(options: FetchOptions) -> None:
    import zlib

    def raw(connection, request, server):
        answer(connection, zlib.compress(PAGE)[2:-4], content_encoding="deflate")

    with serving(routes={"/raw": raw}) as running:
        assert fetch(running.url("/raw"), options).body == PAGE


def test_a_name_that_is_no_encoding_is_passed_over(server: Hostile, options: FetchOptions) -> None:
    assert fetch(server.url("/unknown-encoding"), options).body == PAGE


def test_the_answer_says_where_it_came_from(server: Hostile, options: FetchOptions) -> None:
    page = fetch(server.url("/redirect?to=/redirect%3Fto%3D/page"), options)
    assert page.url == server.url("/redirect?to=/redirect%3Fto%3D/page")
    assert page.final_url == server.url("/page")
    assert page.redirects == (page.url, server.url("/redirect?to=/page"))
    assert (page.status, page.content_type) == (200, "text/html; charset=utf-8")
    assert page.fetched_at.tzinfo is not None


@pytest.mark.parametrize("path", ["/meta-refresh", "/noscript-refresh", "/header-refresh", "/amp", "/script-only"])
def test_pages_that_only_lead_on_are_followed(server: Hostile, options: FetchOptions, path: str) -> None:
    page = fetch(server.url(path), options)
    assert page.final_url == server.url("/page")
    assert page.redirects == (server.url(path),)
    assert page.url == server.url(path)


def test_an_amp_page_is_kept_when_its_full_twin_is_gone(server: Hostile, options: FetchOptions) -> None:
    page = fetch(server.url("/amp?to=/nowhere"), options)
    assert b"short version" in page.body


def test_a_location_in_raw_utf8_with_spaces_is_followed(server: Hostile, options: FetchOptions) -> None:
    assert fetch(server.url("/raw-location"), options).body == PAGE


def test_a_cookie_set_on_the_way_is_kept(server: Hostile, options: FetchOptions) -> None:
    assert fetch(server.url("/cookie-bounce"), options).body == PAGE


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_cookies_come_from_a_cookies_txt(server: Hostile, options: FetchOptions, tmp_path: Path, host: str) -> None:
    jar = tmp_path / "cookies.txt"
    jar.write_text(f"# Netscape HTTP Cookie File\n#HttpOnly_{host}\tFALSE\t/\tFALSE\t0\tsession\tabc\n")
    assert fetch(server.url("/needs-cookie", host), replace(options, cookies=jar)).body == PAGE


def test_what_is_no_cookies_txt_is_named(server: Hostile, options: FetchOptions, tmp_path: Path) -> None:
    jar = tmp_path / "cookies.json"
    jar.write_text('[{"name": "session"}]')
    with pytest.raises(UsageError, match=r"cookies\.json.*Netscape"):
        fetch(server.url("/page"), replace(options, cookies=jar))
    with pytest.raises(UsageError, match="No such file"):
        fetch(server.url("/page"), replace(options, cookies=tmp_path / "none.txt"))


def test_own_headers_go_to_the_site_asked_for_and_no_further(server: Hostile, options: FetchOptions) -> None:
    secret = replace(options, headers=(("Authorization", "Bearer s3cret"), ("X-Team", "a")), allow_private=True)
    fetch(server.url(f"/redirect?to=http://127.0.0.2:{server.port}/page"), secret)
    first, second = server.log
    assert (first.headers["authorization"], first.headers["x-team"]) == ("Bearer s3cret", "a")
    assert "authorization" not in second.headers
    assert "x-team" not in second.headers


def test_a_broken_connection_and_a_busy_server_are_tried_again(server: Hostile, options: FetchOptions) -> None:
    patient = replace(options, retries=2)
    assert fetch(server.url("/recovers"), patient).body == PAGE
    assert fetch(server.url("/busy-once"), patient).body == PAGE
    assert server.hits["/recovers"] == server.hits["/busy-once"] == 2


def test_a_304_costs_no_body(server: Hostile, options: FetchOptions) -> None:
    first = fetch(server.url("/conditional"), options)
    assert first.validators == Validators('"v1"', "Tue, 22 Jun 2021 03:58:39 GMT")
    second = fetch(server.url("/conditional"), options, first.validators)
    assert second.not_modified
    assert second.body == b""
    assert server.log[1].headers["if-modified-since"] == first.last_modified


def test_user_name_and_password_are_used_but_not_kept(server: Hostile, options: FetchOptions) -> None:
    page = fetch(f"http://me:word@127.0.0.1:{server.port}/page", options)
    assert server.log[0].headers["authorization"].startswith("Basic ")
    assert page.final_url == server.url("/page")


def test_a_proxy_is_used_for_the_internet_and_not_for_this_machine(server: Hostile, options: FetchOptions) -> None:
    asked: list[str] = []

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("content-length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        through = replace(options, proxy=f"http://127.0.0.1:{proxy.server_address[1]}")
        assert fetch("http://news.example/story", through).body == PAGE
        assert fetch(server.url("/page"), through).body == PAGE
        with pytest.raises(FetchRefused):
            fetch("http://10.0.0.1/", replace(through, trust_named=False))
        proxy.shutdown()
    assert asked == ["http://news.example/story"]


def _all(urls: list[str | PageRequest], options: FetchOptions) -> list[Fetched | NewsclipError]:
    async def gather() -> list[Fetched | NewsclipError]:
        return [result async for result in fetch_many(urls, options)]

    return asyncio.run(gather())


def test_many_keep_to_the_limit_of_each_host(server: Hostile, options: FetchOptions) -> None:
    urls: list[str | PageRequest] = [
        server.url(f"/delayed?seconds=0.02&n={number}", host)
        for number in range(20)
        for host in ("127.0.0.1", "127.0.0.2")
    ]
    results = _all(urls, replace(options, timeout=10, per_host=3))
    assert all(isinstance(result, Fetched) for result in results)
    assert server.most_open["127.0.0.1"] == 3
    assert server.most_open["127.0.0.2"] == 3


def test_many_keep_to_robots_txt(server: Hostile, options: FetchOptions) -> None:
    urls: list[str | PageRequest] = [server.url("/page"), server.url("/private"), server.url("/redirect?to=/private")]
    results = _all(urls, options)
    errors = {error.source: error for error in results if isinstance(error, NewsclipError)}
    assert set(errors) == set(urls[1:])
    assert all("asks robots to stay away" in str(error) for error in errors.values())
    assert server.hits["/private"] == 0
    assert server.hits["/robots.txt"] == 1
    assert len([result for result in _all(urls, replace(options, robots=False)) if isinstance(result, Fetched)]) == 3


def test_a_robots_txt_that_cannot_be_read_bars_robots_but_one_that_hangs_does_not(options: FetchOptions) -> None:
    broken = {"/robots.txt": lambda c, r, s: answer(c, b"", status="500 Broken")}
    with serving(routes=broken) as running:
        (error,) = _all([running.url("/page")], options)
        assert "cannot be read (500)" in str(error)
    with serving(routes={"/robots.txt": lambda c, r, s: s.stopping.wait(30)}) as running:
        (page,) = _all([running.url("/page")], replace(options, timeout=3))
        assert isinstance(page, Fetched)


def test_one_url_asked_for_by_a_person_is_fetched_whatever_robots_txt_says(
    server: Hostile, options: FetchOptions
) -> None:
    assert fetch(server.url("/private"), options).status == 200
    assert server.hits["/robots.txt"] == 0


def test_many_come_back_when_the_server_says_so(options: FetchOptions) -> None:
    """A Retry-After longer than the page's own deadline is waited for, and holds off the whole host."""
    with serving() as busy:
        urls: list[str | PageRequest] = [
            busy.url("/busy-once?code=429&wait=2"),
            *(busy.url(f"/page?{n}") for n in range(3)),
        ]
        results = _all(urls, replace(options, per_host=1, timeout=1.8, retries=1))
        assert all(isinstance(result, Fetched) for result in results)
        assert busy.hits["/busy-once"] == 2


def test_requests_to_one_host_are_spaced_by_the_delay(server: Hostile, options: FetchOptions) -> None:
    moments: list[float] = []

    def noted(connection: object, request: Request, running: Hostile) -> None:
        import time

        moments.append(time.monotonic())
        answer(connection)  # type: ignore[arg-type]

    with serving(routes={"/noted": noted}) as running:
        _all([running.url(f"/noted?{n}") for n in range(4)], replace(options, delay=0.2))
    assert max(moments) - min(moments) > 0.45


def test_many_can_be_conditional(server: Hostile, options: FetchOptions) -> None:
    results = _all([PageRequest(server.url("/conditional"), Validators('"v1"'))], options)
    assert [result.not_modified for result in results if isinstance(result, Fetched)] == [True]


def test_a_feed_leads_to_no_private_address_but_its_own(server: Hostile) -> None:
    feed = server.url("/feed")
    own, other = server.url("/page"), server.url("/page", "127.0.0.2")
    public = "http://feeds.example/feed"
    results = _all([PageRequest(own, via=feed), PageRequest(other, via=feed)], FetchOptions())
    assert [result.url for result in results if isinstance(result, Fetched)] == [own]
    (refused,) = _all([PageRequest(own, via=public)], FetchOptions())
    assert isinstance(refused, FetchRefused)


def test_an_abandoned_iteration_leaves_nothing_running(server: Hostile, options: FetchOptions) -> None:
    async def first_only() -> int:
        urls = [server.url(f"/delayed?n={number}") for number in range(50)]
        async for _ in (stream := fetch_many(urls, options)):
            break
        await stream.aclose()  # type: ignore[attr-defined]
        return len(asyncio.all_tasks()) - 1

    assert asyncio.run(first_only()) == 0


def test_a_file_is_fetched_as_it_is(server: Hostile, options: FetchOptions) -> None:
    async def picture() -> Fetched:
        async with Fetcher(options) as fetcher:
            return await fetcher.get(server.url("/lying-type?is=png"), accept="image/*", referer=server.url("/page"))

    assert asyncio.run(picture()).body.startswith(b"\x89PNG")
    assert server.log[0].headers["referer"] == server.url("/page")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:4700::1111", True),
        ("198.18.0.7", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("127.8.8.8", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.251", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
    ],
)
def test_addresses_are_told_apart(address: str, public: bool) -> None:
    import ipaddress

    assert AddressPolicy().is_public(ipaddress.ip_address(address)) is public


def test_names_below_localhost_are_never_asked_of_a_name_server(server: Hostile) -> None:
    assert fetch(server.url("/page", "news.localhost")).body == PAGE


def test_an_unknown_proxy_scheme_is_named(options: FetchOptions) -> None:
    with pytest.raises((UsageError, FetchError), match="proxy"):
        fetch("http://news.example/", replace(options, proxy="gopher://127.0.0.1:1"))


def _paged(last: int, broken: int = 0):
    """An article on pages 1 to `last`, each linking to the next; `broken` answers 500."""

    def serve(connection, request, server):
        number = int(request.first("page", "1"))
        if number == broken or number > last:
            answer(connection, b"", status="500 Broken" if number == broken else "404 Not Found")
            return
        answer(connection, f"<link rel=next href='?page={number + 1}'><p>Part {number}.</p>".encode())

    return {"/long": serve}


def test_pages_of_one_article_are_fetched_together(options: FetchOptions) -> None:
    with serving(routes=_paged(last=3)) as running:
        page = fetch(running.url("/long"), replace(options, pages=10))
        assert [more.final_url for more in page.more] == [running.url(f"/long?page={n}") for n in (2, 3)]
        assert len(fetch(running.url("/long"), replace(options, pages=2)).more) == 1
        assert fetch(running.url("/long"), options).more == ()


def test_further_pages_and_the_whole_article_are_where_the_rules_of_the_site_say(
    options: FetchOptions, tmp_path: Path
) -> None:
    (tmp_path / "127.0.0.1.toml").write_text("next = 'a.more'\nsingle_page = '//a[@class=\"all\"]/@href'\n")
    pages = {
        "/part": b"<base href=/parts/><p>Part one.</p><a class=more href=two>On</a>",
        "/parts/two": b"<p>Part two.</p><a class=more href=/part#top>Back</a>",
        "/short": b"<p>The beginning.</p><a class=all href=/long>All of it</a>",
        "/long": b"<p>The beginning, and the end.</p><a class=all href=/long>All of it</a>",
        "/lost": b"<p>The beginning.</p><a class=all href=/nowhere>All of it</a>",
    }

    def serve(connection, request, server):
        body = pages.get(request.path)
        answer(connection, body or b"", status="200 OK" if body else "404 Not Found", etag=f'"{request.path}"')

    with serving(routes=dict.fromkeys((*pages, "/nowhere"), serve)) as running:
        ruled = replace(options, pages=10, rules=RuleFolder(tmp_path))
        first = fetch(running.url("/part"), ruled)
        assert [more.final_url for more in first.more] == [running.url("/parts/two")]
        assert fetch(running.url("/part"), replace(options, pages=10)).more == ()
        whole = fetch(running.url("/short"), ruled)
        assert (whole.url, whole.final_url, whole.etag) == (running.url("/short"), running.url("/long"), '"/short"')
        assert whole.redirects == (running.url("/short"),)
        assert fetch(running.url("/lost"), ruled).final_url == running.url("/lost")
        (tmp_path / "127.0.0.1.toml").write_text("next = [")
        assert fetch(running.url("/part"), ruled).more == ()


def test_an_article_with_a_page_that_fails_is_not_taken_for_whole(options: FetchOptions) -> None:
    with serving(routes=_paged(last=3, broken=2)) as running, pytest.raises(FetchError, match="500"):
        fetch(running.url("/long"), replace(options, pages=10))
