"""Footnotes: which links are references, which elements are their notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.markdown.vocabulary import FORMATS, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.parse import Element

# 1 | [1] | ¹ | * | † | [注1] | a
_MARK = re.compile(
    r"[\[(（【^]*(?:\d{1,4}|[a-z]|[ivx]+|[*†‡§¶⁎]{1,3}|[¹²³⁰-⁹]+|[①-⑳]|(?:注|note|fn|n\.?)\s*\d{1,3})[\])）】:.]*",
    re.IGNORECASE,
)
_NOTE_WORD = re.compile(r"foot-?note|endnote|noteref|(?<![a-z])f(?:oot|t)?n(?:ref|r)?(?![a-z])", re.IGNORECASE)
# Wikipedia's <sup class="reference" id="cite_ref-1">: a bibliography, whose entries are cited many times, stays a list
_CITATION = re.compile(r"(?<![a-z])(?:cite|reference|citation|bib)", re.IGNORECASE)
# What stands before an exponent: x, km, 10, (a + b)
_BASE = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}$|[\d)]$")
_BACK_TEXT = re.compile(r"[↩↵⏎↑^⬆⤴⮥⮌←️︎\s\d\[\].a-z*†‡]{0,6}|back|return|返回|回到正文")

# ↩ | ^ | [↑]
_RETURN = re.compile(r"[\[\]()\s]*[↩↵⏎↑^⬆⤴⮥⮌←\ufe0e\ufe0f]*[\[\]()\s.:]*")


class Notes:
    """The footnotes of one tree. Empty where it has none."""

    def __init__(self) -> None:
        self._notes: dict[Element, list[Element]] = {}
        self._parts: set[Element] = set()
        self._refs: dict[Element, Element] = {}
        self._back: set[Element] = set()
        self._labels: dict[Element, str] = {}
        self._numbers: dict[Element, tuple[Element, int]] = {}

    def __bool__(self) -> bool:
        return bool(self._refs)

    def add(
        self, refs: list[Element], note: list[Element], back: list[Element], number: tuple[Element, int] | None = None
    ) -> None:
        """A note (one element, or several side by side), its references, and its links back to them.

        `number` is where the note's own number is plain text: the element that begins with it, and its length.
        """
        if number is not None:
            self._numbers[note[0]] = number
        self._refs.update(dict.fromkeys(refs, note[0]))
        self._notes[note[0]] = note
        self._parts.update(note)
        self._back.update(back)

    def concerns(self, element: Element, in_note: bool) -> bool:
        """Tell whether an element is no text where it stands: a link back; outside notes a reference or a note."""
        return element in self._back or (not in_note and (element in self._refs or element in self._parts))

    def label(self, element: Element) -> str:
        """The label of a reference, numbered as they come; "" for the other parts."""
        target = self._refs.get(element)
        if target is None:
            return ""
        if target not in self._labels:
            self._labels[target] = str(len(self._labels) + 1)
        return self._labels[target]

    def number(self, note: Element) -> tuple[Element | None, int]:
        """The element whose text begins with the number of a note, and the length of the number."""
        return self._numbers.get(note, (None, 0))

    def definitions(self) -> Iterator[tuple[str, list[Element]]]:
        """Labels and notes, in their order; behind them, with no label, notes whose references were not shown."""
        for first, label in self._labels.items():
            yield label, self._notes[first]
        for first, note in self._notes.items():
            if first not in self._labels:
                yield "", note

    def is_separator(self, rule: Element) -> bool:
        """Tell whether an `<hr>` does nothing but part the notes from the text."""
        if rule.getnext() in self._parts:
            return True
        around = (rule, rule.getparent(), rule.getnext())
        return bool(self) and any(_NOTE_WORD.search(e.get("class") or "") for e in around if e is not None)


def find(tree: Element) -> Notes:
    """Find the references of a tree whose notes are in it too."""
    notes = Notes()
    by_target: dict[str, list[Element]] = {}
    for anchor in tree.iter("a"):
        _, _, fragment = (anchor.get("href") or "").partition("#")
        if fragment:
            by_target.setdefault(fragment, []).append(anchor)
    if by_target:
        _find_linked(tree, by_target, notes)
    if not notes:
        _find_loose(tree, notes)
    if not notes:
        _find_beside(tree, notes)
    return notes


def _find_linked(tree: Element, by_target: dict[str, list[Element]], notes: Notes) -> None:
    targets: dict[str, Element] = {}
    order: dict[Element, int] = {}
    for place, element in enumerate(tree.iter("*")):
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if name and name in by_target:
            targets.setdefault(name, element)
        order[element] = place
    for fragment in by_target:
        # Word: #_ftn1 leads to nothing, but #_ftnref1 leads back from the note
        returns = by_target.get(fragment.replace("ftn", "ftnref"), []) if "ftn" in fragment else []
        if fragment not in targets and returns:
            targets[fragment] = returns[0]
    numbered: list[tuple[list[Element], Element, tuple[Element, int]]] = []
    for name, target in targets.items():
        # A link back is a reference too, but one that stands behind what it leads to.
        marks = [anchor for anchor in by_target[name] if order[anchor] < order[target] and _is_mark(anchor)]
        note = _note(target) if marks else None
        if note is None:
            continue
        inside = set(note.iter("a"))
        marks = [anchor for anchor in marks if anchor not in inside]
        refs = [_whole_ref(anchor) for anchor in marks]
        back = _links_back(inside, refs)
        number = _number_in_text(note, marks[0]) if marks and not back else None
        if number is not None:
            numbered.append((refs, note, number))
        elif refs and (back or _NOTE_WORD.search(name) or _looks_like_notes(note)):
            notes.add(refs, [note], back or _label_of(note, marks[0]))
    # Where such notes go on for several paragraphs, they read better as the section that they are.
    places = {note for _, note, _ in numbered}
    if not any(_goes_on(note, places) for note in places):
        for refs, note, number in numbered:
            notes.add(refs, [note], [], number)


def _number_in_text(note: Element, mark: Element) -> tuple[Element, int] | None:
    """Where a note of a few lines begins with its number: `<p id="n3">3. The note</p>`."""
    if note.tag not in {"p", "li", "dd"} or next(note.iter(*HEADINGS), None) is not None:
        return None
    first = note
    while len(first) and not (first.text or "").strip() and first[0].tag in {"p", "span"}:
        first = first[0]
    match = _NUMBER.match(first.text or "")
    if match is None or match[1] != "".join(mark.itertext()).strip("[]() \n"):
        return None
    return first, match.end()


# 3. | [3] | 3)
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?[.:]?\s+")


def _goes_on(note: Element, notes: set[Element]) -> bool:
    """Whether other text stands between a note and the next one beside it."""
    following = list(note.itersiblings())
    return bool(following) and following[0] not in notes and any(block in notes for block in following)


def _label_of(note: Element, mark: Element) -> list[Element]:
    """The number that a note begins with, where it is no link: `<div><sup>1</sup> note</div>`."""
    first = note[0] if len(note) and not (note.text or "").strip() else None
    if first is None or first.tag not in {"sup", "span", "b", "strong"}:
        return []
    digits = "".join(mark.itertext()).strip("[]() \n")
    return [first] if "".join(first.itertext()).strip("[]().: \n") == digits else []


def _find_loose(tree: Element, notes: Notes) -> None:
    """Find notes without links: paragraphs behind an `<hr>` that begin with 1, 2, 3..., the numbers of references."""
    rules = list(tree.iter("hr"))
    if not rules:
        return
    found: list[tuple[list[Element], Element]] = []
    for block in rules[-1].itersiblings():
        number = _number_of(block)
        if number is not None and "".join(number.itertext()).strip("[](). ") == str(len(found) + 1):
            found.append(([block], number))
        elif found and isinstance(block.tag, str):
            found[-1][0].append(block)
        else:
            return
    refs = _raised_numbers(tree, len(found))
    if any(ref is number for ref in refs for _, number in found):
        return
    for ref, (note, number) in zip(refs, found, strict=False):
        notes.add([ref], note, [number])


def _find_beside(tree: Element, notes: Notes) -> None:
    """Find notes without links beside the text: lists in asides, numbered 1, 2, 3... over all of them."""
    items: list[Element] = []
    for aside in tree.iter("aside"):
        for ordered in aside.iterchildren("ol"):
            if (ordered.get("start") or "1") != str(len(items) + 1):
                return
            items.extend(ordered.iterchildren("li"))
    for ref, item in zip(_raised_numbers(tree, len(items)), items, strict=False):
        notes.add([ref], [item], [])


def _raised_numbers(tree: Element, count: int) -> list[Element]:
    """The `<sup>` of a tree that say 1, 2, 3... in this order; none where one of so many is missing."""
    numbers = iter([sup for sup in tree.iter("sup") if not len(sup) and not _is_exponent(sup)])
    found = []
    for number in range(1, count + 1):
        ref = next((sup for sup in numbers if (sup.text or "").strip("[]() ") == str(number)), None)
        if ref is None:
            return []
        found.append(ref)
    return found


def _is_exponent(sup: Element) -> bool:
    before, parent = sup.getprevious(), sup.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return _BASE.search((text or "")[-4:]) is not None


def _number_of(block: Element) -> Element | None:
    """The `<sup>` or `<strong>` that a paragraph begins with."""
    if block.tag != "p" or not len(block) or (block.text or "").strip():
        return None
    return block[0] if block[0].tag in {"sup", "strong", "b"} else None


def is_mark(anchor: Element) -> bool:
    """Tell whether a link says what refers to a note, or leads back from one; a mark never makes a line by itself."""
    text = "".join(anchor.itertext()).strip()
    if is_return(anchor):
        return True
    return _MARK.fullmatch(text) is not None and not _makes_a_line(anchor)


def _makes_a_line(anchor: Element) -> bool:
    """Tell whether nothing stands beside an inline element in its block."""
    node: Element | None = anchor
    while node is not None and (node is anchor or node.tag in FORMATS or node.tag == "span"):
        parent = node.getparent()
        beside = node.getprevious() is not None or node.getnext() is not None or (node.tail or "").strip()
        if beside or parent is None or (parent.text or "").strip():
            return not beside and parent is None
        node = parent
    return True


def is_return(anchor: Element) -> bool:
    """Tell whether a link says no more than that it leads back: ^, ↩, or nothing."""
    return _RETURN.fullmatch("".join(anchor.itertext()).strip()) is not None and next(anchor.iter("img"), None) is None


def is_glued(anchor: Element) -> bool:
    """Tell whether a mark without brackets follows a word at once: as text it would be read as part of the word."""
    before, parent = anchor.getprevious(), anchor.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return bool(text) and not text[-1:].isspace() and "".join(anchor.itertext()).strip().isalnum()


def _is_mark(anchor: Element) -> bool:
    parent = anchor.getparent()
    names = (
        f"{anchor.get('href')} {anchor.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}"
    )
    if _CITATION.search(names) and not _NOTE_WORD.search(names):
        return False
    return _MARK.fullmatch("".join(anchor.itertext()).strip()) is not None


def _note(target: Element) -> Element | None:
    element: Element | None = target
    for _ in range(5):
        if element is None:
            return None
        if element.tag in {"li", "p", "dd"}:
            return element
        if element.tag in {"div", "aside"} and "".join(element.itertext()).strip():
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
    return [_whole_ref(anchor) for anchor in anchors if _leads_back(anchor, ids)]


def _leads_back(anchor: Element, ids: set[str | None]) -> bool:
    _, _, fragment = (anchor.get("href") or "").partition("#")
    if not fragment or not (fragment in ids or _NOTE_WORD.search(f"{fragment} {anchor.get('class') or ''}")):
        return False
    return _BACK_TEXT.fullmatch("".join(anchor.itertext()).strip()) is not None


def _looks_like_notes(note: Element) -> bool:
    around = [note, *list(note.iterancestors())[:3]]
    return any(_NOTE_WORD.search(" ".join(filter(None, [e.get("class"), e.get("role"), e.get("id")]))) for e in around)
