"""The query language: text → tree. Pure; docs/search.md describes the grammar for people.

    query  = or
    or     = and { "OR" and }
    and    = not { ["AND"] not }
    not    = ("-" | "NOT") not | "(" or ")" | term
    term   = [field ":"] ( word | word "*" | '"' phrase '"' | "/" regex "/" )

Whatever is not understood raises QueryError with the place; nothing is dropped in silence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsclip.errors import QueryError
from newsclip.index.period import Period, parse_bound, parse_period

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

TEXT_FIELDS = ("title", "author", "site", "tag", "category", "lang", "url", "id", "body")
DATE_FIELDS = ("date", "saved", "after", "before")
# Fields whose values do not stand between slashes, as `url:/2021/06/` may
_NO_PATHS = ("title", "author", "tag", "category", "lang", "body")
IS_VALUES = ("read", "unread", "starred")
HAS_VALUES = ("image", "code", "table")
FIELDS = (*TEXT_FIELDS, *DATE_FIELDS, "is", "has")


class Text(NamedTuple):
    """A word, a word with `*`, or a phrase; `field` is empty for the default fields."""

    text: str
    field: str = ""
    prefix: bool = False
    quoted: bool = False


class Flag(NamedTuple):
    """`is:read`, `has:image`."""

    name: str


class Dated(NamedTuple):
    """`date:`, `after:`, `before:` (of the article) and `saved:`."""

    field: str
    period: Period


class Regex(NamedTuple):
    """`/pattern/`, looked for in the text of the files."""

    pattern: re.Pattern[str]


class Not(NamedTuple):
    """What must not match."""

    operand: Node


class And(NamedTuple):
    """All must match."""

    operands: tuple[Node, ...]


class Or(NamedTuple):
    """One must match."""

    operands: tuple[Node, ...]


class Everything(NamedTuple):
    """The empty query, or `*`."""


Node = Text | Flag | Dated | Regex | Not | And | Or | Everything


def write(node: Node) -> str:
    """A tree as a query."""
    match node:
        case Text(text, field, prefix, quoted):
            written = f'"{text}"' if quoted else text + ("*" if prefix else "")
            return f"{field}:{written}" if field else written
        case Flag(name):
            return name
        case Dated(field, period):
            return f"{field}:{period.first or ''}..{period.last or ''}"
        case Regex(pattern):
            return "/" + pattern.pattern.replace("/", "\\/") + "/"
        case Not(operand):
            return f"-{_grouped(operand)}"
        case And(operands):
            return " ".join(map(_grouped, operands))
        case Or(operands):
            return " OR ".join(map(_grouped, operands))
        case Everything():
            return "*"


def _grouped(node: Node) -> str:
    return f"({write(node)})" if isinstance(node, And | Or) else write(node)


class _Lexeme(NamedTuple):
    kind: str  # "(", ")", "-", "AND", "OR", "NOT", "term"
    at: int
    node: Node | None = None


_SPACE = re.compile(r"[\s\u3000]+")
_FIELD = re.compile(r"([a-z]+)(:|：)", re.IGNORECASE)
_WORD = re.compile(r'[^\s\u3000()"（）]+')
# `"` and its Chinese and typographic cousins, which phones type
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』"}
_OPEN, _CLOSE = "(（", ")）"
_OPERATORS = ("AND", "OR", "NOT")


def parse(query: str, today: date) -> Node:
    """Read a query. `today` is what `7d` counts back from. Raises QueryError."""
    lexemes = list(_Lexer(query, today).lexemes())
    if not lexemes:
        return Everything()
    parser = _Parser(query, lexemes)
    node = parser.disjunction()
    if not parser.done:
        raise _error(query, parser.place, "there is no '(' for this ')'")
    return node


def _error(query: str, at: int, reason: str, hint: str = "") -> QueryError:
    marked = f"{query[:at]}▸{query[at:]}"
    return QueryError(
        f"cannot understand the query at '{marked}': {reason}", hint=hint or "see 'newsclip search --help'"
    )


class _Lexer:
    def __init__(self, query: str, today: date) -> None:
        self.query = query
        self.today = today
        self.at = 0

    def lexemes(self) -> Iterator[_Lexeme]:
        query = self.query
        while True:
            space = _SPACE.match(query, self.at)
            if space:
                self.at = space.end()
            if self.at >= len(query):
                return
            start, character = self.at, query[self.at]
            if character in _OPEN or character in _CLOSE:
                self.at += 1
                yield _Lexeme("(" if character in _OPEN else ")", start)
            elif character == "-" and start + 1 < len(query) and not query[start + 1].isspace():
                self.at += 1
                yield _Lexeme("-", start)
            else:
                yield self._operator_or_term(start)

    def _operator_or_term(self, start: int) -> _Lexeme:
        word = _WORD.match(self.query, start)
        if word and word[0] in _OPERATORS:
            self.at = word.end()
            return _Lexeme(word[0], start)
        return _Lexeme("term", start, self._term(start))

    def _term(self, start: int) -> Node:
        field = _FIELD.match(self.query, start)
        if field is None or field[1].lower() not in FIELDS:
            if self.query[start] == "/":
                return self._regex(start)
            if field is not None and not self.query.startswith("//", field.end()):
                self._check_field(field[1].lower(), start)
            return self._text(start, "", start)
        name, at = field[1].lower(), field.end()
        if at >= len(self.query) or self.query[at].isspace():
            raise _error(self.query, at, f"'{name}:' needs a value right behind it")
        if name in DATE_FIELDS:
            return self._date(name, at)
        if name in ("is", "has"):
            return self._flag(name, at)
        return self._text(at, name, start)

    def _check_field(self, name: str, start: int) -> None:
        """A mistyped field must not become a word that is looked for."""
        from difflib import get_close_matches

        near = get_close_matches(name, FIELDS, n=1, cutoff=0.7)
        if near:
            hint = f"did you mean '{near[0]}:'? Quotes look for the text as it is"
            raise _error(self.query, start, f"there is no field '{name}:'", hint)

    def _text(self, at: int, field: str, start: int) -> Node:
        query = self.query
        closing = _QUOTES.get(query[at])
        if closing is not None:
            end = query.find(closing, at + 1)
            if end < 0:
                raise _error(query, at, "this quote is never closed", f"add {closing} or leave the quote out")
            text = query[at + 1 : end]
            self.at = end + 1
            return self._checked(Text(text, field, quoted=True), start)
        word = _WORD.match(query, at)
        if word is None:
            if field and query[at] in _OPEN:
                hint = f"write {field}:one OR {field}:other"
                raise _error(query, at, f"'{field}:' takes one word, or a phrase in quotes", hint)
            raise _error(query, at, "there is no word here")
        self.at = word.end()
        text = word[0]
        if text == "*" and not field:
            return Everything()
        stem = text.rstrip("*")
        if "*" in stem:
            hint = "quotes look for the text as it is, /a.*z/ for a pattern"
            raise _error(query, at + stem.index("*"), "a * stands only at the end of a word", hint)
        if field in _NO_PATHS and len(text) > 2 and text[0] == text[-1] == "/":
            hint = f"write {text} beside {field}:word, or the words in quotes"
            raise _error(query, at, f"'{field}:' takes no /regular expression/", hint)
        return self._checked(Text(stem, field, prefix=stem != text), start)

    def _checked(self, node: Text, start: int) -> Node:
        from newsclip.index.tokenize import query_tokens

        if not query_tokens(node.text).words:
            reason = f"there is no letter or digit to look for in '{node.text}'"
            raise _error(self.query, start, reason, "newsclip grep finds any text")
        return node

    def _regex(self, start: int) -> Node:
        end = start + 1
        while end < len(self.query) and self.query[end] != "/":
            end += 2 if self.query[end] == "\\" else 1
        if end >= len(self.query):
            raise _error(self.query, start, "this /regular expression/ is never closed", "add / or quote the word")
        self.at = end + 1
        source = self.query[start + 1 : end].replace("\\/", "/")
        if not source:
            raise _error(self.query, start, "the /regular expression/ is empty")
        try:
            return Regex(re.compile(source, re.IGNORECASE | re.MULTILINE))
        except re.error as error:
            raise _error(self.query, start, f"this is not a regular expression ({error})") from None

    def _value(self, at: int) -> str:
        word = _WORD.match(self.query, at)
        if word is None:
            raise _error(self.query, at, "there is no value here")
        self.at = word.end()
        return word[0]

    def _date(self, name: str, at: int) -> Node:
        value = self._value(at)
        try:
            if name in ("after", "before"):
                period = parse_bound(value, self.today, before=name == "before")
            else:
                period = parse_period(value, self.today)
        except ValueError as error:
            hint = "write 2021, 2021-06, 2021-06-22, 2021-06..2021-08, 7d, 3m, today or yesterday"
            raise _error(self.query, at, str(error), hint) from None
        return Dated("saved" if name == "saved" else "date", period)

    def _flag(self, name: str, at: int) -> Node:
        value = self._value(at).lower()
        allowed = IS_VALUES if name == "is" else HAS_VALUES
        if value not in allowed:
            raise _error(self.query, at, f"'{name}:' is one of {', '.join(allowed)}")
        return Flag(f"{name}:{value}")


_DEEPEST = 100


class _Parser:
    def __init__(self, query: str, lexemes: list[_Lexeme]) -> None:
        self.query = query
        self.lexemes = lexemes
        self.position = 0
        self.depth = 0

    @property
    def done(self) -> bool:
        return self.position >= len(self.lexemes)

    @property
    def place(self) -> int:
        return len(self.query) if self.done else self.lexemes[self.position].at

    def kind(self) -> str:
        return "" if self.done else self.lexemes[self.position].kind

    def disjunction(self) -> Node:
        operands = [self.conjunction()]
        while self.kind() == "OR":
            self.position += 1
            operands.append(self.conjunction())
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def conjunction(self) -> Node:
        operands = [self.negation()]
        while self.kind() not in ("", "OR", ")"):
            if self.kind() == "AND":
                self.position += 1
            operands.append(self.negation())
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def negation(self) -> Node:
        kind = self.kind()
        if kind in ("-", "NOT"):
            self.position += 1
            self._descend()
            operand = self.negation()
            self.depth -= 1
            return Not(operand)
        if kind == "(":
            return self._group()
        if kind != "term":
            found = "the query ends here" if self.done else f"'{kind}' stands"
            # After `a OR`, it is the word before that may be meant as one.
            word = self.lexemes[-1].kind if self.done and self.lexemes else kind
            reason = f"{found} where a word is wanted"
            if word.isalpha():
                raise _error(self.query, self.place, reason, f'write "{word}" in quotes to look for the word')
            raise _error(self.query, self.place, reason)
        node = self.lexemes[self.position].node
        assert node is not None  # noqa: S101 - a term has its node
        self.position += 1
        return node

    def _group(self) -> Node:
        opened = self.place
        self.position += 1
        self._descend()
        if self.kind() == ")":
            raise _error(self.query, self.place, "there is nothing in these parentheses")
        node = self.disjunction()
        if self.kind() != ")":
            raise _error(self.query, opened, "this '(' is never closed", "add ) or quote the parenthesis")
        self.position += 1
        self.depth -= 1
        return node

    def _descend(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _error(self.query, self.place, f"parentheses and negations deeper than {_DEEPEST}")
