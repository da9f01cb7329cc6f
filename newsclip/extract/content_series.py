"""Labels of boxes that come in a series, as steps, speakers and places do: kept with the boxes. Changes no page."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from newsclip.extract.content_features import NAMES
from newsclip.extract.content_gaps import flow_node
from newsclip.extract.content_labels import FURNITURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region, Row
    from newsclip.extract.content_page import Page

_LEAST = 4
"""Boxes that are a series."""
_MOST_OF = 2 / 3
_LABEL = 60
_ASKS = ("?", "？", "؟")
_LEAST_QUESTIONS = 2
_QUESTION = 200
"""The same for questions with answers: fewer, and each longer."""
_LEVELS = 4
"""Elements, from the label upwards, that are alike in all boxes."""
_DOUBT = -1.5
_DATED = NAMES.index("date")


def keep_series(
    page: Page,
    region: Region,
    rows: Sequence[Row],
    scores: Sequence[float],
    text: Sequence[bool],
    keep: list[bool],
) -> None:
    """Keep the labels of a series of boxes in most of which something is kept: "Step 2", "Ann Lee:", "1. Callipers".

    A line with a date or an hour is who posted what is in the box, and when.
    """
    start, blocks = region.start, page.blocks
    series: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for number in range(len(keep)):
        block = blocks[start + number]
        asks = block.text.endswith(_ASKS)
        if text[number] and block.size <= (_QUESTION if asks else _LABEL) and (asks or not rows[number][_DATED]):
            series.setdefault(_make_of(page, block.node), []).append(number)
    kept = [0, *accumulate(keep)]
    for numbers in series.values():
        nodes = [blocks[start + number].node for number in numbers]
        questions = sum(blocks[start + number].text.endswith(_ASKS) for number in numbers)
        if len(numbers) < (_LEAST_QUESTIONS if 2 * questions > len(numbers) else _LEAST):
            continue
        around = [page.parent[node] for node in nodes]
        if not (_are_filled(page, start, around, kept) or _are_filled(page, start, _boxes(page, region, nodes), kept)):
            continue
        for number in numbers:
            block = blocks[start + number]
            if scores[number] > _DOUBT and block.density < 0.3 and not page.zones[block.node] & FURNITURE:
                keep[number] = True


def _boxes(page: Page, region: Region, nodes: Sequence[int]) -> list[int]:
    """What holds each label and more than it."""
    return [page.parent[flow_node(page, region, node)] for node in nodes]


def _are_filled(page: Page, start: int, boxes: Sequence[int], kept: Sequence[int]) -> bool:
    """Whether labels have a box each, for the paragraphs of one box are no series, and something is kept in most."""
    if len(set(boxes)) < len(boxes):
        return False
    filled = 0
    for box in boxes:
        low, high = page.first_block[box] - start, page.first_block[page.end[box]] - start
        filled += kept[high] > kept[low]
    return filled >= _MOST_OF * len(boxes)


def _make_of(page: Page, node: int) -> tuple[tuple[str, str], ...]:
    """Tags and classes of an element and of those around it."""
    make: list[tuple[str, str]] = []
    while node >= 0 and len(make) < _LEVELS:
        make.append((page.elements[node].tag, page.classes[node]))
        node = page.parent[node]
    return tuple(make)
