"""What became of each item of an import, and the sum of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from newsclip.sources.item import Origin


class Result(StrEnum):
    """What became of one item."""

    SAVED = "saved"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    """The archive has it under another name; its tags and notes went there."""
    EDITED = "edited"
    """A person has edited the file, so it stays as it is."""
    EMPTY = "no article"
    """The page holds none: a login, a list of links, an advert."""
    FAILED = "failed"


PROBLEMS = (Result.EDITED, Result.EMPTY, Result.FAILED)
"""Results that are listed in the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One item, and what became of it."""

    origin: Origin
    result: Result
    kind: str = ""
    url: str = ""
    title: str = ""
    path: Path | None = None
    """The article's file; for a duplicate the one that the archive keeps."""
    article_id: str = ""
    """Of an article that was filed."""
    reason: str = ""
    """For a failure: what was wrong and what to do next."""
    exit_code: int = 0


@dataclass(slots=True)
class Tally:
    """Counts of results, and the exit code of the whole."""

    counts: Counter[Result] = field(default_factory=Counter)
    before: int = 0
    """Items that an interrupted run had done already."""
    codes: set[int] = field(default_factory=set)

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self.counts[outcome.result] += 1
        if outcome.exit_code:
            self.codes.add(outcome.exit_code)

    @property
    def total(self) -> int:
        """Items so far, without those of the interrupted run."""
        return sum(self.counts.values())

    @property
    def problems(self) -> int:
        """Items that the report lists."""
        return sum(self.counts[result] for result in PROBLEMS)

    @property
    def exit_code(self) -> int:
        """0 when all went well; the code that all failures share, else 1."""
        return 0 if not self.codes else next(iter(self.codes)) if len(self.codes) == 1 else 1

    def __str__(self) -> str:
        named = [f"{count:,} {result}" for result in Result if (count := self.counts[result])]
        return ", ".join(named) or "nothing new"
