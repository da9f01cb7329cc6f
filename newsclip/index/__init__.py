"""The derived search index. `Index` is the one way in; importing this package loads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsclip.index.index import Index
    from newsclip.index.ready import Shares, ShareWriter
    from newsclip.index.results import Facet, Hit, Results, Similar, SyncReport
    from newsclip.index.sketch import fingerprint

__all__ = ["Facet", "Hit", "Index", "Results", "ShareWriter", "Shares", "Similar", "SyncReport", "fingerprint"]

_WHERE = {
    "Facet": "newsclip.index.results",
    "Hit": "newsclip.index.results",
    "Index": "newsclip.index.index",
    "Results": "newsclip.index.results",
    "ShareWriter": "newsclip.index.ready",
    "Shares": "newsclip.index.ready",
    "Similar": "newsclip.index.results",
    "SyncReport": "newsclip.index.results",
    "fingerprint": "newsclip.index.sketch",
}


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        from importlib import import_module

        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
