"""The reader's own part of an article (tags, marks, notes, highlights), and how two of them join. No I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def each(marked: Marked) -> Iterator[tuple[str, str]]:
    """Every single tag, note and highlight, and the marks that are set, each with its field."""
    for field in FIELDS:
        value: tuple[str, ...] | str | bool = getattr(marked, field)
        if isinstance(value, str):
            value = tuple(value.split(NOTE_SEPARATOR)) if value else ()
        elif isinstance(value, bool):
            value = ("",) if value else ()
        for text in value:
            yield field, text.strip()


def of(singles: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields that `each` took apart, for `dataclasses.replace`."""
    found: dict[str, list[str]] = {field: [] for field in FIELDS}
    for field, text in singles:
        found[field].append(text)
    return {
        "tags": tuple(found["tags"]),
        "read": bool(found["read"]),
        "starred": bool(found["starred"]),
        "notes": NOTE_SEPARATOR.join(found["notes"]),
        "highlights": tuple(found["highlights"]),
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
