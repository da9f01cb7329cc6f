"""Tables of data and code among kept text are kept, however many links they hold. Changes nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.content_labels import FURNITURE

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
"""Mean log-odds down to which a table or code between kept texts is the article's."""
_TITLE = 120
_TITLE_DOUBT = -1.5


def keep_tables_and_code(
    page: Page, region: Region, named: Sequence[int], scores: Sequence[float], text: Sequence[bool], keep: list[bool]
) -> None:
    """Keep data and code that stand between kept texts and are no furniture, with the line above that titles them."""
    start, first, end = region.start, page.first_block, page.end
    texts = [number for number, wanted in enumerate(keep) if wanted and text[number]]
    if not texts:
        return
    for index in range(region.node, end[region.node]):
        element = page.elements[index]
        if element.tag not in ("table", "pre"):
            continue
        low, high = first[index] - start, first[end[index]] - start
        if not texts[0] < low < high <= texts[-1]:
            continue
        inside = [number for number in range(low, high) if text[number]]
        if not inside or any(keep[number] or named[number] & FURNITURE for number in inside):
            continue
        likely = sum(scores[number] for number in inside) > _DOUBT * len(inside)
        if likely and (element.tag == "pre" or _is_data(element, [page.blocks[start + number] for number in inside])):
            for number in inside:
                keep[number] = True
            above = low - 1
            if text[above] and _titles(page.blocks[start + above], named[above], scores[above]):
                keep[above] = True


def _is_data(table: Element, blocks: list[Block]) -> bool:
    """Whether a table has rows of several cells with text, is not made of links, and has no table inside."""
    if sum(block.size * block.density for block in blocks) >= _LINKS * sum(block.size for block in blocks):
        return False
    rows = 0
    for row in table.iter("tr"):
        filled = sum(any(part.strip() for part in cell.itertext()) for cell in row.iterchildren("td", "th"))
        rows += filled >= _CELLS
    return rows >= _ROWS and next(table.iterdescendants("table"), None) is None


def _titles(block: Block, around: int, score: float) -> bool:
    """Whether a line right above is what a table is called: "Table 7.1. List of packages"."""
    short = block.size <= _TITLE and block.density < 1 - _LINKS
    return short and not around & FURNITURE and score > _TITLE_DOUBT
