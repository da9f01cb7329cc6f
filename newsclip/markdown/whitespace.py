"""White space and invisible characters of HTML text → what a text file should hold."""

from __future__ import annotations

import re
from functools import lru_cache

from newsclip.patterns import is_below

# Ideographs, kana, CJK punctuation and full-width forms: scripts that are written without spaces. Not Hangul.
_WIDE = (
    ("\u2e80", "\u2fff"), ("\u3001", "\u312f"), ("\u31a0", "\u9fff"), ("\uf900", "\ufaff"), ("\ufe30", "\ufe4f"),
    ("\uff01", "\uffef"), ("\U00020000", "\U0003ffff"),
)  # fmt: skip
# "漢字\n   漢字": a wrapped line, which stands for no space inside such a script
_WRAP = re.compile(r"[ \t\r\f]*\n[ \t\n\r\f]*")
# Two or more collapsible spaces, or one that is not U+0020. A no-break space looks the same and cannot be searched for.
_RUN = re.compile("[ \t\n\r\f\xa0]{2,}|[\t\n\r\f\xa0]")
# Zero-width space, word joiner, BOM, soft hyphen, and the noncharacters that the converter keeps for itself
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\xad\ufdd0-\ufdef]+")
# Zero-width (non-)joiners, which shape Indic or Arabic letters or emoji between two of them, and nothing elsewhere
_JOINER = re.compile("[\u200c\u200d]")
_SHAPED = (("\u0300", "\u2dff"), ("\ua000", "\U0010ffff"))
# Line and paragraph separators, vertical tab, next line, other controls
_ODD_BREAK = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029]")

_SHORT = 40
"""Characters of white space below which its collapsed form is remembered."""


def parted(text: str) -> tuple[str, str, str]:
    """White space before, words with white space collapsed as a browser does, white space behind.

    Invisible characters go. Wide spaces (U+3000, U+2003...) stay; other white space is one U+0020.
    """
    if text.isascii():
        core = " ".join(text.split())
        if not core:
            return " ", "", ""
        return " " if text[0].isspace() else "", core, " " if text[-1].isspace() else ""
    core = text.strip()
    if core.isprintable() and "  " not in core:
        # Nothing in it is to be collapsed or dropped, as in most texts; what is around it is the same again and again.
        if not core:
            return _space(text), "", ""
        if len(core) == len(text):
            return "", core, ""
        start = text.find(core[0])
        return _space(text[:start]), core, _space(text[start + len(core) :])
    text = _collapse(text)
    core = text.strip()
    if not core:
        return text, "", ""
    start = text.find(core[0])
    return text[:start], core, text[start + len(core) :]


def _space(text: str) -> str:
    return _short_space(text) if len(text) < _SHORT else _collapse(text)


@lru_cache(maxsize=1024)
def _short_space(text: str) -> str:
    return _collapse(text)


def _collapse(text: str) -> str:
    if _INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub(lambda joiner: joiner[0] if _stands_between(joiner, _SHAPED) else "", text)
    if "\n" in text and not is_below(text, "\u2e80"):
        text = _WRAP.sub(lambda wrap: "" if _stands_between(wrap, _WIDE) else wrap[0], text)
    if not text.isprintable():
        text = _ODD_BREAK.sub(" ", text)
    return _RUN.sub(" ", text)


def _stands_between(match: re.Match[str], ranges: tuple[tuple[str, str], ...]) -> bool:
    """Whether the characters before and behind what was found are both in one of some ranges."""
    before, behind = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return all(any(low <= character <= high for low, high in ranges) for character in (before, behind))


def clean_code(text: str) -> str:
    """Code without no-break and zero-width spaces: they break it when it is copied."""
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    return _INVISIBLE.sub("", text).replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
