"""Find the article on a page: which of its blocks are the article. Changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.content_features import Clues, Region
from newsclip.extract.content_page import Block, Label, Page, children_of, key_of
from newsclip.extract.scoring import FURNITURE, HEADINGS, block_value, effective_zones, prefix, prose_size
from newsclip.extract.vocabulary import INLINE, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Choice:
    """Which blocks are the article."""

    keep: list[bool]
    value: float


def choose(page: Page, clues: Clues) -> Choice:
    """Find the article."""
    prose = prefix([prose_size(block) for block in page.blocks])
    title = find_title(page, clues)
    page.zones = effective_zones(page, prose, title)
    root, value = _best_root(page, title)
    keep = [False] * len(page.blocks)
    start, stop = page.first_block[root], page.first_block[page.end[root]]
    keep[start:stop] = [True] * (stop - start)
    _cut_furniture(page, root, prose, keep)
    _cut_head(page, start, stop, title, keep)
    _cut_tail(page, start, stop, keep)
    return Choice(keep, value)


def choose_all(page: Page, clues: Clues) -> Choice:
    """Choose from a piece that is an article already: all of it but what is clearly furniture."""
    prose = prefix([prose_size(block) for block in page.blocks])
    title = find_title(page, clues)
    page.zones = effective_zones(page, prose, title)
    keep = [True] * len(page.blocks)
    if page.elements:
        _cut_furniture(page, 0, prose, keep)
    if 0 <= title < 3 and page.elements[page.blocks[title].node].tag == "h1":
        keep[title] = False
    return Choice(keep, 0.0)


def find_title(page: Page, clues: Clues) -> int:
    """The number of the block that shows the title, or -1."""
    keys = [key for key in map(key_of, clues.titles) if key]
    best, best_rank = -1, 0.0
    for number, block in enumerate(page.blocks):
        tag = page.elements[block.node].tag
        if block.media or block.size > 400 or block.zone & (Label.CHROME | Label.HIDDEN):
            continue
        key = key_of(block.text)
        if len(key) < 2:
            continue
        rank = 0.0
        if any(key == other for other in keys):
            rank = 3.0
        elif len(key) >= 10 and any(other.startswith(key) or key.startswith(other) for other in keys):
            rank = 2.0
        elif len(key) >= 10 and any(key in other for other in keys):
            rank = 1.0
        if tag == "h1":
            rank += 1.5
        elif tag in HEADINGS and rank:
            rank += 0.5
        if block.density > 0.5:
            rank -= 1.0
        if rank > best_rank:
            best, best_rank = number, rank
    return best


_CONTAINERS = frozenset("html body main article section div td th center form fieldset details dd figure pre".split())
"""Elements that can hold a whole article."""


def _best_root(page: Page, title: int) -> tuple[int, float]:
    worth = [block_value(block, page.elements[block.node].tag, page.zones[block.node]) for block in page.blocks]
    for number in range(title):
        worth[number] *= 0.3
    values = prefix(worth)
    first, end = page.first_block, page.end
    best, best_value = 0, float("-inf")
    for index, element in enumerate(page.elements):
        if element.tag not in _CONTAINERS:
            continue
        value = values[first[end[index]]] - values[first[index]]
        if value > 0:
            if page.labels[index] & Label.BODY:
                value *= 1.15
            if page.zones[index] & FURNITURE:
                value *= 0.1
        if value >= best_value:
            best, best_value = index, value
    narrower = True
    while narrower:
        narrower = False
        for child in children_of(page, best):
            if (
                page.elements[child].tag in _CONTAINERS
                and values[first[end[child]]] - values[first[child]] >= 0.9 * best_value > 0
            ):
                best, narrower = child, True
                break
    return _thread(page, best), best_value


def _thread(page: Page, root: int) -> int:
    """The element that holds all posts of a thread, where the root is one of several of the same make."""
    node = root
    for _ in range(4):
        parent = page.parent[node]
        if parent <= 0:
            break
        make = (page.elements[node].tag, re.sub(r"\d+", "", page.elements[node].get("class", "")))
        posts = 0
        for child in children_of(page, parent):
            element = page.elements[child]
            if page.zones[child] & FURNITURE or element.tag != make[0]:
                continue
            if re.sub(r"\d+", "", element.get("class", "")) == make[1]:
                blocks = page.blocks_of(child)
                posts += sum(prose_size(block) for block in blocks) > 80 and not any(
                    block.density > 0.8 and page.elements[block.node].tag in HEADINGS for block in blocks
                )
        if posts >= 3:
            return parent
        node = parent
    return root


def _cut_furniture(page: Page, root: int, prose: list[float], keep: list[bool]) -> None:
    first, end = page.first_block, page.end
    stop = end[root]
    index = root + 1
    while index < stop:
        element, label = page.elements[index], page.labels[index]
        low, high = first[index], first[end[index]]
        if element.tag in INLINE or low == high:
            index += 1
            continue
        cut = bool(label & FURNITURE)
        if not cut:
            blocks = page.blocks[low:high]
            size = sum(block.size for block in blocks)
            own_prose = prose[high] - prose[low]
            if label & Label.SOFT and element.tag not in HEADINGS:
                cut = size < 200 and not any(
                    block.media or (block.density < 0.5 and SENTENCE_END.search(block.text)) for block in blocks
                )
            elif element.tag in ("div", "ul", "section", "table", "ol"):
                links = sum(block.links for block in blocks)
                cut = size > 0 and links > 0.7 * size and own_prose == 0 and len(blocks) > 1
            if not cut:
                cut = _is_teaser_list(page, index)
        if cut:
            keep[low:high] = [False] * (high - low)
            index = end[index]
        else:
            index += 1


def _is_teaser_list(page: Page, node: int) -> bool:
    """A repeated template of cards: three or more like siblings, each with a linked heading or picture and little else."""
    children = children_of(page, node)
    if len(children) < 3:
        return False
    signatures: dict[tuple[str, str], int] = {}
    size = cards = card_size = 0
    for child in children:
        low, high = page.first_block[child], page.first_block[page.end[child]]
        blocks = page.blocks[low:high]
        child_size = sum(block.size for block in blocks)
        size += child_size
        if not 0 < child_size < 700:
            continue
        linked = any(block.size >= 12 and block.density > 0.9 for block in blocks)
        if linked and len(blocks) > 1:
            cards += 1
            card_size += child_size
            element = page.elements[child]
            signature = (element.tag, element.get("class", ""))
            signatures[signature] = signatures.get(signature, 0) + 1
    return cards >= 3 and card_size > 0.7 * size and max(signatures.values()) >= 0.6 * cards


def is_prose(block: Block) -> bool:
    """Running text: a sentence or more, not made of links."""
    return block.size >= 60 and block.punctuation > 0 and block.density < 0.5


# matches the day or hour in "May 5, 2021", "2021-05-05", "5. Mai 2021 um 10:00", "2021年5月5日"
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:h.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d+ ?[年月日]")


# matches the beginning of a byline or a source line: "By Ann Lee", "Von", "Por", "作者：", "来源："
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|autor[ae]?|author|words|text|fotos?|photos?|source|quelle|fuente|fonte"
    r"|posted|published|updated|written|veröffentlicht|publi\w+|aktualisiert|stand|last)\b|作者|记者|文/|来源|编辑|责任编辑|撰文|記者",
    re.IGNORECASE,
)


def is_meta_line(page: Page, block: Block, tag: str) -> bool:
    """A short line that tells of the article: date, byline, reading time, share links."""
    if tag in HEADINGS or block.size > 150:
        return False
    if block.density > 0.5 or page.labels[block.node] & Label.SOFT:
        return True
    if SENTENCE_END.search(block.text):
        return False
    if block.size < 40 and tag != "p":
        return True
    return block.size < 20 or bool(_DATE.search(block.text)) or bool(_BYLINE.match(block.text))


def _cut_head(page: Page, start: int, stop: int, title: int, keep: list[bool]) -> None:
    """Cut the title and what stands above it, and the lines between it and the first prose."""
    after = start
    if start <= title < stop and sum(prose_size(block) for block in page.blocks[start:title]) < 400:
        after = title + 1
        for number in range(start, after):
            if not page.blocks[number].media:
                keep[number] = False
    for number in range(after, stop):
        block = page.blocks[number]
        if not keep[number] or block.media:
            continue
        tag = page.elements[block.node].tag
        if is_prose(block) or tag in ("pre", "td", "li", "figcaption", "blockquote"):
            break
        if block.zone & Label.LEAD:
            continue
        if is_meta_line(page, block, tag):
            keep[number] = False


def _cut_tail(page: Page, start: int, stop: int, keep: list[bool]) -> None:
    """Cut headings, short lines and links after the last prose."""
    if start >= stop:
        return
    last = stop - 1
    while last > start and not (keep[last] and _ends_article(page, page.blocks[last])):
        last -= 1
    parent = page.parent[page.blocks[last].node]
    tail = True
    for number in range(last + 1, stop):
        block = page.blocks[number]
        if not keep[number] or block.media:
            continue
        tag = page.elements[block.node].tag
        # A closing line beside the last paragraph: a signature, a place and date.
        if tail and tag == "p" and page.parent[block.node] == parent and block.density < 0.3:
            continue
        tail = False
        keep[number] = False


def _ends_article(page: Page, block: Block) -> bool:
    if block.media:
        return False
    tag = page.elements[block.node].tag
    if tag in ("pre", "td", "th", "figcaption", "li", "dd", "dt") and block.density < 0.5:
        return True
    return is_prose(block) or (block.density < 0.5 and bool(SENTENCE_END.search(block.text)))


def text_of(page: Page, keep: Sequence[bool]) -> str:
    """Text of the kept blocks, one a line."""
    return "\n".join(block.text for block, wanted in zip(page.blocks, keep, strict=True) if wanted and block.text)


def find_region(page: Page, root: int, title: int) -> Region:
    """The part of the page that holds the root and the title, or a little more than the root where no title is shown."""
    node = root
    if title >= 0:
        while not page.is_inside(page.blocks[title].node, node):
            node = page.parent[node]
    elif page.parent[root] >= 0:
        node = page.parent[root]
    return Region(node, root, title, page.first_block[node], page.first_block[page.end[node]])
