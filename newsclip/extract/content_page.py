"""One pass over a page: every element with its labels, every block of text with its measures. Changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from newsclip.extract import vocabulary as words
from newsclip.extract.content_labels import CUT, Label, labels_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Block:
    """A run of text that a reader sees as one paragraph, heading, cell or line."""

    node: int
    text: str
    size: int
    """Characters, an ideograph counting as two."""
    links: int
    """The part of `size` that is inside links."""
    density: float
    """Share of the text that is link text, 0 to 1."""
    punctuation: int
    prose: float
    """Size as running text: 0 for link lists and short lines."""
    zone: int
    """Labels of the element and all its ancestors."""
    media: bool = False
    """A picture, a video or the like; `text` is empty."""
    caption: bool = False
    """Found to be the caption of a picture."""


@dataclass(slots=True)
class Page:
    """A page measured: `elements` in document order, and arrays that run beside it."""

    elements: list[Element]
    classes: list[str]
    """Class attributes, but of what is within a line and holds no element."""
    parent: list[int]
    end: list[int]
    """First index after the element's subtree."""
    labels: list[int]
    """Labels that are believed."""
    raw_labels: list[int]
    """Labels as the elements give them."""
    zones: list[int]
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


# the bytes of UTF-8 that no character of _WIDE has for its first, but for the rare radicals below U+3000
_BELOW_IDEOGRAPHS = bytes(range(0xE3))
# ideographs, kana, hangul in UTF-8: U+2E80-9FFF, U+AC00-D7AF, U+F900-FAFF. Of text, such ranges take long to compile.
_WIDE = re.compile(
    rb"[\xe3-\xe9\xeb\xec]|\xe2[\xba-\xbf]|\xea[\xb0-\xbf]|\xed(?:[\x80-\x9d]|\x9e[\x80-\xaf])|\xef[\xa4-\xab]"
)


def size_of(text: str) -> int:
    """Characters, an ideograph counting as two."""
    if text.isascii():
        return len(text)
    data = text.encode("utf-8", "surrogatepass")
    return len(text) + (len(_WIDE.findall(data)) if data.translate(None, _BELOW_IDEOGRAPHS) else 0)


def _punctuation_of(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, _ASCII_PUNCTUATION))
    return sum(map(text.count, words.PUNCTUATION))


_ASCII_PUNCTUATION = "".join(filter(str.isascii, words.PUNCTUATION)).encode()


def measure(root: Element, *, weigh: bool = True) -> Page:
    """Measure a page. Linear in its size; no recursion.

    `weigh` False is for what needs no exact facts of blocks: an ideograph counts as one, and no punctuation is counted.
    """
    elements: list[Element] = []
    classes: list[str] = []
    parent: list[int] = []
    end: list[int] = []
    owner: list[int] = []
    labels: list[int] = []
    zones: list[int] = []
    runs: list[_Run] = []
    inline, opaque, media = words.INLINE, words.OPAQUE, words.MEDIA
    # The element that is open, the block that its text belongs to, the text of that block so far and the part of it
    # that is linked, whether this is in a link, the labels around.
    up, own, link, zone = -1, 0, False, Label.NONE
    pieces: list[str] = []
    linked: list[str] = []
    around: list[tuple[int, int, list[str], list[str], bool, int]] = []
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if "-" in tag and _is_inline(element):
                # Browsers show an element that they do not know in the line.
                element.tag = tag = "span"
            index = len(elements)
            if tag in opaque:
                walk.skip_subtree()
                if tag in media:
                    names, label = labels_of(element, tag)
                    elements.append(element)
                    classes.append(names)
                    parent.append(up)
                    end.append(index + 1)
                    owner.append(index)
                    labels.append(label)
                    zones.append(label | zone)
                    runs.append((index, None, []))
                continue
            around.append((up, own, pieces, linked, link, zone))
            text = element.text
            names, label = "", Label.NONE
            if tag in inline and index:
                if tag == "a":
                    link = link or not (element.get("href") or "#").startswith("#")
                elif tag == "br":
                    text = "\n"
                if len(element):  # else nothing is in it that its names could tell of
                    names, label = labels_of(element, tag)
            else:
                if pieces:
                    pieces.append("\n")
                own, pieces, linked = index, [], []
                runs.append((index, pieces, linked))
                if text and text.isspace():
                    text = None
                names, label = labels_of(element, tag)
            zone |= label
            elements.append(element)
            classes.append(names)
            parent.append(up)
            end.append(0)
            owner.append(own)
            labels.append(label)
            zones.append(zone)
            up = index
        else:
            if event == "end" and tag not in opaque:
                end[up] = len(elements)
                up, own, pieces, linked, link, zone = around.pop()
                if up < 0:
                    break
            text = element.tail
            if text and tag not in inline and text.isspace():
                continue
        if text:
            pieces.append(text)
            if link:
                linked.append(text)
    blocks = _blocks_of(runs, zones, weigh=weigh)
    counts = [0] * len(elements)
    for block in blocks:
        counts[block.node] = 1
    first_block = [0, *accumulate(counts)]
    page = Page(elements, classes, parent, end, labels, labels.copy(), zones, owner, blocks, first_block)
    _uncover(page)
    _unveil(page)
    return page


_Run = tuple[int, list[str] | None, list[str]]
"""The number of an element, its own running text in pieces, those of them that are linked; no pieces: it is media."""
_LEAST_PROSE = 40
"""Size from which a text with punctuation is prose."""


def _blocks_of(runs: list[_Run], zones: list[int], *, weigh: bool) -> list[Block]:
    weight = size_of if weigh else len
    blocks: list[Block] = []
    for index, pieces, linked in runs:
        if pieces is None:
            blocks.append(Block(index, "", 0, 0, 0.0, 0, 0.0, zones[index], media=True))
            continue
        text = " ".join("".join(pieces).split())
        if not text:
            continue
        size = weight(text)
        links = min(weight(" ".join("".join(linked).split())), size) if linked else 0
        density = links / size
        punctuation = _punctuation_of(text) if weigh and size > 20 else 0
        prose = size * (1.0 - density) if punctuation and size >= _LEAST_PROSE and density <= 0.5 else 0.0
        blocks.append(Block(index, text, size, links, density, punctuation, prose, zones[index]))
    return blocks


_FEW = 50
"""Descendants of an element that a browser does not know, up to which it may be a part of a line."""


def _is_inline(element: Element) -> bool:
    """Whether an element holds little and nothing that begins a block."""
    inside = list(islice(element.iter("*"), _FEW + 1))
    return len(inside) <= _FEW and all(inner.tag in words.INLINE for inner in inside[1:])


def _uncover(page: Page) -> None:
    """Take furniture that holds the page's main part for a container: a menu that was never closed."""
    for index, label in enumerate(page.raw_labels):
        if not label & Label.MAIN:
            continue
        node, wrong = page.parent[index], -1
        while node >= 0:
            if page.labels[node] & (CUT | Label.CHROME):
                page.labels[node] &= ~(CUT | Label.CHROME | Label.SOFT)
                page.raw_labels[node] = page.labels[node]
                wrong = node
            node = page.parent[node]
        if wrong >= 0:
            _spread(page, wrong)


def _spread(page: Page, index: int) -> None:
    """Set the zones of an element's subtree anew."""
    for inner in range(index, page.end[index]):
        up = page.parent[inner]
        page.zones[inner] = page.labels[inner] | (page.zones[up] if up >= 0 else Label.NONE)
    for block in page.blocks_of(index):
        block.zone = page.zones[block.node]


def _unveil(page: Page) -> None:
    """Take for shown what hides most of the page's text: it is hidden only until a script shows it."""
    hiding = [index for index, label in enumerate(page.labels) if label & Label.HIDDEN]
    if not hiding:
        return
    whole = sum(block.size for block in page.blocks)
    settled = 0
    for index in hiding:
        if index < settled:
            continue
        if sum(block.size for block in page.blocks_of(index)) * 3 <= whole * 2:
            settled = page.end[index]
            continue
        page.labels[index] &= ~Label.HIDDEN
        page.raw_labels[index] &= ~Label.HIDDEN
        _spread(page, index)


_NO_WORD = re.compile(r"\W+")
_NO_WORDS = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code) == "_"))


def key_of(text: str) -> str:
    """Letters and digits of a text, lower-case: for comparing texts that differ in spaces, quotes and dashes."""
    if text.isascii():
        return text.lower().encode().translate(None, _NO_WORDS).decode()
    # Without the ASCII there is little left for the pattern to go over.
    rest = text.casefold().encode("utf-8", "surrogatepass").translate(None, _NO_WORDS)
    return _NO_WORD.sub("", rest.decode("utf-8", "surrogatepass"))


def children_of(page: Page, node: int) -> list[int]:
    """Numbers of an element's children."""
    out = []
    child, stop = node + 1, page.end[node]
    while child < stop:
        out.append(child)
        child = page.end[child]
    return out
