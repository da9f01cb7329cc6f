"""A Dask cluster of two workers converts posts, one worker is killed on the way: the same archive as the local engine.

    python benchmarks/cluster.py --count 10000

Starts a scheduler and two workers on loopback, imports made posts through them, kills a worker with SIGKILL after a
third, and compares every file with a local import.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from posts import make_posts

from newsclip.importing import ImportOptions, run_import

# The moment of a save differs, and the digest covers it.
MOMENT = re.compile(rb"^(?:saved|digest): .*\n", re.MULTILINE)


def articles(root: Path) -> dict[str, bytes]:
    """Every article file without its moment of saving."""
    return {
        path.relative_to(root).as_posix(): MOMENT.sub(b"", path.read_bytes())
        for path in root.rglob("*.md")
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def started(module: str, *options: str) -> subprocess.Popen[bytes]:
    """A process of Dask."""
    command = [sys.executable, "-W", "ignore", "-m", module, *options, "--host", "127.0.0.1", "--no-dashboard"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    """Read the command line, run, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--work", type=Path, default=None)
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp(prefix="newsclip-cluster-"))
    posts, far, near = work / f"posts-{arguments.count}", work / "cluster", work / "local"
    if not posts.exists():
        make_posts(posts, arguments.count)
    for archive in (far, near):
        shutil.rmtree(archive, ignore_errors=True)
    place = work / "scheduler.json"
    place.unlink(missing_ok=True)
    processes = [started("distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(place))]
    try:
        while not place.exists():
            time.sleep(0.1)
        address = json.loads(place.read_text())["address"]
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(work / "dask"))
        processes += [started("distributed.cli.dask_worker", address, *options) for _ in range(2)]
        begun, done = time.perf_counter(), 0
        for outcome in run_import([str(posts)], far, ImportOptions(scheduler=address)):
            done += 1
            if outcome.reason:
                print(outcome.reason)
            if done == arguments.count // 3:
                os.kill(processes[1].pid, signal.SIGKILL)
                print(f"one of two workers killed after {done} articles")
        seconds = time.perf_counter() - begun
    finally:
        for process in processes:
            process.kill()
            process.wait()
    print(f"cluster: {done} articles in {seconds:.0f} s")
    begun = time.perf_counter()
    for _ in run_import([str(posts)], near, ImportOptions(jobs=2)):
        pass
    print(f"local, two processes: {time.perf_counter() - begun:.0f} s")
    same = articles(far) == articles(near)
    print(f"{len(articles(far))} files, the same as the local engine's: {same}")
    sys.exit(0 if same and len(articles(far)) == arguments.count else 1)


if __name__ == "__main__":
    main()
