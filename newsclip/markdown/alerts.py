"""Admonitions of the web, as GitHub's alerts: which element is one, and of what kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.parse import Element

# markdown-alert-note | callout, with data-callout="tip" | admonition warning | theme-admonition-info
_ALERT = re.compile(r"(?<![a-z])(?:markdown-alert|callout|admonition|theme-admonition)(?![a-z])", re.IGNORECASE)
_TITLE = re.compile(r"(?:markdown-alert|callout|admonition)[\w-]*-?(?:title|heading|icon)", re.IGNORECASE)
_PART = re.compile(r"(?:markdown-alert|callout|admonition)[_-]?(?:title|heading|content|icon|body|fold)", re.IGNORECASE)
_KINDS_WORDS = (
    "note tip important warning caution info hint danger error success question example quote abstract summary tldr "
    "todo bug failure attention seealso check done help faq fail missing cite"
)
_KINDS = frozenset(_KINDS_WORDS.split())


def kind_of(element: Element) -> str:
    """The kind of an alert, in capitals, or "" for an element that is none."""
    names = element.get("class") or ""
    kind = element.get("data-callout") or ""
    if kind and kind.isascii() and kind.replace("-", "").isalnum():
        return kind.upper()
    if not names or not _ALERT.search(names) or _PART.search(names):
        return ""
    for word in re.split(r"[\s_-]+", names.lower()):
        if word in _KINDS:
            return word.upper()
    return ""


def is_title(element: Element) -> bool:
    """Tell whether an element is the title of an alert and says only its kind."""
    names = element.get("class")
    if not names or not _TITLE.search(names):
        return False
    text = "".join(element.itertext()).strip().rstrip(":：").lower()
    parent = element.getparent()
    kind = ""
    while parent is not None and not kind:
        kind = kind_of(parent)
        parent = parent.getparent()
    return bool(kind) and (not text or text == kind.lower() or text in _KINDS)
