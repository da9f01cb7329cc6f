"""Which archive a command works on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.config_files import are_settings_given
from newsclip.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_chosen: list[Path] = []


def choose_archive(directory: str | None) -> None:
    """Remember what the global option --archive says; None when it was not given."""
    if directory == "":
        # An unset variable in a script must not turn the folder that it runs in into an archive.
        raise UsageError("--archive names no folder", hint="give the path of the archive")
    _chosen[:] = [Path(directory)] if directory is not None else []


def archive_root() -> Path:
    """The archive that a command works on.

    Raises UsageError where its path is no text, or its settings, or the user's, make no sense.
    """
    root = chosen_root()
    if not is_text(str(root)):
        raise UsageError("the path of an archive must be UTF-8", source=str(root), hint="rename the folder")
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
    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise UsageError(
            "the current folder is gone", hint="change to another, or name an archive with --archive"
        ) from error
    for folder in (here, *here.parents):
        if (folder / ".newsclip").is_dir():
            return folder
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where there is none
    if home == "~":
        raise UsageError("there is no home folder to keep an archive in", hint="name one with --archive")
    return Path(home, "newsclip")


def command_line(*words: object) -> str:
    """A command to propose, for the same archive, as a shell takes it."""
    import shlex

    archive = ("--archive", str(_chosen[0])) if _chosen else ()
    return shlex.join(["newsclip", *archive, *map(str, words)])


def is_text(words: str) -> bool:
    """Whether words of the command line are UTF-8; other bytes come as lone surrogates."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def tags_given(tags: Sequence[str] | None) -> tuple[str, ...]:
    """The values of `--tag` as an article takes them. Raises UsageError for one that is empty or no text."""
    require_text("--tag", *(tags or ()))
    given = [" ".join(tag.split()) for tag in tags or ()]
    if "" in given:
        raise UsageError("an empty tag is none", source="--tag", hint="a variable may be unset")
    return tuple(dict.fromkeys(given))


def require_text(option: str, *values: str) -> None:
    """Raise UsageError for values of an option that are to become part of an article and are no text."""
    for value in values:
        if not is_text(value):
            raise UsageError("holds bytes that are not UTF-8", source=option, hint="check the terminal's encoding")
