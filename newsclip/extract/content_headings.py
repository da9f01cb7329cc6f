"""Headings follow their sections: kept with the text below, cut where that is cut. Changes nothing else."""

from __future__ import annotations

from itertools import accumulate
from operator import and_
from typing import TYPE_CHECKING

from newsclip.extract.content_gaps import flow_node
from newsclip.extract.vocabulary import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page
    from newsclip.parse import Element

_HEADING = -1.0
"""Log-odds from which a heading with a section is kept."""
_BESIDE = -2.0
"""The same where kept text stands right below it in the same container."""
_LOOSE = -2.5
"""The same where the text around it stands in no element of its own."""


def settle_headings(
    page: Page,
    region: Region,
    scores: Sequence[float],
    text: Sequence[bool],
    keep: list[bool],
    leads: Set[int],
    notes: Set[int],
) -> None:
    """Keep a heading with the section that follows it, cut one that has lost its section; `leads` are none."""
    # Text that is not in an element of its own stands all around the headings in its container.
    around = {page.blocks[region.start + number].node for number, wanted in enumerate(keep) if wanted and text[number]}
    filled = [False] * 7  # by level: whether text is kept behind, up to the next heading of that level or above
    texts, kept = [0, *accumulate(text)], [0, *accumulate(map(and_, keep, text))]
    below = -1  # the next text
    for number in range(len(keep) - 1, -1, -1):
        if not text[number]:
            continue
        block = page.blocks[region.start + number]
        tag = page.elements[block.node].tag
        if tag in HEADINGS and block.size <= _LONGEST and number not in leads:
            if not (region.certain and number == region.title - region.start):
                loose = page.parent[block.node] in around
                least = _LOOSE if loose else _BESIDE if _is_over(page, region, number, below, keep) else _HEADING
                if block.density > 0.5:
                    least = _LINKED
                keep[number] = (scores[number] > least or number + 1 in notes) and (
                    loose
                    or (filled[int(tag[1])] and not _heads_lost_box(page, region, texts, kept, number))
                    or _shows_formula(page.elements[block.node])
                )
            if keep[number]:
                for level in range(int(tag[1]), 7):
                    filled[level] = False
        elif keep[number]:
            filled = [True] * 7
        below = number


_LINKED = 0.15
"""The same for a heading that is mostly a link: it is rather the title of another article."""
_LONGEST = 150
"""Characters of a heading above which it is text that is set as one."""


def _is_over(page: Page, region: Region, number: int, below: int, keep: Sequence[bool]) -> bool:
    """Whether the next text is kept and stands in the container of a heading."""
    if below < 0 or not keep[below]:
        return False
    container = page.parent[flow_node(page, region, page.blocks[region.start + number].node)]
    return page.is_inside(page.blocks[region.start + below].node, max(container, region.node))


def _heads_lost_box(page: Page, region: Region, texts: Sequence[int], kept: Sequence[int], number: int) -> bool:
    """Whether a heading begins a box of text of which nothing is kept: what is kept behind it is not its section.

    A box that holds the title has a lead set as a heading. `texts` and `kept` count the texts before each block.
    """
    start, first, end = region.start, page.first_block, page.end
    node = page.blocks[start + number].node
    while node > region.node:
        high = first[end[node]] - start
        if texts[high] > texts[number + 1]:
            return kept[high] == kept[number + 1] and not first[node] <= region.title < first[end[node]]
        node = page.parent[node]
    return False


def _shows_formula(heading: Element) -> bool:
    """Whether a formula, which is no text, stands between a heading and the next."""
    for sibling in heading.itersiblings():
        if sibling.tag in HEADINGS:
            return False
        if next(sibling.iter("math"), None) is not None:
            return True
        if sibling.tag in ("script", "span", "div", "p") and any(
            (script.get("type") or "").startswith("math/") for script in sibling.iter("script")
        ):
            return True
    return False
