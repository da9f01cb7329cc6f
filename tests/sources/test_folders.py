"""Folders of posts: what is an article is found, what a site generates or hides is left out."""

import shutil

import pytest

from newsclip.errors import UnsupportedSource
from newsclip.sources import open_source
from newsclip.sources.folders import Selection, read_place, walk

POST = "---\ntitle: A\n---\nText\n"
PAGE = "<html><body><p>words</p></body></html>"


def names(folder, **selection):
    return [path.relative_to(folder).as_posix() for path in walk(folder, Selection(**selection))]


def test_hexo_site(inputs, tmp_path):
    for name in ("source/_posts/a.md", "source/_posts/b.md", "source/about/index.md"):
        inputs.file(POST, f"blog/{name}")
    inputs.file("title: x", "blog/_config.yml")
    inputs.file("{}", "blog/db.json")
    inputs.file("# Theme", "blog/themes/x/README.md")
    inputs.file("title: hi", "blog/scaffolds/post.md")
    inputs.file(PAGE, "blog/public/a/index.html")
    inputs.file("# my blog", "blog/README.md")
    inputs.file("x", "blog/node_modules/y/readme.md")
    inputs.file("\x89PNG", "blog/source/_posts/a/pic.png")
    assert names(tmp_path / "blog") == ["source/_posts/a.md", "source/_posts/b.md", "source/about/index.md"]


def test_hugo_page_bundles_and_jekyll_posts(inputs, tmp_path):
    inputs.file('title = "x"', "site/hugo.toml")
    inputs.file("+++\ntitle = 'A'\n+++\nText", "site/content/posts/a/index.md")
    inputs.file("\x89PNG", "site/content/posts/a/pic.png")
    inputs.file("x", "site/layouts/_default/single.html")
    inputs.file(POST, "jekyll/_posts/2021-06-22-a.markdown")
    inputs.file(PAGE, "jekyll/_site/a.html")
    inputs.file("x: y", "jekyll/_config.yml")
    items = list(open_source(tmp_path))
    assert [item.content.relative_to(tmp_path).as_posix() for item in items] == [
        "jekyll/_posts/2021-06-22-a.markdown",
        "site/content/posts/a/index.md",
    ]


def test_obsidian_vault(inputs, tmp_path):
    inputs.file("Just a note, without front matter.", "vault/Tides and moons.md")
    inputs.file("- [A](https://example.org/a)\n- [B](https://example.org/b)\n", "vault/Links.md")
    inputs.file("x", "vault/.obsidian/workspace.json")
    inputs.file("x", "vault/.trash/Old.md")
    inputs.file("{}", "vault/Board.canvas")
    assert [(item.kind, item.content.name) for item in open_source(tmp_path / "vault")] == [
        ("post", "Links.md"),
        ("post", "Tides and moons.md"),
    ]


def test_ignore_file_and_globs(inputs, tmp_path):
    for name in ("a.md", "drafts/b.md", "drafts/keep.md", "c.html", "2021/d.md"):
        inputs.file(POST, f"x/{name}")
    inputs.file("drafts/*\n!drafts/keep.md\n", "x/.newsclipignore")
    assert names(tmp_path / "x") == ["a.md", "c.html", "2021/d.md", "drafts/keep.md"]
    assert names(tmp_path / "x", include=("*.md",), exclude=("2021",)) == ["a.md", "drafts/keep.md"]
    assert names(tmp_path / "x", include=("2021/*.md",)) == ["2021/d.md"]


def test_the_archive_itself_is_never_read_in(inputs, tmp_path):
    inputs.file(POST, "home/post.md")
    inputs.file(POST, "home/newsclip/2021/06/2021-06-22-a.md")
    archive = (tmp_path / "home/newsclip").resolve()
    assert names(tmp_path / "home", never=archive) == ["post.md"]


def test_links_to_folders_are_not_followed(inputs, tmp_path):
    inputs.file(POST, "x/a.md")
    (tmp_path / "x/loop").symlink_to(tmp_path / "x", target_is_directory=True)
    assert names(tmp_path / "x") == ["a.md"]


def test_a_link_that_leads_to_itself_hides_none_of_the_others(inputs, tmp_path):
    inputs.file(POST, "x/a.md")
    (tmp_path / "x/loop.md").symlink_to("loop.md")
    inputs.file(POST, "x/z.md")
    assert names(tmp_path / "x") == ["a.md", "z.md"]


def test_a_folder_in_it_that_cannot_be_read_is_named_and_the_rest_is_read(inputs, tmp_path):
    for name in ("a.md", "gone/b.md", "z/c.md"):
        inputs.file(POST, f"x/{name}")
    found = open_source(tmp_path / "x")
    assert next(found).content.name == "a.md"
    shutil.rmtree(tmp_path / "x/gone")
    unreadable, other = found
    assert str(unreadable.problem).startswith(f"{tmp_path / 'x/gone'}: cannot be read: ")
    assert other.content.name == "c.md"


def test_a_folder_that_is_too_deep_is_named(inputs, tmp_path, monkeypatch):
    monkeypatch.setattr("newsclip.sources.folders.DEPTH_CAP", 2)
    inputs.file(POST, "x/1/2/a.md")
    inputs.file(POST, "x/1/2/3/b.md")
    too_deep, read = open_source(tmp_path / "x")
    assert (read.content.name, too_deep.problem.source) == ("a.md", str(tmp_path / "x/1/2/3"))


def test_files_of_no_known_format_are_passed_over_and_broken_ones_named(inputs, tmp_path):
    inputs.file(POST, "x/a.md")
    inputs.file("words and words", "x/notes.txt")
    inputs.file("{}", "x/package.json")
    inputs.file(b"\0\1\2\3", "x/blob.bin")
    inputs.file(b"PK\x03\x04 broken", "x/export.zip")
    inputs.file("", "x/empty.md")
    items = list(open_source(tmp_path / "x"))
    assert [(item.kind, bool(item.problem)) for item in items] == [("post", False), ("", True)]
    assert "damaged zip" in str(items[1].problem)


def test_a_folder_without_anything_says_so(inputs, tmp_path):
    inputs.file("x", "x/a.css")
    with pytest.raises(UnsupportedSource, match="folder without posts"):
        list(read_place(tmp_path / "x"))
