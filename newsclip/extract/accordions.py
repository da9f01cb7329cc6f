"""Accordions as plain HTML: panels that a button opens are shown, and the button's words are text. Changes the tree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsclip.extract.vocabulary import HEADINGS

if TYPE_CHECKING:
    from newsclip.parse import Element

_FURNITURE = frozenset(("nav", "header", "footer", "dialog", "form", "menu", "aside"))
_ROLES = frozenset(("navigation", "dialog", "menu", "menubar", "banner", "search", "tablist", "contentinfo"))
_LABELS = frozenset(("button", "div", "p", "span"))
_PROSE = 60
"""Characters outside of links from which a panel holds text, and not a menu."""
_SERIES = 2
"""Buttons of one make, with words of their own, that are the questions of a list."""


def open_accordions(tree: Element) -> None:
    """Show what a button opens, where that is text: answers below questions, sections below headings."""
    openers = [opener for opener in tree.iter("*") if opener.get("aria-expanded") is not None]
    if not openers:
        return
    places = {element.get("id"): element for element in tree.iter("*") if element.get("id")}
    labels: list[Element] = []
    for opener in openers:
        # A panel has one button; what has more is no accordion.
        panel = places.pop((opener.get("aria-controls") or opener.get("data-target") or "").lstrip("#"), None)
        if panel is None or panel in opener.iterancestors() or not _holds_prose(panel) or _is_furniture(opener):
            continue
        _reveal(panel)
        if opener.tag in _LABELS:
            labels.append(opener)
    makes = Counter(opener.get("class") for opener in labels)
    words = Counter(_words(opener) for opener in labels)
    for opener in labels:
        heading = next(opener.iterancestors(*HEADINGS, "dt", "summary"), None)
        if heading is not None and _words(heading) == _words(opener):
            opener.tag = "span"
        elif makes[opener.get("class")] >= _SERIES and words[_words(opener)] == 1:
            opener.tag = "h4"


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _holds_prose(panel: Element) -> bool:
    links = sum(len(_words(link)) for link in panel.iter("a"))
    return len(_words(panel)) - links >= _PROSE and next(panel.iter("input", "select"), None) is None


def _is_furniture(element: Element) -> bool:
    return any(around.tag in _FURNITURE or around.get("role") in _ROLES for around in element.iterancestors())


def _reveal(panel: Element) -> None:
    panel.attrib.pop("hidden", None)
    panel.attrib.pop("aria-hidden", None)
    if "none" in (panel.get("style") or "") or "hidden" in (panel.get("style") or ""):
        panel.attrib.pop("style")
