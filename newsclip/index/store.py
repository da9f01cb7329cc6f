"""The index on disk: generations, which one is current, and opening it to read.

    ROOT/.newsclip/index/
        current          the name of the live generation
        lock             held by whoever writes
        g-18f3a2b4c5/    a generation: the engine's files, `stamps`, `seal`

A rebuild makes a new generation and then renames `current` into place, so that readers never see half of one.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclip.index.damage import Damaged
from newsclip.index.schema import VERSION
from newsclip.index.stamps import Stamps, identity_of, read_stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

SEAL = "seal"

_CURRENT = "current"
_LOCK = "lock"
_PREFIX = f"g{VERSION}-"


class Store(NamedTuple):
    """The folder that holds the index of one archive."""

    folder: Path

    @property
    def lock_path(self) -> Path:
        """The file that a writer locks."""
        return self.folder / _LOCK

    def current(self) -> Path:
        """The live generation. Raises Damaged when there is none that this version can read."""
        try:
            name = (self.folder / _CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            raise Damaged("there was no index") from None
        except (OSError, ValueError):
            raise Damaged("the index could not be read") from None
        if not name.startswith("g") or "/" in name or "\\" in name:
            raise Damaged("the index was damaged")
        if not name.startswith(_PREFIX):
            raise Damaged("the index was of another version")
        return self.folder / name

    def new_generation(self) -> Path:
        """Make an empty folder for a generation."""
        self.folder.mkdir(parents=True, exist_ok=True)
        generation = self.folder / f"{_PREFIX}{time.time_ns():x}"
        generation.mkdir()
        return generation

    def make_current(self, generation: Path) -> None:
        """Let readers find a finished generation from now on, and remove all others."""
        import shutil

        temporary = self.folder / f"{_CURRENT}.{os.getpid()}.tmp"
        temporary.write_text(generation.name + "\n", "ascii")
        temporary.replace(self.folder / _CURRENT)
        for other in self._generations():
            if other != generation:
                shutil.rmtree(other, ignore_errors=True)

    def _generations(self) -> Iterator[Path]:
        for entry in list(self.folder.iterdir()):
            if entry.name.startswith("g") and entry.is_dir():
                yield entry


def stamps_path(generation: Path) -> str:
    """Where a generation has its stamps."""
    return os.path.join(generation, "stamps")  # noqa: PTH118


def load_stamps(generation: Path) -> Stamps:
    """The stamps of a generation. Raises Damaged."""
    try:
        return read_stamps(stamps_path(generation))
    except OSError as error:
        raise Damaged("the index was damaged") from error


def has_changed(generation: Path, stamps: Stamps) -> bool:
    """Whether another process has written to a generation since its stamps were loaded."""
    return identity_of(stamps_path(generation)) != stamps.identity


_REMOVALS = 20


def open_engine(generation: Path) -> Any:
    """Open the engine's index of a generation to read. Raises Damaged."""
    import tantivy

    try:
        if not os.access(generation, os.W_OK):
            return _open_by_links(generation)
        engine = tantivy.Index.open(str(generation))
        # Not when the engine likes: its own thread may put an older view in the place of the one that was asked for.
        engine.config_reader("manual")
        return engine
    except (ValueError, OSError) as error:
        raise Damaged("the index was damaged") from error


def _open_by_links(generation: Path) -> Any:
    """Open an index in a folder that cannot be written, where the engine wants to put its lock: through links to it."""
    import shutil
    import tempfile

    import tantivy

    folder = Path(tempfile.mkdtemp(prefix="newsclip-"))
    try:
        for entry in generation.absolute().iterdir():
            if not entry.name.endswith(".lock"):
                (folder / entry.name).symlink_to(entry)
        engine = tantivy.Index.open(str(folder))
        engine.config_reader("manual")
        engine.searcher()
        return engine
    finally:
        # Whatever is open stays so when the links are gone. A thread of the engine may put its lock there meanwhile.
        for _ in range(_REMOVALS):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
