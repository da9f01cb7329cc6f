"""Blocks kept for what stands around them: gaps in kept text, lists between paragraphs. Changes nothing else."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from newsclip.extract.content_features import NAMES
from newsclip.extract.content_page import CUT, LABELS, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page

GROUPS = frozenset(("table", "ul", "ol", "dl"))
"""Elements whose blocks are kept or cut together."""

_FLOW = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot",
    "tr", "td", "th", "pre", "blockquote", "center", "font", "colgroup",
))  # fmt: skip
"""Elements that running text is made of; what is around them is a container."""
_DOUBT = -1.5


def fill_gaps(
    page: Page,
    region: Region,
    rows: Sequence[Sequence[float]],
    scores: Sequence[float],
    text: Sequence[bool],
    keep: list[bool],
) -> None:
    """Keep what stands between kept text in one container with it, unless it is named furniture or made of links."""
    start, first_block, end = region.start, page.first_block, page.end
    counts = [0, *accumulate(text)]
    containers: list[int] = []
    sizes: dict[int, list[float]] = {}
    for number in range(len(keep)):
        block = page.blocks[start + number]
        node, alone = block.node, 1  # the texts of the list that the block is in
        while node > region.node:
            tag = page.elements[node].tag
            texts = counts[first_block[end[node]] - start] - counts[first_block[node] - start]
            if tag in GROUPS:
                alone = max(alone, texts)
            elif tag not in _FLOW and texts > alone:
                break
            node = page.parent[node]
        containers.append(node)
        if text[number]:
            tally = sizes.setdefault(node, [0.0, 0.0, -1.0, -1.0])
            tally[0] += block.size
            if keep[number]:
                tally[1] += block.size
                tally[2] = number if tally[2] < 0 else tally[2]
                tally[3] = number
    enclosed = _enclosed_lists(page, region, scores, text, keep)
    for number, node in enumerate(containers):
        if keep[number] or not text[number]:
            continue
        size, kept, first, last = sizes[node]
        block = page.blocks[region.start + number]
        code = page.elements[block.node].tag == "pre" and kept > 0
        if (code or number in enclosed or (first < number < last and 2 * kept > size)) and (
            scores[number] > _DOUBT
            and block.density < 0.3
            and not any(rows[number][place] and not rows[int(first)][place] for place in _FURNITURE)
        ):
            keep[number] = True


def _enclosed_lists(
    page: Page, region: Region, scores: Sequence[float], text: Sequence[bool], keep: Sequence[bool]
) -> set[int]:
    """The blocks of lists that stand between kept text and are not clearly something else."""
    start, first, end = region.start, page.first_block, page.end
    texts = [number for number, is_text in enumerate(text) if is_text]
    place = {number: position for position, number in enumerate(texts)}
    found: set[int] = set()
    index, stop = region.node, end[region.node]
    while index < stop:
        low, high = first[index] - start, first[end[index]] - start
        if page.elements[index].tag not in GROUPS or high - low < 2:
            index += 1
            continue
        inside = [number for number in range(low, high) if text[number]]
        if inside and place[inside[0]] > 0 and place[inside[-1]] + 1 < len(texts):
            around = texts[place[inside[0]] - 1], texts[place[inside[-1]] + 1]
            if all(keep[number] for number in around) and sum(scores[number] for number in inside) > -len(inside):
                found.update(inside)
        index = end[index]
    return found


_FURNITURE = tuple(
    NAMES.index(f"zone_{name}") for name, value in LABELS.items() if value & (CUT | Label.CHROME | Label.HIDDEN)
)
