"""Show that the cost of extraction grows linearly with the page: time against size, on four shapes of page.

    python benchmarks/extraction_scaling.py [--largest 20] [--rounds 1]

Pages are made up: an article in a usual frame, deeply nested elements, elements that are never closed, and elements
with many attributes, from 5 kB to `--largest` MB. Printed are CPU milliseconds for parsing and extraction, and the
same a megabyte: the second figure stays level where the cost is linear.
"""

from __future__ import annotations

import argparse
import time

from newsclip.extract import extract
from newsclip.parse import parse_html

PARAGRAPH = "<p>On day {0} the tide came in at the usual hour, and the harbour master wrote it down, as he does.</p>\n"
MENU = "<li><a href='/s/{0}'>Section {0}</a></li>"


def article(size: int) -> str:
    """An article in a frame of menus and teasers."""
    count = max(1, size // 130)
    menu = "".join(map(MENU.format, range(max(5, count // 10))))
    text = "".join(map(PARAGRAPH.format, range(count)))
    body = f"<nav><ul>{menu}</ul></nav><article><h1>Tides</h1>{text}</article>"
    return f"<html><title>Tides</title><body>{body}</body></html>"


def nested(size: int) -> str:
    """Elements 200 deep, one such heap beside the other."""
    heap = "<div class='x'>" * 200 + PARAGRAPH.format(1) + "</div>" * 200
    return f"<html><title>Tides</title><body>{heap * max(1, size // len(heap))}</body></html>"


def unclosed(size: int) -> str:
    """Paragraphs, list items and cells that are opened and never closed."""
    piece = (
        "<ul><li>One tide<li>Another tide<table><tr><td>high<td>low</table></ul><p>The tide, as it is, came in again."
    )
    return f"<html><title>Tides</title><body>{piece * max(1, size // len(piece))}"


def attributes(size: int) -> str:
    """Elements with forty attributes each."""
    piece = (
        "<div " + " ".join(f"data-a{number}='value {number}'" for number in range(40)) + f">{PARAGRAPH.format(2)}</div>"
    )
    return f"<html><title>Tides</title><body>{piece * max(1, size // len(piece))}</body></html>"


SHAPES = {"article": article, "nested": nested, "unclosed": unclosed, "attributes": attributes}


def cost(html: str, rounds: int) -> float:
    """CPU milliseconds from text to extraction, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        extract(parse_html(html), "https://tides.example/")
        best = min(best, (time.process_time() - start) * 1000)
    return best


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--largest", type=float, default=20, help="megabytes")
    arguments.add_argument("--rounds", type=int, default=1)
    options = arguments.parse_args()
    sizes = [0.005, 0.05, 0.5, 2.0, 5.0, options.largest]
    cost(article(5000), 3)
    print("| page | " + " | ".join(f"{size:g} MB" for size in sizes) + " |")
    print("|---" * (len(sizes) + 1) + "|")
    for name, make in SHAPES.items():
        cells = []
        for size in sizes:
            html = make(int(size * 1e6))
            spent = cost(html, options.rounds)
            cells.append(f"{spent:.0f} ms ({spent / (len(html) / 1e6):.0f}/MB)")
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
