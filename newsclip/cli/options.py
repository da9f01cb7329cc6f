"""Options that several commands share, each described once.

One parameter of a command, a dataclass of options, can stand for all of its fields: see `spread`.
"""

from __future__ import annotations

import functools
import inspect
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, get_type_hints

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ITEMS: Final = 1_000_000_000
"""More than any archive or export has."""

Limit = Annotated[
    int,
    typer.Option("-n", "--limit", metavar="N", min=0, max=MOST_ITEMS, help="At most so many; 0 for all."),
]
# More processes are a slip of the finger that would bring the machine down.
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", min=0, max=1024, help="Worker processes; 0 is one a core.")
]
Tags = Annotated[list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Add a tag; repeatable.")]


def spread(command: Callable[..., int]) -> Callable[..., int]:
    """A command with the fields of its dataclass parameters as options of its own, for Typer, which knows no groups.

    A field is annotated as an option is: `tag: Annotated[str, typer.Option("--tag")] = ""`.
    """
    hints = get_type_hints(command, include_extras=True)
    groups = {name: kind for name, kind in hints.items() if is_dataclass(kind) and isinstance(kind, type)}
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        if parameter.name in groups:
            parameters += _options(groups[parameter.name])
        else:
            parameters.append(parameter.replace(annotation=hints[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY))

    @functools.wraps(command)
    def with_groups(**values: Any) -> int:
        made = {
            name: group(**{item.name: values.pop(item.name) for item in fields(group)})
            for name, group in groups.items()
        }
        return command(**values, **made)

    with_groups.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    return with_groups


def _options(group: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(item.name, inspect.Parameter.KEYWORD_ONLY, default=item.default, annotation=hints[item.name])
        for item in fields(group)
    ]
