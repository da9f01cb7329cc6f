"""One address names one article, and nothing that could name another page is dropped."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.urls import canonicalize, original_of, site_of, strip_tracking, unwrap


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("https://example.com/a/./b/../c", "https://example.com/a/c"),
        ("https://example.com/%7ejo/%e4%bd%a0", "https://example.com/~jo/%E4%BD%A0"),
        ("https://example.com/你好", "https://example.com/%E4%BD%A0%E5%A5%BD"),
        ("https://Müller.example/", "https://xn--mller-kva.example/"),
        ("https://[2001:DB8::0:1]:443/x", "https://[2001:db8::1]/x"),
        ("https://jo:secret@example.com/a", "https://example.com/a"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("https://example.com/a#:~:text=word", "https://example.com/a"),
        ("https://example.com/#!/news/3", "https://example.com/#!/news/3"),
        ("https://example.com/#/news/3", "https://example.com/#/news/3"),
        ("https://example.com/a;jsessionid=0A1B.n1?x=1", "https://example.com/a?x=1"),
        ("  https://example.com/a \n", "https://example.com/a"),
    ],
)
def test_a_url_has_one_spelling(url: str, canonical: str) -> None:
    assert canonicalize(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a/",
        "https://example.com/a",
        "https://example.com/a//b",
        "https://example.com/?page=2",
        "https://example.com/?a=&b",
        "https://example.com/?b=1&a=2&a=3",
        "https://example.com/list?from=10&to=20",
        "https://example.com/convert?from=USD",
        "https://example.com/repo/tree?ref=main",
        "https://example.com/?source=archive",
        "https://example.com/watch?v=abc&t=90",
        "https://example.com/?q=a%26b%3Dc",
        "https://example.com/view?campaign_id=12",
        "https://example.com/shared?share_id=ab1",
        "https://example.com/doc?share_token=ab1",
        "https://example.com/artikel.php?pk_artikel=5",
        "https://example.com/a%2Fb",
    ],
)
def test_what_may_name_another_page_stays(url: str) -> None:
    assert canonicalize(url) == url


@pytest.mark.parametrize(
    ("url", "stripped"),
    [
        ("https://example.com/a?utm_source=x&id=3&utm_medium=y", "https://example.com/a?id=3"),
        ("https://example.com/a?fbclid=1", "https://example.com/a"),
        ("https://example.com/a?spm=a2.b3.c4&id=3#x", "https://example.com/a?id=3#x"),
        ("https://example.com/a?from=timeline&isappinstalled=0", "https://example.com/a"),
        ("https://example.com/a?ref=news.example.org", "https://example.com/a"),
        ("https://example.com/a?id=3&ref=rss", "https://example.com/a?id=3"),
        (
            "https://mp.weixin.qq.com/s?__biz=M&mid=1&idx=1&sn=f&chksm=9&scene=21#wechat",
            "https://mp.weixin.qq.com/s?__biz=M&mid=1&idx=1&sn=f#wechat",
        ),
        ("https://example.com/a?chksm=9", "https://example.com/a?chksm=9"),
    ],
)
def test_parameters_that_only_track_go(url: str, stripped: str) -> None:
    assert strip_tracking(url) == stripped


@pytest.mark.parametrize(
    ("url", "target"),
    [
        (
            "https://www.oschina.net/action/GoToLink?url=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1",
            "https://example.com/a?b=1",
        ),
        ("https://www.google.com/url?sa=t&q=https://example.com/&usg=x", "https://example.com/"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2F&h=AT", "https://example.com/"),
        ("https://link.zhihu.com/?target=https%3A//example.com/a", "https://example.com/a"),
        ("https://link.jianshu.com?t=https%3A%2F%2Fexample.com%2Fa", "https://example.com/a"),
        ("https://weibo.cn/sinaurl?u=http%3A%2F%2Fexample.com%2Fa", "http://example.com/a"),
        ("https://medium.com/r/?url=https%3A%2F%2Fexample.com%2Fa", "https://example.com/a"),
        ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fexample.com%2F", "https://example.com/"),
        ("https://www.google.com/amp/s/example.com/story", "https://example.com/story"),
        ("https://example-com.cdn.ampproject.org/c/s/example.com/story?x=1", "https://example.com/story?x=1"),
        ("https://out.example.org/?to=https%253A%252F%252Fexample.com%252Fa", "https://example.com/a"),
        (
            "https://l.example.org/go?url=https%3A%2F%2Flink.example.net%2F%3Furl%3Dhttps%253A%252F%252Fexample.com%252F",
            "https://example.com/",
        ),
    ],
)
def test_a_redirect_wrapper_gives_its_target(url: str, target: str) -> None:
    assert unwrap(url) == target


def test_wrappers_in_wrappers_are_all_taken_off() -> None:
    url = "https://example.com/a"
    for depth in range(20):
        url = f"https://l.example{depth}.org/go?url={url}"
        assert unwrap(url) == "https://example.com/a"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.com",
        "https://twitter.com/intent/tweet?url=https%3A%2F%2Fexample.com",
        "https://web.archive.org/save?url=https://example.com",
        "https://translate.google.com/translate?u=https://example.com",
        "https://example.org/login?url=https://example.com/a",
        "https://example.org/login?next=https%3A%2F%2Fexample.org%2Fa",
        "https://example.org/oauth/redirect?redirect_uri=https://example.com",
        "https://example.org/article?url=https://example.com/a",
        "https://example.org/url?q=weather",
        "https://www.example.org/go?url=https://example.org/a",
    ],
)
def test_what_only_mentions_a_url_is_no_wrapper(url: str) -> None:
    assert unwrap(url) == url


@pytest.mark.parametrize(
    "text", ["", "not a url", "mailto:jo@example.com", "file:///tmp/a", "data:text/plain,x", "http://"]
)
def test_other_schemes_and_plain_text_are_left_alone(text: str) -> None:
    assert canonicalize(text) == text
    assert strip_tracking(text) == text
    assert unwrap(text) == text
    assert site_of(text) == ""


def test_a_site_is_named_by_its_host() -> None:
    assert site_of("https://www.Example.com:8080/a") == "example.com"
    assert site_of("https://xn--mller-kva.example/") == "müller.example"
    assert site_of("https://blog.example.com/") == "blog.example.com"


def test_an_archived_copy_knows_its_original() -> None:
    assert original_of("https://web.archive.org/web/20210622id_/http://example.com/a") == "http://example.com/a"
    assert original_of("https://example.com/web/2021/http://x") == "https://example.com/web/2021/http://x"


_PART = st.text(string.ascii_letters + string.digits + "-._~%/;,=+ é你", max_size=20)
_URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["example.com", "www.Example.COM", "l.example.org", "müller.example", "[::1]", "127.0.0.1"]),
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    _PART,
    st.lists(st.tuples(st.sampled_from(["a", "utm_source", "from", "url", "q", "spm", "ref"]), _PART), max_size=4).map(
        lambda pairs: "&".join(f"{name}={value}" for name, value in pairs)
    ),
    _PART,
)


@given(_URLS)
def test_every_function_is_idempotent(url: str) -> None:
    for change in (canonicalize, strip_tracking, unwrap, original_of):
        assert change(change(url)) == change(url)


@given(st.text(max_size=80))
def test_no_text_breaks_them(text: str) -> None:
    for change in (canonicalize, strip_tracking, unwrap, original_of, site_of):
        assert isinstance(change(text), str)


@given(st.lists(st.tuples(st.sampled_from("abcxyz"), st.text(string.ascii_letters, max_size=5)), max_size=6))
def test_parameters_without_a_known_name_keep_order_and_value(pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    url = f"https://example.com/p?{query}" if query else "https://example.com/p"
    assert canonicalize(url) == url
