"""What single front-matter values mean in the posts of Hexo, Jekyll, Hugo and Obsidian. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.article import Timestamp
from newsclip.frontmatter import Scalar
from newsclip.placeholders import is_placeholder_image
from newsclip.urls import join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.frontmatter import Value

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "yes", "on", "1"))
_FALSE = frozenset(("false", "no", "off", "0"))
# a, b | 甲、乙 | a; b
_LIST_MARK = re.compile(r"\s*[,，、;；]\s*")
# Jane Doe and John Roe | 甲、乙 | Jane Doe; John Roe
_AND = re.compile(r"\s*[、；;]\s*|\s+(?:and|&|und|et)\s+")
_COMMA = re.compile(r"\s*[,，]\s*")
# https://example.com/a | [a link](https://example.com/a) | <https://example.com/a>
_ADDRESS = re.compile(r"\s*(\[[^\]]*\]\(|<)?(?P<url>https?://[^\s<>\"]+?)(?(1)[)>])\s*", re.IGNORECASE)
# What `source` may be besides the name of a site: a URL, a path, a link to a note.
_NO_NAME = re.compile(r"[a-z+]+://|/|www\.|\[|<|\.\.?/", re.IGNORECASE)
# [[Jane Doe]] | [[people/Jane Doe|Jane]]
_WIKILINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")


def text(value: Value) -> str:
    """The text of a value; empty for null, lists and mappings."""
    return str(value) if isinstance(value, Scalar) and not is_null(value) else ""


def strings(value: Value) -> Iterator[str]:
    """The texts in a value, lists in lists included; of a mapping, its `name`."""
    if isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        yield from strings(value.get("name", Scalar(plain=True)))
    elif not is_null(value):
        yield str(value)


def texts(value: Value) -> tuple[str, ...]:
    """All texts in a value."""
    return tuple(strings(value))


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without repetition, in order, and without blank ones."""
    return tuple(dict.fromkeys(text for text in texts if text and not text.isspace()))


def timestamp(value: Value) -> Timestamp | None:
    """The date that a value says, in whatever form; None for none."""
    said = text(value)
    if not said or boolean(value) is not None:
        return None
    try:
        return Timestamp.parse(said)
    except ValueError:
        from newsclip.extract.dates import parse_date

        return parse_date(said)


def boolean(value: Value) -> bool | None:
    """Yes or no; None for anything else."""
    word = text(value).lower()
    return True if word in _TRUE else False if word in _FALSE else None


def is_null(value: Value) -> bool:
    """Tell whether a value is null."""
    return isinstance(value, Scalar) and value.plain and str(value) in _NULLS


def address(value: Value) -> str:
    """The absolute URL that a value is, as such or as a Markdown link; empty for none."""
    match = _ADDRESS.fullmatch(next(strings(value), ""))
    return match["url"] if match else ""


def site(value: Value) -> str:
    """The name of a publication; empty for what is rather a URL, a path or a link to a note."""
    name = text(value)
    return "" if _NO_NAME.match(name) else name


def language(value: Value) -> str:
    """A language tag in its usual form; empty for what is none."""
    from newsclip.extract.language import normalize_tag

    return normalize_tag(text(value))


def authors(value: Value) -> tuple[str, ...]:
    """The people that a list, or one line of names, says."""
    names = list(strings(value))
    if isinstance(value, Scalar):
        names = [part.strip() for name in names for part in _AND.split(name)]
        names = [part for name in names for part in _by_commas(name)]
    return unique(_WIKILINK.sub(r"\1", name) for name in names)


def categories(value: Value, *, by_blanks: bool) -> tuple[str, ...]:
    """Categories; `a/b` is one in another. `by_blanks`: those of one line are apart by blanks, as in Jekyll."""
    if isinstance(value, list):
        # Hexo: a list is one path through the hierarchy, a list of lists several of them.
        return unique("/".join(strings(item)) if isinstance(item, list) else text(item) for item in value)
    return _split_words(value, by_blanks=by_blanks)


def tags(value: Value, *, by_blanks: bool) -> tuple[str, ...]:
    """Tags, without the `#` of Obsidian. `by_blanks` as for `categories`."""
    if isinstance(value, list):
        return unique(_without_hash(text) for text in strings(value))
    return unique(map(_without_hash, _split_words(value, by_blanks=by_blanks)))


def _split_words(value: Value, *, by_blanks: bool) -> tuple[str, ...]:
    """A list written as one string: by commas, in Jekyll by blanks, `#a #b` too."""
    words = text(value)
    if _LIST_MARK.search(words):
        return unique(_LIST_MARK.split(words))
    if by_blanks or all(word.startswith("#") for word in words.split()):
        return unique(words.split())
    return unique((words,))


def image(value: Value, base: str) -> str:
    """The first real picture of a value: a URL, a list of them, or a mapping with one."""
    if isinstance(value, dict):
        candidates = [value[key] for key in ("image", "url", "src", "feature", "teaser") if key in value]
    else:
        candidates = value if isinstance(value, list) else [value]
    for link in map(text, candidates):
        url = link if link.startswith(("http://", "https://")) else join(base, link) if base and link else ""
        if url and not is_placeholder_image(url):
            return url
    return ""


def _by_commas(names: str) -> list[str]:
    """`Jane Doe, John Roe` and `甲，乙` are two people; `Doe, Jane` and `Jane Doe, Jr.` are one."""
    parts = _COMMA.split(names)
    if len(parts) > 1 and all(" " in part or not part.isascii() for part in parts):
        return parts
    return [names]


def _without_hash(tag: str) -> str:
    return tag.lstrip("#") or tag
