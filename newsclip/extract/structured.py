"""What a page says of itself for machines, read in one pass: JSON-LD, meta elements, microdata, state of scripts.

Only reading: nothing here decides what is true; `newsclip.extract.metadata` does. The tree is not changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# schema.org types that are the article itself, best first; anything else that ends in Article counts as the first.
_ARTICLE_RANK: Final = {
    **dict.fromkeys(("article", "newsarticle", "blogposting", "liveblogposting", "socialmediaposting"), 9),
    **dict.fromkeys(
        ("report", "recipe", "howto", "discussionforumposting", "medicalwebpage", "posting", "blogpost"), 8
    ),
    **dict.fromkeys(("review", "question", "interview", "claimreview", "chapter", "podcastepisode"), 7),
    **dict.fromkeys(("videoobject", "episode", "radioepisode", "creativework", "audioobject", "softwaresourcecode"), 4),
    **dict.fromkeys(("webpage", "itempage", "aboutpage", "faqpage", "qapage", "collectionpage", "profilepage"), 2),
}
ARTICLE_RANK: Final = 7
_WORK_RANK = 4
"""Videos and the like: the article only where the page is named after them."""

# Inside an article these hold other articles or other things, never the article itself.
_SIDE_KEYS: Final = frozenset(
    {
        "itemlistelement",
        "haspart",
        "ispartof",
        "mentions",
        "citation",
        "comment",
        "relatedlink",
        "isbasedon",
    }
)
# <!-- | //<![CDATA[ | /*<![CDATA[*/
_OPENING_MARKS = re.compile(r"\s*(?:<!--|/\*|//)?\s*(?:<!\[CDATA\[)?\s*(?:\*/)?\s*")
_CLOSING_MARKS = ("-->", "*/", "]]>", "/*", "//", ";")
# "a": 1, } | [1, 2, ]
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# \' | \x | \. : escapes that JSON does not have
_BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrt]|u[0-9a-fA-F]{4})")
# a template that was never filled in: {{page.title}} | {% title %} | ${title} | [object Object] | undefined
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|\{%.*%\}|\$\{.*\}|<%.*%>|\[object \w+\]|undefined|null|NaN")
_MAX_REPAIRS = 40
_MAX_DEPTH = 12

Node = Mapping[str, object]


@dataclass(frozen=True)
class Structured:
    """The self-description of one page.

    `nodes`: every JSON-LD object, outer before inner, keys as written. `meta`: content of meta elements by lower-case
    name, property or itemprop, in document order. `links`: `<link>` by lower-case rel: (href, hreflang or type).
    `title`: text of `<title>`. `language`: `lang` of `<html>` or `<body>`. `base`: `href` of the first `<base>`.
    """

    nodes: tuple[Node, ...] = ()
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    base: str = ""
    _tree: Element | None = field(default=None, repr=False, compare=False)

    def first(self, *names: str) -> str:
        """The first non-empty meta content under any of these names, in their order; empty if there is none."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return ""

    @cached_property
    def article(self) -> Node:
        """The JSON-LD object that is most likely the page's article; empty if there is none."""
        ranks = [rank_of(node) for node in self.nodes]
        best_rank = max(ranks, default=0)
        if best_rank < ARTICLE_RANK:
            works = (node for node, rank in zip(self.nodes, ranks, strict=True) if rank == _WORK_RANK)
            return next(filter(self._has_page_title, works), {})
        best = [node for node, rank in zip(self.nodes, ranks, strict=True) if rank == best_rank]
        return best[0] if len(best) == 1 else next(filter(self._has_page_title, best), best[0])

    def _has_page_title(self, node: Node) -> bool:
        """Whether an object's headline is in what the page calls itself: pages also describe the articles they link."""
        headline = _letters(next(texts(node.get("headline") or node.get("name")), ""))
        return bool(headline) and any(headline in _letters(title) for title in (self.title, self.first("og:title")))

    @cached_property
    def page(self) -> Node:
        """The JSON-LD object about the page as a whole (WebPage and the like); empty if there is none."""
        return next((node for node in self.nodes if 0 < rank_of(node) < ARTICLE_RANK), {})

    @property
    def article_body(self) -> str:
        """`articleBody` of the article, as text or HTML; empty if the page does not give it."""
        for key in ("articleBody", "reviewBody", "recipeInstructions", "text"):
            text = self.article.get(key)
            if isinstance(text, str) and text.strip():
                return text
        return ""

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """JSON-LD objects by their `@id`, the fullest one where several share it."""
        found: dict[str, Node] = {}
        for node in self.nodes:
            key = node.get("@id")
            if isinstance(key, str) and len(node) > len(found.get(key, ())) and len(node) > 1:
                found[key] = node
        return found

    @cached_property
    def states(self) -> tuple[object, ...]:
        """JSON that scripts carry for a client-side application (`__NEXT_DATA__` and the like), parsed on first use."""
        return () if self._tree is None else tuple(_read_states(self._tree))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def read_structured(tree: Element) -> Structured:
    """Read what the page `tree` (its root) says of itself; broken parts are repaired or left out, never an error."""
    nodes: list[Node] = []
    meta: dict[str, list[str]] = {}
    links: dict[str, list[tuple[str, str]]] = {}
    title = ""
    base: str | None = None
    for element in tree.iter("meta", "link", "title", "script", "base"):
        tag = element.tag
        if tag == "meta":
            _read_meta(element, meta)
        elif tag == "link":
            _read_link(element, links)
        elif tag == "title":
            if not title and not _within(element, "svg"):
                title = " ".join("".join(element.itertext()).split())
        elif tag == "base":
            base = (element.get("href") or "") if base is None else base
        elif "ld+json" in (element.get("type") or "").lower():
            for value in parse_json(element.text or ""):
                nodes.extend(_flatten(value))
    return Structured(
        tuple(nodes),
        {name: tuple(values) for name, values in meta.items()},
        {rel: tuple(values) for rel, values in links.items()},
        title,
        _language(tree),
        base or "",
        tree,
    )


def rank_of(node: Node) -> int:
    """How much a JSON-LD object is an article: 9 for the article types, 0 for things that are not pages at all."""
    return max((_rank(kind) for kind in types_of(node)), default=0)


def _rank(kind: str) -> int:
    return _ARTICLE_RANK.get(kind) or (9 if kind.endswith("article") else 0)


def types_of(node: Node) -> list[str]:
    """The types of a JSON-LD object, lower case, without namespace."""
    kinds = node.get("@type", node.get("type"))
    values = kinds if isinstance(kinds, list) else [kinds]
    return [re.split("[/#:]", kind)[-1].lower() for kind in values if isinstance(kind, str)]


def texts(value: object, depth: int = 0) -> Iterator[str]:
    """All plain strings in a JSON-LD value: a string, a list, `{"@value": ...}`, or an object's name."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, depth + 1)
    elif isinstance(value, dict):
        for key in ("@value", "name", "headline"):
            if value.get(key):
                yield from texts(value[key], depth + 1)
                return


def parse_json(text: str) -> list[object]:
    """Every JSON value in `text`, with the mistakes that pages make repaired: comments, commas, quotes, escapes."""
    text = _without_marks(text)
    if not text:
        return []
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        pass
    if "&quot;" in text and '"' not in text:
        import html

        text = html.unescape(text)
    return _parse_repaired(_BAD_ESCAPE.sub("", _TRAILING_COMMA.sub(r"\1", text)))


def _without_marks(text: str) -> str:
    opening = _OPENING_MARKS.match(text)
    text = text[opening.end() if opening else 0 :].rstrip()
    while text.endswith(_CLOSING_MARKS):
        mark = next(mark for mark in _CLOSING_MARKS if text.endswith(mark))
        text = text[: -len(mark)].rstrip()
    return text


def _parse_repaired(text: str) -> list[object]:
    decoder = json.JSONDecoder(strict=False)
    values: list[object] = []
    position = repairs = 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
            values.append(value)
        except RecursionError:
            break
        except json.JSONDecodeError as error:
            repairs += 1
            fixed = None if repairs > _MAX_REPAIRS else _repair(text, error)
            if fixed is None:
                break
            text = fixed
            continue
        while position < len(text) and text[position] in " \t\r\n,;":
            position += 1
    return values


def _repair(text: str, error: json.JSONDecodeError) -> str | None:
    at = error.pos
    if error.msg.startswith(("Expecting ',' delimiter", "Expecting ':' delimiter")):
        quote = text.rfind('"', 0, at)
        # "headline": "He said "no" again": the quote before the place where reading stopped was meant as text.
        if quote > 0 and not text[quote:at].strip('" \t\r\n') and at < len(text) and text[at] not in '"{[':
            return text[:quote] + "\\" + text[quote:]
        if at < len(text) and text[at] in '"{[':
            return text[:at] + "," + text[at:]  # the comma itself is missing
    if error.msg.startswith("Expecting value") and at < len(text) and text[at] == ",":
        return text[:at] + "null" + text[at:]
    if error.msg.startswith("Expecting property name") and at < len(text) and text[at] == ",":
        return text[:at] + text[at + 1 :]
    return None


def _flatten(value: object, depth: int = 0) -> Iterator[Node]:
    """Every object that has a type or an id, outer before inner; parts that only list other pages are left out."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flatten(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value or "type" in value:
            yield value
        for key, inner in value.items():
            if isinstance(inner, (dict, list)) and key.lower() not in _SIDE_KEYS:
                yield from _flatten(inner, depth + 1)


def _read_meta(element: Element, meta: dict[str, list[str]]) -> None:
    content = element.get("content") or element.get("value")
    if content is None:
        return
    content = " ".join(content.split())
    if _PLACEHOLDER.fullmatch(content):
        return
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        names = element.get(attribute)
        if names:
            for name in names.lower().split():
                meta.setdefault(name, []).append(content)


def _read_link(element: Element, links: dict[str, list[tuple[str, str]]]) -> None:
    href = (element.get("href") or "").strip()
    if href:
        extra = element.get("hreflang") or element.get("type") or ""
        for rel in (element.get("rel") or element.get("itemprop") or "").lower().split():
            links.setdefault(rel, []).append((href, extra))


def _within(element: Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _language(tree: Element) -> str:
    for element in (tree, *tree.iterchildren("body")):
        for name in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
            value = (element.get(name) or "").strip()
            if value:
                return str(value)
    return ""


# window.__INITIAL_STATE__ = {...} | self.__data = {...} | var articleData = {...}
_ASSIGNED = re.compile(r"(?:window\.|self\.|var\s+|let\s+|const\s+)[\w.$\[\]'\"]+\s*=\s*(?=[{\[])")


def _read_states(tree: Element) -> Iterator[object]:
    for element in tree.iter("script"):
        text = element.text
        kind = (element.get("type") or "").lower()
        if not text or "ld+json" in kind:
            continue
        if "json" in kind:
            yield from parse_json(text)
            continue
        for match in _ASSIGNED.finditer(text):
            try:
                value, _ = json.JSONDecoder(strict=False).raw_decode(text, match.end())
            except (ValueError, RecursionError):
                continue
            yield value
