"""Links of a content subtree: absolute, without redirect wrappers and tracking parameters. Changes the given tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from newsclip.extract.clean import unwrap_element
from newsclip.urls import strip_tracking, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# matches what a note's mark or its way back says: "1", "[12]", "*", "†", "↩", "^ a b"
_NOTE_MARK = re.compile(
    r"[\s\[\](){}^]*(?:\w{1,4}|[*†‡§¶#↩↑←⏎\ufe0e\ufe0f]{1,4}|(?:note|fn)\s?\d+)?[\s\[\](){}^.:]*", re.IGNORECASE
)


def clean_links(content: Element, base: str) -> None:
    """Rewrite the `href` of every link.

    A link to another place on the page becomes its text, for that place has no address in Markdown; marks of notes
    stay as they are.
    """
    page = urldefrag(base)[0]
    for element in list(content.iter("a")):
        href = (element.get("href") or "").strip()
        if not href:
            continue
        if not href.startswith("#"):
            try:
                href = urljoin(base, href) if base else href
            except ValueError:  # urljoin refuses a broken IPv6 host
                continue
            if not page or "#" not in href or urldefrag(href)[0] != page:
                element.set("href", strip_tracking(unwrap(href)))
                continue
        if element.get("id") or element.get("name") or _NOTE_MARK.fullmatch("".join(element.itertext())):
            continue
        unwrap_element(element)
