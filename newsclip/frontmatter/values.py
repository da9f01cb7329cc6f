"""What front matter is made of: scalars as their author wrote them, lists and mappings. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Scalar(str):
    """The text of one value, untyped: `1.10` stays `1.10` and `NO` stays `NO`; who knows the key decides its type.

    `plain` tells that the author wrote it without quotes, so that it is written back without them: a plain `false`
    is a boolean to other programs and a quoted one a string.
    """

    __slots__ = ("plain",)
    plain: bool

    def __new__(cls, text: str = "", *, plain: bool = False) -> Scalar:
        """Make a scalar of `text`."""
        self = super().__new__(cls, text)
        self.plain = plain
        return self

    def __repr__(self) -> str:
        return f"Scalar({str.__repr__(self)}{', plain=True' if self.plain else ''})"

    def __reduce__(self) -> tuple[object, ...]:
        return _scalar, (str(self), self.plain)


def _scalar(text: str, plain: bool) -> Scalar:
    return Scalar(text, plain=plain)


Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"
"""What reading gives. Keys are Scalars too, in the order of the file."""

Writable: TypeAlias = "str | bool | int | float | Sequence[Writable] | Mapping[str, Writable] | None"
"""What can be written: a `str` stays a string to every reader, a plain Scalar goes out as it came in."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of one text and the body behind it."""

    values: dict[str, Value]
    body: str
    """What follows the closing line, without the blank lines between; its first indent is kept."""
    dialect: str
    """`yaml`, `toml`, `json`, `hexo-yaml` (no opening line) or `hexo-json` (`;;;`)."""
    warnings: tuple[str, ...] = ()
    """Oddities that were read anyhow, one line each."""
