"""Dates that a page shows to its reader, ranked by how much they look like the article's own.

The late way, for pages whose structured data name no date: it goes over all texts of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsclip.article import Precision, Timestamp
from newsclip.extract.dates import parse_date
from newsclip.extract.pageview import RUNNING_TEXT, linked, names_of
from newsclip.extract.titles import contains, words
from newsclip.extract.visible import ASIDE, COMMENT, DATE, role_of, text_of
from newsclip.urls import canonicalize, join

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from newsclip.extract.pageview import Chunk, PageView

# matches the years and days in "2021", "22.06.21", "22/06/21", "٢٠٢١", "令和3年", "民國112年", "112-09-08",
# "2566", "8 ก.ย. 66"
_MAYBE_DATE = re.compile(
    r"(?<!\d)(?:19|20|25)\d\d(?!\d)|(?<![\w.])\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2}(?![\d.])|(?:(?![0-9])\d){4}"
    r"|[令平]\w\d"
    r"|民[國国]\s?\d|(?<!\d)1[0-2]\d[-/.]\d\d[-/.]\d\d(?!\d)|(?<!\d)1[34]\d\d/|\d\s?[ก-๎]{1,3}\.[ก-ฮ]\."
)
# words such as "Published:", "Datum:", "Veröffentlicht am", "Mise en ligne", "发布时间", "vom 3. Mai"
_PUBLISHED = re.compile(
    r"publi|posted|released?\b|written|erstellt|erschienen|veröffentlicht|eingestellt|geschrieben|gespeichert"
    r"|\bdatum|\bdate"
    r"|mise en ligne|publié|fecha|pubblicat|geplaatst|gepubliceerd|publicer|julkaistu|lagt ut|dodano|zverejn"
    r"|опубликован|дата|yayın|tarih|发布|發布|发表|發表|時間|时间|日期|配信|掲載|公開|投稿|입력|등록|게시|نشر|انتشار|تاريخ|تاریخ"
    r"|đăng|diterbitkan|tayang|opublik|közzét|megjelen|objavlj|δημοσ|פורסם|เผยแพร่|प्रकाशित|опублік|julkais|出版"
    r"|\bstand\b|\b(?:vom|am|den|on|le)(?=\s+\d)",
    re.IGNORECASE,
)
# words such as "Updated", "Zuletzt geändert", "Mis à jour", "更新"
_UPDATED = re.compile(
    r"updat|modif|edited|aktualisiert|geändert|änderung|bearbeitet|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt"
    r"|gewijzigd|uppdat|oppdat|opdat|päivitet|обновлен|güncelle|更新|修改|수정|업데이트"
    r"|تحديث|به‌روز|cập nhật|diperbarui|aktualizo|aktualizác|frissít|módos|ažurir|ενημέρωση|עודכן|อัปเดต|แก้ไข|оновлен"
    r"|muokattu|endret|ændret|ändrad",
    re.IGNORECASE,
)
# words such as "© 2021", "seit 2019", "Retrieved June 3", "Aktuelle Zeit:", "Today is"
_NOT_ITS_OWN = re.compile(
    r"©|\(c\)|copyright|\bsince\b|\bseit\b|retrieved|abgerufen|accessed|consulté|born\b|geboren|registr|join|mitglied"
    r"|aktuelle zeit|it is currently|today|heute|current time|version|wordpress|powered by|generated|from\b.*\bto\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# the start of "27.1.2022 - Bei der ...", "Karlsruhe, (12.11.2021). Seit ...", "BERLIN, June 3, 2021 (Agency)"
_DATELINE = re.compile(
    r".{0,24}(?<!\d)(?:\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}|\w+ \d{1,2}, \d{4})"
)
# these only say that a date follows: "Zuletzt am 3. Mai geändert"
_WEAK_LABELS = frozenset({"vom", "am", "den", "on", "le", "stand", "datum", "date"})
_MOST_CANDIDATES = 120
_LONGEST_ATTRIBUTE = 60
_DATE_ATTRIBUTES = ("datetime", "data-timestamp", "data-datetime", "data-date", "data-time", "data-utime", "title")
_SHOWN_BY_SCRIPT = frozenset(_DATE_ATTRIBUTES[1:])
# 1624334319 | 1624334319000
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_NEAR = 30
_AHEAD = timedelta(days=2)
"""How far ahead of now a day may be that a page shows as its own: what is announced for later is no publication."""


@dataclass(frozen=True, slots=True)
class SeenDate:
    """One date on the page, and how much it looks like the article's own."""

    moment: Timestamp
    score: int
    updated: bool


def seen_dates(page: PageView, url_day: str, month_first: bool | None) -> list[SeenDate]:
    """All dates on the page, likeliest first; `url_day` is the date in its URL, or empty."""
    anchor = page.anchor if page.anchor is not None else _first_heading(page)
    attributes = _attributes(page)
    latest = datetime.now(UTC).date() + _AHEAD
    found: list[SeenDate] = []
    for chunk in page.chunks:
        written = attributes.get(chunk.holder, "")
        if len(chunk.text) > RUNNING_TEXT and not _DATELINE.match(chunk.text):
            continue
        if not written and not (_DIGIT.search(chunk.text) and _MAYBE_DATE.search(chunk.text)):
            continue
        shown = _own_part(chunk.text)
        around = _with_neighbours(chunk.holder, shown) if shown == chunk.text else shown
        texts = (written, around, shown)
        moment = next(filter(None, (parse_date(text, month_first=month_first) for text in texts if text)), None)
        if moment is None or moment.precision < Precision.DAY or moment.moment.date() > latest:
            continue
        if _is_code(chunk.holder):
            continue
        label = f"{chunk.before} {shown[:80]}" if len(chunk.text) <= RUNNING_TEXT else chunk.text[:20]
        score = _score(chunk, label, moment, anchor, page) + (2 if written else 0)
        if url_day and str(moment).startswith(url_day):
            score += 3
        found.append(SeenDate(moment, score, _is_update(f"{label} {names_of(chunk.holder)}")))
        if len(found) >= _MOST_CANDIDATES:
            break
    return sorted(found, key=lambda seen: -seen.score)


def _own_part(text: str) -> str:
    """The part with the date of publication of a text that also has that of an update; any other text as it is.

    3 May 2021, updated 4 May 2021 | 3 May 2021 (4 May 2021 updated) | Updated 4 May 2021, published 3 May 2021
    """
    label = _UPDATED.search(text)
    if label is None:
        return text
    bracket = _BRACKET.search(text, 0, label.start())
    for end, rest in ((label.start(), label.end()), *([(bracket.start(), bracket.end())] if bracket else [])):
        if _MAYBE_DATE.search(text[:end]) and _MAYBE_DATE.search(text[rest:]):
            return text[:end]
    published = _PUBLISHED.search(text, label.end())
    if published and published[0].casefold() not in _WEAK_LABELS and _MAYBE_DATE.search(text[published.end() :]):
        return text[published.start() :]
    return text


def seen_update(page: PageView, month_first: bool | None) -> Timestamp | None:
    """The date that the page shows behind a word such as "Updated", near its headline."""
    attributes: dict[Element, str] | None = None
    for chunk in page.chunks:
        if page.anchor is not None and abs(chunk.position - page.anchor) > _NEAR:
            continue
        text = f"{chunk.before} {chunk.text}" if len(chunk.text) <= RUNNING_TEXT else ""
        label = _UPDATED.search(text)
        names = names_of(chunk.holder)
        if label is None and (not _UPDATED.search(names) or _PUBLISHED.search(names)):
            continue
        alone = label is None or label.end() <= len(chunk.before)
        if alone and attributes is None:
            attributes = _attributes(page)
        texts = (
            attributes.get(chunk.holder, "") if alone and attributes else "",
            text[label.end() :] if label else chunk.text,
            "" if alone or label is None else _PARTS.split(text[len(chunk.before) : label.start()])[-1],
        )
        moment = next(filter(None, (parse_date(text, month_first=month_first) for text in texts if text)), None)
        if moment is not None and moment.precision >= Precision.DAY and not page.apart(chunk.holder):
            return moment
    return None


_BRACKET = re.compile(r"[(（]")
# the mark before "4 May" in "3 May (4 May updated)"
_PARTS = re.compile(r"[(（\[|｜•·]")


def _is_update(label: str) -> bool:
    updated, published = _UPDATED.search(label), _PUBLISHED.search(label)
    if published is None or published[0].casefold() in _WEAK_LABELS:
        return updated is not None
    return updated is not None and updated.start() < published.start()


def _attributes(page: PageView) -> dict[Element, str]:
    """Dates in attributes, by the element and by those inside it that show them."""
    written: dict[Element, str] = {}
    others = page.tree.xpath("//*[@datetime][not(self::time)]")
    small = page.tree.iter("span", "abbr", "div", "p", "em", "li")
    named = [element for element in small if not _SHOWN_BY_SCRIPT.isdisjoint(element.keys())]
    for element in (*page.visible.times, *others, *named, *page.visible.dates):
        value = next(filter(None, map(element.get, _DATE_ATTRIBUTES)), "")
        if _MAYBE_DATE.search(value[:_LONGEST_ATTRIBUTE]) or _EPOCH.fullmatch(value):
            written.update((inner, value) for inner in element.iter("*"))
            parent = element.getparent()
            if parent is not None and not element.text and not len(element):
                written.setdefault(parent, value)  # <relative-time datetime="…"></relative-time>
    return written


def _with_neighbours(holder: Element, text: str) -> str:
    """The text with that of its neighbours in the same small element."""
    if len(text) > 60 or not any(map(str.isdigit, text)):
        return text
    parent = holder.getparent()
    if len(text) <= 5 and parent is not None:
        holder = parent  # Apr | 04 | 2013, each in an element of its own
    pieces: list[str] = []
    for piece in holder.itertext():
        pieces.append(piece)
        if sum(map(len, pieces)) > RUNNING_TEXT:
            return text
    return " ".join(" ".join(pieces).split())


def _first_heading(page: PageView) -> int | None:
    folded = words(page.title)
    headings = [chunk for chunk in page.chunks if chunk.holder.tag in {"h1", "h2", "h3"}]
    if page.headline is None and folded:
        headings = [chunk for chunk in page.chunks if words(chunk.text) == folded] or headings
    return headings[0].position if headings else None


def _score(chunk: Chunk, label: str, moment: Timestamp, anchor: int | None, page: PageView) -> int:
    score = 0
    if role_of(names_of(chunk.holder)) & DATE:
        score += 2
    if _PUBLISHED.search(label):
        score += 3
    elif _is_fact(chunk.holder):
        score -= 6
    if _NOT_ITS_OWN.search(label):
        score -= 6
    if len(chunk.text) <= RUNNING_TEXT:
        others = len(_LETTERS.findall(chunk.text))
        score += 2 if others <= 4 else 1 if others <= 8 else -2
    if _in_own_teaser(chunk.holder, page):
        return score + 3
    if (role_of(names_of(chunk.holder)) & ASIDE or page.apart(chunk.holder)) and not _UPDATED.search(label):
        score -= 8 if _is_of_comment(chunk, page) else 4
    if linked(chunk.holder):
        score -= 1 if chunk.holder.tag == "time" else 3
    if moment.moment.year < 1995:
        score -= 4
    if anchor is not None:
        distance = chunk.position - anchor
        score += 3 if 0 <= distance <= 12 else 2 if -8 <= distance < 0 or 12 < distance <= 30 else 0
    return score


def _is_code(holder: Element) -> bool:
    return holder.tag in _CODE or next(holder.iterancestors(*_CODE), None) is not None


_CODE = ("pre", "code", "samp", "kbd", "tt")


def _is_fact(holder: Element) -> bool:
    """Whether a date is the cell of a table of facts: "Founded | 28 February 1998"."""
    cell = holder if holder.tag in {"td", "th"} else next(holder.iterancestors("td", "th"), None)
    if cell is None:
        return False
    table = next(cell.iterancestors("table"), None)
    row = cell.getparent()
    return table is not None and row is not None and len(row) > 1 and next(table.iter("th"), None) is not None


def _is_of_comment(chunk: Chunk, page: PageView) -> bool:
    """Whether a date is that of a comment: it stands in what calls itself one, and there was prose before."""
    commented = any(
        role_of(names_of(around)) & COMMENT for around in chunk.holder.iterancestors("section", "div", "li")
    )
    start = page.anchor or 0
    return commented and any(
        start <= other.position < chunk.position and len(other.text) > RUNNING_TEXT for other in page.chunks
    )


def _in_own_teaser(holder: Element, page: PageView) -> bool:
    """Whether an element stands in a link to the page itself that shows its title: a list of articles names it too."""
    link = holder if holder.tag == "a" else next(holder.iterancestors("a"), None)
    href = (link.get("href") or "").strip() if link is not None else ""
    if link is None or not href or "#" in href or not page.url or not contains(text_of(link), page.title):
        return False
    return canonicalize(join(page.base, href)) == canonicalize(page.url)
