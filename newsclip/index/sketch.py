"""Fingerprints of texts: near-duplicates share most of theirs. Pure.

A text's clauses (what stands between punctuation) are hashed, and the smallest hashes are kept: a bottom-k sketch
(Broder, "On the resemblance and containment of documents", 1997). The share of hashes that two sketches have in
common estimates the share of clauses that the texts have in common, whatever their sites put around them.
"""

from __future__ import annotations

from zlib import crc32

from newsclip.index.fold import fold

SIZE = 12
"""Hashes kept of a text."""

# What ends a clause: punctuation, brackets, quotes, the marks of Markdown, the end of a line. Text is folded, so that
# a full-width comma is a plain one. Hyphens and apostrophes stay inside of words.
_PLAIN_ENDS = b',.;:!?()<>{}"/|*_`~=#[]\\'
_ENDS = bytes(ord("\n") if code in _PLAIN_ENDS else code for code in range(256))
_OTHER_ENDS = "、。・「」『』《》〈〉【】“”‘…—–·"

# Shorter clauses ("he said", 据悉) are common to texts that are not the same. Counted in bytes of UTF-8, by which
# four Chinese characters weigh as much as two short English words.
_SHORTEST_CLAUSE = 12


def clause_hashes(text: str) -> set[int]:
    """The hashes of all clauses of a text."""
    return hashes_of_prepared(fold(text))


def hashes_of_prepared(folded: str) -> set[int]:
    """The hashes of all clauses of a folded text."""
    for mark in () if folded.isascii() else _OTHER_ENDS:
        folded = folded.replace(mark, "\n")
    clauses = folded.encode().translate(_ENDS, b" ").split(b"\n")
    return {crc32(clause) for clause in clauses if len(clause) >= _SHORTEST_CLAUSE}


def fingerprint(text: str) -> tuple[int, ...]:
    """The fingerprint of a text: at most SIZE hashes in ascending order; empty for a text without a long clause."""
    return tuple(sorted(clause_hashes(text))[:SIZE])


def resemblance(first: set[int], second: set[int]) -> float:
    """The share of the shorter text's clauses that both have, from 0 to 1."""
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0
