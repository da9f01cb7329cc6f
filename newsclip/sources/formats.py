"""The table of formats that can be imported: `import --list-formats`, detection and docs/import.md all read it."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name (the value of `--kind`), how it is recognised, what of it is kept, and who reads it."""

    name: str
    title: str
    recognised: str
    kept: str
    reader: str
    """`module:function` in `newsclip.sources`; the function takes a `Source` and yields `Item`s."""
    offline: bool = True
    """The content is inside; False: the export holds links, and each page is fetched."""
    group: str = ""


_GROUPS: dict[str, tuple[Format, ...]] = {
    "Posts and pages": (
        Format(
            "post",
            "Hexo, Jekyll, Hugo or Obsidian post",
            "front matter (YAML, TOML, JSON, Hexo's `;;;`) before the body; in a folder any Markdown file",
            "all front matter; a date in the file name; pictures of a page bundle",
            "posts:read_post_file",
        ),
        Format(
            "page",
            "HTML page",
            "an HTML document",
            "the address of a `saved from url` comment",
            "pages:read_page",
        ),
        Format(
            "text",
            "Plain text",
            "only when asked for with `--kind text`, or Markdown by its name",
            "the text",
            "posts:read_text_file",
        ),
        Format(
            "nb",
            "nb bookmark (`*.bookmark.md`)",
            "a heading `# Title (domain)` with `<url>` below it",
            "title, URL, description, quote as highlight, comment as note, tags, content or source",
            "posts:read_nb",
        ),
    ),
    "Saved pages": (
        Format(
            "singlefile",
            "SingleFile page",
            "comment `Page saved with SingleFile` (older: `Archive processed by SingleFile`) near the top",
            "URL, date of saving, pictures",
            "pages:read_page",
        ),
        Format(
            "monolith",
            "monolith page",
            "comment `Saved from URL at DATE using monolith` near the top",
            "URL, date of saving, pictures",
            "pages:read_page",
        ),
        Format(
            "mhtml",
            "MHTML (`.mhtml`, `.mht`)",
            "a MIME message with `multipart/related` or an HTML part",
            "URL, date of saving, pictures",
            "pages:read_mhtml",
        ),
        Format(
            "warc",
            "WARC 1.0/1.1, plain, `.gz`, `.zst` or `.lz4`",
            "first record begins `WARC/1.`",
            "every HTML response with status 200: URL, date of the capture",
            "webarchives:read_warc",
        ),
        Format(
            "wacz",
            "WACZ",
            "zip with `datapackage.json` and `archive/*.warc*`",
            "as WARC; titles of `pages/pages.jsonl`, which also limit what is an article",
            "webarchives:read_wacz",
        ),
        Format(
            "har",
            "HTTP archive (`.har`)",
            "JSON with `log.entries[].request`",
            "every HTML response with status 200: URL, time of the request",
            "webarchives:read_har",
        ),
        Format(
            "archivebox",
            "ArchiveBox data folder, or one snapshot of it",
            "folder with `archive/<timestamp>/index.json`",
            "URL, title, tags, date; the best page that it holds (SingleFile, DOM, readability, WARC)",
            "archivebox:read_archivebox",
        ),
    ),
    "Lists of links": (
        Format(
            "urls",
            "List of URLs",
            "text with one URL a line (`#` comments, words around the URL), or separated by NUL",
            "URL; words after it as title (OneTab's `URL | Title`); newsboat's tags",
            "lists:read_urls",
            offline=False,
        ),
        Format(
            "paths",
            "List of paths (`find -print0 | newsclip import -0 -`)",
            "only with `-0`: entries that are not URLs",
            "as each file",
            "lists:read_nul_list",
        ),
        Format(
            "markdown-links",
            "Markdown list of links (buku)",
            "lines `- [title](url) <!-- TAGS: a,b -->` or `- <url>`",
            "URL, title, tags",
            "lists:read_markdown_links",
            offline=False,
        ),
        Format(
            "org-links",
            "Org list of links (buku)",
            "lines `* [[url][title]] :tag:tag:`",
            "URL, title, tags",
            "lists:read_org_links",
            offline=False,
        ),
    ),
    "Feeds": (
        Format(
            "feed",
            "RSS, Atom or RDF feed",
            "XML with the root `rss`, `feed` or `RDF`",
            "title, authors, dates, categories as tags, link; an entry with its full content is not fetched",
            "feeds:read_feed",
        ),
        Format(
            "json-feed",
            "JSON Feed 1.0/1.1",
            "JSON whose `version` is on jsonfeed.org",
            "as a feed",
            "feeds:read_json_feed",
        ),
        Format(
            "opml",
            "OPML",
            "XML with the root `opml`",
            "every feed of it is fetched and imported; its folders and `category` become tags",
            "feeds:read_opml",
            offline=False,
        ),
    ),
    "Bookmarks": (
        Format(
            "netscape",
            "Netscape bookmarks (browsers, linkding, Pinboard, Shaarli, shiori)",
            "`<!DOCTYPE NETSCAPE-Bookmark-file-1>`, or `<DL><p>` with `<DT>`",
            "title, date, tags, folders as categories, description as note, TOREAD, linkding's notes",
            "bookmarks:read_netscape",
            offline=False,
        ),
        Format(
            "xbel",
            "XBEL 1.0 bookmarks",
            "XML with the root `xbel`",
            "title, date, tags, folders as categories, description as note",
            "bookmarks:read_xbel",
            offline=False,
        ),
        Format(
            "chrome",
            "Chrome `Bookmarks` file",
            "JSON with `roots.bookmark_bar`",
            "title, date, folders as categories",
            "bookmarks:read_chrome",
            offline=False,
        ),
        Format(
            "firefox",
            "Firefox bookmarks backup, `.json` or `.jsonlz4`",
            "JSON tree of `text/x-moz-place`, or the magic `mozLz40`",
            "title, date, tags, folders as categories",
            "bookmarks:read_firefox",
            offline=False,
        ),
        Format(
            "pinboard",
            "Pinboard JSON",
            "JSON list with `href`, `description`, `extended`",
            "title, note, date, tags, unread",
            "bookmarks:read_pinboard",
            offline=False,
        ),
        Format(
            "delicious",
            "Delicious JSON",
            "JSON list with `url`, `tags`, `created`, `others`",
            "title, note, date, tags",
            "bookmarks:read_delicious",
            offline=False,
        ),
        Format(
            "tab-sessions",
            "Tab Session Manager JSON",
            "JSON list with `windows` of tabs",
            "title and URL of the newest session's tabs, last access",
            "bookmarks:read_tab_sessions",
            offline=False,
        ),
    ),
    "Read-later services": (
        Format(
            "pocket-csv",
            "Pocket export (CSV)",
            "header row with `title,url,time_added`",
            "title, date, tags, read",
            "pocket:read_pocket_csv",
            offline=False,
        ),
        Format(
            "pocket-html",
            "Pocket export (`ril_export.html`)",
            "`<title>Pocket Export</title>`",
            "title, date, tags, read",
            "pocket:read_pocket_html",
            offline=False,
        ),
        Format(
            "pocket-highlights",
            "Pocket highlights (JSON)",
            "JSON list with `highlights[].quote` or `annotations[].quote`",
            "title, highlights",
            "pocket:read_pocket_highlights",
            offline=False,
        ),
        Format(
            "pocket-zip",
            "Pocket export (zip)",
            "zip with `part_*.csv`",
            "both of the above, merged by URL",
            "pocket:read_pocket_zip",
            offline=False,
        ),
        Format(
            "instapaper",
            "Instapaper CSV, all versions",
            "header row with `URL,Title,Selection,Folder`",
            "title, selection as highlight, date, tags, folder as category, read, starred; text without a URL",
            "readlater:read_instapaper",
            offline=False,
        ),
        Format(
            "omnivore",
            "Omnivore export (zip or its folder)",
            "`metadata_*_to_*.json` in it",
            "content, title, author, description, labels, dates, read, highlights",
            "omnivore:read_omnivore_zip",
        ),
        Format(
            "wallabag",
            "wallabag JSON, v1 and v2",
            "JSON list with `url`, `is_archived`, `content`",
            "content, title, authors, dates, tags, language, read, starred, annotations",
            "wallabag:read_wallabag_json",
        ),
        Format(
            "wallabag-csv",
            "wallabag CSV",
            "header row `Title;URL;Content;Tags;...`",
            "content, title, tags, language, day of saving",
            "wallabag:read_wallabag_csv",
        ),
        Format(
            "readwise-reader",
            "Readwise Reader CSV",
            "header row with `Document tags,Saved date,Reading progress,Location`",
            "title, date, tags, read, shortlist as starred; rows of the feed are left out",
            "readlater:read_readwise_reader",
            offline=False,
        ),
        Format(
            "readwise-highlights",
            "Readwise highlights CSV",
            "header row with `Highlight,Book Title,Book Author`",
            "one article for each book: author, highlights with notes, tags",
            "readlater:read_readwise_highlights",
        ),
        Format(
            "raindrop",
            "Raindrop CSV, export and import form",
            "header row with `url,folder,...,created`",
            "title, note, excerpt, tags, folder as category, date, highlights, favourite, cover",
            "readlater:read_raindrop",
            offline=False,
        ),
        Format(
            "karakeep",
            "Karakeep (Hoarder) JSON",
            "JSON with `bookmarks[].content` and `createdAt`",
            "title, note, date, tags, lists as categories, read; text bookmarks as articles",
            "readlater_json:read_karakeep",
            offline=False,
        ),
        Format(
            "linkwarden",
            "Linkwarden JSON",
            "JSON with `collections[].links`",
            "title, date, tags, collections as categories",
            "readlater_json:read_linkwarden",
            offline=False,
        ),
        Format(
            "matter",
            "Matter CSV",
            "header row with `Author,Publisher,URL,...,In Queue`",
            "title, author, publisher, tags, date, read, favourite",
            "readlater:read_matter",
            offline=False,
        ),
        Format(
            "mymind",
            "mymind CSV",
            "header row `id,type,title,url,content,note,tags,created`",
            "title, note, tags, date; text without a URL",
            "readlater:read_mymind",
            offline=False,
        ),
        Format(
            "readability",
            "Readability JSON",
            "JSON with `bookmarks[].article__url`",
            "title, excerpt, dates, favourite, read",
            "readlater_json:read_readability",
            offline=False,
        ),
    ),
    "newsclip's own": (
        Format(
            "newsclip-jsonl",
            "newsclip articles (JSON Lines)",
            "JSON objects with `url` and `body`, one a line",
            "everything",
            "own:read_jsonl",
        ),
        Format(
            "newsclip-parquet",
            "newsclip articles (Parquet)",
            "magic `PAR1`",
            "everything",
            "own:read_parquet",
        ),
        Format(
            "newsclip-report",
            "report of failures of an earlier import",
            'first line `{"newsclip": "import report"...}`',
            "each failed input is tried again",
            "own:read_report",
        ),
    ),
    "Containers": (
        Format(
            "zip",
            "zip of any of these",
            "magic `PK`",
            "as each member; nothing is unpacked to disk",
            "containers:read_zip",
        ),
        Format(
            "gzip",
            "gzip of any of these",
            "magic `1f 8b`",
            "as what is inside",
            "containers:read_gzip",
        ),
        Format(
            "folder",
            "folder of any of these",
            "a folder; recursive, hidden and generated folders and `.newsclipignore` left out",
            "as each file",
            "folders:read_folder",
        ),
    ),
}

FORMATS = {entry.name: replace(entry, group=group) for group, entries in _GROUPS.items() for entry in entries}
"""Every format by its name, those of a group together."""
