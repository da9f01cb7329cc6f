"""Tree → article: metadata with its evidence, and the content subtree. Names load when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.extract.content_text import plain_text as plain_text
    from newsclip.extract.content_text import without_captions as without_captions
    from newsclip.extract.extraction import Extraction as Extraction
    from newsclip.extract.extraction import extract as extract
    from newsclip.extract.fragment import Cleaned as Cleaned
    from newsclip.extract.fragment import clean_fragment as clean_fragment
    from newsclip.extract.fragment import cleaning_steps as cleaning_steps

_HOMES = {
    "Cleaned": "fragment",
    "Extraction": "extraction",
    "clean_fragment": "fragment",
    "cleaning_steps": "fragment",
    "extract": "extraction",
    "plain_text": "content_text",
    "without_captions": "content_text",
}
__all__ = ["Cleaned", "Extraction", "clean_fragment", "cleaning_steps", "extract", "plain_text", "without_captions"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
