"""`newsclip import` and `newsclip feed` as people meet them."""

import json
import re
import shlex
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

POST = "---\ntitle: 'Tides {n}'\ndate: 2021-06-{n:02}\n---\n\nThe moon pulls the sea, time and again, {n} times.\n"
BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The pier was built in the summer of 1887, when the ferry company had outgrown the old stone quay.",
        "Its planks came from a forest two days up the river, and men floated them down in rafts.",
        "Nothing about it was meant to last, and only the lamps have been changed in a hundred years.",
    )
)

PAGE = f"""<html lang=en><head><title>The pier</title></head><body><article><h1>The pier</h1>{BODY}</article></body>
</html>"""


@pytest.fixture
def posts(tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    for number in range(1, 4):
        (folder / f"{number}.md").write_text(POST.format(n=number))
    return folder


def test_import_says_at_the_end_what_happened(newsclip, posts, archive):
    ran = newsclip("import", posts, "-j", 1)
    assert (ran.code, ran.out) == (0, "3 saved\n")
    assert newsclip("import", posts, "-j", 1).out == "3 unchanged\n"
    assert len(list(archive.glob("2021/06/*.md"))) == 3


def test_dry_run_lists_and_writes_nothing(newsclip, posts, archive):
    ran = newsclip("import", posts, "-j", 1, "--dry-run")
    assert [line.split("\t")[0] for line in ran.lines] == ["saved", "saved", "saved", "would be: 3 saved"]
    assert not archive.exists()


def test_json_is_one_object_an_item(newsclip, posts):
    ran = newsclip("import", posts, "-j", 1, "--json")
    records = [json.loads(line) for line in ran.lines]
    assert [record["status"] for record in records] == ["saved"] * 3
    assert all(Path(record["path"]).is_file() for record in records)


def test_failures_are_named_and_the_report_can_be_given_back(newsclip, archive, posts):
    for name in ("0.md", "00.md"):
        (posts / name).write_text("---\ntitle: [broken\n---\nText")
    ran = newsclip("import", posts, "-j", 1)
    assert ran.code == 1
    assert ran.out == "3 saved, 2 failed\n"
    assert re.search(r"newsclip: \S+/0\.md: .*; ", ran.err)
    (posts / "00.md").unlink()
    proposed = shlex.split(ran.err.partition("try them again with: ")[2])
    assert proposed[:4] == ["newsclip", "--archive", str(archive), "import"]
    (posts / "0.md").write_text(POST.format(n=9))
    again = newsclip(*proposed[3:], "-j", 1)
    assert again.out == "1 saved, 1 failed\n"


def test_one_bad_source_is_one_line(newsclip, posts, tmp_path):
    ran = newsclip("import", tmp_path / "missing.csv")
    assert (ran.out, ran.err) == ("", f"newsclip: {tmp_path / 'missing.csv'}: no such file; check the path\n")
    (posts / "0.md").write_text("---\ntitle: [broken\n---\nText")
    ran = newsclip("import", posts, "-j", 1)
    assert (ran.out, ran.err.count("\n")) == ("3 saved, 1 failed\n", 1)


def test_a_file_that_is_no_report_is_not_written_over(newsclip, posts, tmp_path):
    mine = tmp_path / "notes.txt"
    mine.write_text("my notes")
    ran = newsclip("import", posts, "--report", mine, "-j", 1)
    assert ran.code == 2
    assert "no report" in ran.err
    assert mine.read_text() == "my notes"
    mine.write_text("")  # as mktemp makes it
    assert newsclip("import", posts, "--report", mine, "-j", 1).code == 0


def test_what_convert_prints_as_json_is_imported(newsclip, posts, archive):
    lines = newsclip("convert", posts, "--format", "json").out
    (posts.parent / "out.jsonl").write_text(lines)
    assert newsclip("import", posts.parent / "out.jsonl", "-j", 1).out == "3 saved\n"
    assert "The moon pulls the sea, time and again, 2 times." in next(archive.rglob("*Tides-2.md")).read_text()


def test_nothing_is_left_in_the_state_folder_when_all_went_well(newsclip, posts, archive):
    newsclip("import", posts, "-j", 1)
    assert list((archive / ".newsclip" / "imports").iterdir()) == []


def test_a_list_from_find_print0(newsclip, posts):
    names = "\0".join(str(path) for path in sorted(posts.iterdir())) + "\0"
    ran = newsclip("import", "-0", "-", "-j", 1, stdin=names.encode())
    assert (ran.code, ran.out) == (0, "3 saved\n")


def test_a_list_of_urls_on_standard_input_is_fetched(newsclip, server, archive):
    url = server("/pier", PAGE)
    ran = newsclip("import", "-", "-j", 1, "--tag", "x", stdin=f"# mine\n{url}\n{url}-gone\n".encode())
    assert ran.out == "1 saved, 1 failed\n"
    assert ran.code == 1
    assert f"{url}-gone" in ran.err
    (article,) = archive.rglob("*.md")
    assert "planks came from a forest" in article.read_text()


def test_a_link_that_the_archive_has_is_not_fetched_again(newsclip, server, tmp_path):
    url = server("/pier", PAGE)
    assert newsclip("import", url, "-j", 1).out == "1 saved\n"
    server("/pier", "gone", status=500)
    export = tmp_path / "pocket.csv"
    export.write_text(f"title,url,time_added,tags,status\nPier,{url},1500000000,wood|sea,archive\n")
    assert newsclip("import", export, "-j", 1).out == "1 updated\n"
    assert newsclip("import", export, "-j", 1).out == "1 unchanged\n"
    assert "500" in newsclip("import", export, "-j", 1, "--dedupe", "off").err


def test_offline_fetches_nothing(newsclip):
    ran = newsclip("import", "-", "--offline", "-j", 1, stdin=b"http://127.0.0.1:9/x\n")
    assert ran.code == 1
    assert "--offline" in ran.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "SOURCE is missing"),
        (("x", "--kind", "nothing"), "--list-formats"),
        (("x", "--dedupe", "nothing"), "url, content, near, off"),
        (("x", "--since", "nothing"), "--since"),
        (("x", "--engine", "dask"), "--scheduler"),
        (("x", "--engine", "spark"), "local, dask"),
        (("x", "--output", "out"), "--engine dask"),
    ],
)
def test_mistakes_in_the_command_are_one_line_and_exit_2(newsclip, args, words):
    ran = newsclip("import", *args)
    assert ran.code == 2
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_missing_file_is_one_line(newsclip):
    ran = newsclip("import", "nothing.csv", "-j", 1, "-q")
    assert ran.code == 1
    assert "nothing.csv: no such file" in ran.err.splitlines()[0]


def test_the_formats_listed_are_those_documented(newsclip):
    from newsclip.sources.formats import FORMATS

    listed = newsclip("import", "--list-formats").out
    documented = (Path(__file__).parents[2] / "docs" / "import.md").read_text()
    for entry in FORMATS.values():
        assert f"  {entry.name} " in listed
        assert f"| `{entry.name}` | {entry.title} |" in documented


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Sea News</title><link>{base}</link>{items}</channel></rss>"""
ENTRY = """<item><title>{title}</title><link>{base}/{title}</link><pubDate>Tue, 22 Jun 2021 03:58:39 GMT</pubDate>
<content:encoded><![CDATA[{body}<p>This is {title}.</p>]]></content:encoded></item>"""


@pytest.fixture
def feed():
    """A feed on loopback that keeps to conditional requests; `feed.titles` is what is in it."""

    class Feed:
        titles = ("one", "two")
        served = 0
        not_modified = 0

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            base = f"http://127.0.0.1:{httpd.server_port}"
            etag = f'"{"-".join(Feed.titles)}"'
            if self.path == "/":
                self.answer(200, "text/html", '<link rel="alternate" type="application/rss+xml" href="/feed">')
            elif self.path != "/feed":
                self.answer(404, "text/html", "gone")
            elif self.headers.get("If-None-Match") == etag:
                Feed.not_modified += 1
                self.answer(304, "", "", etag)
            else:
                Feed.served += 1
                items = "".join(ENTRY.format(title=title, base=base, body=BODY) for title in Feed.titles)
                self.answer(200, "application/rss+xml", FEED.format(base=base, items=items), etag)

        def answer(self, status, kind, text, etag=""):
            data = text.encode()
            self.send_response(status)
            if status != 304:
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
            if etag:
                self.send_header("ETag", etag)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    Feed.url = f"http://127.0.0.1:{httpd.server_port}/feed"
    yield Feed
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_feeds_are_followed_and_what_has_not_changed_costs_no_body(newsclip, feed, archive):
    assert newsclip("feed", "add", feed.url, "--tag", "news").out == f"{feed.url}\n"
    assert "followed already" in newsclip("feed", "add", feed.url).err
    assert newsclip("feed", "list").out == f"{feed.url}\tSea News\tnews\n"
    assert newsclip("feed", "update", "-j", 1).out == "2 saved\n"
    texts = [path.read_text() for path in archive.glob("2021/06/*.md")]
    assert all("news" in text and "planks came from a forest" in text for text in texts)

    served = feed.served
    assert newsclip("feed", "update", "-j", 1).out == "nothing new\n"
    assert (feed.served, feed.not_modified) == (served, 1)

    feed.titles = ("three", "one", "two")
    assert newsclip("feed", "update", "-j", 1).out == "1 saved\n"


def test_the_state_of_feeds_may_be_deleted(newsclip, feed, archive):
    import shutil

    newsclip("feed", "add", feed.url)
    newsclip("feed", "update", "-j", 1)
    shutil.rmtree(archive / ".newsclip")
    assert newsclip("feed", "list").out.startswith(feed.url)
    assert newsclip("feed", "update", "-j", 1).out == "2 unchanged\n"


def test_a_page_that_announces_a_feed_leads_to_it(newsclip, feed):
    assert newsclip("feed", "add", feed.url.removesuffix("feed")).out == f"{feed.url}\n"


def test_the_list_of_feeds_is_a_file_that_people_edit(newsclip, feed, archive):
    newsclip("feed", "add", feed.url, "--title", "Sea")
    path = archive / "feeds.toml"
    path.write_text(path.read_text() + '\n# to be thrown out soon\n[[feed]]\nurl = "https://example.org/feed"\n')
    assert newsclip("feed", "remove", "Sea").out == f"{feed.url}\n"
    assert "# to be thrown out soon" in path.read_text()
    assert newsclip("feed", "list").out == "https://example.org/feed\t\t\n"
    path.write_text("[[feed]\n")
    ran = newsclip("feed", "list")
    assert ran.code == 2
    assert "feeds.toml" in ran.err
    assert "Traceback" not in ran.err


def test_a_feed_and_an_opml_list_are_imported_by_url(newsclip, feed, tmp_path):
    assert newsclip("import", feed.url, "-j", 1).out == "2 saved\n"
    opml = tmp_path / "x"
    opml.write_text(f'<opml version="2.0"><body><outline text="Sea" xmlUrl="{feed.url}"/></body></opml>')
    assert newsclip("import", opml, "-j", 1).out == "2 unchanged\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_site_rules_hold_for_what_is_imported(newsclip, server, archive, tmp_path, monkeypatch, jobs):
    rules = tmp_path / "config" / "rules"
    rules.mkdir(parents=True)
    monkeypatch.setenv("NEWSCLIP_CONFIG", str(rules.parent / "config.toml"))
    (rules / "127.0.0.1.toml").write_text('title = ".real"\nstrip = "p.mark"\n')
    words = "".join(f"<p>The ferry left the harbour before dawn, for the {n}th time this year.</p>" for n in range(20))
    page = f"<title>A</title><article><h1>A</h1><h2 class=real>By rule</h2>{words}<p class=mark>Cut me.</p></article>"
    linked = server("/linked", page)
    (tmp_path / "saved.html").write_text(f"<!-- Saved from http://127.0.0.1/saved at x using monolith v1 -->{page}")
    (tmp_path / "links.txt").write_text(f"{linked}\n")
    ran = newsclip("import", tmp_path / "links.txt", tmp_path / "saved.html", "--jobs", jobs)
    assert (ran.code, ran.out) == (0, "2 saved\n"), ran.err
    texts = [path.read_text() for path in archive.glob("20*/**/*.md")]
    assert ["title: By rule" in text and "Cut me" not in text for text in texts] == [True, True]
    (rules / "127.0.0.1.toml").write_text("titel = 'h1'\n")
    broken = newsclip("import", tmp_path / "saved.html", "--jobs", jobs, "--force")
    assert broken.code == 2
    assert "127.0.0.1.toml: unknown key 'titel'" in broken.err
