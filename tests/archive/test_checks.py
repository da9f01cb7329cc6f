"""A source is given up after several strikes on different days, and one answer takes them back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsclip.archive.checks import Check, Checks

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def test_strikes_come_one_a_day_and_go_with_an_answer() -> None:
    state = Check(id="a", checked=MONDAY).after(MONDAY, "404")
    assert (state.strikes, state.reason) == (1, "404")
    state = state.after(MONDAY + timedelta(hours=3), "404")
    assert state.strikes == 1
    state = state.after(MONDAY + DAY, "404").after(MONDAY + 2 * DAY, "no host")
    assert (state.strikes, state.alive) == (3, None)
    state = state.after(MONDAY + 3 * DAY, "")
    assert (state.strikes, state.alive, state.reason) == (0, MONDAY + 3 * DAY, "")


def test_a_first_failure_after_an_answer_of_the_same_day_is_a_strike() -> None:
    state = Check(id="a", checked=MONDAY).after(MONDAY, "").after(MONDAY + timedelta(hours=1), "404")
    assert (state.strikes, state.alive) == (1, MONDAY)


def test_states_are_read_back_and_a_broken_line_hides_no_other(tmp_path: Path) -> None:
    states = [Check(id="a", checked=MONDAY, strikes=2, reason="404"), Check(id="b", checked=MONDAY, alive=MONDAY)]
    Checks(tmp_path).store(states)
    assert Checks(tmp_path).load() == {state.id: state for state in states}
    (path,) = tmp_path.rglob("checks.jsonl")
    path.write_text("{broken\n" + path.read_text("utf-8"), "utf-8")
    assert len(Checks(tmp_path).load()) == 2
    assert Checks(tmp_path / "nowhere").load() == {}
