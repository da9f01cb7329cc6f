"""The body of a post, which may be HTML, Markdown or a mix of both, as Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.extract.extraction import Cleaned
    from newsclip.parse import Element


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
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", re.IGNORECASE)
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

_LOOKS = 4
"""How often, on average, a line may be looked at in search of the end of a block: hostile texts take linear time."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as Markdown, and what was found in the lines that cleaning took out."""

    markdown: str
    kind: BodyKind
    cleaned: Cleaned | None = None
    tree: Element | None = None


def body_to_markdown(text: str, *, title: str, url: str | None) -> Body:
    """Turn a post's body into Markdown: HTML is cleaned like a page, Markdown stays as it is.

    In a mix, each whole HTML block between the Markdown is cleaned and converted, and the Markdown stays as it is.
    """
    kind = body_kind(text)
    if kind is BodyKind.EMPTY:
        return Body("", kind)
    if kind is BodyKind.HTML:
        return _convert_html(text, title, url)
    if kind is BodyKind.MARKDOWN:
        return Body(_ended(text), kind)
    parts: list[str] = []
    cleaned = None
    for is_html, part in _blocks(text):
        if not is_html:
            parts.append(part)
            continue
        converted = _convert_html(part, title, url)
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


def _convert_html(text: str, title: str, url: str | None) -> Body:
    from newsclip.extract import clean_fragment
    from newsclip.markdown import to_markdown
    from newsclip.parse import parse_fragment

    cleaned = clean_fragment(parse_fragment(text), title=title, url=url)
    return Body(to_markdown(cleaned.content, base_url=url), BodyKind.HTML, cleaned, cleaned.content)


def _richer(first: Cleaned | None, second: Cleaned | None) -> Cleaned | None:
    if first is None or second is None:
        return first or second
    return second if (second.editor or second.original_title) and not (first.editor or first.original_title) else first


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Cut a body into HTML blocks (True) and what is between them (False); together they are the text again."""
    lines = text.splitlines(keepends=True)
    plain: list[str] = []
    index = 0
    fence = ""
    budget = _LOOKS * len(lines) + 100
    while index < len(lines):
        line = lines[index]
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        elif budget > 0 and _HTML_LINE.match(line):
            end, looked = _end_of_block(lines, index)
            budget -= looked
            if end:
                if plain:
                    yield False, "".join(plain)
                    plain = []
                yield True, "".join(lines[index:end])
                index = end
                continue
        plain.append(line)
        index += 1
    if plain:
        yield False, "".join(plain)


def _end_of_block(lines: list[str], start: int) -> tuple[int, int]:
    """The line after an HTML block, closed or not, or 0 where Markdown is inside of it; and the lines looked at."""
    depth: list[str] = []
    in_comment = False
    blank_before = False
    for index in range(start, len(lines)):
        line = lines[index]
        if (
            blank_before
            and not in_comment
            and "pre" not in depth
            and _MARKDOWN.match(line)
            and not line.lstrip().startswith("<")
        ):
            return 0, index - start + 1
        blank_before = not line.strip()
        position = 0
        while position < len(line):
            if in_comment:
                close = line.find("-->", position)
                if close < 0:
                    break
                in_comment, position = False, close + 3
                continue
            comment = line.find("<!--", position)
            tag = _TAG.search(line, position)
            if comment >= 0 and (tag is None or comment < tag.start()):
                in_comment, position = True, comment + 4
                continue
            if tag is None:
                break
            position = tag.end()
            _count(depth, tag)
        if not depth and not in_comment:
            return index + 1, index - start + 1
    return len(lines), len(lines) - start


def _count(depth: list[str], tag: re.Match[str]) -> None:
    name = tag[2].lower()
    if name in _VOID or tag[3]:
        return
    if not tag[1]:
        depth.append(name)
        return
    while depth and depth[-1] != name and depth[-1] in _UNCLOSED_OK:
        depth.pop()
    if depth and depth[-1] == name:
        depth.pop()


def _ended(text: str) -> str:
    stripped = text.strip("\n")
    return f"{stripped}\n" if stripped.strip() else ""
