"""A change of some keys in front matter that leaves all other bytes as they are. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.errors import FrontMatterError
from newsclip.frontmatter.handlers import NotFrontMatter, YamlHandler
from newsclip.frontmatter.yaml_reader import top_level_keys
from newsclip.frontmatter.yaml_writer import write_entry, write_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclip.frontmatter.values import Value, Writable

_FILLER = re.compile(r"[ \t]*(?:#.*)?\r?\n?")


def edit_yaml(handler: YamlHandler, text: str, changes: Mapping[str, Writable]) -> str:
    """Change the keys of `text`, which begins with the front matter that `handler` has found."""
    block, _ = handler.split(text)
    start = text.index(block, len(text) - len(text.lstrip("-"))) if block else text.index("\n") + 1
    try:
        values = handler.load(block)
    except NotFrontMatter:
        raise FrontMatterError("this front matter is no list of keys") from None
    return text[:start] + _edit_block(block, values, changes, handler.first_line + 1) + text[start + len(block) :]


def _edit_block(block: str, values: dict[str, Value], changes: Mapping[str, Writable], first_line: int) -> str:
    eol = "\r\n" if "\r\n" in block else "\n"
    keys = top_level_keys(block, first_line)
    if keys is None:
        # {title: x, ...}: one flow mapping, written anew as a block.
        merged: dict[str, Writable] = {**values, **changes}
        return write_yaml({key: value for key, value in merged.items() if value is not None}).replace("\n", eol)
    lines = block.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += eol
    out = lines[: keys[0][1]] if keys else lines
    last = {key: index for index, (key, _) in enumerate(keys)}
    for index, (key, line) in enumerate(keys):
        end = keys[index + 1][1] if index + 1 < len(keys) else len(lines)
        if key not in changes:
            out += lines[line:end]
            continue
        # Comments and blank lines before the next key belong to that one.
        tail = end
        while tail > line + 1 and _FILLER.fullmatch(lines[tail - 1]):
            tail -= 1
        value = changes[key]
        if value is not None and last[key] == index:
            out.append(write_entry(key, value).replace("\n", eol))
        out += lines[tail:end]
    for key, value in changes.items():
        if key not in last and value is not None:
            out.append(write_entry(key, value).replace("\n", eol))
    return "".join(out)
