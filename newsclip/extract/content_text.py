"""Plain text of a content subtree: one line a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.extract.content_page import key_of
from newsclip.extract.vocabulary import INLINE, OPAQUE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def plain_text(content: Element) -> str:
    """The text of a subtree, a line for each block, without markup; lines of the source, code's too, are none."""
    out: list[str] = []
    walk: list[tuple[Element, bool]] = [(content, False)]
    while walk:
        element, closing = walk.pop()
        tag = element.tag
        block = tag not in INLINE
        if closing:
            if block:
                out.append("\n")
            if element.tail and element is not content:
                out.append(element.tail.replace("\n", " "))
            continue
        if tag == "br" or block:
            out.append("\n")
        walk.append((element, True))
        if isinstance(tag, str) and tag not in OPAQUE:
            if element.text:
                out.append(element.text.replace("\n", " "))
            walk.extend((child, False) for child in reversed(element))
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(out).replace("\u00ad", ""))).strip()


def without_captions(content: Element, text: str) -> str:
    """The lines of an article's text but the captions of its pictures. `content` is what the text was made from.

    A series of pictures, whose captions are most of the text, keeps them.
    """
    captions: set[str] = set()
    for caption in content.iter("figcaption"):
        pieces = [key_of(line) for line in plain_text(caption).split("\n")]
        captions.update(pieces)
        captions.add("".join(pieces))
    if not captions:
        return text
    rest = "\n".join(line for line in text.split("\n") if key_of(line) not in captions or not line)
    return rest if 2 * len(rest) > len(text) else text
