"""Earlier texts of articles: `ROOT/.history/ID/2026-11-24T05-47-00Z.md`, named by when a newer text took their place.

They are articles, not caches: plain Markdown files as they were, outside of `.newsclip/`, so that deleting that folder
loses none of them. The folder is hidden from `rg`, `ls` and the index, which show what is current.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from newsclip.archive.files import read_article, write_atomically
from newsclip.archive.layout import SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

    from newsclip.archive.files import StoredArticle

HISTORY_FOLDER: Final = ".history"

_STAMP: Final = "%Y-%m-%dT%H-%M-%SZ"
# 2026-11-24T05-47-00Z | 2026-11-24T05-47-00Z-2, the second within that second
_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an article."""

    number: int
    """1 for the first."""
    path: Path
    since: datetime
    """When it was saved; aware, in UTC."""
    until: datetime | None
    """When a newer text took its place; None for the current one."""

    def read(self) -> StoredArticle:
        """The article as it was. Raises ArchiveError."""
        return read_article(self.path)


class History:
    """The earlier texts of one archive."""

    def __init__(self, root: Path) -> None:
        self._folder = root / HISTORY_FOLDER

    def keep(self, stored: StoredArticle, replaced: datetime, *, durable: bool = True) -> Path:
        """Store an article's text that a newer one is about to replace. Raises ArchiveError."""
        folder = self._folder / stored.id
        stamp = replaced.astimezone(UTC).strftime(_STAMP)
        path = folder / f"{stamp}{SUFFIX}"
        turn = 1
        while path.exists():
            turn += 1
            path = folder / f"{stamp}-{turn}{SUFFIX}"
        write_atomically(path, stored.text, durable=durable)
        return path

    def versions(self, stored: StoredArticle) -> tuple[Version, ...]:
        """All texts of an article, oldest first; the last is the current one."""
        saved = stored.article.saved
        since = saved.instant.astimezone(UTC) if saved is not None else datetime.fromtimestamp(0, UTC)
        found: list[Version] = []
        for until, path in self._earlier(stored.id):
            found.append(Version(len(found) + 1, path, since, until))
            since = until
        found.append(Version(len(found) + 1, stored.path, since, None))
        return tuple(found)

    def at(self, stored: StoredArticle, moment: datetime) -> Version | None:
        """The text that the archive held at a moment; None before the first save."""
        versions = self.versions(stored)
        if moment < versions[0].since:
            return None
        return next(version for version in versions if version.until is None or moment < version.until)

    def _earlier(self, article_id: str) -> list[tuple[datetime, Path]]:
        try:
            paths = list((self._folder / article_id).iterdir())
        except OSError:
            return []
        found: list[tuple[datetime, int, Path]] = []
        for path in paths:
            match = _NAME.fullmatch(path.stem) if path.suffix == SUFFIX else None
            if match is not None:
                moment = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                found.append((moment, int(match[2] or 1), path))
        return [(moment, path) for moment, _, path in sorted(found)]


def end_of(text: str) -> datetime:
    """The last moment that a date names: of `2026`, `2026-11`, `2026-11-24` or a time with or without an offset.

    Without an offset it is local time, as the person who types it means it. Raises ValueError.
    """
    from newsclip.article import Precision, Timestamp

    stamp = Timestamp.parse(text)
    first = stamp.moment
    if stamp.precision is Precision.YEAR:
        after = first.replace(year=first.year + 1)
    elif stamp.precision is Precision.MONTH:
        after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    else:
        after = first + _LENGTHS[stamp.precision]
    # Its own offset: that of the first moment is another one where clocks are changed in between.
    return (after if after.tzinfo else after.astimezone()) - timedelta(microseconds=1)


_LENGTHS: Final = {3: timedelta(days=1), 4: timedelta(minutes=1), 5: timedelta(seconds=1)}
