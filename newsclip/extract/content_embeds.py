"""Which blocks are posts of other networks that an article quotes: they stand among its text. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.content_page import Label
from newsclip.extract.vocabulary import EMBEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page


def quoted_posts(page: Page, region: Region, keep: Sequence[bool]) -> set[int]:
    """The blocks of posts between kept text, as numbers that count from the region's first.

    A post stands as a `<blockquote>` of the class that its network's own code gives it, and as nothing else.
    """
    kept = [number for number, wanted in enumerate(keep) if wanted]
    if not kept:
        return set()
    start, found = region.start, set[int]()
    index, stop = region.root, page.end[region.root]
    while index < stop:
        element = page.elements[index]
        if element.tag == "blockquote" and not EMBEDS.isdisjoint((element.get("class") or "").split()):
            low, high = page.first_block[index] - start, page.first_block[page.end[index]] - start
            hidden = any(page.zones[block.node] & (Label.HIDDEN | Label.COMMENTS) for block in page.blocks_of(index))
            if kept[0] < low and high <= kept[-1] and not hidden:
                found.update(range(low, high))
            index = page.end[index]
        else:
            index += 1
    return found
