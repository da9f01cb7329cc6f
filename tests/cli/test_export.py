"""`newsclip export`, and links among saved articles that lead to their files."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from newsclip import Archive, Article, Timestamp
from newsclip.localize import localize_links

ONE, TWO = (
    Article(
        title=f"Article {name}",
        published=Timestamp.parse("2024-05-01"),
        url=f"https://example.org/{name}",
        tags=(name,),
        body=f"See [it](https://example.org/{other}#part) and <https://example.org/{other}>.\n",
    )
    for name, other in (("one", "two"), ("two", "three"))
)


@pytest.fixture
def linked(archive):
    library = Archive(archive)
    for article in (ONE, TWO):
        library.save(article)
    return library


def test_links_to_exported_articles_lead_to_their_files(newsclip, linked, tmp_path):
    ran = newsclip("export", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert len(ran.lines) == 2
    text = (tmp_path / "out/2024/05/2024-05-01-Article-one.md").read_text("utf-8")
    assert "[it](2024-05-01-Article-two.md#part)" in text
    assert "[https://example.org/two](2024-05-01-Article-two.md)" in text
    assert "https://example.org/three" in (tmp_path / "out/2024/05/2024-05-01-Article-two.md").read_text("utf-8")


def test_a_query_chooses_and_web_links_stay_when_asked_for(newsclip, linked, tmp_path):
    ran = newsclip("export", tmp_path / "out", "tag:one", "--web-links")
    assert len(ran.lines) == 1
    copied = (tmp_path / "out/2024/05/2024-05-01-Article-one.md").read_bytes()
    assert copied == (linked.root / "2024/05/2024-05-01-Article-one.md").read_bytes()


def test_an_export_over_another_brings_it_up_to_date(newsclip, linked, tmp_path):
    newsclip("export", tmp_path / "out")
    assert newsclip("export", tmp_path / "out").lines == []
    linked.save(replace(ONE, body="A new text.\n"))
    linked.save(replace(ONE, body="A newer text.\n", tags=("one", "more")))
    ran = newsclip("export", tmp_path / "out")
    copy = tmp_path / "out/2024/05/2024-05-01-Article-one.md"
    assert (ran.code, ran.lines, ran.err) == (0, [str(copy)], "")
    assert "A newer text." in copy.read_text("utf-8")


@pytest.mark.parametrize("ledger_lost", [False, True])
def test_an_export_never_overwrites_what_was_edited_there(newsclip, linked, tmp_path, ledger_lost):
    newsclip("export", tmp_path / "out")
    edited = tmp_path / "out/2024/05/2024-05-01-Article-one.md"
    edited.write_text("mine")
    linked.save(replace(ONE, body="A new text.\n"))
    if ledger_lost:
        shutil.rmtree(linked.root / ".newsclip")
    for _ in range(2):
        ran = newsclip("export", tmp_path / "out")
        assert ran.code == 4
        assert str(edited) in ran.err
        assert edited.read_text() == "mine"
    assert newsclip("export", tmp_path / "out", "--force").code == 0
    assert "A new text." in edited.read_text("utf-8")


def test_files_that_were_there_before_stay(newsclip, linked, tmp_path):
    there = tmp_path / "out/2024/05/2024-05-01-Article-one.md"
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    ran = newsclip("export", tmp_path / "out")
    assert (ran.code, len(ran.lines)) == (4, 1)
    assert there.read_text() == "mine"


def test_the_archive_itself_is_no_place_for_an_export(newsclip, linked):
    ran = newsclip("export", linked.root / "copies")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1


def test_show_can_lead_to_the_files_too(newsclip, linked):
    ran = newsclip("show", "https://example.org/one", "--local-links")
    assert f"[it]({(linked.root / '2024/05/2024-05-01-Article-two.md').resolve().as_uri()}#part)" in ran.out


def test_code_is_left_alone():
    text = "```\n[x](https://example.org/a)\n```\n[x](https://example.org/a)\n"
    assert localize_links(text, lambda _: "a.md") == "```\n[x](https://example.org/a)\n```\n[x](a.md)\n"


def test_inline_code_and_fences_in_lists_are_left_alone():
    text = "`<https://example.org/a>`\n- ```\n  <https://example.org/a>\n  ```\n"
    assert localize_links(text, lambda _: "a.md") == text


def test_a_folder_that_cannot_be_made_is_one_line(newsclip, linked, tmp_path):
    (tmp_path / "file").write_text("mine")
    ran = newsclip("export", tmp_path / "file")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_file_whose_front_matter_is_broken_is_copied_as_it_stands(newsclip, linked, tmp_path):
    broken = linked.root / "template.md"
    broken.write_text("---\ntitle: {{title}}\n---\n\nSee https://example.org/one\n")
    ran = newsclip("export", tmp_path / "out")
    assert (ran.code, ran.err, len(ran.lines)) == (0, "", 3)
    assert (tmp_path / "out/template.md").read_bytes() == broken.read_bytes()


def test_a_folder_in_the_place_of_a_copy_is_named_and_the_rest_is_copied(newsclip, linked, tmp_path):
    everything = {Path(line).name for line in newsclip("export", tmp_path / "out").lines}
    taken = sorted(everything)[0]
    (place,) = (tmp_path / "out").rglob(taken)
    (tmp_path / "other" / place.relative_to(tmp_path / "out")).mkdir(parents=True)
    ran = newsclip("export", tmp_path / "other")
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert taken in ran.err
    assert {Path(line).name for line in ran.lines} == everything - {taken}
