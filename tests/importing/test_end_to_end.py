"""One export of each family that brings its content, from the file to the archive, without the network."""

import base64
import io
import json
import zipfile

import pytest
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from newsclip.archive.files import read_article
from newsclip.importing import Result
from tests.importing.made import AFTER, BEFORE

STORY = " ".join(f"{BEFORE}{AFTER}".split())
PAGE = f"""<!doctype html><html lang="en"><head><title>The pier</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>The pier</h1>{STORY}</article></body></html>"""
URL = "https://example.org/pier"


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def warc():
    buffer = io.BytesIO()
    stream = GzipWriter(buffer)
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = URL
    record.headers["WARC-Date"] = "2024-01-02T10:00:00Z"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode())
    record.write(stream)
    stream.close()
    return buffer.getvalue()


def omnivore():
    entry = {"slug": "pier", "title": "The pier", "url": URL, "labels": ["sea"], "state": "Active",
             "readingProgress": 0, "savedAt": "2024-01-02T10:00:00.000Z", "publishedAt": None}  # fmt: skip
    return zipped(
        **{
            "metadata_0_to_20.json": json.dumps([entry]),
            "content__pier.html": STORY,
            "highlights__pier.md": "> it stood\n",
        }
    )


def har():
    content = {"mimeType": "text/html", "text": base64.b64encode(PAGE.encode()).decode(), "encoding": "base64"}
    entry = {"startedDateTime": "2024-01-02T10:00:00Z", "request": {"url": URL},
             "response": {"status": 200, "content": content}}  # fmt: skip
    return json.dumps({"log": {"version": "1.2", "entries": [entry]}})


NB = f"""# The pier (example.org)

<{URL}>

## Comment

Go there.

## Source

```html
{PAGE}
```
"""
NB_CONTENT = f"# The pier (example.org)\n\n<{URL}>\n\n## Content\n\n" + "Men floated them down in rafts. " * 9
FEED = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Sea News</title><entry>
<title>The pier</title><link href="{URL}"/><content type="html"><![CDATA[{STORY}]]></content></entry></feed>"""
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "Sea News",
     "items": [{"id": "1", "url": URL, "title": "The pier", "content_html": STORY}]}
)  # fmt: skip
SINGLEFILE = PAGE.replace("<head>", f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: x \n--><head>")
WALLABAG = json.dumps([{"id": 1, "title": "The pier", "url": URL, "is_archived": 0, "content": STORY, "tags": []}])
COLUMNS = "Title;URL;Content;Tags;MIME Type;Language;Creation date"
WALLABAG_CSV = f'{COLUMNS}\n"The pier";{URL};"{STORY}";;text/html;en;1/2/2024 10:00:00\n'


@pytest.mark.parametrize(
    "export",
    [
        warc(),
        omnivore(),
        har(),
        NB,
        NB_CONTENT,
        FEED,
        JSON_FEED,
        SINGLEFILE,
        WALLABAG,
        WALLABAG_CSV,
        zipped(**{"a__b.html": SINGLEFILE}),
    ],
    ids=[
        "warc",
        "omnivore",
        "har",
        "nb",
        "nb content",
        "atom",
        "json-feed",
        "singlefile",
        "wallabag",
        "wallabag-csv",
        "zip",
    ],
)
def test_what_an_export_holds_becomes_an_article(imported, tmp_path, export):
    path = tmp_path / "export.bookmark.md"
    path.write_bytes(export if isinstance(export, bytes) else export.encode())
    (outcome,) = imported(path)
    assert (outcome.result, outcome.reason) == (Result.SAVED, "")
    article = read_article(outcome.path).article
    assert (article.title, article.url) == ("The pier", URL)
    assert "Men floated them down in rafts" in article.body
    assert "Home" not in article.body
    assert [again.result for again in imported(path)] == [Result.UNCHANGED]


def test_highlights_without_their_article_become_one(imported, tmp_path):
    (tmp_path / "x.csv").write_text(
        "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at\n"
        "It has stood for a hundred years.,The pier,Ana Lima,,Indeed.,,,page,1,2021-02-03 04:05:06+00:00\n"
    )
    (outcome,) = imported(tmp_path / "x.csv")
    article = read_article(outcome.path).article
    assert (article.title, article.authors) == ("The pier", ("Ana Lima",))
    assert article.highlights == ("It has stood for a hundred years.",)
    assert "It has stood for a hundred years." in article.body
