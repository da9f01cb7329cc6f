"""Bytes → text, whatever the page says or fails to say of its encoding. No I/O, and no exception for any bytes.

A ladder, cheapest and surest first: byte order mark; the pattern of UTF-16 without one; valid UTF-8; what the HTTP
header and the page itself declare, checked against the bytes; a detector on the text without tags.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in (a Python codec name) and, in a few words, why that one."""

    text: str
    encoding: str
    evidence: str


_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Codecs that read more of what pages hold than the one their declaration names, after the WHATWG Encoding Standard.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "iso2022_jp": "iso2022_jp_2004",
}
# charset=utf-8 | charset="gb2312" | encoding='euc-jp'
_DECLARATION = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_NOT_TEXT = re.compile(rb"<(script|style)\b.*?</\1|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_HEAD = 16 * 1024
_SAMPLE = 64 * 1024


def decode(raw: bytes, content_type: str | None = None) -> Decoded:
    """Read `raw`; `content_type` is the HTTP header, if there was one. Bytes that mean nothing become U+FFFD."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(encoding, "replace"), encoding, "byte order mark")
    if wide := _utf_16_pattern(raw):
        return Decoded(raw.decode(wide, "replace"), wide, "zero bytes of UTF-16")
    if b"\x1b$" in raw or b"\x1b(" in raw:
        text = _strict(raw, "iso2022_jp_2004")
        if text is not None:
            return Decoded(text, "iso2022_jp", "escape sequences of ISO-2022-JP")
    try:
        return Decoded(raw.decode(), "utf-8", "ASCII" if raw.isascii() else "valid UTF-8")
    except UnicodeDecodeError:
        pass
    text = raw.decode("utf-8", "replace")
    bad = text.count("�")
    good = (len(raw) - len(text)) // 2
    if good > 10 * bad:
        return Decoded(text, "utf-8", f"UTF-8 with {bad} broken bytes")
    declared = [
        (codec, source)
        for source, label in (("HTTP header", _label(content_type)), ("declared in the page", _meta(raw)))
        if (codec := _codec(label)) and codec != "utf-8"
    ]
    for codec, source in declared:
        if (decoded := _strict(raw, codec)) is not None:
            return Decoded(decoded, codec, source)
    codec, why = _detect(raw)
    if codec:
        return Decoded(raw.decode(codec, "replace"), codec, why)
    return Decoded(raw.decode("cp1252", "replace"), "cp1252", "nothing better fits")


def _utf_16_pattern(raw: bytes) -> str:
    sample = raw[:4096]
    if b"\0" not in sample:
        return ""
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.2 and odd > 4 * even:
        return "utf-16-le"
    if even > 0.2 and even > 4 * odd:
        return "utf-16-be"
    return ""


def _label(content_type: str | None) -> str:
    match = _DECLARATION.search(content_type.encode("ascii", "replace")) if content_type else None
    return match[1].decode() if match else ""


def _meta(raw: bytes) -> str:
    match = _DECLARATION.search(raw)
    return match[1].decode() if match else ""


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name
        "".encode(name)
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(name, name)


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _detect(raw: bytes) -> tuple[str, str]:
    import cchardet

    text = _NOT_TEXT.sub(b" ", raw)[:_SAMPLE]
    found = cchardet.detect(text)["encoding"]
    return (_codec(found), "detected in the text") if found else ("", "")
