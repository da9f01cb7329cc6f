"""What a body is, by its first bytes; what the server calls it comes second.

After the WHATWG MIME Sniffing standard: the signatures of section 6 and the binary-data bytes of section 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# signature, offset, what to call it, media type
_SIGNATURES: Final = (
    (b"%PDF-", 0, "a PDF document", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", 0, "a picture (PNG)", "image/png"),
    (b"\xff\xd8\xff", 0, "a picture (JPEG)", "image/jpeg"),
    (b"GIF87a", 0, "a picture (GIF)", "image/gif"),
    (b"GIF89a", 0, "a picture (GIF)", "image/gif"),
    (b"WEBPVP", 8, "a picture (WebP)", "image/webp"),
    (b"ftypavif", 4, "a picture (AVIF)", "image/avif"),
    (b"ftypavis", 4, "a picture (AVIF)", "image/avif"),
    (b"ftypheic", 4, "a picture (HEIC)", "image/heic"),
    (b"ftypmif1", 4, "a picture (HEIF)", "image/heif"),
    (b"\xff\x0a", 0, "a picture (JPEG XL)", "image/jxl"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", 0, "a picture (JPEG XL)", "image/jxl"),
    (b"BM", 0, "a picture (BMP)", "image/bmp"),
    (b"\x00\x00\x01\x00", 0, "a picture (icon)", "image/x-icon"),
    (b"II*\x00", 0, "a picture (TIFF)", "image/tiff"),
    (b"MM\x00*", 0, "a picture (TIFF)", "image/tiff"),
    (b"ftyp", 4, "a video", "video/mp4"),
    (b"\x1aE\xdf\xa3", 0, "a video", "video/webm"),
    (b"AVI ", 8, "a video", "video/x-msvideo"),
    (b"FLV\x01", 0, "a video", "video/x-flv"),
    (b"\x00\x00\x01\xba", 0, "a video", "video/mpeg"),
    (b"ID3", 0, "an audio file", "audio/mpeg"),
    (b"OggS\x00", 0, "an audio or video file", "application/ogg"),
    (b"WAVE", 8, "an audio file", "audio/wave"),
    (b"fLaC", 0, "an audio file", "audio/flac"),
    (b"PK\x03\x04", 0, "a ZIP archive or an office document", "application/zip"),
    (b"PK\x05\x06", 0, "an empty ZIP archive", "application/zip"),
    (b"Rar!\x1a\x07", 0, "a RAR archive", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7z archive", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", 0, "a gzip file", "application/gzip"),
    (b"\xfd7zXZ\x00", 0, "an xz file", "application/x-xz"),
    (b"(\xb5/\xfd", 0, "a zstd file", "application/zstd"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an office document", "application/msword"),
    (b"SQLite format 3\x00", 0, "a database", "application/vnd.sqlite3"),
    (b"\x7fELF", 0, "a program", "application/x-executable"),
    (b"MZ", 0, "a program", "application/x-msdownload"),
    (b"wOFF", 0, "a font", "font/woff"),
    (b"wOF2", 0, "a font", "font/woff2"),
    (b"\x00\x01\x00\x00", 0, "a font", "font/ttf"),
)

_HEAD: Final = 1024
# Bytes that no text holds (MIME Sniffing, 3): controls but tab, line feed, form feed, carriage return and escape.
_BINARY: Final = frozenset([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
# Types by which a server names what is no page, though it is text.
_TEXT_DATA: Final = {
    "application/json": "JSON data",
    "application/ld+json": "JSON data",
    "text/css": "a style sheet",
    "text/javascript": "a script",
    "application/javascript": "a script",
    "application/x-javascript": "a script",
    "text/csv": "a table of data (CSV)",
    "text/calendar": "a calendar",
}


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a body is: in words, and as a media type."""

    words: str
    media_type: str


def binary_kind(body: bytes) -> Sniffed | None:
    """What kind of binary file a body is; None for text, whatever its encoding."""
    for signature, offset, words, media_type in _SIGNATURES:
        # Two letters alone begin many a text: those count only when binary bytes follow.
        if body.startswith(signature, offset) and (len(signature) > 2 or _holds_binary(body)):
            return Sniffed(words, media_type)
    if not body.startswith(_WIDE_MARKS) and _holds_binary(body) and not _looks_wide(body):
        return Sniffed("a binary file", "application/octet-stream")
    return None


def media_type_of(content_type: str) -> str:
    """`text/html` of `Text/HTML; charset=GBK`."""
    return content_type.partition(";")[0].strip().lower()


def not_a_page(body: bytes, content_type: str) -> str:
    """What the body is, in words, if it cannot hold an article; empty if it can.

    A page that the server calls an image is a page, and a picture that it calls `text/html` a picture.
    """
    kind = binary_kind(body)
    if kind is not None:
        return kind.words
    if b"<" in body[:_HEAD]:
        return ""
    return _TEXT_DATA.get(media_type_of(content_type), "")


def _holds_binary(body: bytes) -> bool:
    return not _BINARY.isdisjoint(body[:_HEAD])


def _looks_wide(body: bytes) -> bool:
    """UTF-16 without a mark: every second byte of its ASCII is zero."""
    head = body[:_HEAD]
    return b"<\x00" in head or b"\x00<" in head
