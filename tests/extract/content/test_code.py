"""Code is kept whole, whatever its lines say and however a highlighter wraps them."""

from newsclip.extract import extract
from newsclip.markdown import to_markdown
from newsclip.parse import parse_html


def prose(number):
    return (
        f"<p>Paragraph {number} tells how the build reads its flags from one place, which was not always so, "
        "and why that is worth telling today.</p>"
    )


def line(number, text):
    words = "".join(f"<span>{word}</span>" for word in text.replace(" ", "\n ").split("\n"))
    return (
        f'<div class="line"><div class="gutter"><div class="ln" aria-hidden="true">{number}</div></div>'
        f'<div class="code">{words}</div></div>'
    )


def test_numbered_lines_that_read_like_furniture_are_kept():
    code = ["copyright q103x0", "args args q103x1"]
    lines = "".join(line(number, text) for number, text in enumerate(code, 1))
    box = f'<figure class="frame"><figcaption class="header"></figcaption><pre><code>{lines}</code></pre></figure>'
    article = f"<article><h1>Flags</h1>{''.join(map(prose, range(7)))}{box}{prose(7)}</article>"
    shown = to_markdown(extract(parse_html(f"<html><body>{article}</body></html>"), "https://a.example/x").content)
    assert "```\n" + "\n".join(code) + "\n```" in shown
