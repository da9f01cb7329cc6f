"""The name of the site, as it calls itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.extract.role_table import HOME_WORDS
from newsclip.extract.structured import texts, types_of
from newsclip.extract.titles import contains, host_core, site_part, tidy, words
from newsclip.urls import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclip.extract.structured import Structured

_SITE_TYPES = frozenset({"website", "newsmediaorganization", "blog"})
_SITE_META = (
    *("application-name", "apple-mobile-web-app-title", "al:android:app_name", "al:ios:app_name", "dc.publisher"),
    *("dcterms.publisher", "publisher", "sitename", "cre"),
)


def read_site(structured: Structured, url: str, headings: Sequence[str], logos: Sequence[str]) -> tuple[str, str]:
    """The site's name and the evidence for it.

    Open Graph, the JSON-LD publisher or WebSite, a heading that links home (`logos`), the part of `<title>` beside
    a headline (`headings`), meta elements, and at last the host of the URL.
    """
    window = words(structured.title)
    for name, label in _names(structured, url, headings, logos):
        name = name.removeprefix("@")
        if 0 < len(name) <= _LONGEST and words(name) and words(name) != window and not re.match(r"https?://", name):
            return name, label
    host = site_of(url)
    return (host, HOST) if host else ("", "")


_LONGEST = 80
HOST = "host of the URL"


def _names(
    structured: Structured, url: str, headings: Sequence[str], logos: Sequence[str]
) -> Iterator[tuple[str, str]]:
    publishers = [
        _organization(node.get(key), structured)
        for node in (structured.article, structured.page)
        for key in ("publisher", "sourceOrganization")
    ]
    named = tidy(structured.first("og:site_name"))
    # "Example News" is what readers call it, "Example News Inc" the company.
    shorter = next((publisher for publisher in publishers if publisher and contains(named, publisher)), named)
    yield shorter, "og:site_name" if shorter == named else "JSON-LD publisher"
    yield from ((publisher, "JSON-LD publisher") for publisher in publishers)
    for node in structured.nodes:
        if _SITE_TYPES.intersection(types_of(node)):
            yield tidy(next(texts(node.get("name")), "")), "JSON-LD WebSite"
    for logo in logos:
        if logo.casefold() not in HOME_WORDS:
            yield tidy(logo), "heading that links home"
    headlines = [*headings, *structured.meta.get("og:title", ()), *texts(structured.article.get("headline"))]
    yield site_part(tidy(structured.title), headlines, host_core(site_of(url))), "title element"
    for name in _SITE_META:
        yield tidy(structured.first(name)), f"meta {name}"


def _organization(value: object, structured: Structured) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        value = structured.by_id.get(value["@id"], value)
    return tidy(next(texts(value), ""))
