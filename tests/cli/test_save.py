"""`newsclip save`: from every kind of source, the second time, and with bad input in the batch."""

import json
import os
import socket
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsclip.archive.files import read_article

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PAGE = (EXAMPLES / "pages" / "news-jsonld-ferry.html").read_text("utf-8")
POST = (EXAMPLES / "posts" / "2021-06-22-library-fraud.md").read_text("utf-8")


def saved_article(ran):
    assert ran.code == 0, ran.err
    assert len(ran.lines) == 1
    return read_article(Path(ran.lines[0])).article


def test_the_examples_are_all_saved_and_each_path_is_printed(newsclip, archive):
    ran = newsclip("save", EXAMPLES)
    assert ran.code == 0, ran.err
    files = [path for path in EXAMPLES.rglob("*") if path.suffix in (".md", ".html")]
    assert len(ran.lines) == len(files) == len(set(ran.lines))
    assert all(Path(line).is_file() for line in ran.lines)
    assert ran.err == ""


def test_the_examples_saved_again_are_unchanged(newsclip, archive):
    newsclip("save", EXAMPLES)
    before = {path: path.read_bytes() for path in archive.rglob("*.md")}
    ran = newsclip("save", EXAMPLES)
    assert ran.code == 0
    assert ran.err.count("unchanged") == len(ran.lines) == len(before)
    assert {path: path.read_bytes() for path in archive.rglob("*.md")} == before


def test_a_page_from_a_web_server(newsclip, server):
    url = server("/news/ferry?utm_source=feed", PAGE)
    article = saved_article(newsclip("save", url))
    assert article.title == "Night ferry to Ostmark returns after nine years"
    assert article.authors == ("Rosa Delgado", "Henrik Aas")
    assert str(article.published) == "2024-04-12T05:00:12+00:00"
    assert article.site == "The Harbour Courier"
    assert "cellos" in article.body
    assert "Sign up to Morning Tide" not in article.body
    assert "Sleeper trains: a map" not in article.body


def test_a_page_from_standard_input(newsclip):
    article = saved_article(newsclip("save", "-", "--url", "https://www.harbourcourier.example/x", stdin=PAGE.encode()))
    assert article.url == "https://www.harbourcourier.example/x"
    assert article.title == "Night ferry to Ostmark returns after nine years"


def test_a_page_in_gbk(newsclip):
    article = saved_article(newsclip("save", EXAMPLES / "pages" / "news-gbk-bridge.html"))
    assert article.title == "海湾大桥明年通车 全程只需二十分钟"
    assert article.language == "zh"
    assert article.authors == ("沈一舟",)
    assert article.editor == "何晓"
    assert "三十六公里" in article.body
    assert "责任编辑" not in article.body
    assert "收费标准" not in article.body


@pytest.mark.parametrize(
    ("name", "title", "date", "tags"),
    [
        (
            "2019-03-14-sourdough.md",
            "What a cold kitchen taught me about sourdough",
            "2019-03-14T07:30:00+01:00",
            ("bread", "rye: dark", "fermentation"),
        ),
        ("2021-06-22-tinyvm.md", "TinyVM 1.2.182 发布，引入多个新指令", "2021-06-22T06:44:00+00:00", ()),
        ("hugo-tide-tables.md", "Reading tide tables without fear", "2022-09-05T18:20:00+02:00", ("sea", "navigation")),
        ("lighthouse-json.md", "The lighthouse keeper's ledger", "2020-11-02T09:00:00+00:00", ("history", "coast")),
        ("obsidian-note.md", "Notes on slow reading", "2023-02-11", ("clippings", "reading")),
    ],
)
def test_a_post_of_each_dialect(newsclip, name, title, date, tags):
    article = saved_article(newsclip("save", EXAMPLES / "posts" / name))
    assert article.title == title
    assert str(article.published) == date
    assert article.tags == tags


def test_the_body_of_a_markdown_post_is_kept_as_it_is(newsclip):
    source = (EXAMPLES / "posts" / "obsidian-note.md").read_text("utf-8")
    article = saved_article(newsclip("save", EXAMPLES / "posts" / "obsidian-note.md"))
    assert article.body == source.split("---\n", 2)[2]


def bad_inputs(folder, server):
    """Ten inputs that hold no article, with what the line about each must say."""
    folder.mkdir()

    def file(name, content):
        (folder / name).write_bytes(content)
        return str(folder / name)

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        closed_port = listener.getsockname()[1]
    (folder / "empty-folder").mkdir()
    (folder / "secret.html").write_bytes(PAGE.encode())
    (folder / "secret.html").chmod(0)
    return {
        str(folder / "missing.html"): "no such file",
        file("empty.html", b""): "empty",
        file("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"): "PNG",
        str(folder / "empty-folder"): "no pages or posts",
        f"http://127.0.0.1:{closed_port}/x": "refused",
        server("/gone", "<h1>Gone</h1>", 404): "404",
        file("login.html", LOGIN): "no article",
        file("broken.md", b"---\ntitle: a: b\n---\n\nText.\n"): "line 2",
        file(
            "unclosed.md", b"---\ntitle: x\ndate: 2021-01-01\n\nText that never ends its front matter.\n"
        ): "front matter",
        str(folder / "secret.html"): "permission" if os.geteuid() else None,
    }


LOGIN = b"""<!doctype html><html><head><title>Log in</title></head><body><form action="/login" method="post">
<h1>Log in to your account</h1><label>E-mail <input type="email" name="user"></label>
<label>Password <input type="password" name="pass"></label><button>Log in</button><a href="/forgot">Forgot password?</a>
</form></body></html>"""


def test_ten_bad_inputs_get_one_clear_line_each_and_the_rest_is_saved(newsclip, server, tmp_path):
    bad = {source: reason for source, reason in bad_inputs(tmp_path / "bad", server).items() if reason}
    good = [EXAMPLES / "posts" / "obsidian-note.md", EXAMPLES / "pages" / "docs-retry.html"]
    ran = newsclip("save", good[0], *bad, good[1])
    assert ran.code == 1
    assert len(ran.lines) == 2
    complaints = ran.err.splitlines()
    assert len(complaints) == len(bad), ran.err
    for (source, reason), line in zip(bad.items(), complaints, strict=True):
        assert source in line
        assert reason.casefold() in line.casefold()
        assert "; " in line, "every line says the way out"
        assert "Traceback" not in line


def test_a_page_without_an_article_has_an_exit_code_of_its_own_and_can_be_forced(newsclip, tmp_path):
    page = tmp_path / "login.html"
    page.write_bytes(LOGIN)
    ran = newsclip("save", page)
    assert (ran.code, ran.out) == (3, "")
    forced = newsclip("save", "--force", page)
    assert forced.code == 0
    assert len(forced.lines) == 1


def test_title_date_and_tags_can_be_given(newsclip):
    page = EXAMPLES / "pages" / "docs-retry.html"
    ran = newsclip("save", page, "--title", "Retries", "--date", "22 June 2021", "--tag", "http", "-t", "阅读")
    article = saved_article(ran)
    assert article.title == "Retries"
    assert str(article.published) == "2021-06-22"
    assert article.tags == ("http", "阅读")


def test_a_date_that_is_none_is_a_usage_error(newsclip):
    ran = newsclip("save", EXAMPLES / "pages" / "docs-retry.html", "--date", "soon")
    assert ran.code == 2
    assert "--date" in ran.err


def test_json_is_one_object_a_source_failures_included(newsclip, tmp_path):
    ran = newsclip("save", "--json", EXAMPLES / "posts" / "obsidian-note.md", tmp_path / "missing.md")
    saved, failed = map(json.loads, ran.lines)
    assert saved["status"] == "saved"
    assert saved["title"] == "Notes on slow reading"
    assert Path(saved["path"]).is_file()
    assert failed["status"] == "failed"
    assert failed["source"] == str(tmp_path / "missing.md")
    assert ran.code == 1


def test_a_dry_run_prints_the_paths_and_writes_nothing(newsclip, archive):
    ran = newsclip("save", "--dry-run", EXAMPLES / "posts")
    assert ran.code == 0
    assert len(ran.lines) == 6
    assert not archive.exists()


def test_explain_says_what_the_input_was_and_where_each_value_came_from(newsclip):
    ran = newsclip("save", "--explain", EXAMPLES / "pages" / "news-jsonld-ferry.html")
    assert "an HTML page" in ran.err
    assert "UTF-8" in ran.err.upper()
    assert "JSON-LD" in ran.err
    assert "title: Night ferry to Ostmark returns after nine years" in ran.err
    post = newsclip("save", "--explain", EXAMPLES / "posts" / "hugo-tide-tables.md")
    assert "toml" in post.err.lower()


def test_an_edited_file_is_refused_with_its_own_exit_code(newsclip, server):
    url = server("/a", PAGE)
    path = Path(newsclip("save", url).lines[0])
    path.write_text(path.read_text("utf-8").replace("cellos", "violas"), "utf-8")
    server("/a", PAGE.replace("Bookings for May", "Bookings for June"))
    ran = newsclip("save", url)
    assert ran.code == 4
    assert str(path) in ran.err
    assert "violas" in path.read_text("utf-8")


def test_the_archive_is_the_nearest_parent_that_has_a_newsclip_folder(newsclip, tmp_path, monkeypatch):
    root = tmp_path / "mine"
    (root / ".newsclip").mkdir(parents=True)
    (root / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(root / "deep" / "er")
    ran = newsclip("save", EXAMPLES / "posts" / "obsidian-note.md", archive=None)
    assert Path(ran.lines[0]).is_relative_to(root)


def test_the_environment_names_the_archive(newsclip, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSCLIP_ARCHIVE", str(tmp_path / "named"))
    ran = newsclip("save", EXAMPLES / "posts" / "obsidian-note.md", archive=None)
    assert Path(ran.lines[0]).is_relative_to(tmp_path / "named")


def test_unknown_commands_and_options_are_one_line(newsclip):
    for args in (["serch", "x"], ["save", "--bogus", "x"], ["save"]):
        ran = newsclip(*args)
        assert ran.code == 2
        assert len(ran.err.splitlines()) == 1, ran.err
        assert "newsclip" in ran.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="covered by the ten bad inputs")
def test_a_file_without_permission_is_one_line(newsclip, tmp_path):
    """Where the tests run as root, who may read everything, the command runs as nobody."""
    secret = tmp_path / "secret.html"
    secret.write_bytes(PAGE.encode())
    secret.chmod(0)
    newsclip("convert", EXAMPLES / "posts" / "obsidian-note.md")
    os.seteuid(65534)
    try:
        ran = newsclip("convert", secret)
    finally:
        os.seteuid(0)
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1, ran.err
    assert "permission" in ran.err
    assert "secret.html" in ran.err


def test_what_was_chosen_stays_when_an_unchanged_source_is_saved_again(newsclip, server):
    url = server("/a", PAGE)
    first = newsclip("save", url, "--title", "Mine", "--date", "2020-01-02")
    again = newsclip("save", url)
    assert again.out == first.out
    assert "unchanged" in again.err
    article = read_article(Path(first.lines[0])).article
    assert (article.title, str(article.published)) == ("Mine", "2020-01-02")
    chosen = newsclip("save", url, "--title", "Other")
    assert read_article(Path(chosen.lines[0])).article.title == "Other"


def test_a_post_with_a_chosen_title_stays_one_article(newsclip):
    post = EXAMPLES / "posts" / "lighthouse-json.md"
    first = newsclip("save", post, "--title", "Mine")
    again = newsclip("save", post)
    assert again.out == first.out
    assert len(newsclip("list").lines) == 1


def test_one_address_for_several_sources_is_refused_before_anything_is_filed(newsclip, archive):
    posts = [EXAMPLES / "posts" / "obsidian-note.md", EXAMPLES / "posts" / "lighthouse-json.md"]
    for args in (posts, [EXAMPLES / "posts"]):
        ran = newsclip("save", *args, "--url", "https://example.org/a")
        assert (ran.code, ran.out) == (2, "")
    assert newsclip("save", posts[0], "--url", "example").code == 2
    assert not archive.exists()


def test_quiet_prints_only_what_failed(newsclip, tmp_path):
    post = EXAMPLES / "posts" / "obsidian-note.md"
    for _ in range(2):
        ran = newsclip("save", "-q", post, tmp_path / "missing.md")
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 1


def test_an_article_about_a_404_is_an_article(newsclip, server):
    text = "".join(
        f"<p>Sentence {n} about the Peugeot 404, a car of long journeys and dusty roads.</p>" for n in range(9)
    )
    ran = newsclip("save", server("/404", f"<title>The Peugeot 404</title><h1>The Peugeot 404</h1>{text}"))
    assert ran.code == 0, ran.err


def test_what_is_no_text_for_reading_is_refused(newsclip, tmp_path):
    (tmp_path / "pocket.csv").write_text("title,url,time_added,tags,status\nA,https://example.org/,1,,unread\n")
    ran = newsclip("save", tmp_path / "pocket.csv", "ftp://127.0.0.1/x")
    assert ran.code == 1
    table, address = ran.err.splitlines()
    assert "import" in table
    assert "http" in address


def test_an_empty_archive_name_is_a_usage_error(newsclip):
    assert newsclip("--archive", "", "list", archive=None).code == 2


def test_a_byline_before_the_text_is_metadata(newsclip, tmp_path):
    text = "".join(f"<p>Sentence {n} of a long and quiet walk along the river to the sea.</p>" for n in range(9))
    page = tmp_path / "a.html"
    page.write_text(
        '<meta name="author" content="Ann Other"><article><h1>A walk</h1>'
        f'<p class="byline">By Ann Other, 3 March 2025</p>{text}</article>'
    )
    ran = newsclip("convert", page)
    assert "Ann Other" in ran.out
    assert "By Ann Other" not in ran.out


def test_a_servers_listing_of_a_folder_is_refused_and_filed_when_forced(newsclip, tmp_path):
    for name in ("ferry.html", "notes.txt", "tide tables.pdf"):
        (tmp_path / "files" / "pub").mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / "pub" / name).write_text("x")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path / "files")) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        try:
            ran = newsclip("save", f"http://127.0.0.1:{httpd.server_port}/pub/")
            assert (ran.code, ran.out) == (3, "")
            assert "it looks like a listing of a folder's files" in ran.err
            assert "--force" in ran.err
            forced = newsclip("save", "--force", f"http://127.0.0.1:{httpd.server_port}/pub/")
            assert "tide tables.pdf" in saved_article(forced).body
        finally:
            httpd.shutdown()
            thread.join()


def test_an_archive_that_is_a_file_is_one_line_a_source(newsclip, tmp_path):
    (tmp_path / "file").write_text("mine")
    ran = newsclip("save", EXAMPLES / "posts" / "2019-03-14-sourdough.md", archive=tmp_path / "file")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert f"{tmp_path / 'file'}" in ran.err
    assert (tmp_path / "file").read_text() == "mine"


EXPORTS = {
    "bookmarks.html": '<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="https://example.org/a">A</A></DL>',
    "Bookmarks": '{"roots": {"bookmark_bar": {"children": [], "type": "folder"}}}',
    "feed.json": '{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": []}',
    "page.mhtml": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
    f"{PAGE}\n--x--\n",
    "a.warc": "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n<p>A</p>\r\n",
    "pocket.csv": "title,url,time_added,tags,status\nA,https://example.org/a,1600000000,,unread\n",
    "urls.txt": "# my list\nhttps://example.org/a\nhttps://example.org/b some words\n",
    "other.json": '{"some": {"other": [1, 2]}}',
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_refused_and_import_is_named(newsclip, archive, name):
    Path(name).write_text(EXPORTS[name], "utf-8")
    for ran in (newsclip("save", name), newsclip("save", "-", stdin=EXPORTS[name].encode())):
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
        known = name != "other.json"
        assert (f"newsclip --archive {archive} import" if known else "newsclip import --list-formats") in ran.err
    assert not archive.exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("links.md", "https://example.org/a\nhttps://example.org/b\n"),
        ("hugo.md", '{"title": "A", "date": "2021-06-22"}\n\nA text with words.\n'),
        ("note.md", "https://example.org/a\n\nThis page says what I have always said about ferries.\n"),
        ("url.md", "url: none of them\n\nIs a note that begins oddly.\n"),
    ],
)
def test_a_note_of_links_is_a_note(newsclip, name, text):
    Path(name).write_text(text, "utf-8")
    assert saved_article(newsclip("save", name)).body.strip()


@pytest.mark.parametrize(
    ("comment", "day"),
    [
        (
            "Page saved with SingleFile \n url: {url} \n saved date: Sun Sep 13 2020 12:26:40 GMT+0200 (CEST)",
            "2020-09-13",
        ),
        ("Saved from {url} at 2020-09-13T12:26:40Z using monolith v2.8.1", "2020-09-13"),
        ("saved from url=(0025){url}", ""),
    ],
)
def test_a_saved_page_knows_where_it_came_from(newsclip, comment, day):
    url = "https://example.org/ferry"
    words = "".join(f"<p>The ferry left before dawn for the {n}th time, and nobody waved.</p>" for n in range(20))
    page = (
        f"<!DOCTYPE html>\n<html><!--\n {comment.format(url=url)} \n--><title>Ferry</title><article>{words}</article>"
    )
    Path("ferry.html").write_text(page)
    article = saved_article(newsclip("save", "ferry.html"))
    assert article.url == url
    assert str(article.saved).startswith(day)
    assert newsclip("import", "ferry.html").out == "1 unchanged\n"
    assert newsclip("save", "-", stdin=page.encode()).err == "newsclip: -: unchanged\n"


@pytest.mark.parametrize("command", ["save", "import"])
def test_tags_are_trimmed_and_an_empty_one_is_refused(newsclip, archive, command):
    post = EXAMPLES / "posts" / "obsidian-note.md"
    refused = newsclip(command, post, "--tag", " ")
    assert (refused.code, refused.out) == (2, "")
    assert "--tag: an empty tag" in refused.err
    assert newsclip(command, post, "--tag", " sea\n  side ", "--tag", "sea side").code == 0
    (path,) = archive.glob("20*/**/*.md")
    assert read_article(path).article.tags.count("sea side") == 1
