"""One pass over a page: every element with its labels, every block of text with its measures. Changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from lxml.etree import iterwalk

from newsclip.extract import vocabulary as words
from newsclip.extract.class_names import Names, words_of
from newsclip.patterns import on_demand

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


@dataclass(slots=True)
class Block:
    """A run of text that a reader sees as one paragraph, heading, cell or line."""

    node: int
    text: str
    size: int
    """Characters, an ideograph counting as two."""
    links: int
    """The part of `size` that is inside links."""
    punctuation: int
    zone: int
    """Labels of the element and all its ancestors."""
    media: bool = False
    """A picture, a video or the like; `text` is empty."""
    caption: bool = False
    """Found to be the caption of a picture."""

    @property
    def density(self) -> float:
        """Share of the text that is link text, 0 to 1."""
        return self.links / self.size if self.size else 0.0


@dataclass(slots=True)
class Page:
    """A page measured: `elements` in document order, and arrays that run beside it."""

    elements: list[Element]
    parent: list[int]
    end: list[int]
    """First index after the element's subtree."""
    labels: list[int]
    """Labels that are believed."""
    raw_labels: list[int]
    """Labels as the elements give them."""
    zones: list[int]
    owner: list[int]
    """The block-level element that an element's text belongs to."""
    blocks: list[Block]
    first_block: list[int]
    """Number of blocks before the element: the subtree of i holds blocks[first_block[i]:first_block[end[i]]]."""

    def blocks_of(self, node: int) -> list[Block]:
        """Blocks inside an element, in document order."""
        return self.blocks[self.first_block[node] : self.first_block[self.end[node]]]

    def is_inside(self, node: int, ancestor: int) -> bool:
        """Whether an element is another or is inside it."""
        return ancestor <= node < self.end[ancestor]


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
# the bytes of UTF-8 that no character of _WIDE has for its first, but for the rare radicals below U+3000
_BELOW_IDEOGRAPHS = bytes(range(0xE3))
_WIDE = on_demand(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")  # ideographs, kana, hangul
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


def label_of(element: Element, tag: str) -> int:
    """Labels of one element by itself."""
    label = _LABELS_OF_TAGS.get(tag, Label.NONE)
    if tag in words.NEVER_FURNITURE:
        return label
    for name, value in element.items():
        if name in _NAMING:
            label |= _label_of_names(value)
        elif name in _TELLING:
            if name == "style":
                if ("none" in value or "hidden" in value) and _HIDING.search(value):
                    label |= Label.HIDDEN
            elif name == "role":
                label |= _LABELS_OF_ROLES.get(value, Label.NONE)
            elif name == "hidden" or (name == "aria-hidden" and value == "true"):
                label |= Label.HIDDEN
            elif value == "articleBody":
                label |= Label.BODY
    if label & Label.BODY and label & Label.SHARE:
        label &= ~Label.SHARE  # what is to be printed: class="article-content" id="print-area"
    return label


_NAMING = frozenset(("class", "id", "data-component", "data-testid"))
_TELLING = frozenset(("style", "role", "hidden", "aria-hidden", "itemprop", "property"))
_LABELS_OF_TAGS = {
    "main": Label.MAIN,
    **dict.fromkeys(words.SOFT_TAGS, Label.SOFT),
    **dict.fromkeys(words.CHROME_TAGS, Label.CHROME),
}
_LABELS_OF_ROLES = {"main": Label.MAIN, **dict.fromkeys(words.CHROME_ROLES, Label.CHROME)}


def size_of(text: str) -> int:
    """Characters, an ideograph counting as two."""
    if text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _BELOW_IDEOGRAPHS):
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def _punctuation_of(text: str) -> int:
    return sum(map(text.count, _ASCII_PUNCTUATION if text.isascii() else words.PUNCTUATION))


_ASCII_PUNCTUATION = "".join(filter(str.isascii, words.PUNCTUATION))


def measure(root: Element, *, weigh: bool = True) -> Page:
    """Measure a page. Linear in its size; no recursion.

    `weigh` False is for what needs no exact facts of blocks: an ideograph counts as one, and no punctuation is counted.
    """
    weight = size_of if weigh else len
    elements: list[Element] = []
    parent: list[int] = []
    end: list[int] = []
    owner: list[int] = []
    labels: list[int] = []
    zones: list[int] = []
    pieces: dict[int, list[str]] = {}
    linked: dict[int, list[str]] = {}
    shown: set[int] = set()  # pictures and the like
    inline, opaque, media = words.INLINE, words.OPAQUE, words.MEDIA
    # The element that is open, the block that its text belongs to, whether that is in a link, the labels around.
    up, own, link, zone = -1, 0, False, Label.NONE
    around: list[tuple[int, int, bool, int]] = []
    walk = iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if "-" in tag and _is_inline(element):
                # Browsers show an element that they do not know in the line.
                element.tag = tag = "span"
            index = len(elements)
            if tag in opaque:
                walk.skip_subtree()
                if tag in media:
                    shown.add(index)
                    elements.append(element)
                    parent.append(up)
                    end.append(index + 1)
                    owner.append(own if tag in inline else index)
                    label = label_of(element, tag)
                    labels.append(label)
                    zones.append(label | zone)
                continue
            elements.append(element)
            parent.append(up)
            end.append(0)
            label = label_of(element, tag)
            labels.append(label)
            around.append((up, own, link, zone))
            up = index
            zone |= label
            zones.append(zone)
            text = element.text
            if tag in inline and index:
                if tag == "a":
                    link = link or not (element.get("href") or "#").startswith("#")
                elif tag == "br":
                    text = "\n"
            else:
                if own in pieces:
                    pieces[own].append("\n")
                own = index
                if text and text.isspace():
                    text = None
            owner.append(own)
        else:
            if event == "end" and tag not in opaque:
                end[up] = len(elements)
                up, own, link, zone = around.pop()
                if up < 0:
                    break
            text = element.tail
            if text and tag not in inline and text.isspace():
                continue
        if text:
            if own in pieces:
                pieces[own].append(text)
            else:
                pieces[own] = [text]
            if link:
                linked.setdefault(own, []).append(text)
    blocks: list[Block] = []
    for index in sorted(pieces.keys() | shown):
        if index in shown:
            blocks.append(Block(index, "", 0, 0, 0, zones[index], media=True))
            continue
        text = " ".join("".join(pieces[index]).split())
        if not text:
            continue
        size = weight(text)
        link_size = weight(" ".join("".join(linked[index]).split())) if index in linked else 0
        punctuation = _punctuation_of(text) if size > 20 and weigh else 0
        blocks.append(Block(index, text, size, min(link_size, size), punctuation, zones[index]))
    counts = [0] * len(elements)
    for block in blocks:
        counts[block.node] = 1
    first_block = [0, *accumulate(counts)]
    page = Page(elements, parent, end, labels, labels.copy(), zones, owner, blocks, first_block)
    _uncover(page)
    _unveil(page)
    return page


_FEW = 50
"""Descendants of an element that a browser does not know, up to which it may be a part of a line."""


def _is_inline(element: Element) -> bool:
    """Whether an element holds little and nothing that begins a block."""
    inside = list(islice(element.iter("*"), _FEW + 1))
    return len(inside) <= _FEW and all(inner.tag in words.INLINE for inner in inside[1:])


def _uncover(page: Page) -> None:
    """Take furniture that holds the page's main part for a container: a menu that was never closed."""
    for index, label in enumerate(page.raw_labels):
        if not label & Label.MAIN:
            continue
        node, wrong = page.parent[index], -1
        while node >= 0:
            if page.labels[node] & (CUT | Label.CHROME):
                page.labels[node] &= ~(CUT | Label.CHROME | Label.SOFT)
                page.raw_labels[node] = page.labels[node]
                wrong = node
            node = page.parent[node]
        if wrong >= 0:
            _spread(page, wrong)


def _spread(page: Page, index: int) -> None:
    """Set the zones of an element's subtree anew."""
    for inner in range(index, page.end[index]):
        up = page.parent[inner]
        page.zones[inner] = page.labels[inner] | (page.zones[up] if up >= 0 else Label.NONE)
    for block in page.blocks_of(index):
        block.zone = page.zones[block.node]


def _unveil(page: Page) -> None:
    """Take for shown what hides most of the page's text: it is hidden only until a script shows it."""
    if not page.zones or not any(zone & Label.HIDDEN for zone in page.zones):
        return
    whole = sum(block.size for block in page.blocks)
    index = 0
    while index < len(page.elements):
        if not page.labels[index] & Label.HIDDEN:
            index += 1
            continue
        if sum(block.size for block in page.blocks_of(index)) * 3 <= whole * 2:
            index = page.end[index]
            continue
        page.labels[index] &= ~Label.HIDDEN
        page.raw_labels[index] &= ~Label.HIDDEN
        _spread(page, index)
        index += 1


_WORDS = re.compile(r"\w+")
_NO_WORDS = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code) == "_"))


def key_of(text: str) -> str:
    """Letters and digits of a text, lower-case: for comparing texts that differ in spaces, quotes and dashes."""
    if text.isascii():
        return text.lower().encode().translate(None, _NO_WORDS).decode()
    return "".join(_WORDS.findall(text.casefold()))


def children_of(page: Page, node: int) -> list[int]:
    """Numbers of an element's children."""
    out = []
    child, stop = node + 1, page.end[node]
    while child < stop:
        out.append(child)
        child = page.end[child]
    return out
