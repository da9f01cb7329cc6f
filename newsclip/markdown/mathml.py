"""Presentation MathML without a TeX annotation → TeX (MathML 3, chapter 3)."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from newsclip.markdown.tex_table import ACCENTS, FUNCTIONS, STRETCHED, TEX

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclip.parse import Element

MAX_DEPTH = 60
"""Deepest element that is translated; what is deeper gives its text."""

_SKIPPED = frozenset({"annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark", "none", "mprescripts"})
_BIG = frozenset("∑∏∐⋃⋂⋁⋀∫∬∭∮") | {"lim", "max", "min", "sup", "inf", "limsup", "liminf", "det", "gcd"}


_VARIANTS = {
    "bold": "mathbf",
    "bold-italic": "boldsymbol",
    "double-struck": "mathbb",
    "fraktur": "mathfrak",
    "script": "mathcal",
    "sans-serif": "mathsf",
    "monospace": "mathtt",
}


def to_tex(math: Element) -> str:
    """TeX of a `<math>` element, without delimiters."""
    return " ".join(_row(math, 0).split())


def _row(element: Element, depth: int) -> str:
    """The children of an element, one after the other."""
    joined = ""
    for child in element:
        tex = _tex(child, depth)
        if joined and tex[:1].isalpha() and tex.isascii() and _ends_in_command(joined):
            joined += " "
        joined += tex
    return joined


def _ends_in_command(tex: str) -> bool:
    stem = tex.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return stem.endswith("\\") and len(stem) < len(tex)


def _tex(element: Element, depth: int) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    name = tag.rpartition("}")[2].rpartition(":")[2].lower()
    if name in _SKIPPED:
        return ""
    if depth > MAX_DEPTH:
        return "".join(element.itertext())
    translate = _ELEMENTS.get(name)
    if translate is not None:
        return translate(element, depth + 1)
    if len(element):
        return _row(element, depth + 1)
    return _symbols(element.text or "")


def _symbols(text: str) -> str:
    text = text.strip()
    if text in TEX:
        return TEX[text]
    return "".join(TEX.get(char, char) + (" " if char in TEX and TEX[char][-1:].isalpha() else "") for char in text)


def _identifier(element: Element, _: int) -> str:
    text = "".join(element.itertext()).strip()
    if text in FUNCTIONS:
        return f"\\{text}"
    style = _VARIANTS.get(element.get("mathvariant") or "")
    if style is None and len(text) > 1 and text.isalpha() and text.isascii():
        style = "mathrm"
    return f"\\{style}{{{_symbols(text)}}}" if style else _symbols(text)


def _text(element: Element, _: int) -> str:
    text = "".join(element.itertext())
    return f"\\text{{{text}}}" if text.strip() else " "


def _parts(element: Element, depth: int) -> list[str]:
    return [_tex(child, depth) for child in element if isinstance(child.tag, str)]


def _grouped(tex: str) -> str:
    """A base that takes a script: in braces if it is more than one symbol."""
    return tex if len(tex) == 1 or (tex.startswith("\\") and tex[1:].isalpha()) else f"{{{tex}}}"


def _scripts(element: Element, depth: int, signs: str) -> str:
    base, *scripts = [*_parts(element, depth), "", "", ""][: len(signs) + 1]
    return _grouped(base) + "".join(
        f"{sign}{{{script}}}" for sign, script in zip(signs, scripts, strict=True) if script
    )


def _fraction(element: Element, depth: int) -> str:
    above, below = [*_parts(element, depth), "", ""][:2]
    command = "\\binom" if (element.get("linethickness") or "").startswith("0") else "\\frac"
    return f"{command}{{{above}}}{{{below}}}"


def _root(element: Element, depth: int) -> str:
    base, index = [*_parts(element, depth), "", ""][:2]
    return f"\\sqrt[{index}]{{{base}}}"


def _limits(element: Element, depth: int, sign: str) -> str:
    base, script = [*_parts(element, depth), "", ""][:2]
    mark = "".join(element[1].itertext()).strip() if len(element) > 1 else ""
    accents = STRETCHED if len(base) > 1 and mark in STRETCHED else ACCENTS
    if sign == "^" and mark in accents:
        return f"{accents[mark]}{{{base}}}"
    if sign == "_" and mark in {"_", "̲", "‾", "¯"}:
        return f"\\underline{{{base}}}"
    text = "".join(element[0].itertext()).strip() if len(element) else ""
    if text in _BIG:
        return f"{base}{sign}{{{script}}}"
    return f"\\{'overset' if sign == '^' else 'underset'}{{{script}}}{{{base}}}"


def _fenced(element: Element, depth: int) -> str:
    left, right = element.get("open", "("), element.get("close", ")")
    separators = "".join(element.get("separators", ",").split())
    parts = _parts(element, depth)
    between = (separators + separators[-1:] * len(parts))[: max(0, len(parts) - 1)]
    body = "".join(part + mark for part, mark in zip_longest(parts, between, fillvalue=""))
    return f"\\left{_symbols(left) or '.'}{body}\\right{_symbols(right) or '.'}"


def _table(element: Element, depth: int) -> str:
    rows = [
        " & ".join(_row(cell, depth) for cell in row if isinstance(cell.tag, str))
        for row in element
        if isinstance(row.tag, str)
    ]
    body = " \\\\ ".join(rows)
    kind = "aligned" if "right left" in (element.get("columnalign") or "") else "matrix"
    return f"\\begin{{{kind}}} {body} \\end{{{kind}}}"


_ELEMENTS: dict[str, Callable[[Element, int], str]] = {
    "mi": _identifier,
    "mtext": _text,
    "ms": _text,
    "mspace": lambda *_: " ",
    "msup": lambda element, depth: _scripts(element, depth, "^"),
    "msub": lambda element, depth: _scripts(element, depth, "_"),
    "msubsup": lambda element, depth: _scripts(element, depth, "_^"),
    "munderover": lambda element, depth: _scripts(element, depth, "_^"),
    "munder": lambda element, depth: _limits(element, depth, "_"),
    "mover": lambda element, depth: _limits(element, depth, "^"),
    "mfrac": _fraction,
    "msqrt": lambda element, depth: f"\\sqrt{{{_row(element, depth)}}}",
    "mroot": _root,
    "mfenced": _fenced,
    "mtable": _table,
}
