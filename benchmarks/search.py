"""Measure search: `python benchmarks/search.py FOLDER [--sizes 1000,10000,100000] [--parts ...]`.

Makes an archive of each size under FOLDER with benchmarks/corpus.py (once), and prints, side by side with `rg` over
the files and `git status` on the same tree in the same run:

    rebuild     articles a second from the files, parsing included; index over text
    recall      substrings of 1–4 characters of Chinese, Japanese, Korean and whole Latin words: exactly rg's files
    latency     queries in process (median, 99th percentile) and `newsclip search` as a whole process
    scan        looking for changes, beside `git status`
    save        one more article made searchable, each time by a new process
    known       rank of known articles

Times are medians; other programs on the machine disturb all of them alike, so the ratios are what to look at.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from corpus import make_corpus
from engines import RUN, SEED, percentile, processor_seconds, terms_in

from newsclip.index import Index
from newsclip.index.entry import read_body
from newsclip.index.fold import fold
from newsclip.index.scan import scan
from newsclip.index.store import load_stamps
from newsclip.index.write import paths_of

HOST_WORDS = {"org", "net", "jp", "kr", "news", "blog", "tech"}
HELLO = """
import typer
app = typer.Typer()
app.command("a")(lambda: print(1))
app.command("b")(lambda: print(2))
app(["a"])
"""
PARTS = ("rebuild", "recall", "latency", "scan", "save", "known")


def archive_of(folder: Path, articles: int) -> Path:
    root = folder / f"archive-{articles}"
    if not root.is_dir():
        make_corpus(root, articles, os.cpu_count() or 1)
    return root


def synced(root: Path) -> Index:
    index = Index(root)
    index.sync()
    return index


def timed(act, times: int) -> list[float]:
    """Milliseconds of each of some calls."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1e3)
    return found


def run(*command: str, cwd: Path) -> str:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False).stdout


def text_size(root: Path) -> int:
    return sum(path.stat().st_size for path in root.glob("[0-9]*/*/*.md"))


def rebuild(root: Path) -> None:
    index = Index(root)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    report = index.rebuild()
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / report.added * 1e3
    size = sum(path.stat().st_size for path in index._store.current().iterdir())
    print(
        f"rebuild: {report.added:,} articles in {seconds:.1f} s, {report.added / seconds:,.0f}/s; processor time "
        f"{processor:.2f} ms an article, so {2000 / processor:,.0f}/s on two free cores; largest process "
        f"{after.ru_maxrss / 1024:.0f} MB; "
        f"index / text {size / text_size(root):.2f}"
    )


def recall(root: Path, samples: int) -> None:
    index = synced(root)
    rng = random.Random(SEED)
    paths = paths_of(load_stamps(index._store.current()).folders)
    texts = [fold(read_body(str(root), path)) for path in rng.sample(paths, min(300, len(paths)))]
    wanted: dict[str, list[str]] = {f"{length} characters": [] for length in (1, 2, 3, 4)} | {"Latin words": []}
    runs = [run for text in texts for run in RUN.findall(text)]
    for length in (1, 2, 3, 4):
        long_enough = [run for run in runs if len(run) >= length]
        for _ in range(samples):
            run_ = rng.choice(long_enough)
            at = rng.randrange(len(run_) - length + 1)
            wanted[f"{length} characters"].append(run_[at : at + length])
    # Keys and URLs of the front matter are not searched, so their words are no fair sample.
    front = set(re.findall("[a-z]+", read_front(root / paths[0]).lower())) | HOST_WORDS
    words = sorted({word for text in texts for word in re.findall("[a-z]+", text)} - front)
    wanted["Latin words"] = rng.sample(words, min(samples, len(words)))
    for kind, strings in wanted.items():
        missed = extra = 0
        for string in strings:
            oracle = rg_files(root, string, word=kind == "Latin words")
            hits = index.search(f'"{string}"', limit=None, snippets=False).hits
            found = {hit.path for hit in hits}
            missed += len(oracle - found)
            extra += len(found - oracle)
        print(f"recall of {kind}: {len(strings)} queries, {missed} articles missed, {extra} not in rg's answer")


def read_front(path: Path) -> str:
    return path.read_text("utf-8").split("\n---\n")[0]


def rg_files(root: Path, string: str, *, word: bool) -> set[str]:
    # A word ends where no letter or digit of a script with spaces follows; Chinese may follow.
    other = r"[^\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}]"
    pattern = f"(?:^|{other}){string}(?:$|{other})" if word else re.escape(string)
    listed = run("rg", "-il", "--no-ignore", "--glob", "*.md", "-e", pattern, ".", cwd=root)
    return {line.removeprefix("./") for line in listed.splitlines()}


def queries_of(root: Path) -> list[str]:
    """200 queries of all kinds from the archive's own words."""
    rng = random.Random(SEED)
    index = synced(root)
    paths = rng.sample(paths_of(load_stamps(index._store.current()).folders), 60)
    queries = []
    for path in paths:
        text = fold(read_body(str(root), path))
        runs = [run for run in RUN.findall(text) if len(run) >= 4]
        words = re.findall("[a-z]{2,}", text)
        if len(runs) >= 2:
            first, second = rng.sample(runs, 2)
            queries += [first[:1], first[:2], first[1:4], f"{first[:2]} {second[:2]}", f"{first[:2]} OR {second[:2]}"]
        if len(words) >= 3:
            some = rng.sample(words, 3)
            queries += [
                some[0],
                " ".join(some),
                f"{some[0]} -{some[1]}",
                f"{some[0]} date:2015..2020",
                f'"{words[0]} {words[1]}"',
            ]
    rng.shuffle(queries)
    return queries[:200]


NOTED: dict[str, dict[str, float]] = {}
"""Milliseconds by what was measured and the archive, for the drawing at the end."""


def note(name: str, root: Path, milliseconds: float) -> None:
    NOTED.setdefault(name, {})[root.name.rpartition("-")[2]] = milliseconds


def draw() -> None:
    """Cost against size; ten characters are ten times the time."""
    print("\ncost against the number of articles; each step of ten characters is ten times as long, from 0.01 ms")
    for name, by_size in NOTED.items():
        for size, milliseconds in by_size.items():
            length = max(1, round(10 * math.log10(milliseconds / 0.01)))
            print(
                f"{name if size == next(iter(by_size)) else '':26}{int(size):>8,} {'█' * length} {milliseconds:.1f} ms"
            )


def latency(root: Path) -> None:
    index = synced(root)
    queries = queries_of(root)
    for query in queries[:20]:
        index.search(query)
    # The best of three: what else runs on the machine is not the index's doing.
    bare = [min(timed(lambda q=query: index.search(q, snippets=False), 3)) for query in queries]
    full = [min(timed(lambda q=query: index.search(q), 3)) for query in queries]
    by_date = [min(timed(lambda q=query: index.search(q, sort="date", snippets=False), 3)) for query in queries]
    for name, times in (("with counts", bare), ("with 20 snippets", full), ("by date", by_date)):
        print(f"query {name}: median {statistics.median(times):.1f} ms, p99 {percentile(times, 0.99):.1f} ms")
    note("a query, median", root, statistics.median(bare))
    note("a query, p99", root, percentile(bare, 0.99))
    facets = timed(lambda: index.facets("的 OR the", "site"), 5)
    print(f"facet over most articles: {statistics.median(facets):.1f} ms")
    newsclip = shutil.which("newsclip", path=str(Path(sys.executable).parent)) or "newsclip"
    ours, rgs = [], []
    our_processor = rg_processor = 0.0
    for query in ("电信", "iphone15", "government", "我们"):
        for _ in range(4):
            before = processor_seconds()
            rgs += timed(lambda q=query: run("rg", "-l", q, ".", cwd=root), 1)
            between = processor_seconds()
            ours += timed(lambda q=query: run(newsclip, "--archive", ".", "search", q, cwd=root), 1)
            rg_processor += between - before
            our_processor += processor_seconds() - between
    hello = (sys.executable, "-c", HELLO)
    floor = timed(lambda: run(*hello, cwd=root), 7)
    our_ms, rg_ms, floor_ms = map(statistics.median, (ours, rgs, floor))
    note("newsclip search, process", root, our_ms)
    note("rg -l, process", root, rg_ms)
    print(
        f"whole process: newsclip search {our_ms:.0f} ms, rg -l {rg_ms:.0f} ms (ratio {our_ms / rg_ms:.2f}; best of "
        f"{len(ours)}: {min(ours):.0f} and {min(rgs):.0f} ms, {min(ours) / min(rgs):.2f}); processor time "
        f"{our_processor / len(ours) * 1e3:.0f} and {rg_processor / len(rgs) * 1e3:.0f} ms (ratio "
        f"{our_processor / rg_processor:.2f}); a Typer program that does nothing {floor_ms:.0f} ms (ratio "
        f"{our_ms / floor_ms:.2f})"
    )


def scanning(root: Path) -> None:
    index = synced(root)
    if not (root / ".git").is_dir():
        run("git", "init", "-q", cwd=root)
        (root / ".gitignore").write_text(".newsclip/\n")
        run("git", "add", ".", cwd=root)
        run("git", "-c", "user.email=bench@example.com", "-c", "user.name=bench", "commit", "-qm", "all", cwd=root)
        run("git", "status", "-s", cwd=root)
    ours, git = [], []
    ours_processor = git_processor = 0.0
    rounds = 9
    for _ in range(rounds):
        before = processor_seconds()
        git += timed(lambda: run("git", "status", "-s", cwd=root), 1)
        between = processor_seconds()
        ours += timed(lambda: scan(str(root), load_stamps(index._store.current()).folders), 1)
        git_processor += between - before
        ours_processor += processor_seconds() - between
    ours_ms, git_ms = statistics.median(ours), statistics.median(git)
    note("scan for changes", root, ours_ms)
    note("git status", root, git_ms)
    best = min(ours) / min(git)
    print(
        f"scan for changes, loading the stamps included: {ours_ms:.0f} ms, git status {git_ms:.0f} ms (ratio "
        f"{ours_ms / git_ms:.2f}; best of {rounds}: {min(ours):.0f} and {min(git):.0f} ms, {best:.2f}); "
        f"processor time {ours_processor / rounds * 1e3:.0f} and {git_processor / rounds * 1e3:.0f} ms"
    )


ADD = """
import sys, time
from pathlib import Path
start = time.perf_counter()
import newsclip.archive.files
from newsclip.archive.files import write_atomically
begin = time.perf_counter()
path, source = Path(sys.argv[2]), Path(sys.argv[3])
write_atomically(path, source.read_text("utf-8"))
written, processor = time.perf_counter(), time.process_time()
from newsclip.index import Index
index = Index(Path(sys.argv[1]))
index.add([path])
taken = (written - begin, time.perf_counter() - written, time.process_time() - processor)
index.tidy()
print(*(seconds * 1e3 for seconds in (*taken, time.perf_counter() - written)))
"""


def save(root: Path, times: int = 140) -> None:
    synced(root)
    paths = sorted(root.glob("2015/*/*.md"))[:times]
    folder = root / "2015/01"
    writing, indexing, starting, processor, ending = [], [], [], [], []
    made = []
    for number, source in enumerate(paths):
        target = folder / f"added-{number}.md"
        made.append(target)
        printed = run(sys.executable, "-c", ADD, str(root), str(target), str(source), cwd=root).split()
        writing.append(float(printed[0]))
        indexing.append(float(printed[1]))
        processor.append(float(printed[2]))
        ending.append(float(printed[3]))
        if number % 10 == 0:
            starting += timed(lambda: run(sys.executable, "-m", "newsclip", "--version", cwd=root), 1)
    for path in made:
        path.unlink()
    synced(root)
    limit = 2 * (statistics.median(starting) + statistics.median(writing))
    print(
        f"one more article, until it is found: median {statistics.median(indexing):.0f}, worst {max(indexing):.0f} ms "
        f"of {times} (processor time {statistics.median(processor):.0f} and {max(processor):.0f} ms; with the tidying "
        f"that follows {statistics.median(ending):.0f} and {max(ending):.0f} ms); "
        f"start-up {statistics.median(starting):.0f} ms and writing the file {statistics.median(writing):.1f} ms, "
        f"so twice their sum is {limit:.0f} ms"
    )


def known(root: Path, count: int = 200) -> None:
    """Rank of an article among the hits of 2–4 of its terms that few articles (50, 2 %) have; reprints left out."""
    index = synced(root)
    rng = random.Random(SEED)
    paths = rng.sample(paths_of(load_stamps(index._store.current()).folders), min(3 * count, 900))
    rare = max(3, min(50, index.count // 50))
    ranks: list[float] = []
    for path in paths:
        body = read_body(str(root), path)
        if len(ranks) == count or len(index.near_duplicates(body)) > 1:
            continue
        terms = sorted(set(terms_in(body)))
        rng.shuffle(terms)
        wanted = rng.choice((2, 3, 4))
        telling: list[str] = []
        for term in terms[:300]:
            if 1 < index.search(f'"{term}"', limit=0).total < rare:
                telling.append(term)
            if len(telling) == wanted:
                break
        if len(telling) == wanted:
            query = " ".join(f'"{term}"' for term in telling)
            hits = [hit.path for hit in index.search(query, limit=10, snippets=False).hits]
            ranks.append(1 / (hits.index(path) + 1) if path in hits else 0.0)
    print(f"known items: MRR@10 {statistics.mean(ranks):.3f} of {len(ranks)} queries of 2–4 telling terms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--samples", type=int, default=40, help="strings of each kind for recall")
    arguments = parser.parse_args()
    if shutil.which("rg") is None or shutil.which("git") is None:
        parser.error("this compares with rg and git, which are not both installed")
    parts = arguments.parts.split(",")
    for size in map(int, arguments.sizes.split(",")):
        root = archive_of(arguments.folder.resolve(), size)
        print(f"\n{size:,} articles, {text_size(root) / 1e6:.0f} MB")
        for part, measure in (
            ("rebuild", rebuild),
            ("recall", lambda root: recall(root, arguments.samples)),
            ("latency", latency),
            ("scan", scanning),
            ("save", save),
            ("known", known),
        ):
            if part in parts:
                measure(root)
                sys.stdout.flush()
    if any(len(by_size) > 1 for by_size in NOTED.values()):
        draw()


if __name__ == "__main__":
    main()
