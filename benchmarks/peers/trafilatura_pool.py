"""trafilatura in a process pool, doing what an import does without filing by identity and without an index.

Reads posts with front matter, converts their HTML bodies to Markdown, and writes one Markdown file with front matter
for each, into folders by date. Runs in the Python that has trafilatura; benchmarks/importing.py starts it.
"""

import argparse
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from email.utils import parsedate_to_datetime
from pathlib import Path

import trafilatura
import yaml

FRONT = re.compile(r"\s*---\n(.*?)\n---\n(.*)", re.DOTALL)


def convert(job):
    source, target = job
    match = FRONT.match(Path(source).read_text(encoding="utf-8"))
    values = yaml.load(match[1], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    page = f"<html><head><title>{values['title']}</title></head><body><article>{match[2]}</article></body></html>"
    body = trafilatura.extract(
        page, output_format="markdown", include_links=True, include_images=True, include_tables=True
    )
    date = parsedate_to_datetime(values["date"])
    front = {"title": values["title"], "authors": [values["author"]], "date": date.isoformat()}
    front |= {"categories": values["categories"], "image": values["headimg"]}
    name = re.sub(r"\W+", "-", values["title"])[:60]
    path = Path(target) / f"{date:%Y/%m}" / f"{date:%Y-%m-%d}-{name}-{Path(source).stem[-6:]}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(front, allow_unicode=True, sort_keys=False, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper))
    path.write_text(f"---\n{text}---\n\n{body or ''}\n", encoding="utf-8")
    return len(body or "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("posts", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    begun = time.perf_counter()
    jobs = [(str(path), str(arguments.target)) for path in sorted(arguments.posts.rglob("*.md"))]
    with ProcessPoolExecutor(arguments.workers) as pool:
        sizes = list(pool.map(convert, jobs, chunksize=32))
    print(f"{len(sizes)} files, {sum(1 for size in sizes if not size)} empty, {time.perf_counter() - begun:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
