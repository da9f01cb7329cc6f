"""Periods of a query: `2021-06`, `2021-06..2021-08`, `7d`, `yesterday` → first and last day. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """Days from `first` to `last`, both of them in it; None is without end."""

    first: date | None
    last: date | None


# 2021 | 2021-06 | 2021-06-22 | 2021/6/22 | 2021年6月22日
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
# 7d, 2w, 3m, 1y
_AGE = re.compile(r"(\d{1,5})([dwmy])", re.IGNORECASE)


def parse_period(text: str, today: date) -> Period:
    """A day, month, year, age or range. Raises ValueError with a reason for people."""
    start, dots, end = text.partition("..")
    if not dots:
        return _one(text, today)
    if not start and not end:
        raise ValueError("a range needs a beginning or an end")
    first = _one(start, today).first if start else None
    last = _one(end, today).last if end else None
    if first is not None and last is not None and first > last:
        raise ValueError(f"the range '{text}' ends before it begins")
    return Period(first, last)


def parse_bound(text: str, today: date, *, before: bool) -> Period:
    """What `after:` (from the first day on) and `before:` (until the day before the first) mean."""
    first = _one(text, today).first
    assert first is not None  # noqa: S101 - every single period begins somewhere
    if not before:
        return Period(first, None)
    return Period(None, first - timedelta(days=1) if first > date.min else first)


def _one(text: str, today: date) -> Period:
    word = text.lower()
    if word in ("today", "今天"):
        return Period(today, today)
    if word in ("yesterday", "昨天"):
        day = today - timedelta(days=1)
        return Period(day, day)
    age = _AGE.fullmatch(word)
    if age is not None:
        return Period(_back(today, int(age[1]), age[2]), today)
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"'{text}' is not a date")
    year, month, day_of_month = match.groups()
    try:
        if day_of_month:
            day = date(int(year), int(month), int(day_of_month))
            return Period(day, day)
        if month:
            first = date(int(year), int(month), 1)
            return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))
        return Period(date(int(year), 1, 1), date(int(year), 12, 31))
    except ValueError:
        raise ValueError(f"there is no day '{text}'") from None


def _back(today: date, count: int, unit: str) -> date:
    try:
        if unit in "dw":
            return today - timedelta(days=count * (7 if unit == "w" else 1))
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return date.min
