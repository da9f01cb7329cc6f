"""What a reader writes into the front matter of a file stays there, and does not hold up its article."""

from dataclasses import replace

import pytest

from newsclip import Archive, Article, Timestamp
from newsclip.archive.files import read_article
from newsclip.archive.images import localize
from newsclip.errors import EditedByHand

FERRY = Article(
    title="Night ferry returns",
    authors=("Rosa Delgado",),
    published=Timestamp.parse("2024-04-12T05:00:12+00:00"),
    url="https://example.org/ferry",
    canonical_url="https://example.org/ferry",
    language="en",
    description="It sails again.",
    tags=("ferries", "promo"),
    body="The *Linnea* sails again.\n\nBookings are at 91%.\n",
)
CHANGED = replace(FERRY, body="It sails twice a day.\n")


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


def edit(path, *changes):
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def mark(path, *lines):
    """Add lines to the front matter, as one does in an editor."""
    edit(path, ("\nid: ", "\n" + "\n".join(lines) + "\nid: "))


def again(archive, article, **options):
    return Archive(archive.root).save(article, **options)


@pytest.mark.parametrize(
    "lines",
    [
        ["read: true"],
        ["starred: yes", "read: true"],
        ["notes: |", "  Ask Rosa about this.", "  ---", "  And the fares."],
        ["highlights: [sails again]"],
        ["rating: 5", "aliases:", "  - the ferry"],
        ["# not checked yet", "read: true   # on the train"],
    ],
)
def test_the_article_is_renewed_and_what_the_reader_wrote_stays(archive, lines):
    path = archive.save(FERRY).path
    mark(path, *lines)
    before = read_article(path).article
    result = again(archive, CHANGED)
    assert (result.status, result.path) == ("updated", path)
    text = path.read_text("utf-8")
    assert all(line in text for line in lines)
    assert read_article(path).article == replace(before, body=CHANGED.body)


def test_the_text_before_is_in_the_history(archive):
    result = archive.save(FERRY)
    mark(result.path, "read: true")
    edited = result.path.read_text("utf-8")
    again(archive, CHANGED)
    versions = archive.history.versions(read_article(result.path))
    assert [version.read().text for version in versions] == [edited, result.path.read_text("utf-8")]


def test_keys_of_the_reader_outlast_every_further_change(archive):
    path = archive.save(FERRY).path
    mark(path, "rating: 5  # of five", "read: true")
    for number in range(3):
        again(archive, replace(FERRY, title=f"Ferry {number}", modified=Timestamp.parse(f"2024-05-0{number + 1}")))
        stored = read_article(path)
        assert (stored.article.title, stored.article.extra, stored.article.read) == (
            f"Ferry {number}",
            {"rating": "5"},
            True,
        )
        assert "rating: 5  # of five" in stored.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("91%", "92%"),
        ("title: Night ferry returns", "title: My ferry"),
        ("description: It sails again.", "description: I want to go."),
        ("- Rosa Delgado", "- Rosa Maria Delgado"),
        ("language: en\n", ""),
    ],
)
def test_an_edit_of_the_article_itself_is_not_overwritten(archive, old, new):
    path = archive.save(FERRY).path
    edit(path, (old, new), ("\nid: ", "\nread: true\nid: "))
    edited = path.read_bytes()
    with pytest.raises(EditedByHand):
        again(archive, CHANGED)
    assert path.read_bytes() == edited
    assert again(archive, FERRY).status == "unchanged"
    assert path.read_bytes() == edited


def test_a_key_of_the_source_that_was_edited_is_protected_too(archive):
    post = replace(FERRY, extra={"layout": "post"})
    path = archive.save(post).path
    edit(path, ("layout: post", "layout: page"))
    with pytest.raises(EditedByHand):
        again(archive, replace(post, body="New.\n"))


def test_keys_of_the_source_change_with_it_and_the_readers_stay(archive):
    post = replace(FERRY, extra={"layout": "post", "archived": "https://web.archive.org/web/2024/x"})
    path = archive.save(post).path
    mark(path, "rating: 5")
    again(archive, replace(CHANGED, extra={"layout": "page"}))
    assert read_article(path).article.extra == {"layout": "page", "rating": "5"}


def test_a_tag_that_was_taken_out_stays_out_while_the_source_gives_the_same(archive):
    path = archive.save(FERRY).path
    edit(path, ("- promo", "- holidays"))
    assert again(archive, FERRY).status == "unchanged"
    again(archive, CHANGED)
    assert read_article(path).article.tags == ("ferries", "holidays")


def test_what_was_taken_out_stays_out_whatever_else_the_source_gives_later(archive):
    given = replace(FERRY, notes="From the bus.", highlights=("sails again", "91%"))
    path = archive.save(given).path
    edit(path, ("  - promo\n", ""), ("notes: From the bus.\n", ""), ("  - sails again\n", ""))
    later = replace(CHANGED, tags=(*FERRY.tags, "ships"), notes=given.notes, highlights=(*given.highlights, "twice"))
    for _ in range(2):
        again(archive, later)
        article = read_article(path).article
        assert (article.tags, article.notes, article.highlights) == (("ferries", "ships"), "", ("91%", "twice"))
    edit(path, ("  - ships\n", ""))
    again(archive, replace(FERRY, tags=("promo",)))
    again(archive, later)
    assert read_article(path).article.tags == ("ferries",)


def test_a_tag_that_comes_with_the_save_joins_what_the_reader_has(archive):
    path = archive.save(FERRY).path
    edit(path, ("promo", "holidays"))
    again(archive, replace(FERRY, tags=(*FERRY.tags, "mine")), said=FERRY)
    assert read_article(path).article.tags == ("ferries", "holidays", "mine")


def test_marks_of_another_source_join_an_edited_file_once(archive):
    path = archive.save(FERRY).path
    edit(path, ("91%", "92%"))
    given = Article(tags=("pocket",), starred=True, notes="From the bus.")
    assert archive.store.add_marks(read_article(path), given).status == "updated"
    stored = read_article(path)
    assert stored.article.tags == ("ferries", "promo", "pocket")
    assert stored.article.starred
    assert "92%" in stored.text
    edit(path, ("pocket", "train"), ("starred: true\n", ""))
    assert archive.store.add_marks(read_article(path), given).status == "unchanged"
    assert "pocket" not in path.read_text("utf-8")
    with pytest.raises(EditedByHand):
        again(archive, CHANGED)


def test_marks_of_another_source_leave_a_file_that_newsclip_wrote_its_own(archive):
    path = archive.save(FERRY).path
    archive.store.add_marks(read_article(path), Article(tags=("pocket",)))
    assert not read_article(path).edited
    assert again(archive, FERRY).status == "unchanged"
    assert again(archive, CHANGED).status == "updated"
    assert read_article(path).article.tags == ("ferries", "promo", "pocket")


def test_a_file_with_windows_line_ends_keeps_them(archive):
    path = archive.save(FERRY).path
    mark(path, "read: true")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert again(archive, FERRY).status == "unchanged"
    assert again(archive, CHANGED).status == "updated"
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"It sails twice a day.\r\n" in data
    assert again(archive, CHANGED).status == "unchanged"


def test_a_converted_file_that_nobody_edited_is_unchanged(archive):
    path = archive.save(FERRY).path
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    assert again(archive, FERRY).status == "unchanged"
    assert path.read_bytes() == before


def test_an_editor_that_writes_the_front_matter_its_own_way_is_no_edit_of_the_article(archive):
    path = archive.save(FERRY).path
    edit(
        path,
        ("title: Night ferry returns", 'title: "Night ferry returns"'),
        ("language: en", "language: 'en'"),
        ("\nid: ", "\nread: true\nid: "),
    )
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n\n", "utf-8")
    assert again(archive, CHANGED).status == "updated"
    text = path.read_text("utf-8")
    assert 'title: "Night ferry returns"' in text
    assert text.endswith("\nIt sails twice a day.\n")


def test_a_chosen_title_and_pictures_beside_the_file_are_no_edit(archive):
    said = replace(FERRY, body="![pier](https://example.org/pier.png)\n\nIt sails.\n")
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 20
    path = archive.place(said).path
    filed = localize(said, path, {}, lambda urls: [(url, picture) for url in urls]).article
    filed = replace(filed, title="My ferry")
    path = archive.save(filed, said=said).path
    mark(path, "read: true")
    assert again(archive, filed, said=said).status == "unchanged"
    new = replace(said, body="It sails no more.\n")
    assert again(archive, new, said=new).status == "updated"
    article = read_article(path).article
    assert (article.read, article.body, article.title) == (True, "It sails no more.\n", "Night ferry returns")
    assert "local_images" not in article.extra


def test_a_title_for_a_file_whose_article_was_edited_is_refused_and_not_passed_over(archive):
    path = archive.save(FERRY).path
    edit(path, ("91%", "92%"))
    with pytest.raises(EditedByHand):
        again(archive, replace(FERRY, title="Mine"), said=FERRY)
    edit(path, ("92%", "91%"), ("\nid: ", "\nread: true\nid: "))
    again(archive, replace(FERRY, title="Mine"), said=FERRY)
    assert read_article(path).article.title == "Mine"


def test_two_keys_of_one_meaning_lose_no_value(archive):
    path = archive.save(FERRY).path
    edit(path, ("tags:", "Tags:"), ("\nid: ", "\nrating: 5\nid: "))
    again(archive, replace(CHANGED, tags=(*FERRY.tags, "ships")))
    article = read_article(path).article
    assert article.tags == ("ferries", "promo", "ships")
    assert article.body == CHANGED.body
    assert article.extra == {"rating": "5"}
    assert read_article(path).edited
