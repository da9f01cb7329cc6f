"""What block elements mean: paragraphs, lists, tables, quotes, code. Each starter returns how its element ends."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsclip.markdown import alerts, appearance, code, images, maths, tables
from newsclip.markdown.context import SKIPPED
from newsclip.markdown.inlines import Inlines
from newsclip.markdown.tree import Node, attach, with_text
from newsclip.markdown.vocabulary import HEADINGS

if TYPE_CHECKING:
    from newsclip.markdown.context import End
    from newsclip.parse import Element


_ROLES = frozenset({"table", "row", *tables.CELL_ROLES, "tablist", "tabpanel"})
_TELLING = frozenset({"data-callout", "data-math", "data-tex", "role", "style"})
"""Attributes beside the class that say what a block is."""


@lru_cache(maxsize=1024)
def _may_be_special(names: str) -> bool:
    """Whether the class of a block may say what it is: most say nothing, and come again and again."""
    return maths.may_be_formula(names) or code.may_be_code(names) or alerts.may_be_alert(names)


class Blocks(Inlines):
    """Starters of block elements."""

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
        if element.attrib and appearance.keeps_lines(element):
            return self.in_lines(self.end_paragraph)
        return self.end_paragraph

    def in_lines(self, end: End) -> End:
        """Begin an element whose lines are shown as they are written; `end` is what it ends with."""
        self.with_lines += 1

        def leave() -> None:
            self.with_lines -= 1
            end()

        return leave

    def alert_title(self, element: Element) -> End | None:
        if not alerts.is_title(element):
            return None
        if alerts.says_kind(element):
            return SKIPPED
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

    def heading(self, element: Element) -> End | None:
        if self.build.kind in {"summary", "dt"}:
            return self.block(element)
        return self.leaf(element.tag)

    def embed(self, element: Element) -> End | None:
        link = images.embed(element, self.url)
        if link is None:
            return None if element.tag in {"object", "embed"} else SKIPPED
        paragraph = Node("p")
        attach(paragraph, with_text("a", link.label, {"href": link.url}))
        self.build.block(paragraph)
        return None if element.tag == "embed" else SKIPPED

    def rule(self, element: Element) -> End:
        if self.build.kind == "p" and not self.notes.is_separator(element):
            self.build.block(Node("hr"))
        return SKIPPED

    def box(self, element: Element) -> End | None:
        return self.enter(Node(element.tag))

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
        if element.get("role") == "tablist" and self.tabs.only_names_panels(element):
            return SKIPPED
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

    def pre(self, element: Element) -> End | None:
        if code.is_gutter(element):
            return SKIPPED
        if code.holds_article(element):
            return self.block(element)
        block = code.read(element)
        if self.build.box.name in {"td", "th"} and "\n" not in block.text:
            # A table of signatures: GFM has no code blocks in cells
            return self.inline_code(element)
        self.code_block(block)
        return SKIPPED

    def table(self, element: Element) -> End | None:
        if self.build.kind in HEADINGS:
            return self.block(element)
        block = code.from_table(element)
        if block is not None:
            self.code_block(block)
            return SKIPPED
        if not tables.is_data(element):
            return self.block(element)
        return self.enter(Node("table"))

    def row_group(self, element: Element) -> End | None:
        """A `<thead>` or `<tbody>`: a row itself where its cells stand in it without one."""
        return self.row(element) if self.build.box.name == "table" and tables.is_loose_row(element) else None

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
        box = Node("dl")
        leave = self.enter(box)

        def end() -> None:
            if leave is not None:
                leave()
            if {child.name for child in box.blocks if child.contents} != {"dt", "dd"}:
                self.build.unfold(box)

        return end

    def term(self, element: Element) -> End | None:
        if self.build.box.name != "dl":
            return self.block(element)
        return self.leaf("dt")

    def definition(self, element: Element) -> End | None:
        if self.build.box.name != "dl":
            return self.block(element)
        return self.enter(Node("dd"))

    def by_role(self, element: Element, role: str) -> End | None:
        """What a block is by a role of ARIA: a part of a table, of tabs."""
        box = self.build.box.name
        if role == "table" and tables.has_rows(element):
            return self.enter(Node("table"))
        if role == "row" and box == "table":
            return self.enter(Node("tr", {"head": ""} if tables.is_header_by_role(element) else None))
        if role in tables.CELL_ROLES and box == "tr":
            return self.enter(Node("td"))
        if role == "tablist" and self.tabs.only_names_panels(element):
            return SKIPPED
        if role == "tabpanel" and (label := self.tabs.label(element)):
            paragraph = Node("p")
            attach(paragraph, with_text("strong", label))
            self.build.block(paragraph)
        self.build.end_leaf()
        return self.build.end_leaf

    def special_block(self, element: Element) -> End | None:
        """What a block without a meaning of its own is by its attributes: an alert, highlighted code, a formula..."""
        if _TELLING.isdisjoint(element.keys()) and not _may_be_special(element.get("class") or ""):
            return None
        rendered = maths.from_rendered(element)
        if rendered is not None:
            if rendered.tex:
                self.formula(rendered)
            return SKIPPED
        if code.is_gutter(element):
            return SKIPPED
        if code.is_diagram(element):
            self.code_block(code.diagram(element))
            return SKIPPED
        role = element.get("role")
        if role in _ROLES:
            return self.by_role(element, role)
        if role == "heading":
            level = element.get("aria-level") or "2"
            return self.leaf(f"h{level}" if level in "123456" and len(level) == 1 else "h6")
        title = self.alert_title(element)
        if title is not None:
            return title
        kind = alerts.kind_of(element)
        if kind:
            return self.enter(Node("blockquote", {"alert": kind}))
        if appearance.keeps_lines(element):
            self.build.end_leaf()
            return self.in_lines(self.build.end_leaf)
        return None
