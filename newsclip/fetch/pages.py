"""The link from a fetched page to the next page of the same article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.paged import may_have_next_page, next_page_url

if TYPE_CHECKING:
    from newsclip.fetch.model import Fetched


def next_page(page: Fetched) -> str:
    """The URL of the article's next page; empty if there is none. Parses only pages that mention one."""
    from newsclip.decode import decode
    from newsclip.errors import HostileInput
    from newsclip.parse import parse_html

    if not may_have_next_page(page.body):
        return ""
    try:
        tree = parse_html(decode(page.body, page.content_type).text)
    except HostileInput:
        return ""  # converting the page says so
    return next_page_url(tree, page.final_url)
