"""What an element says of itself by its tag, its role and the words of its class and id. Changes nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclip.extract import vocabulary as words
from newsclip.extract.class_names import Names, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Label:
    """What an element says of itself, by its tag, its role and the words of its class and id: bits of one number.

    Plain numbers, for they are combined once for every element of a page.
    """

    NONE = 0
    BODY = 1
    """Names itself the body of an article."""
    SOFT = 2
    """Furniture on most pages."""
    LEAD = 4
    """Names itself a lead or standfirst."""
    CAPTION = 8
    HIDDEN = 16
    CHROME = 32
    """Furniture by tag or role."""
    COMMENTS = 64
    RELATED = 128
    SHARE = 256
    NAV = 512
    ADS = 1024
    SUBSCRIBE = 2048
    AUTHOR = 4096
    LEGAL = 8192
    GALLERY = 16384
    """A series of pictures."""
    MAIN = 32768
    """The page's main part by tag or role."""


LABELS = {name: value for name, value in vars(Label).items() if name.isupper() and 0 < value < Label.GALLERY}
"""The labels that are facts of a block, by name."""
CUT = (
    Label.COMMENTS | Label.RELATED | Label.SHARE | Label.NAV | Label.ADS | Label.SUBSCRIBE | Label.AUTHOR | Label.LEGAL
)
"""Names itself page furniture of some kind."""
FURNITURE = CUT | Label.CHROME | Label.HIDDEN
_NAMES = Names(
    (
        *((LABELS[name.upper()], vocabulary) for name, vocabulary in words.NAMES.items()),
        (Label.BODY, words.BODY),
        (Label.SOFT, words.SOFT),
        (Label.LEAD, words.LEAD),
        (Label.CAPTION, words.CAPTION),
        (Label.HIDDEN, words.HIDDEN),
        (Label.GALLERY, words.GALLERY),
    )
)

# what names begin and end with that tell of an element's circumstances: "has-sidebar", "comments-off"
_CIRCUMSTANCES = frozenset((
    "has", "with", "no", "is", "not", "without", "type", "status", "format", "align", "hide", "show",
))  # fmt: skip
# what a name of the whole page goes on with: "page-template-default", "post-type-news"; not "post-content"
_OF_PAGES = frozenset((
    "template", "id", "type", "format", "status", "password", "node", "theme", "parent", "child", "default", "article",
))  # fmt: skip
# what a list of tags is called: "tag-list"; "tag-health" tells what an article is about
_OF_TAGS = frozenset(("list", "lists", "cloud", "links", "link", "item", "items", "box", "wrapper", "container"))
_STATES = frozenset(("enabled", "disabled", "open", "closed", "on", "off"))
# what comes behind these says no more what an element is: "content with sidebar"
_QUALIFIERS = frozenset(
    ("with", "has", "no", "without", "and", "hide", "show", "enable", "enabled", "disable", "disabled")
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@lru_cache(maxsize=8192)
def _label_of_names(names: str) -> int:
    label = Label.NONE
    for name in names[:600].split():
        label |= _label_of_name(name)
    return label


@lru_cache(maxsize=32768)
def _label_of_name(name: str) -> int:
    """Labels of one class name. Sites share most of their names, so nearly all are known from earlier pages."""
    if ":" in name or "[" in name or _tells_of_circumstances(name):
        return Label.NONE
    found = words_of(name.partition("--")[0])
    for place, word in enumerate(found):
        if word in _QUALIFIERS and (place or not name[0].isalpha()):
            found = found[:place]
            break
    label = _NAMES.find(found)
    return label & ~Label.BODY if label & Label.SHARE else label  # "article-content-share"


def _tells_of_circumstances(name: str) -> bool:
    lower = name.lower()
    begins, hyphen, rest = lower.partition("-")
    if not hyphen:
        return begins.startswith("post") and begins[4:5].isdecimal()  # "post1234"
    if begins in _CIRCUMSTANCES or (lower.rpartition("-")[2] in _STATES and begins != "more"):  # "more-on"
        return True
    if begins in ("post", "page"):
        return not rest[:1].isalpha() or rest.partition("-")[0] in _OF_PAGES
    return begins in ("tag", "category") and rest.partition("-")[0] not in _OF_TAGS


def labels_of(element: Element, tag: str) -> tuple[str, int]:
    """The class of an element, and its labels by itself."""
    classes, label = "", Label.NONE
    for name, value in element.items():
        if name == "class":
            classes = value
            label |= _label_of_names(value)
        elif name not in _TELLING:
            continue
        elif name == "style":
            if ("none" in value or "hidden" in value) and _HIDING.search(value):
                label |= Label.HIDDEN
        elif name == "role":
            label |= _LABELS_OF_ROLES.get(value, Label.NONE)
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            label |= Label.HIDDEN
        elif name in _NAMING:
            named = _label_of_names(value)
            label |= named if not named or name != "id" or not _is_slug(value, element) else Label.NONE
        elif value == "articleBody":
            label |= Label.BODY
    if label & Label.BODY and label & Label.SHARE:
        label &= ~Label.SHARE  # what is to be printed: class="article-content" id="print-area"
    if tag in words.NEVER_FURNITURE:
        label = Label.NONE
    return classes, label | _LABELS_OF_TAGS.get(tag, Label.NONE)


_SLUG_WORDS = 3


def _is_slug(name: str, element: Element) -> bool:
    """Whether an id is made of the heading inside, which says what a section is about: `how-to-share-a-boat`."""
    parts = words_of(name)
    if len(parts) < _SLUG_WORDS:
        return False
    heading = next(element.iterdescendants(*words.HEADINGS), None)
    letters = "".join(words_of("".join(heading.itertext()))) if heading is not None else ""
    return all(part in letters for part in parts)


_NAMING = frozenset(("id", "data-component", "data-testid"))
_TELLING = _NAMING | {"style", "role", "hidden", "aria-hidden", "itemprop", "property"}
_LABELS_OF_TAGS = {
    "main": Label.MAIN,
    **dict.fromkeys(words.SOFT_TAGS, Label.SOFT),
    **dict.fromkeys(words.CHROME_TAGS, Label.CHROME),
}
_LABELS_OF_ROLES = {"main": Label.MAIN, **dict.fromkeys(words.CHROME_ROLES, Label.CHROME)}
