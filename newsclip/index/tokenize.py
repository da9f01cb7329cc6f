"""Tokens: how a text, and a query, is cut into what the index holds. Pure.

Three kinds of token, each at its own position:

- a *word* is a run of letters and digits of a script that puts spaces between its words: `iphone15`, `caf` of `café`
  folded, `vk`, `ext`, `multi`, `draw` of `VK_EXT_multi_draw`;
- a *sign* is a run of `+` or `#` right behind a Latin letter: `C++` is `c` `++`, `C#` is `c` `#`;
- a *run* of a script without spaces (Chinese, Japanese, Korean, Thai...) becomes its overlapping pairs and its last
  character: 一个人 → 一个 个人 人. So two runs with a comma between them do not read as one. Behind a word the first
  character is a token too (11个人 → 11 个 个人 人), so that `11个` is found in `11个人`. Pairs of characters that are
  not among the commonest are made in another way: see `newsclip.index.runs`.

So any substring of a text, cut in the same way, is a sequence of tokens that stands in the text's sequence, but for
the character at its end: `query_tokens` says what to do about it.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from newsclip.index.fold import fold, lines_if_mostly_ascii
from newsclip.index.runs import SIGNS, common_in, cut_stretches, is_common, tokens_of_run

if TYPE_CHECKING:
    from collections.abc import Iterator

# Thai, Lao, Tibetan, Burmese, Khmer; kana, bopomofo, Hangul, Han with the extensions; half-width forms are folded away.
RUN_RANGES = (
    ("\u0e00", "\u109f"),
    ("\u1100", "\u11ff"),
    ("\u1780", "\u17ff"),
    ("\u3005", "\u3007"),
    ("\u3021", "\u3029"),
    ("\u3031", "\u3035"),
    ("\u3038", "\u303c"),
    ("\u3041", "\u3096"),
    ("\u309d", "\u309f"),
    ("\u30a1", "\u30fa"),
    ("\u30fc", "\u30ff"),
    ("\u3105", "\u312f"),
    ("\u3131", "\u318e"),
    ("\u31a0", "\u31bf"),
    ("\u31f0", "\u31ff"),
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\ua960", "\ua97f"),
    ("\uac00", "\ud7ff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)
_BOUNDS = [bound for first, last in sorted((*RUN_RANGES, SIGNS)) for bound in (ord(first), ord(last) + 1)]

# Signs that belong to words of the scripts of India, where \w does not count them: the vowel sign of हि
_INDIC_SIGNS = "\u0900-\u0963\u0966-\u0dff"


# Compiling such large sets of characters takes milliseconds, so it is done when a text needs it.


def _run() -> str:
    return "".join(f"{first}-{last}" for first, last in RUN_RANGES)


@cache
def _token_pattern() -> re.Pattern[str]:
    run = _run()
    return re.compile(
        f"[{run}]+"  # 电信网络
        f"|(?:(?![{run}])[^\\W_{_INDIC_SIGNS}]|[{_INDIC_SIGNS}])+"  # iphone15, हिन्दी
        "|(?<=[a-z])[+#]+"  # the ++ of c++
    )


_EMPHASIS = {"*": r"\*\*{0,2}", "~~": "~~", "==": "=="}


@cache
def _emphasis_pattern(mark: str) -> re.Pattern[str]:
    # Emphasis before a run: 电**信**网 or 电~~信~~网 are read as one run.
    # One pattern a mark because `re` finds what begins with one certain character many times quicker.
    return re.compile(f"{_EMPHASIS[mark]}(?=[{_run()}])")


@cache
def _stretch_pattern() -> re.Pattern[str]:
    # Runs with no word between them, 电信，网络。中: what stands between two stretches has the words.
    # The first character stands by itself because `re` then finds it several times quicker.
    run, gap = f"[{_run()}]", f"[^\\w\x01{_INDIC_SIGNS}]"
    return re.compile(f"({run}{run}*(?:{gap}+{run}+)*)")


@cache
def _gap_pattern() -> re.Pattern[str]:
    return re.compile(f"[^{_run()}\x01][^{_run()}\x01]*")  # the ， of 电信，网络


@cache
def _odd_sign_pattern() -> re.Pattern[str]:
    return re.compile(f"[^\\w\\x00-\\x7f{_INDIC_SIGNS}]")  # the 。 and “ that are no part of a word


# For a text of ASCII alone, the same by a table: what is not a letter or digit is a blank, and signs that stand behind
# a letter are a token: `c++` → `c ++ `.
_BLANKS = bytes(code if code < 128 and (chr(code).isalnum() or chr(code) in "+#") else 32 for code in range(256))
_BLANKS_AND_MARKS = _BLANKS[:1] + b"\1" + _BLANKS[2:]
_SIGNS = re.compile(r"\+\+*")  # `re` finds what begins with one certain character many times quicker


def is_run(token: str) -> bool:
    """Whether a piece or a token is of a script without spaces."""
    return bisect(_BOUNDS, ord(token[0])) % 2 == 1


# the reading and the tags of <ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>
_READINGS = re.compile(r"<r[tp]>[^<]*</r[tp]>|</?(?:ruby|rb)>")


def without_readings(markdown: str) -> str:
    """A text whose words are not cut in two by the readings beside their characters."""
    return _READINGS.sub("", markdown) if "<rt>" in markdown else markdown


def prepare(text: str) -> str:
    """Fold a text and take emphasis out of its runs."""
    folded = fold(text)
    if folded.isascii():
        return folded
    for mark in _EMPHASIS:
        if mark in folded:
            folded = _emphasis_pattern(mark).sub(_inside_of_a_run, folded)
    return folded


def _inside_of_a_run(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    return "" if before and is_run(before) else match[0]


def pieces(prepared: str) -> list[str]:
    """The words, signs and whole runs of a prepared text, in order."""
    return _of_ascii(prepared).split() if prepared.isascii() else _token_pattern().findall(prepared)


class Cut(NamedTuple):
    """A prepared text, cut."""

    tokens: str
    """In order, between blanks."""
    common: str
    """The common characters of its runs, each once."""


_SHORT = 80
"""Characters from which a text is worth being cut at once."""


def cut(prepared: str) -> Cut:
    """Cut a prepared text into its tokens."""
    if prepared.isascii() or len(prepared) < _SHORT:
        return cut_plainly(prepared)
    parts = _parts(prepared)
    if len(parts) == 1:
        return Cut(_of_words(prepared), "")
    stretches, firsts, common = cut_stretches(_gap_pattern().sub("\0", "\1".join(parts[1::2])).split("\1"))
    texts: list[str] = []
    between = _of_all_words(parts[::2])
    for words, stretch, first in zip(between, stretches, firsts, strict=False):
        texts.append(words)
        if first and words and not words.isspace():
            texts.append(first)
        texts.append(stretch)
    texts.append(between[-1])
    return Cut(" ".join(texts), common)


def cut_plainly(prepared: str) -> Cut:
    """As `cut`, piece by piece: three times slower for long texts, and with a third of what has to be made ready."""
    if prepared.isascii():
        return Cut(_of_ascii(prepared), "")
    return Cut(" ".join(_tokens_of(pieces(prepared))), common_in(prepared))


def _parts(prepared: str) -> list[str]:
    """What is between stretches of runs, and the stretches, in turn."""
    split = _stretch_pattern().split
    lines = lines_if_mostly_ascii(prepared)
    if not lines:
        return split(prepared)
    parts = [""]
    for plain, some in groupby(lines, str.isascii):
        block = "\n".join(some)
        first, *others = [block] if plain else split(block)
        parts[-1] = f"{parts[-1]}\n{first}"
        parts += others
    return parts


def token_text(prepared: str) -> str:
    """The tokens of a prepared text, in order, between blanks."""
    return cut(prepared).tokens


def _of_words(prepared: str) -> str:
    """The tokens of a text without runs."""
    if prepared.isascii():
        return _of_ascii(prepared)
    find = _token_pattern().findall
    return " ".join([_of_ascii(line) if line.isascii() else " ".join(find(line)) for line in prepared.split("\n")])


def _of_all_words(parts: list[str]) -> list[str]:
    """The tokens of several texts without runs: at once where they are of ASCII, as numbers in a Chinese text are."""
    joined = "\1".join(parts)
    if not joined.isascii():
        joined = _odd_sign_pattern().sub(" ", joined)
    if joined.isascii() and joined.count("\1") == len(parts) - 1:
        return _of_ascii(joined, _BLANKS_AND_MARKS).split("\1")
    return [_of_words(part) for part in parts]


def _of_ascii(prepared: str, blanks: bytes = _BLANKS) -> str:
    if "+" in prepared or "#" in prepared:
        prepared = _spaced(prepared)
    return prepared.encode("ascii").translate(blanks).decode("ascii")


def _spaced(prepared: str) -> str:
    """Signs behind a letter between blanks, a blank for others."""
    parts: list[str] = []
    end = 0
    for match in _SIGNS.finditer(prepared.replace("#", "+")):
        start = match.start()
        behind = prepared[start - 1 : start]
        parts.append(prepared[end:start])
        end = match.end()
        parts.append(f" {prepared[start:end]} " if "a" <= behind <= "z" else " ")
    parts.append(prepared[end:])
    return "".join(parts)


def tokens(prepared: str) -> list[str]:
    """The tokens of a prepared text, in order."""
    return token_text(prepared).split()


class QueryTokens(NamedTuple):
    """The tokens of a searched text."""

    words: tuple[str, ...]
    """As they stand in a text that has the searched one in it."""
    whole: tuple[str, ...]
    """As they stand in a text that is the searched one."""
    single: bool = False
    """Whether this is one common character of a script without spaces, found by its own field."""
    open: bool = False
    """Whether the last word is a lone common character that may begin a pair in the text."""
    ends_in_run: bool = False


def query_tokens(text: str) -> QueryTokens:
    """Cut a searched text as the index was cut."""
    found = pieces(prepare(text))
    whole = tuple(_tokens_of(found))
    if not found or not is_run(found[-1]):
        return QueryTokens(whole, whole)
    if not is_common(found[-1][-1]):
        # A token wherever it stands.
        return QueryTokens(whole, whole, ends_in_run=True)
    if len(found[-1]) > 1:
        # The last character need not be the last one of the text's run, and the pair before it has it.
        return QueryTokens(whole[:-1], whole, ends_in_run=True)
    single = len(found) == 1
    return QueryTokens(whole, whole, single, open=not single and is_run(found[-2]), ends_in_run=True)


def _tokens_of(found: list[str]) -> Iterator[str]:
    """The tokens of the pieces of a text."""
    behind_word = False
    for piece in found:
        if is_run(piece):
            yield from tokens_of_run(piece, behind_word=behind_word)
        else:
            yield piece
        behind_word = not is_run(piece)
