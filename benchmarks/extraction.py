"""Score newsclip's extraction, in process, on annotated pages that stay outside the repository.

    python benchmarks/extraction.py --data DIR [--sets scrapinghub,...] [--half a|b] [--out FILE.jsonl]
                                    [--worst SET:N] [--against FILE.jsonl] [--peer trafilatura=FILE.jsonl]

DIR holds one folder a set (NAME.html.gz and NAME.json) and lies beside the `bench.py` and `measure.py` that define
what is scored. `--half` takes the pages whose hashed id is even (a) or odd (b): develop on one, confirm on the other.
`--against` compares two output files page by page, with a paired bootstrap over pages. `--peer` adds the stored
outputs of another tool to the table; its milliseconds were measured when they were stored.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import random
import statistics
import sys
import time
from pathlib import Path

SETS = ("scrapinghub", "fundus", "trafilatura", "readability", "defuddle")


def half_of(case_id: str) -> str:
    """`a` or `b` by a hash of the page's id."""
    return "ab"[hashlib.sha256(f"half:{case_id}".encode()).digest()[0] & 1]


MODELS: dict[str, object] = {}


def load_model(folder: Path):
    """A model out of a folder that fit_extraction.py wrote into."""
    values: dict = {}
    exec(compile((folder / "scoring_trees.py").read_text(), "scoring_trees.py", "exec"), values)
    return values["first"], values["second"]


def run_case(case: dict) -> dict:
    """One page, from decoded text to text, Markdown and metadata; CPU time of exactly that."""
    from cases import decode, page_bytes

    from newsclip.extract import extract, without_captions
    from newsclip.markdown import to_markdown, to_plain_text

    html = decode(page_bytes(case))
    if MODELS:
        from newsclip.extract import scoring

        scoring.MODEL = MODELS[half_of(case["id"])]
    start = time.process_time()
    try:
        tree = parse(html)
        found = extract(tree, case.get("url"))
        markdown = to_markdown(found.content, case.get("url"))
        ms = (time.process_time() - start) * 1000
        meta = found.metadata
        record = {
            "id": case["id"],
            "ms": ms,
            "text": without_captions(found.content, to_plain_text(markdown)),
            "markdown": markdown,
            "title": meta.title,
            "author": ", ".join(meta.authors),
            "date": str(meta.published or ""),
            "site": meta.site,
            "language": meta.language,
            "refusal": found.refusal,
            "confidence": found.confidence,
        }
    except Exception as error:  # noqa: BLE001 - a crash is a result here, counted and named
        import traceback

        return {"id": case["id"], "ms": 0, "error": repr(error), "trace": traceback.format_exc()}
    return record


def parse(html: str):
    """A page as newsclip parses it."""
    from newsclip.parse import parse_html

    return parse_html(html)


def page_scores(bench, cases: list[dict], records: dict[str, dict]) -> dict[str, tuple[float, tuple]]:
    """F1 and counts of each page."""
    _, pages = bench.score(cases, records)
    return {name: (score, row) for score, name, row in pages if score is not None}


def bootstrap(before: list[float], after: list[float], rounds: int = 2000) -> tuple[float, float, float]:
    """Mean difference over pages with its 95 % interval, pages drawn with replacement."""
    differences = [b - a for a, b in zip(before, after, strict=True)]
    draw = random.Random(0)
    means = sorted(statistics.fmean(draw.choices(differences, k=len(differences))) for _ in range(rounds))
    return statistics.fmean(differences), means[int(rounds * 0.025)], means[int(rounds * 0.975)]


def load(path: Path) -> dict[str, dict]:
    """Stored outputs by page id."""
    with path.open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def compare(bench, cases: list[dict], before: dict[str, dict], after: dict[str, dict], shown: int) -> None:
    """Print the difference of two outputs, set by set, and the pages that moved most."""
    for name in dict.fromkeys(case["set"] for case in cases):
        of_set = [case for case in cases if case["set"] == name and case["id"] in before and case["id"] in after]
        if not of_set:
            continue
        old, new = page_scores(bench, of_set, before), page_scores(bench, of_set, after)
        ids = [page for page in old if page in new]
        mean, low, high = bootstrap([old[page][0] for page in ids], [new[page][0] for page in ids])
        print(f"{name:12} {mean:+.4f}  95% [{low:+.4f}, {high:+.4f}]  n={len(ids)}")
        moved = sorted(ids, key=lambda page: new[page][0] - old[page][0])
        for page in [*moved[:shown], *moved[-shown:]]:
            if abs(new[page][0] - old[page][0]) > 0.005:
                print(f"    {new[page][0] - old[page][0]:+.3f} -> {new[page][0]:.3f} {page}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--sets", default=",".join(SETS))
    arguments.add_argument("--half", choices=("a", "b"))
    arguments.add_argument("--out", type=Path)
    arguments.add_argument("--worst", default="", help="SET:N")
    arguments.add_argument("--against", type=Path)
    arguments.add_argument("--moved", type=int, default=8)
    arguments.add_argument("--peer", action="append", default=[], help="NAME=FILE.jsonl")
    arguments.add_argument(
        "--models", type=Path, nargs=2, help="weights for half a and for half b, each fitted to the other"
    )
    arguments.add_argument("--stored", type=Path, help="score this output file instead of running")
    options = arguments.parse_args()
    if not (options.data.parent / "measure.py").is_file():
        sys.exit(f"{options.data.parent}: no measure.py there; --data wants the folder of annotated pages")
    sys.path.insert(0, str(options.data.parent))
    import bench
    from cases import load_folder

    cases = [
        case
        for case in load_folder(options.data, options.sets.split(","))
        if options.half in (None, half_of(case["id"]))
    ]
    if options.stored:
        records = load(options.stored)
    else:
        if options.models:
            MODELS.update(zip("ab", map(load_model, options.models), strict=True))
        with multiprocessing.get_context("fork").Pool(2) as pool:
            records = {record["id"]: record for record in pool.imap_unordered(run_case, cases, chunksize=8)}
        if options.out:
            with options.out.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records.values())
    for record in records.values():
        if "error" in record:
            print("ERROR", record["id"], record["error"], "\n", record.get("trace", ""))
    results, pages = {}, []
    results["newsclip"], pages = bench.score(cases, records)
    for peer in options.peer:
        name, _, path = peer.partition("=")
        results[name], _ = bench.score(cases, load(Path(path)))
    bench.table(results, options.sets.split(","))
    if options.worst:
        name, _, number = options.worst.partition(":")
        worst = sorted(page for page in pages if page[0] is not None and page[1].startswith(name))
        for score, page, row in worst[: int(number)]:
            print(f"{score:.3f} {page} {row}")
    if options.against:
        compare(bench, cases, load(options.against), records, options.moved)


if __name__ == "__main__":
    main()
