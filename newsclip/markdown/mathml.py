"""Presentation MathML without a TeX annotation → TeX (MathML Core)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.parse import Element


def to_tex(math: Element) -> str:
    """TeX of a `<math>` element."""
    return "".join(math.itertext())
