"""What a reader sees of a page's head: headings, times, bylines. One pass, for what structured data lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from newsclip.extract.role_table import ASIDE_WORDS, AUTHOR_WORDS, COMMENT_WORDS, DATE_WORDS
from newsclip.urls import join, original_of

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


_ROLES: Final = {
    **dict.fromkeys(AUTHOR_WORDS, AUTHOR),
    **dict.fromkeys(DATE_WORDS, DATE),
    **dict.fromkeys(ASIDE_WORDS, ASIDE),
    **dict.fromkeys(COMMENT_WORDS, COMMENT | ASIDE),
}
# the words of entry-meta__authorName, post_date, RSSLink
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=16384)
def role_of(names: str) -> int:
    """What a class or id says; the same few hundred values come again on every page of a site."""
    role = 0
    for name in names.split():
        role |= _role_of_name(name)
    return role


@lru_cache(maxsize=32768)
def _role_of_name(name: str) -> int:
    role = 0
    for word in _WORD.findall(name):
        role |= _ROLES.get(word.lower(), 0)
    return role


@dataclass(frozen=True)
class Visible:
    """Elements that may show a field, in document order; found when first asked for. The tree is not changed."""

    tree: Element

    @property
    def h1(self) -> list[Element]:
        """All h1."""
        return self._by_tag["h1"]

    @property
    def h2(self) -> list[Element]:
        """All h2."""
        return self._by_tag["h2"]

    @property
    def times(self) -> list[Element]:
        """All time elements."""
        return self._by_tag["time"]

    @property
    def authors(self) -> list[Element]:
        """Elements that call themselves author or byline."""
        return self._marked.authors

    @property
    def dates(self) -> list[Element]:
        """Elements that call themselves date or time."""
        return self._marked.dates

    @property
    def item_props(self) -> list[tuple[str, Element]]:
        """Microdata and RDFa: (lower-case property without prefix, element)."""
        return self._marked.item_props

    @property
    def rels(self) -> list[tuple[str, Element]]:
        """Links that say what they lead to: (rel, element)."""
        return self._marked.rels

    @property
    def order(self) -> dict[Element, int]:
        """Where headings, authors and microdata stand in the document."""
        return self._marked.order

    @cached_property
    def _by_tag(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {"h1": [], "h2": [], "time": []}
        for element in self.tree.iter("h1", "h2", "time"):
            found[element.tag].append(element)
        return found

    @cached_property
    def _marked(self) -> _Marked:
        return _read_marked(self.tree)


@dataclass(slots=True)
class _Marked:
    """What a pass over names and properties of all elements finds."""

    authors: list[Element] = field(default_factory=list)
    dates: list[Element] = field(default_factory=list)
    item_props: list[tuple[str, Element]] = field(default_factory=list)
    order: dict[Element, int] = field(default_factory=dict)
    rels: list[tuple[str, Element]] = field(default_factory=list)


def _read_marked(tree: Element) -> _Marked:
    found = _Marked()
    order = found.order
    for position, element in enumerate(tree.iter("*")):
        tag = element.tag
        get = element.get
        prop = get("itemprop") or get("property")
        if prop and tag != "meta":
            order[element] = position
            found.item_props.extend((name.rpartition(":")[2], element) for name in prop.lower().split())
        if tag in _HEADINGS:
            order[element] = position
            continue
        if tag == "a" and (rel := get("rel")):
            found.rels.append((rel, element))
            if "author" in rel:
                found.authors.append(element)
                order[element] = position
                continue
        names = get("class") or get("id")
        if not names or tag in NO_ROLE:
            continue
        role = role_of(names)
        if role & AUTHOR:
            found.authors.append(element)
            order[element] = position
        if role & DATE:
            found.dates.append(element)
    return found


_HEADINGS = frozenset({"h1", "h2"})
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


_MARKS = frozenset(("#", "¶", "§", "🔗"))
"""What a heading's link to itself shows."""


def _pieces(element: Element) -> Iterator[str]:
    if element.tag in _NO_TEXT or not isinstance(element.tag, str):
        return
    if element.tag == "a" and "#" in element.get("href", "") and "".join(element.itertext()).strip() in _MARKS:
        return
    if element.text:
        yield element.text
    after_link = False
    for child in element:
        breaks = child.tag in _BREAKS
        # Links side by side with nothing between them are no words of one line: a name, "Follow".
        if breaks or (child.tag == "a" and after_link):
            yield "\0"
        yield from _pieces(child)
        if breaks:
            yield "\0"
        after_link = child.tag == "a" and not child.tail
        if child.tail:
            yield child.tail
        elif child.tag == "span" and _is_boxed(child, child.getnext()):
            yield " "


def _is_boxed(one: Element, other: Element | None) -> bool:
    """Whether two words in spans side by side are shown apart, as kicker and headline, or name and address, are."""
    if other is None or other.tag != "span":
        return False
    before, behind = "".join(one.itertext()), "".join(other.itertext())
    return len(before) > 2 and len(behind) > 2 and before[-1].isalnum() and behind[0].isalnum()


def links_home(element: Element, url: str) -> bool:
    """Whether a heading is the site's name: all of it links to a front page."""
    link = next(element.iter("a"), None)
    if link is None:
        link = next(element.iterancestors("a"), None)
    if link is None or text_of(link, 200) != text_of(element, 200):
        return False
    try:
        target = urlsplit(original_of(join(url, link.get("href") or "")))
    except ValueError:
        return False
    return (
        target.path.lower() in _FRONT_PAGES and not (target.query or target.fragment) and target.scheme != "javascript"
    )


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
