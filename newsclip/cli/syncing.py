"""The index brought up to date before a command asks it, with what is out of the ordinary said once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

from newsclip.cli import output

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from newsclip.index import SyncReport


class Syncing(Protocol):
    """An index, or an archive with one."""

    def sync(self, progress: Callable[[int, int], None] | None = None) -> SyncReport:
        """Let the index follow the files."""


def bring_up_to_date(index: Syncing) -> None:
    """Let the index follow the files, with a progress bar where that takes a while. Raises ArchiveError."""
    with indexing() as progress:
        report = index.sync(progress)
    say(report)


def say(report: SyncReport) -> None:
    """Say on stderr that an index was rebuilt, may miss something, or leaves files out."""
    if report.message:
        output.note(f"newsclip: {report.message}")
    for line in report.unreadable:
        output.note(f"newsclip: {line}; it is not in the index")


def indexing() -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A progress bar on stderr that appears with the first step, so that a search without news loads no Rich."""
    from contextlib import contextmanager, nullcontext

    if not sys.stderr.isatty():
        return nullcontext()

    @contextmanager
    def bar() -> Iterator[Callable[[int, int], None]]:
        shown = None

        def step(done: int, total: int) -> None:
            nonlocal shown
            if shown is None:
                from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeRemainingColumn

                columns = (SpinnerColumn(), *Progress.get_default_columns()[:2], MofNCompleteColumn())
                shown = Progress(*columns, TimeRemainingColumn(), console=output.error_console(), transient=True)
                shown.start()
                shown.add_task("Indexing", total=total)
            shown.update(shown.task_ids[0], completed=done)

        try:
            yield step
        finally:
            if shown is not None:
                shown.stop()

    return bar()
