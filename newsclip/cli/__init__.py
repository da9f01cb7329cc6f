"""The terminal: a thin layer over the library. Nobody imports it."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `newsclip` command; ends the process with a documented exit code."""
    import gc
    import sys

    # Modules and pages are tens of thousands of objects: looking for cycles after each 700 costs a tenth of a command.
    gc.set_threshold(50_000, 20, 50)

    from newsclip.cli.app import run

    sys.exit(run(sys.argv[1:]))
