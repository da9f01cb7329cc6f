"""Regular expressions that are compiled when they are first used: many are for scripts or pages that few runs meet."""

from __future__ import annotations

import re
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
    if text.isascii():
        return True
    if max(text[:_FEW]) >= character:  # most texts of such a script begin with it
        return False
    if character >= _IDEOGRAPHS and not text.encode("utf-8", "surrogatepass").translate(None, _BELOW_IDEOGRAPHS):
        return True
    return not any(map(character.__le__, text))


_FEW = 8
_IDEOGRAPHS = "\u3000"
_BELOW_IDEOGRAPHS = bytes(range(0xE3))
"""The bytes of UTF-8 that no character from there on has for its first."""
