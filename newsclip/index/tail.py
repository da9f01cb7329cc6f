"""The tail: the articles that were indexed a few at a time, so that many single saves do not leave many segments.

Every commit makes a segment of the engine. Its own merging is not for a program that runs for a moment: it would take
seconds, or never end. So a commit takes the articles of the last small commits with it, as one carries over in
counting: a group is taken when it is at most twice as large as what is added to it. Thus single saves leave one
segment in 128, and five more.

Format of the file `tail`: a line of JSON a group, the list of its paths; the oldest first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TAIL = "tail"

_CLOSED_FROM = 128
"""Articles from which a group is never taken again: reading them anew takes about 0.2 s."""


def read_tail(generation: Path) -> list[list[str]]:
    """The groups of a generation; none where the file is missing or broken, which costs nothing but segments."""
    try:
        lines = (generation / _TAIL).read_text("utf-8").splitlines()
        groups = [json.loads(line) for line in lines]
    except (OSError, ValueError):
        return []
    return [[str(path) for path in group] for group in groups if isinstance(group, list)]


def carry_over(groups: list[list[str]], count: int) -> list[str]:
    """Take the last groups out of `groups`, as far as they go with `count` articles more. Returns their paths."""
    taken: list[str] = []
    while groups and len(groups[-1]) <= 2 * (count + len(taken)) and count + len(taken) < _CLOSED_FROM:
        taken += groups.pop()
    return taken


def write_tail(generation: Path, groups: Sequence[Sequence[str]]) -> None:
    """Replace the groups of a generation."""
    temporary = generation / f"{_TAIL}.tmp"
    lines = [json.dumps(list(group)) for group in groups if 0 < len(group) < _CLOSED_FROM]
    temporary.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    temporary.replace(generation / _TAIL)
