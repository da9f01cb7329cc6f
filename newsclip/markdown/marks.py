"""Emphasis that renders: chooses `**`, `__` or `<strong>` by CommonMark's own rules for delimiter runs.

The converter writes marks (noncharacters of Unicode, which no text may hold) where emphasis begins and ends and for
literal `*`, `_`, `~`. When a paragraph is whole, `settle` tries the plain form of each, runs CommonMark's algorithm
(spec 0.31.2, "An algorithm for parsing nested emphasis") over them and falls back, only for those that it would read
differently: `*` → `_` → HTML for emphasis, a backslash for a literal sign.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

OPEN_STRONG, CLOSE_STRONG = "\ufdd0", "\ufdd1"
OPEN_EM, CLOSE_EM = "\ufdd2", "\ufdd3"
OPEN_DEL, CLOSE_DEL = "\ufdd4", "\ufdd5"
STAR, UNDERSCORE, TILDE = "\ufdd6", "\ufdd7", "\ufdd8"

_ANY = re.compile("[\ufdd0-\ufdd8]")
_SPLIT = re.compile("([\ufdd0-\ufdd5]|\ufdd6+|\ufdd7+|\ufdd8+)")
_OPENERS = {OPEN_STRONG: CLOSE_STRONG, OPEN_EM: CLOSE_EM, OPEN_DEL: CLOSE_DEL}
_FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    OPEN_STRONG: (("**", "**"), ("__", "__"), ("<strong>", "</strong>")),
    OPEN_EM: (("*", "*"), ("_", "_"), ("<em>", "</em>")),
    OPEN_DEL: (("~~", "~~"), ("<del>", "</del>")),
}
_LITERALS = {STAR: "*", UNDERSCORE: "_", TILDE: "~"}
_SPACE, _PUNCTUATION, _SYMBOL, _OTHER = range(4)


@dataclass(slots=True)
class _Pair:
    """One emphasis, or one literal run, with the form that is being tried."""

    forms: tuple[tuple[str, str], ...]
    form: int = 0
    literal: bool = False

    @property
    def is_html(self) -> bool:
        return not self.literal and self.form == len(self.forms) - 1


@dataclass(slots=True)
class _Run:
    """A delimiter run: its sign, the owner of each of its characters, and what it can do."""

    sign: str
    owners: list[tuple[_Pair, bool]] = field(default_factory=list)
    can_open: bool = False
    can_close: bool = False
    length: int = 0


def settle(text: str) -> str:
    """Replace all marks of a paragraph by signs that render as they mean."""
    if _ANY.search(text) is None:
        return text
    parts = _SPLIT.split(text)
    owners: list[tuple[_Pair, bool] | None] = []
    stack: list[_Pair] = []
    pairs: list[_Pair] = []
    for part in parts:
        owner = None
        first = part[:1]
        if first in _OPENERS:
            pair = _Pair(_FORMS[first])
            stack.append(pair)
            owner = (pair, True)
        elif first in _LITERALS:
            sign = _LITERALS[first]
            pair = _Pair(((sign * len(part),) * 2, (("\\" + sign) * len(part),) * 2), literal=True)
            owner = (pair, True)
        elif "\ufdd0" <= first <= "\ufdd5":
            owner = (stack.pop(), False)
        if owner is not None and owner[1]:
            pairs.append(owner[0])
        owners.append(owner)
    # Each round gives up at least one form, and a form given up is never tried again.
    for _ in range(3 * len(pairs) + 1):
        wrong = _misread(parts, owners)
        if not wrong:
            break
        for pair in wrong:
            pair.form = min(pair.form + 1, len(pair.forms) - 1)
    return "".join(_written(parts, owners))


def _written(parts: list[str], owners: list[tuple[_Pair, bool] | None]) -> list[str]:
    return [
        part if owner is None else owner[0].forms[owner[0].form][0 if owner[1] else 1]
        for part, owner in zip(parts, owners, strict=True)
    ]


def _misread(parts: list[str], owners: list[tuple[_Pair, bool] | None]) -> list[_Pair]:
    """The pairs whose form CommonMark would not read as meant; none when all is well."""
    written = _written(parts, owners)
    for as_punctuation in (False, True):
        # Spec 0.30 counts symbols (￥, →) as letters, 0.31 as punctuation: the form must work under both.
        runs, has_symbols = _runs(written, owners, as_punctuation)
        wrong = _match(runs)
        if wrong or not has_symbols:
            return wrong
    return []


def _runs(written: list[str], owners: list[tuple[_Pair, bool] | None], as_punctuation: bool) -> tuple[list[_Run], bool]:
    runs: list[_Run] = []
    current: _Run | None = None
    before = ""
    symbols = False
    spans: list[tuple[_Run, str, int]] = []
    for index, (text, owner) in enumerate(zip(written, owners, strict=True)):
        if not text:
            continue
        if owner is None or text[0] not in "*_~":
            before = text[-1]
            current = None
            continue
        if current is None or current.sign != text[0]:
            current = _Run(text[0])
            runs.append(current)
            spans.append((current, before, index))
        current.owners.extend([owner] * len(text))
        current.length += len(text)
        spans[-1] = (current, spans[-1][1], index)
        before = text[-1]
    for run, before, last in spans:
        after = next((text[0] for text in written[last + 1 :] if text), "")
        left, right = _class_of(before), _class_of(after)
        if _SYMBOL in (left, right):
            symbols = True
            stand_in = _PUNCTUATION if as_punctuation else _OTHER
            left = stand_in if left == _SYMBOL else left
            right = stand_in if right == _SYMBOL else right
        left_flanking = right != _SPACE and (right != _PUNCTUATION or left != _OTHER)
        right_flanking = left != _SPACE and (left != _PUNCTUATION or right != _OTHER)
        if run.sign == "_":
            run.can_open = left_flanking and (not right_flanking or left == _PUNCTUATION)
            run.can_close = right_flanking and (not left_flanking or right == _PUNCTUATION)
        else:
            run.can_open, run.can_close = left_flanking, right_flanking
    return runs, symbols


@lru_cache(maxsize=4096)
def _class_of(char: str) -> int:
    if not char or char.isspace():
        return _SPACE
    if char.isascii():
        return _OTHER if char.isalnum() else _PUNCTUATION
    category = unicodedata.category(char)
    return _PUNCTUATION if category[0] == "P" else _SYMBOL if category[0] == "S" else _OTHER


def _match(runs: list[_Run]) -> list[_Pair]:
    """Run the algorithm; return the pairs that it would not match as meant."""
    wrong: dict[int, _Pair] = {}
    matched: set[int] = set()
    openers: list[tuple[_Run, list[tuple[_Pair, bool]]]] = []
    for run in runs:
        left = list(run.owners)
        if run.can_close:
            position = len(openers) - 1
            while left and position >= 0:
                opener, slots = openers[position]
                if opener.sign != run.sign or not slots or not _fit(opener, run):
                    position -= 1
                    continue
                if run.sign == "~":
                    if len(slots) != len(left):
                        position -= 1
                        continue
                    count = len(left)
                else:
                    count = 2 if len(slots) >= 2 and len(left) >= 2 else 1
                inner, outer = slots[-count:], left[:count]
                owner = inner[0][0]
                if all(slot == (owner, True) for slot in inner) and all(slot == (owner, False) for slot in outer):
                    matched.add(id(owner))
                else:
                    for pair, _ in (*inner, *outer):
                        wrong[id(pair)] = pair
                del slots[-count:]
                del left[:count]
                del openers[position + 1 :]
                if not slots:
                    del openers[position]
                    position -= 1
        if left and run.can_open:
            openers.append((run, left))
    for run in runs:
        for pair, _ in run.owners:
            if not pair.literal and id(pair) not in matched:
                wrong[id(pair)] = pair
    return [pair for pair in wrong.values() if pair.form < len(pair.forms) - 1 or pair.literal]


def _fit(opener: _Run, closer: _Run) -> bool:
    """The rule of three."""
    if opener.sign == "~" or not (opener.can_close or closer.can_open):
        return True
    return (opener.length + closer.length) % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
