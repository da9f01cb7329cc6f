"""Markdown cut into code and prose, for changes that must leave code alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# ``` | ~~~~ | > - ```, in quotes and list items too
_FENCE: Final = re.compile(r"\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})")
# `code` | ``a ` b``
_CODE_SPAN: Final = re.compile(r"(`+)(?:(?!\1).|(?<=`)`)*?(?<!`)\1(?!`)")


def code_and_prose(body: str) -> Iterator[tuple[bool, str]]:
    """Cut a body into code (True) and the rest (False); together they are the body again."""
    fence = ""
    for line in body.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip("`~> "):
                fence = ""
            yield True, line
        elif mark:
            fence = mark[1]
            yield True, line
        elif "`" not in line:
            yield False, line
        else:
            start = 0
            for span in _CODE_SPAN.finditer(line):
                yield False, line[start : span.start()]
                yield True, span[0]
                start = span.end()
            yield False, line[start:]
