"""A worker of a rebuild: `python -m newsclip.index.worker ROOT SHARE`, file names on stdin, joined by NUL.

Says on stdout, a line each: `done COUNT` now and then, `failed PATH<TAB>REASON` for a file that cannot be read.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Index the files named on stdin into a new index of the engine at SHARE."""
    from newsclip.index.shares import WORKER_HEAP
    from newsclip.index.write import add_files, create_engine

    root, share = sys.argv[1:]
    paths = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\0")

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    # Nothing here makes cycles worth a collector's time.
    gc.disable()
    writer = create_engine(Path(share)).writer(WORKER_HEAP, 1)
    failed = add_files(root, writer, paths, lambda done, _: say(f"done {done}"))
    for entry in failed:
        say(f"failed {json.dumps(entry.path)}\t{entry.reason}")
    writer.commit()
    writer.wait_merging_threads()


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        # The rebuild that started us is gone.
        os._exit(1)
