"""Pictures and their captions: which blocks are captions, and which pictures stay with the kept text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsclip.extract.content_embeds import is_link_card
from newsclip.extract.content_features import prefix
from newsclip.extract.content_labels import FURNITURE, Label
from newsclip.extract.content_page import key_of
from newsclip.extract.pictures import picture_name, source_of
from newsclip.extract.vocabulary import HEADINGS
from newsclip.placeholders import ImageKind, image_kind

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Page
    from newsclip.parse import Element

_CAPTION_BLOCKS = 6
_CAPTION_SIZE = 600
"""The most blocks and characters of the element that holds a caption."""
_BESIDE_PICTURE = 250
"""The longest text that is a caption because it shares a small element with one picture."""
_DOUBTFUL = -1.0
_LINK = 0.8
"""Share of links from which a text beside a picture leads elsewhere: "Full size image", the title of a teaser."""


def find_captions(page: Page, region: Region, scores: Sequence[float]) -> list[bool]:
    """Which blocks are captions: by tag, by a name of the smallest element around, or alone with a picture.

    They are marked as such.
    """
    elements, parents, first, end = page.elements, page.parent, page.first_block, page.end
    sizes = prefix([block.size for block in page.blocks])
    shown = prefix([block.media for block in page.blocks])
    out = []
    for block, score in zip(page.blocks[region.start : region.stop], scores, strict=True):
        node, steps = block.node, 0
        while not block.media and node > region.node and steps < 4:
            low, high = first[node], first[end[node]]
            if high - low > _CAPTION_BLOCKS or sizes[high] - sizes[low] > _CAPTION_SIZE:
                break
            tag = elements[node].tag
            if page.raw_labels[node] & Label.BODY:
                break
            if tag == "figcaption" or (page.raw_labels[node] & Label.CAPTION and tag != "a"):
                block.caption = tag == "figcaption" or _is_by_picture(page, low, high)
                break
            if tag in _SHOWN:
                break
            if tag == "figure":
                inner = next(elements[node].iterdescendants("figure"), None)
                block.caption = inner is None and not is_link_card(elements[node])
                break
            if shown[high] > shown[low]:
                around = page.blocks[low:high]
                block.caption = (
                    score > _DOUBTFUL
                    and not page.zones[block.node] & FURNITURE
                    and len(around) == 2
                    and (around[0].media or node == block.node)
                    and 0 < block.size <= _BESIDE_PICTURE
                    and block.density < 0.3
                    and tag in _CAPTIONED
                    and elements[block.node].tag not in HEADINGS
                    and sizes[first[end[parents[node]]]] - sizes[first[parents[node]]] > block.size
                )
                if block.caption or elements[parents[node]].tag != "figure":
                    break
            node, steps = parents[node], steps + 1
        out.append(block.caption)
    return out


def _is_by_picture(page: Page, low: int, high: int) -> bool:
    """Whether blocks that name themselves a caption stand by a picture, and are not the head of an article."""
    if any(page.elements[block.node].tag in HEADINGS for block in page.blocks[low:high]):
        return False
    return any(block.media for block in page.blocks[max(low - _BESIDE, 0) : high + _BESIDE])


_BESIDE = 4
"""Blocks between a picture and its caption, at most."""
_CAPTIONED = frozenset(("div", "section", "span", "center"))
"""Elements that hold one picture with its caption."""
_SHOWN = frozenset(("pre", "table", "blockquote", "ul", "ol", "dl"))
"""What a figure may show instead of a picture; only a `<figcaption>` is a caption there."""


def keep_picture_series(
    page: Page, region: Region, scores: Sequence[float], caption: list[bool], text: list[bool], keep: list[bool]
) -> None:
    """Take the captions of a series of pictures for the text where they are most of it: it may end with them."""
    blocks = page.blocks[region.start : region.stop]
    series = [number for number, is_caption in enumerate(caption) if is_caption and scores[number] > _OF_SERIES]
    size = sum(block.size for block, wanted in zip(blocks, keep, strict=True) if wanted)
    if len(series) >= _SERIES and sum(blocks[number].size for number in series) > size:
        for number in series:
            text[number] = keep[number] = True


_SERIES = 3
_OF_SERIES = 0.5
"""Log-odds from which a caption is article by itself."""


def keep_pictures(
    page: Page,
    region: Region,
    text: list[bool],
    caption: list[bool],
    keep: list[bool],
    lead: str = "",
    authors: Sequence[str] = (),
) -> None:
    """Keep the pictures that stand among kept text, and their captions; and the `lead` picture of the metadata.

    Portraits of the `authors` are none.
    """
    start, first, end, parents = region.start, page.first_block, page.end, page.parent
    kept = [number for number, wanted in enumerate(keep) if wanted]
    if not kept:
        return
    counts, kept_counts = [0], [0]
    for number, is_text in enumerate(text):
        counts.append(counts[-1] + is_text)
        kept_counts.append(kept_counts[-1] + keep[number])
    title = region.title - start
    begin = min(max(title, 0), kept[0])
    # Text that stands loose in a container goes on behind the pictures in it.
    last = max(first[end[page.blocks[start + number].node]] - 1 - start for number in kept)
    chosen: set[int] = set()
    people = tuple(key for key in map(key_of, authors) if len(key) > _NAME)
    body = next((number for number in kept if page.blocks[start + number].prose > _PROSE), 0)
    for number, block in enumerate(page.blocks[start : region.stop]):
        if not block.media or is_avatar(page, block.node) or (number < body and _shows(page, block.node, people)):
            continue
        node, label = block.node, page.labels[block.node]
        while node != region.node and (
            counts[first[end[node]] - start] == counts[first[node] - start] or _shows_pictures(page, node)
        ):
            node = parents[node]
            if node != region.node and page.elements[node].get("role") != "button":  # a picture that opens when clicked
                label = _around(page, node, block.node, label)
        low, high = first[node] - start, first[end[node]] - start
        if label & FURNITURE:
            continue
        # In the head of the article, above its title or below.
        if number < kept[0] and title >= 0 and low <= title < high:
            if number >= title or (number >= title - _ABOVE and _in_figure(page, block.node)):
                chosen.add(number)
        elif kept_counts[high] > kept_counts[low] and (
            begin <= number <= last or (low <= kept[-1] < number and _ends_text(page, region, number, kept[-1], text))
        ):
            chosen.add(number)
    if not any(number < kept[0] for number in chosen):
        chosen.update(_lead_picture(page, region, last, lead, chosen))
    for number in chosen:
        keep[number] = True
    for number, is_caption in enumerate(caption):
        block = page.blocks[start + number]
        if is_caption and (block.density <= _LINK or page.elements[block.node].tag == "figcaption"):
            node = block.node
            for _ in range(4):
                low, high = first[node] - start, first[end[node]] - start
                if high - low > 40:
                    break
                inside = range(max(low, 0), high)
                shown = page.elements[node].tag == "figure" and any(keep[other] for other in inside)
                if shown or any(other in chosen for other in inside):
                    keep[number] = True
                    break
                if node == region.node or counts[high] > counts[low]:
                    break
                node = parents[node]


def _lead_picture(page: Page, region: Region, stop: int, lead: str, chosen: Set[int]) -> list[int]:
    """The picture up to the end of the text that the page's metadata name as its own, if it is shown and not kept."""
    name = picture_name(lead)
    if not name:
        return []
    found = []
    for number, block in enumerate(page.blocks[region.start : region.start + stop]):
        element = page.elements[block.node]
        if element.tag == "img" and _is_of_name(picture_name(source_of(element).split(" ")[0]), name):
            if number in chosen:
                return []
            if not is_small(page, block.node) and not page.zones[block.node] & FURNITURE:
                found.append(number)
    return found[:1]


def _is_of_name(one: str, other: str) -> bool:
    """Whether two files are versions of one picture: `kind-krank`, `kind-krank.fill-c0`, `kind-krank_social`."""
    shorter, longer = sorted((one, other), key=len)
    rest = longer.removeprefix(shorter)
    return not rest or (len(shorter) >= _VERSIONED and rest != longer and not rest.isdigit())


_VERSIONED = 12
"""Letters and digits from which a file's name is the beginning of another's by no accident."""


def _around(page: Page, node: int, picture: int, inside: int) -> int:
    """Labels of an element around a picture, with those `inside` it.

    A box that opens pictures in a lightbox is no overlay. What the boxes inside of a figure are named says nothing of
    what it shows, which is its first picture.
    """
    label = page.labels[node]
    if label & Label.SUBSCRIBE and "lightbox" in " ".join(page.elements[node].attrib.values()).lower():
        label &= ~Label.SUBSCRIBE
    if page.elements[node].tag == "figure" and page.blocks[page.first_block[node]].node == picture:
        return label | (inside & Label.HIDDEN)
    return label | inside


_NAME = 4
_PROSE = 150.0
"""Letters of a name; prose of a text with which the body has begun, and no standfirst."""


def _shows(page: Page, node: int, people: tuple[str, ...]) -> bool:
    """Whether a picture in the head says that it is a portrait of somebody: "Ann Lee", "ann-lee.jpg"."""
    return bool(people) and key_of(page.elements[node].get("alt", "")).startswith(people)


def is_avatar(page: Page, node: int) -> bool:
    """Whether a picture shows a person of the site, by its class or the folder of its address."""
    element = page.elements[node]
    return "avatar" in element.get("class", "").lower() or _AVATARS.search(element.get("src", "")) is not None


# /avatars/ann.png | /avatar/12/3.jpg | gravatar.com/avatar/0af
_AVATARS = re.compile(r"/avatars?/", re.IGNORECASE)


def _ends_text(page: Page, region: Region, number: int, last: int, text: list[bool]) -> bool:
    """Whether a picture stands right behind the last kept text, as its last illustration."""
    block = page.blocks[region.start + number]
    element = page.elements[block.node]
    return (
        number - last <= _AT_THE_END
        and not any(text[last + 1 : number])
        and element.tag == "img"
        and not is_small(page, block.node)
        and leads_nowhere(element)
    )


def leads_nowhere(picture: Element) -> bool:
    """Whether a picture is in no link, or in one that only shows it by itself."""
    link = next(picture.iterancestors("a"), None)
    if link is None:
        return True
    try:
        address = urlsplit(link.get("href") or "")
    except ValueError:
        return False
    return not address.path or (address.query or address.path).lower().endswith(_PICTURES)


_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")


_AT_THE_END = 2
"""How many pictures may follow the last text."""
_ABOVE = 3
"""Blocks between a picture above the title, with its caption, and the title, at most."""


def _in_figure(page: Page, node: int) -> bool:
    """Whether a picture is in a figure that is no item of a list."""
    figure = False
    for _ in range(_FIGURE_DEEP):
        figure = figure or page.elements[node].tag == "figure"
        node = page.parent[node]
        if node < 0 or page.elements[node].tag == "li":
            return figure and node < 0
    return figure


_FIGURE_DEEP = 8
"""Elements around a picture that are looked at."""


_SHORT = 120
"""The longest line that may stand with pictures without being a text of its own: a credit, a caption of several."""
_MOST_PICTURES = 40
"""Blocks of a row of pictures with what stands under them; more is a page."""
_LARGE = 150
"""Pixels: a picture that says it is smaller does not illustrate."""


def _shows_pictures(page: Page, node: int) -> bool:
    """Whether an element shows pictures with no more than a few short lines about them."""
    if page.first_block[page.end[node]] - page.first_block[node] > _MOST_PICTURES:
        return False
    around = page.blocks_of(node)
    pictures = [block for block in around if block.media]
    lines = [block for block in around if not block.media and not block.caption]
    return len(lines) <= len(pictures) and all(
        [
            all(block.size <= _SHORT and not block.links for block in lines),
            not any(page.elements[block.node].tag in HEADINGS for block in lines),
            all(page.elements[block.node].tag == "img" and not is_small(page, block.node) for block in pictures),
        ]
    )


def _loads_later(image: Element) -> bool:
    """Whether a picture's address stands elsewhere than in its `src`, for a script or a wide screen to load."""
    if any(
        value and (name == "srcset" or (name.startswith("data-") and "/" in value)) and not value.startswith("data:")
        for name, value in image.items()
    ):
        return True
    around = image.getparent()
    return around is not None and around.tag in ("picture", "source")  # a `<source>` that was never closed


# icon-facebook | smilie smilie--sprite | wp-smiley | emoji
_SIGNS = re.compile(r"icon|smil(?:ie|ey)|emoji", re.IGNORECASE)


def is_small(page: Page, node: int) -> bool:
    """Whether a picture is a thumbnail, an icon or the like, by what it says of itself."""
    kind = image_kind(page.elements[node].get("src", ""))
    if kind is ImageKind.ORNAMENT or (kind is not None and not _loads_later(page.elements[node])):
        return True
    if _SIGNS.search(page.elements[node].get("class", "")):
        return True
    sides = (page.elements[node].get(name, "").removesuffix("px") for name in ("width", "height"))
    return any(side.isdigit() and int(side) < _LARGE for side in sides)
