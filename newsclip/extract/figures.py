"""Figures told in plain HTML: pictures in buttons, pictures with captions in the line, cards. Changes the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from newsclip.extract.class_names import Names, words_of
from newsclip.extract.clean import unwrap_element
from newsclip.extract.vocabulary import CAPTION

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def tell_figures(tree: Element) -> None:
    """Make what a page shows as a figure, and only its style sheet says so, figures of plain HTML."""
    for button in list(tree.iter("button")):
        if _shows_picture(button):
            unwrap_element(button)

    for element in list(tree.iter("div", "span", "a")):
        _tell_background(element)
    for image in list(tree.iter("img")):
        _tell_figure(image)
    for figure in tree.iter("figure"):
        _tell_card(figure)


# the address in "background-image: url('/a.jpg')", "background: #fff url(/a.jpg) center"
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?([^'\")]+?)['\"]?\s*\)", re.IGNORECASE)


def _tell_background(element: Element) -> None:
    """Make an empty box whose background is a picture that picture: where it says so, or in a figure that has none."""
    style = element.get("style")
    if not style or "url(" not in style or len(element) or (element.text or "").strip():
        return
    found = _BACKGROUND.search(style)
    if found is None or found[1].startswith("data:"):
        return
    figure = next(element.iterancestors("figure"), None)
    if element.get("role") != "img" if figure is None else next(figure.iter("img"), None) is not None:
        return
    image = etree.SubElement(element, "img", src=found[1].strip())
    image.set("alt", element.get("aria-label") or element.get("title") or "")


_ADDRESS = re.compile(r"https?://\S+")


def _tell_card(figure: Element) -> None:
    """Make a figure that is a link with a picture of its target, or an address, that link alone: its first line."""
    if len(figure) != 1:
        return
    link = figure[0]
    if link.tag == "a":
        line = next((text for piece in link.itertext() if (text := piece.strip())), "")
        if not line or next(link.iter("figcaption", "video", "iframe"), None) is not None:
            return
    else:
        line = "".join(figure.itertext()).strip()
        if not _ADDRESS.fullmatch(line):
            return
        link.tag = "a"
        link.attrib.clear()
        link.set("href", line)
    for child in list(link):
        link.remove(child)
    figure.text, link.text, link.tail = None, line, None


_WIDEST = 4
"""Elements around a picture that a caption may stand beside."""
_CAPTION = Names(((1, CAPTION),))


def _tell_figure(image: Element) -> None:
    """Make a box in the line that holds a picture and its caption a figure.

    `<span><img><em class="img_desc">…</em></span>`
    """
    node = image
    for _ in range(_WIDEST):
        caption, box = node.getnext(), node.getparent()
        if box is None or (node.tail or "").strip():
            return
        if caption is not None:
            names = caption.get("class")
            alone = caption.getnext() is None and not (caption.tail or "").strip()
            if names and alone and box.tag == "span" and caption.tag in _IN_LINE and _CAPTION.find(words_of(names)):
                box.tag, caption.tag = "figure", "figcaption"
            return
        node = box


_IN_LINE = frozenset(("em", "span", "i", "small", "strong"))


def _shows_picture(button: Element) -> bool:
    """Whether a button in a figure is only there to open its picture."""
    if next(button.iter("img"), None) is None or "".join(button.itertext()).strip():
        return False
    return next(button.iterancestors("figure"), None) is not None
