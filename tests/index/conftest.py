"""An archive on disk, and a way to put articles into it as an editor would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from newsclip.index import Index


class Archive:
    """A folder of article files with its index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.index = Index(root)

    def write(self, name: str, body: str, **front: object) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{key}: {value}" for key, value in front.items()]
        head = "---\n" + "\n".join(lines) + "\n---\n\n" if lines else ""
        path.write_text(f"{head}{body}\n", "utf-8")
        return path

    def find(self, query: str, **options: object) -> list[str]:
        """The names of the hits, without `.md`, in order."""
        self.index.sync()
        results = self.index.search(query, limit=1000, today=date(2026, 6, 15), **options)
        assert results.total == len(results.hits)
        return [hit.path.rpartition("/")[2].removesuffix(".md") for hit in results.hits]

    def found(self, query: str) -> set[str]:
        return set(self.find(query))


@pytest.fixture(scope="session")
def make_archive():
    """Make an archive in a folder."""
    return Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)
