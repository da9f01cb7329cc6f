"""Notes that a page shows twice, beside the text and at its end: kept once, with a mark that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from newsclip.extract.clean import remove
from newsclip.extract.content_page import key_of
from newsclip.extract.vocabulary import SIDENOTE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEAST = 8
"""Letters and digits from which a note is known again."""
_MOST = 500
"""Sidenotes of a page that are looked for; each costs a look at the whole text."""


def settle_sidenotes(content: Element) -> None:
    """Drop the sidenotes that are said again as footnotes, put others in brackets; make marks that only a style sheet
    shows into links.
    """
    notes = [
        element
        for element in content.iter("span", "small", "aside", "label")
        if (names := element.get("class")) and SIDENOTE.search(names)
    ]
    if not notes:
        return
    labels = {element.get("for") for element in notes if element.tag == "label"}
    for switch in list(content.iter("input")):
        if switch.get("id") in labels:  # what a style sheet shows the note by has the note's own id
            remove(switch)
    places = {element.get("id") for element in content.iter() if element.get("id")}
    whole = key_of("".join(content.itertext()))
    for element in notes[:_MOST]:
        if element.tag == "label":
            if (place := element.get("for")) in places and element.getparent() is not None:
                _make_mark(element, f"#{place}")
            continue
        key = key_of("".join(element.itertext())).lstrip("0123456789")
        if len(key) >= _LEAST and whole.count(key) > 1:
            remove(element)
        elif key and element.tag != "aside":
            element.text = f" ({(element.text or '').lstrip()}"
            element.tail = f"){element.tail or ''}"


def _make_mark(label: Element, target: str) -> None:
    """Make the label of a note into a link to it."""
    label.tag = "sup"
    mark = etree.SubElement(label, "a", href=target)
    mark.text, label.text = label.text, None
