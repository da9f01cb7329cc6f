"""Images beside an article: every way in which Markdown shows one, and the way back."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.archive.images import Got, image_urls, known_links, local_images, localize, remote
from newsclip.article import Article
from newsclip.errors import FetchError

PNG = b"\x89PNG\r\n\x1a\n one"
JPG = b"\xff\xd8\xff two"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><circle r='9'/></svg>"
SITE = "https://example.org"


def server(files: dict[str, bytes], asked: list[str] | None = None):
    def get(urls: Sequence[str]) -> list[Got]:
        if asked is not None:
            asked.extend(urls)
        return [(url, files.get(url) or FetchError("404", source=url)) for url in urls]

    return get


def put(body: str, folder: Path, files: dict[str, bytes], known: dict[str, str] | None = None):
    return localize(Article(title="x", body=body), folder / "2024-05-01-x.md", known or {}, server(files))


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        ("![a](https://e.org/a.png)", ["https://e.org/a.png"]),
        ('Text ![a](https://e.org/a.png "A title") text', ["https://e.org/a.png"]),
        ("![a](<https://e.org/a b.png>)", ["https://e.org/a b.png"]),
        ("![a [1] \\] b](https://e.org/a_(1).png)", ["https://e.org/a_(1).png"]),
        ("[![a](https://e.org/a.png)](https://e.org/big)", ["https://e.org/a.png"]),
        ("![](https://e.org/a.png?x=1&amp;y=2)", ["https://e.org/a.png?x=1&y=2"]),
        ("![](https://e.org/a\\_b.png)", ["https://e.org/a_b.png"]),
        ('| <img alt="x" src="https://e.org/a.png"> | b |', ["https://e.org/a.png"]),
        ("![](a.png) ![](b.png) ![](a.png)", ["a.png", "b.png"]),
        ("`![](a.png)` ``x ` ![](a.png)`` ![](b.png)", ["b.png"]),
        ("```\n![](a.png)\n```\n![](b.png)", ["b.png"]),
        ("> ~~~~\n> ![](a.png)\n> ~~~\n> ![](a.png)\n> ~~~~\n\n![](b.png)", ["b.png"]),
        ("[a](https://e.org/a.png) !(x)[y]", []),
    ],
)
def test_images_are_found_where_they_are_shown(body: str, urls: list[str]) -> None:
    assert list(image_urls(body)) == urls


def test_an_image_moves_beside_the_article_and_back(tmp_path: Path) -> None:
    body = f'# A\n\n![The pier]({SITE}/img/The%20Pier.PNG?w=900 "At dusk") and `![x](y)`.\n'
    put_ = put(body, tmp_path, {f"{SITE}/img/The%20Pier.PNG?w=900": PNG})
    (file,) = (tmp_path / "2024-05-01-x").iterdir()
    assert file.name.startswith("The-Pier-")
    assert file.suffix == ".png"
    assert file.read_bytes() == PNG
    assert f'![The pier](2024-05-01-x/{file.name} "At dusk")' in put_.article.body
    assert local_images(put_.article) == {f"2024-05-01-x/{file.name}": (f"{SITE}/img/The%20Pier.PNG?w=900",)}
    back = remote(put_.article, tmp_path / "2024-05-01-x.md")
    assert back == Article(title="x", body=body)


def test_the_suffix_comes_from_the_content(tmp_path: Path) -> None:
    found = put(
        f"![]({SITE}/a.png) ![]({SITE}/b) ![]({SITE}/c.php)",
        tmp_path,
        {f"{SITE}/a.png": JPG, f"{SITE}/b": SVG, f"{SITE}/c.php": PNG},
    )
    assert sorted(path.suffix for path in (tmp_path / "2024-05-01-x").iterdir()) == [".jpg", ".png", ".svg"]
    assert not found.failures


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    body = f"![]({SITE}/a.png) ![]({SITE}/a.png) ![]({SITE}/copy.png)"
    found = put(body, tmp_path, {f"{SITE}/a.png": PNG, f"{SITE}/copy.png": PNG})
    assert len(list((tmp_path / "2024-05-01-x").iterdir())) == 1
    assert found.article.body.count("2024-05-01-x/") == 3
    assert set(known_links(found.article)) == {f"{SITE}/a.png", f"{SITE}/copy.png"}


def test_what_cannot_be_had_keeps_its_link(tmp_path: Path) -> None:
    body = f"![]({SITE}/gone.png) ![]({SITE}/page.png) ![]({SITE}/a.png) ![](relative.png)"
    found = put(body, tmp_path, {f"{SITE}/page.png": b"<html>log in</html>", f"{SITE}/a.png": PNG})
    assert f"![]({SITE}/gone.png) ![]({SITE}/page.png) ![](2024-05-01-x/a-" in found.article.body
    assert "![](relative.png)" in found.article.body
    assert [failure.reason for failure in found.failures] == ["404", "is no image"]


def test_an_image_in_a_data_url_becomes_a_file_and_returns(tmp_path: Path) -> None:
    url = "data:image/png;base64," + base64.b64encode(PNG * 100).decode()
    found = put(f"![x]({url})", tmp_path, {})
    assert "data:" not in found.article.body
    assert next((tmp_path / "2024-05-01-x").iterdir()).read_bytes() == PNG * 100
    assert remote(found.article, tmp_path / "2024-05-01-x.md").body == f"![x]({url})"


def test_nothing_is_got_twice(tmp_path: Path) -> None:
    body = f"![]({SITE}/a.png) ![]({SITE}/b.png)"
    first = put(body, tmp_path, {f"{SITE}/a.png": PNG})
    known = known_links(first.article)
    asked: list[str] = []
    again = localize(Article(title="x", body=body), tmp_path / "2024-05-01-x.md", known, server({}, asked))
    assert asked == [f"{SITE}/b.png"]
    assert again.article.body == first.article.body
    next((tmp_path / "2024-05-01-x").iterdir()).unlink()
    localize(Article(title="x", body=body), tmp_path / "2024-05-01-x.md", known, server({}, asked))
    assert asked == [f"{SITE}/b.png", f"{SITE}/a.png", f"{SITE}/b.png"]


def test_an_article_without_images_makes_no_folder(tmp_path: Path) -> None:
    assert put("Text.\n", tmp_path, {}).article.body == "Text.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "CON", "文章" * 60, "a'b(c)", ".hidden", "%2e%2e%2fx"])
def test_no_url_names_a_file_outside_of_the_folder(tmp_path: Path, name: str) -> None:
    url = f"{SITE}/{name}.png"
    put(f"![](<{url}>)", tmp_path, {url: PNG})
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert file.parent == tmp_path / "2024-05-01-x"
    assert len(file.name.encode()) <= 100


@given(st.text("![]()<>`~\\\"' \nab/:.png#", max_size=200))
def test_any_text_without_fetched_images_stays_as_it_is(body: str) -> None:
    article = Article(title="x", body=body)
    assert localize(article, Path("/nowhere/x.md"), {}, lambda urls: []).article == article


def test_the_order_in_which_pictures_arrive_does_not_show(tmp_path):
    urls = [f"https://example.org/{name}.png" for name in ("one", "twin", "two")]
    pictures = dict(zip(urls, (PNG + b"1", PNG + b"1", PNG + b"2"), strict=True))
    article = Article(title="A", body="".join(f"![]({url})\n\n" for url in urls))

    def files(folder, order):
        found = localize(article, folder / "a.md", {}, lambda wanted: [(url, pictures[url]) for url in order(wanted)])
        return found.article, sorted(path.name for path in (folder / "a").iterdir())

    assert files(tmp_path / "1", sorted) == files(tmp_path / "2", lambda wanted: sorted(wanted, reverse=True))
