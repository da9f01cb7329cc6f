"""The reader's own part of an article (tags, marks, notes, highlights), and how two of them join. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from newsclip.article import Timestamp

FIELDS: Final = ("tags", "read", "starred", "notes", "highlights")

NOTE_SEPARATOR: Final = "\n---\n"


class Marked(Protocol):
    """What has a reader's part: an `Article`, an `Item`."""

    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def read(self) -> bool: ...
    @property
    def starred(self) -> bool: ...
    @property
    def notes(self) -> str: ...
    @property
    def highlights(self) -> tuple[str, ...]: ...


def joined(first: Marked, second: Marked) -> dict[str, Any]:
    """The fields of the reader's part, with the second one's beside the first one's, for `dataclasses.replace`."""
    return {
        "tags": union(first.tags, second.tags),
        "read": first.read or second.read,
        "starred": first.starred or second.starred,
        "notes": join_notes(first.notes, second.notes),
        "highlights": union(first.highlights, second.highlights),
    }


def union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Both without repetition, in order."""
    return tuple(dict.fromkeys((*first, *second)))


def earliest(first: Timestamp | None, second: Timestamp | None) -> Timestamp | None:
    """The earlier of two moments; the one that exists when one is missing."""
    if first is None or second is None:
        return first or second
    return first if first.instant <= second.instant else second


def join_notes(first: str, second: str) -> str:
    """The notes of both, one below the other; a note that is already there is not added again."""
    known = {note.strip() for note in first.split(NOTE_SEPARATOR)}
    new = [note for note in second.split(NOTE_SEPARATOR) if note.strip() not in known] if second else []
    return NOTE_SEPARATOR.join([first, *new] if first else new)
