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
        self._targets: dict[Element, None] = {}
        self._refs: dict[Element, Element] = {}
        self._back: set[Element] = set()
        self._labels: dict[Element, str] = {}

    def __bool__(self) -> bool:
        return bool(self._refs)

    def add(self, refs: list[Element], target: Element, back: list[Element]) -> None:
        """A note, its references, and its links back to them."""
        self._refs.update(dict.fromkeys(refs, target))
        self._targets[target] = None
        self._back.update(back)

    def concerns(self, element: Element, in_note: bool) -> bool:
        """Tell whether an element is no text where it stands: a link back; outside notes a reference or a note."""
        return element in self._back or (not in_note and (element in self._refs or element in self._targets))

    def label(self, element: Element) -> str:
        """The label of a reference, numbered as they come; "" for the other parts."""
        target = self._refs.get(element)
        if target is None:
            return ""
        if target not in self._labels:
            self._labels[target] = str(len(self._labels) + 1)
        return self._labels[target]

    def definitions(self) -> Iterator[tuple[str, Element]]:
        """Labels and notes, in their order; behind them, with no label, notes whose references were not shown."""
        for target, label in self._labels.items():
            yield label, target
        for target in self._targets:
            if target not in self._labels:
                yield "", target

    def is_separator(self, rule: Element) -> bool:
        """Tell whether an `<hr>` does nothing but part the notes from the text."""
        around = (rule, rule.getparent(), rule.getnext())
        return bool(self) and any(_NOTE_WORD.search(e.get("class") or "") for e in around if e is not None)


def find(tree: Element) -> Notes:
    """Find the references of a tree whose notes are in it too."""
    notes = Notes()
    by_target: dict[str, list[Element]] = {}
    for anchor in tree.iter("a"):
        href = anchor.get("href") or ""
        if href.startswith("#") and len(href) > 1:
            by_target.setdefault(href[1:], []).append(anchor)
    if not by_target:
        return notes
    targets: dict[str, Element] = {}
    place_of: dict[str, int] = {}
    order: dict[Element, int] = {}
    for place, element in enumerate(tree.iter("*")):
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if name and name in by_target and name not in targets:
            targets[name] = element
            place_of[name] = place
        if element.tag == "a":
            order[element] = place
    for name, target in targets.items():
        # A link back is a reference too, but one that stands behind what it leads to.
        marks = [anchor for anchor in by_target[name] if order[anchor] < place_of[name] and _is_mark(anchor)]
        note = _note(target) if marks else None
        if note is None:
            continue
        inside = set(note.iter("a"))
        refs = [_whole_ref(anchor) for anchor in marks if anchor not in inside]
        back = _links_back(inside, refs)
        if refs and (back or _looks_like_notes(note)):
            notes.add(refs, note, back)
    return notes


def _is_mark(anchor: Element) -> bool:
    parent = anchor.getparent()
    names = (
        f"{anchor.get('href')} {anchor.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
    )
    return not _CITATION.search(names) and _MARK.fullmatch("".join(anchor.itertext()).strip()) is not None


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


def _links_back(anchors: set[Element], refs: list[Element]) -> list[Element]:
    """Those of the links in a note that lead back to one of its references."""
    ids: set[str | None] = set()
    for ref in refs:
        for element in (*ref.iter("*"), *ref.iterancestors("sup", "span")):
            ids.update((element.get("id"), element.get("name")))
    return [
        anchor
        for anchor in anchors
        if (href := anchor.get("href") or "").startswith("#")
        and (href[1:] in ids or _NOTE_WORD.search(href) or _NOTE_WORD.search(anchor.get("class") or ""))
        and _BACK_TEXT.fullmatch("".join(anchor.itertext()).strip())
    ]


def _looks_like_notes(note: Element) -> bool:
    around = [note, *list(note.iterancestors())[:3]]
    return any(_NOTE_WORD.search(" ".join(filter(None, [e.get("class"), e.get("role"), e.get("id")]))) for e in around)
