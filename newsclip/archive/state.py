"""Makes the folder of an archive for what is not an article: `.newsclip/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.archive.layout import STATE_FOLDER

if TYPE_CHECKING:
    from pathlib import Path

# Git keeps nothing of the folder but this file, so that a clone is known as an archive by it.
_GITIGNORE = "*\n!.gitignore\n"


def make_state_folder(root: Path) -> Path:
    """Make `root/.newsclip`, out of git's sight, if it is not there. Raises OSError."""
    state = root / STATE_FOLDER
    state.mkdir(parents=True, exist_ok=True)
    ignored = state / ".gitignore"
    if not ignored.exists():
        ignored.write_text(_GITIGNORE)
    return state
