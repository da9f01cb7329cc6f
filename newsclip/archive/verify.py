"""Looks for what is wrong with the files of an archive, and that nothing else would say. Changes none."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.files import read_article
from newsclip.archive.images import local_images
from newsclip.archive.layout import SUFFIX, article_files
from newsclip.errors import ArchiveError, FrontMatterError
from newsclip.frontmatter.conflicts import HINT as CONFLICT_HINT
from newsclip.frontmatter.conflicts import conflict_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.archive.files import StoredArticle

# 2021-06-22-slug, the pictures of an article; folders of other names are a person's
_PICTURES = re.compile(r"\d{4}-\d\d-\d\d-.+")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a file, and the way out."""

    path: Path
    reason: str
    hint: str


def verify(root: Path) -> Iterator[Problem | StoredArticle]:
    """Every article of an archive that can be read, in the order of their paths, and the problems among them."""
    first_of: dict[str, Path] = {}
    for entry in article_files(root):
        path = Path(entry.path)
        try:
            stored = read_article(path)
        except ArchiveError as error:
            broken = "its front matter is broken: " if isinstance(error.__cause__, FrontMatterError) else ""
            yield Problem(path, f"{broken}{error.reason}", error.hint or "check its permissions")
            continue
        yield stored
        yield from _of_article(stored, first_of.setdefault(stored.id, path))
    yield from _pictures_without_an_article(root)


def _of_article(stored: StoredArticle, first: Path) -> Iterator[Problem]:
    if stored.digest is not None and first != stored.path:
        kept, other = sorted((first, stored.path), key=lambda path: (len(os.fspath(path)), path))
        yield Problem(
            other,
            f"is another copy of {kept.name}, and only that one is updated",
            "keep what you want of it there, and delete this one",
        )
    if stored.edited and conflict_in(stored.article.body) is not None:
        yield Problem(stored.path, "holds a conflict that git left", CONFLICT_HINT)
    try:
        stored.text.encode()
    except UnicodeEncodeError:
        yield Problem(stored.path, "is not UTF-8 throughout", "convert it with iconv, or mend the marks in an editor")
    for link in local_images(stored.article):
        if not (stored.path.parent / link).is_file():
            yield Problem(
                stored.path,
                f"its picture {link} is missing",
                f"'newsclip refile {stored.id} --images' gets it again, --no-images links to the web",
            )


def _pictures_without_an_article(root: Path) -> Iterator[Problem]:
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if _PICTURES.fullmatch(name) and f"{name}{SUFFIX}" not in names:
                yield Problem(
                    Path(parent, name),
                    "pictures without their article",
                    "move them to where it is now, or delete them",
                )
