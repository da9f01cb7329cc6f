"""Article and its value types: the one vocabulary that every stage speaks. No I/O, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import IntEnum


class Precision(IntEnum):
    """How much of a moment its source gave."""

    YEAR = 1
    MONTH = 2
    DAY = 3
    MINUTE = 4
    SECOND = 5


# 2021 | 2021-06 | 2021-06-22 | 2021-06-22T03:58Z | 2021-06-22 03:58:39.123+0800
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment with exactly the precision and the offset that its source gave, never more.

    `moment` is aware only where the source named an offset; its fields beyond `precision` are the lowest
    possible and mean nothing. `str()` gives ISO 8601 cut at the precision: `2021-06-22`,
    `2021-06-22T03:58:39+00:00`.
    """

    moment: datetime
    precision: Precision = Precision.SECOND

    @classmethod
    def parse(cls, text: str) -> Timestamp:
        """Read ISO 8601, basic variations included. Raises ValueError for anything else."""
        match = _ISO.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not an ISO 8601 date: {text!r}")
        year, month, day, hour, minute, second, offset = match.groups()
        given = [part is not None for part in (year, month, day, hour, second)]
        moment = datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
        if offset:
            moment = moment.replace(tzinfo=_zone(offset))
        return cls(moment, Precision(sum(given)))

    @classmethod
    def of(cls, value: datetime | date) -> Timestamp:
        """Take over a `date` (precision DAY) or a `datetime` (precision SECOND, offset as it is)."""
        if isinstance(value, datetime):
            return cls(value.replace(microsecond=0))
        return cls(datetime(value.year, value.month, value.day), Precision.DAY)

    @property
    def day(self) -> date:
        """The calendar day as the source wrote it, in the source's own offset."""
        return self.moment.date()

    @property
    def instant(self) -> datetime:
        """An aware moment for sorting; a missing offset counts as UTC."""
        return self.moment if self.moment.tzinfo else self.moment.replace(tzinfo=UTC)

    def __str__(self) -> str:
        if self.precision <= Precision.DAY:
            return self.moment.date().isoformat()[: {1: 4, 2: 7, 3: 10}[int(self.precision)]]
        return self.moment.isoformat(timespec="minutes" if self.precision == Precision.MINUTE else "seconds")


def _zone(offset: str) -> timezone:
    if offset in "Zz":
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-delta if offset[0] == "-" else delta)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a source says of an article. Empty string, empty tuple or None: it does not say."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: Timestamp | None = None
    modified: Timestamp | None = None
    site: str = ""
    canonical_url: str = ""
    language: str = ""
    """BCP 47, lower-case primary subtag: `zh`, `en`, `zh-Hant`."""
    description: str = ""
    image: str = ""
    """Absolute URL of the lead image; never a logo or a placeholder."""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    editor: str = ""
    original_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Metadata):
    """One article: its metadata, its place in the reader's life, and its Markdown body.

    `url` is as the person gave it; `canonical_url` (inherited) is the cleaned one that names the article.
    `extra` holds front-matter keys that newsclip has no meaning for, as they came: their values are what
    `newsclip.frontmatter` reads (`Scalar`, list, dict).
    """

    url: str = ""
    saved: Timestamp | None = None
    read: bool = False
    starred: bool = False
    notes: str = ""
    highlights: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    body: str = ""
    """CommonMark with GFM, one paragraph a line, without the title as a heading; ends with a newline unless empty."""
