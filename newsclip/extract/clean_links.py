"""Links of a content subtree: absolute, without redirect wrappers and tracking parameters. Changes the given tree."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from newsclip.extract.clean import unwrap_element
from newsclip.extract.vocabulary import NOTE_MARK, NOTE_RETURN
from newsclip.urls import strip_tracking, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def clean_links(content: Element, base: str, url: str) -> None:
    """Rewrite the `href` of every link; `base` is what relative ones are relative to, `url` the page's own address.

    A link to another place on the page becomes its text, for that place has no address in Markdown; marks of notes
    stay as they are.
    """
    page = urldefrag(url)[0]
    for element in list(content.iter("a")):
        href = (element.get("href") or "").strip()
        if not href:
            continue
        if not href.startswith("#"):
            try:
                href = urljoin(base, href) if base else href
            except ValueError:  # urljoin refuses a broken IPv6 host
                continue
            address, _, place = href.partition("#")
            if not page or not place or address != page:
                element.set("href", strip_tracking(unwrap(href)))
                continue
            element.set("href", f"#{place}")
        text = "".join(element.itertext())
        is_note = NOTE_MARK.fullmatch(text) or NOTE_RETURN.fullmatch(text)
        if is_note and next(element.iter("img"), None) is None:
            continue
        if element.get("id") or element.get("name"):
            del element.attrib["href"]  # a note may lead back to it
        else:
            unwrap_element(element)
