"""Find the place of the article on a page: its title, the element with most of its prose, the region around both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.extract.content_features import Region, prefix
from newsclip.extract.content_labels import CUT, FURNITURE, Label
from newsclip.extract.content_page import Page, children_of, key_of
from newsclip.extract.vocabulary import CONTAINERS, HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Clues
    from newsclip.extract.content_page import Block

_LINK_COST = 20.0
"""What a line of links takes away beside its size: navigation is made of short ones."""


def find_place(page: Page, clues: Clues) -> Region:
    """Find the article's place. Corrects `page.labels` and `page.zones` where names must be wrong."""
    prose = prefix([block.prose for block in page.blocks])
    title, certain = find_title(page, clues)
    page.zones = effective_zones(page, prose, title)
    root = best_root(page, title)
    return find_region(page, root, title, certain)


def find_title(page: Page, clues: Clues) -> tuple[int, bool]:
    """The number of the block that shows the title, or -1, and whether its text says so.

    A first heading that reads otherwise than the title marks the article's beginning, but is part of it.
    """
    keys = {key for key in map(key_of, clues.titles) if key}
    # A text so much longer than a title, or shorter, reads otherwise, and need not be compared with it.
    lengths = [len(key) for key in keys]
    longest, shortest = 3 * max(lengths, default=0) + 20, min(lengths, default=0)
    best, best_rank, best_certain = -1, 0.0, False
    above: list[tuple[int, str]] = []
    for number, block in enumerate(page.blocks):
        if block.media or block.size > 400:
            continue
        tag = page.elements[block.node].tag
        heading = tag in HEADINGS
        text = block.text
        may_be_title = len(text) <= longest and (len(text) >= shortest or not text.isascii())
        key = key_of(text) if heading or may_be_title else ""
        rank = 0.0
        if key in keys:
            rank = 3.0
        elif len(key) >= 10 and heading:
            # "Title | Site" in the head, or a headline that goes on: "Title: what it is about".
            # "Kicker Title" where a style sheet puts the kicker on a line of its own.
            if any(
                other.startswith(key) or ((key.startswith(other) or key.endswith(other)) and len(key) < 2 * len(other))
                for other in keys
            ):
                rank = 2.0
            elif any(key in other for other in keys):
                rank = 1.0
        certain = rank > 0.0
        shown = not block.zone & (Label.CHROME | Label.HIDDEN)
        if tag == "h1":
            if shown:
                above.append((number, key))
            rank += 1.5
        elif heading and rank:
            rank += 0.5
        if block.density > 0.5:
            rank -= 1.0
        if rank > best_rank and shown:
            best, best_rank, best_certain = number, rank, certain
    if best >= 0 and page.elements[page.blocks[best].node].tag != "h1":
        # "Class Ferry" above, of "Ferry (Boats 2.1)": the same again below it is the heading of a section.
        part = key_of(page.blocks[best].text)
        for number, key in above:
            if number < best and part in key and len(key) < 2 * len(part):
                return number, False
    return best, best_certain


_THREAD = 60
"""Prose below which a page has none beside its comments."""


def effective_zones(page: Page, prose: list[float], title: int) -> list[int]:
    """Zones of all elements, without the furniture labels that must be wrong.

    A label is wrong on an element that holds the title and a good part of the prose, or that names itself the body,
    and where hardly any prose is left on the page without what it marks.
    """
    total = prose[-1]
    first, end, labels = page.first_block, page.end, page.labels
    shown = page.blocks[title].node if title >= 0 else -1
    marked: list[tuple[int, float]] = []
    corrected = False
    for index, label in enumerate(labels):
        if label & (FURNITURE | Label.SOFT):
            share = prose[first[end[index]]] - prose[first[index]]
            if (index <= shown < end[index] and share > min(200.0, 0.25 * total)) or (
                label & Label.BODY and share > 0.4 * total
            ):
                labels[index] = label & ~(FURNITURE | Label.SOFT)
                corrected = True
            elif label & FURNITURE and share > 0:
                marked.append((index, share))
    zones = _inherit(page) if corrected else page.zones
    for _ in range(8):
        outside = in_body = 0.0
        for number, block in enumerate(page.blocks):
            if not zones[block.node] & FURNITURE:
                outside += prose[number + 1] - prose[number]
                if zones[block.node] & Label.BODY:
                    in_body += prose[number + 1] - prose[number]
        groups: dict[tuple[str, str, str, bool], list[int]] = {}
        shares: dict[tuple[str, str, str, bool], float] = {}
        for index, share in marked:
            label = labels[index]
            if label & FURNITURE and not (index and zones[page.parent[index]] & FURNITURE):
                element = page.elements[index]
                # What only hides waits for a script more often than it is furniture.
                waits = not label & (CUT | Label.CHROME) and index > shown
                name = (
                    str(element.tag),
                    element.get("class", ""),
                    "" if element.tag == "p" else element.get("id", ""),
                    waits,
                )
                groups.setdefault(name, []).append(index)
                # Of several that wait, one is the article and the others are copies; paragraphs may wait one by one.
                one = waits and element.tag != "p"
                shares[name] = max(shares.get(name, 0.0), share) if one else shares.get(name, 0.0) + share
        if not groups:
            break
        largest = max(shares, key=lambda name: shares[name] * (2.0 if name[3] else 1.0))
        share = shares[largest]
        part = 0.25 if zones[groups[largest][0]] & Label.BODY else 0.1
        if not (largest[3] and share > max(2.0 * outside, 300.0)) and (
            outside > 600 or in_body > max(min(200.0, share), part * share) or outside > 0.25 * share
        ):
            break
        if outside < _THREAD and any(labels[index] & Label.COMMENTS for index in groups[largest]):
            # With no prose beside its comments, the page is a thread.
            labels[:] = [label & ~Label.COMMENTS for label in labels]
            page.raw_labels[:] = [label & ~Label.COMMENTS for label in page.raw_labels]
        for index in groups[largest]:
            labels[index] &= ~(FURNITURE | Label.SOFT)
        zones = _inherit(page)
    return zones


def _inherit(page: Page) -> list[int]:
    zones: list[int] = []
    for index, label in enumerate(page.labels):
        zones.append(label | zones[page.parent[index]] if index else label)
    return zones


def block_value(block: Block, tag: str, zone: int) -> float:
    """Positive for prose, negative for furniture; the sum over a subtree says how much article it holds."""
    if block.media:
        return 0.0
    if zone & FURNITURE:
        return 0.0
    if tag in HEADINGS:
        # A heading that is a link introduces another article.
        return 0.0 if block.density < 0.8 else -120.0
    if tag == "pre":
        return float(block.size)
    if tag == "p" and block.punctuation > 1:
        return block.size * (1.0 - block.density)
    if block.density > 0.4:
        return block.size * (1.0 - 2.0 * block.density) - _LINK_COST
    value = float(block.size)
    if not block.punctuation:
        value = 0.3 * value - 5.0
    if zone & Label.SOFT:
        value *= 0.5
    return value


def best_root(page: Page, title: int) -> int:
    worth = [block_value(block, page.elements[block.node].tag, page.zones[block.node]) for block in page.blocks]
    for number in range(title):
        worth[number] *= 0.3
    values = prefix(worth)
    best, best_value = _most_worth(page, values)
    if best_value <= 0.0:  # links outweigh what little prose there is
        values = prefix([max(value, 0.0) for value in worth])
        best, best_value = _most_worth(page, values)
    first, end = page.first_block, page.end
    narrower = True
    while narrower:
        narrower = False
        for child in children_of(page, best):
            if (
                page.elements[child].tag in CONTAINERS
                and values[first[end[child]]] - values[first[child]] >= 0.9 * best_value > 0
            ):
                best, narrower = child, True
                break
    return _thread(page, best)


def _most_worth(page: Page, values: Sequence[float]) -> tuple[int, float]:
    """The container of the greatest sum, the innermost of several; -> (number, sum)."""
    first, end = page.first_block, page.end
    best, best_value = 0, float("-inf")
    for index, element in enumerate(page.elements):
        if element.tag not in CONTAINERS:
            continue
        value = values[first[end[index]]] - values[first[index]]
        if value > 0:
            if page.labels[index] & Label.BODY:
                value *= 1.15
            if page.zones[index] & FURNITURE:
                value *= 0.1
        if value >= best_value:
            best, best_value = index, value
    return best, best_value


_THREAD_DEEP = 7
"""Elements around the text of a post, within which that of the post itself is; boards of tables are deep."""


def _thread(page: Page, root: int) -> int:
    """The element that holds all posts of a thread, where the root is one of several of the same make."""
    node = root
    for _ in range(_THREAD_DEEP):
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
                posts += sum(block.prose for block in blocks) > 80 and not any(
                    block.density > 0.8 and page.elements[block.node].tag in HEADINGS for block in blocks
                )
        if posts >= 3:
            return parent
        node = parent
    return root


def find_region(page: Page, root: int, title: int, certain: bool) -> Region:
    """The part of the page that holds the root and the title, or a little more than the root without a title."""
    node = root
    if title >= 0:
        while not page.is_inside(page.blocks[title].node, node):
            node = page.parent[node]
    elif page.parent[root] >= 0:
        node = page.parent[root]
    return Region(node, root, title, certain, page.first_block[node], page.first_block[page.end[node]])
