"""File names are dated, readable in every script, and safe on every file system."""

import unicodedata
from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip import Article
from newsclip.archive.layout import MAX_NAME_BYTES, article_files, article_path, name_key, name_of, slug

DAY = date(2021, 6, 22)
FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}


def test_an_article_is_filed_by_year_month_and_dated_title():
    path = article_path(DAY, "公安部：1至5月为群众挽回电信网络诈骗经济损失991亿元")
    assert path.as_posix() == "2021/06/2021-06-22-公安部-1至5月为群众挽回电信网络诈骗经济损失991亿元.md"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Vulkan 1.2.182 发布，引入多个新扩展", "Vulkan-1.2.182-发布-引入多个新扩展"),
        ("C++ and node.js: a / b \\ c", "C++-and-node.js-a-b-c"),
        ("What's new?", "What's-new"),
        ("...dots...", "dots"),
        ("🎉🎉", ""),
        ("cafe\u0301", "café"),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_every_script(title, expected):
    assert slug(title, 100) == expected


def test_a_title_without_letters_still_gives_a_name():
    assert article_path(DAY, "🎉").name == "2021-06-22-untitled.md"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("![](a.png)\n\nThe **night** ferry.\n\nMore.\n", "The-night-ferry"),
        ("[The ferry](https://example.org/a) sails.", "The-ferry-sails"),
        ("- Words " + "and more words " * 9, "Words-and-more-words-and-more-words-and-more-words-and"),
        ("市图书馆" * 40, "市图书馆" * 14 + "市"),
        ("![](a.png)\n\n---\n", "untitled"),
        ("", "untitled"),
    ],
)
def test_the_first_words_name_an_article_without_a_title(body, name):
    assert article_path(DAY, name_of(Article(body=body))).name == f"2021-06-22-{name}.md"
    assert name_of(Article(title="A title", body=body)) == "A title"


def test_a_name_that_is_taken_gets_a_suffix():
    assert article_path(DAY, "Same", taken="k3v9").name == "2021-06-22-Same-k3v9.md"


@given(st.text(max_size=400), st.text("abcdefghijklmnopqrstuvwxyz234567", max_size=12))
def test_every_title_gives_a_name_that_every_file_system_takes(title, taken):
    name = article_path(DAY, title, taken=taken).name
    assert not FORBIDDEN & set(name)
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert name == unicodedata.normalize("NFC", name)
    assert name.startswith("2021-06-22-")
    assert name.endswith(".md")
    stem = name.removesuffix(".md")
    assert not stem.endswith((".", " "))
    assert len(PurePosixPath(name).parts) == 1


@given(st.text(max_size=300), st.integers(0, 120))
def test_a_slug_is_never_cut_inside_a_character(title, limit):
    cut = slug(title, limit)
    assert len(cut.encode()) <= limit
    assert "\ufffd" not in cut or "\ufffd" in title


def test_names_that_differ_only_in_case_or_composition_are_one():
    assert name_key("Straße-É.md") == name_key("STRASSE-É.md") == name_key("strasse-e\u0301.md")


def test_the_walk_finds_articles_and_leaves_hidden_folders_out(tmp_path):
    for name in ("2021/06/b.md", "2021/06/a.md", "notes/c.md", ".newsclip/x.md", ".git/y.md", "2021/.hidden.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "2021/06/picture.png").write_text("x")
    found = [entry.path.removeprefix(f"{tmp_path}/") for entry in article_files(tmp_path)]
    assert found == ["2021/06/a.md", "2021/06/b.md", "notes/c.md"]


def test_the_walk_of_an_archive_that_is_not_there_finds_nothing(tmp_path):
    assert list(article_files(tmp_path / "none")) == []
