"""Which blocks of a region stand together, so that they can be judged together. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page

_FEW = 4
"""A container of fewer blocks says little; the next one around it is taken."""
_GROUPS = frozenset(("table", "ul", "ol", "dl"))
CONTEXT_NAMES = ("first", "container", "parent", "previous", "next", "make", "group")
_LIMIT = 5.0


@dataclass(frozen=True, slots=True)
class Shape:
    """For each block of a region: its size (0 for pictures), and the ranges of blocks that it stands in."""

    sizes: tuple[int, ...]
    containers: tuple[tuple[int, int], ...]
    parents: tuple[tuple[int, int], ...]
    groups: tuple[tuple[int, int] | None, ...]
    makes: tuple[int, ...]
    """Blocks of one tag and class in parents of one tag and class have one number."""


def shape_of(page: Page, region: Region) -> Shape:
    """The shape of a region."""
    start, first, end, parents = region.start, page.first_block, page.end, page.parent
    elements, classes = page.elements, page.classes
    blocks = page.blocks[start : region.stop]
    containers: list[tuple[int, int]] = []
    ranges: list[tuple[int, int]] = []
    makes: list[int] = []
    known: dict[tuple[str, str, str, str], int] = {}
    for number, block in enumerate(blocks):
        node = block.node
        up = parents[node] if node != region.node else node
        make = elements[node].tag, classes[node], elements[up].tag, classes[up]
        makes.append(known.setdefault(make, len(known)))
        ranges.append((max(first[up] - start, 0), first[end[up]] - start))
        low, high = number, number + 1
        while node != region.node and high - low < _FEW:
            node = parents[node]
            low, high = first[node] - start, first[end[node]] - start
        containers.append((low, high))
    groups: list[tuple[int, int] | None] = [None] * len(blocks)
    index, stop = region.node, end[region.node]
    while index < stop:
        low, high = first[index] - start, first[end[index]] - start
        if page.elements[index].tag in _GROUPS and high - low > 1:
            groups[low:high] = [(low, high)] * (high - low)
            index = end[index]
        else:
            index += 1
    return Shape(tuple(block.size for block in blocks), tuple(containers), tuple(ranges), tuple(groups), tuple(makes))


def contexts(shape: Shape, scores: Sequence[float]) -> list[tuple[float, ...]]:
    """What the first scores of the blocks around say of each block, in the order of `CONTEXT_NAMES`."""
    clipped = [max(-_LIMIT, min(_LIMIT, value)) for value in scores]
    weights, totals = [0.0], [0.0]
    make_weights: dict[int, float] = {}
    make_totals: dict[int, float] = {}
    shares: list[float] = []
    text: list[int] = []
    for number, (value, size, make) in enumerate(zip(clipped, shape.sizes, shape.makes, strict=True)):
        weight = min(size, 400) + 10.0 if size else 0.0
        if size:
            text.append(number)
        shares.append(weight)
        weights.append(weights[-1] + weight)
        totals.append(totals[-1] + weight * value)
        make_weights[make] = make_weights.get(make, 0.0) + weight
        make_totals[make] = make_totals.get(make, 0.0) + weight * value
    before = [0.0] * len(clipped)
    after = [0.0] * len(clipped)
    for place, number in enumerate(text):
        before[number] = clipped[text[place - 1]] if place else -2.0
        after[number] = clipped[text[place + 1]] if place + 1 < len(text) else -2.0

    def others(number: int, low: int, high: int) -> float:
        """Mean score of a range without the block itself."""
        weight = weights[high] - weights[low] - shares[number]
        return (totals[high] - totals[low] - shares[number] * clipped[number]) / weight if weight > 0.5 else 0.0

    rows: list[tuple[float, ...]] = []
    for number, value in enumerate(clipped):
        make = shape.makes[number]
        weight = make_weights[make] - shares[number]
        group = shape.groups[number]
        rows.append((
            value,
            others(number, *shape.containers[number]),
            others(number, *shape.parents[number]),
            before[number],
            after[number],
            (make_totals[make] - shares[number] * value) / weight if weight > 0.5 else 0.0,
            others(number, *group) if group else 0.0,
        ))  # fmt: skip
    return rows
