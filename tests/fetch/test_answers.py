"""What an answer means: waits, walls, and checks for humans."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from newsclip.fetch.answers import is_challenge, retry_after, wall_behind
from newsclip.fetch.sniff import not_a_page


@pytest.mark.parametrize(
    ("url", "final_url", "words"),
    [
        ("https://e.org/story", "https://e.org/login?next=/story", "its login"),
        ("https://e.org/story", "https://passport.e.cn/visitor", "its login"),
        ("https://e.org/story", "https://e.org/account/sign_in", "its login"),
        ("https://e.org/story", "https://consent.e.com/v2/collectConsent?x=1", "a consent page"),
        ("https://e.de/artikel", "https://www.e.de/zustimmung?url=x", "a consent page"),
        ("https://e.cn/s/abc", "https://e.cn/mp/wappoc_appmsgcaptcha?x", "a check for humans"),
        ("https://e.cn/q", "https://www.e.cn/antispider/?from=q", "a check for humans"),
    ],
)
def test_a_redirect_to_a_wall_is_told_from_the_page(url: str, final_url: str, words: str) -> None:
    wall = wall_behind(url, final_url)
    assert wall is not None
    assert words in str(wall)


@pytest.mark.parametrize(
    ("url", "final_url"),
    [
        ("https://e.org/story", "https://e.org/story"),
        ("https://e.org/a", "https://www.e.org/news/a.html"),
        ("https://e.org/login", "https://e.org/login/"),
        ("https://e.org/blog/oauth-explained", "https://e.org/blog/oauth-explained.html"),
        ("https://e.org/x", "https://e.org/consents-of-the-governed"),
        ("https://t.co/abc", "https://e.org/politics/informed-consent"),
        ("https://t.co/abc", "https://e.org/2021/login-bug-found"),
        ("https://t.co/abc", "https://e.org/the-death-of-the-captcha"),
        ("https://auth.e.org/docs/a", "https://auth.e.org/docs/b"),
    ],
)
def test_a_redirect_to_a_page_is_none(url: str, final_url: str) -> None:
    assert wall_behind(url, final_url) is None


def test_retry_after_is_a_number_or_a_date() -> None:
    assert retry_after({"retry-after": "120"}) == 120
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < (retry_after({"retry-after": later}) or 0) <= 90
    assert retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0
    assert retry_after({"retry-after": "soon"}) is None
    assert retry_after({}) is None


def test_checks_for_humans_are_told_from_plain_refusals() -> None:
    assert is_challenge(403, {"cf-mitigated": "challenge"}, b"")
    assert is_challenge(503, {}, b"<title>Verifying you are human</title>")
    assert is_challenge(403, {}, "请完成安全验证".encode())
    assert not is_challenge(403, {}, b"<h1>Forbidden</h1>")
    assert not is_challenge(404, {}, b"we have no captcha here")
    assert not is_challenge(200, {}, b"an article about captcha")


def test_a_stray_control_makes_no_page_a_binary_file() -> None:
    assert not_a_page(b"<!doctype html><title>Bell\x07 and all</title>", "text/html") == ""
    assert not_a_page(b"<!doctype html>\x00\x07", "text/html") == "a binary file"
    assert not_a_page(b"Words\x07", "text/plain") == "a binary file"
