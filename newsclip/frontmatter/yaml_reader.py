"""A YAML block → values, by the events of libyaml: no types, no aliases, no recursion. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsclip.errors import FrontMatterError
from newsclip.frontmatter.simple_block import read_simple
from newsclip.frontmatter.values import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.frontmatter.values import Value

MAX_BLOCK = 1024 * 1024
"""Largest front matter, in characters."""
MAX_NESTING = 64
"""Deepest lists and mappings in each other."""

# Tabs as indentation: Hexo reads each as two spaces, YAML forbids them.
_LEADING_TABS = re.compile(r"^\t+", re.MULTILINE)
# What YAML allows in a stream, https://yaml.org/spec/1.2.2/#rule-c-printable
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read_yaml(block: str, first_line: int = 1) -> tuple[Value | None, list[str]]:
    """Read one YAML document; the result is None for an empty one. `first_line` is the number of its first line.

    Returns the root with warnings. Raises FrontMatterError with the line and the way out.
    """
    warnings: list[str] = []
    if len(block) > MAX_BLOCK:
        raise FrontMatterError(
            f"the front matter is larger than {MAX_BLOCK >> 10} kB", hint="is its closing `---` line missing?"
        )
    simple = read_simple(block)
    if simple is not None:
        return {Scalar(key, plain=True): _as_written(value) for key, value in simple.items()} or None, warnings
    block, dropped = _repaired(block)
    if dropped:
        warnings.append("control characters in the front matter were dropped")
    import yaml

    try:
        return _build(block, first_line, warnings), warnings
    except yaml.YAMLError as error:
        raise _explain(error, block, first_line) from None


def _as_written(value: str | list[str]) -> Value:
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    return value if isinstance(value, Scalar) else Scalar(value, plain=True)


def _repaired(block: str) -> tuple[str, int]:
    """Make a block readable to YAML without moving a line; count what had to be dropped."""
    if "\t" in block:
        block = _LEADING_TABS.sub(lambda match: "  " * len(match[0]), block)
    return _UNPRINTABLE.subn("", block)


def _events(block: str) -> Iterator[Any]:
    """The events of libyaml; those of PyYAML's own parser where it was built without."""
    import yaml

    try:
        from yaml._yaml import CParser
    except ImportError:
        yield from yaml.parse(block, Loader=yaml.SafeLoader)
        return
    next_event = CParser(block).get_event
    while (event := next_event()) is not None:
        yield event


def _build(block: str, first_line: int, warnings: list[str]) -> Value | None:
    import yaml

    scalar_event, start_map, start_list = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
    ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
    root: Value | None = None
    stack: list[tuple[Any, Any]] = []
    container: Any = None
    key: Any = None  # the key whose value comes next; only where the container is a mapping
    for event in _events(block):
        kind = type(event)
        if kind is scalar_event:
            value: Any = Scalar(event.value, plain=event.style in ("", None) and event.tag is None)
        elif kind is start_map:
            value = {}
        elif kind is start_list:
            value = []
        elif kind in ends:
            container, key = stack.pop()
            continue
        elif kind is yaml.AliasEvent:
            raise FrontMatterError(
                f"line {first_line + event.start_mark.line} refers to an anchor (`*{event.anchor}`)",
                hint="write the value out: aliases are not read",
            )
        else:
            continue

        if container is None:
            root = value
        elif type(container) is list:
            container.append(value)
        elif key is None:
            if kind is not scalar_event:
                raise FrontMatterError(
                    f"line {first_line + event.start_mark.line} has a list or a mapping as a key",
                    hint="keys must be words; put a value with brackets in quotes",
                )
            if value in container:
                warnings.append(
                    f"line {first_line + event.start_mark.line}: the key `{value}` again; the last one counts"
                )
                del container[value]
            key = value
            continue
        else:
            container[key] = value
            key = None
        if kind is not scalar_event:
            if len(stack) >= MAX_NESTING:
                raise FrontMatterError(
                    f"line {first_line + event.start_mark.line} of the front matter nests over {MAX_NESTING} levels",
                    hint="put text with brackets in quotes",
                )
            stack.append((container, key))
            container, key = value, None
    return root


def _explain(error: Exception, block: str, first_line: int) -> FrontMatterError:
    """Turn an error of libyaml into one that names the line of the file and the way out."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error) or type(error).__name__
    if mark is None:
        return FrontMatterError(f"the front matter is not YAML: {problem}")
    lines = block.splitlines() or [""]
    index = min(mark.line, len(lines) - 1)
    line = lines[index].strip()
    hint = "check its indentation, quotes and brackets"
    key, colon, value = line.partition(": ")
    if colon and ("mapping values" in problem or "cannot start any token" in problem or "expected" in problem):
        hint = f"put the value in quotes: {key}: {quote_example(value)}"
    shown = line if len(line) <= 60 else line[:57] + "..."
    return FrontMatterError(f"line {first_line + index} cannot be read as front matter ({problem}): {shown}", hint=hint)


def quote_example(value: str) -> str:
    """Show how `value` is written in quotes."""
    value = value.strip()
    if len(value) > 40:
        value = value[:37] + "..."
    return "'" + value.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one key of a block mapping stands, by the indices of its lines."""

    key: str
    first_line: int
    last_line: int
    """The last line of its value; comments and blank lines behind it are not counted."""
    end_column: int
    """Where the value ends in its last line; -1 where that is not known."""


def top_level_entries(block: str) -> list[Entry] | None:
    """Find the keys of a block that `read_yaml` has read; None for a mapping in braces."""
    import yaml

    entries: list[Entry] = []
    flow_styles: list[bool] = []
    key: Any = None
    last_line, end_column = 0, -1
    for event in _events(_repaired(block)[0]):
        kind = type(event)
        if kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            if not flow_styles and event.flow_style:
                return None
            flow_styles.append(event.flow_style)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            # The end of a block is only noticed at the next key, that of a flow collection at its bracket.
            if flow_styles.pop():
                last_line, end_column = event.end_mark.line, event.end_mark.column
        elif kind is not yaml.ScalarEvent:
            continue
        elif len(flow_styles) == 1 and key is None:
            key = event
            last_line, end_column = event.end_mark.line, -1
            continue
        else:
            is_literal = event.style in ("|", ">")
            last_line = event.end_mark.line - (is_literal and not event.end_mark.column)
            end_column = -1 if is_literal or len(flow_styles) > 1 else event.end_mark.column
        if len(flow_styles) == 1 and key is not None:
            entries.append(Entry(key.value, key.start_mark.line, max(last_line, key.start_mark.line), end_column))
            key = None
    return entries
