"""A page's metadata with the evidence for each field. Order of evidence: docs/metadata.md.

Called on the untouched tree, before the content is cut out. No field is ever invented.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from newsclip.article import Metadata
from newsclip.extract.bylines import read_authors
from newsclip.extract.dates import parse_date
from newsclip.extract.language import read_language
from newsclip.extract.lead import read_description, read_image
from newsclip.extract.pagedates import read_modified, read_published
from newsclip.extract.pageview import PageView, chunks_of, linked
from newsclip.extract.people import read_names
from newsclip.extract.posts import read_post_title
from newsclip.extract.sites import HOST, read_site
from newsclip.extract.structured import Structured, texts
from newsclip.extract.titles import WINDOW, Heading, TitleEvidence, choose_title, names_site, shown_part, tidy, words
from newsclip.extract.topics import read_categories, read_tags
from newsclip.extract.visible import Visible, in_breadcrumb, inside, links_home, text_of
from newsclip.urls import based_on, canonicalize, join, original_of, site_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from newsclip.article import Timestamp
    from newsclip.extract.siterules import SiteRules

_T = TypeVar("_T")
_RULE = "site rule"
_CREDIT = "a labelled line"
_TITLE_META = (
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "title",
    "headline",
    "citation_title",
    "article.headline",
    "articletitle",
)


@dataclass(frozen=True, slots=True)
class MetadataReading:
    """What a page says of itself, and for each field that is set a short phrase on how it is known."""

    metadata: Metadata
    evidence: Mapping[str, str]


def read_metadata(tree: Element, structured: Structured, url: str, rules: SiteRules | None = None) -> MetadataReading:
    """Read the metadata of the page `tree` at `url` (may be empty); what `rules` find goes before all else."""
    visible = Visible(tree)
    evidence: dict[str, str] = {}

    def note(name: str, found: tuple[_T, str]) -> _T:
        value, label = found
        if value:
            evidence[name] = label
        return value

    base = based_on(structured.base, url)
    canonical = note("canonical_url", _canonical(structured, url, base))
    address = original_of(canonical or url)
    h1, h2, logos = _headings(visible, url, structured.title)
    site = note("site", read_site(structured, address, [heading.text for heading in h1 or h2], logos))
    language = note("language", read_language(structured, _sample(tree) or _summary(structured)))
    month_first = _month_first(language, address)
    title = note("title", _ruled_title(rules, tree) or _title(structured, tree, h1, h2, [site, *logos], address))
    page = PageView(
        tree=tree,
        structured=structured,
        visible=visible,
        url=address,
        base=base or canonical,
        site=site,
        title=title,
        headline=_headline(visible, title),
    )
    if page.credits.source and evidence.get("site") == HOST:
        site = note("site", (page.credits.source, _CREDIT))
    authors = note("authors", _ruled_authors(rules, tree) or read_authors(page))
    published = note("published", _ruled_date(rules, tree, month_first) or read_published(page, month_first))
    modified = note("modified", read_modified(page, published, evidence.get("published", ""), month_first))
    return MetadataReading(
        Metadata(
            title=title,
            authors=authors,
            published=published,
            modified=modified,
            site=site,
            canonical_url=canonical,
            language=language,
            description=note("description", read_description(page)),
            image=note("image", read_image(page)),
            categories=note("categories", read_categories(page)),
            tags=note("tags", read_tags(page)),
            editor=note("editor", (page.credits.editor, _CREDIT)),
            original_title=note("original_title", (_other(page.credits.original_title, title), _CREDIT)),
        ),
        evidence,
    )


def _other(text: str, title: str) -> str:
    return text if words(text) != words(title) else ""


def _ruled_title(rules: SiteRules | None, tree: Element) -> tuple[str, str] | None:
    title = rules.find_title(tree) if rules else ""
    return (title, _RULE) if title else None


def _ruled_authors(rules: SiteRules | None, tree: Element) -> tuple[tuple[str, ...], str] | None:
    names = [name for text in rules.find_authors(tree) for name in read_names(text)] if rules else []
    return (tuple(dict.fromkeys(names)), _RULE) if names else None


def _ruled_date(rules: SiteRules | None, tree: Element, month_first: bool | None) -> tuple[Timestamp, str] | None:
    moment = parse_date(rules.find_date(tree), month_first=month_first) if rules else None
    return (moment, _RULE) if moment else None


def _canonical(structured: Structured, url: str, base: str) -> tuple[str, str]:
    links = [(href, "link rel=canonical") for href, _ in structured.links.get("canonical", ())]
    for href, label in (*links, (structured.first("og:url"), "og:url")):
        absolute = canonicalize(join(base, href)) if href else ""
        if absolute.startswith("http") and not _is_front_page_of(absolute, url):
            return absolute, label
    return (canonicalize(url), "the URL given") if url else ("", "")


def _is_front_page_of(canonical: str, url: str) -> bool:
    """Whether a page names its site's front page in place of itself, as careless templates do."""
    return (
        canonical.count("/") == _FRONT_PAGE_SLASHES
        and canonical.endswith("/")
        and canonicalize(url) not in {canonical, ""}
        and site_of(canonical) == site_of(url)
    )


_FRONT_PAGE_SLASHES = 3  # https://example.com/


def _month_first(language: str, url: str) -> bool | None:
    if not language:
        return None
    host = site_of(url)
    if language.startswith("en"):
        return not host.endswith((".uk", ".au", ".nz", ".ie", ".za", ".in")) and language not in {
            "en-GB",
            "en-AU",
            "en-NZ",
            "en-IE",
            "en-ZA",
            "en-IN",
        }
    return False


def _summary(structured: Structured) -> str:
    return f"{structured.title} {structured.first('og:description', 'description')}"


def _sample(tree: Element) -> str:
    pieces: list[str] = []
    size = 0
    for element in tree.iter("p"):
        text = text_of(element)
        if len(text) > 60 or (len(text) > 20 and not text.isascii()):
            pieces.append(text)
            size += len(text)
            if size > 1500:
                break
    return " ".join(pieces)


def _headings(visible: Visible, url: str, window: str) -> tuple[list[Heading], list[Heading], list[str]]:
    """The h1 that are headlines, the h2, and the texts of those that are the site's name. `window` is `<title>`.

    Below the headline a heading that links to a front page is that of a box with other articles.
    """
    h1 = [element for element in visible.h1 if not inside(element) and not in_breadcrumb(element)]
    h2 = [element for element in visible.h2[:20] if not inside(element)]
    home = [element for element in (*h1, *h2) if links_home(element, url)]
    order = {element: place for place, element in enumerate(visible.tree.iter("h1", "h2"))}
    if len(h1) == 1 and h1[0] not in home:
        below = [text_of(element, 400) for element in h2 if order[element] > order[h1[0]]]
        home += [element for element in h1 if names_site(text_of(element, 200), below, tidy(window))]
    headlines = [element for element in h1 if element not in home]
    return (
        [_heading(element) for element in headlines],
        [_heading(element) for element in h2 if element not in home],
        [text_of(element, 200) for element in home if not headlines or order[element] < order[headlines[0]]],
    )


def _title(
    structured: Structured, tree: Element, h1: list[Heading], h2: list[Heading], sites: list[str], url: str
) -> tuple[str, str]:
    article = structured.article
    open_graph = structured.meta.get("og:title", ())
    for text in open_graph or (structured.title,):
        post = read_post_title(text, sites, site_of(url))
        if post is not None and post.text:
            return post.text, "the text that the title of a post quotes"
    title, label = choose_title(
        TitleEvidence(
            open_graph=open_graph,
            headline=[text for key in ("headline", "name") for text in texts(article.get(key))],
            others=[(value, f"meta {name}") for name in _TITLE_META for value in structured.meta.get(name, ())],
            window=structured.title,
            h1=h1,
            h2=h2,
            sites=sites,
            host=site_of(url),
        )
    )
    if label == WINDOW:
        shown = shown_part(title, (chunk.text for chunk in chunks_of(tree) if not linked(chunk.holder)))
        if shown:
            return shown, f"{label}, as a line shows it"
    return title, label


def _headline(visible: Visible, title: str) -> Element | None:
    folded = words(title)
    for element in (*visible.h1, *visible.h2[:20]):
        if words(text_of(element, 400)) == folded and not inside(element) and not in_breadcrumb(element):
            return element
    return visible.h1[0] if len(visible.h1) == 1 else None


def _heading(element: Element) -> Heading:
    whole = text_of(element, 400).replace("\n", " ")
    inner = (text_of(child, 400).replace("\n", " ") for child in element.iterdescendants("span", "div", "strong", "a"))
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return Heading(
        whole,
        tuple(dict.fromkeys(text for text in inner if 2 * len(text) > len(whole) > len(text))),
        _HEADLINE_NAME.search(names) is not None,
    )


# entry-title | postTitle | p-name | article__headline
_HEADLINE_NAME = re.compile(r"(?:entry|post|article|story)[-_]{0,2}title|p-name|headline")
