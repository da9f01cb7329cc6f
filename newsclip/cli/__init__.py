"""The terminal: a thin layer over the library. Nobody imports it."""

from __future__ import annotations


def main() -> None:
    """Entry point of the `newsclip` command; ends the process with a documented exit code."""
    import gc
    import sys

    # Modules and pages are tens of thousands of objects: looking for cycles after each 700 costs a tenth of a command.
    gc.set_threshold(50_000, 20, 50)
    try:
        code = _main(sys.argv[1:])
    except KeyboardInterrupt:  # while it was starting or ending
        code = 130
    gc.freeze()  # nor are cycles looked for at the end, when all memory is given back at once
    sys.exit(code)


def _main(args: list[str]) -> int:
    import os
    import warnings

    if not os.environ.get("NEWSCLIP_DEBUG"):
        warnings.simplefilter("ignore")  # what libraries warn of is for their users, not for ours

    from newsclip.cli.app import run
    from newsclip.cli.output import open_missing_streams

    open_missing_streams()
    return run(args)
