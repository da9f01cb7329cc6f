"""Find the article on a page: which of its blocks are the article. Changes nothing but labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.content_features import features
from newsclip.extract.content_place import find_place, find_title
from newsclip.extract.content_prune import prune, prune_fragment
from newsclip.extract.content_shape import shape_of
from newsclip.extract.scoring import score

if TYPE_CHECKING:
    from newsclip.extract.content_features import Clues, Region
    from newsclip.extract.content_page import Page


@dataclass(frozen=True, slots=True)
class Choice:
    """Which blocks are the article."""

    keep: list[bool]
    region: Region | None = None


def choose(page: Page, clues: Clues) -> Choice:
    """Find the article."""
    keep = [False] * len(page.blocks)
    if not page.blocks:
        return Choice(keep)
    region = find_place(page, clues)
    rows = features(page, clues, region)
    keep[region.start : region.stop] = prune(page, region, rows, score(rows, shape_of(page, region)))
    return Choice(keep, region)


def choose_all(page: Page, clues: Clues) -> Choice:
    """Choose from a piece that is an article already: all of it but what is clearly furniture."""
    if not page.blocks:
        return Choice([])
    return Choice(prune_fragment(page, find_title(page, clues)[0]))
