"""The nodes of the clean tree: BeautifulSoup's, with plain text attributes, and linked as they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from newsclip.markdown.soup import NavigableString, Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NavigableString", "Node", "Text", "attach", "take_apart", "with_text"]


class Node(Tag):
    """A tag of the clean tree. Unlike those of a page, its attributes are always strings."""

    attrs: dict[str, str]  # type: ignore[assignment]
    contents: list[Node | NavigableString]  # type: ignore[assignment]
    parent: Node | None

    def __init__(self, name: str, attrs: Mapping[str, str] | None = None) -> None:
        # Tags without a builder differ in these alone; the other attributes are those of the class, set below.
        self.name = name
        self.attrs = dict(attrs) if attrs else {}
        self.contents = []

    @property
    def blocks(self) -> list[Node]:
        """The children of a node that holds no text of its own."""
        return cast("list[Node]", self.contents)


class Text(NavigableString):
    """A text of the clean tree."""

    def __new__(cls, text: str) -> Text:
        """Make a text; it is linked when it is attached."""
        return str.__new__(cls, text)


for _name, _value in vars(Tag(name="p")).items():
    setattr(Node, _name, _value)
for _name, _value in vars(NavigableString("")).items():
    setattr(Text, _name, _value)


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
    attach(node, Text(text))
    return node


def take_apart(root: Node) -> None:
    """Unlink the nodes of a tree that nobody needs any more: in circles as they are, they wait for the collector."""
    nodes = [root]
    for node in nodes:
        for child in node.contents:
            child.parent = child.previous_sibling = child.next_sibling = None
            if isinstance(child, Node):
                nodes.append(child)
