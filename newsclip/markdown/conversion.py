"""HTML or a content subtree → Markdown: parse, normalize, convert. No I/O."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.markdown.clean_text import clean_text
from newsclip.markdown.converter import Converter
from newsclip.markdown.normalize import normalize
from newsclip.markdown.tree import take_apart
from newsclip.parse import parse_fragment
from newsclip.steps import in_one_go
from newsclip.urls import document_base

if TYPE_CHECKING:
    from newsclip.markdown.tree import Node
    from newsclip.parse import Element
    from newsclip.steps import Steps


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article as Markdown and as plain text."""

    markdown: str
    text: str | None
    """What `to_plain_text` makes of the Markdown; None where it has to be asked."""


def to_markdown(html_or_tree: str | Element, base_url: str | None = None) -> str:
    """Convert HTML, or the content subtree of a page, to CommonMark with GFM.

    Relative links become absolute by `base_url` and the `<base href>` of the page that the tree is in. A given tree is
    left as it is. The result has one paragraph a line, no trailing spaces, and ends with a newline unless it is empty;
    converting its rendering again gives the same bytes. Raises HostileInput for HTML beyond the caps of
    `newsclip.parse`.
    """
    tree = parse_fragment(html_or_tree) if isinstance(html_or_tree, str) else html_or_tree
    return in_one_go(markdown_steps(tree, base_url))


def markdown_steps(tree: Element, base_url: str | None = None) -> Steps[str]:
    """As `to_markdown`, in steps."""
    clean = _normalized(tree, base_url)
    yield
    markdown = _converter().convert_soup(clean)
    take_apart(clean)
    return markdown


def render(tree: Element, base_url: str | None = None) -> Rendered:
    """As `to_markdown`, with the plain text beside it."""
    clean = _normalized(tree, base_url)
    rendered = Rendered(_converter().convert_soup(clean), clean_text(clean))
    take_apart(clean)
    return rendered


def _normalized(tree: Element, base_url: str | None) -> Node:
    page = [tree, *tree.iterancestors()][-1]
    return normalize(tree, document_base(page, base_url))


_of_thread = threading.local()


def _converter() -> Converter:
    """The thread's converter: a new one reads its options and looks up its rules, as long as a short page takes."""
    if not hasattr(_of_thread, "converter"):
        _of_thread.converter = Converter()
    converter: Converter = _of_thread.converter
    return converter
