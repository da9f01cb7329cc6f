"""A worker process of `newsclip.index.shares`: file names on stdin become indexes of their own.

For each share, stdin has a line with a number of bytes, and as many: the share's folder and its files, joined by NUL.
Says on stdout, a line each: `done COUNT` now and then, `failed PATH<TAB>REASON` for a file that cannot be read, and
`finished` when the share is whole.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from pathlib import Path

from newsclip.index.ready import give_back_large_blocks
from newsclip.index.shares import index_share


def main() -> None:
    """Index the shares named on stdin; the last argument is the archive's root."""
    root = sys.argv[-1]
    # Ctrl-C is for the process that started us, which ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing here makes cycles worth a collector's time.
    gc.disable()
    give_back_large_blocks()
    try:
        while size := sys.stdin.buffer.readline():
            folder, *paths = sys.stdin.buffer.read(int(size)).decode("utf-8", "surrogateescape").split("\0")
            for entry in index_share(root, Path(folder), paths, lambda done, _: _say(f"done {done}")):
                _say(f"failed {json.dumps(entry.path)}\t{entry.reason}")
            _say("finished")
    except BrokenPipeError:
        # The process that started us is gone.
        os._exit(1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
