"""HTML → Markdown that renders back to the same article. Names load when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.markdown.conversion import markdown_steps as markdown_steps
    from newsclip.markdown.conversion import render as render
    from newsclip.markdown.conversion import to_markdown as to_markdown
    from newsclip.markdown.plain import to_plain_text as to_plain_text

_HOMES = {
    "markdown_steps": "conversion",
    "render": "conversion",
    "to_markdown": "conversion",
    "to_plain_text": "plain",
}
__all__ = ["markdown_steps", "render", "to_markdown", "to_plain_text"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
