"""A change of some keys in a YAML block that leaves all other bytes as they are. No I/O."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.frontmatter.yaml_reader import top_level_entries
from newsclip.frontmatter.yaml_writer import write_entry, write_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclip.frontmatter.values import Value, Writable

# `   # why` behind a value
_COMMENT = re.compile(r"[ \t]+#.*")


def _is_already(old: Value | None, new: Writable) -> bool:
    if isinstance(new, bool):
        return old in (("true", "yes", "on") if new else ("false", "no", "off"))
    if isinstance(new, (int, float)):
        return old == repr(new)
    return old == (list(new) if isinstance(new, tuple) else new)


def edit_block(block: str, values: Mapping[str, Value], changes: Mapping[str, Writable]) -> str:
    """Change keys of a block, of which `values` is what it says; None removes a key.

    A changed key stays in its place, a new one goes to the end, and one that has its new value already is not touched.
    Comments stay, and so does the line ending in use.
    """
    changes = {key: value for key, value in changes.items() if value is None or not _is_already(values.get(key), value)}
    eol = "\r\n" if "\r\n" in block else "\n"
    entries = top_level_entries(block)
    if entries is None:
        # {title: x, ...}: a mapping in braces is written anew.
        merged: dict[str, Writable] = {**values, **changes}
        return write_yaml({key: value for key, value in merged.items() if value is not None}).replace("\n", eol)
    lines = re.findall(r"[^\n]*\n|[^\n]+", block)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += eol
    out: list[str] = []
    done = 0
    last = {entry.key: entry for entry in entries}
    for entry in entries:
        if entry.key not in changes:
            continue
        out += lines[done : entry.first_line]
        done = entry.last_line + 1
        while done > entry.first_line + 1 and not lines[done - 1].strip():
            done -= 1
        value = changes[entry.key]
        # Of two equal keys the last one counts, so it is the one that stays.
        if value is None or last[entry.key] is not entry:
            # The blank lines behind it go with it: behind a text before it they might be taken for a part of that.
            while done < len(lines) and not lines[done].strip():
                done += 1
            continue
        written = write_entry(entry.key, value)
        comment = _COMMENT.match(lines[entry.last_line], entry.end_column) if entry.end_column >= 0 else None
        if comment and written.count("\n") == 1:
            written = written.rstrip("\n") + comment[0].rstrip("\r") + "\n"
        out.append(written.replace("\n", eol))
    out += lines[done:]
    out += [
        write_entry(key, value).replace("\n", eol)
        for key, value in changes.items()
        if key not in last and value is not None
    ]
    return "".join(out)
