"""Admonitions of the web, as GitHub's alerts: which element is one, and of what kind."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.parse import Element

_NAMES = (
    "markdown-alert|callout|admonition(?:block)?|custom-block|starlight-aside|notecard|confluence-information-macro"
)
# markdown-alert-note | callout, with data-callout="tip" | admonition warning | theme-admonition-info | custom-block tip
# | alert alert-info
_ALERT = re.compile(rf"(?<![a-z])(?:(?:{_NAMES})(?![a-z])|alert alert--?[a-z])", re.IGNORECASE)
_TITLE = re.compile(rf"(?:{_NAMES}|alert)[\w-]*-?(?:title|heading|icon)", re.IGNORECASE)
_PART = re.compile(
    rf"(?:{_NAMES})[\w-]*?[_-](?:title|heading|content|icon|body|fold|inner|text)(?![a-z])", re.IGNORECASE
)
# "[!NOTE]" and the end of its line, as GitHub writes it
_MARKER = re.compile(r"\s*\[!([A-Za-z][\w-]{0,20})\][ \t]*(?:\n|$)")
_KINDS_WORDS = (
    "note tip important warning caution info hint danger error success question example quote abstract summary tldr "
    "todo bug failure attention seealso check done help faq fail missing cite"
)
_KINDS = frozenset(_KINDS_WORDS.split())


def may_be_alert(names: str) -> bool:
    """Tell whether an element of this class may be an alert or the title of one."""
    return _are_of_title(names) or _ALERT.search(names) is not None


def kind_of(element: Element) -> str:
    """The kind of an alert, in capitals, or "" for an element that is none."""
    names = element.get("class") or ""
    kind = element.get("data-callout") or ""
    if kind and kind.isascii() and kind.replace("-", "").isalnum():
        return kind.upper()
    return _kind_of_names(names) if names else ""


@lru_cache(maxsize=1024)
def _kind_of_names(names: str) -> str:
    if not _ALERT.search(names) or _PART.search(names):
        return ""
    for word in re.split(r"[\s_-]+", names.lower()):
        if word in _KINDS:
            return word.upper()
    return ""


def is_title(element: Element) -> bool:
    """Tell whether an element is the title of an alert."""
    names = element.get("class")
    if not names or not _are_of_title(names):
        return False
    return any(kind_of(around) for around in element.iterancestors())


@lru_cache(maxsize=1024)
def _are_of_title(names: str) -> bool:
    return _TITLE.search(names) is not None


def says_kind(element: Element) -> bool:
    """Tell whether the title of an alert says no more than its kind."""
    text = "".join(element.itertext()).strip().rstrip(":：").lower()
    kinds = (kind_of(around) for around in element.iterancestors())
    return not text or text == next(filter(None, kinds), "").lower()


def marker(quote: Element) -> tuple[Element, str] | None:
    """The element that begins with the marker of an alert, `[!NOTE]` on a line of its own, and the marker; or None."""
    holder = quote
    if not (quote.text or "").strip() and len(quote) and quote[0].tag == "p":
        holder = quote[0]
    match = _MARKER.match(holder.text or "")
    if match is None or not (match[0].endswith("\n") or not len(holder) or holder[0].tag == "br"):
        return None
    return holder, match[0]
