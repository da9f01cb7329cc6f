"""Bulk import: sources → items → articles, on all cores, resumable, with an account of everything at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.importing.options import Dedupe, ImportOptions
    from newsclip.importing.outcome import Outcome, Result, Tally
    from newsclip.importing.pipeline import run_import

__all__ = ["Dedupe", "ImportOptions", "Outcome", "Result", "Tally", "run_import"]

_HOME = {
    "Dedupe": "options",
    "ImportOptions": "options",
    "Outcome": "outcome",
    "Result": "outcome",
    "Tally": "outcome",
    "run_import": "pipeline",
}


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'newsclip.importing' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"newsclip.importing.{home}"), name)
