"""Lists of links, as people and programs write them."""


def urls(items):
    return [item.url for item in items]


def test_url_list_with_comments_blank_lines_and_words_around(inputs):
    text = (
        "\ufeff# to read\nhttps://example.org/a\n\n  https://example.org/b  \n"
        "see (https://example.org/c_(d)), really\r\n"
        "https://example.org/a\n"
    )
    items = inputs.read(text)
    assert {item.kind for item in items} == {"urls"}
    assert urls(items) == ["https://example.org/a", "https://example.org/b", "https://example.org/c_(d)"]
    assert [item.origin.position for item in items] == [2, 4, 5]


def test_onetab_gives_titles(inputs):
    items = inputs.read("https://example.org/a | A page\n\nhttps://example.org/b | https://example.org/b\n")
    assert [(item.url, item.title) for item in items] == [
        ("https://example.org/a", "A page"),
        ("https://example.org/b", ""),
    ]


def test_newsboat_urls_give_tags_and_titles(inputs):
    (item,) = inputs.read('https://example.org/feed.xml "sea" "~Sea News" "!hidden" news\n')
    assert (item.title, item.tags) == ("Sea News", ("sea",))


def test_list_separated_by_nul(inputs):
    assert urls(inputs.read("https://example.org/a\0https://example.org/b\0")) == [
        "https://example.org/a",
        "https://example.org/b",
    ]


def test_what_find_print0_gives_names_files_and_folders(inputs, tmp_path):
    first = inputs.file("---\ntitle: A\n---\nText", "odd name\nwith a line end.md")
    inputs.file("<html><body><p>x</p></body></html>", "folder/page.html")
    missing = tmp_path / "missing.md"
    names = [str(first), str(tmp_path / "folder"), "https://example.org/a", str(missing)]
    items = inputs.read("\0".join(names) + "\0", "list.bin", kind="paths")
    assert [item.kind for item in items] == ["post", "page", "urls", ""]
    assert "no such file" in str(items[-1].problem)


def test_buku_markdown_and_org(inputs):
    markdown = "- [A [odd] page](https://example.org/a_(b)) <!-- TAGS: x,y -->\n- <https://example.org/b>\n"
    first, second = inputs.read(markdown)
    assert (first.kind, first.url, first.title, first.tags) == (
        "markdown-links",
        "https://example.org/a_(b)",
        "A [odd] page",
        ("x", "y"),
    )
    assert second.url == "https://example.org/b"
    first, second = inputs.read("* [[https://example.org/a][A page]] :x:y:\n* [[https://example.org/b]]\n")
    assert (first.kind, first.title, first.tags) == ("org-links", "A page", ("x", "y"))
    assert second.url == "https://example.org/b"
