"""How an import shows itself while it runs: a bar on a terminal, a plain line now and then on one that cannot draw."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from newsclip.cli import output
from newsclip.importing.outcome import Result, Tally

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

_PLAIN_EVERY = 10.0
"""Seconds between two plain lines."""
_DRAW_EVERY = 0.1


class ImportProgress:
    """Shows the tally of an import on stderr. `total` is the number of items where it is known."""

    def __init__(self, tally: Tally, *, total: int | None = None, quiet: bool = False) -> None:
        self._tally = tally
        self._total = total
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._begun = self._shown = time.monotonic()

    def __enter__(self) -> ImportProgress:
        console = output.error_console()
        if not self._quiet and console.is_terminal and not console.is_dumb_terminal:
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=24),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                TextColumn("{task.fields[counts]}"),
                console=console,
                transient=True,
                refresh_per_second=8,
            )
            self._bar.start()
            self._task = self._bar.add_task("Importing", total=self._total, rate="", counts="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self) -> None:
        """Show the tally, if it is time."""
        now = time.monotonic()
        if now - self._shown < (_PLAIN_EVERY if self._bar is None else _DRAW_EVERY):
            return
        self._shown = now
        rate = self._tally.total / max(now - self._begun, 0.001)
        if self._bar is not None and self._task is not None:
            done = self._tally.total + self._tally.before
            counts = " ".join(f"{count:,} {result}" for result in Result if (count := self._tally.counts[result]))
            self._bar.update(self._task, completed=done, rate=f"{rate:,.0f}/s", counts=counts)
        elif not self._quiet and output.error_console().is_terminal:
            output.note(f"newsclip: {self._tally}, {rate:,.0f} a second")

    def say(self, line: str) -> None:
        """Say a line between the drawings."""
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            output.note(line)

    def indexing(self, done: int, total: int) -> None:
        """Show how far the index is."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description="Indexing", completed=done, total=total, rate="")
