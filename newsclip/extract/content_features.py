"""Facts about each block of a page as numbers, for `scoring` to weigh. Decides nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING

from newsclip.extract.content_labels import FURNITURE, LABELS, Label
from newsclip.extract.content_page import Page, children_of, key_of
from newsclip.extract.vocabulary import HEADINGS, SENTENCE_CLOSERS, SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_shape import Shape

_KINDS = {
    **dict.fromkeys(("p",), "paragraph"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li",), "item"),
    **dict.fromkeys(("td", "th", "tr"), "cell"),
    **dict.fromkeys(("div", "section", "article", "center"), "container"),
}
_CONTEXTS = {
    "article": 1, "main": 2, "header": 4, "footer": 8, "ul": 16, "ol": 16, "table": 32, "blockquote": 64,
    "section": 128,
}  # fmt: skip
_OWN = "SOFT", "CAPTION", "NAV"
_PARENT = "BODY", "SOFT", "CAPTION"
_ZONE = "BODY", "SOFT", "CAPTION", "COMMENTS", "SUBSCRIBE"
"""The labels that tell something of a block: where the block's own element, its parent, or any around has them."""

# matches the day or hour in "May 5, 2021", "2021-05-05", "5. Mai 2021 um 10:00", "2021年5月5日"
DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[:h.]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d+ ?[年月日]")
# matches the beginning of a byline or a source line: "By Ann Lee", "Von", "Por", "作者：", "来源："
BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|autor[ae]?|author|words|text|fotos?|photos?|source|quelle|fuente|fonte"
    r"|posted|published|updated|written|veröffentlicht|publi\w+|aktualisiert|stand|last)\b|作者|记者|文/|来源|编辑|责任编辑|撰文|記者",
    re.IGNORECASE,
)
_RIGHTS = ("©", "®", "™", "(c)", "copyright", "all rights")
_OPENS = frozenset('"“„«»‹›「『→•|[(+*#@')


_ROWS_OF_KINDS = {
    tag: tuple(1.0 if kind == other else 0.0 for other in dict.fromkeys(_KINDS.values()))
    for tag, kind in _KINDS.items()
}  # fmt: skip
_NO_KIND = (0.0,) * len(set(_KINDS.values()))
_CONTEXT_BITS = tuple(dict.fromkeys(_CONTEXTS.values()))
_OWN_BITS, _PARENT_BITS, _ZONE_BITS = (tuple(LABELS[name] for name in names) for names in (_OWN, _PARENT, _ZONE))


@lru_cache(maxsize=4096)
def _bits(value: int, bits: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(1.0 if value & bit else 0.0 for bit in bits)


@dataclass(frozen=True, slots=True)
class Clues:
    """What a page's metadata says about its text."""

    titles: tuple[str, ...] = ()
    """The title as head, Open Graph and JSON-LD give it."""
    descriptions: tuple[str, ...] = ()
    body: str = ""
    """JSON-LD's articleBody."""
    names: tuple[str, ...] = ()
    """Names of the site: as it calls itself, and out of its host."""
    authors: tuple[str, ...] = ()
    host: str = ""
    image: str = ""
    """The address of the lead picture."""
    dated: bool = False
    """Whether the page tells when it was published."""


_LONGEST_CLUE = 60_000
"""Characters of articleBody that are compared with the page."""


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence: `he said.”`."""
    return text.rstrip(SENTENCE_CLOSERS)[-1:] in SENTENCE_ENDS


def prefix(values: Sequence[float]) -> list[float]:
    """Running sums, beginning with 0."""
    return [0.0, *accumulate(values)]


NAMES = (
    "size", "density", "punctuation", "sentence", "digits", "upper",
    *dict.fromkeys(_KINDS.values()),
    *(f"in_{name}" for name in _CONTEXTS if name != "ol"),
    *(f"own_{name}" for name in _OWN),
    *(f"parent_{name}" for name in _PARENT),
    *(f"zone_{name}" for name in _ZONE),
    "title_known", "title_certain", "title_side", "title_distance", "title_prose", "is_title",
    "parent_size", "parent_blocks", "parent_prose", "parent_density", "grand_blocks", "grand_prose", "grand_density",
    "prev_size", "prev_density", "prev_prose", "prev_same", "prev_heading", "prev_media",
    "next_size", "next_density", "next_prose", "next_same", "next_heading", "next_media",
    "prose_before", "prose_after", "prose_gap_before", "prose_gap_after", "near_prose_parent",
    "make_share", "make_count", "repeats", "date", "byline", "rights", "ellipsis", "opens",
    "in_body_clue", "in_description", "teaser", "same_siblings",
    "furniture", "in_root", "root_side", "climb", "depth", "root_position", "root_prose_before", "root_prose_after",
    "strong", "emphasis", "link_lead", "links_inside", "links_count", "names_site", "names_author",
    "root_body", "root_share", "root_prose", "root_blocks", "region_climb",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a page to look at closely."""

    node: int
    """Holds the root and the title."""
    root: int
    """Holds most of the prose."""
    title: int
    """The block that shows the title, or -1."""
    certain: bool
    """Whether that block's text is the title."""
    start: int
    stop: int
    """The blocks of `node`."""


Row = tuple[float, ...]
"""Facts of a block, in the order of `NAMES`."""


def features(page: Page, clues: Clues, region: Region, shape: Shape) -> tuple[list[Row], list[int]]:
    """Of each block of the region: a row of facts, and the labels around it that tell it from the rest of the page."""
    elements, parents, first, end = page.elements, page.parent, page.first_block, page.end
    start, stop, root, base = region.start, region.stop, region.root, region.node
    blocks = page.blocks[start:stop]
    count = len(blocks)
    title = region.title - start if region.title - start < count else -1
    prose = [block.prose for block in blocks]
    sums = prefix(prose)
    sizes = prefix([block.size for block in blocks])
    links = prefix([block.links for block in blocks])
    total = sums[-1] or 1.0
    keys = [_short_key(block.text) for block in blocks]
    repeats: dict[str, float] = {"": 0.0}
    for key in keys:
        if key:
            repeats[key] = repeats.get(key, 0.0) + 1.0
    root_low, root_high = first[root] - start, first[end[root]] - start
    root_prose = sums[root_high] - sums[root_low] or 1.0
    contexts, named, depths = _inherited(page, region, sums)
    climbs = _climbs(page, region)
    make_prose = [0.0] * len(shape.makes)
    make_count = [0] * len(shape.makes)
    for make, value in zip(shape.makes, prose, strict=True):
        make_prose[make] += value
        make_count[make] += 1
    gap_before, gap_after, near = _gaps(prose)
    teasers = teaser_lists(page, region)
    body = key_of(clues.body[:_LONGEST_CLUE])
    has_body = len(body) > 300
    description = "|".join(key_of(text) for text in clues.descriptions)
    title_key = keys[title] if title >= 0 else ""
    title_known = 1.0, 1.0 if region.certain else 0.0
    shared = (
        1.0 if page.raw_labels[root] & Label.BODY else 0.0, root_prose / total, log2(root_prose + 1.0),
        log2(root_high - root_low + 1.0), climbs[0],
    )  # fmt: skip
    inlines = _inlines(page, region, clues.host)
    names = [name.lower() for name in clues.names if len(name) > 3]
    authors = [name.lower() for name in clues.authors if len(name) > 2]
    # What each block shows its neighbours.
    looks = [
        (log2(block.size + 1.0), block.density, 1.0 if prose[number] else 0.0) for number, block in enumerate(blocks)
    ]
    ends = [(1.0 if elements[block.node].tag in HEADINGS else 0.0, 1.0 if block.media else 0.0) for block in blocks]

    @cache
    def around(node: int) -> tuple[float, float, float]:
        """How many blocks an element has, its share of the prose, the part of it that is links."""
        low, high = max(first[node] - start, 0), min(first[end[node]] - start, count)
        size = sizes[high] - sizes[low]
        return (
            log2(high - low + 1.0), (sums[high] - sums[low]) / total,
            (links[high] - links[low]) / size if size else 0.0,
        )  # fmt: skip

    @cache
    def of_parent(up: int) -> tuple[Row, float]:
        """The size of a block's parent, what is in it and in its own parent; how many beside it are made as it is."""
        low, high = max(first[up] - start, 0), min(first[end[up]] - start, count)
        grand = parents[up] if parents[up] >= 0 else up
        alike = makes_in(grand)[elements[up].tag, page.classes[up]] if page.classes[up] and up > base else 1
        return (log2(sizes[high] - sizes[low] + 1.0), *around(up), *around(grand)), log2(alike)

    @cache
    def makes_in(node: int) -> dict[tuple[str, str], int]:
        """How many children of an element have the same tag and class."""
        counts: dict[tuple[str, str], int] = {}
        for child in children_of(page, node):
            make = elements[child].tag, elements[child].get("class", "")
            counts[make] = counts.get(make, 0) + 1
        return counts

    rows: list[Row] = []
    after_same = 0.0
    for number, block in enumerate(blocks):
        text, size, node = block.text, block.size, block.node
        up = parents[node] if parents[node] >= 0 else node
        place, key, look, make = node - base, keys[number], looks[number], shape.makes[number]
        if title >= 0:
            low, high = (title, number) if title < number else (number, title)
            to_title: Row = (
                *title_known, 1.0 if number > title else -1.0 if number < title else 0.0, log2(high - low + 1.0),
                log2(sums[high] - sums[low] + 1.0), 1.0 if key and key == title_key else 0.0,
            )  # fmt: skip
        else:
            to_title = _NO_TITLE
        before: Row = (*looks[number - 1], after_same, *ends[number - 1]) if number else _NO_NEIGHBOUR
        if number + 1 < count:
            after_same = 1.0 if parents[blocks[number + 1].node] == up else 0.0
            after: Row = (*looks[number + 1], after_same, *ends[number + 1])
        else:
            after = _NO_NEIGHBOUR
        close = near[number]
        if root_low <= number < root_high:
            in_root: Row = (
                1.0, 0.0, min(climbs[place], 6.0), min(depths[place] - depths[root - base], 8.0),
                (number - root_low + 0.5) / (root_high - root_low), (sums[number] - sums[root_low]) / root_prose,
                (sums[root_high] - sums[number + 1]) / root_prose,
            )  # fmt: skip
        else:
            side = 1.0 if number >= root_high else -1.0
            in_root = 0.0, side, min(climbs[place], 6.0), -1.0, -1.0, -1.0, -1.0
        strong, emphasis, count_links, inside_links, lead = inlines.get(node, _NO_INLINES)
        of_parents, alike = of_parent(up)
        rows.append((
            look[0], look[1], 100.0 * block.punctuation / (size + 20.0), *_shares(text[:100], text),
            *_ROWS_OF_KINDS.get(elements[node].tag, _NO_KIND), *_bits(contexts[place], _CONTEXT_BITS),
            *_bits(page.raw_labels[node], _OWN_BITS), *_bits(page.raw_labels[up], _PARENT_BITS),
            *_bits(named[place], _ZONE_BITS), *to_title, *of_parents, *before, *after,
            sums[number] / total, (total - sums[number + 1]) / total,
            min(gap_before[number], _FAR), min(gap_after[number], _FAR),
            1.0 if close >= 0 and parents[blocks[close].node] == up else 0.0,
            make_prose[make] / total, log2(make_count[make]), min(repeats[key], 5.0),
            *_wording(text, size),
            (1.0 if key in body else -1.0) if has_body and len(key) > 15 else 0.0,
            1.0 if len(key) > 25 and key in description else 0.0,
            1.0 if teasers[number] else 0.0, alike,
            1.0 if page.zones[node] & FURNITURE else 0.0, *in_root,
            min(strong / size, 1.0) if size else 0.0, min(emphasis / size, 1.0) if size else 0.0,
            lead, inside_links / count_links if count_links else 0.0, log2(count_links + 1.0),
            *_mentions(text, names, authors), *shared,
        ))  # fmt: skip
    return rows, [named[block.node - base] for block in blocks]


def _inherited(page: Page, region: Region, sums: list[float]) -> tuple[list[int], list[int], list[float]]:
    """By element of the region, from its node on: the kinds of elements around, the labels around, how deep it lies.

    `sums` are the running sums of the blocks' prose.
    """
    elements, parents, first, end, raw_labels = page.elements, page.parent, page.first_block, page.end, page.raw_labels
    base, start, root = region.node, region.start, region.root
    much = 0.3 * (sums[first[end[root]] - start] - sums[first[root] - start] or 1.0)
    context, node = 0, base
    while node >= 0:
        context |= _CONTEXTS.get(elements[node].tag, 0)
        node = parents[node]
    contexts, named, depths = [context], [Label.NONE], [0.0]
    for index in range(base + 1, end[base]):
        outer = parents[index] - base
        contexts.append(contexts[outer] | _CONTEXTS.get(elements[index].tag, 0))
        label, stop = raw_labels[index], end[index]
        # What is named above the root, or holds much of its prose, says nothing of the blocks in it.
        if label and (index <= root < stop or sums[first[stop] - start] - sums[first[index] - start] > much):
            label = Label.NONE
        named.append(named[outer] | label)
        depths.append(depths[outer] + 1.0)
    return contexts, named, depths


def _climbs(page: Page, region: Region) -> list[float]:
    """By element of the region, from its node on: how far up from the root the common ancestor of both is."""
    base, parents = region.node, page.parent
    climbs = [-1.0] * (page.end[base] - base)
    node, climb = region.root, 0.0
    while node != base:
        climbs[node - base] = climb
        node, climb = parents[node], climb + 1.0
    climbs[0] = climb
    for place, known in enumerate(climbs):
        if known < 0.0:
            climbs[place] = climbs[parents[place + base] - base]
    return climbs


_FAR = 20.0
"""Blocks from which on the distance to prose says no more."""


def _gaps(prose: Sequence[float]) -> tuple[list[float], list[float], list[int]]:
    """Of each block: how many blocks without prose are before and behind it, and the nearest block with some."""
    count = len(prose)
    before, after, near = [_FAR] * count, [_FAR] * count, [-1] * count
    last, gap = -1, _FAR
    for number in range(count):
        before[number], near[number] = gap, last
        last, gap = (number, 0.0) if prose[number] else (last, gap + 1.0)
    last, gap = -1, _FAR
    for number in range(count - 1, -1, -1):
        after[number] = gap
        if gap < before[number]:
            near[number] = last
        last, gap = (number, 0.0) if prose[number] else (last, gap + 1.0)
    return before, after, near


_NO_TITLE = (0.0,) * 6
_NO_NEIGHBOUR = (0.0,) * 6


def _short_key(text: str) -> str:
    """The beginning of a text's key, without going over all of a long text."""
    key = key_of(text[:_KEY_SOURCE])
    if len(key) < _KEY and len(text) > _KEY_SOURCE:
        key = key_of(text)
    return key[:_KEY]


_KEY = 80
_KEY_SOURCE = 120


def _shares(head: str, text: str) -> tuple[float, float, float]:
    """Whether a text ends like a sentence; the shares of digits and of capitals in its head."""
    if not head:
        return 0.0, 0.0, 0.0
    data = head.encode()
    size = len(data)
    digits, capitals = size - len(data.translate(None, _DIGITS)), size - len(data.translate(None, _CAPITALS))
    if size > len(head):
        others = "".join(_NOT_ASCII.findall(head))
        digits += sum(map(str.isdigit, others))
        capitals += sum(map(str.isupper, others))
    return 1.0 if ends_sentence(text) else 0.0, digits / len(head), capitals / len(head)


_DIGITS, _CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def _wording(text: str, size: int) -> Row:
    """Whether a short text has a date, begins like a byline, claims rights; how any text begins and ends."""
    if size < 300:
        lower = text.lower()
        short = (
            1.0 if _may_have_digits(text) and DATE.search(text) else 0.0, 1.0 if BYLINE.match(text) else 0.0,
            1.0 if any(map(lower.__contains__, _RIGHTS)) else 0.0,
        )  # fmt: skip
    else:
        short = 0.0, 0.0, 0.0
    return *short, 1.0 if text.endswith(("…", "...", "[…]", "»", "→")) else 0.0, 1.0 if text[:1] in _OPENS else 0.0


def _may_have_digits(text: str) -> bool:
    data = text.encode()
    return len(data) > len(text) or len(data.translate(None, _DIGITS)) < len(data)


def _mentions(text: str, names: Sequence[str], authors: Sequence[str]) -> tuple[float, float]:
    """Whether a text has a name of the site, and one of an author."""
    lower = text[:600].lower() if names or authors else ""
    return (
        1.0 if any(map(lower.__contains__, names)) else 0.0, 1.0 if any(map(lower.__contains__, authors)) else 0.0,
    )  # fmt: skip


_NO_INLINES = (0.0, 0.0, 0.0, 0.0, 0.0)
_BEFORE_LINK = frozenset(":：»>→|-–")
"""What leads to a link: "Read more: …"."""


def _inlines(page: Page, region: Region, host: str) -> dict[int, tuple[float, float, float, float, float]]:
    """By element number of a block: characters in bold and italics, links, links to the site, leads to a link."""
    found: dict[int, list[float]] = {}
    elements, owner = page.elements, page.owner
    for index in range(region.node + 1, page.end[region.node]):
        element = elements[index]
        tag = element.tag
        if tag not in _MARKED or owner[index] == index:
            continue
        counts = found.setdefault(owner[index], [0.0, 0.0, 0.0, 0.0, 0.0])
        size = len(("".join(element.itertext()) if len(element) else element.text or "").strip())
        if tag == "a":
            href = element.get("href") or ""
            if href.startswith("#") or not href:
                continue
            counts[2] += 1.0
            if "//" not in href[:10] or (host and host in href[:60]):
                counts[3] += 1.0
            if size <= 15 or (element.tail or "").strip(" .»"):
                continue
            before = element.getprevious()
            text = (before.tail if before is not None else element.getparent().text) or ""
            if not text.strip() and before is not None and before.tag in _MARKED:
                text = "".join(before.itertext())
            if text.rstrip()[-1:] in _BEFORE_LINK:
                counts[4] = 1.0
        elif tag in ("b", "strong"):
            counts[0] += size
        else:
            counts[1] += size
    return {node: (c[0], c[1], c[2], c[3], c[4]) for node, c in found.items()}


_MARKED = frozenset(("a", "b", "strong", "em", "i"))


def teaser_lists(page: Page, region: Region) -> list[bool]:
    """Which blocks of the region are in a repeated template of cards: a linked heading or picture and little else."""
    start = region.start
    marks = [False] * (region.stop - start)
    sizes = prefix([block.size for block in page.blocks[start : region.stop]])
    index, stop = region.node, page.end[region.node]
    while index < stop:
        low, high = page.first_block[index] - start, page.first_block[page.end[index]] - start
        if high - low >= 4 and page.elements[index].tag in _LISTING and _is_teaser_list(page, index, sizes, start):
            marks[low:high] = [True] * (high - low)
            index = page.end[index]
        else:
            index += 1
    return marks


_LISTING = frozenset(("div", "section", "ul", "ol", "aside", "main", "article", "td"))


def _is_teaser_list(page: Page, node: int, sizes: list[float], start: int) -> bool:
    children = children_of(page, node)
    if len(children) < 3:
        return False
    signatures: dict[tuple[str, str], int] = {}
    size = card_size = 0.0
    cards = 0
    for child in children:
        low, high = page.first_block[child], page.first_block[page.end[child]]
        child_size = sizes[high - start] - sizes[low - start]
        size += child_size
        if not 0 < child_size < 700 or not 1 < high - low < 40:
            continue
        if any(block.size >= 12 and block.density > 0.9 for block in page.blocks[low:high]):
            cards += 1
            card_size += child_size
            element = page.elements[child]
            signature = (element.tag, element.get("class", ""))
            signatures[signature] = signatures.get(signature, 0) + 1
    return cards >= 3 and card_size > 0.7 * size and max(signatures.values()) >= 0.6 * cards
