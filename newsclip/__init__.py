"""The public API, re-exported lazily; nothing else.

>>> import newsclip
>>> article = newsclip.convert(b"<article><h1>...", url="https://example.org/a")  # doctest: +SKIP
>>> newsclip.Archive("~/newsclip").save(article)  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.article import Article, Metadata, Precision, Timestamp
    from newsclip.conversion import convert
    from newsclip.errors import NewsclipError
    from newsclip.library import Archive

__version__ = "0.1.0"

__all__ = ["Archive", "Article", "Metadata", "NewsclipError", "Precision", "Timestamp", "__version__", "convert"]

_HOME = {
    "Archive": "newsclip.library",
    "Article": "newsclip.article",
    "Metadata": "newsclip.article",
    "NewsclipError": "newsclip.errors",
    "Precision": "newsclip.article",
    "Timestamp": "newsclip.article",
    "convert": "newsclip.conversion",
}


def __getattr__(name: str) -> object:
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module 'newsclip' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(module), name)
    globals()[name] = value
    return value
