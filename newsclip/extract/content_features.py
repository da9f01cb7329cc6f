"""Facts about each block of a page as numbers, for `scoring` to weigh. Decides nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from math import log2
from typing import TYPE_CHECKING

from newsclip.extract.content_page import FURNITURE, LABELS, Block, Label, Page, children_of, key_of
from newsclip.extract.vocabulary import HEADINGS, SENTENCE_CLOSERS, SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS = {
    "p": 0, "h1": 1, "h2": 1, "h3": 1, "h4": 1, "h5": 1, "h6": 1, "li": 2, "td": 3, "th": 3, "tr": 3, "pre": 4,
    "blockquote": 5, "figcaption": 6, "caption": 6, "figure": 6, "dt": 7, "dd": 7, "div": 8, "section": 8, "article": 8,
    "center": 8, "label": 9, "form": 9, "fieldset": 9, "legend": 9,
}  # fmt: skip
_CONTEXTS = {
    "article": 1, "main": 2, "header": 4, "footer": 8, "aside": 16, "nav": 32, "form": 64, "ul": 128, "ol": 128,
    "table": 256, "figure": 512, "blockquote": 1024, "section": 2048, "dl": 4096,
}  # fmt: skip

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


_LABEL_BITS = tuple(LABELS.values())
_BITS = tuple(dict.fromkeys(_CONTEXTS.values()))


_ONE_HOT = tuple(tuple(1.0 if kind == other else 0.0 for other in range(11)) for kind in range(11))


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


_LONGEST_CLUE = 60_000
"""Characters of articleBody that are compared with the page."""


def prose_size(block: Block) -> float:
    """Size of a block as running text: 0 for link lists and short lines."""
    if block.size < 40 or not block.punctuation or block.density > 0.5:
        return 0.0
    return block.size * (1.0 - block.density)


def ends_sentence(text: str) -> bool:
    """Whether a text ends like a sentence: `he said.”`."""
    return text.rstrip(SENTENCE_CLOSERS)[-1:] in SENTENCE_ENDS


def prefix(values: Sequence[float]) -> list[float]:
    """Running sums, beginning with 0."""
    return [0.0, *accumulate(values)]


NAMES = (
    "size", "density", "punctuation", "sentence", "digits", "upper",
    *(f"kind{number}" for number in range(11)),
    *(f"in{name}" for name in dict.fromkeys(_CONTEXTS)if name != "ol"),
    *(f"own_{name}" for name in LABELS),
    *(f"parent_{name}" for name in LABELS),
    *(f"zone_{name}" for name in LABELS),
    "title_known", "title_certain", "title_side", "title_distance", "title_prose", "is_title",
    "parent_size", "parent_blocks", "parent_prose", "parent_density", "grand_blocks", "grand_prose", "grand_density",
    "prev_size", "prev_density", "prev_prose", "prev_same", "prev_heading", "prev_media",
    "next_size", "next_density", "next_prose", "next_same", "next_heading", "next_media",
    "prose_before", "prose_after", "prose_gap_before", "prose_gap_after", "near_prose_parent",
    "make_share", "make_count", "repeats", "date", "byline", "rights", "colon", "ellipsis", "opens",
    "in_body_clue", "in_description", "teaser", "same_siblings",
    "furniture", "in_root", "root_side", "climb", "depth", "root_position", "root_prose_before", "root_prose_after",
    "strong", "emphasis", "link_lead", "links_inside", "links_count", "names_site", "names_author", "address", "asks",
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


def features(page: Page, clues: Clues, region: Region) -> list[list[float]]:
    """One row of numbers for each block of the region, in the order of `NAMES`."""
    elements, parents, first, end = page.elements, page.parent, page.first_block, page.end
    start, stop, root, title = region.start, region.stop, region.root, region.title - region.start
    blocks = page.blocks[start:stop]
    count = len(blocks)
    if title >= count:
        title = -1
    prose = [prose_size(block) for block in blocks]
    sums = prefix(prose)
    sizes = prefix([block.size for block in blocks])
    links = prefix([block.links for block in blocks])
    total = sums[-1] or 1.0
    keys = [_short_key(block.text) for block in blocks]
    repeats: dict[str, int] = {}
    for key in keys:
        repeats[key] = repeats.get(key, 0) + 1
    base = region.node
    root_low, root_high = first[root] - start, first[end[root]] - start
    root_prose = sums[root_high] - sums[root_low] or 1.0
    outer_context, above_base = 0, parents[base]
    while above_base >= 0:
        outer_context |= _CONTEXTS.get(elements[above_base].tag, 0)
        above_base = parents[above_base]
    # By element of the region, from the base on.
    contexts = [outer_context | _CONTEXTS.get(elements[base].tag, 0)]
    raw = [Label.NONE]
    depths = [0]
    siblings: dict[tuple[int, str, str], int] = {}
    raw_labels, much = page.raw_labels, 0.3 * root_prose
    for index in range(base + 1, end[base]):
        element, up = elements[index], parents[index]
        outer = up - base
        tag = element.tag
        contexts.append(contexts[outer] | _CONTEXTS.get(tag, 0))
        # What is named above the root, or holds much of its prose, says nothing of the blocks in it.
        label, stop_at = raw_labels[index], end[index]
        if label and (index <= root < stop_at or sums[first[stop_at] - start] - sums[first[index] - start] > much):
            label = Label.NONE
        raw.append(raw[outer] | label)
        depths.append(depths[outer] + 1)
        shape = (up, tag, element.get("class", ""))
        siblings[shape] = siblings.get(shape, 0) + 1
    # How far up from the root the common ancestor with each element of the region is.
    climbs = [-1] * len(contexts)
    node, climb = root, 0
    while True:
        climbs[node - base] = climb
        if node == base:
            break
        node, climb = parents[node], climb + 1
    for place, climb in enumerate(climbs):
        if climb < 0:
            climbs[place] = climbs[parents[place + base] - base]
    makes: list[tuple[str, str, str, str]] = []
    make_prose: dict[tuple[str, str, str, str], float] = {}
    make_count: dict[tuple[str, str, str, str], int] = {}
    for number, block in enumerate(blocks):
        element = elements[block.node]
        up = parents[block.node]
        above = elements[up] if up >= 0 else element
        make = (element.tag, element.get("class", ""), above.tag, above.get("class", ""))
        makes.append(make)
        make_prose[make] = make_prose.get(make, 0.0) + prose[number]
        make_count[make] = make_count.get(make, 0) + 1
    gap_before, gap_after, near = [0] * count, [0] * count, [-1] * count
    last, gap = -1, 20
    for number in range(count):
        gap_before[number], near[number] = gap, last
        if prose[number]:
            last, gap = number, 0
        else:
            gap += 1
    last, gap = -1, 20
    for number in range(count - 1, -1, -1):
        gap_after[number] = gap
        if gap < gap_before[number]:
            near[number] = last
        if prose[number]:
            last, gap = number, 0
        else:
            gap += 1
    teasers = teaser_lists(page, region)
    body = key_of(clues.body[:_LONGEST_CLUE])
    has_body = len(body) > 300
    description = "|".join(key_of(text) for text in clues.descriptions)
    title_key = keys[title] if title >= 0 else ""
    shared = [
        1.0 if page.raw_labels[root] & Label.BODY else 0.0, root_prose / total, log2(root_prose + 1.0),
        log2(root_high - root_low + 1.0), float(climbs[0]),
    ]  # fmt: skip
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
    def size_in(node: int) -> float:
        low, high = max(first[node] - start, 0), min(first[end[node]] - start, count)
        return log2(sizes[high] - sizes[low] + 1.0)

    rows: list[list[float]] = []
    after_same = 0.0
    for number, block in enumerate(blocks):
        text, size, node = block.text, block.size, block.node
        up = parents[node] if parents[node] >= 0 else node
        grand = parents[up] if parents[up] >= 0 else up
        place, key, look, make = node - base, keys[number], looks[number], makes[number]
        if title >= 0:
            low, high = (title, number) if title < number else (number, title)
            to_title: tuple[float, ...] = (
                1.0, 1.0 if region.certain else 0.0, (number > title) - (number < title), log2(high - low + 1.0),
                log2(sums[high] - sums[low] + 1.0), 1.0 if key and key == title_key else 0.0,
            )  # fmt: skip
        else:
            to_title = _NO_TITLE
        if number:
            before: tuple[float, ...] = (*looks[number - 1], after_same, *ends[number - 1])
        else:
            before = _NO_NEIGHBOUR
        if number + 1 < count:
            after_same = 1.0 if parents[blocks[number + 1].node] == up else 0.0
            after: tuple[float, ...] = (*looks[number + 1], after_same, *ends[number + 1])
        else:
            after = _NO_NEIGHBOUR
        close = near[number]
        above = elements[up]
        named = above.get("class")
        if root_low <= number < root_high:
            in_root: tuple[float, ...] = (
                1.0, 0, min(climbs[place], 6), min(depths[place] - depths[root - base], 8),
                (number - root_low + 0.5) / (root_high - root_low), (sums[number] - sums[root_low]) / root_prose,
                (sums[root_high] - sums[number + 1]) / root_prose,
            )  # fmt: skip
        else:
            in_root = 0.0, 1 if number >= root_high else -1, min(climbs[place], 6), -1.0, -1.0, -1.0, -1.0
        strong, emphasis, count_links, inside_links, lead = inlines.get(node, _NO_INLINES)
        rows.append([
            look[0], look[1], 100.0 * block.punctuation / (size + 20.0), *_shares(text[:100], text),
            *_ONE_HOT[_KINDS.get(elements[node].tag, 10)], *_bits(contexts[place], _BITS),
            *_bits(page.raw_labels[node], _LABEL_BITS), *_bits(page.raw_labels[up], _LABEL_BITS),
            *_bits(raw[place], _LABEL_BITS), *to_title, size_in(up), *around(up), *around(grand), *before, *after,
            sums[number] / total, (total - sums[number + 1]) / total,
            min(gap_before[number], 20), min(gap_after[number], 20),
            1.0 if close >= 0 and parents[blocks[close].node] == up else 0.0,
            make_prose[make] / total, log2(make_count[make]), min(repeats[key], 5) if key else 0,
            *_wording(text, size),
            (1.0 if key in body else -1.0) if has_body and len(key) > 15 else 0.0,
            1.0 if len(key) > 25 and key in description else 0.0,
            1.0 if teasers[number] else 0.0,
            log2(siblings.get((grand, above.tag, named), 1)) if named else 0.0,
            1.0 if page.zones[node] & FURNITURE else 0.0, *in_root,
            min(strong / size, 1.0) if size else 0.0, min(emphasis / size, 1.0) if size else 0.0,
            lead, inside_links / count_links if count_links else 0.0, log2(count_links + 1.0),
            *_mentions(text, size, names, authors),
            *shared,
        ])  # fmt: skip
    return rows


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


def _wording(text: str, size: int) -> tuple[float, ...]:
    """Whether a short text has a date, begins like a byline, claims rights; how any text begins and ends."""
    if size < 300:
        lower = text.lower()
        short = (
            1.0 if _may_have_digits(text) and DATE.search(text) else 0.0, 1.0 if BYLINE.match(text) else 0.0,
            1.0 if any(map(lower.__contains__, _RIGHTS)) else 0.0,
        )  # fmt: skip
    else:
        short = 0.0, 0.0, 0.0
    return (
        *short, 1.0 if text.endswith((":", "：")) else 0.0,
        1.0 if text.endswith(("…", "...", "[…]", "»", "→")) else 0.0, 1.0 if text and text[0] in _OPENS else 0.0,
    )  # fmt: skip


def _may_have_digits(text: str) -> bool:
    data = text.encode()
    return len(data) > len(text) or len(data.translate(None, _DIGITS)) < len(data)


def _mentions(text: str, size: int, names: Sequence[str], authors: Sequence[str]) -> tuple[float, float, float, int]:
    """Whether a text has a name of the site, one of an author, an address; how often it asks or exclaims."""
    lower = text[:600].lower() if names or authors else ""
    return (
        1.0 if any(map(lower.__contains__, names)) else 0.0, 1.0 if any(map(lower.__contains__, authors)) else 0.0,
        1.0 if ("@" in text or "://" in text or "www." in text) and _ADDRESS.search(text) else 0.0,
        text.count("!") + text.count("?") if size < 400 else 0,
    )  # fmt: skip


_NO_INLINES = (0.0, 0.0, 0.0, 0.0, 0.0)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|https?://|www\.\w|(?:^|\s)@\w+"
)  # "ann@example.org", "www.example.org", "@ann"
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
        size = len("".join(element.itertext()).strip())
        if tag == "a":
            href = element.get("href") or ""
            if href.startswith("#") or not href:
                continue
            counts[2] += 1.0
            if "//" not in href[:10] or (host and host in href[:60]):
                counts[3] += 1.0
            before = element.getprevious()
            text = (before.tail if before is not None else element.getparent().text) or ""
            if not text.strip() and before is not None and before.tag in _MARKED:
                text = "".join(before.itertext())
            if text.rstrip()[-1:] in _BEFORE_LINK and size > 15 and not (element.tail or "").strip(" .»"):
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
