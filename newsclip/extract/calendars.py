"""Dates of calendars other than the Gregorian one, written anew as ISO 8601 days inside their text. No I/O.

The Solar Hijri calendar of Iran, the Buddhist era of Thailand and the years of the Republic of China.
"""

from __future__ import annotations

import re
from datetime import date

_SOLAR_MONTHS = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)
_SOLAR_MONTH = {name: number for number, name in enumerate(_SOLAR_MONTHS, 1)}
# 17 شهریور 1402
_SOLAR_NAMED = re.compile(rf"(?<!\d)(\d{{1,2}})\s*({'|'.join(_SOLAR_MONTHS)})\s*(?:ماه\s*)?(1[34]\d\d)(?!\d)")
# 1402/06/17 | 1402-6-17
_SOLAR_YEAR_FIRST = re.compile(r"(?<![\d/.-])(1[34]\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d/-])")
# 17/06/1402
_SOLAR_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(1[34]\d\d)(?!\d)")
# 112-09-08 | 112/09/08 | 112.09.08
_REPUBLIC = re.compile(r"(?<![\w/.-])(1[0-2]\d)([-/.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![\d/.-])")
# the dots of "8 ก.ย. 2566", "พ.ศ."
_THAI_DOT = re.compile(r"(?<=[\u0e01-\u0e4e])\.")
# 8 กันยายน พศ 2566 | 8 กย 66
_THAI_YEAR = re.compile(r"((?<!\d)\d{1,2}\s*[\u0e01-\u0e4e]{2,12}\s*)(?:พศ\s*)?(25\d\d|\d\d)(?![\d:.])")
# what any of the numeric ones have: 1402/ | 112- | /1402
_MAYBE_NUMERIC = re.compile(r"(?<!\d)1[0-4]\d\d?[-/.]|/1[34]\d\d")
_ARABIC_LETTERS = {"ي": "ی", "ى": "ی", "ك": "ک"}


def in_gregorian(text: str, *, persian: bool) -> str:
    """`text`, with ASCII digits, where dates of other calendars are replaced by days of ISO 8601.

    `persian`: its digits were Persian ones, so that 1402-06-17 is a day of this century; with slashes it is anyway.
    """
    if not text.isascii():
        if any("\u0e00" <= char <= "\u0e7f" for char in text):
            return _THAI_YEAR.sub(_from_thai, _THAI_DOT.sub("", text))
        text = _SOLAR_NAMED.sub(_from_named, _with_persian_letters(text))
    if _MAYBE_NUMERIC.search(text) is None:
        return text
    text = _SOLAR_YEAR_LAST.sub(lambda m: _from_solar(m[0], int(m[3]), int(m[2]), int(m[1])), text)
    text = _SOLAR_YEAR_FIRST.sub(
        lambda m: _from_solar(m[0], int(m[1]), int(m[3]), int(m[4])) if persian or m[2] == "/" else m[0], text
    )
    return _REPUBLIC.sub(lambda m: f"{int(m[1]) + 1911}-{m[3]}-{m[4]}", text)


def _with_persian_letters(text: str) -> str:
    """`text` with Persian letters for the Arabic ones in its names of Persian months; others stay as they are."""
    for arabic, letter in _ARABIC_LETTERS.items():
        if arabic in text:
            changed = text.replace(arabic, letter)
            text = changed if _SOLAR_NAMED.search(changed) else text
    return text


def _from_named(match: re.Match[str]) -> str:
    return _from_solar(match[0], int(match[3]), _SOLAR_MONTH[match[2]], int(match[1]))


def _from_thai(match: re.Match[str]) -> str:
    year = int(match[2])
    return f"{match[1]}{year - 543 if year > 99 else year + 2500 - 543}"


def _from_solar(text: str, year: int, month: int, day: int) -> str:
    """A day of the Solar Hijri calendar as ISO 8601; `text` itself where there is no such day.

    Leap years by the cycle of 33 years, which agrees with the calendar of Iran for 1244 to 1472 AP (K. M. Borkowski,
    "The Persian calendar for 3000 years", Earth, Moon and Planets 74, 1996).
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return text
    cycles, years = divmod(year + 1595, 33)
    before = (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    days = 365 * (year + 1595) + 8 * cycles + (years + 3) // 4 + before + day
    return date.fromordinal(days - _BEFORE_YEAR_ONE).isoformat()


_BEFORE_YEAR_ONE = 356_033
