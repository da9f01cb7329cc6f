"""Saved pages and web archives."""

import base64
import gzip
import io
import json
import random
import zipfile

import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from newsclip.errors import NewsclipError
from newsclip.sources.item import HTML, MHTML
from newsclip.sources.pages import parse_mhtml

PAGE = "<html><head><title>Tides</title></head><body><article><p>The moon pulls the sea.</p></article></body></html>"


@pytest.mark.parametrize("header", ["Page saved with SingleFile", "Archive processed by SingleFile"])
@pytest.mark.parametrize("blank", ["", " "])
def test_singlefile_tells_where_and_when(inputs, header, blank):
    comment = (
        f"<!--\n {header}{blank}\n url: https://example.org/tides{blank}\n"
        f" saved date: Tue Jan 02 2024 10:00:00 GMT+0900 (日本標準時){blank}\n-->"
    )
    (item,) = inputs.read(PAGE.replace("<html>", f"<!DOCTYPE html> <html lang=en>{comment}"))
    assert (item.kind, item.url, str(item.added)) == (
        "singlefile",
        "https://example.org/tides",
        "2024-01-02T10:00:00+09:00",
    )


def test_monolith(inputs):
    comment = "<!-- Saved from https://example.org/tides at 2024-01-02T10:00:00Z using monolith v2.8.1 -->"
    (item,) = inputs.read(f"{comment}\n{PAGE}")
    assert (item.kind, item.url, str(item.added)) == (
        "monolith",
        "https://example.org/tides",
        "2024-01-02T10:00:00+00:00",
    )
    (item,) = inputs.read(f"<!-- Saved from local source at 2024-01-02T10:00:00Z using monolith v2.8.1 -->\n{PAGE}")
    assert (item.kind, item.url) == ("monolith", "")


def test_complete_page_knows_its_url_and_its_folder_is_no_article(inputs, tmp_path):
    from newsclip.sources import open_source

    inputs.file(f"<!DOCTYPE html>\n<!-- saved from url=(0025)https://example.org/tides -->\n{PAGE}", "saved/Tides.html")
    inputs.file(PAGE, "saved/Tides_files/frame.html")
    inputs.file(PAGE, "saved/Ondas.htm")
    inputs.file(PAGE, "saved/Ondas-Dateien/advert.html")
    items = list(open_source(tmp_path / "saved"))
    assert [(item.content.name, item.url) for item in items] == [
        ("Ondas.htm", ""),
        ("Tides.html", "https://example.org/tides"),
    ]


MHTML_FILE = """From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/tides
Subject: =?utf-8?Q?Tides_=E6=BD=AE?=
Date: Tue, 2 Jan 2024 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/tides

<html><head><meta charset=3D"utf-8"><title>Tides</title></head><body><p>The =
moon =E6=BD=AE</p><img src=3D"cid:pic@x"></body></html>
------MultipartBoundary--x----
Content-Type: image/png
Content-ID: <pic@x>
Content-Transfer-Encoding: base64
Content-Location: https://example.org/pic.png

iVBORw0KGgo=

------MultipartBoundary--x------
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_mhtml(inputs, line_end):
    text = MHTML_FILE.replace("\n", line_end)
    (item,) = inputs.read(text)
    assert (item.kind, item.media_type, item.url, item.title) == (
        "mhtml",
        MHTML,
        "https://example.org/tides",
        "Tides 潮",
    )
    assert str(item.added).startswith("2024-01-02T10:00:00")
    page = parse_mhtml(text.encode())
    assert "The moon 潮" in page.html.decode()
    assert [(part.location, part.data) for part in page.parts] == [
        ("https://example.org/pic.png", b"\x89PNG\r\n\x1a\n"),
        ("cid:pic@x", b"\x89PNG\r\n\x1a\n"),
    ]


def warc(responses, compressed):
    buffer = io.BytesIO()
    stream = GzipWriter(buffer) if compressed else buffer
    for url, status, media_type, body in responses:
        record = WarcRecord()
        http = f"HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = url
        record.headers["WARC-Date"] = "2024-01-02T10:00:00Z"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(http + body)
        record.write(stream)
    if compressed:
        stream.close()
    return buffer.getvalue()


RESPONSES = [
    ("https://example.org/a", 200, "text/html; charset=utf-8", PAGE.encode()),
    ("https://example.org/pic.png", 200, "image/png", b"\x89PNG"),
    ("https://example.org/gone", 404, "text/html", b"<p>gone</p>"),
    ("https://example.org/b", 200, "application/xhtml+xml", PAGE.encode()),
]


@pytest.mark.parametrize("compressed", [False, True])
def test_warc_gives_its_pages(inputs, compressed):
    items = inputs.read(warc(RESPONSES, compressed))
    assert [(item.kind, item.url) for item in items] == [
        ("warc", "https://example.org/a"),
        ("warc", "https://example.org/b"),
    ]
    assert items[0].content == PAGE.encode()
    assert items[0].content_type == "text/html; charset=utf-8"
    assert str(items[0].added) == "2024-01-02T10:00:00+00:00"
    assert items[0].origin != items[1].origin


def test_a_warc_cut_short_gives_what_is_whole_and_says_so(inputs):
    from newsclip.sources import open_source

    pages = [(f"https://example.org/{name}", 200, "text/html", random.Random(name).randbytes(50_000)) for name in "ab"]
    data = warc(pages, compressed=True)
    path = inputs.file(data[:-20_000], "cut.warc.gz")
    found = []
    items = open_source(path)
    with pytest.raises(NewsclipError, match="damaged"):
        found.extend(item.url for item in items)
    assert found == ["https://example.org/a"]


def test_wacz_limits_articles_to_its_pages(inputs):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as box:
        box.writestr("datapackage.json", "{}")
        box.writestr("archive/data.warc.gz", warc(RESPONSES, compressed=True))
        box.writestr(
            "pages/pages.jsonl",
            '{"format": "json-pages-1.0", "id": "pages"}\n{"url": "https://example.org/b", "title": "B", "ts": "x"}\n',
        )
    (item,) = inputs.read(buffer.getvalue())
    assert (item.url, item.title) == ("https://example.org/b", "B")


def test_har(inputs):
    def entry(url, text, encoding=None, mime="text/html; charset=utf-8", status=200):
        content = {"size": 1, "mimeType": mime, "text": text} | ({"encoding": encoding} if encoding else {})
        return {
            "startedDateTime": "2024-01-02T10:00:00.123Z",
            "request": {"method": "GET", "url": url, "headers": []},
            "response": {"status": status, "headers": [], "content": content},
        }

    log = {
        "version": "1.2",
        "creator": {"name": "x"},
        "entries": [
            entry("https://example.org/a", PAGE),
            entry("https://example.org/b", base64.b64encode(PAGE.encode()).decode(), "base64"),
            entry("https://example.org/c.js", "x", mime="text/javascript"),
            entry("https://example.org/d", PAGE, status=404),
        ],
    }
    first, second = inputs.read(json.dumps({"log": log}))
    assert (first.kind, first.url, first.content, str(first.added)) == (
        "har",
        "https://example.org/a",
        PAGE,
        "2024-01-02T10:00:00+00:00",
    )
    assert second.content == PAGE.encode()


def test_gzip_and_zip_of_anything(inputs):
    (item,) = inputs.read(gzip.compress(PAGE.encode()))
    assert (item.kind, item.content, item.media_type) == ("page", PAGE.encode(), HTML)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as box:
        box.writestr("posts/a.md", "---\ntitle: A\n---\nText")
        box.writestr("posts/pic.png", b"\x89PNG")
        box.writestr("bookmarks.csv", "title,url,time_added,tags,status\nA,https://example.org/a,1,,unread\n")
        box.writestr("__MACOSX/._a.md", "x")
        box.writestr("inner.zip", b"PK\x05\x06" + bytes(18))
        box.writestr("page.html.gz", gzip.compress(PAGE.encode()))
    items = inputs.read(buffer.getvalue())
    assert [(item.kind, item.origin.member) for item in items] == [
        ("post", "posts/a.md"),
        ("pocket-csv", "bookmarks.csv"),
        ("page", "page.html.gz"),
    ]


def test_archivebox_takes_the_best_page_of_each_snapshot(inputs, tmp_path):
    from newsclip.sources import open_source

    def snapshot(stamp, url, files, **fields):
        index = {"url": url, "timestamp": stamp, "title": "T", "tags": "x,y", "history": {}} | fields
        inputs.file(json.dumps(index), f"box/archive/{stamp}/index.json")
        for name, content in files.items():
            inputs.file(content, f"box/archive/{stamp}/{name}")

    snapshot("1600000000.5", "https://example.org/a", {"singlefile.html": PAGE, "output.html": "<p>no</p>"})
    snapshot("1600000001", "https://example.org/b", {"readability/content.html": "<p>reader</p>"}, tags=None)
    snapshot(
        "1600000002",
        "https://example.org/c",
        {"warc/1.warc.gz": warc([("https://example.org/c", 200, "text/html", b"<p>w</p>")], True)},
    )
    snapshot("1600000003", "https://example.org/d", {})
    inputs.file('{"updated": 1}', "box/index.json")
    first, second, third, fourth = open_source(tmp_path / "box")
    assert (first.kind, first.content.name, first.tags) == ("archivebox", "singlefile.html", ("x", "y"))
    assert str(first.added) == "2020-09-13T12:26:40+00:00"
    assert second.content.name == "content.html"
    assert third.content == b"<p>w</p>"
    assert fourth.content is None
