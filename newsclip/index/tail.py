"""The tail: the segments of articles that were indexed a few at a time, so that single saves do not leave many.

Every save makes a segment of the engine. So it takes the articles of the last small ones with it, as one carries over
in counting: a group is taken when it is at most twice as large as what is added to it. Thus single saves leave one
segment in 13, and four more; and eight of those are merged by the engine.

Format of the file `tail`: a line of JSON a group, the list of its segment's id and its paths; the oldest first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

_TAIL = "tail"

CLOSED_FROM = 12
"""Articles from which a group is never taken again: reading 13 anew takes about 20 ms."""


class Group(NamedTuple):
    """The articles of one small segment."""

    segment: str
    paths: list[str]


def read_tail(generation: Path, segments: Container[str]) -> list[Group]:
    """The groups whose segments still are; none where the file is missing or broken, which costs only segments."""
    try:
        lines = (generation / _TAIL).read_text("utf-8").splitlines()
        groups = [Group(segment, paths) for segment, *paths in map(json.loads, lines)]
    except (OSError, ValueError, TypeError):
        return []
    return [group for group in groups if group.segment in segments]


def carry_over(groups: list[Group], count: int) -> list[Group]:
    """Take the last groups out of `groups`, as far as they go with `count` articles more."""
    taken: list[Group] = []
    while groups and len(groups[-1].paths) <= 2 * count and count < CLOSED_FROM:
        taken.append(groups.pop())
        count += len(taken[-1].paths)
    return taken


def write_tail(generation: Path, groups: Iterable[Group]) -> None:
    """Replace the groups of a generation."""
    temporary = generation / f"{_TAIL}.tmp"
    lines = [json.dumps([group.segment, *group.paths]) for group in groups if 0 < len(group.paths) < CLOSED_FROM]
    temporary.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    temporary.replace(generation / _TAIL)
