"""Values → a YAML block that every reader understands the same. No I/O.

A string is quoted wherever YAML 1.1 or 1.2, PyYAML, js-yaml or Go's YAML could take it for something else; all other
text is left as people read it, in any script.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from newsclip.frontmatter.values import Scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsclip.frontmatter.values import Writable

# Words that some YAML takes for a boolean, a null or a number.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf", "infinity"))
# A first character that begins no YAML syntax: a letter, a digit, `_ ( / $`, or anything beyond ASCII.
_SAFE_START = re.compile(r"[\w(/$]|[^\x00-\x7f]")
# A first character of a plain scalar of any type: `-1`, `.5`, `~` are, `- 1`, `@x` and `*x` are not.
_PLAIN_START = re.compile(r"[^\s,\[\]{}#&*!|>'\"%@`?:-]|[?:-][^\s,\[\]{}]")
# Anything of which a number or a time may consist: 1e5, 0x1F, 12:30, 2021-06-22 03:58:39.1 +8, 1_000. Not `3 ways`.
_NUMBER_LIKE = re.compile(r"[0-9+\-._:,\sa-fA-FoOtTxXzZ]*[0-9][0-9+\-._:,\sa-fA-FoOtTxXzZ]*")
# `: `, ` #`, and a colon at the end.
_SYNTAX = re.compile(r":(?:\s|$)|\s#")
# What must be escaped: controls, line breaks of YAML 1.1, byte order marks, what is no character.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_IN_DOUBLE_QUOTES = re.compile(f'[\\\\"\n\t]|{_ESCAPED.pattern}')
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONGEST_SIMPLE_KEY = 120


def write_yaml(values: Mapping[str, Writable]) -> str:
    """Write a block mapping in the given order, without the `---` lines; "" for no values."""
    return "".join(f"{line}\n" for line in _mapping(values, ""))


def write_entry(key: str, value: Writable) -> str:
    """Write one key with its value as it stands at the top level, ending in a line break."""
    return "".join(f"{line}\n" for line in _entry(key, value, ""))


def _mapping(values: Mapping[str, Writable], indent: str) -> list[str]:
    return [line for key, value in values.items() for line in _entry(key, value, indent)]


def _entry(key: str, value: Writable, indent: str) -> list[str]:
    head = _key(key, isinstance(key, Scalar) and key.plain)
    if len(head) > _LONGEST_SIMPLE_KEY:
        return [f"{indent}? {head}", *_attached(f"{indent}:", value, indent)]
    return _attached(f"{indent}{head}:", value, indent)


@lru_cache(maxsize=1024)
def _key(key: str, plain: bool) -> str:
    """A key on one line; files have the same ones again and again."""
    return _inline(Scalar(key, plain=plain))


def _attached(head: str, value: Writable, indent: str) -> list[str]:
    """A value behind `key:`, or on the lines that follow it."""
    if isinstance(value, str):
        return _text_lines(head, value, indent)
    if isinstance(value, (list, tuple)):
        return [head, *_sequence(value, indent + "  ")] if value else [f"{head} []"]
    if isinstance(value, Mapping):
        return [head, *_mapping(value, indent + "  ")] if value else [f"{head} {{}}"]
    text = _inline(value)
    return [f"{head} {text}" if text else head]


def _sequence(values: Sequence[Writable], indent: str) -> list[str]:
    lines: list[str] = []
    for value in values:
        if isinstance(value, (Mapping, list, tuple)) and value:
            deeper = indent + "  "
            first, *others = _mapping(value, deeper) if isinstance(value, Mapping) else _sequence(value, deeper)
            # `- key: value`: the first line of what is nested stands behind the dash.
            lines += [f"{indent}- {first.lstrip(' ')}", *others]
        else:
            lines += _attached(f"{indent}-", value, indent)
    return lines


def _text_lines(head: str, text: str, indent: str) -> list[str]:
    if "\n" not in text or not _can_be_literal(text):
        written = _inline(text)
        return [f"{head} {written}" if written else head]
    chomping = "" if text.endswith("\n") else "-"
    # A first line that begins with a blank would be taken for the indentation.
    explicit = "2" if text[0] in " \n\t" else ""
    lines = [f"{indent}  {line}" if line else "" for line in text.removesuffix("\n").split("\n")]
    return [f"{head} |{explicit}{chomping}", *lines]


def _can_be_literal(text: str) -> bool:
    # Blank lines at the end are quoted: what splits off the front matter may take them for its own.
    return not text.isspace() and not text.endswith((" ", "\n\n")) and not _ESCAPED.search(text)


def _inline(value: object) -> str:
    """A scalar on one line."""
    if isinstance(value, Scalar) and value.plain:
        return str(value) if not value or _is_plain(value, _PLAIN_START) else _quoted(value)
    if isinstance(value, str):
        return str(value) if _is_plain(value, _SAFE_START) and not _looks_typed(value) else _quoted(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    raise TypeError(f"{type(value).__name__} cannot be written as front matter")


def _is_plain(text: str, start: re.Pattern[str]) -> bool:
    return (
        start.match(text) is not None
        and text == text.strip()
        and "\n" not in text
        and "\t" not in text
        and not _SYNTAX.search(text)
        and not _ESCAPED.search(text)
    )


def _looks_typed(text: str) -> bool:
    return text.lower() in _WORDS or _NUMBER_LIKE.fullmatch(text) is not None


def _quoted(text: str) -> str:
    needs_escapes = "\n" in text or "\t" in text or _ESCAPED.search(text)
    if needs_escapes or ("'" in text and '"' not in text and "\\" not in text):
        return '"' + _IN_DOUBLE_QUOTES.sub(_escape, text) + '"'
    return "'" + text.replace("'", "''") + "'"


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if short := _SHORT_ESCAPES.get(character):
        return short
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
