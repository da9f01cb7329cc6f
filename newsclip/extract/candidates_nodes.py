"""Texts that a page's data hold as the nodes of an editor, as HTML. Changes nothing.

Editors differ in what they call a node's kind, children and text:

- Slate `{"type": "paragraph", "children": [{"text": …}]}`
- ProseMirror, Contentful `{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": …}]}`
- Portable Text `{"_type": "block", "style": "h2", "children": […]}`
- Editor.js `{"type": "header", "data": {"text": …, "level": 2}}`
"""

from __future__ import annotations

import html
import re

_KINDS = ("type", "_type", "nodeType", "__typename", "kind", "blockName", "tagName")
_CHILDREN = ("children", "content", "nodes", "spans", "items")
_TEXTS = ("text", "value")
_MARKUP = ("html", "text", "content", "value", "innerHTML", "body")
"""What holds the whole text of a block, markup and all."""
_DEEPEST = 12
# the kinds of a block of running text: "paragraph", "core/paragraph", "text", "unstyled", "block", "ArticleTextBlock"
_PARAGRAPH = re.compile(r"para|text|html|^p$|copy|^block$|unstyled|^normal$", re.IGNORECASE)
_HEADING = re.compile(r"head(?:ing|er|line)|^h[1-6]$|subhead|title", re.IGNORECASE)  # "heading-2", "header", "h3"
_LEVEL = re.compile(r"[1-6]")
_ITEMS = re.compile(r"list(?!.*item)|^[uo]l$", re.IGNORECASE)  # "bulleted-list", "unordered-list", "ul"
_QUOTE = re.compile(r"quote", re.IGNORECASE)
_CODE = re.compile(r"code|preformat", re.IGNORECASE)
_SHORTEST = 20
"""Characters of a text that is markup and must be no name of something."""


def html_of_nodes(values: list[object]) -> tuple[str, int]:
    """A list of an editor's blocks as HTML, and how many of them are paragraphs; "" for any other list."""
    blocks = [block for value in values if isinstance(value, dict) and (block := _block(value))]
    return "\n".join(blocks), sum(block.startswith("<p>") for block in blocks)


def _block(value: dict[str, object]) -> str:
    """One block as HTML; empty for what is no text."""
    kind = _kind(value)
    style = value.get("style")
    if isinstance(style, str) and (_HEADING.search(style) or _QUOTE.search(style)):
        kind = style
    data = value.get("data")
    inner = data if isinstance(data, dict) and not any(name in value for name in _CHILDREN + _MARKUP) else value
    if _ITEMS.search(kind):
        items = next((inner[name] for name in _CHILDREN if isinstance(inner.get(name), list)), [])
        texts = [item if isinstance(item, str) else _line(item, 0) for item in items] if isinstance(items, list) else []
        return _wrap("ul", "".join(_wrap("li", text) for text in texts))
    text = _text_of_block(inner)
    if _HEADING.search(kind):
        return _wrap(f"h{_level(kind, inner)}", text)
    if _QUOTE.search(kind):
        return _wrap("blockquote", text)
    if _CODE.search(kind):
        return _wrap("pre", text)
    return _wrap("p", text) if _PARAGRAPH.search(kind) else ""


def _text_of_block(value: dict[str, object]) -> str:
    for name in _MARKUP:
        text = value.get(name)
        if isinstance(text, str) and (len(text) > _SHORTEST or name == "text"):
            return text
    return _line(value, 0)


def _line(value: object, depth: int) -> str:
    """The running text of a node, with its links."""
    if isinstance(value, list):
        return "".join(_line(inner, depth + 1) for inner in value)
    if not isinstance(value, dict) or depth > _DEEPEST:
        return ""
    for name in _TEXTS:
        text = value.get(name)
        if isinstance(text, str):
            return html.escape(text, quote=False)
    text = "".join(_line(value[name], depth + 1) for name in _CHILDREN if name in value)
    href = _address(value)
    return f'<a href="{html.escape(href)}">{text}</a>' if href and text else text


def _address(value: dict[str, object]) -> str:
    for holder in (value, value.get("data"), value.get("attrs")):
        if isinstance(holder, dict):
            for name in ("url", "href", "uri"):
                address = holder.get(name)
                if isinstance(address, str):
                    return address
    return ""


def _kind(value: dict[str, object]) -> str:
    return next((kind for name in _KINDS if isinstance(kind := value.get(name), str)), "")


def _level(kind: str, value: dict[str, object]) -> int:
    attributes = value.get("attrs")
    for level in (
        value.get("level"),
        attributes.get("level") if isinstance(attributes, dict) else None,
        value.get("tag"),
    ):
        if isinstance(level, int | str) and (found := _LEVEL.search(str(level))):
            return int(found[0])
    named = _LEVEL.search(kind)
    return int(named[0]) if named else 2


def _wrap(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text.strip() else ""
