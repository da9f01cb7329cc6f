"""Opens a file in the reader's editor, else in the program that the system has for it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

from newsclip.errors import SourceError, UsageError

_WAY_OUT = "set VISUAL or EDITOR to the program that you read with"


def open_file(path: str) -> None:
    """Open a file, and wait for the program. Raises UsageError when there is none, SourceError when it fails."""
    for variable in ("VISUAL", "EDITOR"):
        if os.environ.get(variable, "").strip():
            _open_in_editor(path, variable, os.environ[variable])
            return
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the reader's own file
        return
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise UsageError("the system names no program to open it with", source=path, hint=_WAY_OUT)
    # What the opener and the program behind it say is meant for their makers.
    quiet = subprocess.DEVNULL
    code = subprocess.call([opener, path], stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 - the reader's own file
    if code:
        raise SourceError("the system's program for it does not open it", source=path, hint=_WAY_OUT)


def _open_in_editor(path: str, variable: str, command: str) -> None:
    try:
        code = subprocess.call([*shlex.split(command), path])  # noqa: S603 - the reader's own choice
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{variable} cannot be started: {reason}", source=command, hint=_WAY_OUT) from error
    if code:
        raise SourceError(f"{command} ended with {code}", source=path, hint=f"{variable} names it")
