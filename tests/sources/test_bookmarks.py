"""Bookmark files of browsers and services."""

import json

import lz4.block
import pytest

NETSCAPE = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file. -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1600000000" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>
    <DL><p>
        <DT><A HREF="https://example.org/one?a=1&amp;b=2" ADD_DATE="1600000000" ICON="data:x">One &amp; only</A>
        <DT><H3 ADD_DATE="1600000000">Sea</H3>
        <DL><p>
            <DT><A HREF="https://example.org/two" ADD_DATE="1600000001" TAGS="moon,tide" PRIVATE="1" TOREAD="1">Two</A>
            <DD>What two says
            <DT><A HREF="javascript:void(0)">A bookmarklet</A>
        </DL><p>
        <DT><A HREF="https://example.org/three" ADD_DATE="1600000002000000">Three</A>
    </DL><p>
    <DT><a href="https://example.org/four" add_date="1600000003000" tags="a b">Four</a>
    <DD>public words[linkding-notes]private words[/linkding-notes]
    <DT><A HREF="https://example.org/five" TAGS="x,linkding:bookmarks.archived">Five</A>
</DL><p>
"""


def test_netscape_bookmarks_with_folders_descriptions_and_linkdings_habits(inputs):
    one, two, three, four, five = inputs.read(NETSCAPE)
    assert (one.kind, one.url, one.title, one.categories) == (
        "netscape",
        "https://example.org/one?a=1&b=2",
        "One & only",
        (),
    )
    assert (two.categories, two.tags, two.notes) == (("Sea",), ("moon", "tide"), "What two says")
    assert [str(item.added) for item in (one, three, four)] == [
        "2020-09-13T12:26:40+00:00",
        "2020-09-13T12:26:42+00:00",
        "2020-09-13T12:26:43+00:00",
    ]
    assert three.categories == ()
    assert (four.tags, four.notes) == (("a", "b"), "public words\n---\nprivate words")
    assert (five.tags, five.read) == (("x",), True)


def test_netscape_without_its_doctype(inputs):
    (item,) = inputs.read("<DL><p>\n<DT><A HREF='https://example.org/a' ADD_DATE='1'>A</A>\n</DL><p>\n")
    assert (item.kind, item.title) == ("netscape", "A")


def test_xbel(inputs):
    text = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xbel PUBLIC "+//IDN python.org//DTD XML Bookmark Exchange Language 1.0//EN//XML" "xbel.dtd">
<xbel version="1.0"><folder><title>Sea</title>
<bookmark href="https://example.org/a" TAGS="x,y" added="2020-01-02T03:04:05Z">
<title>A</title><desc>words</desc></bookmark>
</folder></xbel>"""
    (item,) = inputs.read(text)
    assert (item.kind, item.title, item.notes, item.tags, item.categories) == (
        "xbel",
        "A",
        "words",
        ("x", "y"),
        ("Sea",),
    )


def test_chrome_counts_from_1601(inputs):
    link = {"date_added": "13244473600000000", "guid": "1", "id": "5", "name": "A", "type": "url",
            "url": "https://example.org/a"}  # fmt: skip
    folder = {"children": [link], "date_added": "1", "name": "Sea", "type": "folder"}
    export = {
        "checksum": "0",
        "roots": {
            "bookmark_bar": {"children": [folder], "name": "Bookmarks bar", "type": "folder"},
            "other": {"children": [], "name": "Other bookmarks", "type": "folder"},
            "synced": {"children": [link | {"url": "chrome://settings"}], "type": "folder"},
        },
        "version": 1,
    }
    (item,) = inputs.read(json.dumps(export))
    assert (item.kind, item.title, item.categories, str(item.added)) == (
        "chrome",
        "A",
        ("Sea",),
        "2020-09-13T12:26:40+00:00",
    )


FIREFOX = {
    "guid": "root________", "title": "", "index": 0, "dateAdded": 1600000000000000,
    "type": "text/x-moz-place-container", "root": "placesRoot",
    "children": [
        {"guid": "menu________", "title": "menu", "type": "text/x-moz-place-container", "root": "bookmarksMenuFolder",
         "children": [
            {"guid": "a", "title": "Sea", "type": "text/x-moz-place-container", "children": [
                {"guid": "b", "title": "A", "type": "text/x-moz-place", "uri": "https://example.org/a",
                 "dateAdded": 1600000000000000, "tags": "x,y"}]},
            {"guid": "c", "type": "text/x-moz-place-separator"},
            {"guid": "d", "title": "Recent", "type": "text/x-moz-place", "uri": "place:sort=8"}]},
    ],
}  # fmt: skip


@pytest.mark.parametrize("compressed", [False, True])
def test_firefox_backups_plain_and_compressed(inputs, compressed):
    data = json.dumps(FIREFOX).encode()
    if compressed:
        data = b"mozLz40\0" + len(data).to_bytes(4, "little") + lz4.block.compress(data, store_size=False)
        data = data[:8] + len(json.dumps(FIREFOX)).to_bytes(4, "little") + data[12:]
    (item,) = inputs.read(data)
    assert (item.kind, item.title, item.tags, item.categories, str(item.added)) == (
        "firefox",
        "A",
        ("x", "y"),
        ("Sea",),
        "2020-09-13T12:26:40+00:00",
    )


def test_pinboard_calls_the_title_description(inputs):
    entry = {"href": "https://example.org/a", "description": "A", "extended": "note", "meta": "0", "hash": "0",
             "time": "2016-10-31T15:57:56Z", "shared": "no", "toread": "no", "tags": "x y"}  # fmt: skip
    (item,) = inputs.read(json.dumps([entry]))
    assert (item.kind, item.title, item.notes, item.tags, item.read, str(item.added)) == (
        "pinboard",
        "A",
        "note",
        ("x", "y"),
        True,
        "2016-10-31T15:57:56+00:00",
    )


def test_delicious(inputs):
    entry = {"title": "A", "tags": ["x"], "url": "https://example.org/a", "description": "note",
             "created": "1300000000", "others": 3, "owner": "me", "private": "0"}  # fmt: skip
    (item,) = inputs.read(json.dumps([entry]))
    assert (item.kind, item.notes, item.tags, str(item.added)) == (
        "delicious",
        "note",
        ("x",),
        "2011-03-13T07:06:40+00:00",
    )


def test_tab_session_manager_takes_the_newest_session(inputs):
    def session(date, url):
        return {"windows": {"1": {"2": {"url": url, "title": "A", "lastAccessed": 1600000000000}}}, "date": date}

    sessions = [session(1, "https://example.org/old"), session(2, "https://example.org/new")]
    (item,) = inputs.read(json.dumps(sessions))
    assert (item.kind, item.url, str(item.added)) == (
        "tab-sessions",
        "https://example.org/new",
        "2020-09-13T12:26:40+00:00",
    )


def test_markup_that_no_html_has_costs_no_bookmark(inputs):
    page = b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p><DT><![x[<DT><A HREF='https://e.org/1'>One</A></DL><p>"
    assert [item.url for item in inputs.read(page)] == ["https://e.org/1"]
