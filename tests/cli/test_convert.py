"""`newsclip convert`: the same normalization, to stdout, with nothing filed."""

import json
from pathlib import Path

from newsclip.frontmatter import split

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FERRY = EXAMPLES / "pages" / "news-jsonld-ferry.html"
FIELDS = (
    "source title authors author date modified site language url categories tags image editor description "
    "text markdown confidence refusal"
)


def test_markdown_with_front_matter_is_the_default(newsclip, archive):
    ran = newsclip("convert", FERRY)
    front = split(ran.out)
    assert ran.code == 0
    assert front.values["title"] == "Night ferry to Ostmark returns after nine years"
    assert "id" not in front.values
    assert "## Why the old line failed" in front.body
    assert not archive.exists()


def test_json_is_one_object_a_line_with_these_fields(newsclip):
    ran = newsclip("convert", "--format", "json", FERRY, EXAMPLES / "posts" / "obsidian-note.md")
    first, second = map(json.loads, ran.lines)
    assert list(first) == list(second) == FIELDS.split()
    assert first["source"] == str(FERRY)
    assert first["authors"] == ["Rosa Delgado", "Henrik Aas"]
    assert first["date"] == "2024-04-12T05:00:12+00:00"
    assert "The crossing takes eleven hours." in first["text"]
    assert "*Linnea*" in first["markdown"]
    assert "*Linnea*" not in first["text"]
    assert second["text"].startswith("[!note] From the margin")


def test_text_has_no_marks(newsclip):
    ran = newsclip("convert", "--format", "text", EXAMPLES / "posts" / "2019-03-14-sourdough.md")
    assert "eleven hours" in ran.out
    assert "**" not in ran.out
    assert "##" not in ran.out


def test_the_map_says_where_each_file_came_from(newsclip, tmp_path):
    page = tmp_path / "a.html"
    page.write_text(
        "<article><h1>T</h1><p>" + "A sentence with <a href='b'>a link</a>, and more words. " * 5 + "</p></article>"
    )
    urls = tmp_path / "urls.tsv"
    urls.write_text(f"{page}\thttps://example.org/dir/a\n")
    ran = newsclip("convert", page, "--url-map", urls, "--format", "json")
    record = json.loads(ran.out)
    assert record["url"] == "https://example.org/dir/a"
    assert "(https://example.org/dir/b)" in record["markdown"]


def test_a_broken_map_is_a_usage_error_that_names_the_line(newsclip, tmp_path):
    urls = tmp_path / "urls.tsv"
    urls.write_text("no tab here\n")
    ran = newsclip("convert", FERRY, "--url-map", urls)
    assert ran.code == 2
    assert "line 1" in ran.err


def test_an_unknown_format_is_a_usage_error(newsclip):
    assert newsclip("convert", FERRY, "--format", "pdf").code == 2


def test_standard_input_is_converted(newsclip):
    ran = newsclip("convert", "-", stdin=FERRY.read_bytes())
    assert ran.code == 0
    assert "cellos" in ran.out


def test_a_page_without_an_article_is_flagged_in_json_and_refused_elsewhere(newsclip, tmp_path):
    page = tmp_path / "login.html"
    page.write_text("<title>Log in</title><form><h1>Log in</h1><input type=password name=p><button>Go</button></form>")
    flagged = newsclip("convert", page, "--format", "json")
    assert flagged.code == 3
    assert "no article" in json.loads(flagged.out)["refusal"]
    assert len(flagged.err.splitlines()) == 1
    refused = newsclip("convert", page)
    assert (refused.code, refused.out) == (3, "")
    assert newsclip("convert", page, "--force").code == 0


def test_a_post_that_says_nothing_at_all_is_no_article(newsclip):
    empty = b"---\nlayout: page\n---\n"
    ran = newsclip("save", "-", stdin=empty)
    assert (ran.code, ran.out) == (3, "")
    assert "no title and no text" in ran.err
    assert newsclip("save", "-", "--force", stdin=empty).code == 0
    assert newsclip("convert", "-", stdin=b"---\ntitle: To be written\n---\n").code == 0


def test_a_note_is_dated_by_its_name(newsclip, tmp_path):
    for name in ("2021-06-22-A walk.md", "2021-06-23.md", "20210624.md"):
        (tmp_path / name).write_text("Words of the day.\n")
    ran = newsclip("convert", tmp_path, "--format", "json")
    found = [json.loads(line) for line in ran.lines]
    assert [(one["title"], one["date"]) for one in found] == [
        ("A walk", "2021-06-22"),
        ("2021-06-23", "2021-06-23"),
        ("20210624", None),
    ]
