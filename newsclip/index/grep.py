"""Lines of articles that match a pattern, as grep prints them; front matter is left out. Needs no index."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsclip.archive.layout import SUFFIX, article_files
from newsclip.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Line(NamedTuple):
    """A line that matches. `number` counts from 1, in the whole file."""

    path: Path
    number: int
    text: str


def grep(root: Path, pattern: str, *, ignore_case: bool = False, fixed: bool = False) -> Iterator[Line]:
    """Find the lines of all articles' bodies that match a regular expression, or with `fixed` a plain text.

    ripgrep does it where it is installed, with its own syntax (Rust's), else Python's `re`. Raises QueryError for a
    pattern that is not one.
    """
    program = shutil.which("rg")
    found = _by_ripgrep if program else _by_python
    yield from found(program or "", root, pattern, ignore_case=ignore_case, fixed=fixed)


def _by_ripgrep(program: str, root: Path, pattern: str, *, ignore_case: bool, fixed: bool) -> Iterator[Line]:
    options = ["--no-config", "--null", "--line-number", "--with-filename", "--no-heading", "--color=never"]
    options += ["--no-ignore", "--no-messages", f"--glob=*{SUFFIX}"]
    options += ["--ignore-case"] if ignore_case else ["--case-sensitive"]
    options += ["--fixed-strings"] if fixed else []
    command = [program, *options, "--regexp", pattern, "--", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101 - started with pipes
        assert process.stderr is not None  # noqa: S101
        name, head = b"", 0
        for raw in process.stdout:
            path, _, rest = raw.rstrip(b"\r\n").partition(b"\0")
            number, _, text = rest.partition(b":")
            if path != name:
                name, head = path, _front_lines(Path(path.decode("utf-8", "surrogateescape")))
            if int(number) > head:
                yield Line(Path(path.decode("utf-8", "surrogateescape")), int(number), text.decode("utf-8", "replace"))
        complaint = process.stderr.read().decode("utf-8", "replace").strip()
        if process.wait() > 1 and complaint:
            raise _not_a_pattern(pattern, complaint.splitlines()[-1].removeprefix("error: "))


def _by_python(_program: str, root: Path, pattern: str, *, ignore_case: bool, fixed: bool) -> Iterator[Line]:
    try:
        wanted = re.compile(re.escape(pattern) if fixed else pattern, re.IGNORECASE if ignore_case else 0)
    except re.error as error:
        raise _not_a_pattern(pattern, str(error)) from None
    for entry in article_files(root):
        path = Path(entry.path)
        try:
            text = path.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if wanted.search(text) is None:
            continue
        head = _front_lines(path)
        for number, line in enumerate(text.split("\n"), 1):
            if number > head and wanted.search(line):
                yield Line(path, number, line.removesuffix("\r"))


def _not_a_pattern(pattern: str, reason: str) -> QueryError:
    return QueryError(f"'{pattern}' is not a regular expression ({reason})", hint="-F looks for it as it stands")


def _front_lines(path: Path) -> int:
    """How many lines the front matter of a file takes; 0 for a file without."""
    from newsclip.errors import FrontMatterError
    from newsclip.frontmatter import split

    try:
        text = path.read_bytes().decode("utf-8", "replace")
        if text.startswith("---\n"):
            end = text.find("\n---\n", 3)
            if end > 0:
                return text.count("\n", 0, end) + 2
        front = split(text)
    except (OSError, FrontMatterError):
        return 0  # Broken front matter is searched like any other text.
    return 0 if front is None else text[: len(text) - len(front.body)].count("\n")


# What Python and ripgrep read differently: set operations, \A and \Z, \N{name}, inline groups other than (?:...).
_READ_OTHERWISE = re.compile(r"&&|--|~~|\[\[|\\[AZNaB]|\(\?(?!:)")


def files_likely_to_match(root: str, pattern: re.Pattern[str]) -> set[str] | None:
    """All files, relative to the root, in which Python's regular expression may match, by ripgrep.

    None where that cannot be told quickly: without ripgrep, or for a pattern that it does not read alike.
    """
    program = shutil.which("rg")
    if program is None or _READ_OTHERWISE.search(pattern.pattern):
        return None
    options = ["--no-config", "--null", "--files-with-matches", "--no-ignore", "--no-messages", "--ignore-case"]
    options += ["--multiline", f"--glob=*{SUFFIX}", "--regexp", pattern.pattern, "--", "."]
    done = subprocess.run([program, *options], cwd=root, capture_output=True, check=False)  # noqa: S603
    if done.returncode > 1:
        return None
    found = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return {name.removeprefix("." + os.sep).replace(os.sep, "/") for name in found if name}
