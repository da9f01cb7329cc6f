"""Where an article lives: `ROOT/2021/06/2021-06-22-slug.md`. Names only; touches no file but to walk the tree."""

from __future__ import annotations

import functools
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from newsclip.article import Article

STATE_FOLDER = ".newsclip"
"""Holds what is not an article: the index, snapshots, locks. It can be deleted without losing an article."""

SUFFIX = ".md"

MAX_NAME_BYTES = 200
"""Of a whole file name. The common limit is 255 bytes; the rest is room for suffixes of editors and sync tools."""

_SUFFIX_ROOM = 14  # "-" and an id, where a name is taken

# A dot, plus or apostrophe stays between letters and digits: `1.2.182`, `node.js`, `C++`; all else is a separator.
_KEPT_INSIDE = ".+_'’"


@functools.lru_cache(maxsize=256)  # a save asks for one title's name several times
def slug(title: str, max_bytes: int) -> str:
    """Make a title safe as part of a file name on Linux, macOS and Windows.

    Letters, digits and marks of every script stay, in NFC; each run of anything else becomes one `-`. The result is
    at most `max_bytes` of UTF-8 long, cut at a character and never inside a combined one. May be empty.
    """
    characters: list[str] = []
    for character in unicodedata.normalize("NFC", title):
        kind = unicodedata.category(character)[0]
        characters.append(character if kind in "LNM" or character in _KEPT_INSIDE else "-")
    name = re.sub(r"[-.]*-[-.]*", "-", "".join(characters)).strip("-.'’ ")
    return _cut(name, max_bytes).strip("-.'’ ")


def _cut(text: str, max_bytes: int) -> str:
    if len(text.encode()) <= max_bytes:
        return text
    kept = text.encode()[:max_bytes].decode("utf-8", "ignore")
    if unicodedata.combining(text[len(kept)]):
        while kept and unicodedata.combining(kept[-1]):
            kept = kept[:-1]
        kept = kept[:-1]
    # Where the cut falls in a word of a script that has spaces, the word goes too.
    head, dash, tail = kept.rpartition("-")
    if dash and tail.isascii() and text[len(kept)].isascii() and text[len(kept)] != "-" and len(tail) < len(kept) // 3:
        return head
    return kept


def name_of(article: Article) -> str:
    """What the name of an article's file is made of: its title, else the first words of its text."""
    if article.title:
        return article.title
    lines = (_TARGET.sub("", line) for line in article.body.splitlines() if not line.startswith("!["))
    first = next((line for line in lines if any(map(str.isalnum, line))), "")[: _FIRST_WORDS + 1]
    head, blank, _ = first.rpartition(" ") if len(first) > _FIRST_WORDS else (first, "", "")
    return head if blank else first[:_FIRST_WORDS]


# [words](https://example.org/a): what stands behind the words of a link
_TARGET = re.compile(r"(?<=\])\([^)]*\)")
_FIRST_WORDS = 60
"""Characters of a text that name a file, where there is no title."""


def article_path(day: date, title: str, *, taken: str = "") -> Path:
    """The path of an article relative to the archive's root.

    `title` is what the article is called (`name_of`), `taken` a suffix for when the plain name is taken.
    """
    folder, stem = article_place(day, title)
    return Path(folder, f"{stem}-{taken}{SUFFIX}" if taken else f"{stem}{SUFFIX}")


def article_place(day: date, title: str) -> tuple[str, str]:
    """The folder of an article, `2021/06`, and its file's name without the suffix."""
    prefix = f"{day.isoformat()}-"
    name = slug(title, MAX_NAME_BYTES - len(prefix) - _SUFFIX_ROOM - len(SUFFIX))
    return f"{day.year:04d}/{day.month:02d}", f"{prefix}{name or 'untitled'}"


def name_key(name: str) -> str:
    """What two names share when a case-insensitive or normalizing file system takes them for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def article_files(root: Path) -> Iterator[os.DirEntry[str]]:
    """Every article file below `root`, hidden folders and files left out, in the order of their paths."""
    folders = [os.fspath(root)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        inner: list[str] = []
        for entry in listed:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                inner.append(entry.path)
            elif entry.name.endswith(SUFFIX) and entry.is_file():
                yield entry
        folders.extend(reversed(inner))
