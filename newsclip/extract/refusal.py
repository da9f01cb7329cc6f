"""Tell pages that hold no article: login, consent, robot checks, "not found", lists of links. Changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsclip.extract.content_page import size_of
from newsclip.extract.vocabulary import HEADINGS, STUBS

if TYPE_CHECKING:
    from newsclip.extract.content_features import Clues
    from newsclip.extract.content_page import Page
    from newsclip.extract.structured import Structured
    from newsclip.parse import Element

_ENOUGH = 900
"""Prose from which a page is an article whatever else it shows."""
_FEW = 300
_TITLE = 200
"""Headings up to this length are the page's title and no text that somebody set in headings."""
_TEASERS = 8
"""Headings that are links, from which a page is a list of articles."""

_ARTICLES = frozenset({"article", "news", "newsarticle", "blog"})
"""What pages call themselves in `og:type`."""

# What stands over a folder's listing: "Index of /pub/", "Directory Listing For [/pub]", "host - /pub/", "Files in pub/"
_PATH = re.compile(r"(?:^|[\s\[])/|\S/\s*$")
# How a listing cuts a long name short: "linux-6.1.tar..>", "report-of-the…"
_CUT_SHORT = re.compile(r"(?:\.\.>|\.\.\.|…)$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORDS_OF_A_FILE = 6
"""Words beside a file's name in a listing at most: its month, the unit of its size, a description."""


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
    dated: bool
    """The page tells when it was published."""
    text: int
    """Characters of the whole page."""
    sample: str
    """Title, first headings and first lines."""
    media: int


def read_signs(tree: Element, page: Page, structured: Structured, clues: Clues) -> Signs:
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
        declared=bool(structured.article) or kind in _ARTICLES or bool(structured.first("article:published_time")),
        dated=clues.dated,
        text=sum(block.size for block in shown),
        sample="\n".join((structured.title, *clues.titles[:1], first)),
        media=len(page.blocks) - len(shown),
    )


def refuse(signs: Signs, text: str, *, running: bool = True) -> str:
    """What the page looks like instead of an article, given the text that was found; empty if it may be one.

    `running` is whether there is more in it than headings.
    """
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
    if (
        signs.password
        and size < 600
        and not (signs.declared or signs.dated)
        and STUBS["a login page"].search(signs.sample)
    ):
        return "a login page"
    if size < 600 and not signs.declared and len(STUBS["a consent wall"].findall(f"{head}\n{text}")) > 2:
        return "a consent wall"
    if signs.text < _FEW and STUBS["a page that needs JavaScript"].search(signs.sample):
        return "a page that needs JavaScript"
    if signs.teasers >= _TEASERS and size < _FEW and not signs.declared:
        return "a list of articles"
    if size == 0 or (size < _TITLE and not running):
        return "an empty page" if signs.text < 40 and not signs.media else "a page without running text"
    return ""


def all_headings(content: Element) -> bool:
    """Whether found content is headings and nothing else: no text outside of them, no picture, no player."""
    if next(content.iter(*_SHOWN), None) is not None:
        return False
    in_headings = " or ".join(f"ancestor::{tag}" for tag in HEADINGS)
    return not content.xpath(f".//text()[normalize-space()][not({in_headings})]")


_SHOWN = ("img", "picture", "svg", "video", "audio", "iframe", "object", "embed", "table", "math", "hr")


def lists_files(tree: Element, title: str) -> bool:
    """Whether a page is a web server's listing of a folder: links named as the files that they lead to, hardly a word.

    Every server makes its own; all of them name the folder's path above, or lead to its parent, or show nothing else.
    """
    named = others = 0
    parent = False
    for link in tree.iter("a"):
        href = link.get("href", "").partition("#")[0]
        target = href.partition("?")[0]
        if not target:
            continue  # Apache's links that sort the list: ?C=N;O=D
        if target.removeprefix("./") in ("..", "../"):
            parent = True
        elif _is_name_of("".join(link.itertext()), target):
            named += 1
        else:
            others += 1
            if others > 5 and others > named:
                return False
    if others * 4 > named + 2:
        return False
    heading = next((text for h1 in tree.iter("h1") if (text := "".join(h1.itertext()).strip())), title)
    if (parent and named > 2) or _PATH.search(title) or _PATH.search(heading):
        return _words_beside(tree) <= _WORDS_OF_A_FILE * (named + 3)
    return not heading and named > 0 and _words_beside(tree) == 0


def _is_name_of(text: str, target: str) -> bool:
    """Whether a link reads as the last part of its address; `/` and the marks of `ls -F` behind it do not count."""
    name = unquote(target).rstrip("/").rpartition("/")[2]
    shown = text.strip().rstrip("/@*")
    beginning = _CUT_SHORT.sub("", shown)
    return bool(name) and (shown == name or (beginning != shown and name.startswith(beginning)))


def _words_beside(tree: Element) -> int:
    """Words outside of links and headings."""
    outside = tree.xpath("//body//text()[not(ancestor::a or ancestor::h1 or ancestor::script or ancestor::style)]")
    return sum(len(_WORD.findall(text)) for text in outside)
