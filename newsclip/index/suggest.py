"""What to try when nothing is found: words of the archive that look like the ones asked for, or fewer of them."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from newsclip.index.query import And, Node, Not, Text
from newsclip.index.tokenize import is_run, pieces, prepare

if TYPE_CHECKING:
    from newsclip.index.search import Searching

_LEAST_LIKENESS = 0.7
_MOST_TERMS = 12


def suggest(searching: Searching, query: str) -> str | None:
    """A query that finds something and is as near as possible to one that finds nothing; None without one."""
    node = searching.parse(query)
    terms = list(node.operands) if isinstance(node, And) else [node]
    if len(terms) > _MOST_TERMS:
        return None
    mended = [_mended(searching, term) for term in terms]
    if mended != terms and _finds(searching, mended):
        return _written(mended)
    terms = mended
    if len(terms) < 2:
        return None
    rarest_first = sorted(range(len(terms)), key=lambda position: _count(searching, [terms[position]]))
    for position in rarest_first:
        fewer = [term for at, term in enumerate(terms) if at != position]
        if any(not isinstance(term, Not) for term in fewer) and _finds(searching, fewer):
            return _written(fewer)
    return None


def _mended(searching: Searching, term: Node) -> Node:
    """The term with each word that the archive does not have replaced by the likeliest that it has."""
    if not isinstance(term, Text) or term.field not in ("", "title", "body") or term.prefix:
        return term
    if _count(searching, [term]):
        return term
    words = pieces(prepare(term.text))
    better = [word if is_run(word) or _known(searching, word) else _likely(searching, word) or word for word in words]
    return term if better == words else term._replace(text=" ".join(better), quoted=len(better) > 1)


def _known(searching: Searching, word: str) -> bool:
    return any(searching.searcher.doc_freq(field, word) for field in ("title", "body"))


def _likely(searching: Searching, word: str) -> str | None:
    """The word of the archive's texts that is most like a misspelt one, the more frequent the better."""
    if len(word) < 3 or word.isdigit():
        return None
    best, best_value = None, 0.0
    matcher = SequenceMatcher(b=word, autojunk=False)
    # A misspelling is rarely in the first letter, and then in a swap with the second.
    for start in dict.fromkeys((word[:2], word[0] + word[2:3], word[1] + word[0])):
        for candidate, count in searching.searcher.terms_with_prefix("body", start):
            if abs(len(candidate) - len(word)) > 2:
                continue
            matcher.set_seq1(candidate)
            if matcher.quick_ratio() < _LEAST_LIKENESS:
                continue
            value = matcher.ratio() + min(count, 1000) / 20_000
            if value > max(best_value, _LEAST_LIKENESS):
                best, best_value = candidate, value
    return best


def _count(searching: Searching, terms: list[Node]) -> int:
    node = terms[0] if len(terms) == 1 else And(tuple(terms))
    return int(searching.searcher.search(searching.compile(node), 1).count)


def _finds(searching: Searching, terms: list[Node]) -> bool:
    return _count(searching, terms) > 0


def _written(terms: list[Node]) -> str:
    """Terms as a person writes them."""
    from newsclip.index.query import write

    return " ".join(map(write, terms))
