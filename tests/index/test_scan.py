from __future__ import annotations

import os
import shutil
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.index.scan import scan
from newsclip.index.stamps import compact_stamps, make_folder, read_stamps, write_stamps


def settle(root):
    """Give everything a time of an hour ago, as if nobody had touched it since."""
    ago = time.time() - 3600
    for path in (*root.rglob("*"), root):
        os.utime(path, (ago, ago))


@pytest.fixture
def tree(tmp_path):
    for month in ("01", "02"):
        folder = tmp_path / "2024" / month
        folder.mkdir(parents=True)
        for number in range(400 if month == "02" else 3):
            (folder / f"文章-{number}.md").write_text(f"text {number}")
    (tmp_path / "note.md").write_text("note")
    (tmp_path / "image.png").write_text("no article")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden/x.md").write_text("no article")
    settle(tmp_path)
    return tmp_path


def known(root):
    return list(scan(str(root), ()).folders.values())


def test_the_first_scan_finds_all_articles(tree):
    changes = scan(str(tree), ())
    assert len(changes.added) == 404
    assert b"note.md" in changes.added
    assert not changes.edited
    assert not changes.deleted


def test_an_unchanged_tree_has_no_news(tree):
    changes = scan(str(tree), known(tree))
    assert not changes.stale
    assert changes.articles == 0


@pytest.mark.parametrize("folder", ["2024/01", "2024/02"])
def test_every_way_to_change_a_tree_is_noticed(tree, folder):
    before = known(tree)
    ago = time.time() - 1800
    edited, replaced, moved, removed = (tree / folder / f"文章-{number}.md" for number in (0, 1, 2, 0))
    with edited.open("r+") as stream:  # in place: the folder's own time stays
        stream.write("TEXT")
    os.utime(edited, (ago, ago))
    changes = scan(str(tree), before)
    assert [os.fsdecode(path) for path in changes.edited] == [f"{folder}/文章-0.md"]
    assert (len(changes.added), len(changes.deleted)) == (0, 0)

    new = replaced.with_suffix(".tmp")  # by a rename over it
    new.write_text(replaced.read_text())
    os.utime(new, ns=(replaced.stat().st_atime_ns, replaced.stat().st_mtime_ns))
    new.rename(replaced)
    moved.rename(tree / "moved.md")
    removed.unlink()
    changes = scan(str(tree), before)
    assert [os.fsdecode(path) for path in changes.edited] == [f"{folder}/文章-1.md"]
    assert [os.fsdecode(path) for path in changes.added] == ["moved.md"]
    assert sorted(map(os.fsdecode, changes.deleted)) == [f"{folder}/文章-0.md", f"{folder}/文章-2.md"]


def test_new_and_removed_folders_are_noticed(tree):
    before = known(tree)
    (tree / "2025/03").mkdir(parents=True)
    (tree / "2025/03/new.md").write_text("new")
    (tree / "2024/01").rename(tree / "elsewhere")
    changes = scan(str(tree), before)
    assert sorted(map(os.fsdecode, changes.added)) == ["2025/03/new.md", *(f"elsewhere/文章-{n}.md" for n in range(3))]
    assert len(changes.deleted) == 3
    # What is so fresh that it may change again within the same tick of the clock is looked at again.
    assert scan(str(tree), list(changes.folders.values())).edited == [b"2025/03/new.md"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems look in one process")
def test_processes_of_their_own_find_the_same(tree, monkeypatch):
    monkeypatch.setattr("newsclip.index.look._FORK_FROM", 1)
    before = known(tree)
    assert not scan(str(tree), before).stale
    monkeypatch.chdir(tree)
    assert not scan(".", before).stale
    (tree / "2024/01/文章-0.md").write_text("other")
    (tree / "2024/02/文章-7.md").write_text("other")
    assert len(scan(str(tree), before).edited) == 2
    (tree / "2024/02/文章-7.md").unlink()
    shutil.rmtree(tree / "2024/01")
    assert len(scan(str(tree), before).deleted) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="other systems look in one process")
def test_processes_of_their_own_see_that_the_target_of_a_fresh_link_is_gone(tree, tmp_path_factory, monkeypatch):
    monkeypatch.setattr("newsclip.index.look._FORK_FROM", 1)
    target = tmp_path_factory.mktemp("elsewhere") / "target.md"
    target.write_text("fresh")
    (tree / "2024/01/link.md").symlink_to(target)
    folders = [folder._replace(changed=(tree / os.fsdecode(folder.path)).stat().st_mtime_ns) for folder in known(tree)]
    target.unlink()
    assert b"2024/01/link.md" in scan(str(tree), folders).deleted


NAME = st.binary(min_size=1, max_size=20).filter(lambda name: b"\0" not in name)
FILES = st.dictionaries(NAME, st.binary(min_size=32, max_size=32), max_size=5)


@given(st.lists(st.tuples(st.binary(max_size=10), st.integers(0, 2**62), FILES), max_size=4))
def test_stamps_come_back_from_their_file_as_they_were(tmp_path_factory, folders):
    path = str(tmp_path_factory.getbasetemp() / "stamps")
    made = [make_folder(*folder) for folder in folders]
    write_stamps(path, made)
    read = read_stamps(path)
    unique = {folder.path: folder for folder in made}
    assert read.folders == list(unique.values())
    assert [folder.by_name() for folder in made] == [files for _, _, files in folders]

    later = [*list(unique.values())[1:], make_folder(b"new", 1, {})]
    write_stamps(path, later, read)
    again = read_stamps(path)
    assert {folder.path: folder for folder in again.folders} == {folder.path: folder for folder in later}
    assert (again.base, again.identity) != (read.base, read.identity)

    os.truncate(path, again.end - 1)  # a writer was killed
    assert read_stamps(path).folders == read.folders
    write_stamps(path, later, read_stamps(path))
    assert {folder.path for folder in read_stamps(path).folders} == {folder.path for folder in later}


def test_what_saves_add_to_the_stamps_is_put_in_order_when_nobody_waits(tmp_path):
    path = str(tmp_path / "stamps")
    files = {b"%d.md" % number: bytes(32) for number in range(9_000)}
    write_stamps(path, [make_folder(b"2024", 1, files)])
    base = read_stamps(path)
    for day in range(3):
        before = read_stamps(path)
        some = [make_folder(b"2024/%d" % number, day, dict(list(files.items())[:600])) for number in range(5)]
        write_stamps(path, [before.folders[0], *some], before, patient=False)
    grown = read_stamps(path)
    assert grown.base == base.base  # nothing was written again
    compact_stamps(path)
    compact = read_stamps(path)
    assert compact.folders == grown.folders
    assert compact.end == compact.base < grown.end
