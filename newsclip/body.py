"""The body of a post, which may be HTML, Markdown or a mix of both, as Markdown."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from newsclip.markdown.embeds import plain_embeds
from newsclip.steps import in_one_go

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.extract.fragment import Cleaned
    from newsclip.parse import Element
    from newsclip.steps import Steps


class BodyKind(StrEnum):
    """What a body is written in."""

    EMPTY = "empty"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    MIX = "Markdown with HTML blocks"


# An opening block tag at the beginning of a line: `<div class="content">`, `  <p>`
_HTML_LINE = re.compile(
    r" {0,3}<(?:(?:address|article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|form|h[1-6]|header"
    r"|iframe|main|nav|ol|p|pre|section|script|style|table|ul|video|audio|font)\b)",
    re.IGNORECASE,
)
# A whole comment, or a tag on one line: `<!-- a\nb -->`, `</div>`, `<img src="x>y"/>`
_TOKEN = re.compile(
    r"<(?:(/?)([a-z][a-z0-9]*)\b[^>\"'\n]*+(?:(?:\"[^\"\n]*+\"|'[^'\n]*+')[^>\"'\n]*+)*+>|!--(?:.|\n)*?(?:-->|\Z))",
    re.IGNORECASE,
)
# The end of a line and the blank lines behind it
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
# `<!-- more -->` belongs to Markdown as much as to HTML
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_UNCLOSED_OK = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "option"))
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")

# What only Markdown has, at the beginning of a line outside of HTML: `## x`, `- x`, `1. x`, `> x`, "```", `{% tag %}`;
# or within one: `[x](y)`, `**x**`, `[[x]]`.
_MARKDOWN = re.compile(
    r"^(?: {0,3}(?:#{1,6} |[-*+] |\d{1,9}[.)] |> |`{3}|~{3}|\{[%{])|.*(?:\]\([^)\s]+|\*\*\S|\[\[))", re.MULTILINE
)

# A line that begins with a tag, indented or not
_TAG_FIRST = re.compile(r"\s*<")

_LOOKS = 4
"""How often, on average, a text may be looked through for the end of a block: hostile ones take linear time."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as Markdown, and what was found in the lines that cleaning took out."""

    markdown: str
    kind: BodyKind
    cleaned: Cleaned | None = None
    tree: Element | None = None


def body_to_markdown(text: str, *, title: str, url: str | None) -> Body:
    """Turn a post's body into Markdown: HTML is cleaned like a page, Markdown stays as it is but for Obsidian's embeds.

    In a mix, each whole HTML block between the Markdown is cleaned and converted, and the Markdown stays as it is.
    """
    return in_one_go(body_steps(text, title=title, url=url))


def body_steps(text: str, *, title: str, url: str | None) -> Steps[Body]:
    """As `body_to_markdown`, in steps."""
    kind = body_kind(text)
    if kind is BodyKind.EMPTY:
        return Body("", kind)
    if kind is BodyKind.HTML:
        return (yield from _convert_html(text, title, url))
    if kind is BodyKind.MARKDOWN:
        return Body(_ended(plain_embeds(text)), kind)
    parts: list[str] = []
    cleaned = None
    for is_html, part in _blocks(text):
        if not is_html:
            parts.append(plain_embeds(part))
            continue
        converted = in_one_go(_convert_html(part, title, url))
        cleaned = _richer(cleaned, converted.cleaned)
        parts.append(f"{converted.markdown}\n" if converted.markdown else "")
    return Body(_ended("".join(parts)), kind, cleaned)


def body_kind(text: str) -> BodyKind:
    """Tell what a body is written in, by what stands outside of its HTML blocks."""
    if not text.strip():
        return BodyKind.EMPTY
    outside: list[str] = []
    found = False
    for is_html, part in _blocks(text):
        if is_html:
            found = True
        else:
            outside.append(part)
    prose = _COMMENT.sub("", "".join(outside))
    if not found:
        return BodyKind.MARKDOWN
    if not prose.strip() or (not _MARKDOWN.search(prose) and len(prose.strip()) * 3 < len(text)):
        return BodyKind.HTML
    return BodyKind.MIX


def _convert_html(text: str, title: str, url: str | None) -> Steps[Body]:
    from newsclip.extract.fragment import cleaning_steps
    from newsclip.markdown.conversion import markdown_steps
    from newsclip.parse import parse_fragment

    if len(text) > _SHORT:
        # Many trees that wait for their next step are many times larger than their texts.
        cleaned = in_one_go(cleaning_steps(parse_fragment(text), title=title, url=url))
        markdown = in_one_go(markdown_steps(cleaned.content, url))
    else:
        yield
        tree = parse_fragment(text)
        yield
        cleaned = yield from cleaning_steps(tree, title=title, url=url)
        yield
        markdown = yield from markdown_steps(cleaned.content, url)
    return Body(markdown, BodyKind.HTML, cleaned, cleaned.content)


_SHORT = 50_000
"""Characters of a body up to which its work may wait between steps."""


def _richer(first: Cleaned | None, second: Cleaned | None) -> Cleaned | None:
    if first is None or second is None:
        return first or second
    return second if (second.editor or second.original_title) and not (first.editor or first.original_title) else first


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Cut a body into HTML blocks (True) and what is between them (False); together they are the text again."""
    start = position = 0
    fence = ""
    markdown = _markdown_lines(text)
    budget = _LOOKS * len(text) + 10_000
    while position < len(text):
        line_end = text.find("\n", position) + 1 or len(text)
        mark = _FENCE.match(text, position, line_end)
        if fence:
            if mark and mark[1].startswith(fence) and not text[position:line_end].strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        elif budget > 0 and _HTML_LINE.match(text, position, line_end):
            end, looked = _end_of_block(text, position, markdown)
            budget -= looked
            if end:
                if start < position:
                    yield False, text[start:position]
                yield True, text[position:end]
                start = position = end
                continue
        position = line_end
    if start < len(text):
        yield False, text[start:]


def _markdown_lines(text: str) -> list[int]:
    """Where lines of Markdown begin that follow a blank line; last, the end of the text."""
    after_blank = (blank.end() for blank in _BLANK_LINES.finditer(text))
    found = [
        begin
        for begin in after_blank
        if not text.startswith("<", begin) and _MARKDOWN.match(text, begin) and not _TAG_FIRST.match(text, begin)
    ]
    return [*found, len(text)]


def _end_of_block(text: str, start: int, markdown: list[int]) -> tuple[int, int]:
    """Where an HTML block ends, with its line, or 0 where Markdown is inside of it; and how much was looked at."""
    depth: list[str] = []
    position = start
    place = bisect(markdown, start)
    for token in _TOKEN.finditer(text, start):
        begin, end = token.span()
        if not depth:
            line_end = text.find("\n", position, begin) + 1
            if line_end:
                return line_end, line_end - start
        while markdown[place] < begin:
            if markdown[place] > position and "pre" not in depth:
                return 0, begin - start
            place += 1
        position = end
        closing, name = token.groups()
        if name is None or text[end - 2] == "/":
            continue
        name = name.lower()
        if name in _VOID:
            continue
        if not closing:
            depth.append(name)
            continue
        while depth and depth[-1] != name and depth[-1] in _UNCLOSED_OK:
            depth.pop()
        if depth and depth[-1] == name:
            depth.pop()
    if not depth:
        return text.find("\n", position) + 1 or len(text), len(text) - start
    is_mixed = markdown[place] < len(text) and "pre" not in depth
    return 0 if is_mixed else len(text), len(text) - start


def _ended(text: str) -> str:
    stripped = text.strip("\n")
    return f"{stripped}\n" if stripped.strip() else ""
