"""The only place that prints: data on stdout, messages on stderr, and nothing else anywhere."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

    from newsclip.errors import NewsclipError


class OutputFailed(Exception):
    """Nothing can be written to stdout any more (a full disk), whatever comes. The reason is the message."""


def open_missing_streams() -> None:
    """Let a process that was started without stdin, stdout or stderr (`>&-`) have an empty one in its place.

    Else the next file that is opened gets the stream's number, and with it what others write to that stream.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - as long as we run


_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(0x80, 0xA0))} | {9: " ", 10: " ", 13: " "}

_SHOWN = dict.fromkeys(_CONTROLS.keys() - {9, 10, 13}, "\N{REPLACEMENT CHARACTER}")


def out(text: str, *, end: str = "\n") -> None:
    """Write data to stdout as UTF-8, whatever the locale says. Raises OutputFailed, and BrokenPipeError."""
    _write(_bytes(for_eyes(text) + end))


def for_eyes(text: str) -> str:
    """Text as it may be shown: what an article says must not command the terminal. In a pipe it is data, and stays."""
    return text.translate(_SHOWN) if sys.stdout.isatty() else text


def out_json(record: Mapping[str, object]) -> None:
    r"""Write one JSON object on one line to stdout: as UTF-8, and a path of other bytes in escapes, `\udcff`."""
    _write(_bytes(for_eyes(json.dumps(record, ensure_ascii=False, default=str)) + "\n", "backslashreplace"))


def _bytes(text: str, foreign: str = "surrogateescape") -> bytes:
    """Text as UTF-8; `foreign` says what becomes of the names of files that are other bytes."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        import re

        # Halves of a character that stand alone, and are no bytes of a file's name either: "\ud83d"
        return re.sub("[\ud800-\udc7f\udd00-\udfff]", "\ufffd", text).encode("utf-8", foreign)


def _write(data: bytes) -> None:
    stream = getattr(sys.stdout, "buffer", None)
    with _writing():
        if stream is None:
            sys.stdout.write(data.decode("utf-8", "replace"))
        else:
            stream.write(data)


def note(text: str) -> None:
    """Write a message to stderr, after what was written to stdout before it."""
    with contextlib.suppress(OutputFailed):
        flush()
    # A message is one line, and what a file is called must not command the terminal.
    line = text.translate(_CONTROLS) if text.startswith("newsclip: ") else text
    stream = getattr(sys.stderr, "buffer", None)
    with contextlib.suppress(OSError):  # there is nowhere else to say that nothing can be said
        if stream is None:
            sys.stderr.write(line + "\n")
        else:
            stream.write(_bytes(line + "\n"))
            stream.flush()


def fail(error: NewsclipError) -> None:
    """Say on stderr, in one line, which input failed, why, and what to do next."""
    note(f"newsclip: {error}")


def flush() -> None:
    """Hand everything written so far to the reader of stdout. Raises as `out` does."""
    with _writing():
        sys.stdout.flush()


def abandon() -> None:
    """Drop what is still to be written to stdout, so that the end of the process does not try again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_works_on = False


def work_on_without_reader(*, wanted: bool = True) -> None:
    """Let a command that does more than print go on when the reader of stdout has gone: `newsclip save ... | head`."""
    global _works_on
    _works_on = wanted


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        if not _works_on:
            raise
        abandon()
    except OSError as error:
        raise OutputFailed(error.strerror or str(error)) from error


def in_colours() -> bool:
    """Whether results are drawn: on a terminal, or where FORCE_COLOR wants it. Loads Rich only then."""
    return (sys.stdout.isatty() or "FORCE_COLOR" in os.environ) and on_terminal()


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
