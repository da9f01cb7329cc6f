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


def effective_zones(page: Page, prose: list[float]) -> list[Label]:
    """Zones of all elements, without furniture labels that hold so much of the page's prose that they must be wrong."""
    total = prose[-1]
    zones: list[Label] = []
    first, end, parent = page.first_block, page.end, page.parent
    for index, label in enumerate(page.labels):
        if label & (FURNITURE | Label.SOFT) and prose[first[end[index]]] - prose[first[index]] > 0.4 * total:
            label &= ~(FURNITURE | Label.SOFT)
        page.labels[index] = label
        zones.append(label | zones[parent[index]] if index else label)
    return zones


def prefix(values: list[float]) -> list[float]:
    """Running sums, beginning with 0."""
    return [0.0, *accumulate(values)]


def block_value(block: Block, tag: str, zone: Label) -> float:
    """Positive for prose, negative for furniture; the sum over a subtree says how much article it holds."""
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
