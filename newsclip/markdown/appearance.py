"""What elements without a meaning of their own look like, by style and class: bold text, links of headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.parse import Element

# font-weight: bold | font-weight:700
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]\d\d)\b", re.IGNORECASE)
# font-weight: normal, on a <b> that only wraps
_LIGHT_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-4]00)\b", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration[\w-]*\s*:[^;]*\bline-through\b", re.IGNORECASE)
# class="strong-Bold", class="text_bold", class="font-bold"; not "boldly", "embolden"
_BOLD_CLASS = re.compile(r"(?<![a-zA-Z])(?:bold|strong)(?![a-zA-Z])", re.IGNORECASE)
_ITALIC_CLASS = re.compile(r"(?<![a-zA-Z])italic(?![a-zA-Z])", re.IGNORECASE)
# Classes of a link from a heading to itself: headerlink, anchor, heading-anchor, permalink, hash-link
_PERMALINK_CLASS = re.compile(
    r"(?<![a-z])(?:header-?link|heading-?link|(?:header-?)?anchor|permalink|hash-?link)", re.IGNORECASE
)
# What such a link says: # ¶ § 🔗, with a name also nothing or "Direct link to Ferries"
_PERMALINK_MARK = re.compile(r"\s*[#¶§🔗⚓]\s*")
_PERMALINK_TEXT = re.compile(r"[\s#¶§🔗⚓\u200b]*(?:(?:direct )?link(?: to .*)?|permalink)?", re.IGNORECASE)


def is_light(element: Element) -> bool:
    """Tell whether a `<b>` is styled not to be bold: one that only wraps."""
    return _LIGHT_STYLE.search(element.get("style") or "") is not None


def formats_of(element: Element) -> list[str]:
    """The formats that an element without a meaning of its own looks like: strong, em, del."""
    style = element.get("style") or ""
    names = []
    words = " ".join(
        value for name, value in element.items() if name == "class" or (name.endswith("style") and name != "style")
    )
    if ("font-weight" in style and _BOLD_STYLE.search(style)) or (words and _BOLD_CLASS.search(words)):
        names.append("strong")
    if ("italic" in style and _ITALIC_STYLE.search(style)) or (words and _ITALIC_CLASS.search(words)):
        names.append("em")
    if "line-through" in style and _STRUCK_STYLE.search(style):
        names.append("del")
    return names


def keeps_lines(element: Element) -> bool:
    """Tell whether an element shows the lines of its text as they are written."""
    style = element.get("style")
    return bool(style) and "white-space" in style and _LINES_STYLE.search(style) is not None


# white-space: pre-line | white-space:pre-wrap | white-space: break-spaces
_LINES_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


def is_permalink(element: Element) -> bool:
    """Tell whether a link in a heading leads to the heading itself."""
    if "#" not in element.get("href"):
        return False
    text = "".join(element.itertext())
    named = _PERMALINK_CLASS.search(element.get("class") or "") or element.get("aria-hidden") == "true"
    return (_PERMALINK_TEXT if named else _PERMALINK_MARK).fullmatch(text) is not None
