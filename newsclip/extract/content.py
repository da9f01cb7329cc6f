"""Find the article on a page: which of its blocks are the article. Changes nothing but labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.content_features import features
from newsclip.extract.content_place import find_place
from newsclip.extract.content_prune import certainty_of, prune, prune_large
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
    certainty: float = 0.0
    """Mean probability of what is kept, 0 to 1."""


_MANY = 20_000
"""Blocks in a region from which they are not weighed one by one, to save memory; a long book chapter has a thousand."""
_CERTAINTY_OF_LARGE = 0.7


def choose(page: Page, clues: Clues) -> Choice:
    """Find the article."""
    keep = [False] * len(page.blocks)
    if not page.blocks:
        return Choice(keep)
    region = find_place(page, clues)
    if region.stop - region.start > _MANY:
        keep[region.start : region.stop] = prune_large(page, region)
        return Choice(keep, region, _CERTAINTY_OF_LARGE)
    shape = shape_of(page, region)
    rows, named = features(page, clues, region, shape)
    scores = score(rows, shape)
    keep[region.start : region.stop] = prune(page, region, rows, named, scores, clues)
    inside = slice(region.start, region.stop)
    return Choice(keep, region, certainty_of(page.blocks[inside], scores, keep[inside]))
