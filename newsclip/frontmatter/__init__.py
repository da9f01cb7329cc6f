r"""Front matter in and out: YAML, TOML and JSON as Hexo, Jekyll, Hugo and Obsidian write them. No I/O.

front = split(text)          # None: there is none
front.values["title"]        # Scalar('1.10', plain=True): the author's text, untyped
front.body
dump({"title": "1.10"})      # "---\ntitle: '1.10'\n---\n"
update(text, {"read": True, "starred": None})   # all else stays as it is, byte for byte
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.errors import FrontMatterError
from newsclip.frontmatter.values import FrontMatter, Scalar, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclip.frontmatter.handlers import Handler
    from newsclip.frontmatter.values import Writable

__all__ = ["FrontMatter", "Scalar", "Value", "dump", "split", "update"]

# A byte order mark and blank lines before the opening line.
_PREFIX = re.compile(r"\ufeff*(?:[ \t]*\r?\n)*")
# What a text with front matter can begin with, at the least: spares most texts the rest.
_FIRST_CHARACTERS = frozenset("-+{;\"'")


def split(text: str) -> FrontMatter | None:
    """Split a text into front matter and body; None if it has no front matter.

    A text that merely begins with a thematic break of Markdown has none. Raises FrontMatterError, with the line and
    the way out, for front matter that is broken, never closed or beyond a cap.
    """
    found = _detect(text)
    if found is None:
        return None

    from newsclip.frontmatter.handlers import NotFrontMatter

    handler, start = found
    try:
        block, body = handler.split(text[start:])
        values = handler.load(block)
    except NotFrontMatter:
        return None
    return FrontMatter(values, body, handler.dialect, tuple(handler.warnings))


def dump(values: Mapping[str, Writable]) -> str:
    """Write a block of YAML with its `---` lines, in the order given, for any reader to understand the same."""
    from newsclip.frontmatter.yaml_writer import write_yaml

    return f"---\n{write_yaml(values)}---\n"


def update(text: str, changes: Mapping[str, Writable]) -> str:
    """Change keys of a text's front matter and leave everything else as it is, byte for byte.

    A value of None removes its key. A text without front matter gets one. Raises FrontMatterError as `split` does.
    """
    from newsclip.frontmatter.editing import edit_block
    from newsclip.frontmatter.handlers import YamlHandler

    found = _detect(text) if split(text) else None
    if found is None:
        return dump({key: value for key, value in changes.items() if value is not None}) + "\n" + text
    handler, start = found
    if not isinstance(handler, YamlHandler):
        raise FrontMatterError(
            f"front matter in {handler.dialect} is read but not edited", hint="save the article into the archive first"
        )
    block, _ = handler.split(text[start:])
    start += handler.block_start(text[start:])
    return text[:start] + edit_block(block, handler.load(block), changes) + text[start + len(block) :]


def _detect(text: str) -> tuple[Handler, int] | None:
    """Find the handler for a text, and where behind byte order mark and blank lines its front matter opens."""
    prefix = _PREFIX.match(text)
    start = prefix.end() if prefix else 0
    first = text[start : start + 1]
    if not first or not (first in _FIRST_CHARACTERS or first.isalpha()):
        return None

    import frontmatter

    from newsclip.frontmatter.handlers import Handler, all_handlers

    handler = frontmatter.detect_format(text[start:], all_handlers(text.count("\n", 0, start) + 1))
    return (handler, start) if isinstance(handler, Handler) else None
