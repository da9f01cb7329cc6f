"""A piece of HTML that is an article already, such as a post's body: cleaned, with what its credit lines say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.clean import build, strip_furniture
from newsclip.extract.clean_lines import cut_credits
from newsclip.extract.clean_links import clean_links
from newsclip.extract.content_features import Clues
from newsclip.extract.content_page import measure
from newsclip.extract.content_place import find_title
from newsclip.extract.content_prune import prune_fragment
from newsclip.steps import in_one_go

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from newsclip.extract.content_page import Page
    from newsclip.steps import Steps


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned fragment, and what the lines cut from it said."""

    content: Element
    editor: str = ""
    original_title: str = ""
    authors: tuple[str, ...] = ()
    source_site: str = ""


def clean_fragment(tree: Element, *, title: str = "", url: str | None = None) -> Cleaned:
    """Clean a fragment. The tree is used up."""
    return in_one_go(cleaning_steps(tree, title=title, url=url))


def cleaning_steps(tree: Element, *, title: str = "", url: str | None = None) -> Steps[Cleaned]:
    """As `clean_fragment`, in steps."""
    # Before anything is dropped: the block of a credit line often looks like page furniture.
    found = cut_credits(tree, title)
    yield
    page = measure(tree, weigh=False)
    yield
    keep = choose_all(page, Clues(titles=(title,) if title else ()))
    yield
    content = build(page, keep)
    yield
    strip_furniture(content)
    clean_links(content, url or "", url or "")
    return Cleaned(content, found.editor, found.original_title, found.authors, found.source_site)


def choose_all(page: Page, clues: Clues) -> list[bool]:
    """Whether to keep each block of a piece that is an article already: all but what is clearly furniture."""
    if not page.blocks:
        return []
    title, certain = find_title(page, clues)
    return prune_fragment(page, title if certain else -1)
