"""Fit the trees of newsclip/extract/scoring_trees.py to annotated pages that stay outside the repository.

    python benchmarks/fit_extraction.py --data DIR [--half a|b] --out FOLDER

DIR is laid out as for `extraction.py`. A block of a page counts as article where its text is in the expected text.
Two rows of boosted trees are fitted: the first looks at each block by itself, the second also at what the first makes
of the blocks around it. `--half` fits to one half of the pages, for figures on the other half. Needs lightgbm.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from pathlib import Path

from extraction import SETS, half_of, parse


def rows_of(case: dict) -> tuple[str, object, list[list[float]], list[tuple[int, int, float]]]:
    """A page's id, its shape, the facts of its blocks, and (number, is article, weight) of those that can be told."""
    import bench
    import measure as metrics
    from cases import decode, page_bytes

    from newsclip.extract.content import find_place
    from newsclip.extract.content_features import features
    from newsclip.extract.content_shape import shape_of

    page, clues = measured(decode(page_bytes(case)), case.get("url") or "")
    region = find_place(page, clues)
    shape = shape_of(page, region)
    facts, _ = features(page, clues, region, shape)
    want, _ = bench.expected(case)
    judge = Judge(want, case["expected"], metrics.tokens)
    told = []
    for number in range(region.start, region.stop):
        block = page.blocks[number]
        if block.media or (number == region.title and region.certain):
            continue
        label = judge.label(block.text.replace("\u00ad", ""))
        # Captions belong to the text in some sets and not in others.
        above = [page.elements[block.node], *list(page.elements[block.node].iterancestors())[:4]]
        if want is not None and label == 0 and any(element.tag in ("figure", "figcaption") for element in above):
            label = None
        if label is not None:
            told.append((number - region.start, label, block.size))
    if want is None:
        return case["id"], shape, facts, [(number, label, SEGMENT) for number, label, _ in told]
    total = max(sum(size for _, label, size in told if label), SMALL)
    weighted = [(number, label, min(size, 600) / total + 0.002) for number, label, size in told]
    share = min(1.0, LOUDEST / (sum(weight for *_, weight in weighted) or 1.0))
    return (
        case["id"],
        shape,
        facts,
        [(number, label, weight * share) for number, label, weight in weighted],
    )


class MeasuredError(Exception):
    """Carries what an extraction has measured when it comes to choosing."""


def measured(html: str, url: str) -> tuple:
    """A page and its clues as they are when its blocks are chosen."""
    from newsclip.extract import extraction

    def stop(page, clues):
        raise MeasuredError(page, clues)

    choose, extraction.choose = extraction.choose, stop
    try:
        extraction.extract(parse(html), url)
    except MeasuredError as found:
        return found.args
    finally:
        extraction.choose = choose
    raise AssertionError("an extraction that chooses nothing")


SEGMENT = 0.12
"""The weight of a block of a page of which only some lines are annotated."""
SMALL = 400
"""Characters of a text below which its blocks do not weigh more."""
LOUDEST = 2.0
"""The most that all blocks of one page weigh together; the text of an article weighs 1."""
GRAM = 3
ALIKE, UNLIKE = 0.6, 0.25
"""The shares of a block's word triples in the expected text from which it is article, and up to which it is not."""


class Judge:
    """Tells by the expected text whether a block is article."""

    def __init__(self, want: str | None, segments: dict, tokens) -> None:
        self.tokens = tokens
        self.want = want
        self.lines = {self.key(line) for line in (want or "").split("\n")}
        self.whole = self.key(want or "")
        words = tokens((want or "").replace("\u00ad", ""))
        self.grams = {tuple(words[place : place + GRAM]) for place in range(len(words))}
        self.present = [self.key(text) for text in segments.get("with", ())]
        self.absent = [self.key(text) for text in segments.get("without", ())]

    def key(self, text: str) -> str:
        """Letters and digits."""
        return "".join(self.tokens(text.replace("\u00ad", "")))

    def label(self, text: str) -> int | None:
        """1 for article, 0 for not, None for what cannot be told."""
        key = self.key(text)
        if not key:
            return None
        if self.want is None:
            if any(other and (other in key or (len(key) > 25 and key in other)) for other in self.present):
                return 1
            if any(other and (other in key or (len(key) > 25 and key in other)) for other in self.absent):
                return 0
            return None
        if key in self.lines or (len(key) >= 25 and key in self.whole):
            return 1
        words = self.tokens(text)
        if len(key) < 25 or len(words) < 2 * GRAM:
            return 0 if key not in self.whole else None
        grams = [tuple(words[place : place + GRAM]) for place in range(len(words) - GRAM + 1)]
        share = sum(gram in self.grams for gram in grams) / len(grams)
        return 1 if share >= ALIKE else 0 if share <= UNLIKE else None


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--half", choices=("a", "b"), action="append")
    arguments.add_argument("--out", type=Path, action="append", required=True)
    options = arguments.parse_args()
    sys.path.insert(0, str(options.data.parent))
    from cases import load_folder

    with multiprocessing.get_context("fork").Pool(2) as pool:
        pages = pool.map(rows_of, list(load_folder(options.data, SETS)), chunksize=8)
    for half, out in zip(options.half or [None], options.out, strict=True):
        first, second = fit_both([page for page in pages if half in (None, half_of(page[0]))])
        out.mkdir(parents=True, exist_ok=True)
        (out / "scoring_trees.py").write_text(module(first, second))


Page = tuple  # id, shape, rows of facts, (number, label, weight) of the blocks that can be told
FOLDS = 4
ALONE = 80, 0.08, 8
AMONG = 200, 0.06, 12
"""Trees, learning rate and leaves of the first look and of the second."""


def fit_both(pages: list[Page]) -> tuple[list[dict], list[dict]]:
    """The trees of the first and of the second look.

    The second is fitted to first scores of pages that the first was not fitted to, as it will be used.
    """
    from newsclip.extract.content_shape import contexts

    told = []
    for fold in range(FOLDS):
        model = boost(
            [row for number, page in enumerate(pages) if number % FOLDS != fold for row in told_rows(page)], *ALONE
        )
        for page in pages[fold::FOLDS]:
            around = contexts(page[1], model.predict(page[2], raw_score=True)) if page[2] else []
            told += told_rows((*page[:2], [[*row, *more] for row, more in zip(page[2], around, strict=True)], page[3]))
    print(len(told), "blocks", round(sum(label for _, label, _ in told) / len(told), 3), "of them article")
    first = boost([row for page in pages for row in told_rows(page)], *ALONE)
    return trees_of(first), trees_of(boost(told, *AMONG))


def boost(told: list[tuple[list[float], int, float]], count: int, rate: float, leaves: int):
    """Boosted trees for (facts, is article, weight) of blocks."""
    import lightgbm
    import numpy as np

    weights = np.array([weight for *_, weight in told])
    model = lightgbm.LGBMClassifier(
        n_estimators=count,
        learning_rate=rate,
        num_leaves=leaves,
        colsample_bytree=0.3,
        subsample=0.7,
        subsample_freq=1,
        reg_lambda=10.0,
        min_child_samples=30,
        path_smooth=20.0,
        random_state=1,
        n_jobs=2,
        verbose=-1,
    )
    values, labels = np.array([row for row, *_ in told]), np.array([label for _, label, _ in told])
    return model.fit(values, labels, sample_weight=weights / weights.mean())


def told_rows(page: Page) -> list[tuple[list[float], int, float]]:
    """(facts, is article, weight) of the blocks of a page that can be told."""
    return [(page[2][number], label, weight) for number, label, weight in page[3]]


def trees_of(model) -> list[dict]:
    """The trees of a fitted model as nested dictionaries."""
    return [tree["tree_structure"] for tree in model.booster_.dump_model()["tree_info"]]


def module(first: list[dict], second: list[dict]) -> str:
    """The text of scoring_trees.py: each tree an expression, so that Python walks it by its own means."""
    from newsclip.extract.content_features import NAMES
    from newsclip.extract.content_shape import CONTEXT_NAMES

    text = (
        '"""Trees of decisions about a block: what each adds to the log-odds that the block is article.\n\n'
        'Fitted by benchmarks/fit_extraction.py: do not edit by hand.\n"""\n\n'
        "from __future__ import annotations\n\nfrom typing import TYPE_CHECKING\n\n"
        "if TYPE_CHECKING:\n    from collections.abc import Sequence\n\n# fmt: off\n# ruff: noqa: E501, RET504\n"
    )
    around = tuple(f"scores_{name}" for name in CONTEXT_NAMES)
    for name, says, trees, facts in (
        ("first", "By the facts of the block itself.", first, NAMES),
        ("second", "By the facts and by the first scores of the blocks around.", second, NAMES + around),
    ):
        text += f'\n\ndef {name}(rows: Sequence[Sequence[float]]) -> list[float]:\n    """{says}"""\n'
        text += "    s = [0.0] * len(rows)\n"
        expressions = [expression(tree, facts) for tree in trees]
        for place in range(0, len(trees), TOGETHER):
            some = "".join(f"\n        + {tree}" for tree in expressions[place : place + TOGETHER])
            text += (
                f"    s = [\n        s{some}\n        for s, ({', '.join(facts)}) in zip(s, rows, strict=True)\n    ]\n"
            )
        text += "    return s\n"
    return text


TOGETHER = 40
"""Trees that all rows go through together: the processor's caches hold their code, and not that of all trees.

Fewer would cost more, for the facts of a row are put into variables, quick to read, for each such group."""


def expression(node: dict, facts: tuple[str, ...]) -> str:
    """A tree as a conditional expression over the facts by their names."""
    if "leaf_value" in node:
        return f"{node['leaf_value']:.4f}".replace("-0.0000", "0.0")
    left, right = expression(node["left_child"], facts), expression(node["right_child"], facts)
    return f"({left} if {facts[node['split_feature']]} <= {node['threshold']:.5g} else {right})"


if __name__ == "__main__":
    main()
