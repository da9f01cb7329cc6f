"""From a page's tree to its article: metadata, content subtree, evidence, confidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclip.article import Metadata
from newsclip.extract.clean import build
from newsclip.extract.content import Clues, choose
from newsclip.extract.content_page import measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from newsclip.extract.siterules import SiteRules


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article found on a page."""

    metadata: Metadata
    evidence: Mapping[str, str]
    """Where each metadata value came from, by field name."""
    content: Element
    """A clean `<div>` of the article's own DOM; links absolute."""
    confidence: float
    """0 to 1."""
    refusal: str = ""
    """Why the page holds no article ("a login page"); empty when it does."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned fragment, and what the lines cut from it said."""

    content: Element
    editor: str = ""
    original_title: str = ""
    authors: tuple[str, ...] = ()
    source_site: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)


def extract(tree: Element, url: str | None = None, rules: SiteRules | None = None) -> Extraction:
    """Find the article on a page. The tree is used up: its nodes move into the result.

    Never raises for what a page holds: a page without an article gives a `refusal` beside the best that was found.
    """
    page = measure(tree)
    choice = choose(page, _clues(tree))
    content = build(page, choice.keep)
    return Extraction(Metadata(), {}, content, 1.0)


def _clues(tree: Element) -> Clues:
    titles = [text for element in tree.iter("title") if (text := element.text)][:1]
    descriptions = []
    for meta in tree.iter("meta"):
        name, value = meta.get("property") or meta.get("name") or "", meta.get("content")
        if value and name.endswith(":title"):
            titles.append(value)
        elif value and name.endswith("description"):
            descriptions.append(value)
    return Clues(tuple(titles), tuple(descriptions))
