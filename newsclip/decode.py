"""Bytes → text, whatever the page says or fails to say of its encoding. No I/O, and no exception for any bytes.

A ladder, cheapest and surest first: byte order mark; the pattern of UTF-16 without one; valid UTF-8; what the HTTP
header and the page itself declare, if the bytes read so make sense; a detector on the text without tags.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from newsclip.encoding_table import (
    ALPHABETS,
    COMPANIONS,
    DETECTABLE,
    FREQUENT,
    LABELS,
    LOAN_LETTERS,
    VARIANTS,
    WESTERN_ALPHABETS,
)


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
# Letters enough to judge by.
_ENOUGH = 8
_FEW = 5
# Letters enough for one of them to be a broken byte.
_MANY = 16


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
        # Tildes and braces also stand in scripts: only words that make sense are HZ.
        words = b" ".join(piece for piece in _NOT_TEXT.split(raw) if b"~{" in piece)[:_SAMPLE]
        chinese = _strict(raw, "hz")
        if words and chinese is not None and _makes_sense(words.decode("hz", "replace")):
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
    if found:
        return _read(raw, found, "detected in the text")
    for codec, evidence in declared:
        if _is_clean(sample.decode(codec, "replace")):
            return _read(raw, codec, evidence)
    return _read(raw, "cp1252", "nothing fits better")


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
    text = sample.decode(codec, "replace")
    return _is_clean(text) and _makes_sense(text)


def _is_clean(text: str) -> bool:
    """Tell whether hardly a byte of a sample was meaningless."""
    lost = text.count("\ufffd")
    return lost <= min(2 + len(text) // 200, (len(text.encode()) - len(text)) // 8)


def _makes_sense(text: str) -> bool:
    """Tell whether a sample reads as some language: by its scripts, their commonest letters, the words they form."""
    counts = Counter(text)
    by_script: Counter[str] = Counter()
    frequent: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    strange = 0
    for character, count in counts.items():
        if character < "\x80":
            continue
        script = _script_of(character)
        by_script[script] += count
        if script == "latin":
            latin[character] += count
        elif script == "strange":
            strange += count
        elif script and character.lower() in FREQUENT[script]:
            frequent[script] += count
    letters = sum(by_script.values()) - by_script[""] - strange
    if 20 * strange > letters:
        return False
    if not letters:
        return True
    main = by_script.most_common()
    script = next(name for name, _ in main if name not in ("", "strange"))
    if script == "latin":
        return _is_one_language(latin, text)
    # Japanese mixes the two.
    scripts = ("han", "kana") if script in ("han", "kana") else (script,)
    total = sum(by_script[name] for name in scripts)
    if script in ("han", "kana", "hangul"):
        if total < 0.8 * letters or 3 * len(_LONE_IDEOGRAPH.findall(text)) > total:
            return False
    elif script != "thai":
        odd = sum(len(pattern.findall(text)) for pattern in (_MIXED_WORD, _SIGN_IN_WORD, _CAPITAL_IN_WORD))
        capitals = sum(count for character, count in counts.items() if "\u0400" <= character <= "\u042f")
        if total < 0.92 * letters or 8 * odd > total or (total >= _ENOUGH and 2 * capitals > total):
            return False
    return all(frequent[name] >= _LEAST_SHARE[name] * by_script[name] for name in scripts if by_script[name] >= _ENOUGH)


# Of the letters of a text in the script, at least this share is of the commonest: less than any news text has.
_LEAST_SHARE = {
    "han": 0.2,
    "kana": 0.5,
    "hangul": 0.25,
    "cyrillic": 0.5,
    "greek": 0.5,
    "hebrew": 0.55,
    "arabic": 0.5,
    "thai": 0.6,
}
# One ideograph in a Latin word, `h黎re`: what an accent and its neighbour become in an encoding of East Asia.
_LONE_IDEOGRAPH = re.compile(
    r"(?<![\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef])[\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
    r"(?:(?<=[A-Za-z].)(?![\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef])|(?=[A-Za-z]))"
)
# A capital inside a word, `аявеЕъМ`: what the letters become in another encoding of the script.
_CAPITAL_IN_WORD = re.compile(r"[\u03ac-\u03ce\u0430-\u045f][\u0386-\u03ab\u0400-\u042f]")
# A Latin letter beside one of another script: what a Latin word with an accent becomes in Cyrillic.
_MIXED_WORD = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")
# A sign inside a word, as accents become in a wrong encoding: prawdê¹ | Ã¶. Not l'été or 1º.
_SIGN_IN_WORD = re.compile(
    r"[^\W\d_][\u0080-\u009f\u00a1-\u00a6\u00a8\u00a9\u00ac\u00ae-\u00b1\u00b3-\u00b6\u00b8\u00b9\u00bc-\u00bf\u00d7\u00f7][^\W\d_]"
)


def _is_one_language(letters: Counter[str], text: str) -> bool:
    """Tell whether the accented letters are those of one language, and no sign stands for a letter."""
    total = letters.total()
    if total >= _FEW and _lacks_companions(letters):
        return False
    if len(_SIGN_IN_WORD.findall(text)) > total // 25:
        return False
    for alphabet in ALPHABETS:
        others = {letter: count for letter, count in letters.items() if letter not in alphabet}
        foreign = sum(count for letter, count in others.items() if letter not in LOAN_LETTERS)
        if foreign <= max(total // 40, total >= _MANY) and sum(others.values()) <= total // 6:
            return True
    return False


def _lacks_companions(letters: Counter[str]) -> bool:
    return any(letter in letters and letters.keys().isdisjoint(others) for letter, others in COMPANIONS.items())


def _script_of(character: str) -> str:
    """The script of a letter beyond ASCII, "" for punctuation, "strange" for what hardly stands in any text."""
    code = ord(character)
    for end, script in _SCRIPTS:
        if code <= end:
            return script
    return "strange"


# Last code point of each range, in order.
_SCRIPTS = (
    (0x9F, "strange"),
    (0xBF, ""),
    (0xD6, "latin"),
    (0xD7, ""),
    (0xF6, "latin"),
    (0xF7, ""),
    (0x24F, "latin"),
    (0x2FF, ""),
    (0x36F, "latin"),
    (0x3FF, "greek"),
    (0x52F, "cyrillic"),
    (0x58F, "strange"),
    (0x5FF, "hebrew"),
    (0x6FF, "arabic"),
    (0xDFF, "strange"),
    (0xE7F, "thai"),
    (0x1DFF, "strange"),
    (0x1EFF, "latin"),
    (0x1FFF, "greek"),
    (0x303F, ""),
    (0x30FF, "kana"),
    (0x33FF, ""),
    (0x4DBF, "strange"),
    (0x9FFF, "han"),
    (0xABFF, "strange"),
    (0xD7A3, "hangul"),
    (0xF8FF, "strange"),
    (0xFAFF, "han"),
    (0xFEFF, "strange"),
    (0xFF60, ""),
    (0xFF9F, "strange"),
    (0xFFEF, ""),
    (0xFFFF, ""),
)


def _detect(raw: bytes, pieces: list[bytes]) -> str:
    """Ask the detector for the encoding of the text; "" if it does not know."""
    import chardet

    def ask(sample: bytes) -> str:
        found = chardet.detect(sample[:_SAMPLE], include_encodings=DETECTABLE, compat_names=False)
        return found["encoding"] or ""

    pieces = list(dict.fromkeys(pieces)) or [raw]
    sample = b" ".join(pieces)[:_SAMPLE]
    if _is_western(sample):
        return "cp1252"
    answers = [ask(sample)]
    if not _fits(sample, _codec_of(answers[0]) or "ascii"):
        # One broken byte rules out the right encoding for the whole, but only for one of three parts.
        parts = Counter(ask(b" ".join(pieces[start::3])) for start in range(min(3, len(pieces))))
        answers += [answer for answer, _ in parts.most_common()]
        rivals = chardet.detect_all(sample, include_encodings=DETECTABLE, compat_names=False)
        answers += [rival["encoding"] or "" for rival in rivals]
    codecs_found = [codec for answer in answers if (codec := _codec_of(answer))]
    return next((codec for codec in codecs_found if _fits(sample, codec)), codecs_found[0] if codecs_found else "")


def _is_western(sample: bytes) -> bool:
    """Tell whether all accented letters are those of one Western language: to the detector few letters look Slavic."""
    text = sample.decode("cp1252", "replace")
    letters = Counter(character for character in text if character > "\x7f" and _script_of(character) == "latin")
    return (
        letters.total() >= _FEW
        and not _lacks_companions(letters)
        and any(letters.keys() <= set(alphabet) for alphabet in WESTERN_ALPHABETS)
        and "\ufffd" not in text
        and not _SIGN_IN_WORD.search(text)
    )
