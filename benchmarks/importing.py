"""Import posts with newsclip and with trafilatura, in one run: articles a second, memory, two cores against one.

    python benchmarks/importing.py --count 10000 --peer-python PATH/TO/python-with-trafilatura

Made posts (benchmarks/posts.py) are imported by `newsclip import` (filing by identity and indexing included), then
converted by trafilatura in a process pool that writes the same kind of files, and by a shell loop of its command line
over a sample. Memory is the sum of what all processes of the import hold (anonymous PSS), sampled.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from posts import make_posts

HERE = Path(__file__).parent


@dataclass
class Run:
    """One command, measured."""

    seconds: float
    cpu: float
    peak: int
    """Bytes."""


def family(root: int) -> list[int]:
    """A process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in (path.name for path in Path("/proc").iterdir()):
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry))
    found = [root]
    for process in found:
        found.extend(children.get(process, []))
    return found


def held(processes: list[int]) -> int:
    """Bytes that processes hold by themselves: anonymous memory, shared pages counted by their share."""
    total = 0
    for process in processes:
        try:
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                # What is mapped from files is the system's cache, and goes when memory is short.
                if line.startswith("Pss_Anon:"):
                    total += int(line.split()[1]) * 1024
        except OSError:
            continue
    return total


def spent(process: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(command: list[str], *, cores: int = 0, memory: bool = False) -> Run:
    """Run a command to its end; `cores` binds it to that many."""
    # What was written before is not to be paid for by whoever comes next.
    os.sync()
    begun = time.perf_counter()
    pinned = ["taskset", "-c", ",".join(map(str, range(cores))), *command] if cores else command
    process = subprocess.Popen(pinned, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = 0
    cpu: dict[int, float] = {}
    done = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.2):
            processes = family(process.pid)
            for one in processes:
                with contextlib.suppress(OSError):
                    cpu[one] = spent(one)
            if memory:
                peak = max(peak, held(processes))

    threading.Thread(target=watch, daemon=True).start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - begun
    done.set()
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{errors[-2000:]}")
    return Run(seconds, sum(cpu.values()), peak)


def fresh(work: Path) -> Path:
    """A folder that is not there yet. What was written is deleted at the end of all: on some file systems (ext4
    without a journal) new files are slow for minutes after many were deleted.
    """
    return Path(tempfile.mkdtemp(prefix="out-", dir=work)) / "files"


def newsclip(posts: Path, work: Path, jobs: int, *, cores: int = 0, memory: bool = False) -> Run:
    """One import into a new archive."""
    archive = fresh(work)
    command = [sys.executable, "-m", "newsclip", "--archive", str(archive), "import", str(posts), "-q", "-j", str(jobs)]
    return run(command, cores=cores, memory=memory)


def pool(peer: str, posts: Path, work: Path) -> Run:
    """trafilatura in a process pool."""
    script = HERE / "peers" / "trafilatura_pool.py"
    return run([peer, str(script), str(posts), str(fresh(work)), "--workers", "2"])


def loop(peer: str, posts: Path, work: Path, sample: int) -> Run:
    """A shell loop of trafilatura's command line, over a sample."""
    target = fresh(work)
    target.mkdir()
    script = (
        f"find {posts} -name '*.md' | sort | head -n {sample} | while read -r f; do "
        f'{Path(peer).parent / "trafilatura"} --markdown --links --images < "$f" > {target}/$(basename "$f"); done'
    )
    return run(["sh", "-c", script])


def report(name: str, count: int, runs: list[Run], unit: str = "articles") -> float:
    """Print a row; returns the rate."""
    rate = count / statistics.median(one.seconds for one in runs)
    cpu = 1000 * statistics.median(one.cpu for one in runs) / count
    peak = max(one.peak for one in runs)
    memory = f"{peak / 1e6:6.0f} MB" if peak else "        -"
    print(f"| {name:<52} | {rate:9.1f} {unit}/s | {cpu:7.2f} ms CPU | {memory} |", flush=True)
    return rate


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=0, help="also this many, for the memory")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--sample", type=int, default=40, help="of the shell loop")
    parser.add_argument("--peer-python", default="", help="a Python that has trafilatura")
    parser.add_argument("--work", type=Path, default=None)
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp(prefix="newsclip-import-"))
    work.mkdir(parents=True, exist_ok=True)
    posts = work / f"posts-{arguments.count}"
    if not posts.exists():
        make_posts(posts, arguments.count)
    print(f"{arguments.count} posts, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores", flush=True)
    ours, alone, theirs = [], [], []
    for _ in range(arguments.repeat):
        ours.append(newsclip(posts, work, 2, memory=True))
        if arguments.peer_python:
            theirs.append(pool(arguments.peer_python, posts, work))
        alone.append(newsclip(posts, work, 1, cores=1))
    two = report("newsclip import, two cores, filed and indexed", arguments.count, ours)
    one = report("newsclip import, one core", arguments.count, alone)
    print(f"  two cores / one: {two / one:.2f}")
    if theirs:
        peer = report("trafilatura, pool of two processes, files only", arguments.count, theirs)
        print(f"  newsclip / trafilatura pool: {two / peer:.2f}")
        shell = report(
            "trafilatura, shell loop", arguments.sample, [loop(arguments.peer_python, posts, work, arguments.sample)]
        )
        print(f"  newsclip / trafilatura loop: {two / shell:.0f}")
    if arguments.large:
        many = work / f"posts-{arguments.large}"
        if not many.exists():
            make_posts(many, arguments.large)
        large = newsclip(many, work, 2, memory=True)
        report(f"newsclip import of {arguments.large}", arguments.large, [large])
        print(f"  memory, {arguments.large} / {arguments.count}: {large.peak / max(one.peak for one in ours):.2f}")
    for written in work.glob("out-*"):
        shutil.rmtree(written, ignore_errors=True)


if __name__ == "__main__":
    main()
