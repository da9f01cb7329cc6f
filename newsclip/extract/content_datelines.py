"""Lines of date, byline and counters, which the metadata have, are cut around the text. Changes nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.extract.content_features import DATE, ends_sentence
from newsclip.extract.content_labels import Label
from newsclip.extract.vocabulary import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Block, Page
    from newsclip.parse import Element

# 2022年10月4日 5時00分 | 2024-04-12 06:00 | 12.04.2024
_DATE = re.compile(r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}|\b\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)\d\d")
_DATELINE = 60
"""The longest line of date and byline before the first prose; the metadata has what it says."""


def cut_datelines(page: Page, region: Region, keep: list[bool], authors: Sequence[str]) -> None:
    """Cut short lines with a date, of authors, and bare counters, before the first prose or signing the last."""
    for number, wanted in enumerate(keep):
        block = page.blocks[region.start + number]
        if wanted and block.size <= _SIGNATURE and _is_signature(page.elements[block.node]):
            keep[number] = False
    for number in reversed(range(len(keep))):
        block = page.blocks[region.start + number]
        if keep[number]:
            if block.size > _DATELINE or not _is_byline(block.text, authors):
                break
            keep[number] = False
    lead = False
    for number, wanted in enumerate(keep):
        if not wanted:
            continue
        block = page.blocks[region.start + number]
        heading = page.elements[block.node].tag in HEADINGS
        if block.size > _DATELINE:
            if lead or not (heading or page.zones[block.node] & Label.LEAD):
                return
            lead = True
        elif heading or _is_cell_of_row(page, region, block.node, keep):
            continue
        elif _is_byline(block.text, authors) or _is_dateline(block, page.elements[block.node].tag):
            keep[number] = False


def _is_cell_of_row(page: Page, region: Region, node: int, keep: Sequence[bool]) -> bool:
    """Whether a text is the cell of a table whose row has others: a fact, and no line of its own."""
    row = page.parent[node]
    if page.elements[node].tag not in ("td", "th") or row < region.node:
        return False
    return sum(keep[page.first_block[row] - region.start : page.first_block[page.end[row]] - region.start]) > 1


def _is_dateline(block: Block, tag: str) -> bool:
    """Whether a short line is a counter or tells when, and hardly anything beside: "Updated 15 Jan 2025, 10:12"."""
    text = block.text
    if tag in ("dt", "dd", "pre"):
        return False
    if _DATE.search(text) or text.isdigit() or _LABELLED.match(text):
        return True
    if tag == "li" or len(text) < block.size or ends_sentence(text):
        return False
    return DATE.search(text) is not None and sum(map(str.isalpha, text)) <= _LETTERS_OF_DATE


# Autor: Die Redaktion | Text: Ida Holm
_LABELLED = re.compile(r"(?:autor(?:in|es?)?|authors?|written by|words|text)\s*:\s", re.IGNORECASE)
_LETTERS_OF_DATE = 20
"""Letters of a weekday, a month and a word such as "updated"."""


_SIGNATURE = 90
_SIGNATURE_WORDS = 2


def _is_signature(element: Element) -> bool:
    """Whether a line is only who wrote a contribution, and when: "answered <time>… <a>Ann Lee</a>"."""
    times, links = list(element.iter("time")), list(element.iter("a"))
    if not times or not links:
        return False
    whole, *parts = ("".join(part.itertext()).split() for part in (element, *times, *links))
    return len(whole) - sum(map(len, parts)) <= _SIGNATURE_WORDS


_BESIDE_NAMES = 24
"""Letters and digits that a byline has beside its names: "By …, 3 March 2025"."""


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    rest = text
    for author in authors:
        rest = rest.replace(author, "")
    return len(rest) < len(text) and sum(map(str.isalnum, rest)) <= _BESIDE_NAMES
