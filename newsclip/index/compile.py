"""Query tree → the engine's query. Terms are handed over as data: nothing of a query is ever parsed by the engine."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from newsclip.index.query import And, Dated, Everything, Flag, Node, Not, Or, Regex, Text
from newsclip.index.schema import BEGIN, END, WEIGHTS
from newsclip.index.tokenize import QueryTokens, query_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

_FIELD = {"title": "title", "author": "people", "body": "body", "url": "url", "site": "site"}
_WHOLE = ("tag", "category")


class Compiler:
    """Makes queries for one searcher of the engine.

    `paths_matching` finds, among the hits of a query, the articles whose text a regular expression matches, as path
    keys.
    """

    def __init__(self, schema: Any, searcher: Any, paths_matching: Callable[[re.Pattern[str], Any], list[str]]) -> None:
        from tantivy import Occur, Query

        self._schema = schema
        self._searcher = searcher
        self._paths_matching = paths_matching
        self._query = Query
        self._occur = Occur

    def compile(self, node: Node) -> Any:
        """The engine's query for a tree."""
        match node:
            case Text():
                return self._text(node)
            case And(operands):
                return self._all(operands)
            case Or(operands):
                return self._any([self.compile(operand) for operand in operands])
            case Not():
                return self._all((node,))
            case Flag(name):
                return self._constant(self._term("flag", name))
            case Dated(field, period):
                return self._dated("saved_day" if field == "saved" else "day", period.first, period.last)
            case Regex():
                return self._regex(node, self._query.all_query())
            case Everything():
                return self._query.all_query()

    def _none(self) -> Any:
        return self._query.empty_query()

    def _all(self, operands: tuple[Node, ...]) -> Any:
        # What the index can answer comes first: a regular expression then only has to look at what is left.
        clauses = [self._clause(operand) for operand in operands if not _is_regex(operand)]
        if all(occur == self._occur.MustNot for occur, _ in clauses):
            clauses.append((self._occur.Must, self._query.all_query()))
        for operand in operands:
            if _is_regex(operand):
                inner = operand.operand if isinstance(operand, Not) else operand
                assert isinstance(inner, Regex)  # noqa: S101 - as _is_regex says
                within = self._query.boolean_query(clauses)
                occur = self._occur.MustNot if isinstance(operand, Not) else self._occur.Must
                clauses.append((occur, self._regex(inner, within)))
        return self._query.boolean_query(clauses)

    def _clause(self, operand: Node) -> tuple[Any, Any]:
        if isinstance(operand, Not):
            return self._occur.MustNot, self.compile(operand.operand)
        return self._occur.Must, self.compile(operand)

    def _regex(self, node: Regex, within: Any) -> Any:
        paths = self._paths_matching(node.pattern, within)
        return self._constant(self._query.term_set_query(self._schema, "path", paths)) if paths else self._none()

    def _any(self, queries: list[Any]) -> Any:
        if not queries:
            return self._none()
        if len(queries) == 1:
            return queries[0]
        return self._query.boolean_query([(self._occur.Should, query) for query in queries])

    def _constant(self, query: Any) -> Any:
        return self._query.const_score_query(query, 0.0)

    def _term(self, field: str, value: str) -> Any:
        return self._query.term_query(self._schema, field, value)

    def _dated(self, field: str, first: date | None, last: date | None) -> Any:
        from tantivy import FieldType

        low, high = (day.year * 10000 + day.month * 100 + day.day if day else None for day in (first, last))
        return self._constant(
            self._query.range_query(self._schema, field, FieldType.Integer, lower_bound=low, upper_bound=high)
        )

    def _text(self, node: Text) -> Any:
        if node.field == "id":
            return self._id(node)
        if node.field == "lang":
            return self._constant(self._term("language", node.text.casefold()))
        found = query_tokens(node.text)
        if node.field in _WHOLE:
            return self._whole(node.field, found, prefix=node.prefix)
        if node.field == "site" and "." in node.text and not node.prefix:
            return self._words("site", (*found.whole, END))
        if node.field:
            return self._in_field(_FIELD[node.field], found, prefix=node.prefix)
        if found.single:
            return self._term("characters", found.words[0])
        return self._any(
            [
                self._weighted(self._in_field(field, found, prefix=node.prefix), weight)
                for field, weight in WEIGHTS.items()
                if node.prefix or self._occurs(field, found)
            ]
        )

    def _weighted(self, query: Any, weight: float) -> Any:
        return query if weight == 1.0 else self._query.boost_query(query, weight)

    def _occurs(self, field: str, found: QueryTokens) -> bool:
        return all(self._searcher.doc_freq(field, word) for word in found.words[: -1 if found.open else None])

    def _id(self, node: Text) -> Any:
        if node.prefix:
            return self._constant(self._query.regex_query(self._schema, "key", re.escape(node.text) + ".*"))
        return self._constant(self._term("key", node.text))

    def _whole(self, field: str, found: QueryTokens, *, prefix: bool) -> Any:
        if not prefix:
            return self._constant(self._words(field, (BEGIN, *found.whole, END)))
        # A lone character at the beginning of a value may begin a pair.
        beginning = found._replace(words=(BEGIN, *found.words), open=found.open or found.single)
        return self._constant(self._phrase(field, beginning, prefix=prefix))

    def _in_field(self, field: str, found: QueryTokens, *, prefix: bool) -> Any:
        # 雨 in a field begins a pair or is a token itself.
        return self._phrase(field, found._replace(open=found.open or found.single), prefix=prefix)

    def _phrase(self, field: str, found: QueryTokens, *, prefix: bool) -> Any:
        if found.open:
            return self._pattern(field, found.words, ".?")
        if prefix and not found.ends_in_run:
            return self._pattern(field, found.words, ".*")
        return self._words(field, found.words)

    def _words(self, field: str, words: tuple[str, ...]) -> Any:
        if len(words) == 1:
            return self._term(field, words[0])
        return self._query.phrase_query(self._schema, field, list(words))

    def _pattern(self, field: str, words: tuple[str, ...], ending: str) -> Any:
        patterns: list[Any] = [re.escape(word) for word in words]
        patterns[-1] += ending
        if len(patterns) == 1:
            return self._query.regex_query(self._schema, field, patterns[0])
        return self._query.regex_phrase_query(self._schema, field, patterns)


def _is_regex(node: Node) -> bool:
    return isinstance(node.operand if isinstance(node, Not) else node, Regex)
