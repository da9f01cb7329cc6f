"""What a block of text is worth to an article, from facts of the page. Numbers only; decides nothing."""

from __future__ import annotations

from itertools import accumulate

from newsclip.extract.content_page import Block, Label, Page

FURNITURE = Label.CUT | Label.CHROME | Label.HIDDEN
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINE_COST = 20.0
"""What a block must be worth before it counts: short lines are furniture more often than prose."""


def prose_size(block: Block) -> float:
    """Size of a block as running text: 0 for labels, link lists and short lines."""
    if block.size < 40 or not block.punctuation or block.density > 0.5:
        return 0.0
    return block.size * (1.0 - block.density)


def effective_zones(page: Page, prose: list[float], title: int) -> list[Label]:
    """Zones of all elements, without the furniture labels that must be wrong.

    A label is wrong on an element that holds the title and a good part of the prose, or that names itself the body,
    and where hardly any prose is left on the page without what it marks.
    """
    total = prose[-1]
    first, end, labels = page.first_block, page.end, page.labels
    shown = page.blocks[title].node if title >= 0 else -1
    marked: list[tuple[int, float]] = []
    for index, label in enumerate(labels):
        if label & (FURNITURE | Label.SOFT):
            share = prose[first[end[index]]] - prose[first[index]]
            if (index <= shown < end[index] and share > 0.25 * total) or (label & Label.BODY and share > 0.4 * total):
                labels[index] = label & ~(FURNITURE | Label.SOFT)
            elif label & FURNITURE and share > 0:
                marked.append((index, share))
    zones = _inherit(page)
    for _ in range(8):
        outside = sum(
            prose[number + 1] - prose[number]
            for number, block in enumerate(page.blocks)
            if not zones[block.node] & FURNITURE
        )
        if outside > 600 or outside > 0.25 * (total - outside):
            break
        groups: dict[tuple[str, str, str], list[int]] = {}
        shares: dict[tuple[str, str, str], float] = {}
        for index, share in marked:
            if labels[index] & FURNITURE and not (index and zones[page.parent[index]] & FURNITURE):
                element = page.elements[index]
                name = (str(element.tag), element.get("class", ""), "" if element.tag == "p" else element.get("id", ""))
                groups.setdefault(name, []).append(index)
                shares[name] = shares.get(name, 0.0) + share
        if not groups:
            break
        largest = max(shares, key=lambda name: shares[name])
        if outside > 0.25 * shares[largest]:
            break
        for index in groups[largest]:
            labels[index] &= ~(FURNITURE | Label.SOFT)
        zones = _inherit(page)
    return zones


def _inherit(page: Page) -> list[Label]:
    zones: list[Label] = []
    for index, label in enumerate(page.labels):
        zones.append(label | zones[page.parent[index]] if index else label)
    return zones


def prefix(values: list[float]) -> list[float]:
    """Running sums, beginning with 0."""
    return [0.0, *accumulate(values)]


def block_value(block: Block, tag: str, zone: Label) -> float:
    """Positive for prose, negative for furniture; the sum over a subtree says how much article it holds."""
    if block.media:
        return 0.0
    if zone & FURNITURE:
        return -0.3 * block.size - 5.0
    if tag in HEADINGS:
        return 0.0
    if tag == "pre":
        return float(block.size)
    value = block.size * (1.0 - 2.0 * block.density) - _LINE_COST
    if value > 0 and not block.punctuation:
        value *= 0.3
    if zone & Label.SOFT:
        value *= 0.5
    return value
