"""The terminal: a thin layer over the library. Nobody imports it."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `newsclip` command; ends the process with a documented exit code."""
    import sys

    from newsclip.cli.app import run

    sys.exit(run(sys.argv[1:]))
