"""An article as the index sees it, and how it is read from its file."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from newsclip.frontmatter.simple_block import read_simple


class Entry(NamedTuple):
    """What is indexed of one article. Dates are ISO 8601 texts as the file has them; empty where it has none."""

    path: str
    """Relative to the archive's root, with `/`."""
    id: str
    title: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    site: str = ""
    url: str = ""
    canonical_url: str = ""
    language: str = ""
    published: str = ""
    saved: str = ""
    read: bool = False
    starred: bool = False
    image: str = ""
    about: str = ""
    """Every other text of the front matter: description, notes, highlights, editor, keys of the reader's own."""
    body: str = ""


def read_entry(root: str, path: str) -> Entry:
    """Read an article file as an entry. Raises OSError when it cannot be read.

    A file whose front matter is broken is indexed as it stands, so that a search still finds it.
    """
    with open(os.path.join(root, path), "rb") as stream:  # noqa: PTH118, PTH123 - 100,000 times a rebuild
        text = stream.read().decode("utf-8", "replace")
    return entry_of(path, text)


def read_body(root: str, path: str) -> str:
    """The Markdown body of an article file alone, without the cost of its front matter. Raises OSError."""
    with open(os.path.join(root, path), "rb") as stream:  # noqa: PTH118, PTH123
        text = stream.read().decode("utf-8", "replace")
    block = _own_block(text)
    return _foreign(path, text).body if block is None else _after(text, block)


def entry_of(path: str, text: str) -> Entry:
    """Make an entry of the text of an article file."""
    own = _own_values(text)
    if own is None:
        return _foreign(path, text)
    values, body = own

    def one(key: str) -> str:
        return "".join(_leaves(values.pop(key, "")))

    def many(key: str) -> tuple[str, ...]:
        return tuple(_leaves(values.pop(key, "")))

    values.pop("digest", None)
    return Entry(
        path=path,
        id=one("id"),
        title=one("title") or _stem(path),
        authors=many("authors"),
        tags=many("tags"),
        categories=many("categories"),
        site=one("site"),
        url=one("source"),
        canonical_url=one("canonical_url"),
        language=one("language"),
        published=one("date"),
        saved=one("saved"),
        read=one("read") == "true",
        starred=one("starred") == "true",
        image=one("image"),
        about="\n".join(leaf for key, value in values.items() if key != "updated" for leaf in _leaves(value)),
        body=body,
    )


# What a YAML parser must not be given unseen: an anchor or alias (`- &a`, `key: *a`), which can stand for far more text
# than it is, and brackets without end.
_ANCHOR = re.compile(r"(?:^|[:\-\[,{] *)[&*]", re.MULTILINE)
_LONGEST_BLOCK = 100_000
_MOST_BRACKETS = 200


def _own_values(text: str) -> tuple[dict[str, object], str] | None:
    """Front matter and body of a file that newsclip wrote; None for any other file.

    It is the reader of `newsclip.frontmatter` cut down to what newsclip writes, because all files of an archive pass
    here in a rebuild.
    """
    block = _own_block(text)
    if block is None or len(block) > _LONGEST_BLOCK:
        return None
    if ("&" in block or "*" in block) and _ANCHOR.search(block):
        return None
    if block.count("[") + block.count("{") > _MOST_BRACKETS:
        return None
    simple = read_simple(block)
    if simple is not None:
        return (dict(simple), _after(text, block)) if isinstance(simple.get("id"), str) else None
    import yaml

    try:
        values = yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - texts only
    except yaml.YAMLError:
        return None
    if not isinstance(values, dict) or not isinstance(values.get("id"), str):
        return None
    return values, _after(text, block)


def _own_block(text: str) -> str | None:
    """The front matter of a file that newsclip wrote: its last line is a digest."""
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3) + 1
    return text[4:end] if text.rfind("\ndigest: ", 0, end) > 0 else None


def _after(text: str, block: str) -> str:
    return text[len(block) + 8 :].removeprefix("\n")


def _foreign(path: str, text: str) -> Entry:
    """An entry of a file that a person or another program wrote, by the conventions of its dialect."""
    from pathlib import Path

    from newsclip.archive.files import parse_article
    from newsclip.errors import NewsclipError

    try:
        stored = parse_article(text, Path(path))
    except NewsclipError:
        return Entry(path=path, id=_stem(path), title=_stem(path), body=text)
    article = stored.article
    about = (article.description, article.notes, *article.highlights, article.editor, article.original_title)
    return Entry(
        path=path,
        id=stored.id,
        title=_printable(article.title) or _stem(path),
        authors=article.authors,
        tags=article.tags,
        categories=article.categories,
        site=article.site,
        url=article.url,
        canonical_url=article.canonical_url,
        language=article.language,
        published=str(article.published or ""),
        saved=str(article.saved or ""),
        read=article.read,
        starred=article.starred,
        image=article.image,
        about="\n".join((*filter(None, about), *_leaves(dict(article.extra)))),
        body=article.body,
    )


def _stem(path: str) -> str:
    return _printable(path.rpartition("/")[2].removesuffix(".md"))


def _printable(text: str) -> str:
    """A text that may come of a file name which is not valid UTF-8, without the lone surrogates that stand for that."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _leaves(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in _leaves(item)]
    return []
