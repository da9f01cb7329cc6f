"""The name of the site, as it calls itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.extract.structured import texts, types_of
from newsclip.extract.titles import host_core, site_part, tidy, words
from newsclip.urls import site_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.structured import Structured

_SITE_TYPES = frozenset({"website", "newsmediaorganization", "blog"})
_SITE_META = (
    *("application-name", "apple-mobile-web-app-title", "al:android:app_name", "al:ios:app_name", "dc.publisher"),
    *("dcterms.publisher", "publisher", "cre", "copyright"),
)


def read_site(structured: Structured, url: str, headings: Sequence[str], logos: Sequence[str]) -> tuple[str, str]:
    """The site's name and the evidence for it.

    Open Graph, the JSON-LD publisher or WebSite, a heading that links home (`logos`), the part of `<title>` beside
    a headline (`headings`), meta elements, and at last the host of the URL.
    """
    window = words(structured.title)
    for name, label in _names(structured, url, headings, logos):
        if 0 < len(name) <= _LONGEST and words(name) and words(name) != window and not re.match(r"https?://", name):
            return name, label
    host = site_of(url)
    return (host, HOST) if host else ("", "")


_LONGEST = 80
HOST = "host of the URL"


def _names(structured: Structured, url: str, headings: Sequence[str], logos: Sequence[str]) -> list[tuple[str, str]]:
    names = [(tidy(structured.first("og:site_name")), "og:site_name")]
    names += [
        (_organization(node.get(key), structured), "JSON-LD publisher")
        for node in (structured.article, structured.page)
        for key in ("publisher", "sourceOrganization")
    ]
    names += [
        (tidy(next(texts(node.get("name")), "")), "JSON-LD WebSite")
        for node in structured.nodes
        if _SITE_TYPES.intersection(types_of(node))
    ]
    names += [(tidy(logo), "heading that links home") for logo in logos]
    headlines = [*headings, *structured.meta.get("og:title", ()), *texts(structured.article.get("headline"))]
    names.append((site_part(tidy(structured.title), headlines, host_core(site_of(url))), "title element"))
    names += [(tidy(structured.first(name)), f"meta {name}") for name in _SITE_META]
    return names


def _organization(value: object, structured: Structured) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        value = structured.by_id.get(value["@id"], value)
    return tidy(next(texts(value), ""))
