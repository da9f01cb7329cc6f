"""The images of one article together keep to their cap, however many are asked for at once."""

from __future__ import annotations

from newsclip.errors import FetchTooLarge
from newsclip.fetch import FetchOptions
from newsclip.fetch.images import fetch_images
from tests.fetch.hostile_server import answer, serving


def test_images_that_come_at_once_are_kept_up_to_the_cap_on_all() -> None:
    with serving(routes={"/pic": lambda connection, request, server: answer(connection, bytes(400_000))}) as site:
        urls = [site.url(f"/pic?n={number}") for number in range(12)]
        found = fetch_images(urls, FetchOptions(), page=site.url("/page"), max_each=500_000, max_total=1_000_000)
    kept = [body for _, body in found if isinstance(body, bytes)]
    assert len(kept) == 2
    assert all(isinstance(body, (bytes, FetchTooLarge)) for _, body in found)
    assert sorted(url for url, _ in found) == sorted(urls)
