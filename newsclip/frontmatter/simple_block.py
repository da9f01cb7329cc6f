"""A YAML block that is nothing but `key: value` and short lists, read without a YAML parser. No I/O.

Most front matter is that, and this takes a tenth of the time. What it reads, it reads as YAML does; all else it leaves.
"""

from __future__ import annotations

import re

from newsclip.frontmatter.values import Scalar

# What no scalar on one line holds: controls, line breaks of YAML 1.1, what is no character.
_NO_TEXT = "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff\\ud800-\\udfff"
# a value, 2021-06-22 03:58:39, C#: no quotes, nothing that YAML takes for more than the characters that stand there
_PLAIN = rf"(?:[\w(/$]|[^\x00-\xa0{_NO_TEXT}])(?:[^:#{_NO_TEXT}]|(?<! )#|:(?![ \n]))*(?<! )"
# "a: b", 'a # b': no escapes
_QUOTED = rf"\"[^\"\\{_NO_TEXT}]*\"|'[^'{_NO_TEXT}]*'"
# `key:`, `key: value` or `  - value`
_LINE = re.compile(rf"(?:([A-Za-z_][A-Za-z0-9_-]*):|( {{0,4}})-)(?: +(?:({_PLAIN})|({_QUOTED})))? *\n")


def read_simple(block: str) -> dict[str, str | list[str]] | None:
    """The values of a simple block: texts, those that were in quotes as Scalar, and lists. None for any other block.

    A key without a value has an empty text.
    """
    values: dict[str, str | list[str]] = {}
    items: list[str] | None = None
    key = indent = ""
    end = 0
    for match in _LINE.finditer(block):
        if match.start() != end:
            return None
        end = match.end()
        name, dash, plain, quoted = match.groups()
        value = plain if quoted is None else Scalar(quoted[1:-1])
        if name is not None:
            if name in values:
                return None
            key, items = name, [] if value is None else None
            values[key] = "" if value is None else value
        elif items is None or value is None:
            return None
        elif items:
            if dash != indent:
                return None
            items.append(value)
        else:
            indent = dash
            items.append(value)
            values[key] = items
    return values if end == len(block) else None
