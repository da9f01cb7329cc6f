"""HTML's tags and texts as events, in the order of the source, whatever the markup: where no tree is needed."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from newsclip.errors import HostileInput

if TYPE_CHECKING:
    from typing import TextIO

_PIECE: Final = 64 * 1024
# Characters of one tag or comment: with each piece, the parser looks at an unfinished one from its start again.
_LONGEST: Final = 1024 * 1024
# What is unfinished at the end is taken apart at each `<` in it, each time to the end.
_LONGEST_END: Final = 16 * 1024


class HtmlEvents(HTMLParser):
    """Python's parser, which gives up at a few kinds of broken markup, without that."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def read(self, stream: TextIO) -> None:
        """Take in all of a stream, in time that grows with its length alone. Raises HostileInput for an endless tag."""
        while piece := stream.read(_PIECE):
            self.feed(piece)
            if len(self.rawdata) > _LONGEST:
                raise HostileInput("a tag of more than a megabyte", hint="leave it out")
        if len(self.rawdata) <= _LONGEST_END:
            self.close()

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![x[`, which no HTML has, is a comment (WHATWG HTML, 13.2.5.42)."""
        return self.parse_bogus_comment(i, report)
