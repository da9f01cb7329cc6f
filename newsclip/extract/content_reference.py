"""Keep the signatures on a page of a programming reference, which are made of links. Changes nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.content_labels import FURNITURE, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Clues, Region
    from newsclip.extract.content_page import Page

_LINKS = 15
_OF_PARTS = 2.0
"""Links to a part of a page for each 1,000 characters, from which a text is made of names with definitions."""
_DOUBT = -4.0
"""Log-odds of what is ruled out."""
_NO_SIGNATURE = FURNITURE & ~Label.AUTHOR


def keep_signatures(
    page: Page,
    region: Region,
    clues: Clues,
    named: Sequence[int],
    scores: Sequence[float],
    text: Sequence[bool],
    keep: list[bool],
) -> None:
    """Keep whatever text stands between kept ones and is no furniture, where a region is a reference."""
    if not any(keep) or not _is_reference(page, region, clues):
        return
    first, last = keep.index(True), len(keep) - keep[::-1].index(True)
    for number in range(first, last):
        if text[number] and scores[number] > _DOUBT and not named[number] & _NO_SIGNATURE:
            keep[number] = True


def _is_reference(page: Page, region: Region, clues: Clues) -> bool:
    """Whether a region is made of names that link to their definitions: `Map.html#get`, `#t:Maybe`.

    Articles tell when they were published, and link to whole pages.
    """
    if clues.dated or region.node < 0:
        return False
    targets = [link.get("href") or "" for link in page.elements[region.node].iter("a")]
    links = sum("#" in target[:-1] for target in targets)
    return links >= _LINKS and 1000 * links > _OF_PARTS * sum(
        block.size for block in page.blocks[region.start : region.stop]
    )
