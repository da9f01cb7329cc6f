"""A post's body is HTML, Markdown or a mix, and each is treated as what it is."""

import time

import pytest

from newsclip.body import BodyKind, body_kind, body_to_markdown


def convert(text):
    return body_to_markdown(text, title="T", url=None).markdown


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", BodyKind.EMPTY),
        (" \n\n", BodyKind.EMPTY),
        ("<div>\n<p>One.</p>\n</div>\n", BodyKind.HTML),
        ("\n<p>One.</p>\n\n<p>Two.</p>\ntext", BodyKind.HTML),
        ("<!-- x -->\n<p>One</p>", BodyKind.HTML),
        ("<div><p>never closed", BodyKind.HTML),
        ("Just words.\n", BodyKind.MARKDOWN),
        ("## Head\n\nWords with <b>bold</b>.\n", BodyKind.MARKDOWN),
        ("```html\n<div>\n</div>\n```\n", BodyKind.MARKDOWN),
        ("## Head\n\n<div class='x'>\n<p>HTML</p>\n</div>\n\nWords.\n", BodyKind.MIX),
    ],
)
def test_the_kind_is_seen_from_what_stands_outside_of_html_blocks(text, kind):
    assert body_kind(text) is kind


def test_markdown_stays_as_it_is_to_the_letter():
    text = "\n* one\n*   two\n\n    indented code\n\nA line  \nbreak, <kbd>Ctrl</kbd> and [[wiki]] ==mark==\n\n"
    assert convert(text) == text.strip("\n") + "\n"


def test_an_html_body_is_cleaned_like_a_page():
    text = (
        '<div>\n<p>　　One sentence of the article, long enough to be one.</p>\n<div class="qrcode">'
        '<img src="http://x.example/qr.png">'
        "<p>扫码关注公众号</p></div>\n<style>.a&#123;&#125;</style>\n<p>责任编辑：李小</p></div>"
    )
    body = body_to_markdown(text, title="T", url=None)
    assert body.markdown == "One sentence of the article, long enough to be one.\n"
    assert body.cleaned.editor == "李小"


def test_calls_and_notices_of_a_feed_go_at_both_ends_of_an_html_body_alone():
    inside = "<p>点击进入第二道门以后，可以看见一口老井→</p>\n"
    prose = "".join(
        f"<p>第{number}天，水位又涨了一些，渡船只能绕到上游去，乘客们都在雨里等着。</p>\n" for number in "一二三四五"
    )
    text = (
        '<div>\n<p>安装灯桥客户端第一时间接收消息→【<a href="https://x.example/app">下载地址</a>】</p>\n'
        f"{prose}{inside}{prose}"
        "<p>免责声明：本文来自灯桥客户端自媒体，不代表灯桥网的观点和立场。</p>\n<p>- THE END -</p>\n"
        '<p>水退以后，一切照旧。<a href="https://www.x.example/?pref=article"><img src="https://x.example/favicon.ico">'
        "返回灯桥首页&gt;&gt;</a></p>\n</div>"
    )
    lines = convert(text).split("\n\n")
    assert len(lines) == 12
    assert lines[5].startswith("点击进入")
    assert lines[-1] == "水退以后，一切照旧。\n"


@pytest.mark.parametrize(
    "last",
    ["详见<a href='/a/'>上一篇</a>。", "See <a href='/a/'>my previous post</a>.", "参考：<a href='/a/'>官方文档</a>"],
)
def test_a_last_line_that_points_elsewhere_in_words_of_its_own_stays(last):
    markdown = convert(f"<p>水位又涨了一些，渡船只能绕到上游去，乘客们都在雨里等着。</p>\n<p>{last}</p>")
    assert "](/a/)" in markdown


def test_in_a_mix_the_html_is_converted_and_the_markdown_kept():
    table = "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2</td></tr>\n</table>"
    text = f"## Head\n\n*as* it __is__\n\n{table}\n\n* list\n"
    markdown = convert(text)
    assert "*as* it __is__" in markdown
    assert "| a | b |" in markdown
    assert "<table>" not in markdown
    assert markdown.endswith("* list\n")


def test_a_block_with_markdown_inside_stays_as_it_is():
    text = "Words.\n\n<div class='note'>\n\n- a list **inside**\n\n</div>\n\n## End\n"
    assert convert(text) == text


def test_ten_thousand_unclosed_blocks_take_no_quadratic_time():
    text = "<div>\n\n" * 10_000 + "## Markdown at the end\n"
    started = time.process_time()
    body_kind(text)
    assert time.process_time() - started < 5
