"""When an article was published and last changed, from the evidence on its page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from newsclip.article import Precision, Timestamp
from newsclip.extract.dates import parse_date
from newsclip.extract.structured import Node, Structured, texts
from newsclip.extract.visible import Visible, inside, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

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
)
_MODIFIED_META = (
    *("article:modified_time", "og:updated_time", "article:updated_time", "article:modified", "datemodified"),
    *("lastmod", "last-modified", "last_modified", "lastmodified", "dcterms.modified", "dc.date.modified"),
    *("modified", "revised", "modified_time", "updated_time", "cxenseparse:recs:updatedtime", "updated_at"),
    *("weibo:article:update_at", "weibo: article:update_at", "date.modified", "dc.modified"),
)
# updated on, Aktualisiert:, mis à jour, 更新, 最終更新
_UPDATED = re.compile(
    r"updat|modif|edited|aktualisiert|geändert|bearbeitet|mis à jour|actualiz|atualiz|aggiornat|bijgewerkt|gewijzigd"
    r"|uppdat|oppdat|opdat|päivitet|обновлен|güncelle|更新|修改|最終更新|수정|تحديث",
    re.IGNORECASE,
)
# /2021/06/22/ | /2021-06-22- | /20210622/ | /2021/06/
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/_.]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_URL_COMPACT_OK = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_FIRST_SANE_YEAR = 1900


def read_published(
    structured: Structured, visible: Visible, url: str, month_first: bool | None
) -> tuple[Timestamp | None, str]:
    """The moment of first publication and the evidence for it."""
    return _first(_published_evidence(structured, visible, url), month_first)


def _first(evidence: Iterable[tuple[str, str]], month_first: bool | None) -> tuple[Timestamp | None, str]:
    for text, label in evidence:
        moment = parse_date(text, month_first=month_first)
        if moment is not None and moment.precision >= Precision.DAY and moment.moment.year >= _FIRST_SANE_YEAR:
            return moment, label
    return None, ""


def _published_evidence(structured: Structured, visible: Visible, url: str) -> Iterable[tuple[str, str]]:
    for key in ("datePublished", "dateCreated", "uploadDate", "datePosted"):
        yield from ((text, f"JSON-LD {key}") for text in texts(structured.article.get(key)))
    for name in _PUBLISHED_META:
        yield from ((value, f"meta {name}") for value in structured.meta.get(name, ()))
    for node in structured.nodes:
        yield from ((text, "JSON-LD datePublished") for text in texts(node.get("datePublished")))
    yield from _item_dates(visible, ("datepublished", "datecreated", "uploaddate"))
    yield from _times(visible)
    yield from _written(visible)
    match = _URL_DAY.search(url)
    if match:
        yield f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}", "date in the URL"
    for key in ("dateModified",):
        yield from ((text, f"JSON-LD {key}") for text in texts(structured.article.get(key)))
    for name in _MODIFIED_META:
        yield from ((value, f"meta {name}") for value in structured.meta.get(name, ()))


def _item_dates(visible: Visible, names: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    for name, element in visible.item_props:
        if name in names:
            value = element.get("content") or element.get("datetime") or text_of(element, 200)
            yield value, f"itemprop {name}"


def _times(visible: Visible) -> Iterable[tuple[str, str]]:
    later: list[Element] = []
    for element in visible.times:
        if inside(element):
            later.append(element)
            continue
        label = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if _UPDATED.search(label):
            later.append(element)
            continue
        yield element.get("datetime") or text_of(element, 200), "time element"
    for element in later:
        yield element.get("datetime") or text_of(element, 200), "time element"


def _written(visible: Visible) -> Iterable[tuple[str, str]]:
    for element in visible.dates:
        if not inside(element):
            yield text_of(element, 160), "visible date"


def read_modified(structured: Structured, visible: Visible, month_first: bool | None) -> tuple[Timestamp | None, str]:
    """The moment of the last change and the evidence for it."""
    return _first(_modified_evidence(structured, visible), month_first)


def _modified_evidence(structured: Structured, visible: Visible) -> Iterable[tuple[str, str]]:
    nodes: list[Node] = [structured.article, structured.page]
    for node in nodes:
        yield from ((text, "JSON-LD dateModified") for text in texts(node.get("dateModified")))
    for name in _MODIFIED_META:
        yield from ((value, f"meta {name}") for value in structured.meta.get(name, ()))
    yield from _item_dates(visible, ("datemodified",))
