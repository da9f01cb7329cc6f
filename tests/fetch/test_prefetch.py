"""Pages fetched ahead of whoever works through them."""

from __future__ import annotations

from dataclasses import replace

from newsclip.fetch import FetchOptions, PageRequest
from newsclip.fetch.bulk import Room
from newsclip.fetch.prefetch import Prefetch
from tests.fetch.hostile_server import PAGE, Hostile


def test_no_more_is_fetched_ahead_than_there_is_room_for(server: Hostile, options: FetchOptions) -> None:
    slow = server.url("/delayed?seconds=0.5", "127.0.0.2")
    others = [server.url(f"/page?{n}") for n in range(30)]
    ahead = Prefetch(
        [PageRequest(url) for url in (slow, *others)],
        replace(options, robots=False, per_host=2),
        Room(3 * len(PAGE)),
    )
    ahead.take(slow)
    assert server.hits["/page"] <= 3 + 2 * 2  # two on their way, two just come
    for url in others:
        assert ahead.take(url).body == PAGE


def test_a_page_is_taken_as_often_as_it_was_asked_for_and_in_any_order(server: Hostile, options: FetchOptions) -> None:
    first, second = server.url("/page?1"), server.url("/page?2")
    ahead = Prefetch([PageRequest(url) for url in (first, second, first)], replace(options, robots=False), Room(1))
    assert [ahead.take(url).url for url in (second, first, first)] == [second, first, first]
    assert server.hits["/page"] == 2
