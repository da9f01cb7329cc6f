"""lxml tree → small clean BeautifulSoup tree: what HTML means, whatever way it was written. Changes no given tree.

One walk without recursion. Every element has a starter that says what it means and how it ends: the table below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from newsclip.markdown import maths
from newsclip.markdown.blocks import Blocks
from newsclip.markdown.context import SKIPPED
from newsclip.markdown.tree import Node
from newsclip.markdown.vocabulary import BLOCKS, CODE, DROPPED, EMBEDS, FORMATS, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclip.markdown.context import End
    from newsclip.parse import Element


def normalize(tree: Element, base: str = "") -> Node:
    """The clean tree of everything in `tree`; its root is named `[document]`. `base` is what URLs are relative to."""
    return _Walk(tree, base).run()


class _Walk(Blocks):
    """One walk over one tree."""

    def run(self) -> Node:
        self.walk(self.tree)
        self.build.end_leaf()
        for label, (first, *rest) in self.notes.definitions():
            end = self.enter(Node("footnote", {"label": label})) if label else None
            self.marked, self.marker = self.notes.number(first)
            self.walk(first, is_note=True)
            for block in rest:
                self.build.end_leaf()
                self.walk(block, is_note=True)
            (end or self.build.end_leaf)()
        return self.build.root

    def walk(self, top: Element, *, is_note: bool = False) -> None:
        """Walk over `top` and everything in it, but not its tail. `is_note`: top is the text of a footnote."""
        build = self.build
        notes = self.notes
        ends: list[End | None] = []
        starter: Callable[[_Walk, Element], End | None]
        walker = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            text = element.tail
            if event == "start":
                if is_note and element is top and element.tag in _NOTE_BOXES:
                    starter = _Walk.plain
                elif notes and notes.concerns(element, is_note):
                    starter = _Walk.note
                else:
                    starter = _STARTERS.get(element.tag, _Walk.plain)
                end = starter(self, element)
                ends.append(end)
                if end is SKIPPED:
                    walker.skip_subtree()
                    continue
                text = element.text
                if element is self.marked:
                    text = str(text)[self.marker :]
            elif event == "end":
                end = ends.pop()
                if end is not None:
                    end()
                if element is top:
                    break
            if text:
                if self.with_lines and "\n" in text:
                    self.text_in_lines(text)
                elif "\\" in text and (formulas := maths.in_text(text)):
                    self.text_with_formulas(text, formulas)
                else:
                    build.text(text)

    def text_in_lines(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.build.line_break()
            if line:
                self.build.text(line)

    def text_with_formulas(self, text: str, formulas: list[tuple[int, int, maths.Formula]]) -> None:
        position = 0
        for start, end, formula in formulas:
            if start > position:
                self.build.text(text[position:start])
            self.formula(formula)
            position = end
        if position < len(text):
            self.build.text(text[position:])


# Elements that are no more than the box of a note
_NOTE_BOXES = frozenset({"li", "p", "dd", "div"})
_STARTERS: dict[object, Callable[[_Walk, Element], End | None]] = {
    **dict.fromkeys(DROPPED, _Walk.drop),
    **dict.fromkeys(BLOCKS, _Walk.block),
    **dict.fromkeys(HEADINGS, _Walk.heading),
    **dict.fromkeys(FORMATS, _Walk.format),
    **dict.fromkeys(CODE, _Walk.code),
    **dict.fromkeys(EMBEDS, _Walk.embed),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _Walk.list),
    **dict.fromkeys(("td", "th"), _Walk.cell),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), _Walk.pre),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _Walk.row_group),
    "p": _Walk.paragraph,
    "a": _Walk.link,
    "br": _Walk.line_break,
    "img": _Walk.image,
    "noscript": _Walk.noscript,
    "button": _Walk.button,
    "hr": _Walk.rule,
    "blockquote": _Walk.quote,
    "li": _Walk.item,
    "input": _Walk.checkbox,
    "table": _Walk.table,
    "tr": _Walk.row,
    "caption": _Walk.caption,
    "details": _Walk.details,
    "summary": _Walk.summary,
    "dl": _Walk.definitions,
    "dt": _Walk.term,
    "dd": _Walk.definition,
    "math": _Walk.math,
    "script": _Walk.script,
}
