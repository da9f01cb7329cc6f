"""Tell pages that hold no article: login, consent, robot checks, "not found", lists of links. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.content_page import size_of
from newsclip.extract.vocabulary import HEADINGS, STUBS

if TYPE_CHECKING:
    from newsclip.extract.content_page import Page
    from newsclip.extract.structured import Structured
    from newsclip.parse import Element

_ENOUGH = 900
"""Prose from which a page is an article whatever else it shows."""
_FEW = 300
_TEASERS = 8
"""Headings that are links, from which a page is a list of articles."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page shows beside an article, read before it is taken apart."""

    password: bool
    """A field for a password outside of a hidden dialog."""
    robot_check: bool
    """A frame or a form of a known kind of robot check."""
    teasers: int
    """Headings that are links to other pages."""
    declared: bool
    """The page calls itself an article."""
    text: int
    """Characters of the whole page."""
    sample: str
    """Title, first headings and first lines."""
    media: int


def read_signs(tree: Element, page: Page, structured: Structured, title: str) -> Signs:
    """Read the signs of a measured page."""
    fields = [field for field in tree.iter("input") if (field.get("type") or "").lower() == "password"]
    checks = any(
        any(word in source for word in ("captcha", "challenge", "turnstile"))
        for element in tree.iter("iframe", "form")
        for source in (f"{element.get('src', '')} {element.get('id', '')} {element.get('action', '')}".lower(),)
    )
    teasers = sum(
        block.density > 0.8 and block.size > 15 and page.elements[block.node].tag in HEADINGS for block in page.blocks
    )
    shown = [block for block in page.blocks if not block.media]
    first = " \n".join(block.text[:200] for block in shown if block.density < 0.5)[:1500]
    kind = structured.first("og:type").lower()
    return Signs(
        password=bool(fields),
        robot_check=checks,
        teasers=teasers,
        declared=bool(structured.article) or kind == "article",
        text=sum(block.size for block in shown),
        sample=f"{structured.title}\n{title}\n{first}",
        media=len(page.blocks) - len(shown),
    )


def refuse(signs: Signs, text: str) -> str:
    """What the page looks like instead of an article, given the text that was found; empty if it may be one."""
    size = size_of(text)
    if size > _ENOUGH:
        return ""
    head = signs.sample[:300]
    if signs.robot_check and size < _FEW and STUBS["a check for robots"].search(signs.sample):
        return "a check for robots"
    if STUBS["a check for robots"].search(head) and size < _FEW:
        return "a check for robots"
    if size < _FEW and STUBS["a page that was not found"].search(head) and not signs.declared:
        return "a page that was not found"
    if signs.password and size < 600 and not signs.declared and STUBS["a login page"].search(signs.sample):
        return "a login page"
    if size < 600 and not signs.declared and len(STUBS["a consent wall"].findall(f"{head}\n{text}")) > 2:
        return "a consent wall"
    if signs.text < _FEW and STUBS["a page that needs JavaScript"].search(signs.sample):
        return "a page that needs JavaScript"
    if signs.teasers >= _TEASERS and size < _FEW and not signs.declared:
        return "a list of articles"
    if size == 0:
        return "an empty page" if signs.text < 40 and not signs.media else "a page without running text"
    return ""
