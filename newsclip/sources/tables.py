"""CSV rows of an export as records by column name: any order, any case, unknown columns, quoted line ends."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from newsclip.errors import HostileInput, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source

FIELD_CAP = 64 * 1024 * 1024
"""Characters of one cell: wallabag's CSV holds whole pages."""


class Row:
    """One row; a missing column or cell is ''."""

    __slots__ = ("_cells", "number")

    def __init__(self, cells: dict[str, str], number: int) -> None:
        self._cells = cells
        self.number = number
        """1-based, without the header."""

    def __call__(self, *names: str) -> str:
        """The trimmed cell of the first of these columns that has something in it."""
        return next((cell for name in names if (cell := self._cells.get(name, "").strip())), "")


def rows(source: Source) -> Iterator[Row]:
    """All rows that have a non-empty cell. Raises SourceError where the file is no CSV."""
    csv.field_size_limit(FIELD_CAP)
    with source.text() as stream:
        first = next((line for line in stream if line.strip()), "")
        delimiter = ";" if first.count(";") > first.count(",") else ","
        names = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
        try:
            for number, cells in enumerate(csv.reader(stream, delimiter=delimiter), start=1):
                if any(cells):
                    yield Row(dict(zip(names, cells, strict=False)), number)
        except csv.Error as error:
            if "field larger" in str(error):
                raise HostileInput("a cell larger than 64 MiB", source=source.label, hint="leave it out") from None
            raise SourceError(f"no readable CSV: {error}", source=source.label, hint="export it again") from None
