"""What is hidden is no article, unless the article is what is hidden until a script shows it."""

from newsclip.extract import extract
from newsclip.markdown import to_markdown
from newsclip.parse import parse_html


def prose(first):
    return "".join(
        f"<p>Sentence {n} of the story tells of a bridge, a river and the {n * 7} people who cross it.</p>"
        for n in range(first, first + 8)
    )


def markdown(body):
    url = "https://a.example/x"
    return to_markdown(extract(parse_html(f"<html><body>{body}</body></html>"), url).content, base_url=url)


def test_an_article_that_a_script_would_show_is_kept_with_its_pictures():
    picture = '<img src="/bridge.jpg" alt="Bridge">'
    shown = markdown(f'<div style="visibility: hidden; opacity: 0">{prose(0)}{picture}{prose(8)}</div>')
    assert "Sentence 15" in shown
    assert "![Bridge](https://a.example/bridge.jpg)" in shown


def test_a_hidden_box_beside_the_article_is_left_out():
    hidden = '<div style="display:none"><p>Your session has expired, sign in again to go on reading.</p></div>'
    shown = markdown(f"<article><h1>A bridge</h1>{prose(0)}{hidden}{prose(8)}</article>")
    assert "Sentence 15" in shown
    assert "session has expired" not in shown
