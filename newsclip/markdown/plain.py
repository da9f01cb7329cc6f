"""Markdown → plain text, one block a line: for scripts that want the words and not the marks."""

from __future__ import annotations

import functools
import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# <sup> | </div> | <img src="x"> | <!-- comment -->
_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
# the readings in <ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>, and each of their tags
_READING = re.compile(r"<(r[tp])\b[^>]*>.*?</\1>", re.DOTALL)
_READING_TAG = re.compile(r"<(/?)r[tp]\b")


def to_plain_text(markdown: str) -> str:
    """The text of a Markdown document: no marks, no link targets, no HTML tags; a line for each block."""
    lines: list[str] = []
    for token in _parser().parse(markdown):
        text = _text(token)
        if text.strip():
            lines.append(text.strip())
    return "\n".join(lines)


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _text(token: Token) -> str:
    if token.type == "inline":
        return _line(token.children or ())
    if token.type in ("fence", "code_block"):
        return token.content
    if token.type == "html_block":
        return text_of_html(token.content)
    return ""


def text_of_html(block: str) -> str:
    """The text of a block of HTML in Markdown."""
    return html.unescape(_TAG.sub("", _READING.sub("", block)))


def _line(tokens: Sequence[Token]) -> str:
    """A line without the readings of its characters, which would stand in the middle of words."""
    pieces: list[str] = []
    reading = False
    for token in tokens:
        if token.type == "html_inline" and (tag := _READING_TAG.match(token.content)):
            reading = not tag[1]
        elif not reading:
            pieces.append(_inline(token))
    return "".join(pieces)


def _inline(token: Token) -> str:
    if token.type in ("text", "code_inline"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return ""
