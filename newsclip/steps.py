"""Work in steps, so that many pieces of it can be done in step. Pure.

A piece of work is a generator that yields between its steps and returns its result. Where many take the same step one
after another, before any takes the next, the code of that step and its tables stay in the processor's caches: short
posts convert in four fifths of the time.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Steps: TypeAlias = Generator[None, None, T]


def in_one_go(steps: Steps[T]) -> T:
    """The result of one piece of work."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def in_step(works: Iterable[Steps[T]]) -> list[T]:
    """The results of many pieces of work, in their order. What one raises ends all: let them catch it themselves."""
    under_way = list(enumerate(works))
    results: dict[int, T] = {}
    while under_way:
        waiting: list[tuple[int, Steps[T]]] = []
        for place, steps in under_way:
            try:
                next(steps)
                waiting.append((place, steps))
            except StopIteration as end:
                results[place] = end.value
        under_way = waiting
    return [results[place] for place in range(len(results))]
