"""Rules for one site: newsclip's own TOML files, and the community's ftr-site-config files."""

from __future__ import annotations

import pytest
from lxml import etree

from newsclip.errors import UsageError
from newsclip.extract.metadata import read_metadata
from newsclip.extract.siterules import SiteRules, parse_ftr, parse_toml
from newsclip.extract.structured import read_structured
from newsclip.parse import Element, parse_html

PAGE = """<html><head><title>SEO</title></head><body>
<h1>Not this</h1><h2 class="t">The <i>title</i></h2><p class="by">By <a>Ann Lee</a></p>
<time datetime="2020-01-02T03:04Z">x</time>
<div class="story" id="s"><p>One</p><p class="promo">Buy</p>tail<p class="q" style="a">Q <b>b <i>i</i> c</b> d</p>
<img src="/ad/x.png"><div class="story"><p>Two</p></div></div><a rel="next" href="/2">next</a></body></html>"""

TOML = """
title = "h2.t"
author = [".nothing", ".by a"]
date = "time"
body = "div.story"
strip = [".promo", "//img"]
next = "a[rel=next]"
dissolve = "b"
strip_attributes = "//p/@style"
replace = [{find = "One", with = "First"}]
"""

FTR = """# a comment
title://h2[@class='t']
author: //p[@class='by']/a
body: //div[@id='s']
strip_id_or_class: promo
strip_image_src: /ad/
strip: //nothing[
dissolve: //b
wrap_in(blockquote): //p[@class='q']
strip_attr: //p/@style
next_page_link: //a[@rel='next']/@href
if_page_contains: //h2
single_page_link: //a/@href
if_page_contains: //h6
find_string: One
replace_string: First
replace_string(Two): Second
prune: no
tidy: yes
http_header(User-Agent): x
test_url: https://example.com/a
test_contains: One"""


def text_of(elements: list[Element]) -> str:
    return " ".join("".join("".join(element.itertext()) for element in elements).split())


@pytest.mark.parametrize("rules", [parse_toml(TOML, "a.toml"), parse_ftr(FTR, "a.txt")], ids=["toml", "ftr"])
def test_rules_find_and_clean(rules: SiteRules) -> None:
    tree = parse_html(rules.rewrite(PAGE))
    assert rules.find_title(tree) == "The title"
    assert rules.find_authors(tree) == ["Ann Lee"]
    assert rules.next_page(tree) == "/2"
    rules.clean(tree)
    body = rules.find_body(tree)
    assert len(body) == 1
    assert text_of(body) in ("FirsttailQ b i c d Two", "FirsttailQ b i c d Second")
    assert not tree.xpath("//b | //img | //p[@style]")


def test_a_date_attribute_goes_before_its_text() -> None:
    assert parse_toml(TOML, "").find_date(parse_html(PAGE)) == "2020-01-02T03:04Z"


def test_ftr_wraps_conditions_and_switches() -> None:
    rules = parse_ftr(FTR, "a.txt")
    tree = parse_html(PAGE)
    assert rules.single_page_view(tree) == ""
    assert not rules.prune
    assert rules.autodetect
    rules.clean(tree)
    assert tree.xpath("string(//blockquote/p)").startswith("Q")


def test_rules_go_before_everything_else_in_metadata() -> None:
    tree = parse_html(PAGE)
    reading = read_metadata(tree, read_structured(tree), "https://example.com/", parse_toml(TOML, ""))
    metadata = reading.metadata
    assert (metadata.title, metadata.authors, str(metadata.published)) == (
        "The title",
        ("Ann Lee",),
        "2020-01-02T03:04+00:00",
    )
    assert {reading.evidence[field] for field in ("title", "authors", "published")} == {"site rule"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("titel = 'h1'", "unknown key 'titel'"),
        ("title = 3", "'title' must be a selector"),
        ("title = ''", "'title' must be a selector"),
        ("title = 'h1['", "'title' holds 'h1['"),
        ("title = '//h1['", "no CSS or XPath"),
        ("prune = 'no'", "'prune' must be true or false"),
        ("replace = [{find = ''}]", "'replace'"),
        ("title = ", "not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_the_way_out(text: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_toml(text, "rules/example.com.toml")
    line = str(caught.value)
    assert line.startswith("rules/example.com.toml: ")
    assert reason in line
    assert "docs/site-rules.md" in line
    assert "\n" not in line


def test_text_behind_what_is_cut_stays() -> None:
    tree = etree.HTML("<div>a<p class='x'>cut</p>b<span class='x'>cut</span>c</div>")
    parse_toml("strip = '.x'", "").clean(tree)
    assert "".join(tree.itertext()) == "abc"
