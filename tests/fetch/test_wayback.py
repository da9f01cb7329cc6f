"""Pages that are gone, from a stand-in of the Internet Archive on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from newsclip.errors import FetchError, UnsupportedSource
from newsclip.fetch.wayback import from_wayback
from tests.fetch.hostile_server import PAGE, PNG, Hostile, answer, serving

if TYPE_CHECKING:
    from newsclip.fetch import FetchOptions

GONE = "https://gone.example/news/1?x=1"


def available(connection, request, server):
    kept = {GONE: "/web/20210622035839/" + GONE, "https://gone.example/p.png": "/web/2021/https://gone.example/p.png"}
    path = kept.get(request.first("url"))
    closest = {"available": True, "status": "200", "timestamp": "20210622035839", "url": server.url(path or "")}
    body = {"url": request.first("url"), "archived_snapshots": {"closest": closest} if path else {}}
    answer(connection, json.dumps(body).encode(), content_type="application/json")


@pytest.fixture
def archive_org() -> Iterator[Hostile]:
    routes = {
        "/wayback/available": available,
        "/web/20210622035839id_/https://gone.example/news/1": lambda c, r, s: answer(c, PAGE),
        "/web/2021id_/https://gone.example/p.png": lambda c, r, s: answer(c, PNG),
        "/odd/wayback/available": lambda c, r, s: answer(c, b"<html>down for maintenance"),
    }
    with serving(routes=routes) as running:
        yield running


def test_the_copy_comes_as_it_was_captured(archive_org: Hostile, options: FetchOptions) -> None:
    page = from_wayback(GONE, options, archive_org.url(""))
    assert page is not None
    assert page.body == PAGE
    assert (page.url, page.final_url) == (GONE, GONE)
    assert page.archived == archive_org.url("/web/20210622035839/" + GONE)


def test_a_page_that_was_never_captured_has_no_copy(archive_org: Hostile, options: FetchOptions) -> None:
    assert from_wayback("https://gone.example/other", options, archive_org.url("/")) is None


def test_a_copy_of_a_picture_is_no_page(archive_org: Hostile, options: FetchOptions) -> None:
    with pytest.raises(UnsupportedSource, match="PNG image at the web archive"):
        from_wayback("https://gone.example/p.png", options, archive_org.url(""))


def test_an_archive_that_is_down_is_said_to_be(archive_org: Hostile, options: FetchOptions) -> None:
    with pytest.raises(FetchError, match="makes no sense"):
        from_wayback(GONE, options, archive_org.url("/odd"))
