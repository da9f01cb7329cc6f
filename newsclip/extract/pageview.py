"""A page as the metadata readers share it: its tree, what it says of itself, what it shows, and its texts in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsclip.extract.visible import ASIDE, DATE, NO_ROLE, SET_APART, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from newsclip.extract.structured import Structured
    from newsclip.extract.visible import Visible

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "head", "nav"})
RUNNING_TEXT = 120
"""From this length on a text is prose, not a label or a line of its own."""


@dataclass(slots=True, kw_only=True)
class Chunk:
    """A text that stands by itself in the body, or a date in an attribute."""

    position: int
    text: str
    before: str
    """The text right before, if it is short enough to be a label."""
    holder: Element
    names: str
    """Class and id of the element that holds it."""
    apart: bool
    """In a footer, an aside, or what calls itself related, comments or so."""
    linked: bool
    attribute: bool = False


@dataclass(frozen=True)
class PageView:
    """One page, read on demand."""

    tree: Element
    structured: Structured
    visible: Visible
    url: str
    site: str
    title: str
    headline: Element | None
    """The heading that shows the title."""

    @cached_property
    def around(self) -> frozenset[Element]:
        """The ancestors of the headline: whatever they call themselves, the article is inside them."""
        return frozenset() if self.headline is None else frozenset(self.headline.iterancestors())

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """The texts of the body in reading order. A walk over the whole page: only for what nothing else tells."""
        return tuple(_chunks(self.tree, self.around))

    def apart(self, element: Element) -> bool:
        """Whether the element stands in what calls itself related, comments or so, or in the page's own nav, footer
        or aside; those of an article belong to it.
        """
        for ancestor in element.iterancestors():
            if ancestor in self.around:
                return False
            if ancestor.tag in SET_APART and not any(parent.tag == "article" for parent in ancestor.iterancestors()):
                return True
            names = ancestor.get("class") or ancestor.get("id")
            if names and role_of(names) & ASIDE:
                return True
        return False


def _chunks(tree: Element, around: frozenset[Element]) -> Iterator[Chunk]:
    from lxml import etree

    position, before, apart, linked = 0, "", 0, 0
    walk = etree.iterwalk(next(tree.iter("body"), tree), events=("start", "end"))
    for event, element in walk:
        starts = event == "start"
        tag = element.tag
        if starts and tag in _SKIPPED:
            walk.skip_subtree()
            continue
        names = "" if tag in _SKIPPED else names_of(element)
        if element not in around and (
            (tag in SET_APART and not _of_article(element)) or (names and tag not in NO_ROLE and role_of(names) & ASIDE)
        ):
            apart += 1 if starts else -1
        if tag == "a":
            linked += 1 if starts else -1
        if starts:
            written = element.get("datetime") or (element.get("title") if names and role_of(names) & DATE else None)
            if written:
                yield Chunk(
                    position=position,
                    text=written,
                    before=_label(before),
                    holder=element,
                    names=names,
                    apart=apart > 0,
                    linked=linked > 0,
                    attribute=True,
                )
        text = element.text if starts else element.tail
        holder = element if starts else element.getparent()
        if holder is None or not text or not text.strip():
            continue
        text = " ".join(text.split())
        position += 1
        yield Chunk(
            position=position,
            text=text,
            before=_label(before),
            holder=holder,
            names=names_of(holder),
            apart=apart > 0,
            linked=linked > 0,
        )
        before = text


def _of_article(element: Element) -> bool:
    """Whether this is the footer of an article, where dates and bylines stand, not that of the page."""
    return element.tag == "footer" and any(parent.tag == "article" for parent in element.iterancestors())


def names_of(element: Element) -> str:
    """Class and id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _label(before: str) -> str:
    return before if len(before) <= 40 else ""
