"""A worker process of `newsclip.index.shares`: file names on stdin, joined by NUL, become an index of their own.

Says on stdout, a line each: `done COUNT` now and then, `failed PATH<TAB>REASON` for a file that cannot be read.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from pathlib import Path

from newsclip.index.shares import index_share


def main() -> None:
    """Index the files named on stdin; the last two arguments are the archive's root and the share's folder."""
    root, share = sys.argv[-2:]
    # Ctrl-C is for the process that started us, which ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing here makes cycles worth a collector's time.
    gc.disable()
    paths = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\0")
    try:
        failed = index_share(root, Path(share), paths, lambda done, _: _say(f"done {done}"))
        for entry in failed:
            _say(f"failed {json.dumps(entry.path)}\t{entry.reason}")
    except BrokenPipeError:
        # The process that started us is gone.
        os._exit(1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
