"""Make a clean `<div>` of the chosen blocks: cut what is not of the article, keep the markup of what is."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree

from newsclip.extract.class_names import Names, words_of
from newsclip.extract.notice_table import TOOLS
from newsclip.extract.vocabulary import HEADINGS, INLINE, INLINE_FURNITURE, MEDIA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from newsclip.extract.content_page import Page


def remove(element: Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail and element.tag not in INLINE:
        tail = " " + tail  # words on both sides of a block do not run together
    _append_before(element, tail)
    parent.remove(element)


def unwrap_element(element: Element) -> None:
    """Replace an element by what is in it."""
    if element.getparent() is None:
        return
    _append_before(element, element.text)
    for child in list(element):
        element.addprevious(child)
    element.text = None
    remove(element)


def _append_before(element: Element, text: str | None) -> None:
    """Put text in front of an element."""
    if not text:
        return
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
        return
    parent = element.getparent()
    if parent is not None:
        parent.text = (parent.text or "") + text


def build(page: Page, keep: Sequence[bool]) -> Element:
    """Move the kept blocks, with the elements around them, into a new `<div>`. The page's tree is used up."""
    kept = [0, *accumulate(keep)]
    first, end, elements = page.first_block, page.end, page.elements

    def count(node: int) -> int:
        return kept[first[end[node]]] - kept[first[node]]

    def is_of_line(node: int) -> bool:
        """Whether an element is a part of a kept line, though a picture that is not kept stands in it."""
        own = page.owner[node]
        return own != node and first[own + 1] > first[own] and keep[first[own]]

    content = etree.Element("div")
    total = kept[-1]
    if not total:
        return content
    root = next(block.node for block, wanted in zip(page.blocks, keep, strict=True) if wanted)
    while count(root) < total:
        root = page.parent[root]
    index, stop = root + 1, end[root]
    while index < stop:
        if first[end[index]] > first[index] and not count(index) and not is_of_line(index):
            remove(elements[index])
            index = end[index]
        else:
            index += 1
    for position in range(first[root], first[stop]):
        if not keep[position] and count(page.blocks[position].node):
            _empty(elements[page.blocks[position].node])
    for position in range(first[root], first[stop]):
        block = page.blocks[position]
        if keep[position] and block.caption:
            _make_caption(elements[block.node])
    element = elements[root]
    if element.tag in ("body", "html", "td", "th", "tr", "tbody", "li"):
        element.tag = "div"
    element.tail = None
    content.append(element)
    return content


def _make_caption(element: Element) -> None:
    """Put the running text of an element into a `<figcaption>`, beside the pictures that the element may hold."""
    if element.tag == "figcaption" or any(True for _ in element.iterancestors("figcaption")):
        return
    if element.tag in _PLAIN and not any(True for _ in element.iter(*MEDIA)):
        element.tag = "figcaption"
        return
    caption = etree.Element("figcaption")
    caption.text, element.text = element.text, None
    for child in list(element):
        if child.tag in INLINE and not any(True for _ in child.iter(*MEDIA)):
            caption.append(child)  # with its tail
        elif child.tail:
            _append_inside(caption, child.tail)
            child.tail = None
    element.append(caption)


_PLAIN = frozenset(("p", "div", "center", "small", "section"))


def _append_inside(element: Element, text: str) -> None:
    """Put text at the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def strip_furniture(content: Element) -> None:
    """Remove what is no text and no picture, and furniture inside lines. Scripts that hold formulas stay."""
    for element in list(content.iter(*_DEAD)):
        if element.tag == "script" and (element.get("type") or "").startswith("math/"):
            continue
        remove(element)
    _drop_frames(content)
    _part_attributions(content)
    _part_credits(content)
    _drop_drawn_boxes(content)
    links = list(content.iter("a"))
    for link in links:
        label = "".join(link.itertext()).strip()
        if len(label) <= _BUTTON and (
            SHARES.search(link.get("href") or "")
            or _enlarges(link, label)
            or (link is links[-1] and _is_closing_logo(link, content))
        ):
            remove(link)
    for element in list(content.iter("span", "small", "sup", "a")):
        names = element.get("class")
        if names and _INLINE_FURNITURE.find(words_of(names)) and _is_beside_text(element):
            remove(element)
    _drop_idle_rules(content)
    for element in reversed(list(content.iter(*_HOLLOW))):
        if not len(element) and not (element.text or "").strip() and not element.get("id") and element is not content:
            remove(element)


def _is_closing_logo(link: Element, content: Element) -> bool:
    """Whether a link is the sign with which a site closes its articles: a picture that leads to its front page."""
    if _FRONT_PAGE.fullmatch(link.get("href") or "") is None or next(link.iter("img"), None) is None:
        return False
    node: Element | None = link
    while node is not None and node is not content:
        if node.getnext() is not None or (node.tail or "").strip():
            return False
        node = node.getparent()
    return True


# https://www.example.com/ | http://www.example.com/?from=article
_FRONT_PAGE = re.compile(r"(?:https?:)?//[^/?#]+/?(?:\?\S*)?")


def _part_attributions(content: Element) -> None:
    """Put who is quoted on a line of its own, where a style sheet alone does: `<cite>Ann wrote:</cite>Is it?`."""
    for cite in list(content.iter("cite")):
        quote = cite.getparent()
        if quote is not None and quote.tag == "div":
            cite, quote = (cite, quote.getparent()) if quote.getprevious() is None else (cite, None)
        if quote is None or quote.tag != "blockquote" or cite.getprevious() is not None:
            continue
        before = (cite.getparent().text or "", quote.text or "")
        if cite.tail and cite.tail.strip() and not any(map(str.strip, before)):
            cite.tag = "p"


def _part_credits(content: Element) -> None:
    """Put a space between a caption and its credit, a kicker and its heading, that only a style sheet sets apart.

    `in May.<span>Ann Lee</span>`
    """
    for caption in content.iter("figcaption", *HEADINGS):
        for part in caption.iterdescendants("span", "small", "cite", "em", "i"):
            words = next(filter(None, part.itertext()), "")
            before = part.getprevious()
            parent = part.getparent()
            text = before.tail if before is not None else parent.text if parent is not None else None
            if before is not None and not text:
                text = "".join(before.itertext())
            if text and text[-1] in _CLOSES and words[:1].strip():
                part.text = " " + (part.text or "")


_CLOSES = frozenset('.!?…»”")]')
"""What a caption may end with, directly before its credit."""
_BOXES = frozenset("▢☐□◻⬜")


def _drop_drawn_boxes(content: Element) -> None:
    """Remove boxes to tick that are drawn as characters beside those of a form."""
    holders = dict.fromkeys(holder for switch in content.iter("input") if (holder := switch.getparent()) is not None)
    for holder in holders:
        for element in list(holder.iterchildren("label", "span")):
            if "".join(element.itertext()).strip() in _BOXES and next(element.iter("input"), None) is None:
                remove(element)


def _drop_idle_rules(content: Element) -> None:
    """Remove rules that part nothing: before the first text, behind the last, and one right behind another."""
    if next(content.iter("hr"), None) is None:
        return
    rule: Element | None = None
    idle: list[Element] = []
    shown = False
    for event, element in etree.iterwalk(content, events=("start", "end")):
        text = element.text if event == "start" else element.tail if element is not content else None
        if event == "start" and element.tag == "hr":
            if shown:
                rule, shown = element, False
            else:
                idle.append(element)
        if (text and text.strip()) or element.tag in MEDIA:
            rule, shown = None, True
    for element in (*idle, *([] if rule is None else [rule])):
        remove(element)


def _enlarges(link: Element, label: str) -> bool:
    """Whether a link in a caption only shows the picture larger: "Enlarge"."""
    if not label or TOOLS.fullmatch(label) is None or next(link.iter(*MEDIA), None) is not None:
        return False
    return next(link.iterancestors("figcaption", "figure"), None) is not None


_BUTTON = 30
"""Characters of a link that is a button; a longer one is a sentence that readers are asked to pass on."""
# what hands on the address or the title of a page: /sharer.php?u=, /intent/tweet?text=, /share/url?url=,
# /shareArticle?mini=true&url=, mailto:?subject=, whatsapp://send?text=; or follows a paper:
# news.google.com/publications/CAAq
SHARES = re.compile(
    r"/(?:share\w*|intent|pin/create|sharing|submit|send|dialog)(?:/[\w-]+)*/?(?:\.\w+)?/?\?(?:[^#]*&)?"
    r"(?:u|url|text|href|link|title|subject|body|media)="
    r"|^(?:mailto:|(?:whatsapp|viber|fb-messenger|tg|sms)\S*?)\?(?:[^#]*&)?(?:subject|body|text|link|url)="
    r"|//(?:wa\.me|news\.google\.\w+/publications)/(?:\?text=|\w)|//www\.google\.\w+/preferences/source\?",
    re.IGNORECASE,
)


def _drop_frames(content: Element) -> None:
    """Remove frames that show a network's button or an advertisement, and frames of one address but the first."""
    seen: set[str] = set()
    for frame in list(content.iter("iframe")):
        address = (frame.get("src") or frame.get("data-src") or "").strip()
        if address and (address in seen or _BUTTON_FRAME.search(address.partition("?")[0])):
            remove(frame)
        seen.add(address)


# /plugins/like.php | /widgets/tweet_button.html | /plugins/share_button.php | /follow_button.html; and advertisements:
# //ads.example.com/x | /market/content_inside_ad.html | /banners/1
_BUTTON_FRAME = re.compile(
    r"/(?:like|share|follow|tweet|subscribe|pin)(?:[-_]?(?:box|button))?(?:\.\w{2,8})*\.(?:php|html?)$"
    r"|(?:/|[._-])(?:ads?|adserver|adframe|advert\w*|banners?|doubleclick)(?=[/._-]|$)",
    re.IGNORECASE,
)


def _is_beside_text(element: Element) -> bool:
    """Whether an inline element is a short addition to the line it stands in, and not the line itself."""
    text = "".join(element.itertext()).strip()
    parent = element.getparent()
    if len(text) >= 60 or parent is None:
        return False
    if not any(character.isalnum() for character in text):
        return True
    line = "".join(parent.itertext())
    return sum(map(str.isalnum, line)) > sum(map(str.isalnum, text))


_INLINE_FURNITURE = Names(((1, INLINE_FURNITURE),))
_HOLLOW = ("div", "section", "article", "aside", "header", "footer", "ul", "ol", "li", "p", "figcaption", "h2", "h3")
"""Elements that are dropped where nothing is in them; one with an id may be the place of a note."""
_DEAD = ("script", "style", "link", "meta", "button", "select", "textarea", "datalist", "template")


def _empty(element: Element) -> None:
    """Remove an element's own running text, not the blocks inside it."""
    element.text = None
    for child in list(element):
        child.tail = None
        if child.tag in INLINE and not any(inner.tag not in INLINE for inner in child.iter()):
            element.remove(child)
