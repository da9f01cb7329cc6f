"""Categories and tags of an article: sections, breadcrumbs, keywords, tag links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.extract.role_table import HOME_WORDS
from newsclip.extract.structured import Node, texts, types_of
from newsclip.extract.titles import name_key, tidy, words
from newsclip.extract.visible import text_of
from newsclip.patterns import is_below
from newsclip.urls import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.extract.pageview import PageView

_SECTION_META = (
    *("article:section", "og:article:section", "parsely-section", "article.section", "dc.subject", "section"),
    *("category", "columnname"),
)
_TAG_META = (
    *("article:tag", "og:article:tag", "og:video:tag", "parsely-tags", "news_keywords", "citation_keywords"),
    *("sailthru.tags", "keywords"),
)
# politics, economy | 政治，经济 | a; b
_BETWEEN = re.compile(r"\s*[,，、;；|\n]\s*")
# marks that a publishing system leaves among the tags: type:story, type: story, post-id:12, article_page
_INTERNAL = re.compile(r"^[\w-]+:\S|^[a-z-]+: [a-z-]+$|^[a-z]+_[a-z_]+$|\d{5,}")
_MOST = 30
_LONGEST = 60


def read_categories(page: PageView) -> tuple[tuple[str, ...], str]:
    """The sections an article stands in, from the widest to the narrowest, and the evidence for them."""
    structured = page.structured
    for name in _SECTION_META:
        values = _clean(_split(structured.meta.get(name, ())), page)
        if values:
            return values, f"meta {name}"
    values = _clean(_split(texts(structured.article.get("articleSection"))), page)
    if values:
        return values, "JSON-LD articleSection"
    values = _clean(_breadcrumb(structured.nodes), page)
    if values:
        return values, "JSON-LD breadcrumb"
    links = [link for rel, link in page.visible.rels if "category" in rel]
    return _clean((text_of(link, _LONGEST) for link in links if not page.apart(link)), page), "category links"


def read_tags(page: PageView) -> tuple[tuple[str, ...], str]:
    """The keywords of an article and the evidence for them."""
    structured = page.structured
    for name in _TAG_META:
        values = _clean(_split(structured.meta.get(name, ())), page)
        if values:
            return values, f"meta {name}"
    values = _clean(_split(texts(structured.article.get("keywords"))), page)
    if values:
        return values, "JSON-LD keywords"
    links = [link for rel, link in page.visible.rels if rel == "tag"]
    return _clean((text_of(link, _LONGEST) for link in links if not page.apart(link)), page), "tag links"


def _breadcrumb(nodes: Iterable[Node]) -> list[str]:
    for node in nodes:
        steps = node.get("itemListElement")
        if "breadcrumblist" not in types_of(node) or not isinstance(steps, list):
            continue
        names = [
            next(texts(step.get("name")), "") or next(texts(step.get("item")), "")
            for step in steps
            if isinstance(step, dict)
        ]
        if names and words(names[0]) and names[0].strip().casefold() in HOME_WORDS:
            del names[0]
        return [name for name in names if not name.startswith("http")]
    return []


def _split(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        parts = _BETWEEN.split(value)
        if len(parts) == 1 and not is_below(value, "\u4e00") and re.search(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]", value):
            parts = value.split()
        yield from parts


def _clean(values: Iterable[str], page: PageView) -> tuple[str, ...]:
    known = {name_key(text) for text in (page.title, page.structured.title, page.site, site_of(page.url))}
    kept: dict[str, str] = {}
    for value in values:
        text = tidy(value).strip(" #·")
        if text[:1] in "@_:<" or _INTERNAL.search(text):
            continue
        if words(text) and len(text) <= _LONGEST and name_key(text) not in known and not text.startswith("http"):
            kept.setdefault(text.casefold(), text)
    return tuple(kept.values())[:_MOST]
