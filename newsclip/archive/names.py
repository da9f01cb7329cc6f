"""Which names are taken in the folders that an archive writes to, as the least discerning file system sees them."""

from __future__ import annotations

import os

from newsclip.archive.files import half_written, remove_dead
from newsclip.archive.layout import name_key
from newsclip.errors import ArchiveError


class NamesInUse:
    """The names of files in the folders that were written to, so that a case-insensitive system never mixes up two.

    Kept as hashes, for an import meets all names of an archive.
    """

    def __init__(self) -> None:
        self._known: dict[str, set[int]] = {}
        self._half_written: list[str] = []
        self._changed: dict[str, int] = {}

    def has(self, folder: str, name: str) -> bool:
        """Whether a folder has a file of this name, or of one that some system takes for the same."""
        return hash(name_key(name)) in self._in(folder)

    def add(self, folder: str, name: str) -> None:
        """Take in a file that was written just now."""
        self._in(folder).add(hash(name_key(name)))

    def remove_leftovers(self) -> None:
        """Delete what killed processes left half-written in these folders."""
        remove_dead(self._half_written)
        self._half_written.clear()

    def settle(self) -> None:
        """Others may write from now on: note how the folders are."""
        self._changed = {folder: _changed(folder) for folder in self._known}

    def forget_changed(self) -> None:
        """Drop what may not be so any more."""
        self._known = {
            folder: names
            for folder, names in self._known.items()
            if self._changed.get(folder) == _changed(folder) != _UNKNOWN
        }

    def _in(self, folder: str) -> set[int]:
        names = self._known.get(folder)
        if names is None:
            try:
                listed = os.listdir(folder)  # noqa: PTH208 - names only
                names = {hash(name_key(name)) for name in listed}
                self._half_written += (f"{folder}/{name}" for name in half_written(listed))
            except (FileNotFoundError, NotADirectoryError):
                names = set()
            except OSError as error:
                reason = f"the folder cannot be read: {error.strerror or error}"
                raise ArchiveError(reason, source=folder, hint="check its permissions") from error
            self._known[folder] = names
        return names


_UNKNOWN = -1


def _changed(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116
    except OSError:
        return _UNKNOWN
