"""The only place that prints: data on stdout, messages on stderr, and nothing else anywhere."""

from __future__ import annotations

import functools
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from newsclip.errors import NewsclipError


def out(text: str, *, end: str = "\n") -> None:
    """Write data to stdout as UTF-8, whatever the locale says."""
    data = (text + end).encode("utf-8", "surrogateescape")
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8", "replace"))
    else:
        stream.write(data)


def out_json(record: Mapping[str, object]) -> None:
    """Write one JSON object on one line to stdout."""
    out(json.dumps(record, ensure_ascii=False, default=str))


def note(text: str) -> None:
    """Write a message to stderr."""
    flush()
    line = " ".join(text.split("\n")) if text.startswith("newsclip: ") else text
    stream = getattr(sys.stderr, "buffer", None)
    if stream is None:
        sys.stderr.write(line + "\n")
    else:
        stream.write((line + "\n").encode("utf-8", "surrogateescape"))
        stream.flush()


def fail(error: NewsclipError) -> None:
    """Say on stderr, in one line, which input failed, why, and what to do next."""
    note(f"newsclip: {error}")


def flush() -> None:
    """Hand everything written so far to the reader of stdout."""
    sys.stdout.flush()


def on_terminal() -> bool:
    """Whether stdout is a terminal that shows colours."""
    return console().is_terminal and not console().is_dumb_terminal


@functools.cache
def console() -> Console:
    """Rich console on stdout; loaded only by commands that draw."""
    from rich.console import Console

    return Console(soft_wrap=True, highlight=False)


@functools.cache
def error_console() -> Console:
    """Rich console on stderr, for progress."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)
