"""Which format an input has, judged by its content: first bytes, header row, shape of its JSON; never by name alone."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.errors import SourceError, UnsupportedSource
from newsclip.sources.handle import GZIP_MAGIC, gunzipped
from newsclip.sources.json_text import shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsclip.sources.handle import Source

_SHAPE_BYTES = 1024 * 1024
"""How much of a JSON file is looked at for its shape: an entry of an export may begin with a whole page."""


@dataclass(frozen=True, slots=True)
class Header:
    """A CSV format known by columns of its header row (lower case)."""

    kind: str
    needed: frozenset[str]
    refused: frozenset[str] = frozenset()


def _header(kind: str, needed: str, refused: str = "") -> Header:
    return Header(kind, frozenset(needed.split(",")), frozenset(refused.split(",")) - {""})


# The most telling header first.
_HEADERS = (
    _header("pocket-csv", "title,url,time_added"),
    _header("readwise-highlights", "highlight,book title"),
    _header("readwise-reader", "url,title,document tags,saved date"),
    _header("matter", "title,url,in queue"),
    _header("mymind", "id,type,title,url,content,created"),
    _header("wallabag-csv", "title,url,content,mime type"),
    _header("instapaper", "url,title,selection,folder"),
    _header("raindrop", "url,folder,cover"),
    _header("raindrop", "url,created,tags", "id"),
    _header("raindrop", "url,folder,title"),
    _header("raindrop", "url,title,note,tags"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A JSON format known by paths in it (`item.url` is `url` of a list's entry)."""

    kind: str
    needed: frozenset[str]


def _shape(kind: str, *needed: str) -> Shape:
    return Shape(kind, frozenset(needed))


# The most telling shape first.
_SHAPES = (
    _shape("chrome", "roots.bookmark_bar"),
    _shape("chrome", "roots.other"),
    _shape("har", "log.entries.item.request"),
    _shape("firefox", "guid", "children", "type"),
    _shape("linkwarden", "collections.item.links"),
    _shape("readability", "bookmarks.item.article__url"),
    _shape("karakeep", "bookmarks.item.content", "bookmarks.item.createdAt"),
    _shape("wallabag", "item.url", "item.is_archived"),
    _shape("wallabag", "item.url", "item.is_read", "item.content"),
    _shape("pocket-highlights", "item.highlights.item.quote"),
    _shape("pocket-highlights", "item.annotations.item.quote", "item.given_url"),
    _shape("pinboard", "item.href", "item.extended"),
    _shape("pinboard", "item.href", "item.description"),
    _shape("delicious", "item.url", "item.others"),
    _shape("delicious", "item.url", "item.created", "item.tags"),
    _shape("tab-sessions", "item.windows"),
    _shape("newsclip-jsonl", "item.url", "item.body"),
    _shape("newsclip-jsonl", "url", "body"),
    _shape("newsclip-jsonl", "url", "markdown"),
)

# <rss version="2.0">, <feed xmlns="...">, <rdf:RDF ...>, <opml version="2.0">, <xbel>
_XML_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|RDF|opml|xbel|html)\b", re.IGNORECASE)
_XML_KINDS = {"rss": "feed", "feed": "feed", "rdf": "feed", "opml": "opml", "xbel": "xbel", "html": "page"}
# what may stand before the root: <?xml ...?>, <!-- ... -->, <!DOCTYPE opml [...]>
_XML_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)", re.DOTALL | re.IGNORECASE)

_NETSCAPE = re.compile(r"<!DOCTYPE\s+NETSCAPE-Bookmark-file", re.IGNORECASE)
# <DL><p>\n<DT><A HREF=..., as exports without the doctype begin
_NETSCAPE_BODY = re.compile(r"<DL>\s*(?:<p>)?\s*<DT>\s*<(?:A|H3)\b", re.IGNORECASE)
_POCKET_TITLE = re.compile(r"<title>\s*Pocket Export\s*</title>", re.IGNORECASE)
_SINGLEFILE = re.compile(r"<!--\s*(?:Page saved with SingleFile|Archive processed by SingleFile)", re.IGNORECASE)
# <!-- Saved from https://example.com/ at 2024-01-02T10:00:00Z using monolith v2.8.1 -->
_MONOLITH = re.compile(r"<!--\s*Saved from \S.* using monolith", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|section|main|h[1-6]|table|span|a|ul|ol|img|!--)\b",
    re.IGNORECASE,
)
# "MIME-Version: 1.0", "From: <Saved by Blink>" on the first lines
_MAIL_HEADER = re.compile(r"(?:^[A-Za-z][A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n?", re.MULTILINE)
_MAIL_TYPE = re.compile(r"^Content-Type:\s*(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M)

# `---`, `+++` or `;;;` alone on the first line, blank lines before it allowed
_FRONT_FENCE = re.compile(r"\s*(?:-{3,}|\+{3}|;{3})[ \t]*\r?\n")
_FRONT_FENCE_RAW = re.compile(_FRONT_FENCE.pattern.encode())
# Hexo without an opening fence: `title: x` first and a line `---` (or `;;;`) later
_HEXO_OPEN = re.compile(r"\s*\"?[A-Za-z_][\w-]*\"?\s*:.*?\n(?:-{3,}|;{3})[ \t]*\r?\n", re.DOTALL)
# # Title (example.com)\n\n<https://example.com/>
_NB = re.compile(r"\s*#[ \t][^\n]*\n\s*<https?://[^>\s]+>\s*(?:\n|$)")
_MARKDOWN_LINK = re.compile(r"^[-*] (?:\[.*\]\(https?://|<https?://)", re.IGNORECASE)
_ORG_LINK = re.compile(r"^\*+ \[\[https?://", re.IGNORECASE)
_URL_IN_LINE = re.compile(r"https?://\S+", re.IGNORECASE)
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")

_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def detect(source: Source) -> str:
    """Name of the format that the source holds.

    Raises UnsupportedSource for a kind of file that holds no article, SourceError for one that is empty or damaged.
    """
    head = source.head
    if _FRONT_FENCE_RAW.match(head) and b"\0" not in head:
        return "post"  # what most files of large imports are
    if not head.strip():
        raise SourceError("empty", source=source.label, hint="nothing to import")
    return _by_magic(source, head) or _by_text(source)


def _by_magic(source: Source, head: bytes) -> str:
    if head.startswith(GZIP_MAGIC):
        return "warc" if gunzipped(source).head.startswith(b"WARC/") else "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith((b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")) or head[1:4] == b"\x2a\x4d\x18":
        return "warc"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(source)
    if head.startswith(b"PAR1"):
        return "newsclip-parquet"
    if head.startswith(b"mozLz40\0"):
        return "firefox"
    for magic, what in _BINARY:
        if head.startswith(magic):
            hint = "give newsclip the page, the post or the export itself"
            raise UnsupportedSource(f"is {what}, not something that holds articles", source=source.label, hint=hint)
    return ""


def _zip_kind(source: Source) -> str:
    from newsclip.sources.containers import opened_box

    with opened_box(source) as box:
        return zip_kind(box)


def zip_kind(names: Iterable[str]) -> str:
    """Format of a zip (or of an unpacked one) by the names of its members."""
    bare = [name.rsplit("/", 1)[-1] for name in names]
    if any(re.fullmatch(r"metadata_\d+_to_\d+\.json", name) for name in bare):
        return "omnivore"
    if any(re.fullmatch(r"part_\d+\.csv", name) for name in bare):
        return "pocket-zip"
    if "datapackage.json" in bare and any(".warc" in name for name in bare):
        return "wacz"
    return "zip"


def _by_text(source: Source) -> str:
    head = source.head
    if b"\0" in head and source.encoding not in {"utf-16", "utf-32"}:
        if all(part.strip() for part in head.split(b"\0")[:-1]) and _URL_IN_LINE.match(source.head_text()):
            return "urls"
        raise UnsupportedSource(
            "is a binary file, not something that holds articles", source=source.label, hint="see --list-formats"
        )
    text = source.head_text().removeprefix("\ufeff")
    return (
        _front_matter(text)
        or _markup(text)
        or _json(source, text)
        or _mail(text)
        or _csv(text)
        or _links(text)
        or _prose(source, text)
    )


def _front_matter(text: str) -> str:
    return "post" if _FRONT_FENCE.match(text) else ""


def _markup(text: str) -> str:
    start = text.lstrip()
    if not start.startswith("<"):
        return ""
    if _NETSCAPE.match(start) or _NETSCAPE_BODY.search(start[:4096]):
        return "netscape"
    if _POCKET_TITLE.search(start[:4096]):
        return "pocket-html"
    opening = start[:16384]
    if _SINGLEFILE.search(opening):
        return "singlefile"
    if _MONOLITH.search(opening):
        return "monolith"
    position = 0
    while (skipped := _XML_PROLOG.match(start, position)) is not None:
        position = skipped.end()
    root = _XML_ROOT.match(start[position:].lstrip())
    if root is not None:
        return _XML_KINDS[root[1].lower()]
    if start.startswith("<?xml") and not _HTML.search(start):
        return ""
    return "page" if _HTML.match(start) or _HTML.search(start) else ""


def _json(source: Source, text: str) -> str:
    if text.lstrip()[:1] not in {"{", "["}:
        return ""
    first_line = text.lstrip().split("\n", 1)[0]
    if first_line.startswith('{"newsclip": "import report"'):
        return "newsclip-report"
    if '"https://jsonfeed.org/version/' in text.replace("\\/", "/"):
        return "json-feed"
    paths = shape(source, _SHAPE_BYTES)
    kind = next((known.kind for known in _SHAPES if known.needed <= paths), "")
    if not kind and _json_before_text(text):
        return "post"
    if not kind and len(paths) > 1:
        reason = "JSON, but of no export that newsclip knows"
        raise UnsupportedSource(reason, source=source.label, hint="see 'newsclip import --list-formats'")
    return kind


def _json_before_text(text: str) -> bool:
    """Whether a JSON object stands before other text: Hugo's JSON front matter."""
    start = text.lstrip()
    try:
        value, end = json.JSONDecoder().raw_decode(start)
    except (ValueError, RecursionError):
        return False
    behind = start[end:].lstrip()
    return isinstance(value, dict) and bool(behind) and behind[0] not in "{[,"


def _mail(text: str) -> str:
    headers = _MAIL_HEADER.match(text.lstrip().replace("\r\n", "\n"))
    return "mhtml" if headers is not None and _MAIL_TYPE.search(headers[0]) else ""


def _csv(text: str) -> str:
    row = header_row(text)
    return next((h.kind for h in _HEADERS if h.needed <= row and not h.refused & row), "")


def header_row(text: str) -> set[str]:
    """Names of the columns, lower case, if the text begins with a row of more than one; `,` or `;` between them."""
    first = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    if len(first) > 2000:
        return set()
    for delimiter in (",", ";"):
        try:
            names = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            continue
        if len(names) > 1:
            return {name.strip().lower() for name in names}
    return set()


def _links(text: str) -> str:
    lines = [line.strip() for line in text.split("\n")[:200] if line.strip() and not line.lstrip().startswith("#")]
    if len(text) > 60_000:
        lines = lines[:-1]
    if not lines:
        return ""
    for pattern, kind in ((_MARKDOWN_LINK, "markdown-links"), (_ORG_LINK, "org-links")):
        if all(pattern.match(line) for line in lines):
            return kind
    with_url = [line for line in lines if _URL_IN_LINE.search(line)]
    starting = [line for line in lines if _URL_IN_LINE.match(line)]
    if starting == lines or (len(with_url) == len(lines) and all(len(line) < 500 for line in lines)):
        return "urls"
    return ""


def _prose(source: Source, text: str) -> str:
    if _NB.match(text):
        return "nb"
    if _HEXO_OPEN.match(text):
        return "post"
    if source.name.lower().endswith(_MARKDOWN_NAMES):
        return "post"
    if _HTML.search(text[:4096]):
        return "page"
    raise UnsupportedSource(
        "in no format that newsclip knows",
        source=source.label,
        hint="see 'newsclip import --list-formats', or name one with --kind",
    )
