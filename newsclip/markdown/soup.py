"""What the Markdown stage takes from markdownify and BeautifulSoup, loaded without what only other uses of them need.

BeautifulSoup loads its CSS selectors and a detector of encodings at once, which takes longer than converting a page;
here they are loaded when somebody asks for them.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ATX", "BACKSLASH", "MarkdownConverter", "NavigableString", "Tag"]

_SELECTORS = "soupsieve"
_DETECTOR = "chardet"
_OTHER_DETECTOR = "cchardet"
"""Tried first, and in the way of deferring the one that is always there."""


class _Deferred(ModuleType):
    """Stands in for a module until one of its names is asked for."""

    def __getattr__(self, name: str) -> object:
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def _deferred() -> Iterator[None]:
    stand_ins: dict[str, ModuleType | None] = {name: _Deferred(name) for name in (_SELECTORS, _DETECTOR)}
    stand_ins[_OTHER_DETECTOR] = None
    missing = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(missing)  # type: ignore[arg-type]  # None: "cannot be imported"
    try:
        yield
    finally:
        for name in missing:
            del sys.modules[name]


with _deferred():
    from bs4.element import NavigableString, Tag
    from markdownify import ATX, BACKSLASH, MarkdownConverter
