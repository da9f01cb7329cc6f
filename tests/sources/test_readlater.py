"""Exports of reading services, in the shapes that their exporters write, old and new."""

import io
import json
import zipfile

import pytest

from newsclip.sources.item import FRAGMENT, PLAIN

BOM = "\ufeff"


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content)
    return buffer.getvalue()


POCKET_CSV = """title,url,time_added,tags,status
"How tides work, and why",https://example.org/tides,1609459200,sea|moon,unread
https://example.org/untitled,https://example.org/untitled,1577836800,,archive
"A title with ""quotes""
and a line end",https://example.org/quoted,1577836801,,unread
How tides work,https://example.org/tides,1500000000,physics,archive
"""


def test_pocket_csv_keeps_dates_tags_and_state_and_merges_one_url(inputs):
    items = inputs.read(POCKET_CSV)
    assert [item.url.rsplit("/", 1)[-1] for item in items] == ["tides", "untitled", "quoted"]
    tides, untitled, quoted = items
    assert tides.kind == "pocket-csv"
    assert tides.tags == ("sea", "moon", "physics")
    assert str(tides.added) == "2017-07-14T02:40:00+00:00"
    assert tides.read
    assert untitled.title == ""
    assert untitled.read
    assert quoted.title == 'A title with "quotes" and a line end'
    assert tides.content is None


def test_columns_may_come_in_any_order_with_unknown_ones_between_and_a_bom(inputs):
    text = f"{BOM}status,extra,url,time_added,title\narchive,x,https://example.org/a,1,T\n"
    (item,) = inputs.read(text)
    assert (item.kind, item.title, item.read) == ("pocket-csv", "T", True)


POCKET_HTML = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>Pocket Export</title></head>
<body><h1>Unread</h1><ul>
<li><a href="https://example.org/one?a=1&amp;b=2" time_added="1467000000" tags="sea,moon">One &amp; only</a></li>
</ul><h1>Read Archive</h1><ul>
<li><a href="https://example.org/two" time_added="1467000001" tags="">https://example.org/two</a></li>
</ul></body></html>"""


def test_pocket_html_tells_read_from_unread_by_the_heading(inputs):
    one, two = inputs.read(POCKET_HTML)
    assert (one.url, one.title, one.tags, one.read) == (
        "https://example.org/one?a=1&b=2",
        "One & only",
        ("sea", "moon"),
        False,
    )
    assert (two.title, two.read, str(two.added)) == ("", True, "2016-06-27T04:00:01+00:00")


POCKET_HIGHLIGHTS = json.dumps(
    [
        {
            "url": "https://example.org/tides",
            "title": "How tides work",
            "highlights": [
                {"quote": "The moon pulls.", "created_at": 1700000000},
                {"quote": "So does the sun.", "created_at": 1600000000},
            ],
        }
    ]
)


def test_pocket_highlights(inputs):
    (item,) = inputs.read(POCKET_HIGHLIGHTS)
    assert item.highlights == ("The moon pulls.", "So does the sun.")
    assert str(item.added) == "2020-09-13T12:26:40+00:00"


def test_pocket_highlights_of_the_programming_interface(inputs):
    entry = {
        "item_id": "12",
        "given_url": "https://example.org/a",
        "given_title": "A",
        "annotations": [{"quote": "q", "created_at": "2020-01-02 03:04:05"}],
    }
    (item,) = inputs.read(json.dumps([entry]))
    assert (item.url, item.title, item.highlights, str(item.added)) == (
        "https://example.org/a",
        "A",
        ("q",),
        "2020-01-02T03:04:05",
    )


def test_pocket_zip_joins_its_parts_and_the_highlights(inputs):
    header = "title,url,time_added,tags,status\n"
    items = inputs.read(
        zipped(
            {
                "pocket/part_000000.csv": POCKET_CSV,
                "pocket/part_000001.csv": header + "Later,https://example.org/later,1700000000,,unread\n",
                "pocket/annotations/part_000000.json": POCKET_HIGHLIGHTS,
            }
        )
    )
    assert [item.url.rsplit("/", 1)[-1] for item in items] == ["tides", "untitled", "quoted", "later"]
    assert items[0].highlights == ("The moon pulls.", "So does the sun.")
    assert items[0].title == "How tides work, and why"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("URL,Title,Selection,Folder", "https://example.org/a,A,Some words,Archive"),
        ("URL,Title,Selection,Folder,Timestamp", "https://example.org/a,A,Some words,Archive,1700000000"),
        (
            "URL,Title,Selection,Folder,Timestamp,Tags",
            'https://example.org/a,A,Some words,Archive,1700000000,"[""sea"",""deep, blue""]"',
        ),
    ],
)
def test_instapaper_of_all_three_versions(inputs, header, row):
    (item,) = inputs.read(f"{header}\n{row}\n")
    assert (item.kind, item.url, item.title, item.read, item.highlights) == (
        "instapaper",
        "https://example.org/a",
        "A",
        True,
        ("Some words",),
    )
    assert str(item.added or "") == ("2023-11-14T22:13:20+00:00" if "Timestamp" in header else "")
    assert item.tags == (("sea", "deep, blue") if "Tags" in header else ())


def test_instapaper_folders_are_states_or_categories(inputs):
    rows = [f"https://example.org/{name},T,,{name},1,[]" for name in ("Unread", "Starred", "Cooking")]
    items = inputs.read("URL,Title,Selection,Folder,Timestamp,Tags\n" + "\n".join(rows))
    assert [(item.read, item.starred, item.categories) for item in items] == [
        (False, False, ()),
        (False, True, ()),
        (False, False, ("Cooking",)),
    ]


def test_instapaper_row_without_url_is_its_own_text(inputs):
    (item,) = inputs.read(
        'URL,Title,Selection,Folder,Timestamp\n,My note,"First line\nsecond line",Unread,1700000000\n'
    )
    assert (item.url, item.title, item.content, item.media_type) == ("", "My note", "First line\nsecond line", PLAIN)


OMNIVORE_ITEM = {
    "id": "8f0e",
    "slug": "how-tides-work-18c",
    "title": "How tides work",
    "description": "On the moon.",
    "author": "Ana Lima",
    "url": "https://example.org/tides",
    "state": "Archived",
    "readingProgress": 40,
    "thumbnail": "https://example.org/t.jpg",
    "labels": ["sea", "moon"],
    "savedAt": "2023-11-02T10:20:30.000Z",
    "updatedAt": "2023-11-03T10:20:30.000Z",
    "publishedAt": None,
}
OMNIVORE = {
    "metadata_0_to_20.json": json.dumps([OMNIVORE_ITEM]),
    "metadata_20_to_40.json": json.dumps(
        [
            OMNIVORE_ITEM
            | {
                "slug": "b",
                "url": "https://example.org/b",
                "state": "Active",
                "publishedAt": "2022-01-02T00:00:00.000Z",
            }
        ]
    ),
    "content/how-tides-work-18c.html": "<div><p>The moon pulls the sea.</p></div>",
    "highlights/how-tides-work-18c.md": "> The moon\n> pulls\n\nI did not know that.\n\n> the sea\n",
}


def check_omnivore(items):
    tides, other = items
    assert tides.content == b"<div><p>The moon pulls the sea.</p></div>"
    assert tides.media_type == FRAGMENT
    assert (tides.title, tides.authors, tides.tags, tides.read) == (
        "How tides work",
        ("Ana Lima",),
        ("sea", "moon"),
        True,
    )
    assert (str(tides.added), tides.published) == ("2023-11-02T10:20:30+00:00", None)
    assert tides.highlights == ("The moon pulls", "the sea")
    assert tides.notes == "I did not know that."
    assert (other.content, other.read, str(other.published)) == (None, False, "2022-01-02T00:00:00+00:00")


def test_omnivore_zip_gives_articles_without_the_network(inputs):
    check_omnivore(inputs.read(zipped(OMNIVORE)))


def test_omnivore_zip_with_a_folder_inside(inputs):
    check_omnivore(inputs.read(zipped({f"export/{name}": content for name, content in OMNIVORE.items()})))


def test_omnivore_unpacked(inputs, tmp_path):
    from newsclip.sources import open_source

    for name, content in OMNIVORE.items():
        inputs.file(content, f"omnivore/{name}")
    check_omnivore(list(open_source(tmp_path / "omnivore")))


READER_CSV = """Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen
One,https://example.org/one,01a,"['sea', ""it's deep""]",2022-11-06 04:33:50+00:00,0.5,archive,True
Two,https://example.org/two,01b,[],2022-11-06 04:33:50.123456+00:00,1,shortlist,False
Three,https://example.org/three,01c,,2022-11-06 04:33:50+00:00,0,feed,False
A book,mailto:reader-forwarded-email/1,01d,,2022-11-06 04:33:50+00:00,0,new,False
"""


def test_readwise_reader_reads_python_lists_and_leaves_out_the_feed(inputs):
    one, two = inputs.read(READER_CSV)
    assert (one.kind, one.tags, one.read, one.starred) == ("readwise-reader", ("sea", "it's deep"), True, False)
    assert str(one.added) == "2022-11-06T04:33:50+00:00"
    assert (two.tags, two.read, two.starred) == ((), False, True)


HIGHLIGHTS = "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at"


@pytest.mark.parametrize("tail", ["", ",Document tags"])
def test_readwise_highlights_become_one_article_for_each_book(inputs, tail):
    more = ',"sea,moon"' if tail else ""
    text = (
        f"{HIGHLIGHTS}{tail}\n"
        f"The moon pulls.,Tides,Ana Lima,,,yellow,,page,12,2021-02-03 04:05:06+00:00{more}\n"
        f'"Twice, a day.",Tides,Ana Lima,,Why twice?,yellow,fact,page,13,2021-02-04 04:05:06+00:00{more}\n'
        f"Salt.,The Sea,,,,,,page,1,{more}\n"
    )
    tides, sea = inputs.read(text)
    assert (tides.title, tides.authors, tides.highlights) == (
        "Tides",
        ("Ana Lima",),
        ("The moon pulls.", "Twice, a day."),
    )
    assert tides.notes == "> Twice, a day.\n\nWhy twice?"
    assert tides.content == "The moon pulls.\n\nTwice, a day."
    assert tides.tags == (("sea", "moon", "fact") if tail else ("fact",))
    assert (sea.title, sea.highlights) == ("The Sea", ("Salt.",))


def test_raindrop_export(inputs):
    text = (
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        '1,"A ""fine"" page",my note,An excerpt,https://example.org/a,Science / Sea,"moon, tide",'
        '2023-01-02T03:04:05.000Z,https://example.org/c.png,"Highlight:one\nNote:mine\n\nHighlight:two",true\n'
        "2,B,,,https://example.org/b,Unsorted,,2023-01-02T03:04:05.000Z,,,false\n"
    )
    first, second = inputs.read(text)
    assert (first.kind, first.title, first.notes, first.description) == (
        "raindrop",
        'A "fine" page',
        "my note",
        "An excerpt",
    )
    assert (first.categories, first.tags, first.starred) == (("Science", "Sea"), ("moon", "tide"), True)
    assert (first.highlights, first.image) == (("one", "two"), "https://example.org/c.png")
    assert (second.categories, second.starred, str(second.added)) == ((), False, "2023-01-02T03:04:05+00:00")


def test_raindrop_import_form(inputs):
    (item,) = inputs.read('url,folder,title,note,tags,created\nhttps://example.org/a,A/B,T,,"x, y",1609459200\n')
    assert (item.kind, item.categories, item.tags, str(item.added)) == (
        "raindrop",
        ("A", "B"),
        ("x", "y"),
        "2021-01-01T00:00:00+00:00",
    )


def test_matter(inputs):
    text = (
        "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,"
        "Last Interaction Date,File Id\n"
        "A,Ana Lima,Sea News,https://example.org/a,x;y,900,False,True,False,0,2023-01-02 03:04:05,1\n"
        "B,,,https://example.org/b,,900,True,False,False,0,,2\n"
    )
    first, second = inputs.read(text)
    assert (first.kind, first.authors, first.site, first.tags) == ("matter", ("Ana Lima",), "Sea News", ("x", "y"))
    assert (first.read, first.starred, second.read) == (True, True, False)


def test_mymind(inputs):
    text = (
        "id,type,title,url,content,note,tags,created\n"
        'a,Article,A,https://example.org/a,,mine,"x,y",2023-01-02T03:04:05Z\n'
        "b,Note,B,,Only words,,,2023-01-02T03:04:05Z\n"
    )
    link, note = inputs.read(text)
    assert (link.kind, link.notes, link.tags, link.content) == ("mymind", "mine", ("x", "y"), None)
    assert (note.url, note.content, note.media_type) == ("", "Only words", PLAIN)


WALLABAG = [
    {
        "is_archived": 1,
        "is_starred": 0,
        "user_name": "me",
        "tags": ["sea", "moon"],
        "is_public": False,
        "id": 12,
        "uid": None,
        "title": "How tides work",
        "url": "https://example.org/tides",
        "given_url": "https://example.org/tides?utm_source=x",
        "content": "<p>The moon pulls the sea.</p>",
        "created_at": "2016-09-08T11:55:58+0200",
        "updated_at": "2016-09-08T11:57:16+0200",
        "published_at": "2016-09-01T00:00:00+0200",
        "published_by": ["Ana Lima"],
        "annotations": [{"text": "really?", "quote": "The moon", "ranges": []}],
        "mimetype": "text/html",
        "language": "pt_BR",
        "reading_time": 2,
        "domain_name": "example.org",
        "preview_picture": "https://example.org/p.jpg",
    },
    {"id": "13", "title": "Gone", "url": "https://example.org/gone", "is_archived": False, "is_starred": True,
     "content": "wallabag can't retrieve contents for this article. Please troubleshoot this issue.", "tags": [],
     "created_at": "2016-09-09T11:55:58+0200", "published_by": None, "annotations": []},
]  # fmt: skip


def test_wallabag_json_brings_its_content_and_annotations(inputs):
    tides, gone = inputs.read(json.dumps(WALLABAG))
    assert (tides.kind, tides.content, tides.media_type) == ("wallabag", "<p>The moon pulls the sea.</p>", FRAGMENT)
    assert (tides.authors, tides.language, tides.tags) == (("Ana Lima",), "pt-BR", ("sea", "moon"))
    assert (tides.read, tides.starred) == (True, False)
    assert (str(tides.added), str(tides.published)) == ("2016-09-08T11:55:58+02:00", "2016-09-01T00:00:00+02:00")
    assert (tides.highlights, tides.notes) == (("The moon",), "> The moon\n\nreally?")
    assert (gone.content, gone.starred) == (None, True)


def test_wallabag_json_of_version_1(inputs):
    entry = {"0": "1", "id": "1", "title": "T", "url": "https://example.org/a", "is_read": "1", "is_fav": "0",
             "content": "<p>x</p>", "user_id": "1", "tags": "a,b"}  # fmt: skip
    (item,) = inputs.read(json.dumps([entry]))
    assert (item.kind, item.read, item.starred, item.tags) == ("wallabag", True, False, ("a", "b"))


def test_wallabag_csv_keeps_only_what_its_clock_tells(inputs):
    text = (
        "Title;URL;Content;Tags;MIME Type;Language;Creation date\n"
        '"How; tides";https://example.org/a;"<p>One, ""two""</p>";"sea, moon";text/html;en;22/06/2021 03:58:39\n'
    )
    (item,) = inputs.read(text)
    assert (item.kind, item.title, item.content) == ("wallabag-csv", "How; tides", '<p>One, "two"</p>')
    assert (item.tags, str(item.added)) == (("sea", "moon"), "2021-06-22")


def test_karakeep(inputs):
    export = {
        "bookmarks": [
            {"createdAt": 1700000000, "title": "A", "tags": ["x"], "lists": ["l1"], "note": "n", "archived": True,
             "content": {"type": "link", "url": "https://example.org/a"}},
            {"createdAt": 1700000001, "title": None, "tags": [], "lists": [], "note": None, "archived": False,
             "content": {"type": "text", "text": "Only words"}},
            {"createdAt": 1700000002, "title": None, "tags": [], "note": None, "content": None},
        ],
        "lists": [{"id": "l1", "name": "Cooking", "description": None, "icon": "x", "type": "manual", "query": None,
                   "parentId": None}],
    }  # fmt: skip
    link, text = inputs.read(json.dumps(export))
    assert (link.kind, link.tags, link.notes, link.read, link.categories) == (
        "karakeep",
        ("x",),
        "n",
        True,
        ("Cooking",),
    )
    assert (text.content, text.media_type, str(text.added)) == ("Only words", PLAIN, "2023-11-14T22:13:21+00:00")


def test_linkwarden(inputs):
    export = {
        "collections": [
            {"id": 1, "name": "Science", "parentId": None, "links": []},
            {"id": 2, "name": "Sea", "parentId": 1, "links": [
                {"name": "A", "url": "https://example.org/a", "tags": [{"name": "x"}],
                 "createdAt": "2023-01-02T03:04:05.000Z"}]},
        ]
    }  # fmt: skip
    (item,) = inputs.read(json.dumps(export))
    assert (item.kind, item.title, item.tags, item.categories) == ("linkwarden", "A", ("x",), ("Science", "Sea"))


def test_readability(inputs):
    export = {
        "bookmarks": [
            {"article__excerpt": "An excerpt", "article__title": "A", "article__url": "https://example.org/a",
             "date_added": "2015-01-02T03:04:05", "date_archived": None, "date_favorited": None, "favorite": True,
             "archive": False}
        ],
        "recommendations": [],
    }  # fmt: skip
    (item,) = inputs.read(json.dumps(export))
    assert (item.kind, item.title, item.starred, item.read, str(item.added)) == (
        "readability",
        "A",
        True,
        False,
        "2015-01-02T03:04:05",
    )
