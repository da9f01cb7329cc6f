"""What kind of thing some bytes are, by looking at them; never by a name alone."""

from __future__ import annotations

import re

# Magic numbers of what is no text, with the name that a person gives it.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"\x00\x00\x01\xba", "an MPEG video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
)

# <!DOCTYPE html> | <html lang="zh"> | <body> ... near the beginning, or any block element at the very beginning.
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_BLOCK = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:article|section|main|div|p|h[1-6]|ul|ol|dl|table|figure|blockquote|pre"
    r"|header|meta|title|center|span|a|img|b|strong|em|font|br|hr|style|script|link)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
# <?xml ...?><rss | <feed xmlns= | <rdf:RDF | <opml | <urlset
_FEED = re.compile(
    r"\s*+(?><\?xml.*?\?>\s*)?+(?><!--.*?-->\s*)*+<(rss|feed|rdf:RDF|opml|urlset|sitemapindex|svg)[\s>]", re.DOTALL
)
_FEED_NAMES = {
    "svg": "an SVG image",
    "opml": "an OPML list of feeds",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
}

_LOOK = 4096
"""Characters at the beginning that are looked at for a page's own tags."""


def binary_kind(raw: bytes) -> str:
    """What the bytes are, such as "a PNG image", or an empty string for what may be text."""
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            # `BM` and the like also begin words: a picture has bytes that no text has.
            return "" if len(magic) < 4 and magic.isalpha() and b"\x00" not in raw[:64] else name
    if raw[:4] == b"RIFF":
        return {b"WEBP": "a WebP image", b"AVI ": "an AVI video"}.get(raw[8:12], "a WAV recording")
    if raw[4:8] == b"ftyp":
        return "an AVIF or HEIC image" if raw[8:11] in (b"avi", b"hei", b"mif") else "an MP4 video"
    if raw[:2] in (b"\xff\xfb", b"\xff\xf3"):
        return "an MP3 recording"
    return ""


def is_html(text: str) -> bool:
    """Whether a text is an HTML page or a piece of one."""
    return bool(_PAGE.search(text, 0, _LOOK) or _BLOCK.match(text))


def feed_kind(text: str) -> str:
    """What an XML text is that lists articles but is none, such as "a feed"; empty for anything else."""
    match = _FEED.match(text)
    return _FEED_NAMES.get(match[1], "a feed") if match else ""
