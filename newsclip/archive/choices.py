"""What a person chose for one article when it was saved."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person chose for one article, beside what its page says."""

    title: str = ""
    date: str = ""
    """Of publication, as typed."""
    select: tuple[str, ...] = ()
    """CSS selectors or XPaths of the parts that are the article."""
    strip: tuple[str, ...] = ()
    """Likewise of the parts that are not."""
