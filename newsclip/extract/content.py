"""Find the article on a page: which of its blocks are the article. Changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.content_page import Block, Label, Page
from newsclip.extract.scoring import FURNITURE, HEADINGS, block_value, effective_zones, prefix, prose_size
from newsclip.extract.vocabulary import INLINE, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Clues:
    """What a page's metadata says about its text."""

    titles: tuple[str, ...] = ()
    """The title as head, Open Graph and JSON-LD give it."""
    descriptions: tuple[str, ...] = ()
    body: str = ""
    """JSON-LD's articleBody."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which blocks are the article."""

    keep: list[bool]
    value: float


_WORDS = re.compile(r"\w+")


def key_of(text: str) -> str:
    """Letters and digits of a text, lower-case: for comparing texts that differ in spaces, quotes and dashes."""
    return "".join(_WORDS.findall(text.casefold()))


def choose(page: Page, clues: Clues) -> Choice:
    """Find the article."""
    prose = prefix([prose_size(block) for block in page.blocks])
    title = find_title(page, clues)
    page.zones = effective_zones(page, prose, title)
    root, value = _best_root(page)
    keep = [False] * len(page.blocks)
    start, stop = page.first_block[root], page.first_block[page.end[root]]
    keep[start:stop] = [True] * (stop - start)
    _cut_furniture(page, root, prose, keep)
    _cut_head(page, start, stop, title, keep)
    _cut_tail(page, start, stop, keep)
    return Choice(keep, value)


def find_title(page: Page, clues: Clues) -> int:
    """The number of the block that shows the title, or -1."""
    keys = [key for key in map(key_of, clues.titles) if key]
    best, best_rank = -1, 0.0
    for number, block in enumerate(page.blocks):
        tag = page.elements[block.node].tag
        if block.media or block.size > 400 or block.zone & (Label.CHROME | Label.HIDDEN):
            continue
        key = key_of(block.text)
        if len(key) < 2:
            continue
        rank = 0.0
        if any(key == other for other in keys):
            rank = 3.0
        elif len(key) >= 10 and any(other.startswith(key) or key.startswith(other) for other in keys):
            rank = 2.0
        elif len(key) >= 10 and any(key in other for other in keys):
            rank = 1.0
        if tag == "h1":
            rank += 1.5
        elif tag in HEADINGS and rank:
            rank += 0.5
        if block.density > 0.5:
            rank -= 1.0
        if rank > best_rank:
            best, best_rank = number, rank
    return best


def _best_root(page: Page) -> tuple[int, float]:
    values = prefix(
        [block_value(block, page.elements[block.node].tag, page.zones[block.node]) for block in page.blocks]
    )
    first, end = page.first_block, page.end
    best, best_value = 0, float("-inf")
    for index, element in enumerate(page.elements):
        if element.tag in INLINE:
            continue
        value = values[first[end[index]]] - values[first[index]]
        if value > 0:
            if page.labels[index] & Label.BODY:
                value *= 1.15
            if page.zones[index] & FURNITURE:
                value *= 0.1
        if value >= best_value:
            best, best_value = index, value
    return best, best_value


def _cut_furniture(page: Page, root: int, prose: list[float], keep: list[bool]) -> None:
    first, end = page.first_block, page.end
    stop = end[root]
    total = prose[first[stop]] - prose[first[root]]
    index = root + 1
    while index < stop:
        element, label = page.elements[index], page.labels[index]
        low, high = first[index], first[end[index]]
        if element.tag in INLINE or low == high:
            index += 1
            continue
        cut = bool(label & FURNITURE)
        if not cut:
            blocks = page.blocks[low:high]
            size = sum(block.size for block in blocks)
            own_prose = prose[high] - prose[low]
            if label & Label.SOFT and element.tag not in HEADINGS:
                cut = own_prose < 0.1 * total and size < 200 and not any(block.media for block in blocks)
            elif element.tag in ("div", "ul", "section", "table", "ol"):
                links = sum(block.links for block in blocks)
                cut = size > 0 and links > 0.7 * size and own_prose == 0 and len(blocks) > 1
            if not cut:
                cut = _is_teaser_list(page, index)
        if cut:
            keep[low:high] = [False] * (high - low)
            index = end[index]
        else:
            index += 1


def children_of(page: Page, node: int) -> list[int]:
    """Numbers of an element's children."""
    out = []
    child, stop = node + 1, page.end[node]
    while child < stop:
        out.append(child)
        child = page.end[child]
    return out


def _is_teaser_list(page: Page, node: int) -> bool:
    """A repeated template of cards: three or more like siblings, each with a linked heading or picture and little else."""
    children = children_of(page, node)
    if len(children) < 3:
        return False
    signatures: dict[tuple[str, str], int] = {}
    size = cards = card_size = 0
    for child in children:
        low, high = page.first_block[child], page.first_block[page.end[child]]
        blocks = page.blocks[low:high]
        child_size = sum(block.size for block in blocks)
        size += child_size
        if not 0 < child_size < 700:
            continue
        linked = any(block.size >= 12 and block.density > 0.9 for block in blocks)
        if linked and len(blocks) > 1:
            cards += 1
            card_size += child_size
            element = page.elements[child]
            signature = (element.tag, element.get("class", ""))
            signatures[signature] = signatures.get(signature, 0) + 1
    return cards >= 3 and card_size > 0.7 * size and max(signatures.values()) >= 0.6 * cards


def is_prose(block: Block) -> bool:
    """Running text: a sentence or more, not made of links."""
    return block.size >= 60 and block.punctuation > 0 and block.density < 0.5


def _cut_head(page: Page, start: int, stop: int, title: int, keep: list[bool]) -> None:
    """Cut the title and what stands above it, and the lines between it and the first prose."""
    after = start
    if start <= title < stop and sum(prose_size(block) for block in page.blocks[start:title]) < 400:
        after = title + 1
        for number in range(start, after):
            if not page.blocks[number].media:
                keep[number] = False
    for number in range(after, stop):
        block = page.blocks[number]
        if not keep[number] or block.media:
            continue
        tag = page.elements[block.node].tag
        if is_prose(block) or tag in ("pre", "td", "li", "figcaption", "blockquote"):
            break
        if block.zone & Label.LEAD:
            continue
        if tag in HEADINGS and number + 1 < stop and after == start:
            break
        if block.size < 120 and not SENTENCE_END.search(block.text):
            keep[number] = False


def _cut_tail(page: Page, start: int, stop: int, keep: list[bool]) -> None:
    """Cut headings, short lines and links after the last prose."""
    for number in range(stop - 1, start - 1, -1):
        block = page.blocks[number]
        if not keep[number] or block.media:
            continue
        tag = page.elements[block.node].tag
        if tag in ("pre", "td", "th", "figcaption", "li", "dd", "dt") and block.density < 0.5:
            return
        if is_prose(block) or (block.density < 0.5 and SENTENCE_END.search(block.text)):
            return
        keep[number] = False


def text_of(page: Page, keep: Sequence[bool]) -> str:
    """Text of the kept blocks, one a line."""
    return "\n".join(block.text for block, wanted in zip(page.blocks, keep, strict=True) if wanted and block.text)
