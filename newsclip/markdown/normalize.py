"""lxml tree → small clean BeautifulSoup tree: what HTML means, whatever way it was written. Changes no given tree.

One walk without recursion. Every element has a starter below that says what it means and how it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from newsclip.markdown import alerts, appearance, code, footnotes, images, maths, tables
from newsclip.markdown.builder import Builder
from newsclip.markdown.links import Resolver
from newsclip.markdown.tree import Node, attach, with_text
from newsclip.markdown.vocabulary import BLOCKS, CODE, DROPPED, EMBEDS, FORMATS, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclip.parse import Element

    End = Callable[[], object]


def normalize(tree: Element, base: str = "") -> Node:
    """The clean tree of everything in `tree`; its root is named `[document]`. `base` is what URLs are relative to."""
    return _Walk(tree, base).run()


class _Walk:
    """One walk over one tree."""

    def __init__(self, tree: Element, base: str) -> None:
        self.tree = tree
        self.url = Resolver(base)
        self.build = Builder()
        self.notes = footnotes.find(tree)
        self.images = images.Reader(self.url)
        self.marked: Element | None = None
        self.marker = 0
        """Length of the marker that the text of `marked` begins with."""

    def run(self) -> Node:
        self.walk(self.tree)
        self.build.end_leaf()
        for label, (first, *rest) in self.notes.definitions():
            end = self.enter(Node("footnote", {"label": label})) if label else None
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
                if end is _SKIPPED:
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
                if "\\" in text and (formulas := maths.in_text(text)):
                    self.text_with_formulas(text, formulas)
                else:
                    build.text(text)

    def text_with_formulas(self, text: str, formulas: list[tuple[int, int, maths.Formula]]) -> None:
        position = 0
        for start, end, formula in formulas:
            if start > position:
                self.build.text(text[position:start])
            self.formula(formula)
            position = end
        if position < len(text):
            self.build.text(text[position:])

    # -- starters: each says what an element means, and returns how it ends

    def drop(self, _: Element) -> End:
        return _SKIPPED

    def button(self, _: Element) -> End | None:
        # The heading of an accordion is a button
        return _SKIPPED if self.build.kind == "p" else None

    def block(self, element: Element) -> End | None:
        build = self.build
        if element.attrib:
            end = self.special_block(element)
            if end is not None:
                return end
        if build.kind != "p":
            build.gap()
            return build.gap
        build.end_leaf()
        return build.end_leaf

    def paragraph(self, element: Element) -> End | None:
        build = self.build
        if build.kind != "p":
            return self.block(element)
        if element.attrib:
            title = self.alert_title(element)
            if title is not None:
                return title
        build.end_leaf()
        build.explicit = True
        return self.end_paragraph

    def alert_title(self, element: Element) -> End | None:
        if not alerts.is_title(element):
            return None
        if alerts.says_kind(element):
            return _SKIPPED
        if self.build.wants("strong"):
            return self.build.end_leaf
        self.build.end_leaf()
        self.build.open("strong")

        def end() -> None:
            self.build.close()
            self.build.end_leaf()

        return end

    def end_paragraph(self) -> None:
        self.build.end_leaf()
        self.build.explicit = False

    def leaf(self, kind: str) -> End:
        build = self.build
        build.end_leaf()
        before = build.kind
        build.kind = kind

        def end() -> None:
            build.end_leaf()
            build.kind = before

        return end

    def heading(self, element: Element) -> End | None:
        if self.build.kind in {"summary", "dt"}:
            return self.block(element)
        return self.leaf(element.tag)

    def format(self, element: Element) -> End | None:
        name = FORMATS[element.tag]
        if self.build.wants(name) and name not in {"q", "sup", "sub"}:
            return None
        if name == "strong" and element.attrib and appearance.is_light(element):
            return None
        self.build.open(name)
        return self.build.close

    def link(self, element: Element) -> End | None:
        build = self.build
        href = self.url.link(element.get("href"))
        if not href or build.wants("a"):
            return None
        if build.kind in HEADINGS and appearance.is_permalink(element):
            return _SKIPPED
        build.open("a", {"href": href})
        return build.close

    def line_break(self, _: Element) -> None:
        self.build.line_break()

    def image(self, element: Element) -> End | None:
        formula = maths.from_image(element)
        if formula:
            if not maths.is_fallback(element):
                self.formula(formula)
            return _SKIPPED
        image = self.images.read(element)
        if image is not None:
            self.build.inline(Node("img", image))
        return _SKIPPED

    def noscript(self, element: Element) -> End:
        for image in self.images.from_noscript(element):
            self.build.inline(Node("img", image))
        return _SKIPPED

    def embed(self, element: Element) -> End | None:
        link = images.embed(element, self.url)
        if link is None:
            return None if element.tag in {"object", "embed"} else _SKIPPED
        paragraph = Node("p")
        attach(paragraph, with_text("a", link.label, {"href": link.url}))
        self.build.block(paragraph)
        return None if element.tag == "embed" else _SKIPPED

    def rule(self, element: Element) -> End:
        if self.build.kind == "p" and not self.notes.is_separator(element):
            self.build.block(Node("hr"))
        return _SKIPPED

    def box(self, element: Element) -> End | None:
        return self.enter(Node(element.tag))

    def enter(self, tag: Node) -> End | None:
        build = self.build
        kind, explicit = build.kind, build.explicit
        if not build.enter(tag):
            return build.end_leaf
        build.kind, build.explicit = "p", False

        def end() -> None:
            build.leave()
            build.kind, build.explicit = kind, explicit

        return end

    def resume(self, tag: Node) -> End | None:
        """Enter the list that stray items before this one made, or `tag` where there is none."""
        build = self.build
        build.end_leaf()
        last = build.box.contents[-1] if build.box.contents else None
        if isinstance(last, Node) and "stray" in last.attrs:
            build.reenter(last)
            return build.leave
        return self.enter(tag)

    def quote(self, element: Element) -> End | None:
        marker = alerts.marker(element)
        if marker:
            self.marked, text = marker
            self.marker = len(text)
            kind = text.strip()[2:-1].upper()
        else:
            kind = alerts.kind_of(element)
        return self.enter(Node("blockquote", {"alert": kind} if kind else None))

    def list(self, element: Element) -> End | None:
        first = next(element.iterchildren("li"), None)
        if first is None:
            return self.block(element)  # old pages indent text with <ul>
        attrs = {}
        if element.tag == "ol":
            start = element.get("start") or first.get("value") or "1"
            attrs["start"] = start.strip() if start.strip().isascii() and start.strip().isdigit() else "1"
        return self.enter(Node("ol" if element.tag == "ol" else "ul", attrs))

    def item(self, element: Element) -> End | None:
        build = self.build
        if build.box.name in {"ul", "ol"}:
            return self.enter(Node("li"))
        outer = self.resume(Node("ul", {"stray": ""}))
        inner = self.enter(Node("li"))

        def end() -> None:
            for close in (inner, outer):
                if close is not None:
                    close()

        return end

    def checkbox(self, element: Element) -> End:
        build = self.build
        if (element.get("type") or "").lower() == "checkbox" and build.box.name == "li":
            build.box.attrs.setdefault("task", "x" if element.get("checked") is not None else " ")
        return _SKIPPED

    def pre(self, element: Element) -> End | None:
        if code.is_gutter(element):
            return _SKIPPED
        if code.holds_article(element):
            return self.block(element)
        self.code_block(code.read(element))
        return _SKIPPED

    def code_block(self, block: code.CodeBlock) -> None:
        if block.text:
            self.build.block(with_text("pre", block.text, {"language": block.language}))

    def code(self, element: Element) -> End | None:
        if next(element.iter("pre", "table"), None) is not None:
            return None  # a box around a code block
        if code.is_block(element):
            self.code_block(code.read(element))
            return _SKIPPED
        inner = next(element.iter("a", "img", "br"), None)
        if inner is not None and next(element.iter("img"), None) is not None:
            return None
        link = next(element.iter("a"), None)
        if link is not None and self.url.link(link.get("href")):
            if code.inline_text(link).strip() == code.inline_text(element).strip():
                if self.build.wants("a"):
                    return self.inline_code(element)
                self.build.open("a", {"href": self.url.link(link.get("href"))})
                self.inline_code(element)
                self.build.close()
                return _SKIPPED
            self.build.open("code")
            return self.build.close
        return self.inline_code(element)

    def inline_code(self, element: Element) -> End:
        raw = code.inline_text(element)
        text = raw.strip()
        if raw[:1].isspace():
            self.build.gap()
        if text:
            self.build.inline(with_text("code", text))
        if raw[-1:].isspace():
            self.build.gap()
        return _SKIPPED

    def table(self, element: Element) -> End | None:
        if self.build.kind in HEADINGS:
            return self.block(element)
        block = code.from_table(element)
        if block is not None:
            self.code_block(block)
            return _SKIPPED
        if not tables.is_data(element):
            return self.block(element)
        return self.enter(Node("table"))

    def row(self, element: Element) -> End | None:
        if self.build.box.name != "table":
            return self.block(element)
        head = {"head": ""} if tables.is_header(element) else None
        return self.enter(Node("tr", head))

    def cell(self, element: Element) -> End | None:
        if self.build.box.name != "tr":
            return self.block(element)
        return self.enter(Node(element.tag, tables.cell_attributes(element)))

    def caption(self, element: Element) -> End | None:
        if self.build.box.name != "table":
            return self.block(element)
        return self.enter(Node("caption"))

    def details(self, element: Element) -> End | None:
        return self.enter(Node("details", {"open": ""} if element.get("open") is not None else None))

    def summary(self, element: Element) -> End | None:
        if self.build.box.name != "details":
            return self.block(element)
        return self.leaf("summary")

    def definitions(self, element: Element) -> End | None:
        if next(element.iter("dt"), None) is None or next(element.iter("dd"), None) is None:
            return self.block(element)
        return self.enter(Node("dl"))

    def term(self, element: Element) -> End | None:
        if self.build.box.name != "dl":
            return self.block(element)
        return self.leaf("dt")

    def definition(self, element: Element) -> End | None:
        if self.build.box.name != "dl":
            return self.block(element)
        return self.enter(Node("dd"))

    def formula(self, formula: maths.Formula) -> None:
        if formula.display and self.build.kind == "p":
            self.build.block(with_text("formula", formula.tex))
        else:
            self.build.inline(with_text("math", formula.tex, {"display": ""} if formula.display else None))

    def math(self, element: Element) -> End | None:
        formula = maths.from_mathml(element)
        if formula:
            self.formula(formula)
        return _SKIPPED

    def script(self, element: Element) -> End:
        formula = maths.from_script(element)
        if formula:
            self.formula(formula)
        return _SKIPPED

    def plain(self, element: Element) -> End | None:
        return self.special(element) if element.attrib else None

    def note(self, element: Element) -> End | None:
        label = self.notes.label(element)
        if label:
            self.build.inline(Node("noteref", {"label": label}))
        return _SKIPPED

    # -- elements that mean something by their attributes

    def special(self, element: Element) -> End | None:
        """What an inline element without a meaning of its own looks like: a formula, bold, italic..."""
        rendered = maths.from_rendered(element)
        if rendered is not None:
            if rendered.tex:
                self.formula(rendered)
            return _SKIPPED
        names = [name for name in appearance.formats_of(element) if not self.build.wants(name)]
        if not names or code.is_gutter(element):
            return _SKIPPED if code.is_gutter(element) else None
        for name in names:
            self.build.open(name)

        def end() -> None:
            for _ in names:
                self.build.close()

        return end

    def special_block(self, element: Element) -> End | None:
        """What a block without a meaning of its own is by its attributes: an alert, highlighted code, a formula..."""
        rendered = maths.from_rendered(element)
        if rendered is not None:
            if rendered.tex:
                self.formula(rendered)
            return _SKIPPED
        if code.is_gutter(element):
            return _SKIPPED
        if element.get("role") == "heading":
            level = element.get("aria-level") or "2"
            return self.leaf(f"h{level}" if level in "123456" and len(level) == 1 else "h6")
        title = self.alert_title(element)
        if title is not None:
            return title
        kind = alerts.kind_of(element)
        if kind:
            return self.enter(Node("blockquote", {"alert": kind}))
        return None


def _skipped() -> None:
    """End an element whose content was not walked over."""


_SKIPPED = _skipped


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
    **dict.fromkeys(("thead", "tbody", "tfoot"), lambda *_: None),
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
