"""What a body is, by its first bytes; what the server calls it comes second (after WHATWG MIME Sniffing)."""

from __future__ import annotations

from typing import Final

_HEAD: Final = 1024
# Bytes that no text holds (MIME Sniffing, 3): controls but tab, line feed, form feed, carriage return and escape.
_CONTROLS: Final = frozenset([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
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


def media_type_of(content_type: str) -> str:
    """`text/html` of `Text/HTML; charset=GBK`."""
    return content_type.partition(";")[0].strip().lower()


def not_a_page(body: bytes, content_type: str) -> str:
    """What the body is, in words, if it cannot hold an article; empty if it can.

    A page that the server calls an image is a page, and a picture that it calls `text/html` a picture.
    """
    from newsclip.sniff import binary_kind, is_html

    kind = binary_kind(body)
    if kind:
        return kind
    head = body[:_HEAD]
    controls = _CONTROLS.intersection(head)
    # What begins as a page is one whatever stray control stands in it (MIME Sniffing, 7.1); NUL is not stray.
    stray = 0 not in controls and is_html(head.decode("latin-1"))
    if controls and not stray and not head.startswith(_WIDE_MARKS) and not _looks_wide(head):
        return "a binary file"
    # Feeds, too, come as JSON (jsonfeed.org).
    return "" if b"<" in head or b"jsonfeed.org" in head else _TEXT_DATA.get(media_type_of(content_type), "")


def _looks_wide(head: bytes) -> bool:
    """UTF-16 without a mark: every second byte of its ASCII is zero."""
    return b"<\x00" in head or b"\x00<" in head
