"""What was fetched is kept once, compressed, and given back bit for bit or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.archive.choices import Choices
from newsclip.archive.snapshots import Capture, CapturedPage, Snapshots
from newsclip.errors import ArchiveError

URL = "https://example.org/pier"
CAPTURE = Capture(
    taken=datetime(2024, 5, 1, 9, tzinfo=UTC),
    url=URL,
    pages=(CapturedPage(url=URL, content_type="text/html; charset=utf-8"),),
    etag='"v1"',
)


def files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.zst"))


def test_a_capture_is_read_back_as_it_was(tmp_path: Path) -> None:
    kept = Snapshots(tmp_path).keep(
        "3tq6kz", replace(CAPTURE, choices=Choices(title="Mine", select=("article",))), [b"<p>x</p>"]
    )
    again = Snapshots(tmp_path)
    assert again.latest("3tq6kz") == kept
    assert again.read(kept.pages[0].sha256) == b"<p>x</p>"
    assert again.captures("another") == ()


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    snapshots.keep("aaa", CAPTURE, [b"same"])
    snapshots.keep("aaa", replace(CAPTURE, taken=datetime(2024, 6, 1, tzinfo=UTC)), [b"same"])
    snapshots.keep("bbb", CAPTURE, [b"same"])
    assert len(files(tmp_path)) == 1
    assert len(snapshots.captures("aaa")) == 1


def test_a_changed_page_is_another_capture(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    for body in (b"one", b"two", b"three"):
        snapshots.keep("aaa", CAPTURE, [body])
    assert [snapshots.read(capture.pages[0].sha256) for capture in snapshots.captures("aaa")] == [
        b"one",
        b"two",
        b"three",
    ]


def test_pages_of_one_article_stay_together(tmp_path: Path) -> None:
    pages = (CapturedPage(url=URL), CapturedPage(url=f"{URL}/2"))
    kept = Snapshots(tmp_path).keep("aaa", replace(CAPTURE, pages=pages), [b"one", b"two"])
    assert [Snapshots(tmp_path).read(page.sha256) for page in kept.pages] == [b"one", b"two"]


def test_text_is_compressed(tmp_path: Path) -> None:
    Snapshots(tmp_path).keep("aaa", CAPTURE, [b"<p>The same again.</p>" * 10_000])
    assert files(tmp_path)[0].stat().st_size < 2000


@pytest.mark.parametrize("damage", [b"not zstd", b"", None])
def test_a_damaged_or_lost_snapshot_is_said_to_be_so(tmp_path: Path, damage: bytes | None) -> None:
    snapshots = Snapshots(tmp_path)
    kept = snapshots.keep("aaa", CAPTURE, [b"body"])
    (path,) = files(tmp_path)
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    assert not snapshots.holds(kept)  # so the server is asked for the page again, not whether it has changed
    with pytest.raises(ArchiveError, match=r"the snapshot is (gone|damaged)"):
        snapshots.read(kept.pages[0].sha256)
    snapshots.keep("aaa", CAPTURE, [b"body"])
    assert snapshots.read(kept.pages[0].sha256) == b"body"


def test_a_swapped_snapshot_is_noticed(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    first = snapshots.keep("aaa", CAPTURE, [b"one"])
    second = snapshots.keep("bbb", CAPTURE, [b"two"])
    one, two = (next(p for p in files(tmp_path) if c.pages[0].sha256 in p.name) for c in (first, second))
    one.write_bytes(two.read_bytes())
    with pytest.raises(ArchiveError, match="damaged"):
        snapshots.read(first.pages[0].sha256)


def test_a_line_cut_short_by_a_crash_hides_no_other(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    snapshots.keep("aaa", CAPTURE, [b"one"])
    (log,) = tmp_path.rglob("*.jsonl")
    log.write_text(log.read_text("utf-8") + '{"taken": "2024-0', "utf-8")
    assert len(snapshots.captures("aaa")) == 1
    snapshots.keep("aaa", CAPTURE, [b"two"])
    assert [snapshots.read(capture.pages[0].sha256) for capture in snapshots.captures("aaa")] == [b"one", b"two"]


@given(st.binary(max_size=5000))
def test_every_body_comes_back(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    snapshots = Snapshots(tmp_path_factory.mktemp("archive"))
    assert snapshots.read(snapshots.keep("aaa", CAPTURE, [body]).pages[0].sha256) == body
