"""From a page's tree to its article: metadata, content subtree, evidence, confidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsclip.extract.accordions import open_accordions
from newsclip.extract.candidates_data import content_from_data, content_from_template
from newsclip.extract.clean import build, strip_furniture
from newsclip.extract.clean_lines import Credits, cut_credits
from newsclip.extract.clean_links import clean_links
from newsclip.extract.clean_notes import settle_sidenotes
from newsclip.extract.content import choose
from newsclip.extract.content_features import Clues
from newsclip.extract.content_page import key_of, measure, size_of
from newsclip.extract.content_teasers import keep_teasers, lists_articles
from newsclip.extract.content_text import plain_text
from newsclip.extract.figures import tell_figures
from newsclip.extract.fragment import choose_all
from newsclip.extract.metadata import read_metadata
from newsclip.extract.pictures import drop_twins, reveal_pictures
from newsclip.extract.refusal import all_headings, lists_files, read_signs, refuse
from newsclip.extract.shown_by_scripts import show
from newsclip.extract.structured import Structured, read_structured
from newsclip.urls import based_on, site_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclip.article import Metadata
    from newsclip.extract.content import Choice
    from newsclip.extract.content_page import Page
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
    base: str
    """What the other relative URLs of the page are relative to."""
    confidence: float
    """0 to 1."""
    refusal: str = ""
    """What the page looks like instead of an article ("a login page"); empty when it holds one."""


def extract(tree: Element, url: str | None = None, rules: SiteRules | None = None) -> Extraction:
    """Find the article on a page. The tree is used up: its nodes move into the result.

    Never raises for what a page holds: a page without an article gives a `refusal` beside the best that was found.
    """
    structured = read_structured(tree)
    base = based_on(structured.base, url)
    reading = read_metadata(tree, structured, url or "", rules)
    metadata, evidence = reading.metadata, dict(reading.evidence)
    show(tree)
    open_accordions(tree)
    tell_figures(tree)
    reveal_pictures(tree)
    clues = clues_of(structured, metadata, url or metadata.canonical_url)
    refusal, confidence = "", 1.0
    picked = None
    if rules is not None:
        rules.clean(tree)
        picked = _picked(tree, rules)
    if picked is None:
        content, refusal, confidence = _found(tree, structured, clues)
        if rules is not None and not rules.autodetect:
            refusal = f"a page on which {rules.source} finds no text"
    elif rules is not None and rules.prune:
        page = measure(picked)
        content = build(page, choose_all(page, clues))
        strip_furniture(content)
    else:
        content = picked
    drop_twins(content)
    settle_sidenotes(content)
    found = cut_credits(content, metadata.title)
    clean_links(content, base or metadata.canonical_url, url or metadata.canonical_url)
    return Extraction(_with_credits(metadata, found, evidence), evidence, content, base, confidence, refusal)


_LITTLE = 1000
"""Characters of found text below which the page is asked what else it may be."""


def _found(tree: Element, structured: Structured, clues: Clues) -> tuple[Element, str, float]:
    """The content that the general search finds, why it may be none, and how sure that is."""
    page = measure(tree)
    if lists_files(tree, structured.title):
        # Its links are what there is to keep, for those who want it all the same.
        content = build(page, choose_all(page, clues))
        return content, "a listing of a folder's files", 1.0
    choice = choose(page, clues)
    # What og:type says does not count: front pages call themselves articles too.
    declared = structured.article or structured.first("article:published_time")
    if choice.region is not None and not declared and lists_articles(page, choice.region, choice.keep):
        return build(page, keep_teasers(page, choice.region)), "a list of articles", _CERTAINTY_OF_LIST
    size = sum(block.size for block, wanted in zip(page.blocks, choice.keep, strict=True) if wanted)
    if size >= _LITTLE:
        content = build(page, choice.keep)
        strip_furniture(content)
        return content, "", choice.certainty
    signs = read_signs(tree, page, structured, clues)
    held = _held_by_data(tree, structured, page, choice, clues, size)
    if held is not None:
        strip_furniture(held)
        return held, "", _CERTAINTY_OF_DATA
    content = build(page, choice.keep)
    strip_furniture(content)
    refusal = refuse(signs, plain_text(content), running=not all_headings(content))
    return content, refusal, 1.0 - choice.certainty if refusal else choice.certainty


_DATA_LONGER = 2.5
"""How much longer an article among the data must be than what is shown."""
_TEMPLATE_LONGER = 1.5
"""The same for a template, which must also be the same article."""
_CERTAINTY_OF_DATA = 0.8
_CERTAINTY_OF_LIST = 0.8


def _held_by_data(
    tree: Element, structured: Structured, page: Page, choice: Choice, clues: Clues, size: int
) -> Element | None:
    """The article that a page's data hold and the page hardly shows: `size` characters of it."""
    found = content_from_data(tree, structured)
    if found is not None and size_of(plain_text(found)) > _DATA_LONGER * size:
        return found
    found = content_from_template(tree)
    if found is not None:
        text = plain_text(found)
        if size_of(text) > _TEMPLATE_LONGER * size and _is_same_article(text, page, choice, clues):
            return found
    return None


def _is_same_article(text: str, page: Page, choice: Choice, clues: Clues) -> bool:
    """Whether a text among a page's data is what the page shows or announces, and not some other text of the site."""
    if choice.certainty < _UNSURE:
        return True
    whole = key_of(text)
    announced = [key for text in clues.descriptions if len(key := key_of(text)[:_TELLING]) == _TELLING]
    if any(key in whole for key in announced):
        return True
    keys = [key_of(block.text) for block, wanted in zip(page.blocks, choice.keep, strict=True) if wanted]
    shown = [key for key in keys if len(key) >= _TELLING]
    return 2 * sum(len(key) for key in shown if key in whole) >= sum(map(len, shown)) > 0


_UNSURE = 0.6
"""Certainty below which what the page shows is hardly its article."""
_TELLING = 40
"""Letters and digits from which a line is found in no other article."""


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


_LINE = "a line of the text"


def _with_credits(metadata: Metadata, found: Credits, evidence: dict[str, str]) -> Metadata:
    """Metadata with what credit lines add; what the page declares goes before."""
    if found.editor and not metadata.editor:
        metadata = replace(metadata, editor=found.editor)
        evidence["editor"] = _LINE
    if found.original_title and not metadata.original_title:
        metadata = replace(metadata, original_title=found.original_title)
        evidence["original_title"] = _LINE
    if found.authors and not metadata.authors:
        metadata = replace(metadata, authors=found.authors)
        evidence["authors"] = _LINE
    if found.source_site and not metadata.site:
        metadata = replace(metadata, site=found.source_site)
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
        image=metadata.image,
        dated=metadata.published is not None,
    )


def _core(host: str) -> str:
    """The part of a host that people know it by: `example` of `news.example.co.uk`."""
    parts = [part for part in host.split(".")[:-1] if len(part) > 3]
    return max(parts, key=len) if parts else ""
