"""Where a query matches in a text, and the passage of an article that shows it best. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsclip.index.fold import fold
from newsclip.index.query import And, Node, Or, Regex, Text
from newsclip.index.tokenize import is_run, pieces, prepare, without_readings

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]
"""Start and end of a match, in characters."""


class Snippet(NamedTuple):
    """A passage on one line, and the spans of it that match."""

    text: str
    spans: tuple[Span, ...] = ()

    def marked(self, begin: str, end: str) -> str:
        """The passage with marks around each match."""
        parts: list[str] = []
        at = 0
        for first, last in self.spans:
            parts += (self.text[at:first], begin, self.text[first:last], end)
            at = last
        return "".join([*parts, self.text[at:]])


class Wanted(NamedTuple):
    """A term of the query, as it is looked for in folded text."""

    pattern: re.Pattern[str]
    word_start: bool
    """Whether a match must not begin inside of a word."""
    word_end: bool

    def spans(self, folded: str) -> Iterator[Span]:
        """The matches in a folded text."""
        for match in self.pattern.finditer(folded):
            start, end = match.span()
            if self.word_start and start and _is_word(folded[start - 1]):
                continue
            if not self.word_end or end == len(folded) or not _is_word(folded[end]):
                yield start, end


def _is_word(character: str) -> bool:
    return character.isalnum() and not is_run(character)


class Matcher(NamedTuple):
    """Finds what the positive terms of a query match."""

    folded: tuple[Wanted, ...]
    """Looked for in folded text, one a term."""
    plain: tuple[re.Pattern[str], ...]
    """Regular expressions of the reader, looked for in the text as it is."""

    def __bool__(self) -> bool:
        return bool(self.folded or self.plain)

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and number of the term of every match, in order of place."""
        found = [
            (match.start(), match.end(), number)
            for number, pattern in enumerate(self.plain, len(self.folded))
            for match in pattern.finditer(text)
            if match.end() > match.start()
        ]
        if self.folded:
            folded, origin = fold_with_origin(text)
            for number, wanted in enumerate(self.folded):
                for start, end in wanted.spans(folded):
                    found.append((start, end, number) if origin is None else (origin[start], origin[end], number))
        return sorted(found)


def matcher_of(node: Node) -> Matcher:
    """The matcher of a query's positive terms that look into the text."""
    folded: list[Wanted] = []
    plain: list[re.Pattern[str]] = []
    for leaf in _positive(node):
        if isinstance(leaf, Regex):
            plain.append(leaf.pattern)
        elif leaf.field in ("", "title", "body"):
            folded.append(_wanted(leaf))
    return Matcher(tuple(folded), tuple(plain))


def _positive(node: Node) -> Iterator[Text | Regex]:
    if isinstance(node, Text | Regex):
        yield node
    elif isinstance(node, And | Or):
        for operand in node.operands:
            yield from _positive(operand)


def _wanted(node: Text) -> Wanted:
    found = pieces(prepare(node.text))
    tail = r"[^\W_]*" if node.prefix and not is_run(found[-1]) else ""
    last = found[-1][-1]
    return Wanted(
        re.compile(r"[\W_]*?".join(map(re.escape, found)) + tail),
        word_start=not is_run(found[0]),
        word_end=not node.prefix and last.isalnum() and not is_run(last),
    )


def fold_with_origin(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and for each place of it the place in `text`; None where they are the same places."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, None
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for line in text.splitlines(keepends=True):
        part = fold(line)
        if len(part) == len(line):
            parts.append(part)
            origin += range(at, at + len(line))
        else:
            for match in _CHARACTER.finditer(line):
                part = fold(match[0])
                parts.append(part)
                origin += [at + match.start()] * len(part)
        at += len(line)
    origin.append(len(text))
    return "".join(parts), origin


# A character with the marks that belong to it: é as e and U+0301, ｶﾞ
_CHARACTER = re.compile(r".[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)

# ![alt](src), and the target of [text](target): not what a reader reads
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\s]*(?: \"[^\"\n]*\")?\)")
_TARGET = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*(?: \"[^\"\n]*\")?\)")
# **bold**, `code`, ## heading, > quote, | cell, - item
_MARKUP = re.compile(
    r"\*{1,3}|~~|`+|^ {0,3}(?:#{1,6} |> ?|[-*+] )|\\(?=[^\w\s])|[ \t]*\|[ \t]*|(?<!!)\[(?=[^\]\n]*$)", re.MULTILINE
)
_SPACE = re.compile(r"[\s\u3000]+")


def plain_text(markdown: str) -> str:
    """What a reader reads of Markdown, on one line."""
    text = _TARGET.sub("", _IMAGE.sub(r"\1", without_readings(markdown))).replace("[", "")
    return _SPACE.sub(" ", _MARKUP.sub(" ", text) if "|" in text else _MARKUP.sub("", text)).strip()


def snippet(body: str, matcher: Matcher, width: int = 160) -> Snippet:
    """The passage of a body with the most different terms of the query, `width` columns wide."""
    raw_spans = matcher.spans(body)
    start, end = _lines_around(body, _best_start(raw_spans, width) if raw_spans else 0, width)
    text = plain_text(body[start:end])
    spans = matcher.spans(text)
    if not spans and matcher:
        if raw_spans:
            # It matches in what a reader does not see, such as the target of a link.
            text = _SPACE.sub(" ", body[start:end]).strip()
        else:
            # It matches, if at all, in what the marks of Markdown stand between.
            start, end = 0, len(body)
            text = plain_text(body)
        spans = matcher.spans(text)
    return _cut(text, spans, width, before=bool(body[:start].strip()), after=bool(body[end:].strip()))


def _lines_around(body: str, place: int, width: int) -> tuple[int, int]:
    """Whole lines around a place, with enough before and after it for a passage."""
    start = body.rfind("\n", 0, max(0, place - width)) + 1
    end = body.find("\n", place + 3 * width)
    return start, len(body) if end < 0 else end


def _cut(text: str, spans: list[tuple[int, int, int]], width: int, *, before: bool, after: bool) -> Snippet:
    characters = _characters(text, spans[0][0] if spans else 0, width)
    start = _best_start(spans, characters) if spans else 0
    start = _word_start(text, max(0, min(start - characters // 5, len(text) - characters)))
    end = _word_end(text, min(len(text), start + characters))
    lead, tail = ("…" if start or before else ""), ("…" if end < len(text) or after else "")
    shift = len(lead) - start
    inside = _merged([(first + shift, last + shift) for first, last, _ in spans if first >= start and last <= end])
    return Snippet(f"{lead}{text[start:end]}{tail}", tuple(inside))


def _characters(text: str, near: int, width: int) -> int:
    """How many characters fill `width` columns around a place; those of East Asia take two."""
    sample = text[max(0, near - 100) : near + 100]
    wide = sum("\u2e80" <= character <= "\uff60" for character in sample)
    return int(width / (1 + wide / len(sample))) if sample else width


def _best_start(spans: list[tuple[int, int, int]], characters: int) -> int:
    best, best_start = (0, 0), spans[0][0]
    for position, (start, _, _) in enumerate(spans[:200]):
        inside = [
            number for first, last, number in spans[position : position + 30] if last <= start + characters * 4 // 5
        ]
        value = (len(set(inside)), len(inside))
        if value > best:
            best, best_start = value, start
    return best_start


def _word_start(text: str, at: int) -> int:
    """Move the beginning of a passage to that of a word."""
    if at == 0 or is_run(text[at]):
        return at
    space = text.find(" ", at, at + 20)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text) or is_run(text[at]):
        return at
    space = text.rfind(" ", max(0, at - 20), at)
    return space if space >= 0 else at


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
