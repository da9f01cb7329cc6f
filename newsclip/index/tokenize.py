"""Tokens: how a text, and a query, is cut into what the index holds. Pure.

Three kinds of token, each at its own position:

- a *word* is a run of letters and digits of a script that puts spaces between its words: `iphone15`, `caf` of `café`
  folded, `vk`, `ext`, `multi`, `draw` of `VK_EXT_multi_draw`;
- a *sign* is a run of `+` or `#` right behind a Latin letter: `C++` is `c` `++`, `C#` is `c` `#`;
- a *run* of a script without spaces (Chinese, Japanese, Korean, Thai...) becomes its overlapping pairs:
  电信网络 → 电信 信网 网络. A run of one character is that character. Where a word or sign stands next to a run, the
  run's outermost character is a token too (11.4万元 → 11 4 万 万元), so that `11.4万` is found in `11.4万元`.

Between two runs stands a mark (U+0001) where the pairs would else read as one run: 电信，信网.

So any substring of a text, cut in the same way, is a sequence of tokens that stands in the text's sequence, but for
a single character at its edge: `query_tokens` says where that is so.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from functools import cache
from itertools import groupby
from typing import NamedTuple

from newsclip.index.fold import fold

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

BREAK = "\x01"
"""A token between two runs of which the second begins as the first ends: so 电信，信网 does not hold 电信网."""

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
        "|\n"
    )


@cache
def _run_pattern() -> re.Pattern[str]:
    return re.compile(f"[{_run()}]")


@cache
def _emphasis_pattern() -> re.Pattern[str]:
    # Emphasis inside of a run, 电**信**网 or 电~~信~~网: what a reader sees is one run.
    return re.compile(f"(?<=[{_run()}])(?:\\*{{1,3}}|~~|==)(?=[{_run()}])")


# For a text of ASCII alone, the same by a table: what is not a letter or digit is a blank, and signs that stand behind
# a letter are a token: `c++` → `c ++ `.
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "+#"}
_SIGNS = re.compile(r"(?<=[a-z])([+#]+)|[+#]+")


def is_run(token: str) -> bool:
    """Whether a token is of a script without spaces."""
    return bisect(_BOUNDS, ord(token[0])) % 2 == 1


def prepare(text: str) -> str:
    """Fold a text and take emphasis out of its runs."""
    folded = fold(text)
    if folded.isascii() or not ("*" in folded or "~~" in folded or "==" in folded):
        return folded
    return _emphasis_pattern().sub("", folded)


def pieces(prepared: str) -> list[str]:
    """The words, signs and whole runs of a prepared text, in order."""
    if prepared.isascii():
        return _of_ascii(prepared).split()
    return [piece for piece in _token_pattern().findall(prepared) if piece != "\n"]


def token_text(prepared: str) -> str:
    """The tokens of a prepared text, in order, between blanks."""
    if prepared.isascii():
        return _of_ascii(prepared)
    texts: list[str] = []
    for ascii_, lines in groupby(prepared.split("\n"), str.isascii):
        text = "\n".join(lines)
        cut = _of_ascii(text) if ascii_ else _of_mixed(text)
        # An empty line between two runs parts them, as a mark does that their characters would hide.
        texts.append(BREAK if not cut or cut.isspace() else cut)
    return " ".join(texts)


def _of_ascii(prepared: str) -> str:
    if "+" in prepared or "#" in prepared:
        prepared = _SIGNS.sub(_spaced, prepared)
    return prepared.translate(_BLANKS)


def _spaced(match: re.Match[str]) -> str:
    return f" {match[1]} " if match[1] else " "


def _of_mixed(prepared: str) -> str:
    found = _token_pattern().findall(prepared)
    # Nearly all runs are in one block of Unicode, whose other letters are none; is_run is for the rest.
    runs = ["\u3005" <= piece < "\ua000" or (piece >= "\u0e00" and is_run(piece)) for piece in found]
    if True not in runs:
        return " ".join(found)
    pairs = iter(_pairs([piece for piece, run in zip(found, runs, strict=True) if run]))
    texts: list[str] = []
    after_word = False
    last = ""  # the last character of the run before, if no word stands between
    found.append("\n")
    for position, piece in enumerate(found):
        if piece == "\n":
            after_word = False
        elif not runs[position]:
            texts.append(piece)
            after_word = True
            last = ""
        else:
            if last == piece[0]:
                texts.append(BREAK)
            last = piece[-1]
            text = next(pairs)
            if len(piece) == 1:
                texts.append(piece)
            else:
                # The first and the last two characters are those of a lone character, kept beside a word.
                before_word = found[position + 1] != "\n" and not runs[position + 1]
                texts.append(text[0 if after_word else 2 : None if before_word else -2])
            after_word = False
    return " ".join(texts)


def _pairs(runs: list[str]) -> list[str]:
    """Of each run its first character, its pairs, and its last character: 电信网 → `电 电信 信网 网`.

    All at once: NUL, the runs with NUL between them, NUL again; of that text every two neighbours and a blank. It is
    done on code points in arrays, because a string object for each of two thousand pairs takes three times as long.
    """
    units = array("I", f"\0{chr(0).join(runs)}\0".encode("utf-32-le"))
    triples = array("I", " ".encode("utf-32-le")) * (3 * len(units) - 3)
    triples[0::3] = units[:-1]
    triples[1::3] = units[1:]
    return triples.tobytes().decode("utf-32-le")[1:-2].split("\0 \0")


def tokens(prepared: str) -> list[str]:
    """The tokens of a prepared text, in order."""
    return token_text(prepared).split()


def run_characters(prepared: str) -> set[str]:
    """The distinct characters of the runs of a prepared text."""
    return set() if prepared.isascii() else set(_run_pattern().findall("".join(set(prepared))))


class QueryTokens(NamedTuple):
    """The tokens of a searched text, and whether a lone character at an edge may be half of a pair in the index."""

    words: tuple[str, ...]
    open_left: bool = False
    open_right: bool = False

    @property
    def single(self) -> bool:
        """Whether this is one character of a script without spaces, found by its own field."""
        return len(self.words) == 1 and self.open_left


def query_tokens(text: str) -> QueryTokens:
    """Cut a searched text as the index was cut."""
    prepared = prepare(text)
    found = pieces(prepared)
    if not found:
        return QueryTokens(())
    lone = [len(piece) == 1 and is_run(piece) for piece in found]
    if len(found) == 1:
        return QueryTokens(tuple(tokens(prepared)), lone[0], lone[0])
    return QueryTokens(
        tuple(tokens(prepared)),
        open_left=lone[0] and is_run(found[1]),
        open_right=lone[-1] and is_run(found[-2]),
    )
