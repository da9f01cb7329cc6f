"""Compare search engines for an archive: `python benchmarks/engines.py CORPUS [--articles 5000]`.

CORPUS is a folder made by benchmarks/corpus.py. Every engine gets the same articles (title and body) in one process
and answers the same queries. Columns: whether all articles with a sampled substring of 1, 2 and 4 Chinese characters
are found (and nothing else); articles indexed a second; index size over text size; milliseconds a query (median, 99th
percentile); mean reciprocal rank at 10 of known articles; milliseconds to add one article (median, worst of 40).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from newsclip.index.entry import read_entry
from newsclip.index.fold import fold
from newsclip.index.sketch import fingerprint
from newsclip.index.tokenize import is_run, pieces, prepare, query_tokens, token_text

SEED = 6
RUN = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]+")
WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of the sample: its number is its place in the list."""

    number: int
    title: str
    body: str
    path: str


class Engine(Protocol):
    """An engine under comparison."""

    name: str

    def build(self, folder: Path, samples: list[Sample]) -> None: ...

    def add(self, sample: Sample) -> None: ...

    def search(self, terms: list[str], limit: int) -> list[int]:
        """The numbers of the articles with all terms, best first."""


class Fts5:
    """SQLite's FTS5 with a tokenizer, over texts that may be cut beforehand."""

    def __init__(self, name: str, tokenizer: str, cut, phrase) -> None:
        self.name = name
        self.tokenizer = tokenizer
        self.cut = cut
        self.phrase = phrase

    def build(self, folder: Path, samples: list[Sample]) -> None:
        self.connection = sqlite3.connect(folder / "fts.db")
        self.connection.execute("pragma journal_mode = wal")
        self.connection.execute("pragma synchronous = normal")
        self.connection.execute(
            f"create virtual table a using fts5(title, body, content='', tokenize=\"{self.tokenizer}\")"
        )
        self._insert(samples)
        self.connection.execute("insert into a(a) values ('optimize')")
        self.connection.commit()
        self.connection.execute("pragma wal_checkpoint(truncate)")

    def _insert(self, samples: list[Sample]) -> None:
        rows = ((sample.number, self.cut(sample.title), self.cut(sample.body)) for sample in samples)
        self.connection.executemany("insert into a(rowid, title, body) values (?, ?, ?)", rows)
        self.connection.commit()

    def add(self, sample: Sample) -> None:
        self._insert([sample])

    def search(self, terms: list[str], limit: int) -> list[int]:
        query = " ".join('"' + self.phrase(term).replace('"', '""') + '"' for term in terms)
        sql = "select rowid from a where a match ? order by bm25(a, 4, 1) limit ?"
        return [row[0] for row in self.connection.execute(sql, (query, limit))]


class Tantivy:
    """Tantivy over a text field cut by a function; runs of tokens are phrases."""

    def __init__(self, name: str, cut, phrase, tokenizer=None) -> None:
        self.name = name
        self.cut = cut
        self.phrase = phrase
        self.tokenizer = tokenizer

    def build(self, folder: Path, samples: list[Sample]) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        for field in ("title", "body"):
            builder.add_text_field(field, tokenizer_name="own" if self.tokenizer else "whitespace")
        builder.add_integer_field("number", stored=True, indexed=True)
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema, path=str(folder))
        if self.tokenizer:
            self.index.register_tokenizer("own", self.tokenizer())
        writer = self.index.writer(200_000_000, 1)
        for sample in samples:
            writer.add_document(self._document(sample))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def _document(self, sample: Sample):
        import tantivy

        return tantivy.Document(number=sample.number, title=self.cut(sample.title), body=self.cut(sample.body))

    def add(self, sample: Sample) -> None:
        writer = self.index.writer(15_000_000, 1)
        writer.add_document(self._document(sample))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def search(self, terms: list[str], limit: int) -> list[int]:
        from tantivy import Occur, Query

        clauses = []
        for term in terms:
            words = self.phrase(term)
            either = []
            for field, weight in (("title", 4.0), ("body", 1.0)):
                query = (
                    Query.term_query(self.schema, field, words[0])
                    if len(words) == 1
                    else Query.phrase_query(self.schema, field, words)
                )
                either.append((Occur.Should, Query.boost_query(query, weight)))
            clauses.append((Occur.Must, Query.boolean_query(either)))
        searcher = self.index.searcher()
        found = searcher.search(Query.boolean_query(clauses), limit)
        return [searcher.doc(address)["number"][0] for _, address in found.hits]


class Newsclip:
    """newsclip's own index of files, the sample's articles as files of their own."""

    name = "newsclip (tantivy over pairs, all fields)"

    def build(self, folder: Path, samples: list[Sample]) -> None:
        from newsclip.index import Index

        self.root = folder / "archive"
        self.root.mkdir()
        for sample in samples:
            self._write(sample)
        self.index = Index(self.root)
        self.index.rebuild(jobs=1)

    def _write(self, sample: Sample) -> Path:
        path = self.root / f"{sample.number}.md"
        # As newsclip writes it, with nothing but what the other engines get.
        path.write_text(
            f"---\ntitle: {json.dumps(sample.title)}\nid: n{sample.number}\ndigest: 0-0\n---\n\n{sample.body}"
        )
        return path

    def add(self, sample: Sample) -> None:
        self.index.add([self._write(sample)])

    def search(self, terms: list[str], limit: int) -> list[int]:
        query = " ".join(f'"{term}"' for term in terms)
        hits = self.index.search(query, limit=limit, snippets=False).hits
        return [int(hit.path.removesuffix(".md")) for hit in hits]


def unigrams(text: str) -> str:
    return " ".join(" ".join(piece) if is_run(piece) else piece for piece in pieces(prepare(text)) if piece != "\n")


def own_pairs(text: str) -> str:
    return token_text(prepare(text))


def engines() -> list[Engine]:
    import tantivy

    def ngrams():
        return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 3)).filter(tantivy.Filter.lowercase()).build()

    def three(term: str) -> list[str]:
        text = term.lower()
        return [text] if len(text) <= 3 else [text[:3], text[-3:]]

    return [
        Fts5("FTS5 unicode61", "unicode61", lambda text: text, lambda term: term),
        Fts5("FTS5 trigram", "trigram", lambda text: text, lambda term: term),
        Fts5("FTS5 unicode61 over our pairs", "unicode61", own_pairs, lambda term: " ".join(query_tokens(term).words)),
        Fts5("FTS5 over single characters as phrases", "unicode61", unigrams, unigrams),
        Tantivy("tantivy over our pairs", own_pairs, lambda term: list(query_tokens(term).words)),
        Tantivy("tantivy over single characters", unigrams, lambda term: unigrams(term).split()),
        Tantivy("tantivy ngram 2–3", lambda text: text, three, ngrams),
        Newsclip(),
    ]


def read_samples(corpus: Path, count: int) -> list[Sample]:
    paths = sorted(corpus.glob("[0-9]*/*/*.md"))
    random.Random(SEED).shuffle(paths)
    samples = []
    for number, path in enumerate(paths[:count]):
        entry = read_entry(str(corpus), path.relative_to(corpus).as_posix())
        samples.append(Sample(number, entry.title, entry.body, entry.path))
    return samples


def known_items(samples: list[Sample], count: int) -> list[tuple[int, list[str]]]:
    """Queries of 2–4 telling terms (in less than 2 % of the articles) of a known article that has no reprint."""
    rng = random.Random(SEED)
    owners: dict[int, int] = {}
    for sample in samples:
        for value in fingerprint(sample.body):
            owners[value] = owners.get(value, 0) + 1
    frequency: dict[str, int] = {}
    terms_of = []
    for sample in samples:
        terms = set(terms_in(sample.body))
        terms_of.append(sorted(terms))
        for term in terms:
            frequency[term] = frequency.get(term, 0) + 1
    queries = []
    while len(queries) < count:
        number = rng.randrange(len(samples))
        if sum(owners[value] > 1 for value in fingerprint(samples[number].body)) > 4:
            continue
        telling = [term for term in terms_of[number] if 1 < frequency[term] < max(3, len(samples) // 50)]
        if len(telling) >= 4:
            queries.append((number, rng.sample(telling, rng.choice((2, 3, 4)))))
    return queries


def terms_in(text: str) -> list[str]:
    folded = fold(text)
    return WORD.findall(folded) + [run[at : at + 2] for run in RUN.findall(folded) for at in range(0, len(run) - 1, 2)]


def finds_all(engine: Engine, samples: list[Sample], length: int, count: int = 12) -> str:
    rng = random.Random(length)
    texts = [fold(f"{sample.title}\n{sample.body}") for sample in samples]
    runs = [run for text in rng.sample(texts, min(200, len(texts))) for run in RUN.findall(text) if len(run) >= length]
    right = 0
    for _ in range(count):
        run = rng.choice(runs)
        at = rng.randrange(len(run) - length + 1)
        wanted = run[at : at + length]
        expected = {number for number, text in enumerate(texts) if wanted in text}
        right += set(engine.search([wanted], len(samples))) == expected
    return "yes" if right == count else "no" if right == 0 else f"{right}/{count}"


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def processor_seconds() -> float:
    """Of all threads of this process and of the processes that it has started."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")


def measure(engine: Engine, samples: list[Sample], spare: list[Sample]) -> str:
    text_size = sum(len(sample.title.encode()) + len(sample.body.encode()) for sample in samples)
    folder = Path(tempfile.mkdtemp(prefix="newsclip-engines-"))
    try:
        before = processor_seconds()
        engine.build(folder, samples)
        seconds = processor_seconds() - before
        size = size_of(folder)
        found = [finds_all(engine, samples, length) for length in (1, 2, 4)]
        ranks, times = [], []
        for number, terms in known_items(samples, 200):
            begin = time.perf_counter()
            hits = engine.search(terms, 10)
            times.append((time.perf_counter() - begin) * 1e3)
            ranks.append(1 / (hits.index(number) + 1) if number in hits else 0.0)
        adding = []
        for sample in spare:
            begin = time.perf_counter()
            engine.add(sample)
            adding.append((time.perf_counter() - begin) * 1e3)
        return (
            f"| {engine.name} | {' '.join(found)} | {len(samples) / seconds:,.0f} | {size / text_size:.2f} "
            f"| {statistics.median(times):.2f} / {percentile(times, 0.99):.1f} | {statistics.mean(ranks):.3f} "
            f"| {statistics.median(adding):.0f} / {max(adding):.0f} |"
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--only", default="", help="engines whose names contain this")
    arguments = parser.parse_args()
    samples = read_samples(arguments.corpus, arguments.articles + 40)
    if len(samples) < 100:
        parser.error(f"{arguments.corpus} holds no corpus; benchmarks/corpus.py makes one")
    spare = samples[-40:]
    samples = samples[:-40]
    print(f"{len(samples)} articles; articles/s by processor time of all threads of one process\n")
    columns = ("engine", "finds 1, 2, 4 characters", "articles/s", "index / text", "query ms, median / p99", "MRR@10")
    print(f"| {' | '.join(columns)} | add one ms, median / worst |")
    print("|---|---|---|---|---|---|---|")
    for engine in engines():
        if arguments.only in engine.name:
            print(measure(engine, samples, spare), flush=True)


if __name__ == "__main__":
    main()
