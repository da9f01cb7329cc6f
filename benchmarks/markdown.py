"""HTML → Markdown, side by side with peers: what survives the round trip, and what it costs.

    python benchmarks/markdown.py fidelity [--articles DIR] [--pages N]
    python benchmarks/markdown.py speed    [--articles DIR]
    python benchmarks/markdown.py stable   --articles DIR
    python benchmarks/markdown.py hostile

`fidelity` converts HTML to Markdown, renders that by cmark-gfm and compares text, links, images, emphasis, code,
headings, quotes and list items of both. The HTML is random pages full of Markdown's own signs, and the *.html of a
folder of real articles, if one is given.
`stable` counts the pages whose rendering, converted again, gives other bytes.
Needs the `test` extra, and for peers: pip install html-to-markdown html2text
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

Convert = Callable[[str], str]
KINDS = {
    "strong": ("strong", "b"),
    "em": ("em", "i"),
    "link": ("a",),
    "image": ("img",),
    "code": ("code", "tt", "samp"),
    "heading": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "quote": ("blockquote",),
    "item": ("li",),
    "code block": ("pre",),
    "sup/sub": ("sup", "sub"),
}
_BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\xad]+")


def tools() -> dict[str, Convert]:
    from markdownify import markdownify

    from newsclip.markdown import to_markdown

    best = {
        "bs4_options": "lxml",
        "heading_style": "ATX",
        "bullets": "-",
        "escape_misc": True,
        "newline_style": "backslash",
        "sup_symbol": "<sup>",
        "sub_symbol": "<sub>",
        "table_infer_header": True,
        "autolinks": False,
    }
    found: dict[str, Convert] = {"newsclip": to_markdown, "markdownify, best options": lambda h: markdownify(h, **best)}
    found["markdownify"] = lambda html: markdownify(html, bs4_options="lxml")
    if importlib.util.find_spec("html_to_markdown"):
        import html_to_markdown

        def convert(html: str) -> str:
            made = html_to_markdown.convert(html)
            return made if isinstance(made, str) else made.content or ""

        found["html-to-markdown"] = convert
    if importlib.util.find_spec("html2text"):
        import html2text

        reader = html2text.HTML2Text(bodywidth=0)
        reader.unicode_snob = True
        found["html2text"] = reader.handle
    return found


def features(html: str) -> dict[str, Counter[str]]:
    """What HTML holds: its text, and for each kind of element how often which text (or URL) stands in one."""
    from lxml import etree

    from newsclip.parse import parse_fragment

    tree = parse_fragment(html)
    etree.strip_elements(tree, "script", "style", "noscript", "template", "svg", "input", with_tail=False)
    found = {"text": Counter(re.findall(r"\w|[^\w\s]", _letters(tree)))}
    for kind, tags in KINDS.items():
        found[kind] = Counter(filter(None, (_value(element, kind) for element in tree.iter(*tags))))
    return found


def _letters(element) -> str:
    return _BLANK.sub("", "".join(element.itertext()))


def _value(element, kind: str) -> str:
    """What is compared of an element; "" for one that means nothing where it stands."""
    around = {ancestor.tag for ancestor in element.iterancestors()}
    if kind == "image":
        return _url(element.get("src"))
    if (kind == "code" and "pre" in around) or (kind == "strong" and around & {*KINDS["heading"], *KINDS["strong"]}):
        return ""
    text = _letters(element)
    if kind == "link":
        url = _url(element.get("href"))
        shows = text or next(element.iter("img"), None) is not None
        return f"{url} {text}" if url and shows and not url.startswith("javascript:") else ""
    return text


def _url(url: str | None) -> str:
    return unquote((url or "").strip()).replace(" ", "%20")


def share(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> dict[str, float]:
    """F1 for each kind that is on either side."""
    result = {}
    for kind, had in before.items():
        have = after[kind]
        if had or have:
            result[kind] = 2 * (had & have).total() / (had.total() + have.total())
    return result


def sets(articles: Path | None, pages: int) -> dict[str, list[str]]:
    found = {}
    if pages:
        found["random"] = random_pages(pages)
    if articles:
        found["articles"] = [text for _, text in read_pages(articles)]
    return found


def read_pages(folder: Path) -> list[tuple[str, str]]:
    """Names and texts of the *.html and *.html.gz in a folder and below."""
    paths = sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")])
    if not paths:
        raise SystemExit(f"{folder}: no *.html in this folder; give --articles a folder of article HTML")
    raw = ((path, gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()) for path in paths)
    return [(path.name, data.decode("utf-8", "replace")) for path, data in raw]


def stable(folder: Path) -> None:
    from newsclip.markdown import to_markdown
    from tests.markdown.rendering import by_cmark

    pages = read_pages(folder)
    changed = []
    for name, html in pages:
        made = to_markdown(html)
        if to_markdown(by_cmark(made)) != made:
            changed.append(name)
    print(f"{len(pages)} pages, {len(changed)} change when their rendering is converted again", *changed, sep="\n  ")


def random_pages(count: int) -> list[str]:
    from hypothesis import HealthCheck, Phase, given, settings

    from tests.markdown.pages import pages

    made: list[str] = []
    options = settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    options(given(pages)(lambda html: made.append(html)))()
    return made


def fidelity(articles: Path | None, pages: int) -> None:
    from tests.markdown.rendering import by_cmark

    for name, inputs in sets(articles, pages).items():
        print(f"\n{name}: {len(inputs)} pages, % that survives the round trip (F1)")
        print(f"{'':28}{'mean':>7}{'whole':>7}" + "".join(f"{kind:>11}" for kind in ("text", *KINDS)))
        had = [features(html) for html in inputs]
        for tool, convert in tools().items():
            totals: dict[str, list[float]] = {}
            means = []
            for html, before in zip(inputs, had, strict=True):
                try:
                    kinds = share(before, features(by_cmark(convert(html))))
                except Exception:  # noqa: BLE001 - a peer that fails on a page gets nothing for it
                    kinds = dict.fromkeys((kind for kind, values in before.items() if values), 0.0)
                for kind, value in kinds.items():
                    totals.setdefault(kind, []).append(value)
                means.append(statistics.fmean(kinds.values()) if kinds else 1.0)
            whole = sum(mean > 0.9999 for mean in means) / len(means)
            cells = [100 * statistics.fmean(totals.get(kind, [1.0])) for kind in ("text", *KINDS)]
            print(
                f"{tool:28}{100 * statistics.fmean(means):7.1f}{100 * whole:7.1f}"
                + "".join(f"{c:11.1f}" for c in cells)
            )


def article(size: int) -> str:
    """An article of about `size` characters, with every common construct."""
    part = "".join(path.read_text("utf-8") for path in sorted(ROOT.glob("tests/markdown/golden/*/input.html")))
    prose = (
        "<p>A paragraph of <b>plain</b> prose with a <a href='https://e.example/x'>link</a>, as most text is.</p>\n"
        * 120
    )
    unit = part.replace("<html>", "").replace("</html>", "") + prose
    return (unit * (size // len(unit) + 1))[:size]


def timed(convert: Convert, inputs: list[str]) -> float:
    started = time.process_time()
    for html in inputs:
        convert(html)
    return time.process_time() - started


def rounds(converts: dict[str, Convert], inputs: list[str], count: int) -> dict[str, list[float]]:
    """CPU seconds of each tool, round by round: in a round all tools run one after the other."""
    taken: dict[str, list[float]] = {tool: [] for tool in converts}
    for _ in range(count):
        for tool, convert in converts.items():
            taken[tool].append(timed(convert, inputs))
    return taken


def speed(articles: Path | None) -> None:
    peers = tools()
    best = "markdownify, best options"
    if articles:
        inputs = sets(articles, 0)["articles"]
        print(f"{len(inputs)} articles, medians of 7 rounds")
        for convert in peers.values():
            convert(inputs[0])
        taken = rounds(peers, inputs, 7)
        for tool, seconds in taken.items():
            ratio = statistics.median(ours / theirs for ours, theirs in zip(seconds, taken[best], strict=True))
            each = 1000 * statistics.median(seconds) / len(inputs)
            print(f"{tool:28}{each:8.2f} ms CPU an article{ratio:8.2f} of markdownify with its best options")
    print("\nnewsclip on an article of this size, with every construct in it; median of 3 rounds")
    for size in (5_000, 50_000, 500_000, 5_000_000):
        seconds = statistics.median(rounds({"": peers["newsclip"]}, [article(size)], 3)[""])
        print(f"{size:>10,} characters{1000 * seconds:10.1f} ms CPU{1e9 * seconds / size:8.0f} ns a character")


def hostile() -> None:
    from newsclip.errors import NewsclipError
    from newsclip.markdown import to_markdown

    many = 100_000
    pages = {
        "100,000 nested <div>": "<div>" * many + "x",
        "100,000 nested <b>": "<b>a" * many,
        "100,000 nested <ul><li>": "<ul><li>a" * many,
        "100,000 nested <blockquote>": "<blockquote>a" * many,
        "100,000 nested <table>": "<table><tr><td>a" * many,
        "100,000 attributes on a tag": f"<p {' '.join(f'a{n}=1' for n in range(many))}>x",
        "60 MB on one line": "<p>" + "word " * 12_000_000,
        "100 MB on one line": "<p>" + "word " * 20_000_000,
        "100,000 times *a": "<p>" + "*a" * many,
        "100,000 bold pieces that need HTML": "<p>" + "<b>“a。”</b>字" * many,
        "100,000 lists side by side": "<ul><li>a</li></ul>" * many,
        "a table of 100,000 rows": "<table>" + "<tr><td>a</td><td>b</td></tr>" * many,
    }
    for name, html in pages.items():
        started = time.process_time()
        try:
            result = f"{len(to_markdown(html)):,} characters"
        except NewsclipError as error:
            result = f"refused: {error}"
        print(f"{name:38}{time.process_time() - started:7.2f} s  {result}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("fidelity", "speed", "stable", "hostile"))
    parser.add_argument("--articles", type=Path, help="a folder of article HTML, *.html or *.html.gz")
    parser.add_argument("--pages", type=int, default=500, help="how many random pages")
    options = parser.parse_args()
    sys.setrecursionlimit(20_000)  # for the peers
    if options.what == "fidelity":
        fidelity(options.articles, options.pages)
    elif options.what == "speed":
        speed(options.articles)
    elif options.what == "stable":
        if options.articles is None:
            raise SystemExit("stable: give --articles a folder of pages")
        stable(options.articles)
    else:
        hostile()


if __name__ == "__main__":
    main()
