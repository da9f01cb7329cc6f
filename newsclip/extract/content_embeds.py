"""Which blocks are posts and links that an article shows as such: they stand among its text. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.content_labels import Label
from newsclip.extract.vocabulary import EMBEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page
    from newsclip.parse import Element


def is_link_card(element: Element) -> bool:
    """Whether an element is a figure that shows nothing but the words of a link."""
    return (
        element.tag == "figure" and len(element) == 1 and element[0].tag == "a" and not len(element[0])
        and bool(element[0].text)
    )  # fmt: skip


def quoted_posts(page: Page, region: Region, keep: Sequence[bool]) -> set[int]:
    """The blocks of posts between kept text or right behind it, as numbers that count from the region's first.

    A post stands as a `<blockquote>` of the class that its network's own code gives it, and as nothing else; a link
    that an author has put in as a card is a figure that holds nothing else.
    """
    start, found = region.start, set[int]()
    index, stop = region.root, page.end[region.root]
    while index < stop:
        element = page.elements[index]
        post = element.tag == "blockquote" and not EMBEDS.isdisjoint((element.get("class") or "").split())
        if post or is_link_card(element):
            low, high = page.first_block[index] - start, page.first_block[page.end[index]] - start
            before = low - 1  # the text before
            while before >= 0 and page.blocks[start + before].media:
                before -= 1
            between = any(keep[:low]) and any(keep[high:])
            hidden = any(page.zones[block.node] & (Label.HIDDEN | Label.COMMENTS) for block in page.blocks_of(index))
            if before >= 0 and (between or keep[before] or before in found) and not hidden:
                found.update(range(low, high))
            index = page.end[index]
        else:
            index += 1
    return found
