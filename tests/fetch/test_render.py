"""Pages built by scripts, through a real Chromium that has no network of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsclip.errors import FetchError, FetchRefused, FetchTimeout, HttpStatusError, UnsupportedSource
from newsclip.fetch.render import find_browser, render
from tests.fetch.hostile_server import PARAGRAPH, Hostile, answer, bomb_body, serving

if TYPE_CHECKING:
    from newsclip.fetch import FetchOptions


def why_not() -> str:
    """Why nothing can be rendered here; empty if it can."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "Playwright is not installed: pip install newsclip[render]"
    return "" if find_browser() else "no Chromium is installed: apt-get install chromium"


needs_browser = pytest.mark.skipif(bool(why_not()), reason=why_not())

APP = (
    b"<!doctype html><html lang=en><head><title>...</title></head><body><div id=app></div>"
    b"<script src=/app.js></script></body></html>"
)
SCRIPT = """
fetch('/api/story').then(answer => answer.json()).then(story => {
  document.title = story.title;
  document.getElementById('app').innerHTML =
    '<article><h1>' + story.title + '</h1><img src="/never.png">' +
    story.paragraphs.map(text => '<p>' + text + '</p>').join('') + '</article>';
});
"""
STORY = {"title": "Built by a script", "paragraphs": [f"Part {number}. {PARAGRAPH * 3}" for number in range(5)]}


# Everything that a page's scripts might do, each saying how it went.
BUSY = """<!doctype html><title>x</title><p id=post></p><p id=inward></p><p id=bomb></p><p id=end></p><script>
const say = (id, text) => document.getElementById(id).textContent = text;
fetch('/api/post', {method: 'POST', body: 'x=1'}).then(a => a.text()).then(t => say('post', t));
const inward = fetch('http://127.0.0.2:PORT/page', {mode: 'no-cors'});
inward.then(a => say('inward', 'reached'), e => say('inward', 'blocked'));
fetch('/gz').then(a => a.text()).then(t => say('bomb', t.length), e => say('bomb', 'refused'));
new WebSocket('ws://127.0.0.1:PORT/socket');
new Image().src = 'http://127.0.0.2:PORT/pixel';
navigator.sendBeacon('http://127.0.0.2:PORT/beacon');
alert('hello');
open('/popup');
say('end', 'went on');
</script>"""


def script(text: str) -> bytes:
    return f"<!doctype html><title>x</title><p>waiting</p><script>{text}</script>".encode()


ROUTES = {
    "/app": lambda c, r, s: answer(c, APP),
    "/app.js": lambda c, r, s: answer(c, SCRIPT.encode(), content_type="text/javascript"),
    "/api/story": lambda c, r, s: answer(c, json.dumps(STORY).encode(), content_type="application/json"),
    "/api/post": lambda c, r, s: answer(c, f"got {r.method}".encode(), content_type="text/plain"),
    "/busy": lambda c, r, s: answer(c, BUSY.replace("PORT", str(s.port)).encode()),
    "/gz": lambda c, r, s: answer(c, bomb_body(), content_encoding="gzip"),
    "/goes-inward": lambda c, r, s: answer(c, script(f"location = 'http://127.0.0.2:{s.port}/page'")),
    "/moves": lambda c, r, s: answer(c, script("location = '/moved-once'")),
    "/moved-once": lambda c, r, s: answer(c, b"", status="302 Found", location="/app"),
    "/spins": lambda c, r, s: answer(c, script("while (true) {}")),
}


@pytest.fixture(scope="module")
def web() -> Iterator[Hostile]:
    with serving(routes=ROUTES) as running:
        yield running


@pytest.fixture
def patient(options: FetchOptions) -> FetchOptions:
    return replace(options, timeout=10)


@needs_browser
def test_a_page_built_by_script_alone_is_whole(web: Hostile, patient: FetchOptions) -> None:
    page = render(web.url("/app"), patient)
    text = page.body.decode()
    assert page.rendered
    assert "<title>Built by a script</title>" in text
    assert all(f"Part {number}." in text for number in range(5))
    assert page.content_type == "text/html; charset=utf-8"
    assert (page.url, page.final_url) == (web.url("/app"), web.url("/app"))
    assert not web.asked("/never.png")


@needs_browser
def test_a_page_whose_script_moves_on_is_followed(web: Hostile, patient: FetchOptions) -> None:
    moved = render(web.url("/moves"), patient)
    assert moved.final_url == web.url("/app")
    assert b"Built by a script" in moved.body


@needs_browser
def test_scripts_may_post_but_reach_no_private_address_and_no_bomb(web: Hostile, patient: FetchOptions) -> None:
    web.log.clear()
    text = render(web.url("/busy"), patient).body.decode()
    assert 'id="post">got POST<' in text
    assert 'id="inward">blocked<' in text
    assert 'id="bomb">refused<' in text
    assert 'id="end">went on<' in text
    assert {request.path for request in web.log} <= {"/busy", "/api/post", "/gz", "/popup"}


@needs_browser
def test_a_script_that_leads_to_a_private_address_is_refused(web: Hostile, patient: FetchOptions) -> None:
    web.log.clear()
    with pytest.raises(FetchRefused, match="private address"):
        render(web.url("/goes-inward"), patient)
    assert [request.path for request in web.log] == ["/goes-inward"]


@needs_browser
def test_a_script_without_end_ends_at_the_deadline(web: Hostile, options: FetchOptions) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchTimeout):
        render(web.url("/spins"), replace(options, timeout=2))
    assert time.monotonic() - begun < 20


@needs_browser
def test_what_is_no_page_is_not_rendered(web: Hostile, patient: FetchOptions) -> None:
    with pytest.raises(UnsupportedSource):
        render(web.url("/lying-type?is=pdf"), patient)
    with pytest.raises(HttpStatusError):
        render(web.url("/status?code=404"), patient)


def test_without_a_browser_the_line_says_what_to_install(web: Hostile, options: FetchOptions) -> None:
    pytest.importorskip("playwright", reason="Playwright is not installed: pip install newsclip[render]")
    with pytest.raises(FetchError, match=r"no browser at /nowhere/chromium; install Chromium"):
        render(web.url("/app"), options, Path("/nowhere/chromium"))
