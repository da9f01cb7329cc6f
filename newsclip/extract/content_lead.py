"""The lead of an article: text between the title and the body that says it is one is kept. Changes nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.content_features import NAMES, ends_sentence
from newsclip.extract.content_labels import FURNITURE, Label
from newsclip.extract.vocabulary import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region, Row
    from newsclip.extract.content_page import Page

_LEAST, _LEAST_BELOW, _MOST = 30, 20, 800
"""Size of a lead, anywhere and right below the title: less is a kicker or a date, more is the text itself."""
_DOUBT = -2.2
"""Log-odds down to which a text is taken for the lead that it says it is."""
_PROSE = 60
"""Size of a kept text with which the body begins."""
_WITHIN = 12
"""Blocks before the body among which its lead is looked for, where no title is known."""
_DESCRIBES = NAMES.index("in_description")
_DATED, _BYLINE = NAMES.index("date"), NAMES.index("byline")


def lead_blocks(
    page: Page,
    region: Region,
    rows: Sequence[Row],
    scores: Sequence[float],
    text: Sequence[bool],
    keep: Sequence[bool],
) -> set[int]:
    """The blocks of the lead that are not kept yet, as numbers that count from the region's first.

    A lead is named one, or says what the page's description says, or is the sentence or heading below the title.
    """
    blocks = page.blocks[region.start : region.stop]
    body = next((number for number, wanted in enumerate(keep) if wanted and blocks[number].size > _PROSE), 0)
    title = region.title - region.start
    begin = title + 1 if 0 <= title < body else max(body - _WITHIN, 0)
    found: set[int] = set()
    for number in range(begin, body):
        block, row = blocks[number], rows[number]
        first = number == title + 1 and region.certain
        least = _LEAST_BELOW if first else _LEAST
        if keep[number] or not text[number] or not least <= block.size <= _MOST or block.density > 0.3:
            continue
        if scores[number] < _DOUBT or page.zones[block.node] & FURNITURE or row[_BYLINE]:
            continue
        up = page.parent[block.node]
        named = (page.raw_labels[block.node] | page.raw_labels[max(up, 0)]) & Label.LEAD
        heading = page.elements[block.node].tag in HEADINGS
        below = first and block.size > _PROSE * (0.8 if heading else 1.0) and (heading or _is_sentence(block.text))
        captioned = (page.zones[block.node] | page.raw_labels[max(up, 0)]) & Label.CAPTION
        if row[_DESCRIBES] or ((named or (below and not captioned)) and not row[_DATED]):
            found.add(number)
    return found


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) and not text.endswith(("...", "…"))
