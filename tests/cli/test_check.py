"""`newsclip check` tells living sources from dead ones."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from newsclip.archive.checks import Checks
from tests.fetch.hostile_server import PAGE, answer, serving


@pytest.fixture
def site():
    """Six pages that are there when they are saved; afterwards each goes its own way."""
    left = []
    later = {
        "/stays": lambda c: answer(c),
        "/gone": lambda c: answer(c, b"", status="410 Gone"),
        "/front": lambda c: answer(c, b"", status="302 Found", location="/"),
        "/busy": lambda c: answer(c, b"", status="503 Busy", retry_after="1000"),
        "/walled": lambda c: answer(c, b"", status="403 Forbidden"),
        "/private": lambda c: answer(c),
    }

    def serve(path):
        title = path.strip("/").encode()
        page = PAGE.replace(b"The ferry", b"The " + title)
        return lambda connection, request, server: later[path](connection) if left else answer(connection, page)

    def available(connection, request, server):
        closest = {"available": True, "timestamp": "2021", "url": server.url("/web/2021/" + request.first("url"))}
        answer(connection, json.dumps({"archived_snapshots": {"closest": closest}}).encode())

    routes = {path: serve(path) for path in later} | {"/": lambda c, r, s: answer(c), "/wayback/available": available}
    with serving(routes=routes) as running:
        yield running, [running.url(path) for path in later], left


def test_each_source_is_told_by_its_answer(newsclip, site, archive, monkeypatch):
    server, urls, left = site
    monkeypatch.setenv("NEWSCLIP_FETCH_RETRIES", "0")
    monkeypatch.setenv("NEWSCLIP_FETCH_ROBOTS", "no")
    assert len(newsclip("save", *urls).lines) == 6
    left.append(True)
    failing = newsclip("check", "--json")
    assert failing.code == 0
    states = {record["url"]: record for record in map(json.loads, failing.lines)}
    assert {url.rpartition("/")[2] for url in states} == {"gone", "front", "busy"}
    assert all(
        record["state"] == "failing" and record["strikes"] == 1 and record["alive"] for record in states.values()
    )
    assert "410" in states[server.url("/gone")]["reason"]
    assert "front page" in states[server.url("/front")]["reason"]
    assert newsclip("check", "title:gone").lines[0].split("\t")[:2] == ["failing", "1"]

    # Two more days pass.
    checks = Checks(archive)
    old = datetime.now(UTC) - timedelta(days=2)
    for strikes in (2, 3):
        checks.store(check.after(old + timedelta(days=strikes - 2), check.reason) for check in checks.load().values())
    monkeypatch.setenv("NEWSCLIP_FETCH_WAYBACK_URL", server.url(""))
    dead = newsclip("check", "--wayback")
    assert dead.code == 1
    fields = next(line for line in dead.lines if "/gone\t" in line).split("\t")
    assert fields[0] == "dead"
    assert fields[-1] == server.url("/web/2021/") + server.url("/gone")
    assert "3 alive, 3 dead" in dead.err


def test_living_sources_are_counted_and_listed_when_asked(newsclip, site, monkeypatch):
    _, urls, _ = site
    newsclip("save", urls[0])
    ran = newsclip("check")
    assert (ran.code, ran.out) == (0, "")
    assert "1 alive" in ran.err
    assert newsclip("check", "--all").lines[0].startswith("alive\t0\t")


def test_what_robots_may_not_ask_stays_as_it_was(newsclip, site):
    server, urls, left = site
    newsclip("save", urls[-1])
    left.append(True)
    ran = newsclip("check", "--all", "--json")
    record = json.loads(ran.out)
    assert (record["state"], record["checked"]) == ("unknown", None)
    assert server.hits["/private"] == 1


def test_an_archive_without_sources_has_nothing_to_check(newsclip, tmp_path):
    (tmp_path / "post.md").write_text("---\ntitle: A post\n---\n\nText.\n")
    newsclip("save", tmp_path / "post.md")
    assert "no sources" in newsclip("check").err
