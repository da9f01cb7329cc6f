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
_ATTEMPTS = 16
_SPACE, _PUNCTUATION, _SYMBOL, _OTHER = range(4)


@dataclass(slots=True)
class _Pair:
    """One emphasis, or one literal run, with the form that is being tried."""

    forms: tuple[tuple[str, str], ...]
    form: int = 0
    literal: bool = False


@dataclass(slots=True)
class _Run:
    """A delimiter run: its sign, where it is, the owner of each of its characters, and what it can do."""

    sign: str
    start: int
    owners: list[tuple[_Pair, bool]] = field(default_factory=list)
    can_open: bool = False
    can_close: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.owners)

    def look_around(self, text: str, symbol: int, through_tildes: bool, labels_end: bool) -> None:
        """Set what the run can do, from the characters beside it."""
        before, after = self.start - 1, self.end
        if through_tildes:
            while before >= 0 and text[before] == "~":
                before -= 1
            while text[after : after + 1] == "~":
                after += 1
        left = _class_of(text[before] if before >= 0 else "")
        right = _class_of("" if labels_end and text.startswith("](", after) else text[after : after + 1])
        left = symbol if left == _SYMBOL else left
        right = symbol if right == _SYMBOL else right
        left_flanking = right != _SPACE and (right != _PUNCTUATION or left != _OTHER)
        right_flanking = left != _SPACE and (left != _PUNCTUATION or right != _OTHER)
        if self.sign == "_":
            self.can_open = left_flanking and (not right_flanking or left == _PUNCTUATION)
            self.can_close = right_flanking and (not left_flanking or right == _PUNCTUATION)
        else:
            self.can_open, self.can_close = left_flanking, right_flanking


def settle(text: str) -> str:
    """Replace all marks of a paragraph by signs that render as they mean."""
    # No noncharacter is printable, and to look for what is not takes a fraction of the pattern's time.
    if text.isascii() or text.isprintable() or _ANY.search(text) is None:
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
    # A form given up is never tried again. Where one failure leads to the next, all is given up at last.
    for attempt in range(_ATTEMPTS):
        wrong = _misread(parts, owners)
        if not wrong:
            break
        literal = [pair for pair in wrong if pair.literal and not pair.form]
        for pair in pairs if attempt == _ATTEMPTS - 1 else literal or wrong:
            pair.form = min(pair.form + 1, len(pair.forms) - 1) if attempt < _ATTEMPTS // 2 else len(pair.forms) - 1
    return "".join(_written(parts, owners))


def _written(parts: list[str], owners: list[tuple[_Pair, bool] | None]) -> list[str]:
    return [
        part if owner is None else owner[0].forms[owner[0].form][0 if owner[1] else 1]
        for part, owner in zip(parts, owners, strict=True)
    ]


def _misread(parts: list[str], owners: list[tuple[_Pair, bool] | None]) -> list[_Pair]:
    """The pairs whose form some reader of CommonMark would not read as meant; none when all is well."""
    written = _written(parts, owners)
    runs = _runs(written, owners)
    text = "".join(written)
    for variant in _variants(text, runs):
        for run in runs:
            run.look_around(text, *variant)
        wrong = _match(runs, by_opening=True)
        if not wrong and any(run.can_open and run.can_close for run in runs):
            # cmark remembers less of where it looked in vain than the specification says.
            wrong = _match(runs, by_opening=False)
        if wrong:
            return wrong
    return []


def _variants(text: str, runs: list[_Run]) -> list[tuple[int, bool, bool]]:
    """The readings that a form must work under.

    What symbols count as, whether `~` is looked through, and whether the end of a link's label ends the text.
    """
    around = {char for run in runs for char in (text[run.start - 1 : run.start], text[run.end : run.end + 1])}
    variants = [(_OTHER, False, False)]
    if any(_class_of(char) == _SYMBOL for char in around):
        # Spec 0.30 counts symbols (￥, →) as letters, 0.31 as punctuation.
        variants.append((_PUNCTUATION, False, False))
    if "~" in around:
        # cmark-gfm looks through ~ for the character beside a run.
        variants.extend([(symbol, True, False) for symbol, _, _ in variants])
    if any(text.startswith("](", run.end) for run in runs):
        # markdown-it sees nothing behind the last sign of a label.
        variants.extend([(symbol, tildes, True) for symbol, tildes, _ in variants])
    return variants


def _runs(written: list[str], owners: list[tuple[_Pair, bool] | None]) -> list[_Run]:
    runs: list[_Run] = []
    current: _Run | None = None
    position = 0
    for text, owner in zip(written, owners, strict=True):
        if not text:
            continue
        if owner is None or text[0] not in "*_~":
            current = None
        else:
            if current is None or current.sign != text[0]:
                current = _Run(text[0], position)
                runs.append(current)
            current.owners.extend([owner] * len(text))
        position += len(text)
    return runs


@lru_cache(maxsize=4096)
def _class_of(char: str) -> int:
    if not char or char.isspace():
        return _SPACE
    if char.isascii():
        return _OTHER if char.isalnum() else _PUNCTUATION
    category = unicodedata.category(char)
    return _PUNCTUATION if category[0] == "P" else _SYMBOL if category[0] == "S" else _OTHER


def _match(runs: list[_Run], *, by_opening: bool) -> list[_Pair]:
    """Run the algorithm; return the pairs that it would not match as meant.

    `by_opening`: where it looked in vain is remembered apart for closers that can open, too.
    """
    wrong: dict[int, _Pair] = {}
    matched: set[int] = set()
    openers: list[tuple[_Run, list[tuple[_Pair, bool]]]] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        left = list(run.owners)
        if run.can_close:
            position = len(openers) - 1
            kind = (run.sign, by_opening and run.can_open, len(left) % 3)
            bottom = bottoms.get(kind, 0)
            while left and position >= bottom:
                opener, slots = openers[position]
                if opener.sign != run.sign or not slots or not _fit(opener, run):
                    position -= 1
                    continue
                if run.sign == "~":
                    # cmark-gfm drops everything between tildes that meet and do not match.
                    if len(slots) != len(left):
                        wrong.update((id(pair), pair) for pair, _ in (*slots, *left) if pair.literal)
                    count = min(len(left), len(slots))
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
                bottoms = {known: min(at, len(openers)) for known, at in bottoms.items()}
            if left:
                bottoms[kind] = len(openers)
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
    a, b = len(opener.owners), len(closer.owners)
    return (a + b) % 3 != 0 or (a % 3 == 0 and b % 3 == 0)
