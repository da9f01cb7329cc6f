"""Any written date, in any language we know, as a `Timestamp`. Reads no clock, so "3 hours ago" is not a date here.

Precision and offset are those of the text: a day stays a day, and no zone is ever made up.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from newsclip.article import Precision, Timestamp
from newsclip.extract.calendars import in_gregorian

_LONGEST = 240
_FIRST_YEAR, _LAST_YEAR = 1000, 2199

# Z | +08:00 | +0800 | -5 | GMT+0100 | UTC +8 | EDT
_ZONE = (
    r"(?P<zone>\s*[+\u2212-]\d{2}:?\d{2}(?![\d:])"
    r"|(?:\s*\(?(?:utc|gmt)\s*)?[+\u2212-]\d{1,2}(?::?\d{2})?(?![\d:])|\s*\(?[a-zмск]{1,5}(?![^\W\d_]))"
)
# 03:58 | 3:58:39 | 03:58:39.123Z | 3:58 pm | 10h30 | 10.30 Uhr | kl. 10.30 | 3 p.m.
_TIME = re.compile(
    r"(?<![\w:.,])(?:(?P<h>\d{1,2})(?:\s?:|\s?h\s?)(?P<m>\d{2})(?!\d)(?:[:.](?P<s>\d{2})(?!\d)(?:[.,:]\d{1,9})?)?"
    r"|(?P<h2>(?:(?<=kl )|(?<=kl\. )|(?<=klo )|(?<=ore )|(?<=alle ))\d{1,2}|\d{1,2}(?=\.\d{2}\s*(?:uhr|klo|kello|час)))"
    r"\.(?P<m2>\d{2})(?![\d.]\d)|(?P<h3>\d{1,2})(?=\s*(?:[ap]\.?\s?m\b|uhr)))"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*uhr)?" + _ZONE + "?"
)
# what most machines write: 2021-06-22 | 2021-06-22T03:58:39.123Z | 2021-06-22T03:58:39+08:00
_ISO = re.compile(r"[12]\d{3}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?")
# 20210622 | 20210622T0358 | 20210622035839Z
_COMPACT = re.compile(r"((?:1[89]|20)\d{2})(\d{2})(\d{2})(?:[t ]?(\d{2})(\d{2})(\d{2})?" + _ZONE + "?)?")
# 1624334319 | 1624334319000 | 1624334319.25
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")
# 2021-06-22 | 2021/6/22 | 2021. 6. 22. | 2021-06-22T03:58 (the time is read apart)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?([-/.\u2010-\u2014])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
# 22.06.2021 | 6/22/21 | 22-06-2021
_YEAR_LAST = re.compile(r"(?<![\d.:/])(\d{1,2})\s?([./\u2010-\u2014-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:])")
# 2021年6月22日 | 2021년 6월 22일 | 2021 年 6 月
_EAST_ASIAN = re.compile(
    r"(\d{2,4})\s*[年년]\s*(?:\([^)]*\)\s*)?(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*(?:[日日号號일])?)?"
)
# 上午10时30分 | 오후 3시 5분 | 午後3時 | 下午 3:05
_EAST_ASIAN_TIME = re.compile(
    r"(?P<half>上午|凌晨|早上|中午|下午|晚上|傍晚|午前|午後|오전|오후)?\s*(?P<h>\d{1,2})\s*(?:[时時点點시]|(?=\s?:))"
    r"\s*:?\s*(?:(?P<m>\d{1,2})\s*[分분]?(?:\s*:?\s*(?P<s>\d{2})\s*[秒초]?)?)?"
)
_AFTERNOON: Final = frozenset({"中午", "下午", "晚上", "傍晚", "午後", "오후"})
# 令和3年 | 平成30年 | 昭和64年 | 民國110年
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "民國": 1911, "民国": 1911}
_ERA = re.compile("(" + "|".join(_ERAS) + r")\s*(\d{1,3}|元)\s*年")
_HAN_DIGITS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# 二〇二一年六月二十二日
_HAN_DATE = re.compile(
    r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}[日号])?"
)
# 22 tháng 6, 2021
_VIETNAMESE = re.compile(r"(\d{1,2})\s*tháng\s*(\d{1,2})\s*,?\s*(?:năm\s*)?(\d{4})")
# A word, combining signs included (Devanagari, Thai): juin | जून | sept
_WORD = re.compile(r"[^\W\d_][^\s\d.,:;/()|\u2013\u2014'’-]*")
_FILLER = r"(?:\s|,|\.|-|/|'|’|\u200f|\u200e|of\b|de\b|del\b|di\b|do\b|d'|m\b|gada\b|г\b|р\b)*"
# ...the 22nd of | 2021 m. | 1er
_NUMBER_BEFORE = re.compile(r"(?<![\d:.])(\d{1,4})(?:st|nd|rd|th|er|re|го|-го|ª|º|°|\u200f)?" + _FILLER + "$")
_NUMBER_AFTER = re.compile(_FILLER + r"(\d{1,4})(?![\d:])(?:st|nd|rd|th|er|re|ª|º|°)?")
# 03:58:39 UTC 2021 (ctime) between the day and the year
_YEAR_AFTER = re.compile(
    r"^[^\d]{0,12}(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s*[a-z]{2,5})?(?:\s*[+-]\d{4})?\s+)?((?:1[4-9]|20|21|25)\d{2})(?!\d)"
)
# 2021 | 2021-06 | 06/2021
_YEAR_ONLY = re.compile(r"((?:1[4-9]|20|21)\d{2})")
_YEAR_MONTH = re.compile(r"((?:1[4-9]|20|21)\d{2})\s?[-/.]\s?(\d{1,2})|(\d{1,2})\s?[/.]\s?((?:19|20)\d{2})")


def parse_date(text: str, *, month_first: bool | None = None) -> Timestamp | None:
    """The first date written in `text`, or None.

    ISO 8601, RFC 822/1123/850, ctime, JavaScript's Date, epoch seconds and milliseconds, and dates as people write
    them in the languages of `month_table`. `month_first` says how to read 06/07/2021; left out, the day comes first
    unless the text has an English am/pm.
    """
    text = text.strip()
    if not text:
        return None
    if _ISO.fullmatch(text):
        with suppress(ValueError):
            return Timestamp.parse(text)
    folded = _fold(text[:_LONGEST])
    if folded.isdigit() or _EPOCH.fullmatch(folded):
        return _digits_only(folded)
    for read in (_iso_like, _east_asian, _named, _vietnamese):
        found = read(folded)
        if found is not None:
            return found
    return _year_last(folded, month_first) or _compact(folded) or _coarse(folded)


def _fold(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("\u0130", "i")
        persian = any("\u06f0" <= char <= "\u06f9" for char in text)
        text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
        return in_gregorian(text.lower(), persian=persian)
    return in_gregorian(text.lower(), persian=False)


def _digits_only(text: str) -> Timestamp | None:
    if len(text) in {8, 12, 14} and text.isdigit():
        return _compact(text)
    if _YEAR_ONLY.fullmatch(text):
        return _moment(int(text), None, None)
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    return Timestamp(datetime.fromtimestamp(int(match[1]), UTC))


def _compact(text: str) -> Timestamp | None:
    match = _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (None if part is None else int(part) for part in match.groups()[:6])
    return _moment(year or 0, month, day, hour, minute, second, _offset(match["zone"]))


def _iso_like(text: str) -> Timestamp | None:
    match = _YEAR_FIRST.search(text)
    if match is None:
        return None
    rest = text[match.end() :]
    # The T of ISO 8601, and its basic time: T035839
    rest = re.sub(
        r"^t(\d{2})(\d{2})(\d{2})?(?![\d:])", lambda m: f" {m[1]}:{m[2]}" + (f":{m[3]}" if m[3] else ""), rest
    )
    if rest.startswith("t"):
        rest = " " + rest[1:]
    return _with_time(int(match[1]), int(match[3]), int(match[4]), rest, text[: match.start()])


def _east_asian(text: str) -> Timestamp | None:
    text = _HAN_DATE.sub(lambda m: _han_digits(m[0]), text)
    text = _ERA.sub(lambda m: f"{_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text)
    match = _EAST_ASIAN.search(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), match[3]
    if year < 100:
        year += 2000
    if day is None:
        return _moment(year, month, None)
    rest = text[match.end() :]
    if _EAST_ASIAN_TIME.search(rest[:24]) is None:
        return _moment(year, month, int(day))
    clock = _EAST_ASIAN_TIME.search(rest)
    if clock is None:
        return _moment(year, month, int(day))
    hour = int(clock["h"])
    if clock["half"] in _AFTERNOON and hour < 12:
        hour += 12
    zone = re.match(_ZONE, rest[clock.end() :])
    minute = int(clock["m"] or 0)
    second = int(clock["s"]) if clock["s"] else None
    offset = _offset(zone["zone"]) if zone else None
    return _moment(year, month, int(day), hour, minute, second, offset) or _moment(year, month, int(day))


def _han_digits(text: str) -> str:
    def number(match: re.Match[str]) -> str:
        tens, _, units = match[0].partition("十")
        if "十" not in match[0]:
            return match[0].translate(_HAN_DIGITS)
        return f"{(tens or '一').translate(_HAN_DIGITS)}{(units or '〇').translate(_HAN_DIGITS)}"

    return re.sub("[〇零○一二三四五六七八九十]+", number, text)


def _named(text: str) -> Timestamp | None:
    from newsclip.extract.month_table import MONTHS

    words = list(_WORD.finditer(text))
    for position, word in enumerate(words):
        month = MONTHS.get(word[0])
        end = word.end()
        if month is None and position + 1 < len(words):
            month = MONTHS.get(f"{word[0]} {words[position + 1][0]}")
            end = words[position + 1].end()
        if month is None:
            continue
        found = _around_month(text, word.start(), end, month)
        if found is not None:
            return found
    return None


def _around_month(text: str, start: int, end: int, month: int) -> Timestamp | None:
    before = _NUMBER_BEFORE.search(text[max(0, start - 24) : start])
    after = _NUMBER_AFTER.match(text[end:])
    ahead = text[:start]
    if before and len(before[1]) <= 2:
        number = after[1] if after else ""
        if len(number) == 4 or (len(number) == 2 and after is not None):
            return _with_time(
                _century(number), month, int(before[1]), text[end + (after.end() if after else 0) :], ahead
            )
        year = _YEAR_AFTER.match(text[end:])
        if year:
            return _with_time(int(year[1]), month, int(before[1]), text[end:], "")
    if after and len(after[1]) <= 2:
        rest = text[end + after.end() :]
        year = _YEAR_AFTER.match(rest)
        if year:
            return _with_time(int(year[1]), month, int(after[1]), rest, ahead)
        if before and len(before[1]) == 4:
            return _with_time(int(before[1]), month, int(after[1]), rest, "")
        return None
    if after and len(after[1]) == 4:
        return _moment(int(after[1]), month, None)
    if before and len(before[1]) == 4:
        return _moment(int(before[1]), month, None)
    return None


def _vietnamese(text: str) -> Timestamp | None:
    match = _VIETNAMESE.search(text)
    if match is None:
        return None
    return _with_time(int(match[3]), int(match[2]), int(match[1]), text[match.end() :], text[: match.start()])


def _year_last(text: str, month_first: bool | None) -> Timestamp | None:
    match = _YEAR_LAST.search(text)
    if match is None:
        return None
    first, separator, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if len(year) == 2 and separator not in "./":
        return None
    if month_first is None:
        month_first = separator == "/" and re.search(r"\d\s?[ap]\.?m\b", text) is not None
    if second > 12 or (month_first and separator != "." and first <= 12):
        first, second = second, first
    return _with_time(_century(year), second, first, text[match.end() :], text[: match.start()])


def _coarse(text: str) -> Timestamp | None:
    match = _YEAR_MONTH.fullmatch(text)
    if match is None:
        return None
    return _moment(int(match[1] or match[4]), int(match[2] or match[3]), None)


def _century(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 70 else 1900)


def _with_time(year: int, month: int, day: int, after: str, before: str) -> Timestamp | None:
    """The date with the clock time written behind it, or else right before it."""
    plain = _moment(year, month, day)
    if plain is None:
        return None
    clock = _TIME.search(after[:48]) or _TIME.search(before[-32:])
    if clock is None:
        return plain
    hour = int(clock["h"] or clock["h2"] or clock["h3"])
    minute = int(clock["m"] or clock["m2"] or 0)
    second = int(clock["s"]) if clock["s"] else None
    half = clock["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _moment(year, month, day, hour, minute, second, _offset(clock["zone"])) or plain


def _offset(zone: str | None) -> timezone | None:
    from newsclip.extract.month_table import ZONES

    if not zone:
        return None
    zone = zone.strip().lstrip("(").replace("\u2212", "-")
    # +08:00 | GMT+0100 | -5
    match = re.fullmatch(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?", zone)
    if match:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > 14 * 60 or int(match[3] or 0) > 59:
            return None
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes)) if minutes else UTC
    known = ZONES.get(zone)
    if known is None:
        return None
    return timezone(timedelta(minutes=known)) if known else UTC


def _moment(
    year: int,
    month: int | None,
    day: int | None,
    hour: int | None = None,
    minute: int | None = None,
    second: int | None = None,
    offset: timezone | None = None,
) -> Timestamp | None:
    if 2400 <= year <= 2650:
        year -= 543  # the Buddhist era, as Thai sites write it
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    given = (month is not None, day is not None, hour is not None, second is not None)
    try:
        moment = datetime(year, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=offset)
    except ValueError:
        return None
    return Timestamp(moment, Precision(1 + sum(given)))
