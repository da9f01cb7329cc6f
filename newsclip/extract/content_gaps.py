"""Blocks kept for what stands around them: gaps in kept text, lists between paragraphs. Changes nothing else."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from newsclip.extract.content_labels import FURNITURE, Label
from newsclip.extract.vocabulary import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Block, Page

GROUPS = frozenset(("table", "ul", "ol", "dl"))
"""Elements whose blocks are kept or cut together."""

_FLOW = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot",
    "tr", "td", "th", "pre", "blockquote", "center", "font", "colgroup",
))  # fmt: skip
"""Elements that running text is made of; what is around them is a container."""
_DOUBT = -1.5


def fill_gaps(
    page: Page,
    region: Region,
    named: Sequence[int],
    scores: Sequence[float],
    text: Sequence[bool],
    keep: list[bool],
) -> None:
    """Keep what stands between kept text in one container with it, unless it is named furniture or made of links."""
    start, first_block, end = region.start, page.first_block, page.end
    hidden = [bool(page.zones[block.node] & Label.HIDDEN) for block in page.blocks[start : start + len(keep)]]
    counts = [0, *accumulate(is_text and not unseen for is_text, unseen in zip(text, hidden, strict=True))]
    containers: list[int] = []
    codes = _codes_of(page, page.blocks[start : start + len(keep)])
    sizes: dict[int, list[float]] = {}
    for number, code in enumerate(codes):
        block = page.blocks[start + number]
        node, alone = code if code > region.node else block.node, 1  # the texts of the list or code that it is in
        while node > region.node:
            tag = page.elements[node].tag
            texts = counts[first_block[end[node]] - start] - counts[first_block[node] - start]
            if tag in GROUPS or tag == "pre":
                alone = max(alone, texts)
            elif tag not in _FLOW and texts > alone:
                break
            node = page.parent[node]
        containers.append(node)
        if text[number]:
            tally = sizes.setdefault(node, [0.0, 0.0, -1.0, -1.0])
            tally[0] += block.size
            if keep[number]:
                tally[1] += block.size
                tally[2] = number if tally[2] < 0 else tally[2]
                tally[3] = number
    enclosed = _enclosed_lists(page, region, scores, text, keep)
    for number, node in enumerate(containers):
        if keep[number] or not text[number]:
            continue
        size, kept, first, last = sizes[node]
        block = page.blocks[region.start + number]
        in_code = kept > 0 and not hidden[number] and codes[number] >= 0
        if (in_code or number in enclosed or (first < number < last and 2 * kept > size)) and (
            scores[number] > (_NEVER if in_code else _DOUBT)
            and block.density < 0.3
            and not named[number] & ~named[int(first)] & FURNITURE
        ):
            keep[number] = True


_UNDECIDED = -0.2
"""Log-odds down to which a text is as likely of the article as not."""
_LINE = 25
"""Size of a text that is more than a label."""


def fill_doubts(page: Page, region: Region, scores: Sequence[float], text: Sequence[bool], keep: list[bool]) -> None:
    """Keep a text on which the scores are undecided where the texts right before and behind it are kept."""
    texts = [number for number, is_text in enumerate(text) if is_text]
    found = [
        number
        for before, number, behind in zip(texts, texts[1:], texts[2:], strict=False)
        if keep[before] and keep[behind] and scores[number] > _UNDECIDED
    ]
    for number in found:
        block = page.blocks[region.start + number]
        if block.size >= _LINE and block.density < 0.3 and not page.zones[block.node] & FURNITURE:
            keep[number] = True


_ITEMS = 3
_PART = 0.4
"""The part of a list that must be kept for the rest to be."""
_NEVER = -4.0
"""Log-odds of what is ruled out."""


def settle_lists(page: Page, region: Region, scores: Sequence[float], text: Sequence[bool], keep: list[bool]) -> None:
    """Keep a list of short items whole or not at all."""
    start, first, end, blocks = region.start, page.first_block, page.end, page.blocks
    index, stop = region.node, end[region.node]
    while index < stop:
        if page.elements[index].tag not in ("ul", "ol"):
            index += 1
            continue
        numbers = range(first[index] - start, first[end[index]] - start)
        index = end[index]
        items = [number for number in numbers if text[number] and scores[number] > _NEVER]
        kept = [number for number in items if keep[number]]
        if not len(items) >= _ITEMS or not 0 < len(kept) < len(items):
            continue
        if all(text[number] for number in numbers) and all(_is_item(page, start + number) for number in items):
            sizes = [sum(blocks[start + number].size for number in some) for some in (kept, items)]
            for number in items:
                keep[number] = sizes[0] > _PART * sizes[1]


_LONGEST_ITEM = 300


def _is_item(page: Page, number: int) -> bool:
    block = page.blocks[number]
    return page.elements[block.node].tag == "li" and block.size <= _LONGEST_ITEM


_LINES_DEEP = 4
"""How far inside of a `<pre>` a highlighter may put its lines."""


def _codes_of(page: Page, blocks: list[Block]) -> list[int]:
    """The `<pre>` around each block, whose lines and their numbers have elements of their own; -1 for none."""
    if next(page.elements[0].iter("pre"), None) is None:
        return [-1] * len(blocks)
    return [_code_of(page, block.node) for block in blocks]


def _code_of(page: Page, node: int) -> int:
    for _ in range(_LINES_DEEP):
        if node < 0:
            return -1
        if page.elements[node].tag == "pre":
            return node
        node = page.parent[node]
    return -1


def _enclosed_lists(
    page: Page, region: Region, scores: Sequence[float], text: Sequence[bool], keep: Sequence[bool]
) -> set[int]:
    """The blocks of lists that stand between kept text and are not clearly something else."""
    start, first, end = region.start, page.first_block, page.end
    texts = [number for number, is_text in enumerate(text) if is_text]
    place = {number: position for position, number in enumerate(texts)}
    found: set[int] = set()
    # Containers of kept text that stands in no element of its own: what is in them stands between kept text.
    loose = {page.blocks[start + number].node for number in texts if keep[number]}
    index, stop = region.node, end[region.node]
    while index < stop:
        low, high = first[index] - start, first[end[index]] - start
        if page.elements[index].tag not in GROUPS or high - low < 2:
            index += 1
            continue
        inside = [number for number in range(low, high) if text[number]]
        if inside and sum(scores[number] for number in inside) > -len(inside):
            if page.parent[index] in loose:
                found.update(inside)
            elif place[inside[0]] > 0 and place[inside[-1]] + 1 < len(texts):
                around = texts[place[inside[0]] - 1], texts[place[inside[-1]] + 1]
                if all(keep[number] for number in around):
                    found.update(inside)
        index = end[index]
    return found


_LEAST_SECTIONS = 2
_LINKS_DOUBT = -3.5
"""Mean log-odds of a list of links under which it is no section of the article."""


def keep_link_sections(
    page: Page,
    region: Region,
    named: Sequence[int],
    scores: Sequence[float],
    text: Sequence[bool],
    keep: list[bool],
) -> None:
    """Keep lists of links that stand under a heading among the article's own: "See also", "External links".

    Such a heading has the tag of other headings whose sections are kept, and stands side by side with them; a list of
    teasers has a box of its own.
    """
    start, blocks = region.start, page.blocks
    levels: dict[tuple[int, str, str], list[int]] = {}
    for number in range(len(keep)):
        element = page.elements[blocks[start + number].node]
        if text[number] and element.tag in HEADINGS:
            parent = page.parent[flow_node(page, region, blocks[start + number].node)]
            levels.setdefault((parent, element.tag, element.get("class") or ""), []).append(number)
    for (parent, _, _), numbers in levels.items():
        if sum(keep[number] for number in numbers) < _LEAST_SECTIONS:
            continue
        for number in numbers:
            if not any(keep[number + 1 : number + 3]):
                listed = _lists_behind(page, region, number, parent, text)
                furniture = any(named[item] & FURNITURE for item in listed)
                if listed and not furniture and sum(scores[item] for item in listed) > _LINKS_DOUBT * len(listed):
                    for item in (number, *listed):
                        keep[item] = True


def flow_node(page: Page, region: Region, node: int) -> int:
    """A heading, or the box around it that holds nothing else."""
    while node > region.node:
        up = page.parent[node]
        if page.first_block[page.end[up]] - page.first_block[up] != 1:
            break
        node = up
    return node


def _lists_behind(page: Page, region: Region, number: int, parent: int, text: Sequence[bool]) -> list[int]:
    """The blocks of the lists that stand between a heading and whatever follows it beside them."""
    found: list[int] = []
    node = page.end[flow_node(page, region, page.blocks[region.start + number].node)]
    while node < page.end[parent] and _is_list(page, node):
        low, high = page.first_block[node] - region.start, page.first_block[page.end[node]] - region.start
        found += [item for item in range(low, high) if text[item]]
        node = page.end[node]
    return found


def _is_list(page: Page, node: int) -> bool:
    """Whether an element is a list, or a box around nothing but one, as for columns."""
    if page.elements[node].tag == "div" and node + 1 < page.end[node] == page.end[node + 1]:
        node += 1
    return page.elements[node].tag in ("ul", "ol")
