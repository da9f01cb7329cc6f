"""What `newsclip save` does with the web's ways: scripts, gone pages, logins, pages in parts, many at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsclip.archive.files import read_article
from tests.fetch.hostile_server import PAGE, PARAGRAPH, Request, answer, bomb_body, serving
from tests.fetch.test_hostile import MISBEHAVIOURS
from tests.fetch.test_render import ROUTES as SCRIPTED
from tests.fetch.test_render import needs_browser


@pytest.fixture
def scripted():
    with serving(routes=SCRIPTED) as running:
        yield running.url("/app")


@pytest.mark.parametrize(
    "shell",
    ["", "<p>Loading...</p>", "<noscript>You need to enable JavaScript to run this app.</noscript>"],
)
def test_a_page_built_by_script_says_what_to_do(newsclip, shell):
    page = f"<html><head><title>App</title></head><body>{shell}<div id=app></div><script src=/app.js></script>".encode()
    with serving(routes={"/app": lambda c, r, s: answer(c, page)}) as site:
        ran = newsclip("save", site.url("/app"))
    assert ran.code == 3
    assert ran.out == ""
    assert "empty until its scripts have run; --render" in ran.err


def test_a_wall_with_scripts_is_still_a_wall(newsclip):
    page = f"<!doctype html><html><head><script src=/a.js></script>{WALLS['login']}".encode()
    with serving(routes={"/app": lambda c, r, s: answer(c, page)}) as site:
        assert "looks like a login page" in newsclip("save", site.url("/app")).err


@needs_browser
@pytest.mark.parametrize("how", ["option", "setting"])
def test_a_page_built_by_script_is_saved_through_a_browser(newsclip, scripted, how, monkeypatch):
    if how == "setting":
        monkeypatch.setenv("NEWSCLIP_FETCH_RENDER", "auto")
    ran = newsclip("save", scripted, *(["--render"] if how == "option" else []))
    assert ran.code == 0, ran.err
    article = read_article(Path(ran.lines[0])).article
    assert article.title == "Built by a script"
    assert "Part 4." in article.body
    assert newsclip("refile").err.endswith("1 unchanged\n")


@pytest.fixture
def gone():
    def available(connection, request, server):
        closest = {"available": True, "timestamp": "2021", "url": server.url("/web/2021/" + request.first("url"))}
        found = {"closest": closest} if "lost" not in request.first("url") else {}
        answer(connection, json.dumps({"archived_snapshots": found}).encode(), content_type="application/json")

    with serving(routes={"/wayback/available": available}) as running:

        def copy(connection, request, server):
            answer(connection, PAGE.replace(b"<p>", b"<p><a href='/more'>More</a> ", 1))

        running_routes = {f"/web/2021id_/{running.url('/old')}": copy}
        with serving(routes={"/wayback/available": available, **running_routes}) as archive_org:
            yield running, archive_org


def test_a_gone_page_is_taken_from_the_web_archive_when_asked(newsclip, gone, monkeypatch):
    site, archive_org = gone
    monkeypatch.setenv("NEWSCLIP_FETCH_WAYBACK_URL", archive_org.url(""))
    without = newsclip("save", site.url("/old"))
    assert without.code == 1
    assert "404 Not Found" in without.err
    assert "--wayback" in without.err
    ran = newsclip("save", site.url("/old"), "--wayback")
    assert ran.code == 0, ran.err
    text = Path(ran.lines[0]).read_text("utf-8")
    assert f"archived: {archive_org.url('/web/2021/')}{site.url('/old')}" in text
    assert f"({site.url('/more')})" in text
    lost = newsclip("save", site.url("/lost"), "--wayback")
    assert lost.code == 1
    assert "no copy either" in lost.err


def test_cookies_open_what_a_login_closes(newsclip, tmp_path):
    jar = tmp_path / "cookies.txt"
    jar.write_text("# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n")
    with serving() as site:
        closed = newsclip("save", site.url("/needs-cookie"))
        assert closed.code == 3
        assert "sends to its login" in closed.err
        assert newsclip("save", site.url("/needs-cookie"), "--cookies", jar).code == 0
        assert newsclip("save", site.url("/page"), "--header", "X-Team: a", "--header", "broken").code == 2
        newsclip("save", site.url("/page?2"), "--header", "X-Team: a")
        assert site.log[-1].headers["x-team"] == "a"


def test_a_check_for_humans_is_not_filed(newsclip, archive):
    with serving() as site:
        ran = newsclip("save", site.url("/challenge"), site.url("/page"))
        assert ran.code == 3
        assert "prove that you are human" in ran.err
        assert len(ran.lines) == 1
        assert len(list(archive.rglob("2*.md"))) == 1


def test_an_article_in_parts_becomes_one(newsclip):
    def part(connection, request: Request, server):
        number = int(request.first("page", "1"))
        link = f"<link rel=next href='?page={number + 1}'>" if number < 3 else ""
        text = "".join(f"<p>Part {number}, {n}. {PARAGRAPH * 3}</p>" for n in range(4))
        answer(
            connection,
            f"<html><head><title>Long</title>{link}</head><body><article><h1>Long</h1>{text}</article>".encode(),
        )

    with serving(routes={"/long": part}) as site:
        path = Path(newsclip("save", site.url("/long")).lines[0])
        body = read_article(path).article.body
        assert [body.index(f"Part {n}, 3.") for n in (1, 2, 3)] == sorted(
            body.index(f"Part {n}, 3.") for n in (1, 2, 3)
        )
        assert "unchanged" in newsclip("save", site.url("/long")).err
        assert newsclip("refile").lines == []


def test_a_batch_goes_on_past_a_hostile_server(newsclip, monkeypatch):
    for name, value in (("TIMEOUT", "5"), ("RETRIES", "0"), ("ROBOTS", "no"), ("PER_HOST", "64")):
        monkeypatch.setenv(f"NEWSCLIP_FETCH_{name}", value)
    bomb_body()
    with serving() as site:
        hostile = [site.url(path) for path, _, _ in MISBEHAVIOURS]
        inward = site.url(f"/redirect?to=http://127.0.0.2:{site.port}/page")
        ran = newsclip("save", *hostile, inward, site.url("/page"))
        assert ran.code == 1
        assert len(ran.lines) == 1
        complaints = [line for line in ran.err.splitlines() if line]
        assert len(complaints) == len(hostile) + 1
        for url, line in zip([*hostile, inward], complaints, strict=True):
            assert line.startswith(f"newsclip: {url}: ")
            assert "; " in line
            assert "internal error" not in line
        assert "private address 127.0.0.2" in complaints[-1]


def test_many_urls_are_fetched_at_once_and_printed_in_order(newsclip):
    with serving() as site:
        urls = [site.url(f"/delayed?seconds=0.05&n={n}", host) for n in range(6) for host in ("127.0.0.1", "127.0.0.2")]
        urls.insert(3, site.url("/status?code=404"))
        urls.insert(5, site.url("/private"))
        ran = newsclip("save", *urls, "--json")
        records = [json.loads(line) for line in ran.lines]
        assert [record["source"] for record in records] == urls
        assert [record["status"] for record in records].count("failed") == 2
        assert "robots.txt" in ran.err
        assert site.most_open["127.0.0.1"] <= 6


def test_a_url_that_is_named_twice_among_others_is_fetched_once_and_told_of_twice(newsclip):
    with serving() as site:
        page, other = site.url("/page"), site.url("/delayed?seconds=0&n=1")
        ran = newsclip("save", page, other, page)
        assert (ran.code, len(ran.lines), ran.lines[0]) == (0, 3, ran.lines[2])
        assert [request.path for request in site.log].count("/page") == 1


def test_a_page_that_has_not_changed_costs_no_body(newsclip):
    with serving() as site:
        newsclip("save", site.url("/conditional"))
        again = newsclip("save", site.url("/conditional"), "--tag", "new")
        assert again.code == 0
        assert site.log[-1].headers["if-none-match"] == '"v1"'
        assert "new" in read_article(Path(again.lines[0])).article.tags


@pytest.mark.parametrize(
    ("locale", "header"),
    [("zh_CN.UTF-8", "zh-CN,zh;q=0.9,*;q=0.5"), ("C.UTF-8", "*"), ("", "*"), ("ja", "ja,*;q=0.5")],
)
def test_pages_are_asked_for_in_the_language_of_the_reader(newsclip, monkeypatch, locale, header):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", locale)
    with serving() as site:
        newsclip("convert", site.url("/page"))
        assert site.log[0].headers["accept-language"] == header


WALLS = {
    "consent": (
        "<title>Before you continue</title><h1>Before you continue</h1><p>We and our 842 partners use cookies to store "
        "and access information on your device.</p><form><button>Accept all</button><button>Reject all</button></form>"
    ),
    "verifying": (
        "<title>Just a moment...</title><h1>news.example</h1><p>Verifying you are human. This may take a second.</p>"
        "<p>news.example needs to review the security of your connection before proceeding.</p>"
    ),
    "login": (
        "<title>Sign in</title><h1>Sign in to read on</h1><form action=/session method=post><input name=email>"
        "<input type=password name=password><button>Sign in</button></form><a href=/join>Create an account</a>"
    ),
    "soft-404": (
        "<title>Page not found</title><h1>Sorry, this page does not exist</h1><p>The page that you are looking for may "
        "have been moved or deleted.</p><a href=/>Back to the front page</a>"
    ),
    "soft-404-zh": (
        "<meta charset=utf-8><title>页面不存在</title><h1>抱歉，您访问的页面不存在</h1><p>该内容可能已被删除。</p>"
        "<a href=/>返回首页</a>"
    ),
}


@pytest.mark.parametrize("wall", WALLS)
def test_walls_are_recognised_and_not_filed(newsclip, archive, wall):
    page = f"<!doctype html><html><head>{WALLS[wall]}</html>".encode()
    with serving(routes={"/story": lambda c, r, s: answer(c, page)}) as site:
        ran = newsclip("save", site.url("/story"))
    assert ran.code == 3, ran.out
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert not list(archive.rglob("*.md"))


@pytest.mark.parametrize("command", ["save", "import"])
@pytest.mark.parametrize("name", ["127.0.0.1:9/a", "localhost:9", "www.localhost/x", "news.localhost/1"])
def test_an_address_without_its_beginning_is_told_from_a_file(newsclip, command, name):
    ran = newsclip(command, name)
    assert ran.code == 1
    assert f"check the path, or write https://{name}\n" in ran.err
    assert "https" not in newsclip(command, "notes.md").err


def test_a_port_that_is_none_is_one_line(newsclip):
    for command in ("save", "import"):
        ran = newsclip(command, "http://127.0.0.1:99999/")
        assert (ran.code, len(ran.err.splitlines())) == (1, 1)
        assert "Port out of range" in ran.err


@pytest.mark.parametrize("command", ["save", "import"])
def test_an_address_out_of_a_list_with_windows_line_ends_is_saved(newsclip, server, command):
    url = server("/pier", PAGE)
    assert newsclip(command, f"{url}\r").code == 0
    assert newsclip("list", "-f", "{url}").out == f"{url}\n"
