"""Credit lines of an article (editor, original title, source): cut from the text and read. Changes the given tree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.clean import remove
from newsclip.extract.content_page import key_of
from newsclip.extract.credits import house_in, people_in
from newsclip.extract.vocabulary import CREDIT_BLOCKS, CREDITS
from newsclip.patterns import is_below

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_IDEOGRAPHS = "\u4e00"
"""Where they begin; every credit line has some."""
_LONGEST = 120
"""A credit line is short; a sentence that begins like one is not."""


@dataclass(frozen=True, slots=True)
class Credits:
    """What the cut lines said; empty where there was none."""

    editor: str = ""
    original_title: str = ""
    authors: tuple[str, ...] = ()
    source_site: str = ""


# matches the brackets around a whole line: "（责任编辑：李昂）", "[编辑：王五]"
_BRACKETS = re.compile(r"[（(\[【]\s*(.*?)\s*[）)\]】]")


def cut_credits(content: Element, title: str = "") -> Credits:
    """Cut credit lines from a content subtree and say what was in them.

    An original title equal to `title` is cut and not told.
    """
    found: dict[str, str] = {}
    for element in list(content.iter(*CREDIT_BLOCKS)):
        text = element.text or ""
        if text.isascii() and not len(element):
            continue
        text = " ".join(text.split())
        if len(text) <= _LONGEST and len(element):
            if any(child.tag in CREDIT_BLOCKS or child.tag in ("img", "table", "ul", "ol") for child in element):
                continue
            text = " ".join("".join(element.itertext()).split())
        if not 3 < len(text) <= _LONGEST or is_below(text, _IDEOGRAPHS):
            continue
        bracketed = _BRACKETS.fullmatch(text)
        match = CREDITS.fullmatch(bracketed[1] if bracketed else text)
        if match is None:
            continue
        kind = str(match.lastgroup)
        found.setdefault(kind, match[kind].strip(" 　:："))
        remove(element)
    original = found.get("title", "")
    if title and key_of(original) == key_of(title):
        original = ""
    return Credits(
        editor="、".join(people_in(found.get("editor", ""))),
        original_title=original,
        authors=people_in(found.get("author", "")),
        source_site=house_in(found.get("source", "")),
    )
