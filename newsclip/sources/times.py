"""The ways in which exports write a moment → `Timestamp`; None for anything that is not one."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from newsclip.article import Precision, Timestamp

_EPOCH_1601 = 11_644_473_600
"""Seconds between 1601-01-01, where Chrome and Windows begin to count, and 1970-01-01."""

# Tue Jan 02 2024 10:00:00 GMT+0100 (Central European Standard Time)
_JS_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT([+-]\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# 22/06/2021 03:58:39
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?")


def from_epoch(value: object) -> Timestamp | None:
    """Unix time as number or digits, in seconds, or in ms, µs or ns as its magnitude tells. 0 means "not set"."""
    try:
        number = float(str(value).strip())
    except ValueError:
        return None
    if not 0 < number < 1e20:
        return None
    for limit, unit in ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3)):
        if number >= limit:
            number /= unit
            break
    return _utc(number)


def from_chrome(value: object) -> Timestamp | None:
    """Microseconds since 1601-01-01 UTC, as Chrome's bookmarks file has them."""
    try:
        number = int(str(value).strip())
    except ValueError:
        return None
    return _utc(number / 1e6 - _EPOCH_1601) if number > 0 else None


def _utc(seconds: float) -> Timestamp | None:
    try:
        return Timestamp.of(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds)))
    except OverflowError:
        return None


def from_iso(value: object) -> Timestamp | None:
    """ISO 8601 in its common variations."""
    if value is None or value == "":
        return None
    try:
        return Timestamp.parse(str(value))
    except (ValueError, OverflowError):
        return None


def from_rfc822(value: object) -> Timestamp | None:
    """`Tue, 22 Jun 2021 03:58:39 GMT`, as mail headers have it."""
    try:
        return Timestamp.of(parsedate_to_datetime(str(value)))
    except (ValueError, IndexError, OverflowError):
        return None


def from_javascript(value: str) -> Timestamp | None:
    """What JavaScript's `Date.toString()` gives; the localized zone name behind it is not read."""
    match = _JS_DATE.search(value)
    if match is None or match[1] not in _MONTHS:
        return None
    month = _MONTHS.index(match[1]) + 1
    return from_iso(f"{match[3]}-{month:02}-{int(match[2]):02}T{match[4]}:{match[5]}:{match[6]}{match[7]}")


def from_day_first(value: str) -> Timestamp | None:
    """`22/06/2021 03:58:39` on a twelve-hour clock without am or pm: only its day is certain."""
    match = _DAY_FIRST.fullmatch(value.strip())
    if match is None:
        return None
    try:
        return Timestamp(datetime(int(match[3]), int(match[2]), int(match[1])), Precision.DAY)
    except ValueError:
        return None


def from_anything(value: object) -> Timestamp | None:
    """Unix time, ISO 8601, a mail date or a JavaScript date: the first that fits."""
    if value is None or value == "" or isinstance(value, bool):
        return None
    if isinstance(value, int | float) or str(value).strip().replace(".", "", 1).isdigit():
        text = str(value).strip()
        return from_iso(text) if len(text) == 4 else from_epoch(text)
    return from_iso(value) or from_rfc822(value) or from_javascript(str(value))
