"""`newsclip list` and `newsclip show`."""

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def filled(newsclip):
    newsclip("save", EXAMPLES / "posts", EXAMPLES / "pages" / "news-jsonld-ferry.html")
    return newsclip


def test_list_is_one_line_an_article_newest_first(filled):
    ran = filled("list")
    dates = [line.split("\t")[0] for line in ran.lines]
    assert ran.code == 0
    assert len(dates) == 7
    assert dates == sorted(dates, reverse=True)
    assert dates[0].startswith("2024-04-12")


def test_a_format_fills_fields_and_escapes(filled):
    ran = filled("list", "-n", "1", "--format", r"{title}\t{authors}|{{x}}")
    assert ran.out == "Night ferry to Ostmark returns after nine years\tRosa Delgado, Henrik Aas|{x}\n"


def test_nul_ends_lines_for_xargs(filled):
    ran = filled("list", "-0")
    assert ran.out.count("\0") == 7
    assert "\n" not in ran.out
    assert sorted(ran.out.split("\0")[:-1]) == sorted(filled("list", "--paths").lines)
    assert filled("list", "-0", "-f", "{title}", "tag:bread").out == "What a cold kitchen taught me about sourdough\0"


def test_a_path_for_xargs_is_as_it_is_whatever_is_in_it(filled, archive):
    old = Path(filled("list", "--paths", "tag:bread").lines[0])
    moved = old.with_name("odd\tname\nhere.md")
    old.rename(moved)
    assert filled("list", "-0", "tag:bread").out == f"{moved}\0"
    assert filled("search", "-0", "tag:bread").out == f"{moved}\0"


def test_list_takes_a_query(filled):
    ran = filled("list", "tag:bread", "--format", "{title}")
    assert ran.out == "What a cold kitchen taught me about sourdough\n"


def test_list_as_json(filled):
    first = json.loads(filled("list", "--json", "-n", "1").lines[0])
    assert first["title"] == "Night ferry to Ostmark returns after nine years"
    assert first["authors"] == ["Rosa Delgado", "Henrik Aas"]


def test_an_unknown_field_is_a_usage_error_that_names_the_fields(filled):
    ran = filled("list", "--format", "{colour}")
    assert ran.code == 2
    assert "colour" in ran.err
    assert "title" in ran.err


def test_an_empty_archive_lists_nothing(newsclip, archive):
    archive.mkdir()
    ran = newsclip("list")
    assert (ran.code, ran.out) == (0, "")


def test_an_archive_that_is_not_there_is_one_clear_line(newsclip, archive):
    ran = newsclip("list")
    assert (ran.code, ran.out) == (1, "")
    assert str(archive) in ran.err
    assert not archive.exists()


def test_show_in_a_pipe_is_the_file(filled):
    path = filled("list", "-n", "1", "--format", "{path}").out.strip()
    listed = filled("list", "-n", "1", "--format", "{id}").out.strip()
    for reference in (
        listed,
        path,
        "https://www.harbourcourier.example/transport/2024/apr/12/night-ferry-ostmark-returns",
    ):
        ran = filled("show", reference)
        assert ran.code == 0, ran.err
        assert ran.out.startswith("---\ntitle: Night ferry")
        assert "cellos" in ran.out


def test_show_takes_the_url_that_was_saved_where_the_page_names_another(newsclip, server):
    page = (EXAMPLES / "pages" / "news-jsonld-ferry.html").read_text("utf-8")
    url = server("/news/1", page)
    assert newsclip("save", url).code == 0
    for command in ("show", "history", "diff"):
        assert newsclip(command, url).code == 0
    assert newsclip("show", f"{url}0").code == 1


def test_show_of_what_is_not_there_says_so(filled):
    ran = filled("show", "zzzzzz", "https://nowhere.example/")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 2


def test_show_of_broken_front_matter_shows_the_text_with_one_warning(filled, archive):
    broken = archive / "2024" / "04" / "broken.md"
    text = "---\ntitle: a: b\n---\n\nZebras at dusk.\n"
    broken.write_text(text)
    (identity,) = filled("list", "zebras", "--format", "{id}").lines
    for reference in (broken, identity):
        ran = filled("show", reference)
        assert (ran.code, ran.out) == (0, text)
        (warning,) = ran.err.splitlines()
        assert warning.startswith(f"newsclip: {broken}: line 2 cannot be read")
        assert "put the value in quotes" in warning


def test_an_article_removed_with_rm_is_gone_from_the_list(filled):
    Path(filled("list", "-n", "1", "--format", "{path}").out.strip()).unlink()
    assert len(filled("list").lines) == 6


def test_numbers_below_zero_and_open_braces_are_usage_errors(filled):
    for args in (
        ["list", "-n", "-1"],
        ["search", "x", "-n", "-3"],
        ["similar", "x", "-n", "-1"],
        ["list", "-f", "{date"],
    ):
        ran = filled(*args)
        assert (ran.code, len(ran.err.splitlines())) == (2, 1), (args, ran.err)
