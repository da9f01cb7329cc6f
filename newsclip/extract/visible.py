"""What a reader sees of a page's head: headings, times, bylines. One pass, for what structured data lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from newsclip.urls import original_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_NO_TEXT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "button", "select", "textarea"})
_BREAKS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section", "header", "time"})
SET_APART = frozenset({"nav", "footer", "aside"})
_STEPS = frozenset({"li", "nav", "ol"})


# What the names on an element say of it, as bits: plain integers, since a Flag costs more than the rest of the pass.
AUTHOR, DATE, ASIDE, COMMENT = 1, 2, 4, 8
"""ASIDE: related articles, teasers, comments, side columns; dates and names in there belong to something else."""


# author, byline, article__authors, post-author, entry-meta-author, AuthorName, autor, verfasser
_AUTHOR = re.compile(
    r"by-?line|(?<![a-z])(?:authors?|autor(?:en|es|a|i)?|auteurs?|writers?|contributors?|creators?|verfasser|autore)(?![a-z])"
    r"|author-?(?:name|s?-?list|info|link)|post-?author"
)
# date, entry-date, pubDate, published, timestamp, article__datetime, datum, fecha
_DATE = re.compile(
    r"(?<![a-z])(?:date|dates|datum|time|timestamp|published|publish|pubdate|posted|fecha|datetime|dateline|data|dato|dt-published)(?![a-z])"
    r"|publish|pubdate|datetime|timestamp|date-?(?:line|time|published)|fecha",
)
# related, teaser, sidebar, comment-list, latest-news, popular, footer, widget, recommended
_ASIDE = re.compile(
    r"(?<![a-z])(?:related|teasers?|sidebar|side-?bar|latest|popular|recommend(?:ed|ations)?|footer|"
    r"most-?read|newsletter|promo|trending|more-?(?:news|stories|articles)|recent|similar|carousel|slider|"
    r"archive-?list|nav|menu|references?)(?![a-z])"
)
# comment-author, wc-comments, quoteAuthor, kommentare
_COMMENT = re.compile(
    r"(?<![a-z])(?:comments?|kommentare?|quote|replies|reply|testimonials?|reviews?)(?![a-z])|comment-?form"
)


# the joint of articleDate, commentAuthor
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=8192)
def role_of(names: str) -> int:
    """What a class or id says; the same few hundred values come again on every page of a site."""
    role = 0
    lower = _CAMEL.sub("-", names).lower()
    if _AUTHOR.search(lower):
        role |= AUTHOR
    if _DATE.search(lower):
        role |= DATE
    if _COMMENT.search(lower):
        role |= COMMENT | ASIDE
    if _ASIDE.search(lower):
        role |= ASIDE
    return role


@dataclass(slots=True)
class Visible:
    """Elements that may show a field, in document order."""

    h1: list[Element] = field(default_factory=list)
    h2: list[Element] = field(default_factory=list)
    times: list[Element] = field(default_factory=list)
    authors: list[Element] = field(default_factory=list)
    dates: list[Element] = field(default_factory=list)
    item_props: list[tuple[str, Element]] = field(default_factory=list)
    """Microdata: (lower-case itemprop, element)."""
    order: dict[Element, int] = field(default_factory=dict)
    """Where the collected elements stand in the document."""


def read_visible(tree: Element) -> Visible:
    """Collect the elements; the tree is not changed."""
    found = Visible()
    by_tag = {"h1": found.h1, "h2": found.h2, "time": found.times}
    for position, element in enumerate(tree.iter("*")):
        tag = element.tag
        same_tag = by_tag.get(tag)
        if same_tag is not None:
            same_tag.append(element)
            found.order[element] = position
        attributes = element.attrib
        if not attributes:
            continue
        prop = attributes.get("itemprop") or attributes.get("property")
        if prop and tag != "meta":
            found.order[element] = position
            found.item_props.extend((name.rpartition(":")[2], element) for name in prop.lower().split())
        if tag == "a" and "author" in attributes.get("rel", ""):
            found.authors.append(element)
            found.order[element] = position
            continue
        names = attributes.get("class") or attributes.get("id")
        if names and tag not in NO_ROLE:
            role = role_of(names)
            if role & AUTHOR:
                found.authors.append(element)
                found.order[element] = position
            if role & DATE:
                found.dates.append(element)
    return found


NO_ROLE = frozenset({"h1", "h2", "html", "body", "meta", "script", "style", "img", "svg", "input", "button", "time"})


def text_of(element: Element, limit: int = 2000) -> str:
    """The text a reader sees in the element, whitespace folded; block boundaries and `<br>` become line breaks."""
    pieces: list[str] = []
    size = 0
    for text in _pieces(element):
        pieces.append(text)
        size += len(text)
        if size > limit:
            break
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    return "\n".join(line for line in lines if line)[:limit]


def _pieces(element: Element) -> Iterator[str]:
    if element.tag in _NO_TEXT or not isinstance(element.tag, str):
        return
    if element.text:
        yield element.text
    for child in element:
        breaks = child.tag in _BREAKS
        if breaks:
            yield "\0"
        yield from _pieces(child)
        if breaks:
            yield "\0"
        if child.tail:
            yield child.tail


def links_home(element: Element, url: str) -> bool:
    """Whether a heading is the site's name: all of it links to a front page."""
    link = next(element.iter("a"), None)
    if link is None:
        link = next(element.iterancestors("a"), None)
    if link is None or text_of(link, 200) != text_of(element, 200):
        return False
    try:
        target = urlsplit(original_of(urljoin(url, link.get("href") or "")))
    except ValueError:
        return False
    return target.path.lower() in _FRONT_PAGES and not target.query and target.scheme != "javascript"


_FRONT_PAGES = frozenset({"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/home/"})


def in_breadcrumb(element: Element) -> bool:
    """Whether a heading is the last step of a breadcrumb, as on sites that show their headline in an h2."""
    node: Element | None = element
    for _ in range(4):
        if node is None:
            return False
        if node.tag in _STEPS or "breadcrumb" in " ".join([*node.attrib.keys(), *node.attrib.values()]).lower():
            return True
        node = node.getparent()
    return False


def inside(element: Element) -> bool:
    """Whether the element stands in navigation, footer or aside."""
    return any(ancestor.tag in SET_APART for ancestor in element.iterancestors())
