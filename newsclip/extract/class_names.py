r"""Which names of a vocabulary stand in the words of a class or id: looked up, for a page brings hundreds of new ones.

A vocabulary is written in a few of the signs of regular expressions, and means what they mean there: `a | b` names,
`(?:a|b)` parts, `?` for a letter or a part that may be missing, `\w*` and `\w+` at the end for anything that follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ANY, _MORE = r"\w*", r"\w+"
# (?: | ) | ? | \w+ | a: one sign of a vocabulary
_SIGN = re.compile(r"\(\?:|\\w[*+]|.")
_NO_LETTERS = re.compile(r"[^a-z]+")
_LETTERS_ALONE = "".join(character if "a" <= character <= "z" else " " for character in map(chr, range(128)))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # matches the seam in "relatedPosts"
_LETTERS = {*"abcdefghijklmnopqrstuvwxyz_", _ANY, _MORE}
_STEM = 3
"""Letters that the names of the beginning of a word are looked up by."""


def words_of(names: str) -> list[str]:
    """The words of class or id names: `relatedPosts` has `related` and `posts`."""
    if not names.islower():
        names = _CAMEL.sub(" ", names).lower()
    return (names.translate(_LETTERS_ALONE) if names.isascii() else _NO_LETTERS.sub(" ", names)).split()


class Names:
    """Vocabularies by a number of one bit, made ready to be looked up."""

    def __init__(self, vocabularies: Iterable[tuple[int, str]]) -> None:
        self._names: dict[str, int] = {}
        self._first_words: set[str] = set()
        self._beginnings: dict[str, list[tuple[str, int, int]]] = {}
        self._most = 1
        for number, vocabulary in vocabularies:
            for name in expand(vocabulary):
                self._add(name.strip("_"), number)

    def _add(self, name: str, number: int) -> None:
        if name.endswith((_ANY, _MORE)):
            beginning = name[: -len(_ANY)]
            rule = beginning, len(beginning) + name.endswith(_MORE), number
            self._beginnings.setdefault(beginning[:_STEM], []).append(rule)
        else:
            self._names[name] = self._names.get(name, 0) | number
            self._first_words.add(name.partition("_")[0])
            self._most = max(self._most, name.count("_") + 1)

    def find(self, words: Sequence[str]) -> int:
        """The numbers of the vocabularies that have a name among `words`."""
        found = 0
        first_words, beginnings = self._first_words, self._beginnings
        for start, word in enumerate(words):
            if word[:_STEM] in beginnings:
                rest = "_".join(words[start:])
                for beginning, least, number in beginnings[word[:_STEM]]:
                    if len(rest) >= least and rest.startswith(beginning):
                        found |= number
            if word in first_words:
                name = word
                found |= self._names.get(name, 0)
                for other in words[start + 1 : start + self._most]:
                    name = f"{name}_{other}"
                    found |= self._names.get(name, 0)
        return found


def expand(vocabulary: str) -> list[str]:
    """All names of a vocabulary."""
    signs = _SIGN.findall("".join(vocabulary.split()))
    names, end = _alternatives(signs, 0)
    if end != len(signs) or "" in names:
        raise ValueError(f"not a vocabulary: {vocabulary!r}")
    return names


def _alternatives(signs: list[str], position: int) -> tuple[list[str], int]:
    found: list[str] = []
    names = [""]
    while position < len(signs) and signs[position] != ")":
        sign = signs[position]
        position += 1
        if sign == "|":
            found += names
            names = [""]
            continue
        part = [sign]
        if sign == "(?:":
            part, position = _alternatives(signs, position)
            position += 1
        elif sign not in _LETTERS:
            raise ValueError(f"not a sign of a vocabulary: {sign!r}")
        if position < len(signs) and signs[position] == "?":
            position += 1
            part = [*part, ""]
        names = [name + end for name in names for end in part]
    return found + names, position
