"""What a block of text is worth to an article, from facts of the page. Numbers only; decides nothing."""

from __future__ import annotations

from itertools import accumulate

from newsclip.extract.content_page import Block, Label, Page

FURNITURE = Label.CUT | Label.CHROME | Label.HIDDEN
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINK_COST = 20.0
"""What a line of links takes away beside its size: navigation is made of short ones."""


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
            if (index <= shown < end[index] and share > min(200.0, 0.25 * total)) or (
                label & Label.BODY and share > 0.4 * total
            ):
                labels[index] = label & ~(FURNITURE | Label.SOFT)
            elif label & FURNITURE and share > 0:
                marked.append((index, share))
    zones = _inherit(page)
    for _ in range(8):
        outside = in_body = 0.0
        for number, block in enumerate(page.blocks):
            if not zones[block.node] & FURNITURE:
                outside += prose[number + 1] - prose[number]
                if zones[block.node] & Label.BODY:
                    in_body += prose[number + 1] - prose[number]
        groups: dict[tuple[str, str, str, bool], list[int]] = {}
        shares: dict[tuple[str, str, str, bool], float] = {}
        for index, share in marked:
            label = labels[index]
            if label & FURNITURE and not (index and zones[page.parent[index]] & FURNITURE):
                element = page.elements[index]
                # What only hides waits for a script more often than it is furniture.
                waits = not label & (Label.CUT | Label.CHROME) and index > shown
                name = (
                    str(element.tag),
                    element.get("class", ""),
                    "" if element.tag == "p" else element.get("id", ""),
                    waits,
                )
                groups.setdefault(name, []).append(index)
                shares[name] = shares.get(name, 0.0) + share
        if not groups:
            break
        largest = max(shares, key=lambda name: shares[name] * (2.0 if name[3] else 1.0))
        if not (largest[3] and shares[largest] > max(2.0 * outside, 300.0)) and (
            outside > 600 or in_body > 200 or outside > 0.25 * shares[largest]
        ):
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
        return 0.0
    if tag in HEADINGS:
        # A heading that is a link introduces another article.
        return 0.0 if block.density < 0.8 else -120.0
    if tag == "pre":
        return float(block.size)
    if tag == "p" and block.punctuation > 1:
        return block.size * (1.0 - block.density)
    if block.density > 0.4:
        return block.size * (1.0 - 2.0 * block.density) - _LINK_COST
    value = float(block.size)
    if not block.punctuation:
        value = 0.3 * value - 5.0
    if zone & Label.SOFT:
        value *= 0.5
    return value
