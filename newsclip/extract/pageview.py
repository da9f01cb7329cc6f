"""A page as the metadata readers share it: its tree, what it says of itself, what it shows, and its texts in order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from newsclip.extract.credits import Credits, read_credits
from newsclip.extract.visible import ASIDE, NO_ROLE, SET_APART, role_of
from newsclip.extract.vocabulary import INLINE
from newsclip.patterns import is_below, on_demand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from newsclip.extract.structured import Structured
    from newsclip.extract.visible import Visible

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "option", "textarea", "iframe"})
_MOST_CHUNKS = 20_000
_HAN = on_demand(r"[\u3400-\u9fff]")
RUNNING_TEXT = 120
"""From this length on a text is prose, not a label or a line of its own."""


@dataclass(slots=True)
class Chunk:
    """A text that stands by itself in the body."""

    position: int
    text: str
    before: str
    """The text right before, if it is short enough to be a label."""
    holder: Element


@dataclass(frozen=True)
class PageView:
    """One page, read on demand."""

    tree: Element
    structured: Structured
    visible: Visible
    url: str
    """The address that names the article."""
    base: str
    """What relative links are relative to."""
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
        """The texts of the body in reading order. Goes over the whole page: only for what nothing else tells."""
        return tuple(chunks_of(self.tree))

    @cached_property
    def credits(self) -> Credits:
        """The labelled lines of a page in Chinese or Japanese."""
        if is_below(self.title, "\u3400") or not _HAN.search(self.title):
            return Credits()
        return read_credits(
            f"{chunk.before} {chunk.text}" if _follows_label(label, chunk) else chunk.text
            for label, chunk in zip(chain((None,), self.chunks), self.chunks, strict=False)
        )

    @cached_property
    def anchor(self) -> int | None:
        """The position of the headline among the texts."""
        if self.headline is None:
            return None
        inside = set(self.headline.iter("*"))
        return next((chunk.position for chunk in self.chunks if chunk.holder in inside), None)

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
            if names and ancestor.tag not in NO_ROLE and role_of(names) & ASIDE:
                return True
        return False


def _follows_label(label: Chunk | None, chunk: Chunk) -> bool:
    """Whether a text stands in one line with the label before it, or in the next cell; else the label has no value."""
    if label is None or not chunk.before.endswith((":", "：")):
        return False
    one, other = _line_of(label.holder), _line_of(chunk.holder)
    if one is other or (one.tag in _CELLS and other.tag in _CELLS):
        return True
    row = one.getparent()
    return row is not None and row is other.getparent() and len(row) == _PAIR


def _line_of(element: Element) -> Element:
    """The innermost element around a text that does not run on with what is around it."""
    while element.tag in INLINE:
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element


_PAIR = 2
"""Children of an element that holds a label and its value, each in a box."""
_CELLS = frozenset(("td", "th", "dt", "dd"))


def linked(element: Element) -> bool:
    """Whether the element is a link or stands in one."""
    return element.tag == "a" or next(element.iterancestors("a"), None) is not None


def names_of(element: Element) -> str:
    """Class and id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def chunks_of(tree: Element) -> Iterator[Chunk]:
    """The texts of a page's body in reading order."""
    before = ""
    # Not "//body//text()": its time grows with the square of the page.
    bodies: list[Any] = list(tree.iter("body"))[:1]
    texts: list[Any] = bodies[0].xpath("descendant::text()[normalize-space()]") if bodies else []
    for position, found in enumerate(texts[:_MOST_CHUNKS]):
        holder = found.getparent()
        if found.is_tail:
            holder = holder.getparent()
        if holder is None or holder.tag in _SKIPPED:
            continue
        text = " ".join(found.split())
        yield Chunk(position, text, before if len(before) <= 40 else "", holder)
        before = text
