"""Feeds: what is in them is used, what is only announced is fetched."""

import json

from newsclip.sources.feeds import FEED_LINK

LONG = "<p>" + "The tide comes in twice a day, and it goes out twice a day. " * 12 + "</p><p>And so on.</p>"

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Sea News</title><link>https://example.org/</link><language>en</language>
<item><title>Tides &amp;amp; moons</title><link>https://example.org/tides</link>
<pubDate>Tue, 22 Jun 2021 03:58:39 +0800</pubDate><dc:creator>Ana Lima</dc:creator><category>sea</category>
<description>Short words.</description><content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Announced</title><link>/announced</link><description>Only the beginning of it...</description></item>
<item><title>All in the description</title><link>https://example.org/full</link>
<description><![CDATA[{LONG + LONG}]]></description></item>
<item><title>Cut short</title><link>https://example.org/cut</link>
<description><![CDATA[{LONG}{LONG}<p>Read more</p>]]></description></item>
</channel></rss>"""


def test_rss(inputs):
    tides, announced, full, cut = inputs.read(RSS)
    assert (tides.kind, tides.title, tides.authors, tides.tags) == ("feed", "Tides & moons", ("Ana Lima",), ("sea",))
    assert (tides.site, tides.language, tides.description) == ("Sea News", "en", "Short words.")
    assert str(tides.published) == "2021-06-22T03:58:39+08:00"
    assert "twice a day" in tides.content
    assert (announced.url, announced.content) == ("https://example.org/announced", None)
    assert "And so on." in full.content
    assert cut.content is None


def test_atom(inputs):
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Sea News</title>
<entry><title type="html">A &lt;i&gt;fine&lt;/i&gt; page</title><link rel="alternate" href="https://example.org/a"/>
<author><name>Ana Lima</name></author><published>2021-06-22T03:58:39Z</published><updated>2021-06-23T00:00:00Z</updated>
<content type="html"><![CDATA[{LONG}]]></content></entry></feed>"""
    (item,) = inputs.read(text)
    assert (item.title, item.authors, str(item.published)) == (
        "A fine page",
        ("Ana Lima",),
        "2021-06-22T03:58:39+00:00",
    )
    assert item.content


def test_rdf(inputs):
    text = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>Sea News</title></channel>
<item rdf:about="https://example.org/a"><title>A</title><link>https://example.org/a</link>
<dc:date>2021-06-22T03:58:39+08:00</dc:date></item></rdf:RDF>"""
    (item,) = inputs.read(text)
    assert (item.url, str(item.published), item.content) == ("https://example.org/a", "2021-06-22T03:58:39+08:00", None)


def test_json_feed(inputs):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Sea News",
        "home_page_url": "https://example.org/",
        "language": "en",
        "items": [
            {"id": "1", "url": "https://example.org/a", "title": "A", "content_html": LONG, "tags": ["x"],
             "date_published": "2021-06-22T03:58:39+08:00", "authors": [{"name": "Ana Lima"}]},
            {"id": "2", "url": "/b", "content_text": "short", "author": {"name": "Bo"}},
        ],
    }  # fmt: skip
    first, second = inputs.read(json.dumps(feed))
    assert (first.kind, first.content, first.authors, first.site) == ("json-feed", LONG, ("Ana Lima",), "Sea News")
    assert (second.url, second.content, second.authors) == ("https://example.org/b", None, ("Bo",))


def test_opml_folders_and_categories_become_tags(inputs):
    text = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Science"><outline text="Sea News" title="Sea News" type="rss" xmlUrl="https://example.org/feed.xml"
htmlUrl="https://example.org/" category="/a/b,c"/></outline>
<outline text="Old" type="rss" url="https://example.org/old.xml"/></body></opml>"""
    first, second = inputs.read(text)
    assert (first.kind, first.url, first.title) == (FEED_LINK, "https://example.org/feed.xml", "Sea News")
    assert first.tags == ("Science", "a", "b", "c")
    assert second.url == "https://example.org/old.xml"


def test_entities_that_grow_are_not_expanded(inputs):
    bomb = '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    )
    items = inputs.read(
        f'{bomb}]><opml version="2.0"><body><outline text="&j;" xmlUrl="https://example.org/f"/></body></opml>'
    )
    assert all(len(item.title) < 1000 for item in items)
