"""What a walk over a page knows and can do: the builder of the clean tree, the page's notes, images and URLs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from newsclip.markdown import footnotes, images
from newsclip.markdown.builder import Builder
from newsclip.markdown.links import Resolver
from newsclip.markdown.tabs import Tabs
from newsclip.markdown.tree import Node, with_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclip.markdown.code import CodeBlock
    from newsclip.markdown.maths import Formula
    from newsclip.parse import Element

    End = Callable[[], object]


def _skipped() -> None:
    """End an element whose content was not walked over."""


SKIPPED = _skipped
"""What a starter returns for an element whose content is not to be walked over."""


class Context:
    """The state of one walk, and how a block is entered and left. What these return ends what they began."""

    def __init__(self, tree: Element, base: str) -> None:
        self.tree = tree
        self.url = Resolver(base)
        self.build = Builder()
        self.notes = footnotes.find(tree)
        self.images = images.Reader(self.url)
        self.marked: Element | None = None
        self.marker = 0
        """Length of the marker that the text of `marked` begins with."""
        self.with_lines = 0
        """How many elements are open that show the lines of their text as they are written."""

    @cached_property
    def tabs(self) -> Tabs:
        """The tabs of the tree, looked for when there may be some."""
        return Tabs(self.tree)

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

    def leaf(self, kind: str) -> End:
        build = self.build
        build.end_leaf()
        before = build.kind
        build.kind = kind

        def end() -> None:
            build.end_leaf()
            build.kind = before

        return end

    def formula(self, formula: Formula) -> None:
        if formula.display and self.build.kind == "p":
            self.build.block(with_text("formula", formula.tex))
        else:
            self.build.inline(with_text("math", formula.tex, {"display": ""} if formula.display else None))

    def code_block(self, block: CodeBlock) -> None:
        if block.text:
            self.build.block(with_text("pre", block.text, {"language": block.language}))
