"""Wider queries, only where asked for: other forms of a word, other scripts of a Chinese text.

The index holds what the articles say and nothing else, so neither can hurt an exact search.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from newsclip.errors import UsageError
from newsclip.index.query import And, Node, Not, Or, Text
from newsclip.index.tokenize import is_run, query_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

STEMMED_LANGUAGES = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}

# OpenCC's conversions that lead from one way of writing to another: simplified and traditional of the mainland, Taiwan
# and Hong Kong, and the new forms of Japan.
_CONVERSIONS = ("t2s", "s2t", "s2tw", "s2hk", "t2jp", "jp2t")


def expand(node: Node, widen: Callable[[Text], Iterable[str]]) -> Node:
    """The tree with each text that `widen` knows other forms of replaced by all of them, any of which may match."""
    match node:
        case Text():
            forms = list(dict.fromkeys((node.text, *widen(node))))
            return node if len(forms) == 1 else Or(tuple(node._replace(text=form) for form in forms))
        case And(operands):
            return And(tuple(expand(operand, widen) for operand in operands))
        case Or(operands):
            return Or(tuple(expand(operand, widen) for operand in operands))
        case Not(operand):
            return Not(expand(operand, widen))
        case _:
            return node


def script_variants(node: Text) -> list[str]:
    """The same text in simplified and traditional characters: 网络诈骗 → 網絡詐騙."""
    if not any(is_run(character) for character in node.text):
        return []
    return [_converter(name).convert(node.text) for name in _CONVERSIONS]


@cache
def _converter(name: str) -> Any:
    from opencc import OpenCC

    return OpenCC(name)


def word_forms(searcher: Any, language: str) -> Callable[[Text], list[str]]:
    """A widener by the words of the archive that have the same stem (Snowball): `run` → running, runs.

    `language` is a code like `en`. Raises UsageError for one that has no stemmer.
    """
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    if language not in STEMMED_LANGUAGES:
        known = ", ".join(STEMMED_LANGUAGES)
        raise UsageError(f"there is no stemmer for '{language}'", hint=f"there are {known}")
    stemmer = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer(STEMMED_LANGUAGES[language])).build()

    def widen(node: Text) -> list[str]:
        words = query_tokens(node.text).words
        if len(words) != 1 or is_run(words[0]) or node.quoted or node.prefix:
            return []
        stem = stemmer.analyze(words[0])[0]
        beginning = stem[: max(2, len(stem) - 1)]
        known = {word for field in ("body", "title") for word, _ in searcher.terms_with_prefix(field, beginning)}
        listed = sorted(known)
        stems = stemmer.analyze(" ".join(listed))
        return [word for word, other in zip(listed, stems, strict=True) if other == stem]

    return widen
