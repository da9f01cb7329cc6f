"""What a person wrote is never lost, and saving twice is safe."""

import logging
import os
import re
import shutil
import stat
import sys
from dataclasses import replace

import pytest
from filelock import FileLock

from newsclip import Archive, Article, Timestamp
from newsclip.archive.files import read_article
from newsclip.errors import ArchiveError, ArchiveLocked, EditedByHand, NotInArchive

FERRY = Article(
    title="Night ferry returns",
    authors=("Rosa Delgado", "Henrik Aas"),
    published=Timestamp.parse("2024-04-12T05:00:12+00:00"),
    url="https://example.org/ferry?utm_source=x",
    canonical_url="https://example.org/ferry",
    language="en",
    tags=("ferries",),
    body="The *Linnea* sails again.\n\nBookings are at 91%.\n",
)


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


def reopened(archive):
    return Archive(archive.root)


def test_a_saved_article_is_read_back_as_it_was(archive):
    result = archive.save(FERRY)
    assert result.status == "saved"
    assert result.path.relative_to(archive.root).as_posix() == "2024/04/2024-04-12-Night-ferry-returns.md"
    stored = read_article(result.path)
    assert replace(stored.article, saved=None) == FERRY
    assert stored.id == result.id
    assert not stored.edited


def test_saving_the_same_article_again_changes_nothing(archive):
    first = archive.save(FERRY)
    before = first.path.read_bytes()
    second = reopened(archive).save(FERRY)
    assert (second.status, second.path) == ("unchanged", first.path)
    assert first.path.read_bytes() == before


def test_a_changed_source_updates_the_file_and_keeps_the_saved_date(archive):
    first = archive.save(FERRY)
    saved = read_article(first.path).article.saved
    second = reopened(archive).save(replace(FERRY, body="It sails twice a day.\n"))
    assert (second.status, second.path) == ("updated", first.path)
    stored = read_article(first.path)
    assert stored.article.body == "It sails twice a day.\n"
    assert stored.article.saved == saved
    assert not stored.edited


@pytest.mark.parametrize("index_deleted", [False, True])
def test_a_hand_edited_file_is_never_overwritten(archive, index_deleted):
    path = archive.save(FERRY).path
    path.write_text(path.read_text("utf-8").replace("91%", "92%"), "utf-8")
    edited = path.read_bytes()
    if index_deleted:
        shutil.rmtree(archive.root / ".newsclip")
    with pytest.raises(EditedByHand) as refusal:
        reopened(archive).save(replace(FERRY, body="New text.\n"))
    assert str(path) in str(refusal.value)
    assert "--force" in str(refusal.value)
    assert path.read_bytes() == edited


def test_a_hand_edited_file_whose_source_is_the_same_is_left_alone(archive):
    path = archive.save(FERRY).path
    path.write_text(path.read_text("utf-8").replace("91%", "92%"), "utf-8")
    edited = path.read_bytes()
    assert reopened(archive).save(FERRY).status == "unchanged"
    assert path.read_bytes() == edited


def test_a_new_tag_is_added_to_a_hand_edited_file_and_nothing_else_changes(archive):
    path = archive.save(FERRY).path
    text = path.read_text("utf-8").replace("91%", "92%")
    path.write_text(text, "utf-8")
    result = reopened(archive).save(replace(FERRY, tags=("ferries", "travel")))
    assert result.status == "updated"
    after = path.read_text("utf-8")
    assert read_article(path).article.tags == ("ferries", "travel")
    assert [line for line in text.splitlines() if line not in after.splitlines() and "digest" not in line] == []
    assert read_article(path).edited


def test_force_replaces_a_hand_edited_file(archive):
    path = archive.save(FERRY).path
    edited = path.read_text("utf-8").replace("91%", "92%").replace("\n---\n", "\nrating: 5\n---\n", 1)
    path.write_text(edited, "utf-8")
    result = reopened(archive).save(replace(FERRY, body="New text.\n"), force=True)
    assert (result.status, result.path) == ("updated", path)
    assert read_article(path).article.body == "New text.\n"
    assert "\nrating: 5\n" in path.read_text("utf-8")


def test_line_endings_that_git_changed_are_no_edit(archive):
    path = archive.save(FERRY).path
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert not read_article(path).edited


def test_a_file_that_a_person_moved_is_found_and_updated_there(archive):
    first = archive.save(FERRY)
    moved = archive.root / "travel" / "ferry.md"
    moved.parent.mkdir()
    first.path.rename(moved)
    result = reopened(archive).save(replace(FERRY, body="New text.\n"))
    assert (result.status, result.path) == ("updated", moved)
    assert not first.path.exists()


def test_articles_that_share_title_and_day_get_names_of_their_own(archive):
    other = replace(FERRY, url="https://example.org/other", canonical_url="https://example.org/other")
    first, second = archive.save(FERRY), archive.save(other)
    assert first.path != second.path
    assert second.path.name.startswith("2024-04-12-Night-ferry-returns-")
    assert reopened(archive).save(other).path == second.path


def test_names_that_differ_only_in_case_do_not_collide(archive):
    other = replace(FERRY, title="NIGHT FERRY RETURNS", url="https://example.org/2", canonical_url="")
    first, second = archive.save(FERRY), archive.save(other)
    assert first.path.name.casefold() != second.path.name.casefold()


def test_posts_without_a_url_are_versions_of_one_only_when_their_texts_are_alike(archive):
    post = Article(title="Morning notes", published=Timestamp.parse("2024-01-02"), body="Rain, then more rain.\n")
    first = archive.save(post)
    again = archive.save(replace(post, body="Rain, then more rain, then sun.\n"))
    other = archive.save(replace(post, body="Quarterly figures of a bakery.\n"))
    assert (again.status, again.path) == ("updated", first.path)
    assert other.status == "saved"
    assert other.path != first.path
    assert read_article(first.path).article.body == "Rain, then more rain, then sun.\n"


def test_two_posts_of_one_title_and_day_are_both_kept_in_languages_that_share_their_common_words(archive):
    bridge = (
        "The council voted on Tuesday to close the old bridge over the river for repairs that will take two years. "
        "Residents of the north said that they had not been asked, and that the detour makes it hard to get to work.\n"
    )
    recipe = (
        "Bake the potatoes whole in the oven, scoop out the flesh, and mix it with butter and a spoon of mustard. "
        "Fill the skins again, put cheese on top of them, and return them to the oven until they are brown.\n"
    )
    post = Article(title="Open thread", published=Timestamp.parse("2024-01-02"))
    first, second = archive.save(replace(post, body=bridge)), archive.save(replace(post, body=recipe))
    assert second.status == "saved"
    assert (read_article(first.path).article.body, read_article(second.path).article.body) == (bridge, recipe)
    edited = bridge.replace("two years", "three years, it says now")
    assert archive.save(replace(post, body=edited)).path == first.path


def test_posts_of_a_script_without_spaces_are_told_apart_by_their_texts_too(archive):
    post = Article(title="随笔", published=Timestamp.parse("2024-01-02"))
    first = archive.save(replace(post, body="市议会周二表决，关闭河上的旧桥两年进行维修，居民说事先没有人问过他们。\n"))
    other = archive.save(replace(post, body="把土豆整个放进烤箱，挖出薯肉，加上黄油和一勺芥末拌匀，再填回皮里。\n"))
    again = archive.save(replace(post, body="市议会周二表决，关闭河上的旧桥三年进行维修，居民说事先没有人问过他们。\n"))
    assert (other.status, again.path) == ("saved", first.path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_folder_that_cannot_be_read_is_said_to_be_so(archive):
    (archive.root / "2024").mkdir(parents=True)
    (archive.root / "2024" / "04").symlink_to("04")
    with pytest.raises(ArchiveError, match=r"2024/04: the folder cannot be read: .*; check its permissions"):
        archive.save(FERRY)


def test_a_file_that_comes_while_articles_are_filed_is_never_written_over(archive):
    with archive.store.writing():  # as an import holds it, while git or a sync tool brings files
        archive.save(FERRY)
        mine = archive.root / "2024/04/2024-04-12-Fares.md"
        mine.write_text("my own words\n")
        result = archive.save(replace(FERRY, title="Fares", url="https://example.org/fares", canonical_url=""))
    assert mine.read_text() == "my own words\n"
    assert result.path.name.startswith("2024-04-12-Fares-")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_an_article_that_is_a_link_to_a_file_elsewhere_stays_one(archive, tmp_path):
    first = archive.save(FERRY)
    elsewhere = tmp_path / "shared" / "ferry.md"
    elsewhere.parent.mkdir()
    first.path.rename(elsewhere)
    first.path.symlink_to(elsewhere)
    second = reopened(archive).save(replace(FERRY, body="It sails twice a day.\n"))
    assert second.path.is_symlink()
    assert read_article(elsewhere).article.body == "It sails twice a day.\n"


CANONICAL = "https://example.org/article.php"


@pytest.mark.parametrize(
    ("urls", "canonical"),
    [
        ([f"{CANONICAL}?id={number}" for number in range(3)], CANONICAL),
        ([f"{CANONICAL}?id=0", f"{CANONICAL}?id=1", CANONICAL], CANONICAL),
        ([f"https://example.org/read.html#news/{number}" for number in range(3)], ""),
        ([f"https://go.example.org/post-{number}?link={CANONICAL}" for number in range(3)], ""),
    ],
)
def test_pages_that_share_a_canonical_url_by_mistake_do_not_replace_each_other(archive, urls, canonical):
    texts = [
        "The council closes the old bridge over the river for two years, and nobody asked the north of the town.\n",
        "Potatoes are baked whole in their skins, scooped out, and mixed with butter and a spoon of mustard.\n",
        "Gulls learned to open the bins behind the market hall, and the stallholders have begun to feed them.\n",
    ]
    pages = [
        Article(title=f"Page {number}", url=url, canonical_url=canonical, body=texts[number])
        for number, url in enumerate(urls)
    ]
    filed = [archive.save(page) for page in pages]
    assert [result.status for result in filed] == ["saved"] * 3
    assert [read_article(result.path).article.body for result in filed] == texts
    assert [reopened(archive).save(page).path for page in pages] == [result.path for result in filed]
    newer = archive.save(replace(pages[2], body="Gulls were never there at all, says the market hall, and shuts.\n"))
    assert (newer.status, newer.path) == ("updated", filed[2].path)


def test_an_address_reached_over_http_or_with_tracking_is_the_same_article(archive):
    first = archive.save(FERRY)
    again = archive.save(replace(FERRY, url="http://www.example.org/ferry?fbclid=abc", canonical_url=""))
    assert again.path == first.path


def test_tags_and_marks_of_the_reader_survive_an_update(archive):
    archive.save(replace(FERRY, tags=("mine",), starred=True, notes="Read twice.", highlights=("sails again",)))
    updated = archive.save(replace(FERRY, body="New text.\n"))
    article = read_article(updated.path).article
    assert article.tags == ("mine", "ferries")
    assert article.starred
    assert article.notes == "Read twice."
    assert article.highlights == ("sails again",)


def test_an_undated_article_is_filed_under_the_day_it_was_saved(archive):
    result = archive.save(replace(FERRY, published=None))
    saved = read_article(result.path).article.saved
    assert result.path.name.startswith(saved.day.isoformat())
    assert read_article(result.path).article.published is None


def test_a_dry_run_writes_nothing_at_all(archive):
    result = archive.save(FERRY, dry_run=True)
    assert result.status == "saved"
    assert not archive.root.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_clear_error(archive):
    archive.root.mkdir()
    archive.root.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(ArchiveError) as failure:
        archive.save(FERRY)
    assert str(archive.root) in str(failure.value)


def test_whoever_waits_for_another_newsclip_is_told_and_then_served(archive, caplog, monkeypatch):
    archive.save(FERRY)
    monkeypatch.setattr("newsclip.archive.store._PATIENCE", 0.1)
    other = FileLock(archive.root / ".newsclip" / "lock")
    other.acquire()

    class LetGo(logging.Handler):
        def emit(self, record):
            other.release()

    handler = LetGo()
    logging.getLogger("newsclip").addHandler(handler)
    try:
        assert archive.save(replace(FERRY, body="x\n")).status == "updated"
    finally:
        logging.getLogger("newsclip").removeHandler(handler)
    assert caplog.messages == [f"newsclip: {archive.root}: another newsclip is writing to the archive; waiting"]


def test_a_newsclip_that_never_lets_go_is_one_clear_error(archive, monkeypatch):
    archive.save(FERRY)
    monkeypatch.setattr("newsclip.archive.store._PATIENCE", 0.1)
    monkeypatch.setattr("newsclip.archive.store._LOCK_WAIT", 0.2)
    with (
        FileLock(archive.root / ".newsclip" / "lock"),
        pytest.raises(ArchiveLocked, match="another newsclip is writing"),
    ):
        archive.save(replace(FERRY, body="x\n"))


def test_a_file_in_the_place_of_the_archive_is_one_clear_error(tmp_path):
    (tmp_path / "archive").write_text("not a folder")
    with pytest.raises(ArchiveError) as failure:
        Archive(tmp_path / "archive").save(FERRY)
    assert "archive" in str(failure.value)


def test_an_article_is_found_by_id_by_the_beginning_of_it_by_path_and_by_url(archive):
    result = archive.save(FERRY)
    relative = result.path.relative_to(archive.root)
    for reference in (result.id, result.id[:6], result.path, relative, FERRY.url, "http://www.example.org/ferry"):
        assert archive.get(reference).id == result.id
    with pytest.raises(NotInArchive):
        archive.get("https://example.org/nowhere")


def test_a_digest_that_an_older_newsclip_made_in_another_way_is_renewed_and_no_update(archive):
    path = archive.save(FERRY).path
    ours = path.read_text()
    older = re.sub(r"(?m)^(digest: \w+)-.*$", r"\1-0123456789abcdef", ours)
    path.write_text(older)
    assert archive.save(FERRY, dry_run=True).status == "unchanged"
    assert path.read_text() == older
    assert archive.save(FERRY).status == "unchanged"
    assert path.read_text() == ours
    assert not (archive.root / ".history").exists()


def test_no_temporary_file_stays_behind(archive):
    archive.save(FERRY)
    archive.save(replace(FERRY, body="x\n"))
    names = [path.name for path in archive.root.rglob("*") if ".newsclip/" not in path.as_posix()]
    assert not [name for name in names if name.startswith(".newsclip-writing")]


def test_what_a_killed_save_left_half_written_is_gone_after_a_later_save(archive):
    folder = archive.save(FERRY).path.parent
    dead, writing = (folder / f".newsclip-writing-{number * 6}.tmp" for number in ("0a", "1b"))
    for path in (dead, writing):
        path.write_text("half of it")
    os.utime(dead, (0, 0))
    other = replace(FERRY, title="Another", url="https://example.org/another", canonical_url="")
    archive.save(other, dry_run=True)
    assert dead.exists()
    archive.save(other)
    assert (dead.exists(), writing.exists()) == (False, True)


def test_of_a_file_and_its_conflicted_copies_always_the_same_is_updated(archive):
    path = archive.save(FERRY).path
    copies = [path.with_name(f"{path.stem} (conflicted copy {number}).md") for number in range(3)]
    for copy in copies:
        shutil.copy(path, copy)
    before = path.read_bytes()
    for number in range(3):
        assert reopened(archive).save(replace(FERRY, body=f"Version {number}.\n")).path == path
        assert reopened(archive).get(FERRY.url).path == path
    assert [copy.read_bytes() for copy in copies] == [before] * 3
