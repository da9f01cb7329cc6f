"""Kill an import at random moments, again and again, then let it finish: every source once, every file whole.

    python benchmarks/soak_import.py --kills 100 --count 4000

Made posts are imported; after a random while the process is killed with SIGKILL (its workers must end by themselves),
and the same command is given again. At the end the archive is compared, file by file, with
one that was imported without any disturbance.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from posts import make_posts

# The moment of a save differs, and the digest covers it.
MOMENT = re.compile(rb"^(?:saved|digest): .*\n", re.MULTILINE)


def articles(root: Path) -> dict[str, bytes]:
    """Every article file without its moment of saving."""
    return {
        path.relative_to(root).as_posix(): MOMENT.sub(b"", path.read_bytes())
        for path in root.rglob("*.md")
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def start(archive: Path, posts: Path) -> subprocess.Popen[bytes]:
    """The import, in a process group of its own."""
    command = [sys.executable, "-m", "newsclip", "--archive", str(archive), "import", str(posts), "-q", "-j", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def survivors(session: int) -> int:
    """Processes of a session that still run."""
    count = 0
    for entry in (path.name for path in Path("/proc").iterdir()):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            count += int(fields[3]) == session and fields[0] != "Z"
    return count


def main() -> None:
    """Read the command line, kill, compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--longest", type=float, default=4.0, help="seconds before a kill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=None)
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp(prefix="newsclip-soak-"))
    posts, archive, other = work / f"posts-{arguments.count}", work / "killed", work / "undisturbed"
    if not posts.exists():
        make_posts(posts, arguments.count)
    shutil.rmtree(archive, ignore_errors=True)
    shutil.rmtree(other, ignore_errors=True)
    rng = random.Random(arguments.seed)
    kills = finished = orphans = 0
    progress = []
    while kills < arguments.kills:
        process = start(archive, posts)
        deadline = time.monotonic() + rng.uniform(0.1, arguments.longest)
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        if process.poll() is not None:
            # It was faster than we: begin again with an empty archive, the comparison is made at the end.
            finished += 1
            if articles(archive) and len(articles(archive)) != arguments.count:
                sys.exit(f"finished with {len(articles(archive))} of {arguments.count}")
            shutil.rmtree(archive)
            continue
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        kills += 1
        progress.append(sum(1 for _ in archive.rglob("*.md")))
    process = start(archive, posts)
    if process.wait():
        sys.exit(f"the last run ended with {process.returncode}")
    time.sleep(2)
    orphans = survivors(process.pid)
    start(other, posts).wait()
    ours, theirs = articles(archive), articles(other)
    print(f"{kills} kills, {finished} imports that finished in between, articles at the kills: {progress}")
    print(f"articles: {len(ours)} of {arguments.count} sources; the same as undisturbed: {ours == theirs}")
    print(f"half-written files left: {sum(1 for _ in archive.rglob('*.tmp'))}; processes left: {orphans}")
    sys.exit(0 if ours == theirs and len(ours) == arguments.count else 1)


if __name__ == "__main__":
    main()
