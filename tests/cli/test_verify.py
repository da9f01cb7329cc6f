"""`newsclip verify`: what is wrong with the files of an archive, one line each."""

import json
import shutil
from pathlib import Path

import pytest

from newsclip.archive.files import read_article

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
def filled(newsclip, monkeypatch, tmp_path):
    monkeypatch.setenv("NEWSCLIP_CONFIG", str(tmp_path / "config" / "config.toml"))
    newsclip("save", "-q", EXAMPLES / "posts", EXAMPLES / "pages" / "wordpress-garden.html")
    return newsclip


def test_a_sound_archive_is_one_line_on_stderr(filled, archive):
    (archive / "Templates" / "2024-pictures").mkdir(parents=True)
    (archive / "note.md").write_text("A note of my own.\n")
    (archive / "Templates" / "note.md").write_text("A note of my own.\n")
    ran = filled("verify")
    assert (ran.code, ran.out) == (0, "")
    assert "all is well" in ran.err


def test_each_problem_names_its_file_and_the_way_out(filled, archive, tmp_path):
    first, second, third, fourth, *_ = sorted(archive.glob("2*/*/*.md"))
    fourth.write_text(f"{fourth.read_text('utf-8')}\n<<<<<<< HEAD\nMine.\n=======\nTheirs.\n>>>>>>> other\n", "utf-8")
    first.write_text(first.read_text("utf-8").replace("title: ", "title: a: ", 1), "utf-8")
    copy = second.with_name(f"{second.stem}.sync-conflict-20261124.md")
    shutil.copy(second, copy)
    third.write_bytes(third.read_bytes() + b"caf\xe9\n")
    lost = archive / "2020" / "01" / "2020-01-02-gone"
    lost.mkdir(parents=True)
    (lost / "pier-1a2b3c4d.png").write_bytes(PICTURE)
    rules = tmp_path / "config" / "rules"
    rules.mkdir(parents=True)
    (rules / ".example.org.toml").write_text('body = "div[["\n')
    (rules / "www.example.org.toml").write_text('body = "article"\n')
    before = {path: path.read_bytes() for path in archive.rglob("*.md")}
    ran = filled("verify")
    assert ran.code == 1
    found = [line.split("\t") for line in ran.lines]
    assert all(len(line) == 3 and line[2] for line in found)
    assert {Path(path).name: reason for path, reason, _ in found}.keys() == {
        first.name,
        copy.name,
        third.name,
        fourth.name,
        lost.name,
        ".example.org.toml",
        "www.example.org.toml",
    }
    assert "7 problems" in ran.err
    assert {path: path.read_bytes() for path in archive.rglob("*.md")} == before
    assert {json.loads(line)["path"] for line in filled("verify", "--json").lines} == {line[0] for line in found}


def test_a_picture_that_is_missing_is_named_with_its_article(filled, archive, tmp_path):
    page = Path("pier.html")
    words = "The pier was built in the summer of 1887, when the ferry company had outgrown the old stone quay. " * 6
    page.write_text(
        f'<html lang=en><title>The pier</title><article><h1>The pier</h1><p>{words}</p><img src="pier.png" alt="pier" '
        f"width=600 height=400><p>{words}</p></article></html>"
    )
    Path("pier.png").write_bytes(PICTURE)
    path = Path(filled("save", page).lines[0])
    (link,) = read_article(path).article.extra["local_images"]
    assert filled("verify").code == 0
    (path.parent / link).unlink()
    ran = filled("verify")
    assert ran.code == 1
    assert [str(path), f"its picture {link} is missing"] == ran.lines[0].split("\t")[:2]


def test_an_article_that_shows_a_conflict_as_its_source_does_is_sound(newsclip, tmp_path):
    (tmp_path / "git.md").write_text("---\ntitle: On git\n---\n\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n")
    assert newsclip("save", tmp_path / "git.md").code == 0
    assert newsclip("verify").code == 0
