"""Which blocks are furniture by where they lead, or labels alone: share links, contents, menus. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.clean import SHARES
from newsclip.extract.content_labels import FURNITURE, Label
from newsclip.extract.content_page import key_of
from newsclip.extract.vocabulary import AD_LABELS, NOTE_RETURN

if TYPE_CHECKING:
    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page
    from newsclip.parse import Element

_AD_LABELS = frozenset(map(key_of, AD_LABELS))
_LABEL = 30
"""The longest label of a place for advertisements."""
_CONTENTS = 60
"""The most that stands beside a table of contents in its box: a heading, a button that folds it."""
_LISTS = frozenset(("ul", "ol"))
_LINKED = 0.8
"""The share of a block that must be links, for these to say what it is."""


def furniture_by_target(page: Page, region: Region) -> set[int]:
    """The blocks that are furniture whatever else they are like, as numbers that count from the region's first.

    Links that share the page, tables of contents that are named as such or stand in furniture, what stands in a
    navigation, and lines that say no more than "Advertisement".
    """
    start, found = region.start, set[int]()
    for number, block in enumerate(page.blocks[start : region.stop]):
        if not block.media and (
            (block.size <= _LABEL and key_of(block.text) in _AD_LABELS)
            or (block.density >= _LINKED and _shares(page, block.node))
            or (page.zones[block.node] & Label.CHROME and _in_navigation(page, region, block.node))
        ):
            found.add(number)
    index, stop = region.node, page.end[region.node]
    while index < stop:
        if page.elements[index].tag in _LISTS and page.zones[index] & FURNITURE and _is_contents(page, index):
            box = _box_of_contents(page, region, index)
            found.update(range(page.first_block[box] - start, page.first_block[page.end[box]] - start))
            index = page.end[index]
        else:
            index += 1
    return found


def _shares(page: Page, node: int) -> bool:
    """Whether all links of a block share the page or are buttons of a script."""
    links = [link.get("href") or "" for link in page.elements[node].iter("a")]
    return bool(links) and all(link.startswith("javascript:") or SHARES.search(link) for link in links)


def _in_navigation(page: Page, region: Region, node: int) -> bool:
    while node > region.node:
        element = page.elements[node]
        if page.labels[node] & Label.CHROME and (element.tag == "nav" or element.get("role") == "navigation"):
            return True
        node = page.parent[node]
    return False


def _is_contents(page: Page, node: int) -> bool:
    """Whether a list is made of links to places on the page; it is an outline of the text unless its name says more."""
    links = [link for link in page.elements[node].iter("a") if _text(link)]
    if len(links) < 2 or not all((link.get("href") or "").startswith("#") for link in links):
        return False
    texts = [_text(link) for link in links]
    if any(map(NOTE_RETURN.fullmatch, texts)):
        return False
    return sum(map(len, texts)) >= _LINKED * sum(len(block.text) for block in page.blocks_of(node))


def _box_of_contents(page: Page, region: Region, node: int) -> int:
    """The table of contents, or the box around it that holds nothing but it and its heading."""
    inside = sum(block.size for block in page.blocks_of(node))
    up = page.parent[node]
    while up > region.node and sum(block.size for block in page.blocks_of(up)) - inside <= _CONTENTS:
        if any(block.media for block in page.blocks_of(up)):
            break
        node, up = up, page.parent[up]
    return node


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()
