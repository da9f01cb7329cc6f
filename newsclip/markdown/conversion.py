"""HTML or a content subtree → Markdown: parse, normalize, convert. No I/O."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from newsclip.markdown.converter import Converter
from newsclip.markdown.normalize import normalize
from newsclip.markdown.tree import take_apart
from newsclip.parse import parse_fragment
from newsclip.urls import document_base

if TYPE_CHECKING:
    from newsclip.parse import Element


def to_markdown(html_or_tree: str | Element, base_url: str | None = None) -> str:
    """Convert HTML, or the content subtree of a page, to CommonMark with GFM.

    Relative links become absolute by `base_url` and the `<base href>` of the page that the tree is in. A given tree is
    left as it is. The result has one paragraph a line, no trailing spaces, and ends with a newline unless it is empty;
    converting its rendering again gives the same bytes. Raises HostileInput for HTML beyond the caps of
    `newsclip.parse`.
    """
    tree = parse_fragment(html_or_tree) if isinstance(html_or_tree, str) else html_or_tree
    page = [tree, *tree.iterancestors()][-1]
    clean = normalize(tree, document_base(page, base_url))
    markdown = _converter().convert_soup(clean)
    take_apart(clean)
    return markdown


_of_thread = threading.local()


def _converter() -> Converter:
    """The thread's converter: a new one reads its options and looks up its rules, as long as a short page takes."""
    if not hasattr(_of_thread, "converter"):
        _of_thread.converter = Converter()
    converter: Converter = _of_thread.converter
    return converter
