"""Tells exports, web archives and lists of links from pages and posts: `import` reads those."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.cli.context import command_line
from newsclip.errors import SourceError, UnsupportedSource

if TYPE_CHECKING:
    from newsclip.inputs import Document

_HEAD = 4096
# How they begin: JSON, WARC, zip, gzip, Zstandard, LZ4, Mozilla's LZ4
_STARTS = (b"{", b"[", b"WARC/", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"mozLz40")
# <!DOCTYPE NETSCAPE-Bookmark-file-1>, <title>Pocket Export</title>, "MIME-Version: 1.0", a first line that is a URL, a
# header row: "title,url,tags"
_MARKS = re.compile(
    rb"NETSCAPE-Bookmark|<title>\s*Pocket Export|^MIME-Version:|\A(?:\s*#[^\n]*\n|\s)*https?://[^\s<>]+\s*$"
    rb"|\A(?:[^\n]{0,500}[,;])?\"?url\"?[,;]",
    re.IGNORECASE | re.MULTILINE,
)
_ARTICLES = frozenset(("post", "page", "text", "nb", "singlefile", "monolith", "markdown-links"))
_NOTES = (".md", ".markdown")


def refuse_exports(document: Document) -> None:
    """Raise UnsupportedSource for a document that is no page or post, but holds or lists them."""
    head = document.raw[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(_STARTS) and not _MARKS.search(head):
        return
    from newsclip.sources.detect import detect
    from newsclip.sources.formats import FORMATS
    from newsclip.sources.handle import bytes_source

    is_note = document.path is not None and document.path.suffix.lower() in _NOTES
    try:
        kind = detect(bytes_source(document.source, document.raw))
    except SourceError:
        if head.startswith((b"{", b"[")) and not is_note:
            raise
        return  # whoever converts it says what is wrong with it
    if kind not in _ARTICLES and not (is_note and kind == "urls"):
        raise UnsupportedSource(
            f"this is no page or post, but {FORMATS[kind].title}",
            source=document.source,
            hint=f"read it with: {command_line('import', document.source)}",
        )
