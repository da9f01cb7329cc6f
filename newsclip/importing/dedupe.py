"""Finds an article of the archive that says the same, or nearly the same, under another URL."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.errors import ArchiveError
from newsclip.importing.options import Dedupe

if TYPE_CHECKING:
    import sqlite3

    from newsclip.article import Article

NEAR = 0.8
"""Share of the shorter text's clauses that two near-duplicates have in common."""

_SKETCH_SHARE = 0.5
"""Share of the sketches' hashes from which two texts are compared in full."""


class Twins:
    """The texts of the archive, as hashes in the import's journal."""

    def __init__(self, root: Path, mode: Dedupe, connection: sqlite3.Connection) -> None:
        self._root = root
        self._near = mode is Dedupe.NEAR
        self._connection = connection

    def load(self) -> None:
        """Take in what the archive holds already."""
        from newsclip.archive.files import read_article
        from newsclip.archive.layout import article_files

        for entry in article_files(self._root):
            with suppress(ArchiveError):
                self.add(read_article(Path(entry.path)).article, Path(entry.path))
        self._connection.commit()

    def add(self, article: Article, path: Path) -> None:
        """Take in one article."""
        self._connection.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (_hash(article.body), str(path)))
        if self._near:
            from newsclip.index import fingerprint

            rows = [(value, str(path)) for value in fingerprint(article.body)]
            self._connection.executemany("INSERT OR IGNORE INTO clauses VALUES (?, ?)", rows)

    def of(self, article: Article) -> Path | None:
        """The file of an article with this text; None for a new one, and for an article without text."""
        if not article.body.strip():
            return None
        row = self._connection.execute("SELECT path FROM texts WHERE hash = ?", (_hash(article.body),)).fetchone()
        if row is not None:
            return Path(row[0])
        return self._nearly(article) if self._near else None

    def _nearly(self, article: Article) -> Path | None:
        from newsclip.archive.files import read_article
        from newsclip.index import fingerprint
        from newsclip.index.sketch import clause_hashes, resemblance

        sketch = fingerprint(article.body)
        if not sketch:
            return None
        marks = ",".join("?" * len(sketch))
        # Only question marks are put into the statement; the values are bound.
        rows = self._connection.execute(f"SELECT path FROM clauses WHERE hash IN ({marks})", sketch)  # noqa: S608
        for path, shared in Counter(str(row[0]) for row in rows).most_common(5):
            if shared < len(sketch) * _SKETCH_SHARE:
                break
            with suppress(ArchiveError):
                other = read_article(Path(path)).article
                if resemblance(clause_hashes(article.body), clause_hashes(other.body)) >= NEAR:
                    return Path(path)
        return None


def _hash(text: str) -> bytes:
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()
