"""A stream of text, formats and blocks → a small clean BeautifulSoup tree. Knows nothing of HTML's odd ways.

In the tree, blocks hold blocks, or they are leaves (`p`, `h1`, `dt`...) that hold text and formats; formats never cross
a leaf, never begin or end with white space and are never empty. Nodes are linked to parents and siblings.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from newsclip.markdown.tree import Node, Text, attach
from newsclip.markdown.vocabulary import HEADINGS
from newsclip.markdown.whitespace import parted

MAX_DEPTH = 40
"""Deepest nesting of lists, quotes and tables; what is nested deeper becomes a sibling there."""

_LISTS = frozenset({"ul", "ol"})
# Boxes that stand in boxes of their own kind only
_HOMES = {"li": _LISTS, "tr": {"table"}, "caption": {"table"}, "td": {"tr"}, "th": {"tr"}}
# Two of these side by side are one: <b>a</b><b>b</b>
_MERGEABLE = frozenset({"strong", "em", "del", "mark", "ins", "u"})


@dataclass(slots=True, eq=False)
class Format:
    """An inline element that is open: `name` in the clean tree, and its attributes."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)


class Builder:
    """Builds the clean tree. Formats open when text comes and close when their leaf ends, so they never cross it."""

    def __init__(self) -> None:
        self.root = Node("[document]")
        self.kind = "p"
        """Name of the leaf that the next text opens."""
        self.explicit = False
        """The next paragraph was one in the source too: this makes a list item a loose one."""
        self._boxes: list[Node] = []
        self._box = self.root
        self._leaf: Node | None = None
        self._at = self.root
        self._wanted: list[Format] = []
        self._open: list[Format] = []
        self._in_step = True
        self._parts: list[str] = []
        self._gap = ""
        self._breaks = 0

    # -- inline

    def text(self, raw: str) -> None:
        """Add text as it stands in the source."""
        before, core, after = parted(raw)
        if before and self._leaf is not None:
            self._gap = max(self._gap, before)
        if core:
            self._ready()
            self._parts.append(core)
            self._gap = after

    def line_break(self) -> None:
        """End a line; two breaks in a row end the paragraph."""
        self._breaks += 1
        self._gap = ""

    def gap(self) -> None:
        """Part what comes from what came by white space."""
        self._gap = self._gap or " "

    def inline(self, tag: Node) -> None:
        """Add an object to the line: an image, code, a formula."""
        self._ready()
        self._flush()
        attach(self._at, tag)

    def wants(self, name: str) -> bool:
        """Tell whether a format of this name is open."""
        return any(wanted.name == name for wanted in self._wanted)

    def open(self, name: str, attrs: dict[str, str] | None = None) -> None:
        """Open a format around the text to come."""
        self._wanted.append(Format(name, attrs or {}))
        self._in_step = False

    def close(self) -> None:
        """Close the format opened last."""
        self._wanted.pop()
        self._in_step = False

    def _ready(self) -> None:
        """Open what the next piece of a line needs: its leaf, its formats, the space before it."""
        broken = False
        if self._breaks:
            if self._leaf is not None:
                if self._breaks > 1 and self.kind == "p":
                    self.end_leaf()
                elif self.kind in HEADINGS:
                    self._gap = " "
                else:
                    broken = True
            self._breaks = 0
        if self._leaf is None:
            self._start_leaf()
        if not self._in_step:
            self._sync(broken)
        elif broken:
            self._break()
        elif self._gap:
            self._parts.append(self._gap)
            self._gap = ""

    def _sync(self, broken: bool) -> None:
        wanted = self._wanted
        if self.kind in HEADINGS:
            wanted = [format_ for format_ in wanted if format_.name != "strong"]
        tight = not self._gap and not broken
        keep = 0
        for have, want in zip(self._open, wanted, strict=False):
            if have is not want:
                if not (tight and have.name == want.name and have.name in _MERGEABLE):
                    break
                self._open[keep] = want
            keep += 1
        if keep < len(self._open):
            self._flush()
            for _ in self._open[keep:]:
                self._at = self._at.parent or self._at
            del self._open[keep:]
        if broken:
            self._break()
        elif self._gap:
            self._parts.append(self._gap)
        self._gap = ""
        for format_ in wanted[keep:]:
            self._flush()
            tag = Node(format_.name, format_.attrs)
            attach(self._at, tag)
            self._at = tag
            self._open.append(format_)
        self._in_step = True

    def _break(self) -> None:
        self._flush()
        attach(self._at, Node("br"))
        self._gap = ""

    def _flush(self) -> None:
        if self._parts:
            attach(self._at, Text("".join(self._parts)))
            self._parts = []

    # -- blocks

    def _start_leaf(self) -> None:
        leaf = Node(self.kind)
        parent = self._place()
        if self.explicit and parent.name == "li":
            parent.attrs["loose"] = ""
        attach(parent, leaf)
        self._leaf = self._at = leaf
        self._gap = ""
        self._in_step = not self._wanted

    def _place(self) -> Node:
        """The box for a block that is not a list item, a row or a cell: lists and tables get one made."""
        box = self._box
        if box.name in _LISTS:
            box = box.blocks[-1] if box.contents else self._child(box, "li")
        if box.name == "table":
            box = self._child(box, "tr")
        if box.name == "tr":
            box = self._child(box, "td")
        return box

    @staticmethod
    def _child(box: Node, name: str) -> Node:
        child = Node(name)
        attach(box, child)
        return child

    def end_leaf(self) -> None:
        """End the paragraph, heading or other leaf, if one is open."""
        if self._leaf is not None:
            self._flush()
            self._leaf = None
            self._open.clear()
            self._in_step = False
        self._gap = ""
        self._breaks = 0

    def block(self, tag: Node) -> None:
        """Add a finished block."""
        self.end_leaf()
        attach(self._place(), tag)

    def enter(self, tag: Node) -> bool:
        """Add a box and go inside. False, and nothing done, where it would be too deep."""
        self.end_leaf()
        box = self._box
        if len(self._boxes) >= MAX_DEPTH and box.name not in _HOMES.get(tag.name, ()):
            return False
        if box.name not in _HOMES.get(tag.name, ()):
            box = self._place()
        attach(box, tag)
        self._boxes.append(self._box)
        self._box = tag
        return True

    def reenter(self, box: Node) -> None:
        """Go inside a box again that was left."""
        self.end_leaf()
        self._boxes.append(self._box)
        self._box = box

    @property
    def box(self) -> Node:
        """The box that blocks go to now."""
        return self._box

    def leave(self) -> None:
        """Leave the box entered last; an empty one goes, unless it holds a place."""
        self.end_leaf()
        box = self._box
        self._box = self._boxes.pop()
        if not box.contents and box.name not in {"td", "th"} and not (box.name == "li" and self._box.name == "ol"):
            siblings = box.parent.contents if box.parent else []
            box.parent = None
            siblings.pop()
            if siblings:
                siblings[-1].next_sibling = None

    def unfold(self, box: Node) -> None:
        """Put the blocks of a definition list in its place; it is the box that was left last."""
        parent = box.parent
        if parent is None:
            return
        parent.contents.pop()
        for child in box.blocks:
            for block in child.blocks if child.name == "dd" else [child]:
                block.name = "p" if block.name == "dt" else block.name
                block.previous_sibling = block.next_sibling = None
                attach(parent, block)
