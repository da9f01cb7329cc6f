"""What a reader sees of a page's head: headings, times, bylines. One pass, for what structured data lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NO_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea"})
# author, byline, article__authors, post-author, entry-meta-author, td-post-author-name
_AUTHOR_WORD = re.compile(
    r"(?<![a-z])(?:by-?line|author|authors|autor|auteur|writer|contributor|creator|verfasser)(?![a-z])|byline|author-?name|authorname|Author",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    r"(?<![a-z])(?:date|datum|time|timestamp|published|pubdate|publish|posted|fecha|datetime|dateline)(?![a-z])|publish|pubdate|[a-z]Date(?![a-z])|timestamp",
    re.IGNORECASE,
)
_NOT_HERE = frozenset({"nav", "footer", "aside"})


@dataclass(frozen=True, slots=True)
class Visible:
    """Elements that may show a field, in document order."""

    h1: tuple[Element, ...]
    h2: tuple[Element, ...]
    times: tuple[Element, ...]
    authors: tuple[Element, ...]
    dates: tuple[Element, ...]
    item_props: tuple[tuple[str, Element], ...]


def read_visible(tree: Element) -> Visible:
    """Collect the elements; the tree is not changed."""
    h1: list[Element] = []
    h2: list[Element] = []
    times: list[Element] = []
    authors: list[Element] = []
    dates: list[Element] = []
    props: list[tuple[str, Element]] = []
    for element in tree.iter(
        "h1",
        "h2",
        "time",
        "a",
        "span",
        "div",
        "p",
        "li",
        "address",
        "abbr",
        "em",
        "strong",
        "b",
        "small",
        "cite",
        "font",
        "td",
        "section",
        "header",
        "ul",
        "meta",
    ):
        tag = element.tag
        if tag == "h1":
            h1.append(element)
        elif tag == "h2":
            h2.append(element)
        elif tag == "time":
            times.append(element)
        prop = element.get("itemprop")
        if prop:
            props.extend((name.lower(), element) for name in prop.split())
        if tag == "a":
            rel = element.get("rel")
            if rel and "author" in rel:
                authors.append(element)
                continue
        label = element.get("class") or element.get("id")
        if not label or tag in {"h1", "h2", "meta"}:
            continue
        if _AUTHOR_WORD.search(label):
            authors.append(element)
        if _DATE_WORD.search(label):
            dates.append(element)
    return Visible(tuple(h1), tuple(h2), tuple(times), tuple(authors), tuple(dates), tuple(props))


def text_of(element: Element, limit: int = 2000) -> str:
    """The text a reader sees in the element, whitespace folded; block boundaries and `<br>` become line breaks."""
    pieces: list[str] = []
    size = 0
    stack: list[tuple[Element, bool]] = [(element, False)]
    while stack and size < limit:
        node, done = stack.pop()
        if done:
            if node.tail:
                pieces.append(node.tail)
                size += len(node.tail)
            continue
        if isinstance(node.tag, str) and node.tag not in _NO_TEXT:
            if node.tag in _BREAKS:
                pieces.append("\0")
            if node.text:
                pieces.append(node.text)
                size += len(node.text)
            if node is not element:
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
        elif node is not element:
            stack.append((node, True))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line)[:limit]


_BREAKS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "tr", "section", "header"})


def in_breadcrumb(element: Element) -> bool:
    """Whether a heading is the last step of a breadcrumb, as on sites that show their headline in an h2."""
    node: Element | None = element
    for _ in range(4):
        if node is None:
            return False
        if (
            node.tag in _STEPS
            or "breadcrumb" in " ".join(map(str, (*node.attrib.keys(), *node.attrib.values()))).lower()
        ):
            return True
        node = node.getparent()
    return False


_STEPS = frozenset({"li", "nav", "ol"})


def inside(element: Element, tags: frozenset[str] = _NOT_HERE) -> bool:
    """Whether the element stands in navigation, footer or aside."""
    return any(ancestor.tag in tags for ancestor in element.iterancestors())
