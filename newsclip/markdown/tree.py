"""The nodes of the clean tree: BeautifulSoup's, with plain text attributes, and linked as they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from newsclip.markdown.soup import NavigableString, Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NavigableString", "Node", "attach", "with_text"]


class Node(Tag):
    """A tag of the clean tree. Unlike those of a page, its attributes are always strings."""

    attrs: dict[str, str]  # type: ignore[assignment]
    contents: list[Node | NavigableString]  # type: ignore[assignment]
    parent: Node | None

    def __init__(self, name: str, attrs: Mapping[str, str] | None = None) -> None:
        super().__init__(name=name)
        if attrs:
            self.attrs.update(attrs)

    @property
    def blocks(self) -> list[Node]:
        """The children of a node that holds no text of its own."""
        return cast("list[Node]", self.contents)


def attach(parent: Node, child: Node | NavigableString) -> None:
    """Make `child` the last child of `parent`: `Tag.append` without its search for the place."""
    contents = parent.contents
    child.parent = parent
    if contents:
        last = contents[-1]
        last.next_sibling = child
        child.previous_sibling = last
    contents.append(child)


def with_text(name: str, text: str, attrs: Mapping[str, str] | None = None) -> Node:
    """A node that holds one text."""
    node = Node(name, attrs)
    attach(node, NavigableString(text))
    return node
