"""Tables of data among kept text are kept, however many links their cells hold. Changes nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.content_page import FURNITURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Block, Page
    from newsclip.parse import Element

_ROWS = 2
_CELLS = 2
_LINKS = 0.8
"""Share of a table in links from which it is a menu."""
_DOUBT = -1.0
"""Mean log-odds down to which a table between kept texts is the article's."""
_TITLE = 120
_TITLE_DOUBT = -1.5


def keep_tables(
    page: Page, region: Region, named: Sequence[int], scores: Sequence[float], text: Sequence[bool], keep: list[bool]
) -> None:
    """Keep a table of data that stands between kept texts and is no furniture, with the line above that titles it."""
    start, first, end = region.start, page.first_block, page.end
    texts = [number for number, wanted in enumerate(keep) if wanted and text[number]]
    if not texts:
        return
    index, stop = region.node, end[region.node]
    while index < stop:
        low, high = first[index] - start, first[end[index]] - start
        element = page.elements[index]
        index += 1
        if element.tag != "table" or not texts[0] < low < high <= texts[-1]:
            continue
        cells = [number for number in range(low, high) if text[number]]
        if not cells or any(keep[number] or named[number] & FURNITURE for number in cells):
            continue
        blocks = [page.blocks[start + number] for number in cells]
        size = sum(block.size for block in blocks)
        linked = sum(block.size * block.density for block in blocks)
        if (
            linked < _LINKS * size
            and sum(scores[number] for number in cells) > _DOUBT * len(cells)
            and _has_rows(element)
        ):
            for number in cells:
                keep[number] = True
            above = low - 1
            if text[above] and _titles_table(page.blocks[start + above], named[above], scores[above]):
                keep[above] = True


def _has_rows(table: Element) -> bool:
    """Whether a table has rows of several cells with text, and no table inside."""
    rows = 0
    for row in table.iter("tr"):
        filled = sum(any(part.strip() for part in cell.itertext()) for cell in row.iterchildren("td", "th"))
        rows += filled >= _CELLS
    return rows >= _ROWS and next(table.iterdescendants("table"), None) is None


def _titles_table(block: Block, around: int, score: float) -> bool:
    """Whether a line right above a table is what it is called: "Table 7.1. List of packages"."""
    short = block.size <= _TITLE and block.density < 1 - _LINKS
    return short and not around & FURNITURE and score > _TITLE_DOUBT
