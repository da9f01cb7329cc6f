"""Pictures with lines under them that no tag or name calls captions: a caption, its credit. Marks them as such."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from newsclip.extract.content_features import DATE
from newsclip.extract.content_labels import FURNITURE
from newsclip.extract.content_pictures import is_avatar, is_small, leads_nowhere
from newsclip.extract.vocabulary import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page

_LINES = 3
_SIZE = 450
"""The most lines and characters under one picture: what it shows, who made it, whose it is."""
_AROUND = 6
"""The most lines of the widest box that holds nothing of the article; more is a list of teasers."""
_MOST = 40
"""The most blocks of a box that is looked at; more is a page of pictures."""
_NEVER = -4.5
"""Log-odds of what is ruled out."""
_LINKED = 0.8
"""Share of links from which a line is a teaser; a credit may link to the photographer."""


def find_lines_of_pictures(
    page: Page,
    region: Region,
    scores: Sequence[float],
    authors: Sequence[str],
    text: list[bool],
    caption: list[bool],
    keep: Sequence[bool],
) -> None:
    """Mark as captions the lines that share a box with one picture, in the middle of the article."""
    start, first, end = region.start, page.first_block, page.end
    title = region.title - start
    telling = {number for number, wanted in enumerate(keep) if wanted and _tells(page, start + number, scores[number])}
    ours = [0, *accumulate(number == title or number in telling for number in range(len(keep)))]
    lines = [0, *accumulate(text)]
    last = max((number for number, wanted in enumerate(keep) if wanted), default=-1)
    for number, block in enumerate(page.blocks[start : region.stop]):
        if not block.media or number > last or not ours[number] or not _illustrates(page, block.node):
            continue
        best = node = block.node
        while node > region.node:
            low, high = first[node] - start, first[end[node]] - start
            if ours[high] > ours[low] or lines[high] - lines[low] > _AROUND or high - low > _MOST:
                break
            if _is_figure(page, region, scores, authors, text, low, high):
                best = node
            node = page.parent[node]
        low, high = first[best] - start, first[end[best]] - start
        if lines[high] == lines[low] or next(page.elements[best].iter(*_FORM), None) is not None:
            continue
        if not any(page.labels[up] & FURNITURE for up in _up_to(page, best, node)):
            for inside in range(low, high):
                if text[inside]:
                    text[inside], caption[inside] = False, True
                    page.blocks[start + inside].caption = True


_ITEMS = ("li", "td", "dd")
_TELLING = 1.0
"""Log-odds from which a line beside a picture is text of the article by itself."""


def _tells(page: Page, number: int, score: float) -> bool:
    """Whether a kept text is more than the caption of a picture, as the step of a recipe with its picture."""
    element = page.elements[page.blocks[number].node]
    return score > _TELLING or element.tag in _ITEMS or next(element.iterancestors(*_ITEMS), None) is not None


_FORM = ("form", "input", "textarea")


def is_gallery_of_article(page: Page, node: int) -> bool:
    """Whether a series of pictures shows pictures and what they show, and leads to nothing else.

    One of other articles has headings or links, one of a shop hardly a picture that is not a thumbnail.
    """
    blocks = page.blocks_of(node)
    if len(blocks) > _MOST_OF_GALLERY:
        return False
    pictures = [block for block in blocks if block.media]
    lines = [block for block in blocks if not block.media]
    return (
        len(pictures) >= _SERIES
        and len(lines) <= _LINES * len(pictures)
        and all(
            [
                all(_illustrates(page, block.node) for block in pictures),
                all(block.density <= _LINKED and block.size <= _SIZE for block in lines),
                not any(page.elements[block.node].tag in HEADINGS for block in lines),
            ]
        )
    )


_MOST_OF_GALLERY = 400
_SERIES = 2
"""Pictures of a gallery."""


def _up_to(page: Page, node: int, stop: int) -> list[int]:
    """An element and those around it, short of `stop`."""
    found = []
    while node > stop:
        found.append(node)
        node = page.parent[node]
    return found


def _illustrates(page: Page, node: int) -> bool:
    """Whether a picture may be an illustration: no icon, no portrait, and no link to something else."""
    element = page.elements[node]
    if element.tag != "img" or is_small(page, node) or is_avatar(page, node):
        return False
    return leads_nowhere(element)


def _is_figure(
    page: Page,
    region: Region,
    scores: Sequence[float],
    authors: Sequence[str],
    text: Sequence[bool],
    low: int,
    high: int,
) -> bool:
    """Whether the blocks of a box are one picture, perhaps with its stand-in, and a few lines that may describe it."""
    blocks = page.blocks[region.start + low : region.start + high]
    lines = [block for number, block in zip(range(low, high), blocks, strict=True) if text[number]]
    pictures = {
        page.elements[block.node].get("src", "") for block in blocks if block.media and not is_small(page, block.node)
    }
    return (
        len(lines) <= _LINES
        and len(pictures) <= 1
        and sum(block.size for block in lines) <= _SIZE
        and all(
            [
                all(block.density <= _LINKED for block in lines),
                not any(page.elements[block.node].tag in HEADINGS for block in lines),
                all(scores[number] > _NEVER for number in range(low, high) if text[number]),
                not any(_is_byline(block.text, authors) for block in lines),
                not any(DATE.search(block.text) and len(block.text) < _STAMP for block in lines),
            ]
        )
    )


_STAMP = 40
"""Characters of a line up to which a date in it tells of publication; a byline without one has as many more."""


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    dated = DATE.search(text) is not None
    return any(author in text and (dated or len(text) < len(author) + _STAMP) for author in authors)
