"""One pass over a page: every element with its labels, every block of text with its measures. Changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntFlag
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from newsclip.extract import vocabulary as words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Label(IntFlag):
    """What an element says of itself: by its tag, its role and the words of its class and id."""

    NONE = 0
    BODY = 1
    """Names itself the body of an article."""
    SOFT = 2
    """Furniture on most pages."""
    LEAD = 4
    """Names itself a lead or standfirst."""
    CAPTION = 8
    HIDDEN = 16
    CHROME = 32
    """Furniture by tag or role."""
    COMMENTS = 64
    RELATED = 128
    SHARE = 256
    NAV = 512
    ADS = 1024
    SUBSCRIBE = 2048
    AUTHOR = 4096
    LEGAL = 8192


CUT = (
    Label.COMMENTS | Label.RELATED | Label.SHARE | Label.NAV | Label.ADS | Label.SUBSCRIBE | Label.AUTHOR | Label.LEGAL
)
"""Names itself page furniture of some kind."""
_NAMED = tuple((Label[name.upper()], pattern) for name, pattern in words.NAMES.items())


@dataclass(slots=True)
class Block:
    """A run of text that a reader sees as one paragraph, heading, cell or line."""

    node: int
    text: str
    size: int
    """Characters, an ideograph counting as two."""
    links: int
    """The part of `size` that is inside links."""
    punctuation: int
    zone: Label
    """Labels of the element and all its ancestors."""
    media: bool = False
    """A picture, a video or the like; `text` is empty."""

    @property
    def density(self) -> float:
        """Share of the text that is link text, 0 to 1."""
        return self.links / self.size if self.size else 0.0


@dataclass(slots=True)
class Page:
    """A page measured: `elements` in document order, and arrays that run beside it."""

    elements: list[Element]
    parent: list[int]
    end: list[int]
    """First index after the element's subtree."""
    labels: list[Label]
    """Labels that are believed."""
    raw_labels: list[Label]
    """Labels as the elements give them."""
    zones: list[Label]
    owner: list[int]
    """The block-level element that an element's text belongs to."""
    blocks: list[Block]
    first_block: list[int]
    """Number of blocks before the element: the subtree of i holds blocks[first_block[i]:first_block[end[i]]]."""

    def blocks_of(self, node: int) -> list[Block]:
        """Blocks inside an element, in document order."""
        return self.blocks[self.first_block[node] : self.first_block[self.end[node]]]

    def is_inside(self, node: int, ancestor: int) -> bool:
        """Whether an element is another or is inside it."""
        return ancestor <= node < self.end[ancestor]


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # matches the seam in "relatedPosts"
# matches names that tell of an element's circumstances, not of itself: "tag-health", "has-sidebar", "post-1234"
_CIRCUMSTANCE = re.compile(
    r"^(?:tag|category|has|with|no|is|not|without|type|status|format|align|hide|show|page|post)-|^post\d|-(?:enabled|disabled|open|closed|on|off)$",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(r"_(?:with|has|no|without|and|hide|show|enabled?|disabled?)(?:_.*|$)")  # "content with sidebar"
_SEPARATORS = re.compile(r"[^a-z]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")  # ideographs, kana, hangul
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _label_of_names(names: str) -> Label:
    label = Label.NONE
    for name in names[:600].split():
        if _CIRCUMSTANCE.search(name) or ":" in name or "[" in name:
            continue
        text = _QUALIFIER.sub("", words_of(name.partition("--")[0]))
        for named, pattern in _NAMED:
            if pattern.search(text):
                label |= named
        if words.BODY.search(text):
            label |= Label.BODY
        if words.SOFT.search(text):
            label |= Label.SOFT
        if words.LEAD.search(text):
            label |= Label.LEAD
        if words.CAPTION.search(text):
            label |= Label.CAPTION
        if words.HIDDEN.search(text):
            label |= Label.HIDDEN
    return label


def words_of(names: str) -> str:
    """Class or id names as words: `relatedPosts` reads `related_posts`."""
    return _SEPARATORS.sub("_", _CAMEL.sub("_", names).lower())


def label_of(element: Element) -> Label:
    """Labels of one element by itself."""
    tag = element.tag
    label = Label.NONE
    if tag in words.NEVER_FURNITURE:
        return label
    if tag in words.CHROME_TAGS:
        label |= Label.CHROME
    elif tag in words.SOFT_TAGS:
        label |= Label.SOFT
    attributes = element.attrib
    if not attributes:
        return label
    get = attributes.get
    names = f"{get('class', '')} {get('id', '')} {get('data-component', '')} {get('data-testid', '')}"
    if len(names) > 3:
        label |= _label_of_names(names)
    if get("itemprop") == "articleBody" or get("property") == "articleBody":
        label |= Label.BODY
    if get("role") in words.CHROME_ROLES:
        label |= Label.CHROME
    style = get("style")
    if get("hidden") is not None or (style and _HIDING.search(style)) or get("aria-hidden") == "true":
        label |= Label.HIDDEN
    return label


def size_of(text: str) -> int:
    """Characters, an ideograph counting as two."""
    if text.isascii():
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def measure(root: Element) -> Page:
    """Measure a page. Linear in its size; no recursion."""
    elements: list[Element] = []
    parent: list[int] = []
    owner: list[int] = []  # the block-level element that a node's text belongs to
    in_link: list[bool] = []
    labels: list[Label] = []
    zones: list[Label] = []
    pieces: dict[int, list[str]] = {}
    linked: dict[int, list[str]] = {}
    inline, opaque, media = words.INLINE, words.OPAQUE, words.MEDIA
    shown: set[int] = set()  # pictures and the like
    # A tail belongs after the whole subtree; blocks only need their own pieces in order, so the walk notes tails when
    # it comes back: an integer entry on the stack stands for "now the tail of that element".
    walk: list[tuple[Element | None, int]] = [(root, -1)]
    while walk:
        element, up = walk.pop()
        if element is None:
            tail = elements[up].tail
            if tail and (above := parent[up]) >= 0:
                own = owner[above]
                pieces.setdefault(own, []).append(tail)
                if in_link[above]:
                    linked.setdefault(own, []).append(tail)
            continue
        tag = element.tag
        if not isinstance(tag, str):
            if element.tail and up >= 0:
                pieces.setdefault(owner[up], []).append(element.tail)
            continue
        index = len(elements)
        elements.append(element)
        parent.append(up)
        label = label_of(element)
        labels.append(label)
        zones.append(label | zones[up] if up >= 0 else label)
        is_inline = tag in inline
        own = owner[up] if is_inline and up >= 0 else index
        owner.append(own)
        link = (up >= 0 and in_link[up]) or (tag == "a" and not (element.get("href") or "#").startswith("#"))
        in_link.append(link)
        walk.append((None, index))
        if tag in opaque:
            if tag in media:
                shown.add(index)
            continue
        text = element.text
        if tag == "br":
            pieces.setdefault(own, []).append("\n")
        elif not is_inline and up >= 0 and owner[up] in pieces:
            pieces[owner[up]].append("\n")
        if text:
            pieces.setdefault(own, []).append(text)
            if link:
                linked.setdefault(own, []).append(text)
        if len(element):
            walk.extend((child, index) for child in reversed(element))
    count = len(elements)
    end = list(range(1, count + 1))
    for index in range(count - 1, 0, -1):
        up = parent[index]
        if end[index] > end[up]:
            end[up] = end[index]
    blocks: list[Block] = []
    for index in sorted(pieces.keys() | shown):
        if index in shown:
            blocks.append(Block(index, "", 0, 0, 0, zones[index], media=True))
            continue
        text = " ".join("".join(pieces[index]).split())
        if not text:
            continue
        size = size_of(text)
        link_size = size_of(" ".join("".join(linked[index]).split())) if index in linked else 0
        punctuation = len(words.PUNCTUATION.findall(text)) if size > 20 else 0
        blocks.append(Block(index, text, size, min(link_size, size), punctuation, zones[index]))
    counts = [0] * count
    for block in blocks:
        counts[block.node] = 1
    first_block = [0, *accumulate(counts)]
    return Page(elements, parent, end, labels, labels.copy(), zones, owner, blocks, first_block)


_WORDS = re.compile(r"\w+")


def key_of(text: str) -> str:
    """Letters and digits of a text, lower-case: for comparing texts that differ in spaces, quotes and dashes."""
    return "".join(_WORDS.findall(text.casefold()))


def children_of(page: Page, node: int) -> list[int]:
    """Numbers of an element's children."""
    out = []
    child, stop = node + 1, page.end[node]
    while child < stop:
        out.append(child)
        child = page.end[child]
    return out
