"""The report of failures: a file that says why, and that `newsclip import` takes for another try."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsclip.archive.files import write_atomically
from newsclip.errors import UsageError
from newsclip.sources.own import REPORT_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


_HEADER = json.dumps(REPORT_HEADER)


def check_report(path: Path) -> None:
    """Raises UsageError where a file that is no report would be written over."""
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            first = stream.readline().strip()
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"--report: {error.strerror or error}", source=str(path), hint="name a file") from None
    is_empty = not first and path.is_file() and not path.stat().st_size  # as mktemp makes it; /dev/null is no file
    if first != _HEADER and not is_empty:
        raise UsageError("--report: this file is no report of an import", source=str(path), hint="name another file")


def write_report(path: Path, records: Iterable[str]) -> bool:
    """Write one JSON object a line below a header; False, and no file, where there is nothing to report."""
    lines = list(records)
    if not lines:
        path.unlink(missing_ok=True)
        return False
    write_atomically(path, "\n".join([_HEADER, *lines]) + "\n")
    return True
