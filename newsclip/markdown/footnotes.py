"""Footnotes: which links are references, which elements are their notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.parse import Element

# 1 | [1] | ¹ | * | † | [注1] | a
_MARK = re.compile(
    r"[\[(（【^]*(?:\d{1,4}|[a-z]|[ivx]+|[*†‡§¶⁎]{1,3}|[¹²³⁰-⁹]+|[①-⑳]|(?:注|note|fn|n\.?)\s*\d{1,3})[\])）】:.]*",
    re.IGNORECASE,
)
_NOTE_WORD = re.compile(r"foot-?note|endnote|noteref|(?<![a-z])fn(?:ref)?(?![a-z])", re.IGNORECASE)
# Wikipedia's <sup class="reference" id="cite_ref-1">: a bibliography, whose entries are cited many times, stays a list
_CITATION = re.compile(r"(?<![a-z])(?:cite|reference|citation|bib)", re.IGNORECASE)
_BACK_TEXT = re.compile(r"[↩↵⏎↑^⬆⤴⮥⮌←️︎\s\d\[\].a-z*†‡]{0,6}|back|return|返回|回到正文")


class Notes:
    """The footnotes of one tree. Empty where it has none."""

    def __init__(self) -> None:
        self._targets: dict[Element, Element] = {}
        self._refs: dict[Element, Element] = {}
        self._back: set[Element] = set()
        self._labels: dict[Element, str] = {}

    def __bool__(self) -> bool:
        return bool(self._refs)

    def add(self, ref: Element, target: Element, back: list[Element]) -> None:
        """A reference, its note, and the links back from the note."""
        self._refs[ref] = target
        self._targets[target] = ref
        self._back.update(back)

    def concerns(self, element: Element, inside: Notes | None, top: Element) -> bool:
        """Tell whether an element is no text of its own here: a reference, a note, a link back."""
        if element in self._back:
            return True
        if inside is not None:
            return False
        return element in self._refs or element in self._targets

    def label(self, element: Element) -> str:
        """The label of a reference, numbered as they come; "" for the other parts."""
        target = self._refs.get(element)
        if target is None:
            return ""
        if target not in self._labels:
            self._labels[target] = str(len(self._labels) + 1)
        return self._labels[target]

    def definitions(self) -> Iterator[tuple[str, Element]]:
        """Labels and notes, in their order."""
        for target, label in self._labels.items():
            yield label, target


def find(tree: Element) -> Notes:
    """Find the references of a tree whose notes are in it too."""
    notes = Notes()
    anchors = [(a, href) for a in tree.iter("a") if (href := a.get("href") or "").startswith("#") and len(href) > 1]
    if len(anchors) < 2:
        return notes
    wanted = {href[1:] for _, href in anchors}
    ids: dict[str, Element] = {}
    for element in tree.iter("*"):
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if name and name in wanted:
            ids.setdefault(name, element)
    by_target: dict[str, list[Element]] = {}
    for a, href in anchors:
        by_target.setdefault(href[1:], []).append(a)
    for a, href in anchors:
        target = ids.get(href[1:])
        if target is None or not _MARK.fullmatch("".join(a.itertext()).strip()):
            continue
        note = _note(target)
        if _CITATION.search(f"{href} {(a.getparent().get('class') if a.getparent() is not None else '') or ''}"):
            continue
        if note is None or a in set(note.iter("a")):
            continue
        ref = _whole_ref(a)
        back = _links_back(note, ref, a)
        if back or _looks_like_notes(note):
            notes.add(ref, note, back)
    return notes


def _note(target: Element) -> Element | None:
    element: Element | None = target
    for _ in range(3):
        if element is None:
            return None
        if element.tag in {"li", "p", "dd"}:
            return element
        if element.tag == "div" and "".join(element.itertext()).strip():
            return element
        element = element.getparent()
    return None


def _whole_ref(a: Element) -> Element:
    """The `<sup>` around a reference, where it holds nothing else."""
    parent = a.getparent()
    if parent is not None and parent.tag in {"sup", "span"}:
        text = "".join(parent.itertext()).strip()
        if text.strip("[]() ") == "".join(a.itertext()).strip("[]() \n\t"):
            return parent
    return a


def _links_back(note: Element, ref: Element, a: Element) -> list[Element]:
    ids = {
        name
        for element in (ref, a, *ref.iterancestors("sup", "span"))
        for name in (element.get("id"), element.get("name"))
        if name
    }
    ids |= {name for child in ref.iter("*") for name in (child.get("id"), child.get("name")) if name}
    return [
        back
        for back in note.iter("a")
        if (href := back.get("href") or "").startswith("#")
        and (href[1:] in ids or _NOTE_WORD.search(href) or _NOTE_WORD.search(back.get("class") or ""))
        and _BACK_TEXT.fullmatch("".join(back.itertext()).strip())
    ]


def _looks_like_notes(note: Element) -> bool:
    around = [note, *list(note.iterancestors())[:3]]
    return any(_NOTE_WORD.search(" ".join(filter(None, [e.get("class"), e.get("role"), e.get("id")]))) for e in around)
