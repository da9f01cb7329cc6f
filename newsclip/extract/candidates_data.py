"""The article as a page's data hold it: JSON-LD's articleBody, the state of a script application, a template.

A state stands in a script or in a `data-` attribute. What is written in BBCode becomes HTML.

Asked only where the visible page holds hardly any text. Changes nothing.
"""

from __future__ import annotations

import html
import json
import re
from itertools import chain
from typing import TYPE_CHECKING

from lxml import etree

from newsclip.extract.candidates_nodes import html_of_nodes
from newsclip.extract.content_page import size_of
from newsclip.extract.vocabulary import BODY_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.extract.structured import Structured
    from newsclip.parse import Element

_LEAST = 400
"""Characters from which a text among the data may be an article."""
_LEAST_OF_ATTRIBUTE = 100
"""The same for the data of an attribute, which its page's script shows whole."""
_PARAGRAPHS = 3
"""Paragraphs from which a list of an editor's blocks is an article."""
_MOST_VALUES = 200_000
"""How many values of the data are looked at."""
# matches a tag of running text: "<p>", "<br/>", "</p >", "<p class=x>"
_MARKUP = re.compile(r"</?(?:p|br|div|h[2-6]|ul|li|blockquote)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"\s*\n\s*")


def content_from_data(tree: Element, structured: Structured) -> Element | None:
    """The longest article among the page's data as a `<div>`; None if there is none."""
    found = _longest(chain([structured.article_body], _texts(structured.states, _LEAST)), _LEAST)
    if found is None:
        found = _longest(_texts(tuple(_attributes(tree)), _LEAST_OF_ATTRIBUTE), _LEAST_OF_ATTRIBUTE)
    return found


def content_from_template(tree: Element) -> Element | None:
    """The longest text that a script would put into the page, as a `<div>`: an article, or a notice of any kind."""
    scripts = (script.text or "" for script in tree.iter("script") if "template" in (script.get("type") or ""))
    return _longest((text for text in scripts if _MARKUP.search(text)), _LEAST)


def _longest(texts: Iterable[str], least: int) -> Element | None:
    best, best_size = "", least
    for text in texts:
        size = size_of(_TAG.sub("", text))
        if size > best_size:
            best, best_size = text, size
    return _as_content(best) if best else None


def _attributes(tree: Element) -> Iterator[object]:
    """The states that stand in `data-` attributes."""
    for element in tree.iter("div", "main", "section", "article", "body"):
        for name, value in element.items():
            if name.startswith("data-") and len(value) > _LEAST_OF_ATTRIBUTE and value[0] in "[{":
                try:
                    yield json.loads(value)
                except (ValueError, RecursionError):
                    continue


def _texts(states: tuple[object, ...], least: int) -> Iterator[str]:
    stack: list[tuple[str, object]] = [("", state) for state in states]
    for _ in range(_MOST_VALUES):
        if not stack:
            return
        key, value = stack.pop()
        if isinstance(value, dict):
            stack.extend((str(name), inner) for name, inner in value.items())
        elif isinstance(value, list):
            if key.lower() in BODY_KEYS and all(isinstance(inner, str) for inner in value):
                yield "\n".join(value)
            else:
                text, paragraphs = html_of_nodes(value)
                if paragraphs >= _PARAGRAPHS:
                    yield text
                stack.extend((key, inner) for inner in value)
        elif isinstance(value, str) and len(value) > least and key.lower() in BODY_KEYS:
            yield value


_BBCODE = re.compile(r"\[/(?:p|b|i|u|url|h[1-6]|list|quote|code)\]")
# what a tag of BBCode is in HTML: [url="https://a.example"]text[/url], [h2]…[/h2], [list][*]one[/list], [img]…[/img]
_BBCODE_TO_HTML = (
    (re.compile(r"\[img\](.*?)\[/img\]"), r'<img src="\1">'),
    (
        re.compile(r"\[\w+youtube=\"?([\w-]+)[^\]]*\]\[/\w+\]"),
        r'<iframe src="https://www.youtube.com/embed/\1"></iframe>',
    ),
    (re.compile(r"\[url=\"?([^\"\]]+)\"?\]"), r'<a href="\1">'),
    (re.compile(r"\[/url\]"), "</a>"),
    (re.compile(r"\[\*\]"), "<li>"),
    (re.compile(r"\[(/?)list\]"), r"<\1ul>"),
    (re.compile(r"\[(/?)olist\]"), r"<\1ol>"),
    (re.compile(r"\[(/?)quote[^\]]*\]"), r"<\1blockquote>"),
    (re.compile(r"\[(/?)(p|b|i|u|h[1-6]|strike|code|table|tr|th|td)\]"), r"<\1\2>"),
    (re.compile(r"\n"), "<br>"),
)


def _html_of_bbcode(text: str) -> str:
    text = html.escape(text, quote=False)
    for sign, markup in _BBCODE_TO_HTML:
        text = sign.sub(markup, text)
    return text


def _as_content(text: str) -> Element:
    if _BBCODE.search(text) and not _MARKUP.search(text):
        text = _html_of_bbcode(text)
    if _MARKUP.search(text):
        from newsclip.parse import parse_fragment

        return parse_fragment(text)
    content = etree.Element("div")
    for line in _LINES.split(text.strip()):
        paragraph = etree.SubElement(content, "p")
        paragraph.text = "".join(char for char in line if char.isprintable())
    return content
