"""Who wrote an article, from the evidence on its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclip.extract.people import (
    has_lead_in,
    is_address,
    is_agency,
    is_handle,
    is_lead_in,
    looks_like_name,
    read_names,
)
from newsclip.extract.structured import texts, types_of
from newsclip.extract.titles import host_core, name_key, tidy
from newsclip.extract.visible import ASIDE, role_of, text_of
from newsclip.urls import site_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from newsclip.extract.pageview import PageView

_AUTHOR_META = (
    *("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl"),
    *("citation_author", "og:article:author", "og:author", "authors", "cxenseparse:author", "article:author_name"),
    *("article.author", "articleauthor", "creator", "rbauthors", "vr:author", "dcsext.author", "author_name"),
)
# Anderson, Michael L. (as in citation_author)
_REVERSED = re.compile(r"([^\s,]+(?: [^\s,]+)?), ([^\s,]+(?: [^\s,]+)?)")
# fn, name, author-name, p-author, username, authorname
_NAME_CLASS = re.compile(r"(?<![a-z])(?:fn|name|n|p-author|username|p-name)(?![a-z])|author-?_?name|name-?_?author")
# /author/ann-lee, /autoren/max, /people/ann, /profile/ann, /by/ann, ?author=3
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|people|person|profiles?|by|redaktion|users?|members?|staff|team|"
    r"contributors?|journalists?|redakteure?|columnists?|writers?)/|[?&]author=",
    re.IGNORECASE,
)
_LONGEST_BYLINE = 240
_NEAR = 60


def read_authors(page: PageView) -> tuple[tuple[str, ...], str]:
    """The authors and the evidence for them; agencies, newsrooms and the site only where nobody else is named."""
    last: tuple[tuple[str, ...], str] = ((), "")
    own = {name_key(page.site), name_key(site_of(page.url)), host_core(site_of(page.url))}
    for names, label in _evidence(page):
        people = [name for name in names if not _is_house(name, own)]
        if people:
            return tuple(dict.fromkeys(people)), label
        if names and not last[0]:
            last = tuple(dict.fromkeys(names)), label
    return last


def _is_house(name: str, own: set[str]) -> bool:
    """Whether this names the site, its domain, an agency or a newsroom."""
    if is_agency(name) or is_address(name):
        return True
    key = name_key(name)
    return key in own or any(len(key) > 4 and key in known for known in own)


def _evidence(page: PageView) -> Iterator[tuple[list[str], str]]:
    structured = page.structured
    for key in ("author", "creator"):
        yield _people(structured.article.get(key), page), f"JSON-LD {key}"
    for name in _AUTHOR_META:
        values = [value for value in structured.meta.get(name, ()) if not value.startswith("http")]
        yield [author for value in values for author in read_names(_in_order(value))], f"meta {name}"
    yield from _item_props(page)
    yield from _marked(page)
    yield from _written(page)


def _people(value: object, page: PageView) -> list[str]:
    """Names in a JSON-LD author: persons, or organizations if there are none."""
    nodes = value if isinstance(value, list) else [value]
    persons: list[str] = []
    others: list[str] = []
    for node in nodes:
        if isinstance(node, dict) and "name" not in node and isinstance(node.get("@id"), str):
            node = page.structured.by_id.get(node["@id"], node)
        if isinstance(node, list):
            persons.extend(_people(node, page))
        elif isinstance(node, dict) and not node.get("name") and node.get("familyName"):
            persons.append(f"{node.get('givenName') or ''} {node['familyName']}".strip())
        elif isinstance(node, dict) and "person" not in types_of(node) and types_of(node):
            others.extend(tidy(text) for text in texts(node))
        else:
            for text in texts(node):
                persons.extend(read_names(tidy(text)))
    return persons or [name for name in others if name and not name.startswith("http")]


def _in_order(name: str) -> str:
    match = _REVERSED.fullmatch(name)
    if match and looks_like_name(f"{match[2]} {match[1]}") and " " not in match[1] and " " not in match[2].rstrip("."):
        return f"{match[2]} {match[1]}" if len(match[2].split()) == 1 else name
    return name


def _item_props(page: PageView) -> Iterator[tuple[list[str], str]]:
    elements = [element for name, element in page.visible.item_props if name == "author" and not page.apart(element)]
    groups = _by_distance(elements, page)
    if not groups:
        return
    names: list[str] = []
    for element in groups[0]:
        inner = [child for child in element.iter("*") if child.get("itemprop") == "name"]
        values = [child.get("content") or text_of(child, 200) for child in inner[:1]]
        values = values or [element.get("content") or text_of(element, 200)]
        names += [name for value in values if not value.startswith("http") for name in read_names(value, running=True)]
    yield names, "itemprop author"


def _marked(page: PageView) -> Iterator[tuple[list[str], str]]:
    """Elements that call themselves author or byline, the nearest to the headline first."""
    elements = [element for element in page.visible.authors if not _is_apart(element, page)]
    for group in _by_distance(elements, page)[:12]:
        names = [name for element in group for name in _names_in(element)]
        if names:
            yield names, "byline on the page"


def _is_apart(element: Element, page: PageView) -> bool:
    names = element.get("class") or element.get("id") or ""
    return bool(role_of(names) & ASIDE) or page.apart(element)


def _by_distance(elements: list[Element], page: PageView) -> list[list[Element]]:
    """Elements that follow each other under one parent with one class, as groups, nearest to the headline first."""
    order = page.visible.order
    anchor = order.get(page.headline) if page.headline is not None else None
    groups: dict[tuple[object, ...], list[Element]] = {}
    for element in elements:
        parent = element.getparent()
        key = (parent if parent is not None else element, element.tag, element.get("class"))
        groups.setdefault(key, []).append(element)

    def distance(group: list[Element]) -> int:
        steps = order[group[0]] - (anchor or 0)
        return steps if steps >= 0 else -2 * steps

    return list(groups.values()) if anchor is None else sorted(groups.values(), key=distance)


def _names_in(element: Element) -> list[str]:
    """The names in a byline element: those of its links and name elements, else those of its first telling line."""
    inner: list[str] = []
    for child in element.iter("*"):
        if _holds_name(child, element):
            text = text_of(child, 120)
            alone = len(text) <= 40 and not has_lead_in(text)
            inner += [
                name for name in read_names(text, running=True) if looks_like_name(name) or (alone and is_handle(name))
            ]
    if inner:
        return inner
    text = text_of(element, 2 * _LONGEST_BYLINE)
    lines = text.split("\n")
    for line in lines[:4]:
        if len(line) > _LONGEST_BYLINE:
            break
        names = read_names(line, running=True)
        named = [name for name in names if looks_like_name(name)]
        if named:
            return named
        if names and len(line) <= 40 and (has_lead_in(line) or len(lines) == 1) and is_handle(names[0]):
            return names[:1] if names[0][:1].isupper() or has_lead_in(line) else []
    return []


def _holds_name(child: Element, root: Element) -> bool:
    if child.tag == "a":
        href = child.get("href") or ""
        if "author" in (child.get("rel") or "") or _AUTHOR_LINK.search(href):
            return True
    names = child.get("class") or ""
    return bool(_NAME_CLASS.search(names.lower())) and (child is not root or not len(child))


def _written(page: PageView) -> Iterator[tuple[list[str], str]]:
    """Lines that read like a byline: "By Ann Lee", or "By" before a link."""
    found: list[tuple[int, list[str]]] = []
    anchor = None
    for chunk in page.chunks:
        if (
            page.headline is not None
            and anchor is None
            and page.headline in (chunk.holder, *chunk.holder.iterancestors())
        ):
            anchor = chunk.position
        if chunk.apart or chunk.attribute or len(chunk.text) > 100:
            continue
        if has_lead_in(chunk.text):
            names = [name for name in read_names(chunk.text, running=True) if looks_like_name(name)]
        elif chunk.before and is_lead_in(chunk.before.split(" - ")[-1]) and len(chunk.text) <= 60:
            names = [name for name in read_names(chunk.text, running=True) if looks_like_name(name) or chunk.linked]
        else:
            continue
        if names:
            found.append((chunk.position, names))
    found.sort(key=lambda spot: abs(spot[0] - (anchor or 0)))
    if found and (anchor is None or abs(found[0][0] - anchor) <= _NEAR):
        yield found[0][1], "a line that reads like a byline"
