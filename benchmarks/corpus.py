"""Make a synthetic archive: `python benchmarks/corpus.py FOLDER --articles 10000`.

Articles in the proportion of a mixed reader's archive (50 % English, 40 % Chinese, 6 % Japanese, 4 % Korean), about
6.4 kB of text each. Words are drawn by Zipf's law from vocabularies that are made up from a seed, so that the same
arguments give the same files on every machine. Some articles are reprints of others with small edits, some have
tables, code, images, lists. Front matter is as newsclip writes it.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import corpus_words

from newsclip.archive.files import render_article
from newsclip.archive.identity import article_id
from newsclip.archive.layout import article_path
from newsclip.article import Article, Timestamp

SEED = 20210622
LANGUAGES = ("en", "zh", "ja", "ko")
SHARES = (50, 40, 6, 4)
REPRINTS = 0.03

ENGLISH_COMMON = corpus_words.ENGLISH_COMMON.split()
MIXED = corpus_words.MIXED.split()
ONSETS = corpus_words.ONSETS.split()
VOWELS = corpus_words.VOWELS.split()
# Most syllables end in a vowel, and most words in no ending.
CODAS = ["", "", "", *corpus_words.CODAS.split()]
ENDINGS = ["", "", "", "", *corpus_words.ENDINGS.split()]
HAN_COMMON = "".join(corpus_words.HAN_COMMON.split())
HIRAGANA_PARTICLES = corpus_words.JAPANESE_PARTICLES.split()
KATAKANA = "".join(corpus_words.KATAKANA.split())
HANGUL_COMMON = "".join(corpus_words.HANGUL_COMMON.split())
HANGUL_PARTICLES = corpus_words.HANGUL_PARTICLES.split()
SITES = ("example.com", "news.example.com.cn", "blog.example.org", "tech.example.net", "daily.example.jp", "example.kr")


@dataclass(slots=True)
class Vocabulary:
    """Words of one language with the cumulated weights of their ranks."""

    words: list[str]
    weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        # Zipf–Mandelbrot: 1 / (rank + 2.7)
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=count)


def unique(make, count: int, start: list[str]) -> list[str]:
    seen = dict.fromkeys(start)
    while len(seen) < count:
        seen.setdefault(make())
    return list(seen)


def vocabularies() -> dict[str, Vocabulary]:
    rng = random.Random(SEED)
    han = list(dict.fromkeys(HAN_COMMON))
    # The 3,755 characters of GB 2312's first level, the common ones first.
    level_one = bytes(
        itertools.chain.from_iterable((row, cell) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    )
    rest = [character for character in level_one.decode("gb2312", "ignore") if character not in set(han)]
    rng.shuffle(rest)
    characters = Vocabulary(han + rest)
    katakana = Vocabulary(list(KATAKANA))
    hangul = Vocabulary(list(dict.fromkeys(HANGUL_COMMON)) + [chr(code) for code in range(0xAC00, 0xD7A4, 7)])

    def english() -> str:
        syllables = rng.choice((1, 2, 2, 2, 3, 3))
        stem = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(syllables))
        return stem + rng.choice(ENDINGS)

    def chinese() -> str:
        return "".join(characters.draw(rng, rng.choice((1, 2, 2, 2, 2, 2, 3, 4))))

    def japanese() -> str:
        kind = rng.random()
        if kind < 0.3:
            return "".join(katakana.draw(rng, rng.choice((3, 4, 5, 6))))
        return "".join(characters.draw(rng, rng.choice((1, 2, 2, 2, 3)))) + rng.choice(
            ("", "", "い", "する", "った", "しい")
        )

    def korean() -> str:
        return "".join(hangul.draw(rng, rng.choice((2, 2, 2, 3, 4))))

    return {
        "en": Vocabulary(unique(english, 60_000, ENGLISH_COMMON)),
        "zh": Vocabulary(unique(chinese, 60_000, han[:30])),
        "ja": Vocabulary(unique(japanese, 30_000, HIRAGANA_PARTICLES)),
        "ko": Vocabulary(unique(korean, 30_000, [])),
    }


def sentence(rng: random.Random, language: str, vocabulary: Vocabulary) -> str:
    words = vocabulary.draw(rng, max(3, int(rng.gauss(17, 6))))
    if rng.random() < 0.12:
        words[rng.randrange(len(words))] = rng.choice(MIXED)
    if language == "en":
        if len(words) > 12:
            words[len(words) // 2] += ","
        text = " ".join(words)
        return text[0].upper() + text[1:] + rng.choice((".", ".", ".", ".", "?"))
    if language == "ko":
        return " ".join(word + rng.choice(("", "", *HANGUL_PARTICLES)) for word in words) + "."
    if language == "ja":
        text = "".join(word + (rng.choice(HIRAGANA_PARTICLES) if rng.random() < 0.4 else "") for word in words)
        return text + "。"
    for place in range(6, len(words) - 2, 7):
        words[place] += "，"
    return "".join(words) + rng.choice(("。", "。", "。", "！", "？"))


def body(rng: random.Random, language: str, vocabulary: Vocabulary, size: int) -> str:
    blocks: list[str] = []
    written = 0
    joint = " " if language in ("en", "ko") else ""
    while written < size:
        paragraph = joint.join(sentence(rng, language, vocabulary) for _ in range(rng.randint(2, 6)))
        kind = rng.random()
        if kind < 0.05:
            paragraph = "## " + joint.join(vocabulary.draw(rng, 4))
        elif kind < 0.08:
            paragraph = "\n".join(f"- {sentence(rng, language, vocabulary)}" for _ in range(4))
        elif kind < 0.10:
            paragraph = f"![{''.join(vocabulary.draw(rng, 1))}](https://img.example.com/{rng.randrange(10**6)}.jpg)"
        elif kind < 0.11:
            rows = [" | ".join(vocabulary.draw(rng, 3)) for _ in range(4)]
            paragraph = f"| {rows[0]} |\n| --- | --- | --- |\n" + "\n".join(f"| {row} |" for row in rows[1:])
        elif kind < 0.12:
            paragraph = "```python\nfor item in archive:\n    print(item.title)\n```"
        blocks.append(paragraph)
        written += len(paragraph.encode())
    return "\n\n".join(blocks) + "\n"


def make_article(number: int, words: dict[str, Vocabulary]) -> Article:
    """The article of a number: always the same one."""
    rng = random.Random(f"{SEED}-{number}")
    original = rng.randrange(number) if number and rng.random() < REPRINTS else None
    source = (
        random.Random(f"{SEED}-{original}-text") if original is not None else random.Random(f"{SEED}-{number}-text")
    )
    language = source.choices(LANGUAGES, SHARES)[0]
    vocabulary = words[language]
    joint = " " if language in ("en", "ko") else ""
    text = body(source, language, vocabulary, int(min(60_000, source.lognormvariate(8.45, 0.7))))
    title = joint.join(vocabulary.draw(source, 5 if joint else 7))
    if original is not None:
        text = sentence(rng, language, vocabulary) + "\n\n" + text
        title += joint + "".join(vocabulary.draw(rng, 1))
    moment = datetime(2010, 1, 1, tzinfo=timezone(timedelta(hours=8))) + timedelta(
        minutes=rng.randrange(15 * 365 * 1440)
    )
    return Article(
        title=title,
        authors=tuple(joint.join(words[language].draw(rng, 2)) for _ in range(rng.choice((0, 1, 1, 2)))),
        published=Timestamp.of(moment),
        saved=Timestamp.of(moment + timedelta(hours=rng.randrange(1, 900))),
        site=f"Site {rng.randrange(40)}",
        url=(url := f"https://{rng.choice(SITES)}/{moment:%Y/%m}/{number}"),
        canonical_url=url,
        language=language,
        description=sentence(rng, language, vocabulary),
        tags=tuple(dict.fromkeys(words[language].draw(rng, rng.choice((0, 1, 2, 3))))),
        categories=tuple(words[language].draw(rng, 1)),
        body=text,
    )


def write_range(root: str, numbers: range) -> int:
    words = vocabularies()
    written = 0
    for number in numbers:
        article = make_article(number, words)
        identity = article_id(article)
        assert article.published is not None
        path = Path(root) / article_path(article.published.day, article.title, taken=identity[:4])
        path.parent.mkdir(parents=True, exist_ok=True)
        text = render_article(article, identity).encode()
        path.write_bytes(text)
        written += len(text)
    return written


def make_corpus(root: Path, articles: int, jobs: int) -> int:
    """Write the archive. Returns its size in bytes."""
    shares = [range(number, articles, jobs) for number in range(jobs)]
    with ProcessPoolExecutor(jobs) as pool:
        return sum(pool.map(write_range, [str(root)] * jobs, shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    size = make_corpus(arguments.folder, arguments.articles, arguments.jobs)
    seconds = time.perf_counter() - start
    print(f"{arguments.articles} articles, {size / 1e6:.1f} MB in {seconds:.1f} s: {arguments.folder}")


if __name__ == "__main__":
    main()
