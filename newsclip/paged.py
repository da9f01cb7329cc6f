"""An article that its site spreads over several pages, put together again: where the next page is, and one text of all.

Pure text work. A link counts as the next page when the page says so (`rel=next`, or a link that reads "next page") and
its path agrees: `/story`, then `/story/2`, `/story_2.html`, `/story?page=2`. A blog's `rel=next` to its next post does
not: its path names something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsclip.conversion import Conversion
    from newsclip.parse import Element

# Bytes that a page with a next page holds, in any encoding of the web: rel="next", 下一页 and 下页 in UTF-8 and GBK.
_MENTIONS: Final = re.compile(
    rb"rel\s*=\s*[\"']?[^\"'>]*\bnext\b|next page|"
    + b"|".join(
        re.escape(text.encode(name)) for text in ("下一页", "下页", "次のページ") for name in ("utf-8", "gb18030")
    ),
    re.IGNORECASE,
)
_NEXT_WORDS: Final = frozenset(
    (
        "next page",
        "next page »",
        "next page ›",
        "next page >",
        "下一页",
        "下一页>",
        "下一页>>",
        "下页",
        "次のページ",
        "次のページへ",
    )
)
# /story/2 | /story_2.html | /story-2.shtml | /story/page/2/ | /story/p2: stem, mark, number, suffix
_NUMBERED: Final = re.compile(r"(.+?)(/page[/-]|[/_-]p(?:age)?[_-]?|[/_-])(\d{1,3})(\.[a-z]{2,6})?/?", re.IGNORECASE)
_PAGE_PARAMETERS: Final = frozenset(("page", "p", "pg", "pn", "pageno", "page_no", "pagenum", "currentpage", "paged"))
# A mark that can only mean a page, so that page 1 may carry it itself: /page/1
_PLAIN_MARK: Final = re.compile(r"[/_-]p(?:age)?[/_-]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a URL says of its page of an article: what all pages share, which number, and whether it says "page"."""

    stem: tuple[str, ...]
    number: int
    marked: bool


def may_have_next_page(raw: bytes) -> bool:
    """Whether it is worth parsing a page for the link to a next one."""
    return _MENTIONS.search(raw) is not None


def next_page_url(tree: Element, url: str) -> str:
    """The absolute URL of the article's next page; empty if there is none."""
    for href in _candidates(tree):
        try:
            target = urljoin(base_of(tree, url), href.strip()).partition("#")[0]
        except ValueError:
            continue
        if follows(url, target):
            return target
    return ""


def follows(url: str, target: str) -> bool:
    """Whether the path of `target` says that it is the page after `url` of one article."""
    try:
        if urlsplit(url)[:2] != urlsplit(target)[:2]:
            return False
        before, after = _places(url), _places(target)
    except ValueError:
        return False
    plain = _plain(url)
    for place in after:
        # The first page has no number, and the second is 2, or 1 where a site counts from nought.
        if place.stem == plain and place.number in (1, 2):
            return True
        for earlier in before:
            same = earlier.stem == place.stem and earlier.marked == place.marked
            # `/post/12` and `/post/13` are two posts. From the second page on the stem has been seen bare.
            if same and place.number == earlier.number + 1 and (place.marked or earlier.number == 2):
                return True
    return False


def join(pages: Sequence[Conversion]) -> Conversion:
    """One conversion of all pages: the first one's metadata, and the text of each without what all repeat."""
    first = pages[0]
    if len(pages) == 1:
        return first
    bodies = [_blocks(page.article.body) for page in pages]
    parts = list(bodies[0])
    for blocks in bodies[1:]:
        repeated = _common(bodies[0], blocks)
        tail = _common(parts[::-1], blocks[repeated:][::-1])
        parts = [*(parts[:-tail] if tail else parts), *blocks[repeated:]]
    body = "\n\n".join(parts) + "\n" if parts else ""
    kind = f"{first.kind}, {len(pages)} pages joined"
    # The tree of the first page alone would give its text alone.
    return replace(first, article=replace(first.article, body=body), kind=kind, content=None, plain=None)


def _candidates(tree: Element) -> Iterator[str]:
    for link in tree.iter("link", "a"):
        href = link.get("href") or ""
        if href and "next" in (link.get("rel") or "").lower().split():
            yield href
    for anchor in tree.iter("a"):
        href = anchor.get("href") or ""
        if href and " ".join("".join(anchor.itertext()).split()).lower() in _NEXT_WORDS:
            yield href


def base_of(tree: Element, url: str) -> str:
    """What the links of a page are relative to."""
    base: str = next((href for element in tree.iter("base") if (href := element.get("href"))), "")
    return urljoin(url, base)


def _plain(url: str) -> tuple[str, ...]:
    """What the first page's own URL shares with the others, if it carries no number."""
    parts = urlsplit(url)
    rest = [f"{name}={value}" for name, value in parse_qsl(parts.query) if name.lower() not in _PAGE_PARAMETERS]
    return (parts.path.rstrip("/") or "/", *rest)


def _places(url: str) -> list[_Place]:
    """The readings of a URL as a numbered page."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query)
    found: list[_Place] = []
    for name, value in pairs:
        if name.lower() in _PAGE_PARAMETERS and value.isascii() and value.isdigit():
            found.append(_Place(_plain(url), int(value), marked=True))
    match = _NUMBERED.fullmatch(parts.path)
    if match is not None:
        stem = (match[1] + (match[4] or ""), *(f"{name}={value}" for name, value in pairs))
        found.append(_Place(stem, int(match[3]), marked=_PLAIN_MARK.fullmatch(match[2]) is not None))
    return found


def _blocks(body: str) -> list[str]:
    return [block for block in body.strip("\n").split("\n\n") if block.strip()]


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
