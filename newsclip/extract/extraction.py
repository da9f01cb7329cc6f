"""From a page's tree to its article: metadata, content subtree, evidence, confidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsclip.article import Metadata
from newsclip.extract.clean import build, strip_furniture
from newsclip.extract.clean_lines import Credits, cut_credits
from newsclip.extract.clean_links import clean_links
from newsclip.extract.content import choose, choose_all
from newsclip.extract.content_features import Clues
from newsclip.extract.content_page import measure
from newsclip.extract.metadata import read_metadata
from newsclip.extract.structured import Structured, read_structured
from newsclip.urls import site_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclip.extract.siterules import SiteRules
    from newsclip.parse import Element


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
    """What the page looks like instead of an article ("a login page"); empty when it holds one."""


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
    structured = read_structured(tree)
    reading = read_metadata(tree, structured, url or "", rules)
    metadata, evidence = reading.metadata, dict(reading.evidence)
    clues = clues_of(structured, metadata, url or metadata.canonical_url)
    picked = None
    if rules is not None:
        rules.clean(tree)
        picked = _picked(tree, rules)
    if picked is None:
        page = measure(tree)
        content = build(page, choose(page, clues).keep)
        strip_furniture(content)
    elif rules is not None and rules.prune:
        page = measure(picked)
        content = build(page, choose_all(page, clues).keep)
        strip_furniture(content)
    else:
        content = picked
    credits = cut_credits(content, metadata.title)
    clean_links(content, url or metadata.canonical_url)
    metadata = _with_credits(metadata, credits, evidence)
    missed = rules is not None and picked is None and not rules.autodetect
    return Extraction(
        metadata, evidence, content, 1.0, "a page that the site's rules find no text on" if missed else ""
    )


def _picked(tree: Element, rules: SiteRules) -> Element | None:
    """The elements that the site's rules call the article, moved into one `<div>`; None if there are none."""
    from lxml import etree

    found = rules.find_body(tree)
    if not found:
        return None
    content = etree.Element("div")
    for element in found:
        element.tail = None
        content.append(element)
    return content


def clean_fragment(tree: Element, *, title: str = "", url: str | None = None) -> Cleaned:
    """Clean a piece of HTML that is an article already, such as a post's body. The tree is used up."""
    # Before anything is dropped: the block of a credit line often looks like page furniture.
    credits = cut_credits(tree, title)
    page = measure(tree)
    content = build(page, choose_all(page, Clues(titles=(title,) if title else ())).keep)
    strip_furniture(content)
    clean_links(content, url or "")
    evidence = {}
    if credits.editor:
        evidence["editor"] = _LINE
    if credits.original_title:
        evidence["original_title"] = _LINE
    return Cleaned(content, credits.editor, credits.original_title, credits.authors, credits.source_site, evidence)


_LINE = "a line of the text"


def _with_credits(metadata: Metadata, credits: Credits, evidence: dict[str, str]) -> Metadata:
    """Metadata with what credit lines add; what the page declares goes before."""
    if credits.editor and not metadata.editor:
        metadata = replace(metadata, editor=credits.editor)
        evidence["editor"] = _LINE
    if credits.original_title and not metadata.original_title:
        metadata = replace(metadata, original_title=credits.original_title)
        evidence["original_title"] = _LINE
    if credits.authors and not metadata.authors:
        metadata = replace(metadata, authors=credits.authors)
        evidence["authors"] = _LINE
    if credits.source_site and not metadata.site:
        metadata = replace(metadata, site=credits.source_site)
        evidence["site"] = _LINE
    return metadata


def clues_of(structured: Structured, metadata: Metadata, url: str) -> Clues:
    """What a page's metadata says about its text."""
    host = site_of(url)
    headline = structured.article.get("headline")
    titles = (
        metadata.title,
        structured.title,
        structured.first("og:title", "twitter:title"),
        headline if isinstance(headline, str) else "",
    )
    descriptions = (
        metadata.description,
        structured.first("og:description"),
        structured.first("description"),
        structured.first("twitter:description"),
    )
    return Clues(
        titles=tuple(dict.fromkeys(filter(None, titles))),
        descriptions=tuple(dict.fromkeys(filter(None, descriptions))),
        body=structured.article_body,
        names=tuple(filter(None, (metadata.site, _core(host)))),
        authors=metadata.authors,
        host=host,
    )


def _core(host: str) -> str:
    """The part of a host that people know it by: `example` of `news.example.co.uk`."""
    parts = [part for part in host.split(".")[:-1] if len(part) > 3]
    return max(parts, key=len) if parts else ""
