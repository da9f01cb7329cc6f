"""Formulas as the web shows them (MathML, KaTeX, MathJax, images with TeX) → TeX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.markdown.mathml import to_tex
from newsclip.parse import parse_fragment

if TYPE_CHECKING:
    from newsclip.parse import Element


@dataclass(frozen=True, slots=True)
class Formula:
    """TeX without delimiters, on one line; `display`: it stands in a paragraph of its own."""

    tex: str
    display: bool = False


_RENDERED = re.compile(
    r"(?:^|\s)(?:katex|katex-display|katex-html|MathJax\w*|mjx-\w+|MJX_?Assistive_?MathML|mwe-math-element|mathjax-preview)",
    re.IGNORECASE,
)
# {\displaystyle E=mc^{2}}
_STYLED = re.compile(r"\{\\(?:display|text)style\s?(.*)\}", re.DOTALL)
# \( x \), \[ x \], $$ x $$, $ x $
_DELIMITED = re.compile(r"\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$", re.DOTALL)
# \( x \) and \[ x \] inside a text
_IN_TEXT = re.compile(r"\\\((?:(?!\\[()]).){1,2000}\\\)|\\\[(?:(?!\\[\[\]]).){1,5000}\\\]", re.DOTALL)
# /equation?tex=x | latex.codecogs.com/gif.latex?x | s0.wp.com/latex.php?latex=x | /math/render/svg/x
_FORMULA_URL = re.compile(
    r"/equation\?tex=|codecogs\.com/|latex\.php\?|/mathtex\.cgi|/mimetex\.cgi|/math/render/|chart\?cht=tx",
    re.IGNORECASE,
)
_FORMULA_CLASS = re.compile(
    r"(?:^|[\s_-])(?:latex|tex|math|mathjax|equation|formula|mwe-math-fallback-image\S*)(?:$|[\s_-])", re.IGNORECASE
)


def _tidy(tex: str) -> str:
    tex = " ".join(tex.split())
    for pattern in (_DELIMITED, _STYLED):
        match = pattern.fullmatch(tex)
        if match:
            tex = next(filter(None, match.groups()), "").strip()
    return tex


def in_text(text: str) -> list[tuple[int, int, Formula]]:
    """The formulas that stand in a text between MathJax's own delimiters, and where they begin and end."""
    return [
        (match.start(), match.end(), Formula(_tidy(match[0]), match[0][1] == "["))
        for match in _IN_TEXT.finditer(text)
        if _tidy(match[0])
    ]


def from_mathml(element: Element) -> Formula | None:
    """The formula of a `<math>` element: its TeX annotation, its alttext, or its MathML translated."""
    display = element.get("display") == "block" or element.get("mode") == "display"
    tex = ""
    for annotation in element.iter("annotation"):
        if "tex" in (annotation.get("encoding") or "").lower():
            tex = "".join(annotation.itertext())
            break
    tex = tex.strip() or (element.get("alttext") or "").strip() or to_tex(element)
    if "\\displaystyle" in tex[:15] and element.get("display") is None:
        parent = element.getparent()
        display = parent is not None and "display" in (parent.get("class") or "")
    tex = _tidy(tex)
    return Formula(tex, display) if tex else None


def from_script(element: Element) -> Formula | None:
    """The formula of MathJax's `<script type="math/tex">`."""
    kind = (element.get("type") or "").lower()
    if not kind.startswith("math/"):
        return None
    display = "mode=display" in kind.replace(" ", "")
    if "mathml" in kind:
        return None
    tex = _tidy(element.text or "")
    return Formula(tex, display) if tex else None


def may_be_formula(names: str) -> bool:
    """Tell whether an element of this class may be a formula; one of another is none by its class."""
    return "math" in names or "tex" in names or _RENDERED.search(names) is not None


def from_rendered(element: Element) -> Formula | None:
    """The formula that KaTeX, MathJax or pandoc drew; one without TeX where it is drawn beside its source."""
    names = element.get("class") or ""
    source = element.get("data-tex") or element.get("data-math")
    if source:
        display = source.rstrip().endswith("\\\\") or "block" in names or "display" in names
        return Formula(_tidy(source).removesuffix("\\\\").rstrip(), display)
    if not names or not _RENDERED.search(names):
        return _from_source(element, names) if "math" in names or "tex" in names else None
    if _has_source_beside(element):
        return Formula("")
    display = (
        "isplay" in names
        or element.get("display") == "true"
        or any("katex-display" in (around.get("class") or "") for around in list(element.iterancestors())[:1])
    )
    drawn: Element = element
    if element.get("data-mathml") and next(element.iter("math"), None) is None:
        drawn = parse_fragment(str(element.get("data-mathml")))
    for math in drawn.iter("math"):
        formula = from_mathml(math)
        if formula is not None:
            return Formula(formula.tex, display or formula.display)
    for script in element.iter("script"):
        formula = from_script(script)
        if formula is not None:
            return formula
    for name in ("data-latex", "alttext", "aria-label"):
        value = element.get(name)
        if value:
            return Formula(_tidy(value), display)
    return None


def _from_source(element: Element, names: str) -> Formula | None:
    r"""The formula of pandoc's `<span class="math inline">\(x\)</span>` and the like, which no script has drawn."""
    text = (element.text or "").strip()
    if len(element) or not _DELIMITED.fullmatch(text):
        return None
    return Formula(_tidy(text), text.startswith(("$$", "\\[")) or "display" in names)


def _has_source_beside(element: Element) -> bool:
    following = element.getnext()
    for _ in range(3):
        if following is None:
            break
        if following.tag == "script" and (following.get("type") or "").startswith("math/"):
            return True
        following = following.getnext()
    return False


def from_image(element: Element) -> Formula | None:
    """The formula of an image whose alt is its TeX."""
    get = element.get
    alt = (get("alt") or get("data-formula") or "").strip()
    if not alt:
        return None
    names = get("class") or ""
    if not (
        get("eeimg")
        or get("data-formula")
        or (names and _FORMULA_CLASS.search(names))
        or _FORMULA_URL.search(get("src") or get("data-src") or "")
    ):
        return None
    tex = _tidy(alt)
    display = "display" in names or alt.startswith(("$$", "\\[")) or alt.rstrip().endswith("\\\\")
    return Formula(tex.removesuffix("\\\\").rstrip(), display) if tex else None


def is_fallback(element: Element) -> bool:
    """Tell whether an image of a formula stands beside the MathML of the same formula."""
    parent = element.getparent()
    return parent is not None and next(parent.iter("math"), None) is not None
