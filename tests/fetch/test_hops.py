"""Where a page leads on, however broken or hostile its markup is."""

from __future__ import annotations

import time

import pytest

from newsclip.fetch.hops import page_links, refresh_target

URL = "https://example.org/a"


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0;url=/b", "/b"),
        ("0; URL='/b c'", "/b c"),
        ('.5,"/b" and more', "/b"),
        ("3", ""),
        ("60;url=/b", ""),
        ("/b", "/b"),
    ],
)
def test_a_refresh_leads_where_a_browser_would_go(content: str, target: str) -> None:
    assert refresh_target(content) == target


def test_a_refresh_made_to_take_long_takes_no_time() -> None:
    began = time.process_time()
    refresh_target("0;url=a" + " " * 120_000 + "b")
    assert time.process_time() - began < 1  # it was a minute, beyond every deadline


@pytest.mark.parametrize("broken", ["<![x[]]>", "<![<>", "<base href='http://['>"])
def test_broken_markup_does_not_hide_where_a_page_leads(broken: str) -> None:
    page = f"<html><head>{broken}<meta http-equiv=refresh content='0;url=/b'></head></html>"
    assert page_links(page.encode(), URL).refresh == "https://example.org/b"
