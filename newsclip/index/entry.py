"""An article as the index sees it, and how it is read from its file."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
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


def entry_of(path: str, text: str) -> Entry:
    """Make an entry of the text of an article file."""
    values, body = _split(text)
    known: dict[str, object] = dict(values)

    def one(key: str) -> str:
        value = known.pop(key, "")
        return value if isinstance(value, str) else _flat(value)

    def many(*keys: str) -> tuple[str, ...]:
        for key in keys:
            value = known.pop(key, None)
            if value:
                return tuple(_leaves(value))
        return ()

    title = one("title")
    return Entry(
        path=path,
        id=one("id") or path,
        title=title or _heading(body) or path.rpartition("/")[2].removesuffix(".md"),
        authors=many("authors", "author"),
        tags=many("tags", "tag"),
        categories=many("categories", "category"),
        site=one("site"),
        url=one("url") or one("source"),
        canonical_url=one("canonical_url"),
        language=one("language") or one("lang"),
        published=one("date") or one("published"),
        saved=one("saved"),
        read=one("read") == "true",
        starred=one("starred") == "true",
        image=one("image"),
        about="\n".join(text for key, value in known.items() if key != "digest" for text in _leaves(value)),
        body=body,
    )


def _split(text: str) -> tuple[dict[str, object], str]:
    text = text.removeprefix("\ufeff")
    if not text.startswith("---"):
        return {}, text
    end = text.find("\n---", 3)
    if end < 0:
        return {}, text
    import yaml

    try:
        values = yaml.load(text[3:end], Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError:
        return {}, text
    if not isinstance(values, dict):
        return {}, text
    line = text.find("\n", end + 1)
    return {str(key): value for key, value in values.items()}, text[line + 1 :] if line > 0 else ""


def _leaves(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in _leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in _leaves(item)]
    return []


def _flat(value: object) -> str:
    return " ".join(_leaves(value))


def _heading(body: str) -> str:
    for line in body.split("\n", 20):
        if line.startswith("# "):
            return line[2:].strip()
    return ""
