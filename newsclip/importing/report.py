"""The report of failures: a file that says why, and that `newsclip import` takes for another try."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsclip.archive.files import write_atomically
from newsclip.sources.own import REPORT_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_report(path: Path, records: Iterable[str]) -> bool:
    """Write one JSON object a line below a header; False, and no file, where there is nothing to report."""
    lines = list(records)
    if not lines:
        return False
    write_atomically(path, "\n".join([json.dumps(REPORT_HEADER), *lines]) + "\n")
    return True
