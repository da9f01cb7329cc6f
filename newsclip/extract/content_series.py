"""Labels of boxes that come in a series, as steps, speakers and places do: kept with the boxes. Changes no page."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from newsclip.extract.content_features import DATE
from newsclip.extract.content_page import FURNITURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page

_LEAST = 4
"""Boxes that are a series."""
_MOST_OF = 2 / 3
_LABEL = 60
_LEVELS = 4
"""Elements, from the label upwards, that are alike in all boxes."""
_DOUBT = -1.5


def keep_series(page: Page, region: Region, scores: Sequence[float], text: Sequence[bool], keep: list[bool]) -> None:
    """Keep the labels of a series of boxes in most of which something is kept: "Step 2", "Ann Lee:", "1. Callipers".

    A line with a date or an hour is who posted what is in the box, and when.
    """
    start, blocks = region.start, page.blocks
    series: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number in range(len(keep)):
        block = blocks[start + number]
        if text[number] and block.size <= _LABEL and not DATE.search(block.text):
            series.setdefault(_make_of(page, block.node), []).append(number)
    kept = [0, *accumulate(keep)]
    for numbers in series.values():
        boxes = {page.parent[blocks[start + number].node] for number in numbers}
        # Labels have a box each; the paragraphs of one box are no series.
        if len(numbers) < _LEAST or len(boxes) < len(numbers):
            continue
        filled = 0
        for box in boxes:
            low, high = page.first_block[box] - start, page.first_block[page.end[box]] - start
            filled += kept[high] > kept[low]
        if filled < _MOST_OF * len(boxes):
            continue
        for number in numbers:
            block = blocks[start + number]
            if scores[number] > _DOUBT and block.density < 0.3 and not page.zones[block.node] & FURNITURE:
                keep[number] = True


def _make_of(page: Page, node: int) -> tuple[tuple[str, str], ...]:
    """Tags and classes of an element and of those around it."""
    make: list[tuple[str, str]] = []
    while node >= 0 and len(make) < _LEVELS:
        element = page.elements[node]
        make.append((element.tag, element.get("class") or ""))
        node = page.parent[node]
    return tuple(make)
