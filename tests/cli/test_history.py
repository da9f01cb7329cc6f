"""`newsclip history`, `diff`, `show --at` and `refile`: nothing that a page once said is out of reach."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from newsclip import Archive

SENTENCES = (
    "The council voted on Tuesday to repair the lighthouse before the winter storms reach the bay. ",
    "Two builders from the next village have offered their boats, and the work is to begin within the week. ",
    "Nobody could say when the lamp had last been cleaned, but the keeper's daughter remembered a summer. ",
)


def page(*paragraphs: str) -> str:
    text = "".join(
        f"<p>{paragraph} {sentence}</p>" for paragraph, sentence in zip(paragraphs, SENTENCES * 4, strict=False)
    )
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>The lighthouse</title></head><body>"
        f"<nav><a href=/>Home</a></nav><article><h1>The lighthouse</h1>{text}</article>"
        "<aside class=promo><p>Subscribe to our letter.</p></aside></body></html>"
    )


VERSIONS = [
    page("Repairs are planned.", "They cost little.", "Boats are ready."),
    page("Repairs have begun.", "They cost little.", "Boats are ready."),
    page("Repairs are done.", "They cost much.", "Boats are ready."),
]


@pytest.fixture
def saved(newsclip, server) -> tuple[str, Path]:
    """One URL saved three times while its page changed: the URL and the file."""
    for version in VERSIONS:
        url = server("/lighthouse", version)
        ran = newsclip("save", url)
        assert ran.code == 0, ran.err
    return url, Path(ran.lines[0])


def test_history_lists_the_three_versions_of_one_url(newsclip, saved):
    url, path = saved
    lines = newsclip("history", url).lines
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert "current" in lines[2]
    assert "snapshot" in lines[2]
    records = [json.loads(line) for line in newsclip("history", path, "--json").lines]
    assert [record["current"] for record in records] == [False, False, True]
    assert len({record["path"] for record in records}) == 3
    assert f"source: {url}" in path.read_text("utf-8").replace('"', "").replace("'", "")


def test_diff_shows_what_changed_between_any_two(newsclip, saved):
    url, _ = saved
    last = newsclip("diff", url).out
    assert re.search(r"^-.*Repairs have begun", last, re.MULTILINE)
    assert re.search(r"^\+.*Repairs are done", last, re.MULTILINE)
    assert "Boats are ready" not in [line[1:] for line in last.splitlines() if line[:1] in "+-"]
    assert "Repairs are planned" in newsclip("diff", url, 1, 3).out
    assert newsclip("diff", url, 1, 9).code == 2


def test_show_at_gives_the_text_of_that_moment(newsclip, saved):
    url, path = saved
    folder = path.parents[2] / ".history"
    first, second = (Path(json.loads(line)["path"]) for line in newsclip("history", url, "--json").lines[:2])
    # The three saves took less than a second: pretend that they were days apart.
    first.rename(first.with_name("2024-05-02T00-00-00Z.md"))
    second.rename(second.with_name("2024-05-04T00-00-00Z.md"))
    earlier = (first.parent / "2024-05-02T00-00-00Z.md").read_text("utf-8")
    saved_line = re.search(r"^saved: .*$", earlier, re.MULTILINE)[0]
    for file in (*folder.rglob("*.md"), path):
        file.write_text(file.read_text("utf-8").replace(saved_line, "saved: 2024-05-01T00:00:00+00:00"), "utf-8")
    assert "Repairs are planned" in newsclip("show", url, "--at", "2024-05-01T12:00Z").out
    assert "Repairs have begun" in newsclip("show", url, "--at", "2024-05-03T12:00Z").out
    assert "Repairs are done" in newsclip("show", url, "--at", "2024-06").out
    assert "did not hold it yet" in newsclip("show", url, "--at", "2023").err
    assert newsclip("show", url, "--at", "soon").code == 2


def test_earlier_texts_outlive_the_state_folder(newsclip, saved, archive):
    _, path = saved
    shutil.rmtree(archive / ".newsclip")
    assert len(newsclip("history", path).lines) == 3
    assert "Repairs have begun" in newsclip("diff", path).out


def test_an_unchanged_page_makes_no_version_and_is_not_sent_again(newsclip, server):
    url = server("/lighthouse", VERSIONS[0])
    newsclip("save", url)
    assert "unchanged" in newsclip("save", url).err
    assert len(newsclip("history", url).lines) == 1


def test_refile_follows_new_rules_and_leaves_hand_edits(newsclip, server, archive, tmp_path, monkeypatch):
    first, second = server("/one", VERSIONS[0]), server("/two", VERSIONS[1].replace("lighthouse", "old lighthouse"))
    one, two = (Path(newsclip("save", url).lines[0]) for url in (first, second))
    two.write_text(two.read_text("utf-8") + "\nMy own note.\n", "utf-8")
    edited = two.read_bytes()
    assert newsclip("refile").out == ""

    rules = tmp_path / "config" / "rules"
    rules.mkdir(parents=True)
    monkeypatch.setenv("NEWSCLIP_CONFIG", str(rules.parent / "config.toml"))
    (rules / "127.0.0.1.toml").write_text('body = "article"\nstrip = "article p:last-child"\n')
    dry = newsclip("refile", "--dry-run")
    assert dry.lines == [str(one)]
    assert "Boats are ready" in one.read_text("utf-8")
    ran = newsclip("refile")
    assert ran.code == 0
    assert ran.lines == [str(one)]
    assert "1 updated, 1 edited by hand" in ran.err
    assert "Boats are ready" not in one.read_text("utf-8")
    assert two.read_bytes() == edited
    assert len(newsclip("history", one).lines) == 2
    assert newsclip("refile", one).out == ""


def test_refile_makes_no_second_article_where_another_canonical_url_is_read_today(newsclip, server, archive):
    url = server("/lighthouse", VERSIONS[0])
    path = Path(newsclip("save", url).lines[0])
    moved = VERSIONS[1].replace("<head>", "<head><link rel=canonical href=https://example.org/moved>").encode()
    snapshots = Archive(archive).snapshots
    capture = snapshots.latest_of_url(url)
    (identity,) = re.findall(r"^id: (\w+)$", path.read_text(), re.MULTILINE)
    snapshots.keep(identity, replace(capture, etag="2"), [moved])
    assert newsclip("refile").lines == [str(path)]
    assert list(archive.glob("2*/*/*.md")) == [path]
    assert "Repairs have begun" in path.read_text()


def test_refile_keeps_the_choices_of_the_save(newsclip, server):
    url = server("/lighthouse", VERSIONS[0])
    path = Path(
        newsclip("save", url, "--title", "My lighthouse", "--date", "1999-12-31", "--strip", "p:first-of-type").lines[0]
    )
    assert newsclip("refile").out == ""
    text = path.read_text("utf-8")
    assert "My lighthouse" in text
    assert "1999-12-31" in text
    assert "Repairs are planned" not in text


def test_refile_never_puts_nothing_in_the_place_of_an_article(newsclip, server, tmp_path, monkeypatch):
    path = Path(newsclip("save", server("/lighthouse", VERSIONS[0])).lines[0])
    before = path.read_bytes()
    rules = tmp_path / "config" / "rules"
    rules.mkdir(parents=True)
    monkeypatch.setenv("NEWSCLIP_CONFIG", str(rules.parent / "config.toml"))
    (rules / "127.0.0.1.toml").write_text('body = ".nowhere"\nautodetect = false\n')
    ran = newsclip("refile")
    assert (ran.code, ran.out) == (0, "")
    assert "1 left as they are" in ran.err
    assert path.read_bytes() == before


def test_refile_says_what_it_cannot_do(newsclip, tmp_path):
    (tmp_path / "post.md").write_text("---\ntitle: A post\n---\n\nNever fetched.\n")
    newsclip("save", tmp_path / "post.md")
    assert "1 without a snapshot" in newsclip("refile").err
    assert newsclip("refile", "nosuchid").code == 1


def test_select_and_strip_pick_the_article_by_hand(newsclip, server, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSCLIP_CONFIG", str(tmp_path / "config" / "config.toml"))
    url = server("/lighthouse", VERSIONS[0])
    text = newsclip("convert", url, "--select", "article p:nth-of-type(2)").out
    assert "They cost little." in text
    assert "Repairs" not in text
    nothing = newsclip("save", url, "--select", ".nowhere")
    assert (nothing.code, nothing.out) == (3, "")
    assert "a page on which --select finds no text" in nothing.err
    ran = newsclip("save", url, "--strip", "article p:last-child", "--remember")
    assert "rules kept in" in ran.err
    assert "Boats are ready" not in newsclip("convert", url).out
    assert newsclip("convert", url, "--select", "p[").code == 2


def test_a_page_from_standard_input_is_filed_under_its_url(newsclip):
    ran = newsclip("save", "-", "--url", "https://members.example/lighthouse", stdin=VERSIONS[0].encode())
    assert ran.code == 0
    assert "https://members.example/lighthouse" in Path(ran.lines[0]).read_text("utf-8")
