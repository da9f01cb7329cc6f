"""What is taken from a page: golden/<case>/input.html, and the expected.md beside it."""

from pathlib import Path

import pytest

from newsclip.extract import extract
from newsclip.markdown import to_markdown
from newsclip.parse import parse_html
from newsclip.urls import document_base

CASES = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/input.html"))
URL = "https://lantern.example/2024/bridge.html"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_gives_its_article_and_nothing_else(case: Path, update_golden: bool):
    page = parse_html((case / "input.html").read_text("utf-8"))
    base = document_base(page, URL)
    found = extract(page, URL)
    facts = [f"title: {found.metadata.title}"]
    facts += [f"{name}: {value}" for name in ("editor", "original_title") if (value := getattr(found.metadata, name))]
    made = "\n".join(facts) + "\n\n" + to_markdown(found.content, base)
    expected = case / "expected.md"
    if update_golden:
        expected.write_text(made, "utf-8")
    assert found.refusal == ""
    assert made == expected.read_text("utf-8")
