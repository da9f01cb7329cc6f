"""The plain text of a Markdown document."""

from newsclip.markdown import to_plain_text


def test_readings_beside_characters_do_not_stand_in_the_middle_of_words():
    line = "<ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>どもへの<ruby>虐待<rt>ぎゃくたい</rt></ruby>"
    assert to_plain_text(line) == "子どもへの虐待"
    assert to_plain_text(f"<div>\n<p>{line}</p>\n</div>") == "子どもへの虐待"


def test_signs_that_are_no_tags_stay():
    assert to_plain_text("a < b, `<rt>` and &lt;rp>") == "a < b, <rt> and <rp>"
