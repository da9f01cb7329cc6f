"""Which blocks are the notes that kept text refers to: a note is of the article wherever it stands. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.content_labels import Label
from newsclip.extract.vocabulary import INLINE, NOTE_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page

_LONGEST_NOTE = 3000
"""Size of a block or group of blocks that may be one note; more is a section."""
_MOST_BLOCKS = 12
_AROUND = 15
"""Size of the text that must stand around a mark: a bare row of numbers is no text with notes."""
_LABEL = 8
"""Size up to which the element that a mark leads to is only the note's number."""


def note_blocks(page: Page, region: Region, keep: Sequence[bool]) -> set[int]:
    """The blocks of the region that hold notes of its kept text, as numbers that count from the region's first."""
    start = region.start
    targets = _targets(page, region, keep)
    if not targets:
        return set()
    found: set[int] = set()
    for index in range(region.node, page.end[region.node]):
        element = page.elements[index]
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if name and name in targets:
            low, high = _note(page, region, index)
            found.update(range(low - start, high - start))
    return found


def _targets(page: Page, region: Region, keep: Sequence[bool]) -> set[str]:
    """The places on the page that marks in kept text lead to."""
    numbers = {page.blocks[region.start + number].node: number for number, wanted in enumerate(keep) if wanted}
    targets: set[str] = set()
    for index in range(region.node, page.end[region.node]):
        element = page.elements[index]
        if element.tag != "a":
            continue
        _, _, name = (element.get("href") or "").partition("#")
        number = numbers.get(page.owner[index]) if name else None
        if number is None or not NOTE_MARK.fullmatch("".join(element.itertext())):
            continue
        block = page.blocks[region.start + number]
        if block.size - block.links >= _AROUND:
            targets.add(name)
    return targets


def _note(page: Page, region: Region, index: int) -> tuple[int, int]:
    """The range of blocks that the note at an element is made of; an empty one for what cannot be a note."""
    node = page.owner[index] if page.elements[index].tag in INLINE else index
    while True:
        low, high = page.first_block[node], page.first_block[page.end[node]]
        size = sum(block.size for block in page.blocks[low:high])
        if size > _LABEL or node == region.node:
            break
        node = page.parent[node]
    furniture = any(block.zone & (Label.COMMENTS | Label.HIDDEN) for block in page.blocks[low:high])
    if furniture or size > _LONGEST_NOTE or high - low > _MOST_BLOCKS:
        return low, low
    return low, high
