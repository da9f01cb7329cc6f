"""Tokens: how a text, and a query, is cut into what the index holds. Pure.

Three kinds of token, each at its own position:

- a *word* is a run of letters and digits of a script that puts spaces between its words: `iphone15`, `caf` of `café`
  folded, `vk`, `ext`, `multi`, `draw` of `VK_EXT_multi_draw`;
- a *sign* is a run of `+` or `#` right behind a Latin letter: `C++` is `c` `++`, `C#` is `c` `#`;
- a *run* of a script without spaces (Chinese, Japanese, Korean, Thai...) becomes its overlapping pairs and its last
  character: 电信网络 → 电信 信网 网络 络. So two runs with a comma between them do not read as one. Behind a word the
  first character is a token too (11.4万元 → 11 4 万 万元 元), so that `11.4万` is found in `11.4万元`.

So any substring of a text, cut in the same way, is a sequence of tokens that stands in the text's sequence, but for
the character at its end: `query_tokens` says what to do about it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from newsclip.index.fold import fold

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
_BOUNDS = [bound for first, last in RUN_RANGES for bound in (ord(first), ord(last) + 1)]

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


@cache
def _emphasis_pattern() -> re.Pattern[str]:
    # Emphasis before a run: 电**信**网 or 电~~信~~网 are read as one run.
    return re.compile(f"(?:\\*{{1,3}}|~~|==)(?=[{_run()}])")


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


# Of what `_paired` makes: where a run ends (its last character stands before this), the first character of the next.
_SEAM = re.compile("\0 \0. ", re.DOTALL)


# For a text of ASCII alone, the same by a table: what is not a letter or digit is a blank, and signs that stand behind
# a letter are a token: `c++` → `c ++ `.
_BLANKS = bytes(code if code < 128 and (chr(code).isalnum() or chr(code) in "+#") else 32 for code in range(256))
_BLANKS_AND_MARKS = _BLANKS[:1] + b"\1" + _BLANKS[2:]
_SIGNS = re.compile("[+#][+#]*")


def is_run(token: str) -> bool:
    """Whether a token is of a script without spaces."""
    return bisect(_BOUNDS, ord(token[0])) % 2 == 1


# the reading and the tags of <ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>
_READINGS = re.compile(r"<r[tp]>[^<]*</r[tp]>|</?(?:ruby|rb)>")


def without_readings(markdown: str) -> str:
    """A text whose words are not cut in two by the readings beside their characters."""
    return _READINGS.sub("", markdown) if "<rt>" in markdown else markdown


def prepare(text: str) -> str:
    """Fold a text and take emphasis out of its runs."""
    folded = fold(text)
    if folded.isascii() or not ("*" in folded or "~~" in folded or "==" in folded):
        return folded
    return _emphasis_pattern().sub(_inside_of_a_run, folded)


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
    characters: set[int]
    """The code points of its runs."""


def cut(prepared: str) -> Cut:
    """Cut a prepared text into its tokens."""
    parts = [prepared] if prepared.isascii() else _stretch_pattern().split(prepared)
    if len(parts) == 1:
        return Cut(_of_words(prepared), set())
    stretches, characters = _paired(parts[1::2])
    between = _of_all_words(parts[::2])
    texts: list[str] = []
    for words, stretch in zip(between, stretches, strict=False):
        behind_word = words and not words.isspace()
        if behind_word:
            texts.append(words)
        # A run of one character is that character once.
        texts.append(stretch if behind_word and stretch[3:4] not in _END_OF_TOKEN else stretch[2:])
    texts.append(between[-1])
    return Cut(" ".join(texts), characters)


_END_OF_TOKEN = ("", " ")


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
        prepared = _SIGNS.sub(_spaced, prepared)
    return prepared.encode("ascii").translate(blanks).decode("ascii")


def _spaced(match: re.Match[str]) -> str:
    behind = match.string[match.start() - 1 : match.start()]
    return f" {match[0]} " if "a" <= behind <= "z" else " "


def _paired(stretches: list[str]) -> tuple[list[str], set[int]]:
    """The tokens of each stretch, the first character of its first run before them: 电信，网 → `电 电信 信 网`.

    Also the code points of all. It is done at once: NUL between runs, U+0001 between stretches, and of that text every
    two neighbours and a blank; on code points in arrays, because a string object for each of two thousand pairs takes
    three times as long.
    """
    joined = _gap_pattern().sub("\0", "\1".join(stretches))
    units = array("I", f"\1{joined}\1".encode("utf-32-le"))
    triples = array("I", " ".encode("utf-32-le")) * (3 * len(units) - 3)
    triples[0::3] = units[:-1]
    triples[1::3] = units[1:]
    text = triples.tobytes().decode("utf-32-le")[1:-2]
    return _SEAM.sub(" ", text).split("\1 \1"), set(units) - {0, 1}


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
    """Whether this is one character of a script without spaces, found by its own field."""
    open: bool = False
    """Whether the last word is a lone character that may begin a pair in the text."""
    ends_in_run: bool = False


def query_tokens(text: str) -> QueryTokens:
    """Cut a searched text as the index was cut."""
    found = pieces(prepare(text))
    whole = tuple(_tokens_of(found))
    if not found or not is_run(found[-1]):
        return QueryTokens(whole, whole)
    if len(found[-1]) > 1:
        # The last character need not be the last one of the text's run, and the pair before it has it.
        return QueryTokens(whole[:-1], whole, ends_in_run=True)
    single = len(found) == 1
    return QueryTokens(whole, whole, single, open=not single and is_run(found[-2]), ends_in_run=True)


def _tokens_of(found: list[str]) -> Iterator[str]:
    """As `cut`, of the pieces of a short text: without the patterns that cost ten milliseconds to compile."""
    behind_word = False
    for piece in found:
        if not is_run(piece):
            yield piece
        else:
            if behind_word and len(piece) > 1:
                yield piece[0]
            yield from map(str.__add__, piece, piece[1:])
            yield piece[-1]
        behind_word = not is_run(piece)
