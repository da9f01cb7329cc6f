"""Pages a second out of a WARC, beside the rate at which fastwarc alone reads it.

    python benchmarks/warc.py --pages 2000

A compressed WARC of made pages (article HTML of about 30 kB with navigation and adverts, and as many pictures and
scripts) is read by fastwarc alone, by newsclip's reader, and imported.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from posts import SUBJECTS, english, sentence

from newsclip.sources import open_source


def page(number: int) -> bytes:
    """An article page in the manner of a news site."""
    rng = random.Random(number)
    menu = "".join(f'<li><a href="/{n}">{rng.choice(SUBJECTS)}{n}</a></li>' for n in range(60))
    teasers = "".join(
        f'<div class="card"><a href="/story/{rng.randrange(10**6)}"><img src="/i/{n}.jpg" alt="">'
        f"<h3>{sentence(rng)[:30]}</h3></a></div>"
        for n in range(24)
    )
    say = english if number % 2 else sentence
    text = "".join(f"<p>{' '.join(say(rng) for _ in range(4))}</p>" for _ in range(14))
    script = "var state=" + repr({str(n): rng.random() for n in range(200)}).replace("'", '"') + ";"
    return f"""<!doctype html><html lang="{"en" if number % 2 else "zh"}"><head><meta charset="utf-8">
<title>{rng.choice(SUBJECTS)}：{number} - Harbour Post</title><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2021-06-{number % 28 + 1:02}T08:00:00+08:00"><script>{script}</script>
</head><body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{rng.choice(SUBJECTS)}：{number}</h1>
<figure><img src="/lead-{number}.jpg" width="900" height="600" alt="x"><figcaption>{sentence(rng)}</figcaption></figure>
{text}</article><aside><h2>Related</h2>{teasers}</aside></main><footer><ul>{menu}</ul></footer></body></html>""".encode()


def make_warc(path: Path, pages: int) -> None:
    """Pages, each with a picture and a script beside it, every record a gzip member of its own."""
    with path.open("wb") as target:
        for number in range(pages):
            for suffix, kind, body in (
                ("", "text/html; charset=utf-8", page(number)),
                ("/pic.jpg", "image/jpeg", random.Random(number).randbytes(20_000)),
                ("/app.js", "text/javascript", b"function f(){return 1}\n" * 500),
            ):
                record = WarcRecord()
                record.init_headers(WarcRecordType.response)
                record.headers["WARC-Target-URI"] = f"https://example.org/story/{number}{suffix}"
                record.headers["WARC-Date"] = "2024-01-02T10:00:00Z"
                record.headers["Content-Type"] = "application/http; msgtype=response"
                head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                record.set_bytes_content(head.encode() + body)
                stream = GzipWriter(target)
                record.write(stream)
                stream.flush()


def timed(name: str, pages: int, act) -> float:
    """Run, print the rate."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    seconds, spent = time.perf_counter() - wall, time.process_time() - cpu
    print(f"| {name:<44} | {pages / seconds:9.0f} pages/s | {1000 * spent / pages:6.2f} ms CPU | {found} |", flush=True)
    return spent


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--work", type=Path, default=None)
    arguments = parser.parse_args()
    work = arguments.work or Path(tempfile.mkdtemp(prefix="newsclip-warc-"))
    work.mkdir(parents=True, exist_ok=True)
    path = work / f"{arguments.pages}.warc.gz"
    if not path.exists():
        make_warc(path, arguments.pages)
    print(f"{path.stat().st_size / 1e6:.0f} MB, {arguments.pages} pages, load {os.getloadavg()[0]:.1f}")

    def plain() -> int:
        count = 0
        for record in ArchiveIterator(str(path), record_types=WarcRecordType.response, auto_decode="all"):
            record.reader.read()
            count += record.http_content_type == "text/html"
        return count

    next(iter(open_source(path)))  # loads what reading needs: a long import does that once
    alone = timed("fastwarc alone, every record read", arguments.pages, plain)
    ours = timed("newsclip's reader", arguments.pages, lambda: sum(1 for _ in open_source(path)))
    print(f"  CPU of the reader / fastwarc alone: {ours / alone:.2f}")

    def imported() -> str:
        archive = work / "archive"
        shutil.rmtree(archive, ignore_errors=True)
        command = [sys.executable, "-m", "newsclip", "--archive", str(archive), "import", str(path), "-j", "2"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return (done.stdout.strip() or done.stderr.strip()[-200:]).splitlines()[0]

    timed("newsclip import, two cores, filed and indexed", arguments.pages, imported)


if __name__ == "__main__":
    main()
