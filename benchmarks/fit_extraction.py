"""Fit the weights of newsclip/extract/scoring_weights.py to annotated pages that stay outside the repository.

    python benchmarks/fit_extraction.py --data DIR [--half a|b] --out FOLDER

DIR is laid out as for `extraction.py`. A block of a page counts as article where its text is in the expected text.
The model is a sum of step functions, one for each fact (logistic regression over thresholds), so that every weight
can be read. `--half` fits to one half of the pages, for figures on the other half. Needs numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pprint
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
    from newsclip.extract.content_page import measure
    from newsclip.extract.content_shape import shape_of
    from newsclip.extract.extraction import clues_of
    from newsclip.extract.metadata import read_metadata
    from newsclip.extract.structured import read_structured

    def norm(text: str) -> str:
        return "".join(metrics.tokens(text.replace("\u00ad", "")))

    tree = parse(decode(page_bytes(case)))
    structured = read_structured(tree)
    url = case.get("url") or ""
    clues = clues_of(structured, read_metadata(tree, structured, url).metadata, url)
    page = measure(tree)
    region = find_place(page, clues)
    facts = features(page, clues, region)
    want, _ = bench.expected(case)
    lines = {norm(line) for line in want.split("\n")} if want is not None else set()
    whole = norm(want or "")
    present = [norm(text) for text in case["expected"].get("with", ())]
    absent = [norm(text) for text in case["expected"].get("without", ())]
    told = []
    for number in range(region.start, region.stop):
        block = page.blocks[number]
        key = norm(block.text)
        if block.media or (number == region.title and region.certain) or not key:
            continue
        label = None
        if want is not None:
            if key in lines or (len(key) >= 25 and (key in whole or (len(key) > 120 and key[20:100] in whole))):
                label = 1
            elif len(key) >= 25 or key not in whole:
                label = 0
            # Captions belong to the text in some sets and not in others.
            above = [page.elements[block.node], *list(page.elements[block.node].iterancestors())[:4]]
            if label == 0 and any(element.tag in ("figure", "figcaption") for element in above):
                label = None
        elif any(text and (text in key or (len(key) > 25 and key in text)) for text in present):
            label = 1
        elif any(text and (text in key or (len(key) > 25 and key in text)) for text in absent):
            label = 0
        if label is not None:
            told.append((number - region.start, label, block.size))
    total = max(sum(size for _, label, size in told if label), 150)
    if want is None:
        weighted = [(number, label, 0.12) for number, label, _ in told]
    else:
        weighted = [(number, label, min(size, 600) / total + 0.002) for number, label, size in told]
    return case["id"], shape_of(page, region), facts, weighted


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--half", choices=("a", "b"), action="append")
    arguments.add_argument("--out", type=Path, action="append", required=True)
    arguments.add_argument("--strength", type=float, default=0.1)
    options = arguments.parse_args()
    sys.path.insert(0, str(options.data.parent))
    from cases import load_folder

    with multiprocessing.get_context("fork").Pool(2) as pool:
        pages = pool.map(rows_of, list(load_folder(options.data, SETS)), chunksize=8)
    for half, out in zip(options.half or [None], options.out, strict=True):
        write(out, *fit_both([page for page in pages if half in (None, half_of(page[0]))], options.strength))


def fit_both(pages: list[tuple], strength: float) -> tuple[tuple[float, dict], tuple]:
    """The weights of the first look and the trees of the second.

    The second is fitted to first scores of pages that the first was not fitted to, as it will be used.
    """
    import numpy as np
    from sklearn.ensemble import RandomForestClassifier

    from newsclip.extract import scoring
    from newsclip.extract.content_shape import contexts

    folds = 4
    told = []
    for fold in range(folds):
        kept = [row for number, page in enumerate(pages) if number % folds != fold for row in told_rows(page, page[2])]
        table = scoring.compile_table(*fit(kept, strength))
        for page in pages[fold::folds]:
            around = contexts(page[1], scoring.weigh(page[2], table))
            told += told_rows(page, [[*row, *context] for row, context in zip(page[2], around, strict=True)])
    values, labels, weights = (np.array(column) for column in zip(*told, strict=True))
    forest = RandomForestClassifier(40, max_leaf_nodes=64, min_samples_leaf=5, max_features=0.15, random_state=1).fit(
        values, labels, sample_weight=weights
    )
    print(len(told), "blocks", labels.mean().round(3), "of them article")
    first = fit([row for page in pages for row in told_rows(page, page[2])], strength)
    return first, tuple(preorder(estimator.tree_) for estimator in forest.estimators_)


def preorder(tree) -> tuple[tuple[int, ...], tuple[float, ...], tuple[int, ...]]:
    """A tree of scikit-learn in the layout of `newsclip.extract.scoring.Tree`."""
    facts: list[int] = []
    values: list[float] = []
    jumps: list[int] = []

    def add(node: int) -> None:
        place = len(facts)
        leaf = tree.children_left[node] < 0
        counts = tree.value[node][0]
        facts.append(-1 if leaf else int(tree.feature[node]))
        values.append(round(float(counts[1] / counts.sum()) if leaf else float(tree.threshold[node]), 3))
        jumps.append(0)
        if not leaf:
            add(tree.children_left[node])
            jumps[place] = len(facts)
            add(tree.children_right[node])

    add(0)
    return tuple(facts), tuple(values), tuple(jumps)


def told_rows(page: tuple, rows: list[list[float]]) -> list[tuple[list[float], int, float]]:
    """(facts, is article, weight) of the blocks of a page that can be told."""
    return [(rows[number], label, weight) for number, label, weight in page[3]]


def fit(rows: list[tuple[list[float], int, float]], strength: float) -> tuple[float, dict]:
    """Bias and steps of a logistic regression over thresholds."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    from newsclip.extract.content_features import NAMES

    values = np.array([row for row, _, _ in rows])
    labels = np.array([label for _, label, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    thresholds = []
    for column in values.T:
        unique = np.unique(column)
        if len(unique) <= 5:
            edges = (unique[1:] + unique[:-1]) / 2
        else:
            edges = np.unique(np.quantile(column, np.linspace(0.1, 0.9, 6)))
        thresholds.append(np.unique(np.round(edges, 3)))
    steps = np.stack(
        [
            (np.searchsorted(edges, column) > number).astype(np.float32)
            for column, edges in zip(values.T, thresholds, strict=True)
            for number in range(len(edges))
        ],
        axis=1,
    )
    model = LogisticRegression(C=strength, max_iter=400).fit(steps, labels, sample_weight=weights * 50)
    table, position = {}, 0
    for name, edges in zip(NAMES, thresholds, strict=True):
        coefficients = model.coef_[0][position : position + len(edges)]
        position += len(edges)
        if len(edges) and np.abs(coefficients).max() >= 0.01:
            table[name] = (
                tuple(float(edge) for edge in edges),
                tuple(round(float(total), 3) for total in np.concatenate([[0.0], np.cumsum(coefficients)])),
            )
    return round(float(model.intercept_[0]), 3), table


def write(folder: Path, first: tuple[float, dict], trees: tuple) -> None:
    """Write both models as modules into a folder."""
    head = (
        '"""{}\n\nFitted by benchmarks/fit_extraction.py. Data only: do not edit by hand.\n"""\n\n'
        "from __future__ import annotations\n"
    )
    bias, steps = first
    (folder / "scoring_weights.py").write_text(
        head.format("Weights of each fact about a block: thresholds of its value, and the weights between them.")
        + "\n# fmt: off\n# ruff: noqa: E501\n"
        + f"BIAS = {bias}\n"
        + "STEPS: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = "
        + pprint.pformat(steps, width=118, sort_dicts=False)
        + "\n"
    )
    body = "".join("    (\n" + "".join(f"        {column},\n" for column in tree) + "    ),\n" for tree in trees)
    (folder / "scoring_trees.py").write_text(
        head.format("Trees of decisions about a block, in the layout of `scoring.Tree`.")
        + "\n# fmt: off\n# ruff: noqa: E501\n"
        + f"TREES: tuple[tuple[tuple[int, ...], tuple[float, ...], tuple[int, ...]], ...] = (\n{body})\n"
    )


if __name__ == "__main__":
    main()
