"""Whenever a newer text takes an article's place, the earlier one stays within reach."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsclip import Article, Timestamp
from newsclip.archive.files import read_article
from newsclip.archive.history import end_of
from newsclip.archive.layout import article_files
from newsclip.archive.store import Store

PIER = Article(
    title="The pier reopens",
    published=Timestamp.parse("2024-05-01"),
    url="https://example.org/pier",
    body="The pier opens in June.\n",
)
MOMENTS = [Timestamp.parse(f"2024-05-0{day}T09:00:00+00:00") for day in (1, 2, 3)]
TEXTS = ["The pier opens in June.\n", "The pier opens in July.\n", "The pier stays closed.\n"]


def save_three(store: Store) -> Path:
    for moment, text in zip(MOMENTS, TEXTS, strict=True):
        path = store.save(replace(PIER, body=text), saved=moment).path
    return path


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, lambda identity: None)


def test_three_versions_can_each_be_read(store: Store) -> None:
    stored = read_article(save_three(store))
    versions = store.history.versions(stored)
    assert [version.number for version in versions] == [1, 2, 3]
    assert [version.read().article.body for version in versions] == TEXTS
    assert [version.since for version in versions] == [moment.instant for moment in MOMENTS]
    assert versions[-1].path == stored.path
    assert versions[-1].until is None
    assert stored.article.url == PIER.url


def test_each_moment_has_the_text_that_was_there(store: Store) -> None:
    stored = read_article(save_three(store))
    hour = timedelta(hours=1)
    for moment, text in zip(MOMENTS, TEXTS, strict=True):
        version = store.history.at(stored, moment.instant + hour)
        assert version is not None
        assert version.read().article.body == text
    assert store.history.at(stored, MOMENTS[0].instant - hour) is None


def test_earlier_texts_outlive_the_state_folder_and_are_no_articles_of_today(store: Store, tmp_path: Path) -> None:
    path = save_three(store)
    shutil.rmtree(tmp_path / ".newsclip")
    assert len(store.history.versions(read_article(path))) == 3
    assert [Path(entry.path) for entry in article_files(tmp_path)] == [path]


def test_an_unchanged_source_and_new_tags_make_no_version(store: Store) -> None:
    path = store.save(PIER, saved=MOMENTS[0]).path
    store.save(PIER, saved=MOMENTS[1])
    store.save(replace(PIER, tags=("coast",)), saved=MOMENTS[2])
    stored = read_article(path)
    assert stored.article.tags == ("coast",)
    assert len(store.history.versions(stored)) == 1


def test_a_hand_edit_that_force_replaces_is_kept(store: Store) -> None:
    path = store.save(PIER, saved=MOMENTS[0]).path
    path.write_text(path.read_text("utf-8") + "My own thoughts.\n", "utf-8")
    store.save(replace(PIER, body=TEXTS[1]), saved=MOMENTS[1], force=True)
    first, second = store.history.versions(read_article(path))
    assert first.read().article.body.endswith("My own thoughts.\n")
    assert second.read().article.body == TEXTS[1]


def test_a_dry_run_keeps_nothing(store: Store, tmp_path: Path) -> None:
    store.save(PIER, saved=MOMENTS[0])
    store.save(replace(PIER, body=TEXTS[1]), saved=MOMENTS[1], dry_run=True)
    assert not (tmp_path / ".history").exists()


def test_versions_of_one_second_keep_their_order(store: Store) -> None:
    for text in [*TEXTS, "It is gone.\n"]:
        path = store.save(replace(PIER, body=text), saved=MOMENTS[0]).path
    versions = store.history.versions(read_article(path))
    assert [version.read().article.body for version in versions] == [*TEXTS, "It is gone.\n"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024-02-28T10:00:00Z", "2024-02-28T10:00:00.999999+00:00"),
        ("2024-02-28T10:00+02:00", "2024-02-28T08:00:59.999999+00:00"),
    ],
)
def test_a_time_names_all_of_itself(text: str, last: str) -> None:
    assert end_of(text) == datetime.fromisoformat(last)


@pytest.mark.parametrize(
    ("text", "next_day"), [("2024", (2025, 1, 1)), ("2023-12", (2024, 1, 1)), ("2024-02-29", (2024, 3, 1))]
)
def test_a_date_lasts_until_its_end_where_the_reader_is(text: str, next_day: tuple[int, int, int]) -> None:
    assert end_of(text) + timedelta(microseconds=1) == datetime(*next_day).astimezone()
    assert end_of(text).astimezone(UTC).tzinfo is UTC


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process cannot be changed")
@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2026-10", "2026-10-31T22:59:59.999999+00:00"),
        ("2026-10-25", "2026-10-25T22:59:59.999999+00:00"),
        ("2026-03-29", "2026-03-29T21:59:59.999999+00:00"),
    ],
)
def test_the_end_of_a_day_or_month_is_right_where_clocks_are_changed_in_it(
    monkeypatch: pytest.MonkeyPatch, text: str, last: str
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        assert end_of(text) == datetime.fromisoformat(last)
    finally:
        monkeypatch.undo()
        time.tzset()
