"""When an article was published and last changed, from the evidence on its page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta, timezone
from typing import TYPE_CHECKING

from newsclip.article import Precision, Timestamp
from newsclip.extract.dates import parse_date
from newsclip.extract.month_table import MONTHS
from newsclip.extract.seendates import seen_dates, seen_update
from newsclip.extract.structured import Node, Structured, texts
from newsclip.extract.titles import words
from newsclip.extract.visible import Visible, text_of

if TYPE_CHECKING:
    from newsclip.extract.pageview import PageView

_PUBLISHED_META = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publishdate", "publish-date", "pubdate"),
    *("publication_date", "publication-date", "published_date", "published-date", "publisheddate", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "dc.created", "date.release"),
    *("date_published", "article.published", "article:post_date", "article_date_original", "originalpublicationdate"),
    *("citation_publication_date", "citation_date", "citation_online_date", "prism.publicationdate", "bt:pubdate"),
    *("weibo:article:create_at", "weibo: article:create_at", "og:release_date", "release_date", "published_time"),
    *("published_at", "created", "creation_date", "displaydate", "date", "timestamp", "pdate", "rnews:datepublished"),
    *("vr:published_time", "cdate", "article_publish_date", "news_publish_date", "last-published"),
    *("firstpublishedtime", "eprints.date", "apub:time"),
)
_MODIFIED_META = (
    *("article:modified_time", "og:updated_time", "article:updated_time", "article:modified", "datemodified"),
    *("lastmod", "last-modified", "last_modified", "lastmodified", "dcterms.modified", "dc.date.modified"),
    *("modified", "revised", "modified_time", "updated_time", "cxenseparse:recs:updatedtime", "updated_at"),
    *("weibo:article:update_at", "weibo: article:update_at", "date.modified", "dc.modified"),
    *("article.updated", "article.modified", "lastmodifiedtime", "dateupdate"),
)
# /2021/06/22/ | /2021-06-22- | /20210622/ | /2021/06/
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/_.]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
# /2021/jun/22/
_URL_MONTH_NAME = re.compile(
    r"/((?:19|20)\d{2})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(0?[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
# /29-10-2021
_URL_DAY_FIRST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])[-_.](0[1-9]|1[0-2])[-_.](20\d{2})(?!\d)")
_FIRST_SANE_YEAR = 1900
_EPOCH = date(1970, 1, 1)
_LEAST_SCORE = 2
_LEAST_SCORE_ALONE = 0
"""The same where the page shows no other date."""
_SEEN = "date on the page"
_IN_URL = "date in the URL"
_SEEN_UPDATE = "date of the last change on the page"
_MOST_STATE_VALUES = 20_000


def read_published(page: PageView, month_first: bool | None) -> tuple[Timestamp | None, str]:
    """The moment of first publication and the evidence for it."""
    moment, label = _first(_published_evidence(page), month_first)
    if moment is None:
        moment, label = _seen(page, month_first)
    elif dated := _before_a_move(moment, page):
        moment, label = dated, _IN_URL
    elif first := _before_republication(moment, page, month_first):
        moment, label = first, _SEEN
    if moment is None:
        moment, label = _first(_last_resorts(page), month_first)
    return _as_shown(moment, page), label


def _before_a_move(moment: Timestamp, page: PageView) -> Timestamp | None:
    """The day in a page's URL, where structured data name one long after it: that of a move to another system."""
    dated = parse_date(_url_day(page.url)) if _DATED_PATH.search(page.url) else None
    if dated is None or not _is_sane(dated) or moment.moment.date() - dated.moment.date() <= _MOVED:
        return None
    return dated


def _before_republication(moment: Timestamp, page: PageView, month_first: bool | None) -> Timestamp | None:
    """The day that a page shows, where its data name a publication right behind the last change: the latest of several,
    as systems without a date of their own give it.
    """
    changed, _ = _first(_modified_evidence(page.structured, page.visible), month_first)
    if changed is None or None in {changed.moment.tzinfo, moment.moment.tzinfo}:
        return None
    if not timedelta(0) < moment.moment - changed.moment <= _RIGHT_BEHIND:
        return None
    seen = [seen for seen in seen_dates(page, "", month_first) if not seen.updated and seen.score >= _SURE_SCORE]
    return seen[0].moment if seen and seen[0].moment.day < moment.day else None


_RIGHT_BEHIND = timedelta(minutes=10)
_SURE_SCORE = 6
# /2017/7/12/a-story
_DATED_PATH = re.compile(r"/(?:19|20)\d\d/\d{1,2}/\d{1,2}/")
_MOVED = timedelta(days=31)


def _as_shown(moment: Timestamp | None, page: PageView) -> Timestamp | None:
    """The same instant in the offset that the page shows it in, where structured data have it in UTC."""
    if moment is None or moment.moment.tzinfo is None or moment.moment.utcoffset():
        return moment
    if _NOON[0] <= moment.moment.hour < _NOON[1]:
        return moment  # the same day nearly everywhere: not worth the look
    for element in page.visible.times:
        shown = parse_date(element.get("datetime") or "")
        if shown and shown.moment.tzinfo and shown.moment.utcoffset() and shown.instant == moment.instant:
            return shown
    for text in _shown_dates(page):
        shown = parse_date(text)
        if shown and shown.precision >= Precision.MINUTE and shown.moment.tzinfo is None:
            ahead = shown.moment - moment.moment.replace(tzinfo=None, second=shown.moment.second)
            if ahead % _QUARTER == timedelta(0) and timedelta(0) < abs(ahead) <= _WIDEST_OFFSET:
                return Timestamp(moment.moment.astimezone(timezone(ahead)), moment.precision)
    return moment


def _shown_dates(page: PageView) -> Iterable[str]:
    for element in (*page.visible.times[:4], *page.visible.dates[:4]):
        yield element.get("datetime") or ""
        yield " ".join(" ".join(element.itertext()).split())[:120]


_NOON = (8, 15)
_QUARTER = timedelta(minutes=15)
_WIDEST_OFFSET = timedelta(hours=14)


def _is_sane(moment: Timestamp) -> bool:
    """Whether this can be a date of publication: not the year 1, and not the zero of a computer's clock."""
    return moment.moment.year >= _FIRST_SANE_YEAR and moment.day != _EPOCH


def _first(evidence: Iterable[tuple[str, str]], month_first: bool | None) -> tuple[Timestamp | None, str]:
    for text, label in evidence:
        moment = parse_date(text, month_first=month_first)
        if moment is not None and moment.precision >= Precision.DAY and _is_sane(moment):
            return moment, label
    return None, ""


def _published_evidence(page: PageView) -> Iterable[tuple[str, str]]:
    structured = page.structured
    for key in ("datePublished", "dateCreated", "uploadDate", "datePosted"):
        yield from ((text, f"JSON-LD {key}") for text in texts(structured.article.get(key)))
    for name in _PUBLISHED_META:
        yield from ((value, f"meta {name}") for value in structured.meta.get(name, ()))
    for node in structured.nodes:
        yield from ((text, "JSON-LD datePublished") for text in texts(node.get("datePublished")))
    yield from _item_dates(page.visible, ("datepublished", "datecreated", "uploaddate"))


def _seen(page: PageView, month_first: bool | None) -> tuple[Timestamp | None, str]:
    dates = seen_dates(page, _url_day(page.url), month_first)
    least = _LEAST_SCORE if len({seen.moment.day for seen in dates}) > 1 else _LEAST_SCORE_ALONE
    for seen in dates:
        if not seen.updated and seen.score >= least:
            return seen.moment, _SEEN
    return next(
        ((seen.moment, _SEEN_UPDATE) for seen in dates if seen.updated),
        (None, ""),
    )


def _url_day(url: str) -> str:
    match = _URL_DAY.search(url)
    if match:
        return f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}"
    match = _URL_MONTH_NAME.search(url)
    if match:
        return f"{match[1]}-{MONTHS[match[2].lower()]:02}-{int(match[3]):02}"
    match = _URL_DAY_FIRST.search(url)
    return f"{match[3]}-{match[2]}-{match[1]}" if match else ""


def _last_resorts(page: PageView) -> Iterable[tuple[str, str]]:
    # A script writes the text of these
    silent = (time for time in page.visible.times if not len(time) and not (time.text or "").strip())
    yield from ((time.get("datetime") or "", "time element") for time in silent if not page.apart(time))
    yield from _script_dates(page)
    yield _url_day(page.url), _IN_URL
    yield from _state_dates(page)
    yield from ((text, "JSON-LD dateModified") for text in texts(page.structured.article.get("dateModified")))
    for name in _MODIFIED_META:
        yield from ((value, f"meta {name}") for value in page.structured.meta.get(name, ()))


# publish_time = "1624334319" | "createTime":"2021-06-22 10:30" | pubDate: '2021/06/22' | var ct = "1624334319"
_SCRIPT_DATE = re.compile(
    r"(?<![A-Za-z])(?:(?:[Pp]ub(?:lish)?|[Cc]reate|[Pp]ost|[Rr]elease)(?:ed)?[_-]?(?:[Tt]ime|[Dd]ate|[Aa]t|[Oo]n)|"
    r"(?<=var )ct(?= = \"))"
    r"[\"']?\s*[:=]\s*[\"']?(\d{10}(?:\d{3})?(?!\d)|\d{4}[-/]\d{1,2}[-/]\d{1,2}[^\"',;}<]{0,20})"
)


def _script_dates(page: PageView) -> Iterable[tuple[str, str]]:
    """The date of publication that scripts name, where all that name one agree on the day.

    A time in seconds since 1970 agrees with the day before and after, too: a day is written as it is where the site is.
    """
    found = [
        match[1]
        for script in page.tree.iter("script")
        for match in _SCRIPT_DATE.finditer(script.text or "")
        if "ld+json" not in (script.get("type") or "")
    ]
    days = {text: moment.day for text in found if (moment := parse_date(text))}
    written = [text for text in days if not text.isdigit()]
    ordinals = [day.toordinal() for day in days.values()]
    if len(set(ordinals)) == 1:
        yield found[0], "a script"
    elif len({days[text] for text in written}) == 1 and max(ordinals) - min(ordinals) == 1:
        yield written[0], "a script"


_STATE_KEYS = ("datePublished", "publishedAt", "published_at", "publishDate", "publicationDate", "pubDate", "createdAt")


def _state_dates(page: PageView) -> Iterable[tuple[str, str]]:
    """Dates beside the article's title in the JSON of a client-side application."""
    folded = words(page.title)
    pending: list[object] = list(page.structured.states) if folded else []
    for _ in range(_MOST_STATE_VALUES):
        if not pending:
            return
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict):
            pending.extend(reversed(value.values()))
            if any(isinstance(text, str) and len(text) < 400 and words(text) == folded for text in value.values()):
                for key in _STATE_KEYS:
                    yield from ((text, "state of the page's scripts") for text in texts(value.get(key)))


def _item_dates(visible: Visible, names: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    for name, element in visible.item_props:
        if name in names:
            value = element.get("content") or element.get("datetime") or text_of(element, 200)
            yield value, f"itemprop {name}"


def read_modified(
    page: PageView, published: Timestamp | None, published_as: str, month_first: bool | None
) -> tuple[Timestamp | None, str]:
    """The moment of the last change and the evidence for it; `published_as`: how the published date is known."""
    moment, label = _first(_modified_evidence(page.structured, page.visible), month_first)
    if moment is None and published_as == _SEEN:
        moment, label = seen_update(page, month_first), _SEEN_UPDATE
    elif moment is None and published_as == _SEEN_UPDATE:
        moment, label = published, _SEEN_UPDATE
    return (moment, label) if moment else (None, "")


def _modified_evidence(structured: Structured, visible: Visible) -> Iterable[tuple[str, str]]:
    nodes: list[Node] = [structured.article, structured.page]
    for node in nodes:
        yield from ((text, "JSON-LD dateModified") for text in texts(node.get("dateModified")))
    for name in _MODIFIED_META:
        yield from ((value, f"meta {name}") for value in structured.meta.get(name, ()))
    yield from _item_dates(visible, ("datemodified",))
