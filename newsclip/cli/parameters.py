"""Reading a command line without loading Pydantic, which takes longer than a search."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class _AsItIs:
    """Takes what needs no conversion: text, defaults, and what was not given. Anything else goes Typer's own way."""

    def __init__(self, parameter: Any) -> None:
        self._parameter = parameter

    def coerce(self, value: Any, **context: Any) -> Any:
        """The value of the parameter."""
        parameter = self._parameter
        kind = parameter.type_descriptor.annotation
        if value is None:
            return () if parameter.multiple or parameter.nargs == -1 else None
        if type(value) is kind:
            return value
        if kind == list[str] and isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return list(value)
        parameter._runtime_param = None
        return parameter.get_runtime_param().coerce(value, **context)


class Direct:
    """What a command or a group is, too, that takes its parameters as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """As Typer's. Versions of Typer that convert in another way are left alone."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if getattr(parameter, "_runtime_param", ...) is None:
                parameter._runtime_param = _AsItIs(parameter)
        return parameters


class Group(Direct, TyperGroup):
    """A group of commands."""
