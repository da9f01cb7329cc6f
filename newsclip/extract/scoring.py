"""Weigh the facts about a block: above 0 it belongs to the article, below it does not. Numbers only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsclip.extract.content_shape import contexts
from newsclip.extract.scoring_trees import first, second

if TYPE_CHECKING:
    from newsclip.extract.content_shape import Shape

Look = Callable[[Sequence[Sequence[float]]], list[float]]
MODEL: tuple[Look, Look] = (first, second)
"""Log-odds by the facts of blocks, and by these together with the first scores of the blocks around each."""


def score(rows: Sequence[Sequence[float]], shape: Shape) -> list[float]:
    """The log-odds that each block belongs to the article: by itself first, then among the blocks around it.

    Pictures and the like go with the text around them, and are not weighed.
    """
    alone, among = MODEL
    texts = [number for number, size in enumerate(shape.sizes) if size]
    scores = [0.0] * len(rows)
    for number, value in zip(texts, alone([rows[number] for number in texts]), strict=True):
        scores[number] = value
    around = contexts(shape, scores)
    for number, value in zip(texts, among([(*rows[number], *around[number]) for number in texts]), strict=True):
        scores[number] = value
    return scores
