"""Notes beside the text as notes at its end, with marks that lead there; those shown twice are kept once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from newsclip.extract.clean import remove
from newsclip.extract.content_page import key_of
from newsclip.extract.vocabulary import NOTE_MARK, SIDENOTE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEAST = 8
"""Letters and digits from which a note is known again."""
_MOST = 500
"""Sidenotes of a page that are looked for; each costs a look at the whole text."""
_LATEX_NOTE = "ltx_note"
_LATEX_MARKS = ("ltx_note_mark", "ltx_tag_note", "ltx_note_type")
"""Classes of LaTeXML: a note, which stands in the text behind its mark, and what repeats the mark inside of it."""


def settle_sidenotes(content: Element) -> None:
    """Make the notes that stand in the text, and only a style sheet puts beside it, notes at its end.

    Those that are said again as footnotes are dropped; marks that only a style sheet shows become links.
    """
    notes = [
        element
        for element in content.iter("span", "small", "aside", "label")
        if (names := element.get("class")) and (SIDENOTE.search(names) or _LATEX_NOTE in names.split())
    ]
    if not notes:
        return
    labels = {element.get("for") for element in notes if element.tag == "label"}
    for switch in list(content.iter("input")):
        if switch.get("id") in labels:  # what a style sheet shows the note by has the note's own id
            remove(switch)
    places = {element.get("id") for element in content.iter() if element.get("id")}
    whole = key_of("".join(content.itertext()))
    moved: list[Element] = []
    for element in notes[:_MOST]:
        if element.tag == "label":
            if (place := element.get("for")) in places and element.getparent() is not None:
                _make_mark(element, f"#{place}")
            continue
        _cut_marks(element)
        key = key_of("".join(element.itertext())).lstrip("0123456789")
        if not key or (len(key) >= _LEAST and whole.count(key) > 1):
            _leave_mark(element)
        elif element.tag != "aside":
            moved.append(_take_note(element, f"fn-side-{len(moved) + 1}"))
    if moved:
        etree.SubElement(content, "ol", {"class": "footnotes"}).extend(moved)


def _cut_marks(note: Element) -> None:
    """Take out of a LaTeXML note what repeats its mark; of two marks the one before the text stays."""
    for inner in list(note.iterdescendants("span", "sup")):
        names = (inner.get("class") or "").split()
        if any(name in names for name in _LATEX_MARKS) and inner.getparent() is not note:
            remove(inner)


def _leave_mark(note: Element) -> None:
    """Remove a note that is said elsewhere; the mark that it begins with stays."""
    mark = next((child for child in note if child.tag == "sup"), None)
    if _LATEX_NOTE in (note.get("class") or "").split() and mark is not None:
        mark.tail = None
        note.addprevious(mark)
    remove(note)


def _take_note(note: Element, place: str) -> Element:
    """Put a mark in place of a note; -> the note, as an item of a list."""
    before = note.getprevious()
    while before is not None and before.tag in ("label", "input", "sup") and not (before.tail or "").strip():
        if before.tag == "sup" and NOTE_MARK.fullmatch("".join(before.itertext())) is None:
            break
        remove(before)
        before = note.getprevious()
    item = etree.Element("li", id=place)
    item.text = (note.text or "").lstrip()
    item.extend(list(note))
    if len(item) and item[0].tag == "sup" and not item.text and NOTE_MARK.fullmatch("".join(item[0].itertext())):
        remove(item[0])
        item.text = (item.text or "").lstrip()
    note.text = None
    note.attrib.clear()
    note.tag = "sup"
    etree.SubElement(note, "a", href=f"#{place}").text = place.rpartition("-")[2]
    return item


def _make_mark(label: Element, target: str) -> None:
    """Make the label of a note into a link to it."""
    label.tag = "sup"
    mark = etree.SubElement(label, "a", href=target)
    mark.text, label.text = label.text, None
