"""Searching: a query's text → hits, counts and facets, by the engine's searcher."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from newsclip.errors import UsageError
from newsclip.index.compile import Compiler
from newsclip.index.entry import read_body, read_entry
from newsclip.index.highlight import Matcher, Snippet, matcher_of, snippet
from newsclip.index.query import Everything, Node, parse
from newsclip.index.results import Facet, Hit, Results
from newsclip.index.schema import Stored, path_key, unpack

if TYPE_CHECKING:
    import re

_MOST_COPIES = 50
"""Files of one id that are looked at."""
_SORT_FIELDS = {"date": "by_date", "saved": "by_saved", "title": "by_title"}
_FACET_FIELDS = {
    "site": "by_site",
    "author": "by_author",
    "tag": "by_tag",
    "category": "by_category",
    "lang": "by_language",
    "year": "by_year",
}


class Searching:
    """One searcher of the engine, a fixed view of the index, and what a search needs beside it.

    `variants` and `stem` widen every query, as `newsclip.index.expand` says.
    """

    def __init__(
        self, root: str, engine: Any, today: date | None = None, *, variants: bool = False, stem: str = ""
    ) -> None:
        self.root = root
        self.engine = engine
        self.today = today
        self.variants = variants
        self.stem = stem
        self.searcher = engine.searcher()

    def parse(self, query: str) -> Node:
        """The tree of a query, widened as asked for."""
        node = parse(query, self.today or datetime.now().astimezone().date())
        if self.variants or self.stem:
            from newsclip.index.expand import expand, script_variants, word_forms

            if self.variants:
                node = expand(node, script_variants)
            if self.stem:
                node = expand(node, word_forms(self.searcher, self.stem))
        return node

    def compile(self, node: Any) -> Any:
        """The engine's query of a tree."""
        return Compiler(self.engine.schema, self.searcher, self._paths_matching).compile(node)

    def stored(self, address: Any) -> Stored:
        """What the index tells of one document."""
        return unpack(self.searcher.doc(address).get_first("stored"))

    def _paths_matching(self, pattern: re.Pattern[str], within: Any) -> list[str]:
        found = self.searcher.search(within, max(1, self.searcher.num_docs), count=False)
        articles = [self.stored(address) for _, address in found.hits]
        likely = None
        if len(articles) > _SCANNED_AT_ONCE:
            from newsclip.index.grep import files_likely_to_match

            likely = files_likely_to_match(self.root, pattern)
        return [
            path_key(article.path)
            for article in articles
            if pattern.search(article.title)
            or ((likely is None or article.path in likely) and _body_matches(self.root, article.path, pattern))
        ]


_SCANNED_AT_ONCE = 1000
"""Articles from which it pays to let ripgrep sort out those that cannot match a regular expression."""


def _body_matches(root: str, path: str, pattern: re.Pattern[str]) -> bool:
    try:
        return pattern.search(read_body(root, path)) is not None
    except OSError:
        return False


def find(
    searching: Searching,
    query: str,
    *,
    limit: int | None,
    offset: int,
    sort: str,
    ascending: bool | None,
    recent: bool,
    snippets: bool,
) -> Results:
    """The hits of a query, best first or in the order asked for."""
    from tantivy import Order

    tree = searching.parse(query)
    compiled = searching.compile(tree)
    searcher = searching.searcher
    if sort == "relevance" and isinstance(tree, Everything):
        sort = "date"
    # The engine makes room for as many as it is asked for.
    limit = max(1, searcher.num_docs) if limit is None else min(limit, searcher.num_docs)
    if limit <= 0:
        return Results((), searcher.search(compiled, 1).count)
    if sort == "relevance":
        found = searcher.search(compiled, limit, offset=offset, weight_by_field="recency" if recent else None)
    else:
        upward = ascending if ascending is not None else sort == "title"
        found = searcher.search(
            compiled,
            limit,
            offset=offset,
            order_by_field=_SORT_FIELDS[sort],
            order=Order.Asc if upward else Order.Desc,
        )
    matcher = matcher_of(tree)
    hits = tuple(
        _hit(searching, address, score if sort == "relevance" else 0.0, matcher, snippets=snippets)
        for score, address in found.hits
    )
    return Results(hits, found.count)


def _hit(searching: Searching, address: Any, score: float, matcher: Matcher, *, snippets: bool) -> Hit:
    stored = searching.stored(address)
    passage = _passage(searching.root, stored.path, matcher) if snippets else None
    return Hit(
        id=stored.id,
        path=stored.path,
        title=stored.title,
        date=stored.date,
        saved=stored.saved,
        site=stored.site,
        url=stored.url,
        language=stored.language,
        authors=stored.authors,
        tags=stored.tags,
        categories=stored.categories,
        score=score,
        snippet=passage,
        title_spans=tuple((start, end) for start, end, _ in matcher.spans(stored.title)) if snippets else (),
    )


def _passage(root: str, path: str, matcher: Matcher) -> Snippet | None:
    """The passage of an article that shows best why it matches; None when the file is gone."""
    try:
        passage = snippet(read_body(root, path), matcher)
        if not passage.spans and matcher:
            # A description or note may be what matches.
            about = snippet(read_entry(root, path).about, matcher)
            passage = about if about.spans else passage
    except OSError:
        return None
    return passage


def count_by(searching: Searching, query: str, name: str, limit: int) -> tuple[Facet, ...]:
    """The most frequent values of a field among the hits of a query."""
    if name not in _FACET_FIELDS:
        raise UsageError(f"there is no facet '{name}'", hint=f"use one of {', '.join(_FACET_FIELDS)}")
    compiled = searching.compile(searching.parse(query))
    answer = searching.searcher.aggregate(compiled, {"f": {"terms": {"field": _FACET_FIELDS[name], "size": limit}}})
    buckets = answer["f"]["buckets"]
    return tuple(Facet(_facet_value(bucket["key"]), bucket["doc_count"]) for bucket in buckets if bucket["key"] != "")


def _facet_value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def look_up(searching: Searching, key: str) -> str | None:
    """The path of the article with an id or URL; of several, as programs that synchronize make them, the shortest."""
    from tantivy import Query

    query = Query.term_query(searching.engine.schema, "key", key)
    hits = searching.searcher.search(query, _MOST_COPIES, count=False).hits
    paths = [os.fspath(searching.stored(address).path) for _, address in hits]
    return min(paths, key=lambda path: (len(path), path), default=None)
