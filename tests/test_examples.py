"""Every example of the repository becomes exactly what its golden file holds; --update-golden writes them anew."""

from pathlib import Path

import pytest

from newsclip.conversion import convert_document
from newsclip.frontmatter import dump
from newsclip.post import write_post

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path for path in (ROOT / "examples").rglob("*") if path.suffix in (".md", ".html"))
GOLDEN = Path(__file__).parent / "golden_examples"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_becomes_its_article(example, update_golden):
    article = convert_document(example.read_bytes(), file_name=example.name).article
    made = f"{dump(write_post(article, id=''))}\n{article.body}"
    golden = GOLDEN / f"{example.stem}.md"
    if update_golden:
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def test_there_is_a_golden_file_for_each_example_and_none_more():
    assert {path.stem for path in GOLDEN.glob("*.md")} == {path.stem for path in EXAMPLES}
