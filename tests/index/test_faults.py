"""What may happen to an index: every time the right answer, or one clear line, and then a healed index."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from newsclip.errors import ArchiveError
from newsclip.index import Index

SEARCH = """
import sys
from pathlib import Path
from newsclip.errors import NewsclipError
from newsclip.index import Index
if len(sys.argv) > 3:
    # Everything is imported before the rights are given away.
    import os
    import filelock, shutil, tempfile, newsclip.index.rebuild
    with_rights = Index(Path(sys.argv[4]))
    with_rights.sync()
    with_rights.search("诈骗")
    os.chdir(sys.argv[4])  # the folder that the tests run in may be one that nobody else may enter
    os.setuid(int(sys.argv[3]))
index = Index(Path(sys.argv[1]))
try:
    report = index.sync()
    print(index.search(sys.argv[2], limit=0).total, report.message)
except NewsclipError as error:
    print("error", error)
"""


def search_in_process(root, query, *more):
    command = [sys.executable, "-c", SEARCH, str(root), query, *more]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def filled(archive):
    return fill(archive)


@pytest.fixture
def open_to_all():
    """A folder that every user may read. Pytest's own are private, and each pytest that starts makes them so again."""
    with tempfile.TemporaryDirectory(prefix="newsclip-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        if not all(parent.stat().st_mode & 0o001 for parent in folder.parents):
            pytest.skip("temporary files are out of other users' reach here")
        before = os.umask(0o022)
        yield folder
        os.umask(before)


def fill(archive):
    for number in range(30):
        archive.write(
            f"2024/{number % 3 + 1:02d}/a{number}.md", f"电信网络诈骗 number{number} common", title=f"标题{number}"
        )
    long_ago = time.time() - 3600
    for path in archive.root.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    os.utime(archive.root, (long_ago, long_ago))
    assert len(archive.find("诈骗")) == 30
    return archive


def engine_files(archive, ending):
    return [path for path in archive.index._store.current().iterdir() if path.name.endswith(ending)]


def assert_heals(archive, expected_reason):
    first = Index(archive.root)
    report = first.sync()
    assert expected_reason in report.message
    assert report.message.endswith("rebuilt from the files")
    assert first.search("诈骗").total == 30
    second = Index(archive.root)
    assert second.sync().message == ""
    assert second.search("number7").total == 1


def replace(path, data):
    """Write a file anew: the engine of this process has the old one mapped, and dies if that gets shorter."""
    new = path.with_name("new")
    new.write_bytes(data)
    new.replace(path)


@pytest.mark.parametrize(
    "ending", ["idx", "pos", "term", "store", "fast", "fieldnorm", "meta.json", "stamps", "current"]
)
def test_a_truncated_file_is_noticed_and_healed(filled, ending):
    files = engine_files(filled, ending) or [filled.root / ".newsclip/index/current"]
    for path in files:
        data = path.read_bytes()
        replace(path, data[: len(data) // 2])
    assert_heals(filled, "damaged")


@pytest.mark.parametrize("ending", ["idx", "pos", "term", "store", "fast", "fieldnorm", "stamps"])
@pytest.mark.parametrize("where", [0.1, 0.5, 0.9])
def test_a_flipped_byte_is_noticed_and_healed(filled, ending, where):
    for path in engine_files(filled, ending):
        data = bytearray(path.read_bytes())
        data[int(len(data) * where)] ^= 0x20
        times = path.stat().st_mtime_ns
        replace(path, data)
        os.utime(path, ns=(times, times))
    assert_heals(filled, "damaged")


def test_a_changed_count_in_the_list_of_segments_is_noticed(filled):
    (path,) = engine_files(filled, "meta.json")
    path.write_text(path.read_text().replace('"max_doc": 30', '"max_doc": 20'))
    assert_heals(filled, "")


@pytest.mark.parametrize("ending", ["idx", "stamps", "meta.json", "seal"])
def test_a_missing_file_is_noticed_or_does_not_matter(filled, ending):
    for path in engine_files(filled, ending):
        path.unlink()
    index = Index(filled.root)
    report = index.sync()
    assert index.search("诈骗").total == 30
    assert report.rebuilt == (ending != "seal")


def test_an_index_of_another_version_is_rebuilt(filled):
    (filled.root / ".newsclip/index/current").write_text("g0-1234\n")
    assert_heals(filled, "another version")


def test_the_index_may_be_deleted(filled):
    subprocess.run(["rm", "-rf", str(filled.root / ".newsclip")], check=True)
    assert_heals(filled, "there was no index")


def test_copies_and_backups_need_no_rebuild(filled, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copy") / "archive"
    subprocess.run(["cp", "-r", str(filled.root), str(copy)], check=True)
    index = Index(copy)
    report = index.sync()
    assert not report.rebuilt
    assert index.search("诈骗").total == 30


WRITE = """
import sys
from pathlib import Path
from newsclip.index import Index
root = Path(sys.argv[1])
index = Index(root)
print("ready", flush=True)
for number in range(1000):
    path = root / "2025" / f"w{sys.argv[2]}-{number}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\\ntitle: w{number}\\n---\\n\\n诈骗 written{number}\\n")
    report = index.add([path])
    if len(sys.argv) > 3 and number + 1 == int(sys.argv[3]):
        break
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_index(filled):
    for round_ in range(6):
        writer = subprocess.Popen([sys.executable, "-c", WRITE, str(filled.root), str(round_)], stdout=subprocess.PIPE)
        writer.stdout.readline()
        deadline = time.monotonic() + 0.05 + 0.03 * round_
        while time.monotonic() < deadline:
            pass
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        index = Index(filled.root)
        report = index.sync()
        assert not report.locked
        files = {path.stem for path in filled.root.glob("2025/*.md")}
        readable = {path.stem for path in filled.root.glob("2025/*.md") if "诈骗" in path.read_text()}
        found = {hit.path.removeprefix("2025/").removesuffix(".md") for hit in index.search("诈骗", limit=None).hits}
        assert found >= readable
        assert index.count == 30 + len(files)


REBUILD = """
import sys
from pathlib import Path
from newsclip.index import Index
print("ready", flush=True)
while True:
    Index(Path(sys.argv[1])).rebuild()
"""


def test_a_rebuild_killed_at_any_moment_leaves_the_old_index(filled):
    command = [sys.executable, "-c", REBUILD, str(filled.root)]
    for round_ in range(4):
        rebuilding = subprocess.Popen(command, stdout=subprocess.PIPE)
        rebuilding.stdout.readline()
        deadline = time.monotonic() + 0.1 + 0.04 * round_
        while time.monotonic() < deadline:
            pass
        rebuilding.kill()
        rebuilding.wait()
        rebuilding.stdout.close()
        index = Index(filled.root)
        assert index.sync().message == ""
        assert index.search("诈骗").total == 30
    filled.index.rebuild()
    generations = [path for path in (filled.root / ".newsclip/index").iterdir() if path.is_dir()]
    assert len(generations) == 1


def test_two_writers_and_readers_at_once_lose_nothing(filled):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(filled.root), str(name), "12"], stdout=subprocess.DEVNULL)
        for name in range(2)
    ]
    reader = Index(filled.root)
    while any(writer.poll() is None for writer in writers):
        report = reader.sync()
        assert not report.rebuilt
        assert reader.search("诈骗").total >= 30
    assert [writer.returncode for writer in writers] == [0, 0]
    reader.sync()
    assert reader.search("诈骗").total == 54
    assert reader.search("written3", limit=None).total == 2


def test_a_search_does_not_wait_for_a_writer(filled):
    from filelock import FileLock

    filled.write("2024/01/new.md", "量子 fresh")
    with FileLock(filled.root / ".newsclip/index/lock"):
        done = search_in_process(filled.root, "诈骗")
        assert done.stdout.strip() == "30 another newsclip is indexing; the latest changes may be missing"
    assert filled.found("量子") == {"new"}


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="takes another user's rights")
def test_a_folder_that_cannot_be_written_is_searched_as_it_was_indexed(open_to_all, make_archive):
    other = open_to_all / "other"
    other.mkdir()
    (other / "x.md").write_text("x")
    nobody = ("65534", str(other))
    folder = open_to_all / "archive"
    filled = fill(make_archive(folder))
    assert search_in_process(folder, "诈骗", *nobody).stdout == "30 \n"
    assert search_in_process(os.path.relpath(folder, other), "诈骗", *nobody).stdout == "30 \n"
    filled.write("2024/01/new.md", "量子 诈骗")
    done = search_in_process(folder, "诈骗", *nobody)
    assert done.stdout.startswith("30 the index cannot be written (Permission denied)")
    for path in engine_files(filled, "idx"):
        os.truncate(path, 10)
    done = search_in_process(folder, "诈骗", *nobody)
    assert done.stdout.startswith("error")
    assert "the search index cannot be written: Permission denied" in done.stdout
    assert done.stderr == ""
    assert_heals_after_permission(filled)


def assert_heals_after_permission(archive):
    index = Index(archive.root)
    assert index.sync().rebuilt
    assert index.search("诈骗").total == 31


def test_a_file_that_cannot_be_read_is_named_and_tried_again(archive):
    archive.write("a.md", "诈骗")
    (archive.root / "b.md").symlink_to(archive.root / "target")
    (archive.root / "target").mkdir()
    archive.index.sync()
    assert archive.found("诈骗") == {"a"}


def test_a_folder_that_is_no_archive_is_one_clear_line(tmp_path):
    with pytest.raises(ArchiveError, match="there is no archive here"):
        Index(tmp_path / "nothing").sync()


def test_an_empty_archive_finds_nothing(archive):
    assert archive.find("anything") == []
    assert archive.find("") == []


def test_broken_front_matter_and_strange_files_are_still_found(archive):
    archive.write("broken.md", "诈骗 text").write_text("---\ntitle: [unclosed\n---\n诈骗 text\n")
    (archive.root / "binary.md").write_bytes(b"\xff\xfe\x00\x01 probe \x80")
    (archive.root / "empty.md").write_bytes(b"")
    (archive.root / "brackets.md").write_text("---\nx: " + "[" * 100_000 + "\n---\nprobe\n")
    os.mkfifo(archive.root / "pipe.md")
    assert archive.found("诈骗") == {"broken"}
    assert archive.found("probe") == {"binary", "brackets"}
    assert archive.index.count == 4


def test_a_file_name_that_is_not_utf8_is_indexed(archive):
    path = archive.root / os.fsdecode(b"\xff\xfe.md")
    path.write_text("probe text")
    assert len(archive.find("probe")) == 1
    path.unlink()
    assert archive.find("probe") == []
