"""Tell a page that lists articles, such as a front page, by the shreds of text between its links. Changes nothing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsclip.extract.content_labels import FURNITURE, Label
from newsclip.extract.titles import host_core
from newsclip.urls import site_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page
    from newsclip.parse import Element

_LINK, _PROSE = 0.8, 0.5
"""Share of a block in links from which it leads elsewhere, and below which it is text."""
_HEADLINE = 25
"""Characters of the shortest headline of another article."""
_WORDS = 3
_HEADLINES = 8
_PIECES = 3
_LONGEST = 500
"""Characters of the longest piece of text between two links that is a teaser still."""
_A_HEADLINE = 200
"""Characters of text for each link, at most."""
_OF_A_SITE = 0.7
"""Share of the links that lead to one site; those of a review of the web lead to many."""


def lists_articles(page: Page, region: Region, keep: Sequence[bool]) -> bool:
    """Whether the text that was found in a region is many short pieces between links to other articles.

    An article among such links has its text in one piece, or in few long ones.
    """
    sites: Counter[str] = Counter()
    pieces = total = longest = running = 0
    for number in range(region.start, region.stop):
        block = page.blocks[number]
        if block.media or block.caption or number == region.title:
            continue
        if block.density > _LINK and block.size > _HEADLINE and not _is_name(block.text):
            sites[host_core(site_of(_target(page.elements[block.node])))] += 1
            running = 0
        elif keep[number] and block.density < _PROSE:
            pieces += running == 0
            running += block.size
            total += block.size
            longest = max(longest, running)
    links = sites.total()
    shreds = pieces >= _PIECES and longest < _LONGEST and total < _A_HEADLINE * links
    return shreds and links >= _HEADLINES and max(sites.values()) >= _OF_A_SITE * links


def _is_name(text: str) -> bool:
    """Whether a link is a name that a program has, and no headline: `gtk_layout_child_get_child_widget`."""
    return text.isascii() and len(text.split()) < _WORDS


def keep_teasers(page: Page, region: Region) -> list[bool]:
    """All of a page that lists articles: what stands in the region and is no furniture, for each block of the page."""
    furniture = FURNITURE & ~Label.RELATED
    return [
        region.start <= number < region.stop and not page.zones[block.node] & furniture
        for number, block in enumerate(page.blocks)
    ]


def _target(element: Element) -> str:
    link = next(element.iter("a"), None)
    if link is None:
        link = next(element.iterancestors("a"), None)
    return "" if link is None else link.get("href") or ""
