"""Hostile input: finished or refused within seconds, and nothing silently cut."""

import time

import pytest
from lxml import etree

from newsclip.errors import HostileInput
from newsclip.markdown import to_markdown

MANY = 20_000
NESTS = ["<div>", "<b>", "<span>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<a href=x>"]
FLOODS = {
    "stars": "<p>" + "*a" * MANY,
    "underscores": "<p>" + "_a " * MANY,
    "tildes": "<p>" + "~a~~ " * MANY,
    "bold that needs HTML": "<p>" + "<b>“a。”</b>字" * MANY,
    "brackets": "<p>" + "[" * MANY + "]:",
    "dashes": "<p>" + "- " * MANY + "x",
    "equals": "<p>" + "=" * MANY + "x",
    "lists": "<ul><li>a</li></ul>" * MANY,
    "srcset": '<img srcset="' + "a.jpg 1w," * MANY + '">',
    "references": "<p>" + "".join(f'<sup><a href="#n" id=r{n}>{n % 99}</a></sup>' for n in range(MANY)) + "<li id=n>x",
    "lines of code": "<pre>" + "<span class=line>a</span>" * MANY,
    "wrapped lines": "<p>" + "中\n" * MANY,
}


@pytest.mark.parametrize("tags", NESTS)
def test_deep_nesting_keeps_all_text(tags: str):
    made = to_markdown("".join(f"{tags}w{n} " for n in range(MANY)))
    assert all(f"w{n}" in made for n in range(0, MANY, 997))


def test_a_tree_that_is_deeper_than_any_parser_makes_converts():
    top = element = etree.Element("div")
    for _ in range(3_000):
        element = etree.SubElement(element, "i")
    element.text = "bottom"
    assert to_markdown(top) == "*bottom*\n"


def test_very_many_attributes_are_refused_at_once():
    attributes = " ".join(f"a{n}=1" for n in range(100_000))
    with pytest.raises(HostileInput, match="attributes"):
        to_markdown(f"<p {attributes}>x</p>")


def test_a_huge_line_is_kept_whole():
    text = "word " * 2_000_000
    assert to_markdown(f"<p>{text}</p>") == text.strip() + "\n"


@pytest.mark.parametrize("flood", FLOODS)
def test_time_grows_with_size_and_not_with_its_square(flood: str):
    started = time.process_time()
    to_markdown(FLOODS[flood])
    assert time.process_time() - started < 5


def test_scripts_as_text_stay_text_and_script_links_go():
    assert to_markdown("<p>&lt;script&gt;x&lt;/script&gt;</p>") == "\\<script>x\\</script>\n"
    for scheme in ("javascript:", "JavaScript:", " java\nscript:", "vbscript:", "data:text/html,"):
        assert to_markdown(f'<p><a href="{scheme}alert(1)">text</a></p>') == "text\n"
