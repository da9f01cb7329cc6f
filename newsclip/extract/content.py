"""Find the article on a page: which subtree holds it, and what inside that is not of it."""

from __future__ import annotations

from dataclasses import dataclass

from newsclip.extract.content_page import Label, Page
from newsclip.extract.scoring import FURNITURE, HEADINGS, block_value, effective_zones, prefix, prose_size
from newsclip.extract.vocabulary import INLINE


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the article is: element numbers of `Page`."""

    roots: tuple[int, ...]
    """Subtrees that hold it, in document order, none inside another."""
    cuts: frozenset[int]
    """Subtrees inside those that are not of it."""
    value: float


def choose(page: Page) -> Choice:
    """Find the article."""
    prose = prefix([prose_size(block) for block in page.blocks])
    page.zones = effective_zones(page, prose)
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
                value *= 0.3
        if value >= best_value:
            best, best_value = index, value
    cuts = _cuts(page, best, prose)
    return Choice((best,), frozenset(cuts), best_value)


def _cuts(page: Page, root: int, prose: list[float]) -> list[int]:
    cuts: list[int] = []
    first, end = page.first_block, page.end
    index = root + 1
    stop = end[root]
    total = prose[first[stop]] - prose[first[root]]
    while index < stop:
        element, label = page.elements[index], page.labels[index]
        if element.tag in INLINE:
            index += 1
            continue
        cut = bool(label & FURNITURE)
        if not cut:
            blocks = page.blocks[first[index] : first[end[index]]]
            size = sum(block.size for block in blocks)
            own_prose = prose[first[end[index]]] - prose[first[index]]
            if label & Label.SOFT and element.tag not in HEADINGS:
                cut = own_prose < 0.1 * total and size < 200
            elif element.tag in ("div", "ul", "section", "table", "ol") and blocks:
                links = sum(block.links for block in blocks)
                cut = links > 0.7 * size and own_prose == 0 and len(blocks) > 1
        if cut:
            cuts.append(index)
            index = end[index]
        else:
            index += 1
    return cuts
