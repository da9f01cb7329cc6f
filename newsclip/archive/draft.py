"""A new article made ready to be filed: all that takes time is done, in whatever process, and only its file is missing.

What a draft holds is what `Store.save` would write for an article that the archive does not have. Touches no file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsclip.archive.digest import origin_of
from newsclip.archive.files import encoded, render_article
from newsclip.archive.identity import article_id
from newsclip.archive.layout import SUFFIX, article_place, name_of
from newsclip.marks import union

if TYPE_CHECKING:
    from newsclip.article import Article, Timestamp
    from newsclip.steps import Steps


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's file before it is there."""

    id: str
    folder: str
    """Relative to the archive's root: `2021/06`."""
    stem: str
    """The file's name without its suffix."""
    data: bytes
    """All of the file."""
    title: str
    url: str

    @property
    def path(self) -> str:
        """Relative to the archive's root."""
        return f"{self.folder}/{self.stem}{SUFFIX}"

    @property
    def stems(self) -> tuple[str, str, str]:
        """All names under which the archive may have the article already."""
        return self.stem, f"{self.stem}-{self.id[:4]}", f"{self.stem}-{self.id}"


def draft_steps(article: Article, saved: Timestamp, tags: tuple[str, ...] = ()) -> Steps[Draft]:
    """The draft of an article that is saved at this moment, with `tags` beside its own."""
    identity = article_id(article)
    filed = article if article.saved is not None else replace(article, saved=saved)
    folder, stem = article_place((filed.published or filed.saved or saved).day, name_of(filed))
    if tags:
        filed = replace(filed, tags=union(filed.tags, tags))
    yield
    origin = origin_of(filed)
    yield
    data = encoded(render_article(filed, identity, origin))
    return Draft(identity, folder, stem, data, filed.title, filed.url)
