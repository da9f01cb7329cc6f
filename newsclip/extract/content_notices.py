"""Which blocks are a page's words about itself, known by their wording: links to other articles, calls, players."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.extract.notice_table import (
    CALLS,
    CALLS_CJK,
    CALLS_INSIDE,
    COMMENTS,
    PLAYERS,
    SEE_ALSO,
    TOOLS,
    WORDS_INSIDE,
)
from newsclip.extract.vocabulary import CREDITS, HEADINGS
from newsclip.patterns import is_below, on_demand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.extract.content_features import Region
    from newsclip.extract.content_page import Block, Page

_LONGEST_LABEL = 60
"""Size of a line that only leads to the links below it."""
_LONGEST_LINE = 250
"""Size of a line with the link that it leads to."""
_LONGEST_CALL = 400
_LINKED, _LINK = 0.4, 0.8
"""The shares of a block that are links, from which its words lead to a link, and from which it is one."""


def notices(page: Page, region: Region) -> set[int]:
    """The blocks that are notices, as numbers that count from the region's first."""
    blocks = page.blocks[region.start : region.stop]
    found: set[int] = set()
    for number, block in enumerate(blocks):
        if block.media or block.size > _LONGEST_CALL:
            continue
        if block.size <= _LONGEST_LINE and SEE_ALSO.match(block.text):
            if block.density >= _LINKED:
                found.add(number)
            elif block.size <= _LONGEST_LABEL:
                links = _links_below(blocks, number)
                if links:
                    found.update((number, *links))
        elif calls(block.text):
            found.add(number)
    return found


_EAST_ASIAN = "\u3040"
"""Where kana, ideographs and hangul begin."""


def calls(text: str) -> bool:
    """Whether a line asks the reader for something or tells of rights."""
    if CALLS.match(text):
        return True
    if not is_below(text, _EAST_ASIAN) and CALLS_CJK.match(text):
        return True
    return any(map(text.lower().__contains__, WORDS_INSIDE)) and CALLS_INSIDE.match(text) is not None


def behind_the_end(page: Page, region: Region, scores: Sequence[float]) -> range:
    """The blocks behind the line that closes an article: with its editor, on a Chinese portal, or "Comments (12)".

    What follows there are boxes with other articles, and what readers say. `scores` are positive for what seems to be
    text of the article; a line above most of that closes nothing.
    """
    blocks = page.blocks[region.start : region.stop]
    prose = [
        block.size if score > 0 and not block.media and block.density < _LINKED else 0
        for block, score in zip(blocks, scores, strict=True)
    ]
    first = len(blocks)
    behind = 0
    for number in range(len(blocks) - 1, -1, -1):
        editor = _names_editor(blocks[number])
        if editor or _heads_comments(page, blocks[number]):
            if sum(prose[:number]) <= _CLOSED * behind:
                break
            first = number + editor
            if editor:
                break
        behind += prose[number]
    return range(first, len(blocks))


def _heads_comments(page: Page, block: Block) -> bool:
    if page.elements[block.node].tag not in HEADINGS or block.size > _LONGEST_LABEL:
        return False
    return _COUNT.sub("", block.text).casefold() in COMMENTS


# what stands around the word in "Comments (12)", "12 Comments:", "コメント 3件"
_COUNT = on_demand(r"[\s\d()（）\[\]【】:：.,#|件条條개]+")


def _names_editor(block: Block) -> bool:
    if block.media or block.size > _LONGEST_LABEL or is_below(block.text, _IDEOGRAPHS):
        return False
    line = block.text.strip("（）()[]【】 　")
    match = CREDITS.fullmatch(line)
    return _EDITOR.fullmatch(line) is not None if match is None else match.lastgroup == "editor"


_EDITOR = on_demand(r"(?:责任编辑|責任編輯|责编|責編)\s*[:：]")
"""The label where a template found no name to put behind it."""


_CLOSED = 2
_IDEOGRAPHS = "\u4e00"

_LONGEST_TOOL = 60
_LONGEST_PLAYER = 160
_BESIDE = 3
"""Blocks between a picture and what works it, at most."""


def works_player(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block says that a player does not play, or is a button of a picture or a player beside it."""
    block = blocks[number]
    if block.media or block.size > _LONGEST_PLAYER:
        return False
    beside = blocks[max(number - _BESIDE, 0) : number + _BESIDE + 1]
    if block.size <= _LONGEST_TOOL and any(other.media for other in beside) and TOOLS.fullmatch(block.text):
        return True
    return PLAYERS.fullmatch(block.text) is not None


def _links_below(blocks: list[Block], number: int) -> list[int]:
    """The blocks right below a label that are nothing but links."""
    links: list[int] = []
    for below in range(number + 1, len(blocks)):
        if blocks[below].media:
            continue
        if blocks[below].density < _LINK:
            break
        links.append(below)
    return links
