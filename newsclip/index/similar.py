"""Articles like another one: near-duplicates by their clauses, similar ones by their most telling words."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from newsclip.index.entry import Entry, read_body, read_entry
from newsclip.index.results import Similar
from newsclip.index.runs import is_telling
from newsclip.index.schema import clause_term, path_key
from newsclip.index.sketch import clause_hashes, fingerprint, resemblance
from newsclip.index.tokenize import is_run, prepare, tokens

if TYPE_CHECKING:
    from newsclip.index.search import Searching

_LIKELY = 2
"""Hashes of a fingerprint (or half of a short one) that a candidate must share to be compared in full."""

_NEAR = 0.6
"""Share of the shorter text's clauses from which two articles are near-duplicates."""

_TELLING_WORDS = 30


def near_duplicates(searching: Searching, body: str, *, least: float = _NEAR, skip: str = "") -> tuple[Similar, ...]:
    """Articles whose texts have most of their clauses in common with `body`, nearest first; `skip` is a path."""
    hashes = clause_hashes(body)
    sketch = fingerprint(body)
    if not sketch:
        return ()
    from tantivy import Occur, Query

    schema = searching.engine.schema
    clauses = [(Occur.Should, Query.term_query(schema, "clause", clause_term(value))) for value in sketch]
    query = Query.boolean_query(clauses, minimum_number_should_match=min(_LIKELY, max(1, len(sketch) // 2)))
    near: list[Similar] = []
    for _, address in searching.searcher.search(query, 50, count=False).hits:
        stored = searching.stored(address)
        if stored.path == skip:
            continue
        try:
            share = resemblance(hashes, clause_hashes(read_body(searching.root, stored.path)))
        except OSError:
            continue
        if share >= least:
            near.append(Similar(stored.id, stored.path, stored.title, stored.date, stored.site, share, duplicate=True))
    return tuple(sorted(near, key=lambda one: (-one.likeness, one.path)))


def similar_to(searching: Searching, path: str, limit: int) -> tuple[Similar, ...]:
    """Near-duplicates of an article, then the articles that share its most telling words. Raises OSError."""
    entry = read_entry(searching.root, path)
    limit = min(limit, searching.searcher.num_docs)
    near = near_duplicates(searching, entry.body, skip=path)[:limit]
    known = {one.path for one in near} | {path}
    found = list(near)
    for score, address in _like(searching, entry, limit + len(known)):
        stored = searching.stored(address)
        if stored.path not in known and len(found) < limit:
            found.append(
                Similar(stored.id, stored.path, stored.title, stored.date, stored.site, score, duplicate=False)
            )
    return tuple(found)


def _like(searching: Searching, entry: Entry, limit: int) -> list[tuple[float, Any]]:
    """(likeness from 0 to 1, address) of the articles with the most of an article's telling words."""
    from tantivy import Occur, Query

    schema = searching.engine.schema
    weights = _telling_words(searching, entry)
    if not weights:
        return []
    clauses = []
    for word, weight in weights.items():
        either = [Query.term_query(schema, field, word) for field in ("title", "body", "tags")]
        counted = Query.const_score_query(Query.boolean_query([(Occur.Should, query) for query in either]), weight)
        clauses.append((Occur.Should, counted))
    clauses.append((Occur.MustNot, Query.term_query(schema, "path", path_key(entry.path))))
    best = sum(weights.values())
    hits = searching.searcher.search(Query.boolean_query(clauses), limit, count=False).hits
    return [(score / best, address) for score, address in hits]


def _telling_words(searching: Searching, entry: Entry) -> dict[str, float]:
    """The words of an article that are frequent in it and rare elsewhere, with their weights (tf · idf)."""
    counts = Counter(tokens(prepare(entry.body)))
    for token in tokens(prepare("\n".join((entry.title, *entry.tags)))):
        counts[token] += 3
    articles = max(1, searching.searcher.num_docs)
    weighed: dict[str, float] = {}
    for word, count in counts.most_common(400):
        if word.isdigit() or not (is_telling(word) if is_run(word) else len(word) > 2):
            continue
        frequency = searching.searcher.doc_freq("body", word)
        if frequency > 1:
            weighed[word] = (1 + math.log(count)) * math.log(articles / frequency)
    best = sorted(weighed, key=lambda word: -weighed[word])[:_TELLING_WORDS]
    return {word: weighed[word] for word in best if weighed[word] > 0}
