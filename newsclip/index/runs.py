"""Runs of scripts without spaces as tokens: pairs of characters, and by itself what is not among the commonest. Pure.

Each character but the last makes a token with the one behind it, and the last is a token: 电信网 → 电信 信网 网. A
pair that is found nowhere else is dear, because the engine then has to find its place among half a million, and there
are many such. So in a pair, a character that is not among the commonest gives way to one of 64 signs, and stands before
the pair as a token of its own: 大鲸的 → 大? 鲸 ?的 的. The sequence of tokens still has all that the text has, and
neither of common characters nor of others has anything to be looked for that is in every other text.
"""

from __future__ import annotations

import codecs
from array import array
from functools import cache, reduce
from itertools import pairwise
from operator import and_
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclip.index.common_characters import COMMON

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMON = frozenset(COMMON)

SIGNS = ("\ue000", "\ue03f")
"""The first and last of the signs: of private use, which no word has."""
_FIRST_SIGN, _SIGN_BITS = 0xE000, 0x3F


def is_common(character: str) -> bool:
    """Whether a character of a run is among the commonest, and so no token of its own inside of the run."""
    return character in _COMMON


def common_in(text: str) -> str:
    """The common characters in a short text, each once."""
    return "" if text.isascii() else "".join(_COMMON.intersection(text))


def is_telling(token: str) -> bool:
    """Whether a token of a run says something about the text: two common characters, or one that is not."""
    return all(map(is_common, token)) if len(token) > 1 else not is_common(token)


def tokens_of_run(run: str, *, behind_word: bool) -> Iterator[str]:
    """The tokens of one run, in order: `cut_stretches` in plain words, for short texts."""
    if behind_word and len(run) > 1 and run[0] in _COMMON:
        yield run[0]
    for first, second in pairwise(run):
        if first not in _COMMON:
            yield first
        yield _symbol(first) + _symbol(second)
    yield run[-1]


def _symbol(character: str) -> str:
    return character if character in _COMMON else chr(_FIRST_SIGN + (ord(character) & _SIGN_BITS))


class Stretches(NamedTuple):
    """Stretches of a text, cut."""

    texts: list[str]
    """The tokens of each, in order, between blanks; without what `tokens_of_run` has only behind a word."""
    firsts: list[str]
    """What it has there."""
    common: str
    """The common characters in them, each once."""


# What `charmap_encode` makes of a character, by one of as many tables as are needed: a byte for the marks and for each
# common one that is in the table, and one for all others, for which the codec writes a question mark.
_MARKS = "\0\1?"
_RARE = _MARKS.index("?")
_ROOM = 256 - len(_MARKS)
_BY_CODE = [(_MARKS + COMMON[at : at + _ROOM]).ljust(256, "\ufffe") for at in range(0, len(COMMON), _ROOM)]
_COMMON_CODES = bytes(range(len(_MARKS), 256))
_RARE_ONES = bytes(0xFF if code == _RARE else 0 for code in range(256))
_MARK_ONES = bytes(0xFF if code < _RARE else 0 for code in range(256))


@cache
def _tables() -> list[Any]:
    return [codecs.charmap_build(by_code) for by_code in _BY_CODE]


def cut_stretches(stretches: Sequence[str]) -> Stretches:
    """Cut stretches of text: runs with NUL between them, and nothing else.

    It is done for all characters at once, as arithmetic on one long number each: a string object for each of two
    thousand pairs takes three times as long.
    """
    text = "\1".join(("", *stretches, ""))
    coded = [codecs.charmap_encode(text, "replace", table)[0] for table in _tables()]
    size, codec, typecode, count = 2, "utf-16-le", "H", len(text)
    if len(text.encode(codec)) > size * count:
        size, codec, typecode = 4, "utf-32-le", "I"

    def number(data: str) -> int:
        return int.from_bytes(data.encode(codec), "little")

    def ones(codes: bytes, which: bytes) -> int:
        # A byte of ones a character, and then as many as its width.
        return number(codes.translate(which).decode("latin-1")) * (0x101 if size == 2 else 0x10101)

    width = 8 * size
    units, marks = number(text), ones(coded[0], _MARK_ONES)
    rare = reduce(and_, [ones(codes, _RARE_ONES) for codes in coded])
    alone = units & (rare | marks)
    signs = (rare & number(chr(_FIRST_SIGN) * count)) | (units & rare & number(chr(_SIGN_BITS) * count))
    symbols = (units ^ alone) | signs
    # The last character of a run has no second, and then is a token whether it is common or not.
    first = symbols ^ (symbols & rare & (marks >> width))
    second = symbols >> width
    second ^= second & marks
    # alone, blank, first, second, blank
    five = array(typecode, bytes(5 * size * count))
    for place, column in ((0, alone), (2, first), (3, second)):
        five[place::5] = array(typecode, column.to_bytes(size * count, "little"))
    texts = five.tobytes().decode(codec).replace("\0", " ").split("\1")[1:-1]
    # Each begins with what is behind the mark before it.
    firsts = [text[6] if text[4] == " " != text[7] else "" for text in texts]
    return Stretches(texts, firsts, "".join(map(_occurring, coded, _BY_CODE)))


def _occurring(codes: bytes, by_code: str) -> str:
    # What stays of all codes when those that do not occur are taken away.
    occurring = _COMMON_CODES.translate(None, _COMMON_CODES.translate(None, codes))
    return codecs.charmap_decode(occurring, "strict", by_code)[0]
