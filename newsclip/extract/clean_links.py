"""Links of a content subtree: absolute, without redirect wrappers and tracking parameters. Changes the given tree."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newsclip.urls import strip_tracking, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def clean_links(content: Element, base: str) -> None:
    """Rewrite the `href` of every link. Links within the page stay as they are."""
    for element in content.iter("a"):
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        try:
            absolute = urljoin(base, href) if base else href
        except ValueError:  # urljoin refuses a broken IPv6 host
            continue
        element.set("href", strip_tracking(unwrap(absolute)))
