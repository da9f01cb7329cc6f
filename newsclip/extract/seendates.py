"""Dates that a page shows to its reader, ranked by how much they look like the article's own.

The late way, for pages whose structured data name no date: it walks the whole body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.article import Precision, Timestamp
from newsclip.extract.dates import parse_date
from newsclip.extract.titles import words
from newsclip.extract.visible import ASIDE, DATE, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

# matches in 2021 | 22.06.21 | 22/06/21
_MAYBE_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{2}[./]\s?\d{2}[./]\s?\d{2}(?!\d)|[०-९٠-٩۰-۹]{4}|[令平]\w\d")
# matches in "Published:", "Datum:", "Veröffentlicht am", "Mise en ligne", "发布时间", "Pressemitteilung vom"
_PUBLISHED = re.compile(
    r"publi|posted|released?\b|written|erstellt|erschienen|veröffentlicht|eingestellt|geschrieben|gespeichert"
    r"|\bdatum|\bdate"
    r"|mise en ligne|publié|fecha|pubblicat|geplaatst|gepubliceerd|publicer|julkaistu|lagt ut|opublikowan|dodano|zverejn"
    r"|опубликован|дата|yayın|tarih|发布|發布|发表|發表|時間|时间|日期|配信|掲載|公開|投稿|입력|등록|게시|نشر|تاريخ"
    r"|\bstand\b|\b(?:vom|am|den|on|le)(?=\s+\d)",
    re.IGNORECASE,
)
# matches in "Updated", "Zuletzt geändert", "Mis à jour", "更新"
UPDATED = re.compile(
    r"updat|modif|edited|aktualisiert|geändert|änderung|bearbeitet|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt"
    r"|gewijzigd|uppdat|oppdat|opdat|päivitet|обновлен|güncelle|更新|修改|수정|تحديث",
    re.IGNORECASE,
)
# matches in "© 2021", "seit 2019", "Retrieved June 3", "Aktuelle Zeit:", "Today is"
_NOT_ITS_OWN = re.compile(
    r"©|\(c\)|copyright|\bsince\b|\bseit\b|retrieved|abgerufen|accessed|consulté|born\b|geboren|registr|join|mitglied"
    r"|aktuelle zeit|it is currently|today|heute|current time|version|from\b.*\bto\b",
    re.IGNORECASE,
)
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea", "iframe", "head", "nav"})
_APART = frozenset({"footer", "aside"})
_MOST_CANDIDATES = 120


@dataclass(frozen=True, slots=True)
class SeenDate:
    """One date on the page, and how much it looks like the article's own."""

    moment: Timestamp
    score: int
    updated: bool


def seen_dates(
    tree: Element, title: str, headline: Element | None, url_day: str, month_first: bool | None
) -> list[SeenDate]:
    """All dates on the page, likeliest first.

    `title` is the article's, `headline` the element that shows it, `url_day` the date in its URL, or empty.
    """
    chunks = list(_chunks(tree, headline))
    anchor = _anchor(chunks, title)
    found: list[SeenDate] = []
    for chunk in chunks:
        if len(found) >= _MOST_CANDIDATES:
            break
        if not chunk.attribute and not _MAYBE_DATE.search(chunk.text):
            continue
        moment = parse_date(chunk.whole, month_first=month_first) or parse_date(chunk.text, month_first=month_first)
        if moment is None or moment.precision < Precision.DAY:
            continue
        score = _score(chunk, moment, anchor) + (3 if url_day and str(moment).startswith(url_day) else 0)
        found.append(SeenDate(moment, score, UPDATED.search(f"{chunk.label} {chunk.names}") is not None))
    return sorted(found, key=lambda seen: -seen.score)


@dataclass(slots=True, kw_only=True)
class _Chunk:
    """A text that stands by itself, or a date in an attribute."""

    position: int
    text: str
    whole: str
    """The text with that of its neighbours in the same small element."""
    label: str
    """What is written right before the date."""
    names: str
    apart: bool = False
    linked: bool = False
    attribute: bool = False
    heading: bool = False


def _chunks(tree: Element, headline: Element | None) -> Iterator[_Chunk]:
    """The texts of the body in reading order."""
    from lxml import etree

    around = set() if headline is None else set(headline.iterancestors())
    position, before, apart, linked = 0, "", 0, 0
    walk = etree.iterwalk(next(tree.iter("body"), tree), events=("start", "end"))
    for event, element in walk:
        starts = event == "start"
        tag = element.tag
        if starts and tag in _SKIPPED:
            walk.skip_subtree()
            continue
        names = "" if tag in _SKIPPED else _names(element)
        if element not in around and (tag in _APART or (names and role_of(names) & ASIDE)):
            apart += 1 if starts else -1
        if tag == "a":
            linked += 1 if starts else -1
        if starts:
            written = element.get("datetime") or (element.get("title") if role_of(names) & DATE else None)
            if written:
                yield _Chunk(
                    position=position,
                    text=written,
                    whole=written,
                    label=_near(before),
                    names=names,
                    apart=apart > 0,
                    linked=linked > 0,
                    attribute=True,
                )
        text = element.text if starts else element.tail
        holder = element if starts else element.getparent()
        if holder is None or not text or not text.strip():
            continue
        text = " ".join(text.split())
        position += 1
        yield _Chunk(
            position=position,
            text=text,
            whole=_whole(holder, text),
            label=f"{_near(before)} {text[:80]}" if len(text) <= _RUNNING_TEXT else text[:20],
            names=_names(holder),
            apart=apart > 0,
            linked=linked > 0,
            heading=holder.tag in {"h1", "h2", "h3"},
        )
        before = text


def _names(element: Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _near(before: str) -> str:
    """The text before, if it is short enough to be a label."""
    return before if len(before) <= 40 else ""


def _whole(holder: Element, text: str) -> str:
    if len(text) > 60 or not any(map(str.isdigit, text)):
        return text
    if len(text) <= 5 and holder.getparent() is not None:
        holder = holder.getparent()  # Apr | 04 | 2013, each in an element of its own
    pieces: list[str] = []
    for piece in holder.itertext():
        pieces.append(piece)
        if sum(map(len, pieces)) > 120:
            return text
    return " ".join(" ".join(pieces).split())


def _anchor(chunks: list[_Chunk], title: str) -> int | None:
    folded = words(title)
    if not folded:
        return None
    for headings_only in (True, False):
        for chunk in chunks:
            if (chunk.heading or not headings_only) and words(chunk.text) == folded:
                return chunk.position
    return next((chunk.position for chunk in chunks if chunk.heading), None)


def _score(chunk: _Chunk, moment: Timestamp, anchor: int | None) -> int:
    score = 2 if chunk.attribute else 0
    if role_of(chunk.names) & DATE:
        score += 2
    if _PUBLISHED.search(chunk.label):
        score += 3
    if _NOT_ITS_OWN.search(chunk.label):
        score -= 5
    if len(chunk.text) <= _RUNNING_TEXT:
        others = len(_LETTERS.findall(chunk.text))
        score += 2 if others <= 4 else 1 if others <= 8 else -2
    elif not _DATELINE.match(chunk.text):
        score -= 4
    if chunk.apart and not UPDATED.search(chunk.label):
        score -= 4
    if chunk.linked:
        score -= 1 if chunk.attribute else 3
    if moment.moment.year < 1995:
        score -= 4
    if anchor is not None:
        distance = chunk.position - anchor
        score += 3 if 0 <= distance <= 12 else 2 if -8 <= distance < 0 or 12 < distance <= 30 else 0
    return score


_LETTERS = re.compile(r"[^\W\d_]{2,}")
# 27.1.2022 - Bei der ... | Karlsruhe, (12.11.2021). Traditionell ... | BERLIN, June 3, 2021 (Agency) - ...
_DATELINE = re.compile(
    r".{0,24}(?<!\d)(?:\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}|\w+ \d{1,2}, \d{4})"
)
_RUNNING_TEXT = 120
