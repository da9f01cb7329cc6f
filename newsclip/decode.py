"""Bytes → text, whatever the page says or fails to say of its encoding. No I/O, and no exception for any bytes.

A ladder, cheapest and surest first: byte order mark; the pattern of UTF-16 without one; valid UTF-8; what the HTTP
header and the page itself declare, if the bytes read so make sense; a detector on the text without tags.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from newsclip.encoding_table import DETECTABLE, LABELS, VARIANTS


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
# In a header: `text/html; charset=utf-8`, `text/html;charset="gb2312"`
_HEADER_LABEL = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# <meta charset="gbk"> | <meta content="text/html; charset=big5"> | <?xml version="1.0" encoding="euc-jp"?>
_PAGE_LABEL = re.compile(
    rb"<(?:meta\b[^<>]{0,999}?[\s\"';]charset|\?xml\b[^<>]{0,999}?\sencoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
# Scripts, styles, comments and tags, each to its end or to that of the page.
_NOT_TEXT = re.compile(
    rb"(?:<script\b[^<]*+(?:<(?!/script)[^<]*+)*+|<style\b[^<]*+(?:<(?!/style)[^<]*+)*+"
    rb"|<!--[^-]*+(?:-(?!->)[^-]*+)*+|<[^>]*+>?|\s)+",
    re.IGNORECASE,
)
_UTF_8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = bytes(range(0x80, 0x100))
# ESC $ B, ESC ( J, ESC $ ( D: what switches ISO-2022-JP and its kin to other characters
_ESCAPE_SEQUENCE = re.compile(rb"\x1b\$?[()]?[@-JOQ]")
_SAMPLE = 32 * 1024


def decode(raw: bytes, content_type: str | None = None) -> Decoded:
    """Read `raw`; `content_type` is the HTTP header, if there was one. Bytes that mean nothing become U+FFFD."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(encoding, "replace"), encoding, "byte order mark")
    wide = _utf_16_pattern(raw)
    if wide:
        return Decoded(raw.decode(wide, "replace"), wide, "zero bytes of UTF-16")
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _broken_utf_8(raw) or _legacy(raw, content_type)
    return _seven_bits(raw, text) if raw.isascii() else Decoded(text, "utf-8", "valid UTF-8")


def _utf_16_pattern(raw: bytes) -> str:
    """The byte order of UTF-16 without a mark, by the zero bytes of its tags; "" for anything else."""
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


def _seven_bits(raw: bytes, text: str) -> Decoded:
    """ASCII, unless escape sequences make it an encoding of East Asia in seven bits."""
    if b"\x1b" in raw and _ESCAPE_SEQUENCE.search(raw):
        for codec in ("iso2022_jp", "iso2022_jp_2004", "iso2022_jp_ext", "iso2022_kr"):
            japanese = _strict(raw, codec)
            if japanese is not None and not japanese.isascii():
                return Decoded(japanese, codec, "escape sequences of ISO-2022")
        return Decoded(raw.decode("iso2022_jp_2004", "replace"), "iso2022_jp_2004", "escape sequences of ISO-2022")
    if b"~{" in raw and b"~}" in raw:
        from newsclip.plausibility import makes_sense

        # Tildes and braces also stand in scripts: only words that make sense are HZ.
        words = b" ".join(piece for piece in _NOT_TEXT.split(raw) if b"~{" in piece)[:_SAMPLE]
        chinese = _strict(raw, "hz")
        if words and chinese is not None and makes_sense(words.decode("hz", "replace")):
            return Decoded(chinese, "hz", "escape sequences of HZ")
    return Decoded(text, "utf-8", "plain ASCII")


def _broken_utf_8(raw: bytes) -> Decoded | None:
    """UTF-8 with some broken bytes: most of what is not ASCII is UTF-8 characters, which no other encoding has."""
    whole = _UTF_8_CHARACTER.findall(raw)
    broken = len(raw) - len(raw.translate(None, _HIGH)) - sum(map(len, whole))
    if len(whole) < 4 * broken:
        return None
    return Decoded(raw.decode("utf-8", "replace"), "utf-8", f"UTF-8 but for {broken} broken bytes")


def _legacy(raw: bytes, content_type: str | None) -> Decoded:
    pieces = [piece for piece in _NOT_TEXT.split(raw) if not piece.isascii()]
    sample = b" ".join(pieces)[:_SAMPLE]
    declared = _declared(raw, content_type)
    for codec, evidence in declared:
        if _fits(sample, codec):
            return _read(raw, codec, evidence)
    found = _detect(raw, pieces)
    for codec in found:
        if _fits(sample, codec):
            return _read(raw, codec, "detected in the text")
    # A text in many languages, or in one that the tables do not know: whoever declared it is to be believed.
    for codec, evidence in declared:
        if _is_clean(sample.decode(codec, "replace")):
            return _read(raw, codec, evidence)
    return _read(raw, found[0] if found else "cp1252", "nothing fits better")


def _declared(raw: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """The codecs that header and page name, each with its evidence. UTF-8 is out: these bytes are not."""
    labels = [(match[1], "HTTP header") for match in _HEADER_LABEL.finditer(content_type or "")]
    labels += [(match[1].decode("ascii"), "declared in the page") for match in _PAGE_LABEL.finditer(raw)]
    found: dict[str, str] = {}
    for label, source in labels:
        codec = _codec_of(label)
        if codec and not codec.startswith("utf"):
            found.setdefault(codec, f"{source}: {label}")
    return list(found.items())


def _codec_of(label: str) -> str:
    """The Python codec for a label; "" if there is none for text."""
    label = label.strip().lower()
    try:
        info = codecs.lookup(LABELS.get(label, label))
    except (LookupError, ValueError):
        return ""
    # `base64` and `rot13` are codecs too, and `idna` or `unicode_escape` no encodings of pages.
    if not getattr(info, "_is_text_encoding", True) or info.name in _NO_PAGE:
        return ""
    return VARIANTS.get(info.name, (info.name,))[0]


_NO_PAGE = frozenset(
    ("idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "undefined", "utf-7")
)


def _read(raw: bytes, codec: str, evidence: str) -> Decoded:
    """Read with a codec or with its wider sibling, whichever loses less."""
    name = next((name for name, variants in VARIANTS.items() if variants[0] == codec), codec)
    best, fewest = codec, -1
    for variant in VARIANTS.get(name, (codec,)):
        text = raw.decode(variant, "replace")
        lost = text.count("\ufffd")
        if fewest < 0 or lost < fewest:
            best, fewest, best_text = variant, lost, text
        if not lost:
            break
    return Decoded(best_text, best, evidence if not fewest else f"{evidence}, {fewest} characters lost")


def _strict(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _fits(sample: bytes, codec: str) -> bool:
    from newsclip.plausibility import makes_sense

    text = sample.decode(codec, "replace")
    return _is_clean(text) and makes_sense(text)


def _is_clean(text: str) -> bool:
    """Tell whether hardly a byte of a sample was meaningless."""
    lost = text.count("\ufffd")
    return lost <= min(2 + len(text) // 200, (len(text.encode()) - len(text)) // 8)


def _detect(raw: bytes, pieces: list[bytes]) -> list[str]:
    """Ask the detector for the encoding of the text. Its answers, best first; it may not know."""
    import chardet

    from newsclip.plausibility import is_western

    def ask(sample: bytes) -> str:
        found = chardet.detect(sample[:_SAMPLE], include_encodings=DETECTABLE, compat_names=False)
        return found["encoding"] or ""

    pieces = list(dict.fromkeys(pieces)) or [raw]
    sample = b" ".join(pieces)[:_SAMPLE]
    if is_western(sample.decode("cp1252", "replace")):
        return ["cp1252"]
    answers = [ask(sample)]
    if not _fits(sample, _codec_of(answers[0]) or "ascii"):
        # One broken byte rules out the right encoding for the whole, but only for one of three parts.
        parts = Counter(ask(b" ".join(pieces[start::3])) for start in range(min(3, len(pieces))))
        answers += [answer for answer, _ in parts.most_common()]
        rivals = chardet.detect_all(sample, include_encodings=DETECTABLE, compat_names=False)
        answers += [rival["encoding"] or "" for rival in rivals]
    return [codec for answer in answers if (codec := _codec_of(answer))]
