"""Weigh the facts about a block: above 0 it belongs to the article, below it does not. Numbers only."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from newsclip.extract.content_features import NAMES
from newsclip.extract.content_shape import contexts
from newsclip.extract.scoring_trees import TREES
from newsclip.extract.scoring_weights import BIAS, STEPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsclip.extract.content_shape import Shape

Steps = dict[str, tuple[tuple[float, ...], tuple[float, ...]]]


@dataclass(frozen=True, slots=True)
class Table:
    """Weights made ready: `bias` is the sum of all lowest weights."""

    bias: float
    switches: list[tuple[int, float, float]]
    """(fact, threshold, what being above it adds)."""
    stairs: list[tuple[int, tuple[float, ...], tuple[float, ...]]]
    """(fact, thresholds, weights between them)."""


Tree = tuple[tuple[int, ...], tuple[float, ...], tuple[int, ...]]
"""Nodes in preorder: the fact that is asked for (-1 at a leaf); the threshold, or at a leaf the share of blocks there
that are article; where to go on if the fact is above the threshold. Otherwise the next node follows."""


def compile_table(bias: float, steps: Steps) -> Table:
    """A table of weights by name, made ready for rows in the order of `NAMES`."""
    places = {name: place for place, name in enumerate(NAMES)}
    switches, stairs = [], []
    for name, (edges, weights) in steps.items():
        if len(edges) == 1:
            bias += weights[0]
            switches.append((places[name], edges[0], weights[1] - weights[0]))
        else:
            stairs.append((places[name], edges, weights))
    return Table(bias, switches, stairs)


MODEL: tuple[Table, tuple[Tree, ...]] = (compile_table(BIAS, STEPS), TREES)


def score(rows: Sequence[Sequence[float]], shape: Shape) -> list[float]:
    """The log-odds that each block belongs to the article: by itself first, then among the blocks around it."""
    table, trees = MODEL
    first = weigh(rows, table)
    return [vote((*row, *context), trees) for row, context in zip(rows, contexts(shape, first), strict=True)]


def weigh(rows: Iterable[Sequence[float]], table: Table) -> list[float]:
    """The sum of the weights of each row's facts."""
    switches, stairs = table.switches, table.stairs
    scores = []
    for row in rows:
        total = table.bias
        for place, edge, weight in switches:
            if row[place] > edge:
                total += weight
        for place, edges, weights in stairs:
            total += weights[bisect_left(edges, row[place])]
        scores.append(total)
    return scores


def vote(row: Sequence[float], trees: Sequence[Tree]) -> float:
    """The log-odds that the trees give for one row of facts and contexts."""
    total = 0.0
    for facts, values, jumps in trees:
        node = 0
        while (fact := facts[node]) >= 0:
            node = node + 1 if row[fact] <= values[node] else jumps[node]
        total += values[node]
    share = min(max(total / len(trees), 0.01), 0.99)
    return log(share / (1.0 - share))
