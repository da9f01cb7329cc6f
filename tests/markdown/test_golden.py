"""What becomes of every kind of markup: golden/<case>/input.html and the expected.md beside it."""

from pathlib import Path

import pytest

from newsclip.markdown import to_markdown
from tests.markdown.rendering import by_cmark, by_markdown_it, letters

CASES = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/input.html"))
PAGE = "https://page.example/dir/page.html"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_markup_becomes_the_expected_markdown(case: Path, update_golden: bool):
    made = to_markdown((case / "input.html").read_text("utf-8"), PAGE if case.name == "base-url" else None)
    expected = case / "expected.md"
    if update_golden:
        expected.write_text(made, "utf-8")
    assert made == expected.read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_converting_the_rendering_again_gives_the_same_bytes(case: Path):
    expected = (case / "expected.md").read_text("utf-8")
    assert to_markdown(by_cmark(expected)) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_two_readers_of_commonmark_see_the_same_text(case: Path):
    expected = (case / "expected.md").read_text("utf-8")
    if case.name.startswith(("footnotes", "lists-of-tasks")):
        pytest.skip("markdown-it reads footnotes and tasks with plugins only")
    assert letters(by_cmark(expected)) == letters(by_markdown_it(expected))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lines_end_without_spaces(case: Path):
    for line in (case / "expected.md").read_text("utf-8").split("\n"):
        assert line == line.rstrip(" \t")
