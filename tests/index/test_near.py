"""Near-duplicates, similar articles, suggestions, wider queries, and many small commits."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.errors import NotInArchive
from newsclip.index import Index, fingerprint
from newsclip.index.segments import listed
from newsclip.index.sketch import clause_hashes, resemblance
from newsclip.index.tail import CLOSED_FROM, Group, carry_over

STORY = (
    "The harbour board voted on Monday to reopen the northern ferry line. Ticket prices will rise by a tenth, "
    "its chairwoman said at a press conference. Residents of the islands had asked for the line for nine years; "
    "the first boat leaves in April, weather permitting. A second boat is being built in the yard at Ostmark."
)


def test_a_story_with_another_frame_and_small_edits_is_a_near_duplicate(archive):
    archive.write("a.md", f"By our correspondent. {STORY}\n\nSubscribe to our newsletter.")
    archive.write("b.md", STORY.replace("a tenth", "one tenth") + "\n\n(Agency) All rights reserved by the agency.")
    archive.write("c.md", "An entirely different article about the price of bread, butter and salted fish in winter.")
    archive.index.sync()
    near = archive.index.near_duplicates(f"ＢＲＥＡＫＩＮＧ： {STORY}")
    assert {one.path for one in near} == {"a.md", "b.md"}
    assert all(one.duplicate and one.likeness >= 0.6 for one in near)
    assert archive.index.near_duplicates("short") == ()


def test_similar_lists_duplicates_then_what_shares_telling_words(archive):
    archive.write("a.md", STORY, title="Ferry")
    archive.write("b.md", f"{STORY} More.", title="Ferry again")
    archive.write("c.md", "Ostmark builds a boat for the harbour; residents of the islands wait.", title="Boat yard")
    for number in range(20):
        archive.write(f"other/{number}.md", f"Bread number {number} and butter.", title=f"Food {number}")
    archive.index.sync()
    found = archive.index.similar("a.md")
    assert [(one.path, one.duplicate) for one in found[:2]] == [("b.md", True), ("c.md", False)]
    with pytest.raises(NotInArchive):
        archive.index.similar("nothing")


@given(st.text())
def test_a_fingerprint_is_that_of_the_folded_text(text):
    assert fingerprint(text) == fingerprint(text.upper().lower()) or not text.isascii()
    assert len(fingerprint(text)) <= 16
    hashes = clause_hashes(text)
    assert resemblance(hashes, hashes) in (0.0, 1.0)


def test_a_misspelt_word_and_a_term_too_many_are_mended(archive):
    archive.write("a.md", "The government announced reforms. 电信网络")
    archive.write("b.md", "Another announcement.")
    archive.index.sync()
    assert archive.index.suggest("goverment") == "government"
    assert archive.index.suggest("goverment reforms") == "government reforms"
    assert archive.index.suggest("电信 法院") == "电信"
    assert archive.index.suggest("reforms title:unknown") == "reforms"
    assert archive.index.suggest("zzzzqqqq") is None


def test_wider_queries_find_more_and_the_plain_one_stays_exact(archive):
    archive.write("a.md", "网络诈骗, he runs")
    archive.write("b.md", "網絡詐騙, she was running")
    archive.index.sync()

    def paths(query, **options):
        return {hit.path for hit in archive.index.search(query, **options).hits}

    assert paths("网络") == {"a.md"}
    assert paths("网络", variants=True) == paths("網絡", variants=True) == {"a.md", "b.md"}
    assert paths("run") == set()
    assert paths("run", stem="en") == {"a.md", "b.md"}
    assert paths("-run", stem="en") == set()
    assert paths('"run"', stem="en") == set()


def test_many_single_saves_leave_few_segments_and_lose_nothing(archive):
    for number in range(40):
        path = archive.write(f"2024/{number}.md", f"common word{number}")
        archive.index.add([path])
        if number % 7 == 0:
            path.write_text(f"common again{number}\n")
            archive.index.add([path])
    meta = json.loads((archive.index._store.current() / "meta.json").read_text())
    assert len(meta["segments"]) <= 8
    assert archive.index.search("common", limit=0).total == 40
    assert archive.found("again7") == {"7"}


@given(st.lists(st.integers(1, 20), max_size=200))
def test_groups_of_the_tail_grow_like_a_count(counts):
    groups: list[Group] = []
    number = 0
    for count in counts:
        added = [f"p{number + place}" for place in range(count)]
        number += count
        carried = [path for group in carry_over(groups, count) for path in group.paths]
        groups.append(Group(f"s{number}", [*carried, *added]))
        assert len({path for group in groups for path in group.paths}) == number
    assert len([group for group in groups if len(group.paths) < CLOSED_FROM]) <= 5


def segments_of(archive):
    return listed(archive.index._store.current())


def test_articles_are_edited_and_deleted_in_whichever_segment_they_are(archive):
    rng = random.Random(5)
    texts: dict[str, str] = {}
    for batch in range(7):
        for number in range(20 + batch):
            texts[f"2024/{batch}-{number}.md"] = f"common w{batch}x{number}"
            archive.write(f"2024/{batch}-{number}.md", f"common w{batch}x{number}")
        assert archive.index.sync().added == 20 + batch
    assert len(segments_of(archive)) > 2
    for round_ in range(4):
        for path in rng.sample(sorted(texts), 30):
            if round_ % 2:
                del texts[path]
                (archive.root / path).unlink()
            else:
                texts[path] = f"common again{round_} {path[5:-3].replace('-', 'y')}z"
                archive.write(path, texts[path])
        assert not archive.index.sync().rebuilt
        assert archive.index.count == archive.index.search("common", limit=0).total == len(texts)
        for path, text in texts.items():
            assert archive.found(text) == {path[5:-3]}


def test_what_is_saved_by_and_by_is_merged_and_nothing_is_lost(archive):
    archive.write("first.md", "common start")
    archive.index.sync()
    for number in range(45):
        paths = [archive.write(f"2024/{number}-{place}.md", f"common word{number}x{place}") for place in range(5)]
        archive.index.add(paths)
        assert archive.found(f"word{number}x3") == {f"{number}-3"}
        archive.index.tidy()
        assert archive.found(f"word{number}x4") == {f"{number}-4"}
    assert len(segments_of(archive)) <= 12
    assert max(segments_of(archive).values()) >= 8 * CLOSED_FROM
    assert archive.index.count == archive.index.search("common", limit=0).total == 226
    assert not Index(archive.root).sync().rebuilt


def test_a_regular_expression_looks_at_what_the_rest_of_the_query_leaves(archive):
    for number in range(30):
        archive.write(f"{number}.md", f"word{number} {'even' if number % 2 == 0 else 'odd'} (note {number})")
    assert archive.found(r"even /note 1\d/") == {"10", "12", "14", "16", "18"}
    assert archive.found(r"/note 1\d/ -even") == {"11", "13", "15", "17", "19"}
    assert archive.found(r"/note 29/ OR word3") == {"29", "3"}
    assert len(archive.found(r"-/note \d\d/")) == 10


def test_a_large_change_is_indexed_by_workers(archive):
    archive.write("first.md", "alpha old")
    archive.index.sync()
    rng = random.Random(3)
    for number in range(420):
        archive.write(f"2024/{number % 12 + 1:02d}/{number}.md", f"beta 数字{number} {rng.random()}")
    archive.write("first.md", "alpha new")
    report = archive.index.sync()
    assert (report.added, report.updated, report.rebuilt) == (420, 1, False)
    assert archive.index.search("beta", limit=0).total == 420
    assert archive.found("alpha -old") == {"first"}
    assert archive.found("数字419") == {"419"}
