"""Tokens: how a text, and a query, is cut into what the index holds. Pure.

Three kinds of token, each at its own position:

- a *word* is a run of letters and digits of a script that puts spaces between its words: `iphone15`, `caf` of `café`
  folded, `vk`, `ext`, `multi`, `draw` of `VK_EXT_multi_draw`;
- a *sign* is a run of `+` or `#` right behind a Latin letter: `C++` is `c` `++`, `C#` is `c` `#`;
- a *run* of a script without spaces (Chinese, Japanese, Korean, Thai...) becomes its overlapping pairs:
  电信网络 → 电信 信网 网络. A run of one character is that character. Where a word or sign stands next to a run, the
  run's outermost character is a token too (11.4万元 → 11 4 万 万元), so that `11.4万` is found in `11.4万元`.

So any substring of a text, cut in the same way, is a sequence of tokens that stands in the text's sequence, but for
a single character at its edge: `query_tokens` says where that is so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import add

from newsclip.index.fold import fold

# Thai, Lao, Tibetan, Burmese, Khmer; kana, bopomofo, Hangul, Han with the extensions; half-width forms are folded away.
RUN_CHARACTERS = (
    "\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7af\ud7b0-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
# Signs that belong to words of the scripts of India, where \w does not count them: the vowel sign of हि
_INDIC_SIGNS = "\u0900-\u0963\u0966-\u0dff"

_RUN = re.compile(f"[{RUN_CHARACTERS}]")
_TOKEN = re.compile(
    f"[{RUN_CHARACTERS}]+"  # 电信网络
    f"|(?:(?![{RUN_CHARACTERS}])[^\\W_{_INDIC_SIGNS}]|[{_INDIC_SIGNS}])+"  # iphone15, हिन्दी
    "|(?<=[a-z])[+#]+"  # the ++ of c++
)

# For a text of ASCII alone, the same by a table: what is not a letter or digit is a blank, and signs that stand behind
# a letter are a token: `c++` → `c ++ `.
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in "+#"}
_SIGNS = re.compile(r"(?<=[a-z])([+#]+)|[+#]+")

# Emphasis inside of a run, 电**信**网 or 电~~信~~网: what a reader sees is one run.
_EMPHASIS = re.compile(f"(?<=[{RUN_CHARACTERS}])(?:\\*{{1,3}}|~~|==)(?=[{RUN_CHARACTERS}])")


def is_run(token: str) -> bool:
    """Whether a token is of a script without spaces."""
    return _RUN.match(token) is not None


def prepare(text: str) -> str:
    """Fold a text and take emphasis out of its runs."""
    folded = fold(text)
    return _EMPHASIS.sub("", folded) if "*" in folded or "~~" in folded or "==" in folded else folded


def pieces(prepared: str) -> list[str]:
    """The words, signs and whole runs of a prepared text, in order."""
    return _TOKEN.findall(prepared)


def token_text(prepared: str) -> str:
    """The tokens of a prepared text, in order, between blanks."""
    if prepared.isascii():
        if "+" in prepared or "#" in prepared:
            prepared = _SIGNS.sub(_spaced, prepared)
        return prepared.translate(_BLANKS)
    return " ".join(tokens(prepared))


def _spaced(match: re.Match[str]) -> str:
    return f" {match[1]} " if match[1] else " "


def tokens(prepared: str) -> list[str]:
    """The tokens of a prepared text, in order."""
    found: list[str] = []
    after_word = False
    pending = ""  # the last character of the run before, which is a token if a word follows
    for piece in _TOKEN.findall(prepared):
        if not ("\u3005" <= piece < "\ua000" or (piece >= "\u0e00" and is_run(piece))):
            if pending:
                found.append(pending)
                pending = ""
            found.append(piece)
            after_word = True
            continue
        if len(piece) == 1:
            found.append(piece)
            pending = ""
        else:
            if after_word:
                found.append(piece[0])
            found.extend(map(add, piece, piece[1:]))
            pending = piece[-1]
        after_word = False
    return found


def run_characters(prepared: str) -> set[str]:
    """The distinct characters of the runs of a prepared text."""
    return set() if prepared.isascii() else set(_RUN.findall("".join(set(prepared))))


@dataclass(frozen=True, slots=True)
class QueryTokens:
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
