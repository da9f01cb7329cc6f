"""Accuracy and cost of `read_metadata` on annotated pages: one line a set and field, and a list of the misses.

    python benchmarks/metadata.py --data FOLDER [--half dev|held] [--sets fundus,...] [--misses FILE] [--ids TEXT]

FOLDER holds `<set>/<name>.json` (`id`, `set`, `url`, `expected`) beside `<set>/<name>.html.gz`; the comparison
functions are those of the benchmark kit that owns the folder (`measure.py` beside it).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

FIELDS = ("title", "author", "date", "site", "language")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", choices=("dev", "held"))
    parser.add_argument("--sets", default="fundus,trafilatura,readability,defuddle,scrapinghub")
    parser.add_argument("--misses", type=Path, help="write every miss to this file, tab-separated")
    parser.add_argument("--ids", default="", help="only cases whose id holds this text")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"{options.data}: no such folder; --data names the folder of annotated pages", file=sys.stderr)
        return 2
    kit = load_module("measure", options.data.parent / "measure.py")
    cases = load_module("cases", options.data.parent / "cases.py")
    rows = defaultdict(lambda: defaultdict(list))
    costs = defaultdict(list)
    misses = []
    for case in cases.load_folder(options.data, options.sets.split(",")):
        if (options.half and half_of(case["id"]) != options.half) or options.ids not in case["id"]:
            continue
        html = cases.decode(gzip.decompress(Path(case["path"]).read_bytes()))
        found, evidence, cost = read(html, case["url"])
        costs[case["set"]].append(cost)
        for field in FIELDS:
            wanted = case["expected"].get(field)
            if not wanted:
                continue
            right = kit.META[field](wanted, found[field])
            rows[case["set"]][field].append(right)
            if not right:
                misses.append((case["id"], field, str(wanted), str(found[field]), evidence.get(field, "")))
    print(f"{'set':12} " + " ".join(f"{field:>14}" for field in FIELDS) + "   ms median / mean / max")
    for name, fields in rows.items():
        cells = []
        for field in FIELDS:
            values = fields.get(field)
            cells.append(f"{sum(values) / len(values):.3f} of {len(values):3}" if values else "")
        ms = costs[name]
        print(
            f"{name:12} "
            + " ".join(f"{cell:>14}" for cell in cells)
            + f"   {statistics.median(ms):.1f} / {statistics.mean(ms):.1f} / {max(ms):.1f}"
        )
    if options.misses:
        options.misses.write_text(
            "".join("\t".join(part.replace("\t", " ").replace("\n", " ") for part in miss) + "\n" for miss in misses),
            "utf8",
        )
    return 0


def half_of(case_id: str) -> str:
    return "dev" if hashlib.sha256(b"metadata:" + case_id.encode()).digest()[0] % 2 == 0 else "held"


def read(html: str, url: str) -> tuple[dict, dict, float]:
    from newsclip.extract.metadata import read_metadata
    from newsclip.extract.structured import read_structured

    tree = parse(html)
    start = time.process_time()
    structured = read_structured(tree)
    reading = read_metadata(tree, structured, url or "")
    cost = (time.process_time() - start) * 1000
    metadata, evidence = reading.metadata, reading.evidence
    found = {
        "title": metadata.title,
        "author": list(metadata.authors),
        "date": str(metadata.published or ""),
        "site": metadata.site,
        "language": metadata.language,
    }
    return found, {**evidence, "author": evidence.get("authors", ""), "date": evidence.get("published", "")}, cost


def parse(html: str):
    from lxml import etree

    return etree.fromstring(
        html.encode("utf8"), etree.HTMLParser(huge_tree=True, remove_comments=True, encoding="utf8")
    )


def load_module(name: str, path: Path):
    if not path.is_file():
        raise SystemExit(f"{path}: missing; it holds the comparison functions that belong to the data")
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
