"""Regular expressions that are compiled when they are first used: many are for scripts or pages that few runs meet."""

from __future__ import annotations

import re
from functools import cache
from typing import cast


class _OnDemand:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        pattern = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "findall", "finditer", "split", "sub"):
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def on_demand(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, later."""
    return cast("re.Pattern[str]", _OnDemand(source, flags))


def is_below(text: str, character: str) -> bool:
    """Whether all characters of a text come before one: a look that spares a text without ideographs their patterns."""
    return text.isascii() or _from(character).search(text) is None


@cache
def _from(character: str) -> re.Pattern[str]:
    return re.compile(f"[{character}-\U0010ffff]")
