"""The headline where it stands among an article's blocks: cut where the title says it already. Changes nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.article import Precision
from newsclip.extract.content_features import DATE
from newsclip.extract.content_page import key_of
from newsclip.extract.vocabulary import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Clues, Region
    from newsclip.extract.content_page import Page


def reads_otherwise(page: Page, title: int, clues: Clues) -> bool:
    """Whether the headline that a page shows is another one than the title that was chosen for it, or goes on."""
    block = page.blocks[title]
    shown, wanted = key_of(block.text), key_of(clues.titles[0] if clues.titles else "")
    if page.elements[block.node].tag not in HEADINGS or block.density > 0.5 or not wanted or shown in wanted:
        return False
    if wanted in shown:
        more = sum(map(str.isalpha, shown.removeprefix(wanted)))
        return (
            shown.startswith(wanted) and more > 2 and not (DATE.search(block.text) or _PARTS_TITLE.search(block.text))
        )
    return len(shown) >= _HEADLINE and not any(shown in key_of(name) for name in clues.names)


# the mark in "The story | Example"
_PARTS_TITLE = re.compile(r"\s[|–—·•»-]\s")
_HEADLINE = 20
"""Letters and digits from which a heading is a headline, and not the name of a section or a site."""


_HEAD = 3
"""Kept blocks among which the headline may be once more."""


def cut_headline(page: Page, region: Region, keep: list[bool], titles: Sequence[str]) -> None:
    """Cut the headline where it is not the text that was taken for it, and a heading that only tells the day."""
    wanted = {key_of(title) for title in titles}
    for number in [number for number, is_kept in enumerate(keep) if is_kept][:_HEAD]:
        block = page.blocks[region.start + number]
        if page.elements[block.node].tag in HEADINGS and (
            key_of(block.text) in wanted or _is_date_of_all(page, region, keep, number)
        ):
            keep[number] = False


def _is_date_of_all(page: Page, region: Region, keep: Sequence[bool], number: int) -> bool:
    """Whether a heading tells the day of all that is kept, and not of the first entry of a diary."""
    blocks = page.blocks[region.start + number : region.start + len(keep)]
    return _is_day(blocks[0].text) and not any(
        wanted and page.elements[block.node].tag in HEADINGS and _is_day(block.text)
        for block, wanted in zip(blocks[1:], keep[number + 1 :], strict=True)
    )


_LONGEST_DATE = 60


def _is_day(text: str) -> bool:
    """Whether a text is a date and nothing else: "Wednesday, 26 February 2025"."""
    if len(text) > _LONGEST_DATE or not any(map(str.isdigit, text)):
        return False
    from newsclip.extract.dates import parse_date
    from newsclip.extract.month_table import MONTHS

    rest = [word for word in _LETTERS.findall(text.casefold()) if word not in MONTHS]
    moment = parse_date(text) if sum(map(len, rest)) <= _BESIDE_DATE else None
    return moment is not None and moment.precision >= Precision.DAY


# the words of "26 février 2025": "février"
_LETTERS = re.compile(r"[^\W\d_]+")
_BESIDE_DATE = 12
"""Letters of a weekday."""
