"""The article as a page's data hold it: JSON-LD's articleBody, the state of a script application, a template.

Asked only where the visible page holds hardly any text. Changes nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from newsclip.extract.content_page import size_of
from newsclip.extract.vocabulary import BODY_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.extract.structured import Structured
    from newsclip.parse import Element

_LEAST = 400
"""Characters from which a text among the data may be an article."""
_MOST_VALUES = 200_000
"""How many values of the data are looked at."""
# matches a tag of running text: "<p>", "<br/>", "</p >", "<p class=x>"
_MARKUP = re.compile(r"</?(?:p|br|div|h[2-6]|ul|li|blockquote)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINES = re.compile(r"\s*\n\s*")


def content_from_data(structured: Structured) -> Element | None:
    """The longest article among the page's data as a `<div>`; None if there is none."""
    return _longest(_texts(structured))


def content_from_template(tree: Element) -> Element | None:
    """The longest text that a script would put into the page, as a `<div>`: an article, or a notice of any kind."""
    scripts = (script.text or "" for script in tree.iter("script") if "template" in (script.get("type") or ""))
    return _longest(text for text in scripts if _MARKUP.search(text))


def _longest(texts: Iterable[str]) -> Element | None:
    best, best_size = "", _LEAST
    for text in texts:
        size = size_of(_TAG.sub("", text))
        if size > best_size:
            best, best_size = text, size
    return _as_content(best) if best else None


def _texts(structured: Structured) -> Iterator[str]:
    yield structured.article_body
    stack: list[tuple[str, object]] = [("", state) for state in structured.states]
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
                paragraphs = [text for inner in value if (text := _paragraph(inner))]
                if len(paragraphs) > 2:
                    yield "\n".join(paragraphs)
                stack.extend((key, inner) for inner in value)
        elif isinstance(value, str) and len(value) > _LEAST and key.lower() in BODY_KEYS:
            yield value


def _paragraph(value: object) -> str:
    """The text of one block of an editor's data: `{"type": "paragraph", "text": "..."}` and its like."""
    if not isinstance(value, dict):
        return ""
    kind = value.get("type") or value.get("__typename") or value.get("kind")
    if not isinstance(kind, str) or not re.search(r"para|text|html|^p$|copy", kind, re.IGNORECASE):
        return ""
    for name in ("html", "text", "content", "value", "innerHTML", "body"):
        text = value.get(name)
        if isinstance(text, str) and len(text) > 20:
            return text
    return ""


def _as_content(text: str) -> Element:
    if _MARKUP.search(text):
        from newsclip.parse import parse_fragment

        return parse_fragment(text)
    content = etree.Element("div")
    for line in _LINES.split(text.strip()):
        paragraph = etree.SubElement(content, "p")
        paragraph.text = "".join(char for char in line if char.isprintable())
    return content
