"""The fields of the index, and what it stores of each article."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, NamedTuple

from newsclip.index.tokenize import prepare, token_text

VERSION = 13
"""Of the whole format on disk. An index of another version is rebuilt."""

WEIGHTS = {"title": 4.0, "tags": 3.0, "people": 2.0, "about": 1.0, "body": 1.0}
"""The text fields that a plain word is looked for in, and what a hit in each counts."""

# A value's first and last position in a field of whole values, so that `tag:ai` is not "ai safety".
BEGIN, END = "\x02", "\x03"

SEPARATOR = "\x1f"


class Stored(NamedTuple):
    """What the index itself tells of a hit, without its file."""

    id: str
    path: str
    title: str
    date: str
    saved: str
    site: str
    url: str
    language: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    categories: tuple[str, ...]


def build_schema() -> Any:
    """The schema, as the engine wants it."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in (*WEIGHTS, "tag", "category", "site", "url"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    for name in ("key", "path", "flag", "clause", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("by_site", "by_author", "by_tag", "by_category", "by_language", "by_title"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("day", "saved_day"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("by_date", "by_saved", "by_year"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("recency", fast=True)
    builder.add_bytes_field("stored", stored=True, indexed=False)
    return builder.build()


def path_key(path: str) -> str:
    """A path as a term: 64 bits of its BLAKE2, because paths take much of a dictionary and none is read from there."""
    from hashlib import blake2b

    return blake2b(os.fsencode(path), digest_size=8).hexdigest()


def clause_term(value: int) -> str:
    """A hash of a fingerprint as a term: 24 bits, so that the dictionary stays small. What shares some is compared."""
    return format(value & 0xFF_FFFF, "x")


@lru_cache(maxsize=4096)  # articles have the same sites, tags and categories again and again
def whole(value: str) -> str:
    """The tokens of a value between marks for its beginning and its end; empty for an empty value."""
    found = token_text(prepare(value))
    return f"{BEGIN} {found} {END}" if found else ""


def unpack(data: bytes) -> Stored:
    """Read what `document` stored."""
    key, path, title, date, saved, site, url, language, *lists = data.decode("utf-8", "surrogatepass").split(SEPARATOR)
    authors, tags, categories = (tuple(text.split("\n")) if text else () for text in lists)
    return Stored(
        id=key,
        path=path,
        title=title,
        date=date,
        saved=saved,
        site=site,
        url=url,
        language=language,
        authors=authors,
        tags=tags,
        categories=categories,
    )
