"""What parsing costs, and what survives it: newsclip beside lxml, selectolax and BeautifulSoup.

    python benchmarks/parsing.py [FOLDER]

FOLDER holds real pages (`.html`, `.html.gz`), for the time that safe parsing takes beside lxml alone. The hostile pages
are made here; each runs in a process of its own with a limit of 20 seconds. A page counts as whole if all text of the
input is in the tree.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import statistics
import time
from collections.abc import Callable
from pathlib import Path

LIMIT = 20.0
MANY = 100_000
HOSTILE = {
    "100,000 nested <div>": "<div>x" * MANY + "</div>" * MANY + "END",
    "100,000 unclosed <b>": "<b>x" * MANY + "END",
    "100,000 nested lists": "<ul><li>x" * MANY + "END",
    "300 nested <div>": "<div>x" * 300 + "</div>" * 300 + "END",
    "100,000 stray end tags in 20,000 <div>": "<div>x" * 20_000 + "</b>" * MANY + "END",
    "text behind </html>": "<html><body>x</body></html><p>END",
    "100,000 attributes on a tag": "<p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">x</p>END",
    "12 MB in one text": "<p>" + "x" * 12_000_000 + "</p>END",
    "100 MB on one line": "x" * 100_000_000 + "END",
    "a lone surrogate": "x\ud800<p>END",
    "NUL bytes": "x\0" * MANY + "END",
}


def by_newsclip(text: str) -> str:
    """The text of newsclip's tree."""
    from newsclip.parse import parse_html

    return "".join(parse_html(text).itertext())


def by_lxml(text: str, *, huge: bool = False) -> str:
    """The text of lxml's tree."""
    from lxml import etree

    data = text.encode("utf-8", "replace")
    return "".join(etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=huge)).itertext())


def by_lxml_huge(text: str) -> str:
    """The same with huge_tree."""
    return by_lxml(text, huge=True)


def by_selectolax(text: str) -> str:
    """The text of selectolax's tree."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(text.encode("utf-8", "replace")).root.text()


def by_bs4(text: str) -> str:
    """The text of BeautifulSoup's tree, built by lxml."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(text, "lxml").get_text()


PARSERS: dict[str, Callable[[str], str]] = {
    "newsclip": by_newsclip,
    "lxml": by_lxml,
    "lxml, huge_tree": by_lxml_huge,
    "selectolax": by_selectolax,
    "bs4 with lxml": by_bs4,
}


def attempt(parser: str, case: str, answers: multiprocessing.Queue[str]) -> None:
    """Parse one hostile page, and say what came of it."""
    source = HOSTILE[case]
    start = time.process_time()
    try:
        text = PARSERS[parser](source)
    except ImportError:
        answers.put("not installed")
        return
    except Exception as error:  # noqa: BLE001 - whatever a parser raises is its result
        answers.put(f"{time.process_time() - start:.1f} s, {type(error).__name__}")
        return
    whole = text.endswith("END") and text.count("x") >= source.replace("</", "").count("x")
    answers.put(f"{time.process_time() - start:.1f} s, {'whole' if whole else 'TEXT LOST'}")


def outcome(parser: str, case: str) -> str:
    """Run an attempt in a process of its own: a parser may crash or never end."""
    answers: multiprocessing.Queue[str] = multiprocessing.Queue()
    process = multiprocessing.Process(target=attempt, args=(parser, case, answers))
    process.start()
    process.join(LIMIT)
    if process.is_alive():
        process.kill()
        process.join()
        return f"over {LIMIT:.0f} s"
    return answers.get() if process.exitcode == 0 else f"crashed ({process.exitcode})"


def compare_hostile() -> None:
    """Print the table of hostile pages."""
    print("| page | " + " | ".join(PARSERS) + " |")
    print("|---" * (len(PARSERS) + 1) + "|")
    for case in HOSTILE:
        print(f"| {case} | " + " | ".join(outcome(parser, case) for parser in PARSERS) + " |", flush=True)


def compare_real(folder: Path) -> None:
    """Print what the scan and the cleaning add to lxml's own time on real pages."""
    from lxml import etree

    from newsclip.parse import parse_html

    files = sorted(path for path in folder.rglob("*.html*") if path.suffix in (".gz", ".html"))
    if not files:
        raise SystemExit(f"{folder}: no .html or .html.gz files in this folder")
    texts = [
        (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode("utf-8", "replace")
        for path in files
    ]
    texts = [text for text in texts if text.strip()]
    ratios: list[float] = []
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
            etree.fromstring(text.encode(), parser)
        plain = time.process_time() - start
        start = time.process_time()
        for text in texts:
            parse_html(text)
        ratios.append((time.process_time() - start) / plain)
    size = sum(map(len, texts)) / 1e6
    print(f"\n{len(texts)} real pages, {size:.0f} MB: newsclip takes {statistics.median(ratios):.2f} of lxml's time")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of real pages")
    folder = parser.parse_args().folder
    compare_hostile()
    if folder:
        compare_real(folder)


if __name__ == "__main__":
    main()
