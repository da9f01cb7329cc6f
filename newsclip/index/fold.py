"""Folding: what two spellings share when a search takes them for one. Pure; the same for texts and for queries."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Letters that lose a mark, marks that stand alone, and characters that show nothing: é ø Ά ё, U+0301, U+05B0, U+064E,
# U+00AD (soft hyphen), U+200B (zero width space). Kana and Hangul are not among them: が is another letter than か.
_MARKED = (
    "[\u00ad\u00c0-\u024f\u0300-\u036f\u0370-\u03ff\u0450-\u045f\u0591-\u05c7\u064b-\u065f\u1e00-\u1fff"
    "\u200b-\u200d\u2060\ufeff]"
)

# Punctuation that stands for plain one. NFKC would do that for the full-width ones, but most Chinese texts have nothing
# else that is not in NFKC, and replacing these first is many times quicker.
_PUNCTUATION = tuple(zip("，！？：；（）’‘“”–—", ",!?:;()''\"\"--", strict=True))

# Letters with a stroke, which Unicode does not decompose.
_STROKED = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}


def fold(text: str) -> str:
    """Fold case, full and half width, compatibility forms and accents: `ＡＢＣ Café` → `abc cafe`.

    That is typographic quotes and dashes as plain ones, NFKC and full case folding of Unicode, then Latin, Greek,
    Cyrillic, Hebrew and Arabic letters without their marks, and no characters without width. Applying it twice changes
    nothing.
    """
    if text.isascii():
        return text.lower()
    lines = lines_if_mostly_ascii(text)
    if lines:
        return "\n".join([line.lower() if line.isascii() else _fold(line) for line in lines])
    return _fold(text)


def lines_if_mostly_ascii(text: str) -> list[str]:
    """The lines of a text of which few have anything but ASCII, so that only these need be looked at; else none."""
    lines = text.split("\n")
    return lines if sum(map(str.isascii, lines)) * 4 > len(lines) * 3 else []


def _fold(text: str) -> str:
    for mark, plain in _PUNCTUATION:
        text = text.replace(mark, plain)
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if _special().search(text) is None:
        return text.lower()
    text = _marked().sub(_strip, text.casefold())
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(_MARKED)


@cache
def _special() -> re.Pattern[str]:
    # What has a mark before or after case is folded, and letters whose folding is not their lower case: Ё, ᏸ. Without
    # those, lower case is the same, and found in a third of the time.
    return re.compile(f"{_MARKED[:-1]}\u0400-\u040f\u13a0-\u13fd\u1c80-\u1c88\u2c7e\u2c7f\uab70-\uabbf]")


def _strip(match: re.Match[str]) -> str:
    return _bare(match[0])


@lru_cache(maxsize=2048)
def _bare(character: str) -> str:
    if character in _STROKED:
        return _STROKED[character]
    if unicodedata.category(character) == "Cf":
        return ""
    parts = unicodedata.normalize("NFD", character)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    # й is a letter of its own; ё is written as е more often than not.
    return character if character == "й" else bare
