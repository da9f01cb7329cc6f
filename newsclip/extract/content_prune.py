"""Scores of blocks → the blocks to keep: groups decide together, pictures follow their text. Changes nothing."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from newsclip.extract.content_datelines import cut_datelines
from newsclip.extract.content_embeds import quoted_posts
from newsclip.extract.content_features import NAMES, ends_sentence, prefix
from newsclip.extract.content_figures import find_lines_of_pictures, is_gallery_of_article
from newsclip.extract.content_gaps import GROUPS, fill_doubts, fill_gaps, keep_link_sections, settle_lists
from newsclip.extract.content_headings import settle_headings
from newsclip.extract.content_headline import cut_headline, reads_otherwise
from newsclip.extract.content_labels import CUT, FURNITURE, Label
from newsclip.extract.content_lead import lead_blocks
from newsclip.extract.content_notes import note_blocks
from newsclip.extract.content_notices import behind_the_end, calls, notices, works_player
from newsclip.extract.content_page import size_of
from newsclip.extract.content_pictures import find_captions, keep_picture_series, keep_pictures
from newsclip.extract.content_reference import keep_signatures
from newsclip.extract.content_series import keep_series
from newsclip.extract.content_tables import keep_tables_and_code
from newsclip.extract.content_targets import furniture_by_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Clues, Region, Row
    from newsclip.extract.content_page import Block, Page

_SURE = 0.15
"""Log-odds from which a block is kept."""
_CHANCE = 0.6
"""Certainty below which what is kept is hardly better than what is not; then too much is better than shreds."""
_LITTLE = 1500
_LITTLE_SURE = -0.4
"""The same where the region has so little text that nothing may be lost."""


def prune(
    page: Page,
    region: Region,
    rows: Sequence[Row],
    named: Sequence[int],
    scores: Sequence[float],
    clues: Clues,
) -> list[bool]:
    """Whether to keep each block of the region; `named` are the labels around each."""
    start, stop = region.start, region.stop
    blocks = page.blocks[start:stop]
    caption = find_captions(page, region, scores)
    tools = [works_player(blocks, number) for number in range(len(blocks))]
    for number in _galleries_of_article(page, region):
        caption[number] = blocks[number].caption = not blocks[number].media
    for number, is_tool in enumerate(tools):
        if is_tool:
            caption[number] = blocks[number].caption = False
    text = [not (block.media or caption[number] or tools[number]) for number, block in enumerate(blocks)]
    merged = _merge_groups(page, region, list(scores), text)
    _rule_out(page, region, rows, named, merged)
    least = _SURE if sum(block.size for block in blocks) > _LITTLE else _LITTLE_SURE
    body = region.title - start if region.certain else 0
    keep = [
        text[number]
        and merged[number] > (_SURE if number < body or page.zones[block.node] & (CUT | Label.HIDDEN) else least)
        for number, block in enumerate(blocks)
    ]
    fill_gaps(page, region, named, merged, text, keep)
    fill_doubts(page, region, merged, text, keep)
    keep_series(page, region, rows, merged, text, keep)
    settle_lists(page, region, merged, text, keep)
    keep_tables_and_code(page, region, named, merged, text, keep)
    keep_signatures(page, region, clues, named, merged, text, keep)
    leads = lead_blocks(page, region, rows, merged, text, keep)
    for number in leads:
        keep[number] = True
    if certainty_of(blocks, scores, keep) < _CHANCE:
        keep = _whatever_there_is(page, region, text)
    if region.certain and 0 <= region.title - start < len(keep):
        keep[region.title - start] = reads_otherwise(page, region.title, clues)
    cut_datelines(page, region, keep, clues.authors)
    keep_link_sections(page, region, named, merged, text, keep)
    notes = note_blocks(page, region, keep)
    for number in notes | quoted_posts(page, region, keep):
        keep[number] = True
    settle_headings(page, region, merged, text, keep, leads, notes)
    cut_headline(page, region, keep, clues.titles)
    _cut_last_label(page, region, keep)
    keep_picture_series(page, region, merged, caption, text, keep)
    if not any(keep):
        keep = _whatever_there_is(page, region, text)
    find_lines_of_pictures(page, region, merged, clues.authors, text, caption, keep)
    keep_pictures(page, region, text, caption, keep, clues.image, clues.authors)
    return keep


_LABEL = 40


def _cut_last_label(page: Page, region: Region, keep: list[bool]) -> None:
    """Cut what announces something that is not kept, at the end of the text: "Related:"."""
    last = next((number for number in range(len(keep) - 1, -1, -1) if keep[number]), -1)
    if last > 0:
        block = page.blocks[region.start + last]
        keep[last] = block.size > _LABEL or not block.text.endswith((":", "："))


def prune_large(page: Page, region: Region) -> list[bool]:
    """Whether to keep each block of a region too large to weigh every one: all but furniture, links and the title."""
    caption = [False] * (region.stop - region.start)
    text = [not block.media for block in page.blocks[region.start : region.stop]]
    keep = _whatever_there_is(page, region, text)
    if region.certain:
        keep[region.title - region.start] = False
    keep_pictures(page, region, text, caption, keep)
    return keep


def certainty_of(blocks: Sequence[Block], scores: Sequence[float], keep: Sequence[bool]) -> float:
    """Mean probability of what is kept, by size, 0 to 1; 0 where nothing is."""
    kept = [(block.size, score) for block, score, wanted in zip(blocks, scores, keep, strict=True) if wanted]
    total = sum(size for size, _ in kept)
    return sum(size / (1.0 + exp(-score)) for size, score in kept) / total if total else 0.0


def _whatever_there_is(page: Page, region: Region, text: list[bool]) -> list[bool]:
    """All text of the region but furniture and links: for a page that is like no article, yet may be one."""
    blocks = page.blocks[region.start : region.stop]
    return [
        is_text and block.density < 0.5 and not page.zones[block.node] & FURNITURE
        for block, is_text in zip(blocks, text, strict=True)
    ]


def _merge_groups(page: Page, region: Region, scores: list[float], text: list[bool]) -> list[float]:
    """Scores after the items of each list and the cells of each table have shared theirs."""
    start, first, end = region.start, page.first_block, page.end
    index, stop = region.node, end[region.node]
    while index < stop:
        tag = page.elements[index].tag
        low, high = first[index] - start, first[end[index]] - start
        if tag in GROUPS and high - low > 1:
            weight = total = 0.0
            for number in range(low, high):
                if text[number]:
                    size = page.blocks[start + number].size + 5.0
                    weight += size
                    total += size * max(-4.0, min(4.0, scores[number]))
            mean = total / weight if weight else 0.0
            share = 1.0 if tag == "table" else 0.5
            for number in range(low, high):
                scores[number] += share * (mean - scores[number])
            index = end[index]
        else:
            index += 1
    return scores


def _rule_out(page: Page, region: Region, rows: Sequence[Row], named: Sequence[int], scores: list[float]) -> None:
    """Score what cannot be of the article far below: comments, what is hidden, what has been said before."""
    prose = prefix([block.prose for block in page.blocks[region.start : region.stop]])
    beside = _galleries_beside(page, region, prose)
    for number, (row, around) in enumerate(zip(rows, named, strict=True)):
        block = page.blocks[region.start + number]
        hidden = around & (Label.COMMENTS | Label.HIDDEN) or page.zones[block.node] & Label.HIDDEN
        if hidden or beside[number] or _is_soup(page, block):
            scores[number] = min(scores[number], -5.0)
        elif around & Label.SUBSCRIBE or (row[_LEADS_AWAY] and row[_LINKS_INSIDE] > 0.5):
            scores[number] -= 2.0
    if region.certain:
        title = max(region.title - region.start, 0)
        likely = 2.0 * (prose[-1] - prose[title]) > prose[title]
        for number in range(title):
            scores[number] -= _ABOVE_TITLE if likely else _ABOVE_TITLE / 2
    for number in (*_repeats(page, region, scores), *furniture_by_target(page, region), *notices(page, region)):
        scores[number] = -5.0
    for number in behind_the_end(page, region, scores):
        scores[number] = -5.0


def _is_soup(page: Page, block: Block) -> bool:
    """Whether a block is a heap of words for search engines: long, and hardly a mark of punctuation in it."""
    return block.size > _SOUP and block.punctuation * _WORDS < block.size and page.elements[block.node].tag != "pre"


_SOUP = 3000
_WORDS = 400
"""Characters for each mark of punctuation, from which a text of that length is none; prose has a mark in twenty."""
_ABOVE_TITLE = 2.0
"""Log-odds that text above the title loses; half as much where most of the prose is above it."""
_REFRAIN = 300
"""Size up to which a text that comes again by itself is a refrain, or a question that is asked again."""


def _repeats(page: Page, region: Region, scores: Sequence[float]) -> list[int]:
    """The blocks that say again what another part of the page has said: several together, or a long one.

    Code is shown again in one article; it counts as prose does only right behind prose that is said again.
    """
    blocks = page.blocks[region.start : region.stop]
    telling = [number for number, block in enumerate(blocks) if block.size > 100 and scores[number] > 0.0]
    seen: dict[str, int] = {}
    again: list[bool] = []
    copied = False
    for number in telling:
        node = blocks[number].node
        told = seen.setdefault(blocks[number].text, page.parent[node]) != page.parent[node]
        if page.elements[node].tag != "pre":
            copied = told
        again.append(told and copied)
    return [
        number
        for place, number in enumerate(telling)
        if again[place]
        and (
            blocks[number].size > _REFRAIN or any(again[max(place - 1, 0) : place]) or any(again[place + 1 : place + 2])
        )
    ]


_PARTS = 8
_ARTICLE = 1000


def _galleries_of_article(page: Page, region: Region) -> list[int]:
    """The blocks of the series of pictures that belong to the article, by number from the region's first."""
    found: list[int] = []
    index, stop = region.root + 1, page.end[region.root]
    while index < stop:
        if page.raw_labels[index] & Label.GALLERY and is_gallery_of_article(page, index):
            low, high = page.first_block[index] - region.start, page.first_block[page.end[index]] - region.start
            found += range(low, high)
            for inner in range(index, page.end[index]):
                page.labels[inner] &= Label.HIDDEN  # what its boxes are named says nothing more
            index = page.end[index]
        else:
            index += 1
    return found


def _galleries_beside(page: Page, region: Region, prose: Sequence[float]) -> list[bool]:
    """Which blocks are in a series of pictures that only accompanies an article: there is prose enough without it.

    `prose` are the running sums of the blocks' prose.
    """
    start, first, end = region.start, page.first_block, page.end
    marks = [False] * (region.stop - start)
    index, stop = region.root + 1, end[region.root]
    root_low, root_high = first[region.root] - start, first[stop] - start
    while index < stop:
        low, high = first[index] - start, first[end[index]] - start
        if page.raw_labels[index] & Label.GALLERY and high - low > _PARTS:
            rest = prose[root_high] - prose[root_low] - (prose[high] - prose[low])
            if rest > _ARTICLE and not is_gallery_of_article(page, index):
                marks[low:high] = [True] * (high - low)
            index = end[index]
        else:
            index += 1
    return marks


_LEADS_AWAY = NAMES.index("link_lead")
_LINKS_INSIDE = NAMES.index("links_inside")


def prune_fragment(page: Page, title: int) -> list[bool]:
    """Whether to keep each block of a piece that is an article already."""
    keep = [True] * len(page.blocks)
    first, end = page.first_block, page.end
    index, stop = 1, len(page.elements)
    while index < stop:
        low, high = first[index], first[end[index]]
        label = page.raw_labels[index]
        if high > low and label & (CUT | Label.CHROME):
            keep[low:high] = [False] * (high - low)
            index = end[index]
        else:
            index += 1
    shown = [number for number, block in enumerate(page.blocks) if keep[number] and not block.media]
    for number in dict.fromkeys((*shown[:_HEAD_LINES], *shown[-_END_LINES:])):
        keep[number] = not calls(page.blocks[number].text)
    _cut_appendix(page, keep)
    if 0 <= title < 3 and page.elements[page.blocks[title].node].tag == "h1":
        keep[title] = False
    return keep


_HEAD_LINES, _END_LINES = 2, 4
"""Where feeds put their calls and notices; what an author writes further inside is left alone."""
_PROSE_TAGS = frozenset(("p", "li", "td", "th", "pre", "blockquote", "dd", "dt", "figcaption", "figure"))


_HALF, _NOTHING_ELSE = 0.5, 0.9
"""The share of links from which a last line is no prose."""


def _cut_appendix(page: Page, keep: list[bool]) -> None:
    """Cut what hangs behind the last prose of a piece: a picture with a slogan, a line of links."""
    last = len(keep)
    while last > 0:
        block = page.blocks[last - 1]
        tag = page.elements[block.node].tag
        prose = tag in _PROSE_TAGS or size_of(block.text) > 80 or ends_sentence(block.text)
        # "See my previous post." is the author's; what is a link and nothing else is the template's.
        own = block.density < (_NOTHING_ELSE if tag == "p" else _HALF)
        if prose and not block.media and keep[last - 1] and own:
            break
        last -= 1
    if last == 0:
        return
    anchor = page.blocks[last - 1].node
    for number in range(last, len(keep)):
        block = page.blocks[number]
        if block.media or not keep[number]:
            continue
        keep[number] = False
        # The pictures that stand with it, up to the container that also holds the last prose.
        node = block.node
        while page.parent[node] > 0 and not page.is_inside(anchor, page.parent[node]):
            node = page.parent[node]
        low, high = page.first_block[node], page.first_block[page.end[node]]
        keep[low:high] = [False] * (high - low)
