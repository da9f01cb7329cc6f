"""Rules for one site, written by people: which elements are its title, author, date and body, and what to cut.

The formats are described in docs/site-rules.md.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsclip.errors import UsageError
from newsclip.extract.ftr import read_ftr
from newsclip.extract.visible import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element as Element

# //h1 | (//p)[1] | ./div | .//a | string(//title) | id('x')
_XPATH = re.compile(
    r"\s*(?:[(/]|\.{1,2}/|@|(?:string|normalize-space|concat|id|substring-before|substring-after)\s*\()"
)
_LISTS = ("title", "author", "date", "body", "strip", "next", "single_page", "dissolve", "strip_attributes")
_HINT = "docs/site-rules.md describes the keys"


@dataclass(frozen=True, slots=True)
class Selector:
    """One compiled XPath, with the text it was written as."""

    text: str
    find: Any  # etree.XPath, which has no type that could be named here

    def __call__(self, tree: Element) -> list[Any]:
        """Elements or strings, in document order; nothing where the expression fails on this tree."""
        from lxml import etree

        try:
            found = self.find(tree)
        except etree.XPathError:
            return []
        return found if isinstance(found, list) else [found]


@dataclass(frozen=True, slots=True)
class LinkRule:
    """Where another page of the same article is linked, on pages where `condition` matches."""

    link: Selector
    condition: Selector | None = None


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules for one site. Every method takes a page's tree; those that change it say so."""

    source: str
    """Path of the file, for messages and evidence."""
    title: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    strip: tuple[Selector, ...] = ()
    dissolve: tuple[Selector, ...] = ()
    strip_attributes: tuple[Selector, ...] = ()
    wraps: tuple[tuple[str, Selector], ...] = ()
    next: tuple[LinkRule, ...] = ()
    single_page: tuple[LinkRule, ...] = ()
    replacements: tuple[tuple[str, str], ...] = ()
    prune: bool = True
    """Whether the general cleaning still runs inside `body`."""
    autodetect: bool = True
    """Whether the general search takes over where `body` matches nothing."""

    def rewrite(self, html: str) -> str:
        """The page's source with the file's replacements done; to be called before parsing."""
        for find, replacement in self.replacements:
            html = html.replace(find, replacement)
        return html

    def find_title(self, tree: Element) -> str:
        """The title, or an empty string."""
        return " ".join(next(self._texts(self.title, tree), "").split())

    def find_authors(self, tree: Element) -> list[str]:
        """Bylines as they stand on the page."""
        for selector in self.author:
            texts = [text for text in map(_text, selector(tree)) if text]
            if texts:
                return texts
        return []

    def find_date(self, tree: Element) -> str:
        """The date as it stands on the page (`datetime` or `content` where the element has one)."""
        return next(self._texts(self.date, tree), "")

    def find_body(self, tree: Element) -> list[Element]:
        """The elements that hold the article, in document order, none inside another; empty if no rule matches."""
        for selector in self.body:
            found = [node for node in selector(tree) if _is_element(node)]
            if found:
                chosen = set(found)
                return [node for node in found if not any(parent in chosen for parent in node.iterancestors())]
        return []

    def next_page(self, tree: Element) -> str:
        """The link to the article's next page as written; empty if there is none."""
        return _link(self.next, tree)

    def single_page_view(self, tree: Element) -> str:
        """The link to the whole article on one page as written; empty if there is none."""
        return _link(self.single_page, tree)

    def clean(self, tree: Element) -> None:
        """Cut, unwrap and wrap what the rules name. Changes the tree; text behind a cut element stays."""
        for selector in self.strip:
            for node in selector(tree):
                if _is_element(node) and node.getparent() is not None:
                    _remove(node)
        for selector in self.strip_attributes:
            for value in selector(tree):
                parent = getattr(value, "getparent", lambda: None)()
                if parent is not None and getattr(value, "is_attribute", False):
                    parent.attrib.pop(value.attrname, None)
        for selector in self.dissolve:
            for node in selector(tree):
                if _is_element(node) and node.getparent() is not None:
                    _unwrap(node)
        for tag, selector in self.wraps:
            for node in selector(tree):
                if _is_element(node) and node.getparent() is not None:
                    _wrap(node, tag)

    def _texts(self, selectors: Sequence[Selector], tree: Element) -> Iterator[str]:
        for selector in selectors:
            for found in selector(tree):
                text = _text(found)
                if text:
                    yield text


def parse_toml(text: str, source: str) -> SiteRules:
    """Rules out of newsclip's own format. Raises UsageError that names the key."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"not valid TOML: {error}", source=source, hint=_HINT) from None
    unknown = sorted(set(values) - {*_LISTS, "replace", "prune", "autodetect"})
    if unknown:
        raise UsageError(f"unknown key {unknown[0]!r} in site rules", source=source, hint=_HINT)
    found = {key: tuple(_compile(text, key, source) for text in _strings(values, key, source)) for key in _LISTS}
    return SiteRules(
        source=source,
        title=found["title"],
        author=found["author"],
        date=found["date"],
        body=found["body"],
        strip=found["strip"],
        dissolve=found["dissolve"],
        strip_attributes=found["strip_attributes"],
        next=tuple(map(LinkRule, found["next"])),
        single_page=tuple(map(LinkRule, found["single_page"])),
        replacements=tuple(_replacements(values, source)),
        prune=_switch(values, "prune", source),
        autodetect=_switch(values, "autodetect", source),
    )


def parse_ftr(text: str, source: str) -> SiteRules:
    """Rules out of an ftr-site-config file; expressions that no XPath 1.0 engine understands are passed over."""
    file = read_ftr(text)

    def selectors(directive: str) -> tuple[Selector, ...]:
        found = (_try_compile(text) for text in file.selectors.get(directive, ()))
        return tuple(selector for selector in found if selector is not None)

    def links(directive: str) -> tuple[LinkRule, ...]:
        rules = []
        for position, written in enumerate(file.selectors.get(directive, ())):
            link = _try_compile(written)
            condition = file.conditions.get((directive, position))
            if link is not None:
                rules.append(LinkRule(link, _try_compile(condition) if condition else None))
        return tuple(rules)

    wraps = ((tag, _try_compile(written)) for tag, written in file.wraps)
    return SiteRules(
        source=source,
        title=selectors("title"),
        author=selectors("author"),
        date=selectors("date"),
        body=selectors("body"),
        strip=selectors("strip"),
        dissolve=selectors("dissolve"),
        strip_attributes=selectors("strip_attr"),
        wraps=tuple((tag, selector) for tag, selector in wraps if selector is not None),
        next=links("next_page_link"),
        single_page=links("single_page_link"),
        replacements=tuple(file.replacements),
        prune=file.prune,
        autodetect=file.autodetect,
    )


def _strings(values: dict[str, Any], key: str, source: str) -> list[str]:
    value = values.get(key, [])
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(text, str) and text.strip() for text in found):
        raise UsageError(f"{key!r} must be a selector or a list of selectors", source=source, hint=_HINT)
    return found


def _switch(values: dict[str, Any], key: str, source: str) -> bool:
    value = values.get(key, True)
    if not isinstance(value, bool):
        raise UsageError(f"{key!r} must be true or false", source=source, hint=_HINT)
    return value


def _replacements(values: dict[str, Any], source: str) -> Iterator[tuple[str, str]]:
    entries = values.get("replace", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, dict) or set(entry) != {"find", "with"}:
            raise UsageError("'replace' must be a list of {find = ..., with = ...}", source=source, hint=_HINT)
        if not isinstance(entry["find"], str) or not entry["find"] or not isinstance(entry["with"], str):
            raise UsageError("'replace' takes texts, and 'find' must not be empty", source=source, hint=_HINT)
        yield entry["find"], entry["with"]


def _compile(text: str, key: str, source: str) -> Selector:
    from cssselect import HTMLTranslator, SelectorError
    from lxml import etree

    try:
        xpath = text if _XPATH.match(text) else HTMLTranslator().css_to_xpath(text)
        return Selector(text, etree.XPath(xpath))
    except (SelectorError, etree.XPathError) as error:
        raise UsageError(f"{key!r} holds {text!r}, no CSS or XPath: {error}", source=source, hint=_HINT) from None


def _try_compile(text: str) -> Selector | None:
    from lxml import etree

    try:
        return Selector(text, etree.XPath(text))
    except etree.XPathError:
        return None


def _text(found: Any) -> str:
    if not _is_element(found):
        return str(found).strip()
    for name in ("datetime", "content"):
        value = found.get(name)
        if value:
            return str(value).strip()
    return text_of(found)


def _link(rules: Sequence[LinkRule], tree: Element) -> str:
    for rule in rules:
        if rule.condition is not None and all(found is False for found in rule.condition(tree)):
            continue
        for found in rule.link(tree):
            href = (found.get("href") or "") if _is_element(found) else str(found)
            if href.strip():
                return href.strip()
    return ""


def _is_element(node: Any) -> bool:
    return hasattr(node, "iterancestors") and isinstance(node.tag, str)


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    _add_text(node, node.tail)
    node.tail = None
    parent.remove(node)


def _add_text(node: Element, text: str | None) -> None:
    """Put `text` right before `node`."""
    if not text:
        return
    previous, parent = node.getprevious(), node.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def _unwrap(node: Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    _add_text(node, node.text)
    for child in list(node):
        node.addprevious(child)
    _remove(node)


def _wrap(node: Element, tag: str) -> None:
    parent = node.getparent()
    if parent is None or not re.fullmatch(r"[a-zA-Z][\w-]*", tag):
        return
    tail, node.tail = node.tail, None
    wrapper = node.makeelement(tag)
    parent.replace(node, wrapper)
    wrapper.append(node)
    wrapper.tail = tail
