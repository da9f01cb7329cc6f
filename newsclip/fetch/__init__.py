"""URL → bytes, safely: one deadline, caps on the decoded size, every hop and every address checked.

`fetch` gets one page, `fetch_many` gets many politely, `Fetcher` is the session underneath both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.fetch.bulk import PageRequest, fetch_many
    from newsclip.fetch.client import Fetcher, fetch
    from newsclip.fetch.model import Fetched, FetchOptions, Validators

__all__ = ["FetchOptions", "Fetched", "Fetcher", "PageRequest", "Validators", "fetch", "fetch_many"]

_HOME = {
    "FetchOptions": "model",
    "Fetched": "model",
    "Fetcher": "client",
    "PageRequest": "bulk",
    "Validators": "model",
    "fetch": "client",
    "fetch_many": "bulk",
}


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'newsclip.fetch' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f"newsclip.fetch.{home}"), name)
    globals()[name] = value
    return value
