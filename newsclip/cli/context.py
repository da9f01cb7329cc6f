"""Which archive a command works on."""

from __future__ import annotations

import os
from pathlib import Path

from newsclip.config_files import are_settings_given
from newsclip.errors import UsageError

MOST_JOBS = 1024
"""Worker processes beyond which a number is a slip of the finger that would bring the machine down."""

_chosen: list[Path] = []


def choose_archive(directory: str | None) -> None:
    """Remember what the global option --archive says; None when it was not given."""
    if directory == "":
        # An unset variable in a script must not turn the folder that it runs in into an archive.
        raise UsageError("--archive names no folder", hint="give the path of the archive")
    _chosen[:] = [Path(directory)] if directory is not None else []


def archive_root() -> Path:
    """The archive that a command works on. Raises UsageError where its settings, or the user's, make no sense."""
    root = chosen_root()
    if are_settings_given(root, os.environ):
        from newsclip.config import load_settings

        load_settings(root)
    return root


def chosen_root() -> Path:
    """--archive, else NEWSCLIP_ARCHIVE, else the nearest parent with a `.newsclip` folder, else ~/newsclip."""
    if _chosen:
        return _chosen[0].expanduser()
    named = os.environ.get("NEWSCLIP_ARCHIVE")
    if named:
        return Path(named).expanduser()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".newsclip").is_dir():
            return folder
    return Path("~/newsclip").expanduser()
