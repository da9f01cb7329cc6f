"""What an import has done, on disk: killed at any moment, the same command goes on where it was.

An article is filed before its item is written down here, so a kill in between makes one item be done twice, which the
archive answers with "unchanged". The journal lives in `.newsclip/imports/` while the import is not finished.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.errors import ArchiveError, ArchiveLocked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from filelock import FileLock

    from newsclip.importing.outcome import Outcome
    from newsclip.sources.item import Item

FOLDER = "imports"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS done (key BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS filed (id TEXT PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS problems (number INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS texts (hash BLOB PRIMARY KEY, path TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS clauses (hash INTEGER NOT NULL, path TEXT NOT NULL, PRIMARY KEY (hash, path)) WITHOUT ROWID;
"""


def key_of(command: Iterable[str]) -> str:
    """The name of an import command's files."""
    return hashlib.blake2b("\0".join(command).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


class Journal:
    """The journal of one import command. Use as a context manager; `commit` writes down what was done so far.

    `state` is the archive's state folder; None keeps the journal in memory, for a dry run. `anew` forgets what an
    interrupted run has done. Raises ArchiveLocked when the same import is running already, ArchiveError when the
    journal cannot be written.
    """

    def __init__(self, state: Path | None, command: Iterable[str], *, anew: bool = False) -> None:
        self.interrupted = False
        """Whether an earlier run did not come to its end."""
        self._path: Path | None = None
        self._lock: FileLock | None = None
        self._stamps: dict[str, str] = {}
        self._done: list[tuple[bytes]] = []
        self._filed: dict[str, str] = {}
        if state is None:
            self.connection = sqlite3.connect(":memory:")
            self.connection.executescript(_SCHEMA)
        else:
            self.connection = self._open_in(state / FOLDER, key_of(command), anew=anew)
        self.resumed = int(self.connection.execute("SELECT count(*) FROM done").fetchone()[0])
        """Items that an interrupted run had done."""

    def _open_in(self, folder: Path, key: str, *, anew: bool) -> sqlite3.Connection:
        from filelock import FileLock, Timeout

        self._path = folder / f"{key}.sqlite"
        self.interrupted = self._path.exists()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = FileLock(folder / f"{key}.lock", timeout=0)
            self._lock.acquire()
            if anew:
                self._remove()
            return self._open(self._path)
        except Timeout:
            hint = "wait for it, or stop it first"
            raise ArchiveLocked("this import is running already", source=str(folder.parent), hint=hint) from None
        except (OSError, sqlite3.OperationalError) as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: Exception) -> ArchiveError:
        reason = f"the journal of the import cannot be written: {getattr(error, 'strerror', None) or error}"
        return ArchiveError(reason, source=str(self._path), hint="check free space and permissions")

    def _open(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level="DEFERRED")
        try:
            # Our lock keeps others away, so that SQLite need not lock and unlock for every look.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.executescript(_SCHEMA)
        except sqlite3.DatabaseError:
            # Damaged: the articles are safe in their files, so the worst of a new journal is work done twice.
            connection.close()
            self._remove()
            connection = sqlite3.connect(path, isolation_level="DEFERRED")
            connection.executescript(_SCHEMA)
        return connection

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
        if isinstance(error, sqlite3.OperationalError):
            raise self._unwritable(error) from None

    def item_key(self, item: Item) -> bytes:
        """What names an item, and the state of the file that it comes from: a file that has changed is new."""
        origin = item.origin
        text = "\0".join(
            (os.path.abspath(origin.path), origin.member, str(origin.position), self._stamp(origin.path), item.url)  # noqa: PTH100
        )
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()

    def _stamp(self, path: str) -> str:
        if path not in self._stamps:
            self._stamps.clear()
            try:
                status = os.stat(path)  # noqa: PTH116 - once for every file of a folder
                self._stamps[path] = f"{status.st_size}-{status.st_mtime_ns}"
            except OSError:
                self._stamps[path] = ""
        return self._stamps[path]

    def knows(self, key: bytes) -> bool:
        """Whether an item was done before the interruption."""
        return bool(
            self.resumed and self.connection.execute("SELECT 1 FROM done WHERE key = ?", (key,)).fetchone() is not None
        )

    def done(self, key: bytes) -> None:
        """Note that an item is done; `commit` makes it last."""
        self._done.append((key,))

    def problem(self, outcome: Outcome) -> None:
        """Note an item for the report."""
        path = outcome.origin.path
        if path != "-" and "://" not in path:
            path = os.path.abspath(path)  # noqa: PTH100 - the report may be read from another folder
        record = {
            "path": path,
            "member": outcome.origin.member,
            "position": outcome.origin.position,
            "kind": outcome.kind,
            "url": outcome.url,
            "result": str(outcome.result),
            "reason": outcome.reason,
        }
        text = json.dumps(record, ensure_ascii=False)
        # SQLite takes UTF-8 only; a path of other bytes goes in escapes.
        text = text.encode("utf-8", "backslashreplace").decode()
        self.connection.execute("INSERT INTO problems (record) VALUES (?)", (text,))

    def problems(self) -> Iterator[str]:
        """All records for the report, of this run and of the interrupted ones."""
        for row in self.connection.execute("SELECT record FROM problems ORDER BY number"):
            yield row[0]

    def filed(self, article_id: str, path: Path) -> None:
        """Remember where an article of this import is: the index does not know it yet."""
        self._filed[article_id] = str(path)

    def where(self, article_id: str) -> Path | None:
        """Where this import has filed an article."""
        if article_id in self._filed:
            return Path(self._filed[article_id])
        row = self.connection.execute("SELECT path FROM filed WHERE id = ?", (article_id,)).fetchone()
        return Path(row[0]) if row is not None else None

    def commit(self) -> None:
        """Make everything so far survive a kill."""
        self.connection.executemany("INSERT OR IGNORE INTO done VALUES (?)", self._done)
        self._done.clear()
        self.connection.executemany("INSERT OR REPLACE INTO filed VALUES (?, ?)", self._filed.items())
        self._filed.clear()
        self.connection.commit()

    def finish(self) -> None:
        """The import is complete: the next one begins anew."""
        self.connection.close()
        self._remove()
        if self._path is not None:
            with suppress(OSError):  # Windows keeps a locked file
                self._path.with_suffix(".lock").unlink()

    def _remove(self) -> None:
        if self._path is not None:
            for ending in ("", "-wal", "-shm", "-journal"):
                with suppress(OSError):
                    Path(f"{self._path}{ending}").unlink()
