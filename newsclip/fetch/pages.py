"""The links from a fetched page to others of the same article: the next page, or one that holds all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.paged import base_of, may_have_next_page, next_page_url

if TYPE_CHECKING:
    from newsclip.extract.siterules import SiteRules
    from newsclip.fetch.model import Fetched
    from newsclip.parse import Element


def next_page(page: Fetched, rules: SiteRules | None = None) -> str:
    """The URL of the article's next page; empty if there is none. Parses only pages that may have one.

    The rules of the site win; what they name needs no path that counts on.
    """
    ruled = rules is not None and bool(rules.next)
    if not ruled and not may_have_next_page(page.body):
        return ""
    tree = _parsed(page)
    if tree is None:
        return ""
    return (_absolute(rules.next_page(tree), tree, page) if rules is not None else "") or next_page_url(
        tree, page.final_url
    )


def single_page(page: Fetched, rules: SiteRules | None) -> str:
    """The URL of the page that holds the whole article, where the rules of its site name one; else empty."""
    if rules is None or not rules.single_page:
        return ""
    tree = _parsed(page)
    return _absolute(rules.single_page_view(tree), tree, page) if tree is not None else ""


def _parsed(page: Fetched) -> Element | None:
    from newsclip.decode import decode
    from newsclip.errors import HostileInput
    from newsclip.parse import parse_html

    try:
        return parse_html(decode(page.body, page.content_type).text)
    except HostileInput:
        return None  # converting the page says so


def _absolute(href: str, tree: Element, page: Fetched) -> str:
    from newsclip.urls import join

    url = join(base_of(tree, page.final_url), href).partition("#")[0] if href else ""
    return url if url.lower().startswith(("http://", "https://")) else ""
