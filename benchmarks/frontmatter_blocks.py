"""Front matter: speed, and what comes back, beside python-frontmatter as it comes.

    python benchmarks/frontmatter_blocks.py

Speed: blocks a second on one core, medians of five rounds, for a file as newsclip writes it. Faithfulness: a text goes
through reading and writing again; shown is what the value or the body has become.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import frontmatter

from newsclip.article import Article, Timestamp
from newsclip.errors import FrontMatterError
from newsclip.frontmatter import dump, split
from newsclip.post import article_of_post, write_post

ARTICLE = Article(
    title="城东书店换了主人：一家开了三十年的老店",
    authors=("城东日报",),
    published=Timestamp.parse("2021-06-22T03:58:39+00:00"),
    saved=Timestamp.parse("2024-01-01T08:00:00+08:00"),
    site="城东日报",
    url="https://news.example.cn/2021/06/22/bookshop.html?from=index",
    canonical_url="https://news.example.cn/2021/06/22/bookshop.html",
    language="zh",
    description="书店的老主人把钥匙交给了两个年轻人。",
    image="https://img.example.cn/2021/06/22/bookshop-front.jpg",
    categories=("文化", "城市"),
    tags=("书店", "城东", "老店"),
    editor="王一",
    extra={"comments": "no"},
    body="正文。\n" * 40,
)
CASES = {
    "NO": "---\nv: NO\n---\n",
    "12:30": "---\nv: 12:30\n---\n",
    "010": "---\nv: 010\n---\n",
    "1.10": "---\nv: 1.10\n---\n",
    "'1e5'": "---\nv: '1e5'\n---\n",
    "😀 𠮷": "---\nv: 😀 𠮷\n---\n",
    "byte order mark": "\ufeff---\nv: x\n---\n",
    "two equal keys": "---\nv: a\nv: b\n---\n",
    "an alias": "---\na: &a [1]\nv: *a\n---\n",
    "no opening line": "title: x\nv: y\n---\n",
    "body with a first indent": "---\nv: x\n---\n\n    code\n",
    "body between two rules": "---\nv: x\n---\n---\ntext\n---\nmore\n",
}


def rate(function: Callable[[], object], rounds: int = 5, times: int = 1500) -> float:
    """How often a second."""
    function()
    rates = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            function()
        rates.append(times / (time.process_time() - start))
    return statistics.median(rates)


def by_newsclip(text: str) -> str:
    """Read, and write again."""
    try:
        front = split(text)
    except FrontMatterError as error:
        return f"refused: {error.reason}"
    if front is None:
        return "no front matter"
    return (dump(front.values) + front.body + ("  (with a warning)" if front.warnings else "")).replace("\n", "⏎")


def by_library(text: str) -> str:
    """The same with python-frontmatter."""
    post = frontmatter.loads(text)
    if not post.metadata:
        return "no front matter"
    return frontmatter.dumps(post).replace("\n", "⏎")


def main() -> None:
    """Print the tables."""
    text = dump(write_post(ARTICLE, id="mfrggzdfmztw")) + "\n" + ARTICLE.body

    def read() -> object:
        front = split(text)
        assert front is not None
        return article_of_post(front)

    print("| a file of 20 lines of front matter | a second |\n|---|---|")
    print(f"| newsclip: split | {rate(lambda: split(text)):,.0f} |")
    print(f"| python-frontmatter: loads | {rate(lambda: frontmatter.loads(text)):,.0f} |")
    print(f"| newsclip: split and read into an article | {rate(read):,.0f} |")
    print(f"| newsclip: write | {rate(lambda: dump(write_post(ARTICLE, id='mfrggzdfmztw'))):,.0f} |")
    post = frontmatter.loads(text)
    print(f"| python-frontmatter: dumps | {rate(lambda: frontmatter.dumps(post)):,.0f} |")
    print("\n| read and written again | newsclip | python-frontmatter |\n|---|---|---|")
    for name, case in CASES.items():
        print(f"| {name} | `{by_newsclip(case)}` | `{by_library(case)}` |")


if __name__ == "__main__":
    main()
