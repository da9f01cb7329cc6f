"""HTML's tags and texts as events, in the order of the source, whatever the markup: where no tree is needed."""

from __future__ import annotations

from html.parser import HTMLParser


class HtmlEvents(HTMLParser):
    """Python's parser, which gives up at a few kinds of broken markup, without that."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![x[`, which no HTML has, is a comment (WHATWG HTML, 13.2.5.42)."""
        return self.parse_bogus_comment(i, report)
