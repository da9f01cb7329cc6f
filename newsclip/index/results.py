"""What a search gives back. Values only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsclip.index.highlight import Snippet


class Hit(NamedTuple):
    """An article that matches. Dates are ISO 8601 as the file has them; `date` is the published, else the saved one."""

    id: str
    path: str
    """Relative to the archive's root, with `/`."""
    title: str
    date: str
    saved: str
    site: str
    url: str
    language: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    score: float
    snippet: Snippet | None = None
    title_spans: tuple[tuple[int, int], ...] = ()


class Similar(NamedTuple):
    """An article like another one."""

    id: str
    path: str
    title: str
    date: str
    site: str
    likeness: float
    """From 0 to 1: of a duplicate, the share of clauses in common; else the share of telling words, by weight."""
    duplicate: bool
    """Whether the texts are nearly the same."""


class Results(NamedTuple):
    """The best hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


class Facet(NamedTuple):
    """A value of a field and the number of hits that have it."""

    value: str
    articles: int


class SyncReport(NamedTuple):
    """What a sync did. `message` is one line for people when something out of the ordinary happened."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    rebuilt: bool = False
    locked: bool = False
    """Another newsclip was writing, so the index may miss the last changes."""
    message: str = ""
    unreadable: tuple[str, ...] = ()
    """A line for each file that could not be read."""

    @property
    def changed(self) -> bool:
        """Whether the index is another than before."""
        return bool(self.added or self.updated or self.removed or self.rebuilt)
