"""The name of the site, as it calls itself."""

from __future__ import annotations

import re

from newsclip.extract.structured import Structured, texts
from newsclip.extract.titles import tidy
from newsclip.urls import site_of


def read_site(structured: Structured, url: str) -> tuple[str, str]:
    """The site's name and the evidence for it: Open Graph, publisher, WebSite, application name, else the host."""
    name = tidy(structured.first("og:site_name"))
    if _is_name(name):
        return name, "og:site_name"
    for node, label in ((structured.article, "JSON-LD publisher"), (structured.page, "JSON-LD publisher")):
        for key in ("publisher", "sourceOrganization"):
            name = _organization(node.get(key), structured)
            if _is_name(name):
                return name, label
    for node in structured.nodes:
        kind = node.get("@type")
        if kind in ("WebSite", "NewsMediaOrganization") and isinstance(node.get("name"), str):
            name = tidy(str(node["name"]))
            if _is_name(name):
                return name, f"JSON-LD {kind}"
    for meta in (
        "application-name",
        "apple-mobile-web-app-title",
        "al:android:app_name",
        "dc.publisher",
        "publisher",
        "copyright",
    ):
        name = tidy(structured.first(meta))
        if _is_name(name):
            return name, f"meta {meta}"
    host = site_of(url)
    return (host, "host of the URL") if host else ("", "")


def _organization(value: object, structured: Structured) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        value = structured.by_id.get(value["@id"], value)
    return tidy(next(texts(value), "")) if value else ""


def _is_name(name: str) -> bool:
    return 0 < len(name) <= 80 and not re.match(r"https?://", name) and re.search(r"\w", name) is not None
