"""Make a clean `<div>` of the chosen subtrees: cut what is not of the article, keep the markup of what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from newsclip.extract.content import Choice
    from newsclip.extract.content_page import Page


def remove(element: Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def build(page: Page, choice: Choice) -> Element:
    """Move the chosen subtrees into a new `<div>`, without their cuts. The page's tree is used up."""
    for index in choice.cuts:
        remove(page.elements[index])
    content = etree.Element("div")
    for index in choice.roots:
        element = page.elements[index]
        if element.tag in ("body", "html", "td", "th", "li"):
            element.tag = "div"
        element.tail = None
        content.append(element)
    return content
