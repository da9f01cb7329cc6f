"""Who wrote an article, from the evidence on its page."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newsclip.article import Precision
from newsclip.extract.dates import parse_date
from newsclip.extract.names_table import PARTICLES
from newsclip.extract.pageview import RUNNING_TEXT, linked
from newsclip.extract.people import (
    has_label,
    has_lead_in,
    is_address,
    is_agency,
    is_degree,
    is_handle,
    is_lead_in,
    is_signed,
    looks_like_name,
    read_names,
    sounds_like_a_house,
)
from newsclip.extract.posts import read_post_title
from newsclip.extract.structured import texts, types_of
from newsclip.extract.titles import host_core, name_key, tidy, words
from newsclip.extract.visible import COMMENT, role_of, text_of
from newsclip.urls import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from newsclip.extract.pageview import PageView

_AUTHOR_META = (
    *(
        "citation_author",
        "citation_authors",
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
    ),
    *("dcterms.creator", "og:article:author", "og:author", "authors", "cxenseparse:author", "article:author_name"),
    *("article.author", "articleauthor", "creator", "rbauthors", "vr:author", "dcsext.author", "author_name"),
    *("og.article.author", "eprints.creators_name", "og:author:username"),
)
_ONE_EACH = "citation_author"
"""Google Scholar's: an element for each author, the family name first or last."""
_LIBRARY_META = frozenset({"dc.creator", "dcterms.creator", "citation_authors", "eprints.creators_name"})
# Anderson, Michael | van der Berg, Anneke
_REVERSED = re.compile(r"([^,]+), ([^,]+)")
_TWO = 2
# fn, name, author-name, p-author, username, authorname
_NAME_CLASS = re.compile(r"(?<![a-z])(?:fn|name|n|[pu]-author|username|p-name)(?![a-z])|author-?_?name|name-?_?author")
# /author/ann-lee, /autoren/max, /people/ann, /profile/ann, /by/ann, ?author=3
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|people|person|profiles?|by|redaktion|users?|members?|staff|team|"
    r"contributors?|journalists?|redakteure?|columnists?|writers?)/|[?&]author=",
    re.IGNORECASE,
)
# the comma in "Author," before a name in an element of its own
_AFTER_LABEL = re.compile(r"\s*[,،]$")
_LONGEST_BYLINE = 240
_NEAR = 60
_UNDER_HEADLINE = 8
_PERSON, _ACCOUNT, _HOUSE = 4, 3, 2
_ORGANIZATION = "JSON-LD author, an organization"
_BYLINE = "byline on the page"
_BESIDE = "a line beside the article that reads like a byline"


def read_authors(page: PageView) -> tuple[tuple[str, ...], str]:
    """The authors and the evidence for them.

    Account names, then agencies and newsrooms, then the site itself stand in where no person is named.
    """
    best: tuple[tuple[str, ...], str] = ((), "")
    best_rank = 0
    own = {name_key(page.site), name_key(site_of(page.url)), host_core(site_of(page.url))} - {""}
    for names, label in _evidence(page):
        if label == _BESIDE and best_rank:
            break
        for rank, group in enumerate(reversed(_by_rank(names, label, own)), 1):
            if group and rank > (best_rank if rank > _HOUSE or not _seen(label) else 2 * best_rank):
                best, best_rank = (tuple(dict.fromkeys(group)), label), rank
        if best_rank == _PERSON or (best_rank == _ACCOUNT and label == _BYLINE):
            break
    return best


def _seen(label: str) -> bool:
    return not label.startswith(("meta", "JSON-LD"))


def _by_rank(names: list[str], label: str, own: set[str]) -> tuple[list[str], list[str], list[str], list[str]]:
    """People; accounts in place of people; agencies and newsrooms; all that is named, the site included."""
    sites = [name for name in names if _is_site(name, own)]
    houses = [
        name
        for name in names
        if name not in sites and (is_agency(name) or (label != "JSON-LD author" and sounds_like_a_house(name)))
    ]
    people = [_without_house(name, own) for name in names if name not in sites and name not in houses]
    accounts = [name for name in people if _is_account(name)]
    people = [name for name in people if name not in accounts]
    if label.startswith("JSON-LD") and houses and all(map(sounds_like_a_house, people)):
        people, houses = [], names  # "Example News, Agency"
    if label.startswith("meta") and names and names[0] in sites:
        people = []  # an address: "example.com, Springfield, Germany"
    # "Ann Lee, EXAMPLE NEWS" on example.com; but "Ann Lee" by herself on lee.com
    alone = [name for name in people if not own.intersection(words(name))]
    return alone or people, accounts, houses, names


def _is_account(name: str) -> bool:
    """Whether this is the name of an account rather than of a person: `ann_lee`, `ann.lee`, `wpuser`."""
    return name.islower() and len(name.split()) == 1


def _is_site(name: str, own: set[str]) -> bool:
    """Whether this is a name or a domain of the site."""
    if is_address(name):
        return True
    key = name_key(name)
    if key.isascii():
        return key in own or any(len(key) > 4 and key in known for known in own)
    return key in own or any(len(key) > 1 and known.startswith(key) for known in own)


def _without_house(name: str, own: set[str]) -> str:
    """The name behind or before words that are the site's: "Example-News-Experte Ann Lee", "Ann Lee Example News"."""
    first, _, rest = name.partition(" ")
    if looks_like_name(rest) and (
        own.intersection(words(first))
        or (not first.isascii() and any(known.startswith(name_key(first)) for known in own))
    ):
        return rest
    parts = name.split()
    for end in range(2, len(parts)):
        if name_key(" ".join(parts[end:])) in own and looks_like_name(" ".join(parts[:end]).rstrip(".")):
            return " ".join(parts[:end]).rstrip(".")
    return name


def _evidence(page: PageView) -> Iterator[tuple[list[str], str]]:
    structured = page.structured
    authors, creators = (_people(structured.article.get(key), page) for key in ("author", "creator"))
    if set(authors) < set(creators):
        yield creators, "JSON-LD creator"
    yield authors, _ORGANIZATION if _are_organizations(structured.article.get("author")) else "JSON-LD author"
    yield creators, "JSON-LD creator"
    for name in _AUTHOR_META:
        values = [value for value in structured.meta.get(name, ()) if not value.startswith("http")]
        yield [author for value in values for author in read_names(_in_order(value, name))], f"meta {name}"
    for number in ("1", "2"):  # a label and its value, as cards of posts show them: "Written by", "Ann Lee"
        if is_lead_in(structured.first(f"twitter:label{number}")):
            yield read_names(structured.first(f"twitter:data{number}")), f"meta twitter:data{number}"
    for text in (*structured.meta.get("og:title", ()), structured.title):
        post = read_post_title(text, (page.site,), site_of(page.url))
        if post is not None:
            yield [post.author], "the title of a post"
    yield [*page.credits.authors], "a labelled line"
    yield from _item_props(page)
    yield from _marked(page)
    yield from _written(page)
    yield from _beside_date(page)


def _are_organizations(value: object) -> bool:
    """Whether all of JSON-LD authors are organizations by their type."""
    nodes = value if isinstance(value, list) else [value]
    return all(isinstance(node, dict) and "organization" in types_of(node) for node in nodes)


def _people(value: object, page: PageView) -> list[str]:
    """Names in a JSON-LD author, those of persons before those of organizations."""
    persons: list[str] = []
    others: list[str] = []
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, dict) and "name" not in node and isinstance(node.get("@id"), str):
            node = page.structured.by_id.get(node["@id"], node)
        if isinstance(node, list):
            persons.extend(name for text in texts(node) for name in _read(text))
        elif isinstance(node, dict) and not node.get("name") and node.get("familyName"):
            persons.append(f"{node.get('givenName') or ''} {node['familyName']}".strip())
        elif isinstance(node, dict) and types_of(node) and "person" not in types_of(node):
            others.extend(tidy(text) for text in texts(node))
        else:
            for text in texts(node):
                persons.extend(_read(text))
    return [*persons, *(name for name in others if name and not name.startswith("http"))]


def _read(text: str) -> list[str]:
    """Names in a text of structured data; a whole byline ("By Ann Lee in Berlin") is read as one that is seen."""
    text = tidy(text)
    return read_names(text, running=has_lead_in(text))


def _in_order(text: str, meta: str) -> str:
    """Names with their family names first turned round: "Lee, Ann", and in the records of libraries "Lee, Ann B."."""
    return "; ".join(_turned(part.strip(), meta) for part in text.split(";"))


def _turned(name: str, meta: str) -> str:
    match = _REVERSED.fullmatch(name)
    if match is None or is_degree(match[2]):
        return name
    family = match[1].split()
    if len(family) + len(match[2].split()) > _TWO and not (
        meta == _ONE_EACH or (meta in _LIBRARY_META and (len(family) == 1 or family[0].casefold() in PARTICLES))
    ):
        return name
    turned = f"{match[2]} {match[1]}"
    return turned if looks_like_name(turned) else name


def _item_props(page: PageView) -> Iterator[tuple[list[str], str]]:
    elements = [element for name, element in page.visible.item_props if name == "author" and not page.apart(element)]
    for group in _by_distance(elements, page)[:1]:
        names: list[str] = []
        for element in group:
            inner = [child for child in element.iter("*") if child.get("itemprop") == "name"][:1]
            values = [child.get("content") or text_of(child, 200) for child in inner or [element]]
            names += [name for value in values if value[:4] != "http" for name in read_names(value, running=True)]
        yield names, "itemprop author"


def _marked(page: PageView) -> Iterator[tuple[list[str], str]]:
    """Elements that call themselves author or byline, the nearest to the headline first."""
    elements = [element for element in page.visible.authors if not _is_apart(element, page)]
    for group in _by_distance(elements, page)[:12]:
        names = [name for element in group for name in _names_in(element)]
        if names:
            yield names, _BYLINE


def _is_apart(element: Element, page: PageView) -> bool:
    names = element.get("class") or element.get("id") or ""
    return bool(role_of(names) & COMMENT) or page.apart(element)


def _by_distance(elements: list[Element], page: PageView) -> list[list[Element]]:
    """Elements that follow each other under one parent with one class, as groups, nearest to the headline first."""
    order = page.visible.order
    groups: dict[tuple[object, ...], list[Element]] = {}
    for element in elements:
        parent = element.getparent()
        key = (parent if parent is not None else element, element.tag, element.get("class"))
        groups.setdefault(key, []).append(element)
    if page.headline is None:
        return list(groups.values())
    anchor = order[page.headline]

    def distance(group: list[Element]) -> int:
        steps = order[group[0]] - anchor
        return steps if steps >= 0 else -2 * steps

    return sorted(groups.values(), key=distance)


def _names_in(element: Element) -> list[str]:
    """The names in a byline element: those of its links and name elements, else those of its first telling line."""
    inner: list[str] = []
    for child in element.iter("*"):
        if _holds_name(child, element):
            text = text_of(child, 120)
            alone = len(text) <= 40 and not has_lead_in(text)
            inner += [
                name
                for name in read_names(text, running=True)
                if looks_like_name(name) or is_agency(name) or (alone and is_handle(name))
            ]
    if inner:
        return inner
    for line in text_of(element, 2 * _LONGEST_BYLINE).split("\n")[:4]:
        if len(line) > _LONGEST_BYLINE:
            break
        names = read_names(line, running=True)
        named = [name for name in names if looks_like_name(name) or is_agency(name) or sounds_like_a_house(name)]
        if named:
            return named
        if names and len(line) <= 40 and has_lead_in(line) and is_handle(names[0]):
            return names[:1]
    return []


def _holds_name(child: Element, root: Element) -> bool:
    if child.tag == "a" and ("author" in (child.get("rel") or "") or _AUTHOR_LINK.search(child.get("href") or "")):
        return True
    names = child.get("class")
    if child.tag == "a" and names and "author" in names.split():
        return True
    return bool(names) and bool(_NAME_CLASS.search(str(names).lower())) and (child is not root or not len(child))


def _beside_date(page: PageView) -> Iterator[tuple[list[str], str]]:
    """A name alone, right before or behind a date alone, under the headline."""
    anchor = page.anchor
    if anchor is None:
        return
    near = [chunk for chunk in page.chunks if 0 < chunk.position - anchor <= _UNDER_HEADLINE]
    for one, other in pairwise(near):
        for name, date in ((one, other), (other, one)):
            if len(date.text) > 40 or len(name.text) > 60 or not _is_date(date.text):
                continue
            if name.text.endswith((":", "：")) or _is_of_something_else(name.holder, page):
                continue  # "Policy Changes:" says what follows
            names = read_names(name.text, running=True)
            if names and all(map(_is_plain_name, names)) and not _is_date(name.text):
                yield names, "a name beside the date"
                return


def _is_of_something_else(element: Element, page: PageView) -> bool:
    """Whether a name is that of a section, an article or a picture: a link to no person, a caption."""
    link = next((node for node in (element, *element.iterancestors()) if node.tag == "a"), None)
    if link is not None and not ("author" in (link.get("rel") or "") or _AUTHOR_LINK.search(link.get("href") or "")):
        return True
    return "caption" in (element.get("class") or "") or _is_apart(element, page)


def _is_plain_name(name: str) -> bool:
    return looks_like_name(name) and 2 <= len(name.split()) <= 3 and name.istitle()


def _is_date(text: str) -> bool:
    moment = parse_date(text)
    return moment is not None and moment.precision >= Precision.DAY


def _written(page: PageView) -> Iterator[tuple[list[str], str]]:
    """Lines that read like a byline: "By Ann Lee", or "By" before a link."""
    found: list[tuple[int, list[str]]] = []
    beside: list[list[str]] = []
    anchor = page.anchor or 0
    for chunk in page.chunks:
        if len(chunk.text) > RUNNING_TEXT:
            continue
        joined = is_lead_in(chunk.before)
        text = f"{_AFTER_LABEL.sub(':', chunk.before)} {chunk.text}" if joined else chunk.text
        if not (has_lead_in(text) or is_signed(text)):
            continue
        names = read_names(text, running=True)
        full = [name for name in names if looks_like_name(name) or is_agency(name)]
        sure = has_label(text) or (joined and linked(chunk.holder))
        near = abs(chunk.position - anchor) <= _NEAR
        names = full or [name for name in names[:1] if sure and near and is_handle(name)]
        if not names:
            continue
        if _is_apart(chunk.holder, page):
            beside += [full] if full else []
        elif near or has_label(text):
            found.append((abs(chunk.position - anchor) + (0 if full else _NEAR), names))
    if found:
        yield min(found, key=lambda spot: spot[0])[1], "a line that reads like a byline"
    if len(beside) == 1:
        yield beside[0], _BESIDE
