"""Code blocks as highlighters write them: their text, their language, without gutters and buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from textwrap import dedent
from typing import TYPE_CHECKING

from lxml import etree

from newsclip.markdown.languages import LANGUAGES, NO_LANGUAGE
from newsclip.markdown.vocabulary import CODE, FORMATS, HEADINGS
from newsclip.markdown.whitespace import clean_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.parse import Element

# language-js | lang-c++ | highlight-source-rust | brush: php | sourceCode python | code-block-language-go | hl-ipython3
_LANGUAGE = re.compile(
    r"(?:^|[\s-])(?:language|lang|highlight-source|highlight-text|brush|src|hl)(?:-|:\s*)([\w+#.-]+)", re.IGNORECASE
)
# GitHub: blob-wrapper data type-python
_BLOB_TYPE = re.compile(r"(?:^|\s)type-([\w+#-]+)")
_HEXO_CLASSES = frozenset({"highlight", "hljs", "wrap", "line-numbers", "copy", "code"})
# Classes of what may hold code: figure.highlight, div.codehilite, .crayon-syntax, table.hljs-ln, .blob-code
_CODE_CLASS = re.compile(
    r"(?<![a-z])(?:highlight|highlighttable|codehilite|code|blob|hljs|syntaxhighlighter|crayon|rouge|prettyprint|"
    r"sourcecode|src|snippet|linenodiv|js-file-line|gist|dp-highlighter|pygments)(?![a-z])",
    re.IGNORECASE,
)
# Classes of line numbers: td.gutter, span.lineno, .line-numbers-rows, .hljs-ln-numbers, td.blob-num, .rouge-gutter
_GUTTER = re.compile(
    r"(?:^|[\s_-])(?:gutter|line-?nos?|linenodiv|line-?num(?:ber)?s?(?:-rows)?|ln-n(?:um(?:ber)?s?)?|blob-num|"
    r"lnt|crayon-nums|code-copy|copy-(?:btn|button|code)|copybtn|code-?btn|toolbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Among them, those of buttons
_BUTTONS = re.compile(r"copy|btn|toolbar", re.IGNORECASE)
_INLINE = frozenset({*FORMATS, *CODE, "a", "span", "font", "img"})
_LINES = frozenset({"div", "li", "p", "tr", "figure", "table", "ol", "ul"})
# What may stand around code and name its language
_AROUND = frozenset({"div", "figure", "td", "tr", "tbody", "table", "pre", "section", "code"})
_SKIPPED_IN_CODE = frozenset({"button", "script", "style", "svg", "textarea", "select", "template", "noscript"})
# "1\n2\n3\n": nothing but numbers
_NUMBERS = re.compile(r"[\s\d]*\d[\s\d]*")
# Tags that may stand in code without changing its lines
_PLAIN = frozenset(
    {"pre", "code", "span", "b", "i", "em", "strong", "a", "font", "u", "var", "kbd", "tt", "samp", "mark"}
)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Code, without a newline at its end, and its language or ""."""

    text: str
    language: str = ""


def may_be_code(names: str) -> bool:
    """Tell whether an element of this class may be a gutter or a diagram."""
    return "mermaid" in names or _GUTTER.search(names) is not None


def is_gutter(element: Element) -> bool:
    """Tell whether an element holds line numbers or a copy button beside code."""
    if "user-select" in (element.get("style") or "") and _NUMBERS.fullmatch("".join(element.itertext())):
        return True
    names = element.get("class")
    if not names or not _GUTTER.search(names):
        return False
    if element.tag == "pre" and not _NUMBERS.fullmatch("".join(element.itertext())):
        return False  # Prism: <pre class="line-numbers"> is the code itself
    text = "".join(element.itertext()).strip()
    if not text or _NUMBERS.fullmatch(text):
        return True
    return _BUTTONS.search(names) is not None and next(element.iter("pre", "code"), None) is None


def _is_title_bar(element: Element) -> bool:
    """Tell whether an element inside code is its title bar: it says no more than the language and "Copy"."""
    if element.tag not in _LINES or not _BAR_CLASS.search(element.get("class") or ""):
        return False
    words = " ".join(element.itertext()).lower().split()
    return len(words) <= _MOST_WORDS and all(word in LANGUAGES or word in _BAR_WORDS for word in words)


# code__header | code-title | highlight-lang | toolbar
_BAR_CLASS = re.compile(r"(?<![a-z])(?:header|title|bar|lang(?:uage)?|label|toolbar)(?![a-z])", re.IGNORECASE)
_BAR_WORDS = frozenset(("copy", "code", "copied", "copied!"))
_MOST_WORDS = 3


def holds_article(element: Element) -> bool:
    """Tell whether a `<pre>` is a box around prose: it holds headings, tables of data or images."""
    return next(element.iter("img", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article"), None) is not None


def is_diagram(element: Element) -> bool:
    """Tell whether an element holds the text of a diagram that a script would draw: `<div class="mermaid">`."""
    return "mermaid" in (element.get("class") or "").split() and not len(element) and bool((element.text or "").strip())


def diagram(element: Element) -> CodeBlock:
    """The text of a diagram."""
    return CodeBlock(clean_code(dedent(element.text or "")).strip("\n"), "mermaid")


def is_block(element: Element) -> bool:
    """Tell whether `<code>` outside `<pre>` is a block: several lines, and nothing beside it."""
    if element.tag != "code" or not _is_alone(element):
        return False
    if next(element.iter("br"), None) is not None:
        return "\n" in _text(element)
    names = element.get("class") or ""
    if not ("pre" in (element.get("style") or "") or "hljs" in names or _LANGUAGE.search(names)):
        return False
    return "\n" in "".join(element.itertext()).strip()


def _is_alone(element: Element) -> bool:
    """Tell whether neither text nor an inline element stands beside an element."""
    before, after, parent = element.getprevious(), element.getnext(), element.getparent()
    if parent is not None and (parent.tag in _INLINE or parent.tag in HEADINGS):
        return False
    left = before.tail if before is not None else parent.text if parent is not None else ""
    return not any(text and text.strip() for text in (left, element.tail)) and not any(
        neighbour is not None and neighbour.tag in _INLINE for neighbour in (before, after)
    )


def inline_text(element: Element) -> str:
    """Text of inline code, white space collapsed but not stripped."""
    if next(element.iter("br"), None) is None:
        text = clean_code("".join(element.itertext()))
    else:
        text = clean_code("".join(_pieces(element)))
    collapsed = " ".join(text.split())
    if text[:1].isspace():
        collapsed = " " + collapsed
    if text[-1:].isspace():
        collapsed += " "
    return collapsed


def read(element: Element) -> CodeBlock:
    """The code in an element: a `<pre>`, or a block of one line an element."""
    editor = next((part for part in element.iter("div") if (part.get("class") or "").startswith("cm-content")), None)
    if editor is None:
        return CodeBlock(_text(element), language_of(element))
    # CodeMirror: the words around the text are its toolbar, among them the language
    words = (part.strip().lower() for part in element.itertext())
    return CodeBlock(_text(editor), next((word for word in words if word in LANGUAGES), ""))


def from_table(table: Element) -> CodeBlock | None:
    """The code in a table of line numbers and lines, or None for another table."""
    first_cells = islice(table.iter("td", "th"), 4)
    names = " ".join(filter(None, [table.get("class"), *(cell.get("class") for cell in first_cells)]))
    parent = table.getparent()
    around = f"{names} {parent.get('class') or ''}" if parent is not None else names
    if not _CODE_CLASS.search(around) and not _is_pair_of_pres(table):
        return None
    cells = list(table.iter("td", "th"))
    gutters = [cell for cell in cells if _is_number_cell(cell)]
    code = [cell for cell in cells if not _is_number_cell(cell)]
    if not code or not gutters:
        return None
    text = "\n".join(_text(cell, in_table=True) for cell in code)
    inner = next(table.iter("pre", "code"), None)
    language = (
        language_of(table)
        or next((found for cell in code for found in [language_of(cell)] if found), "")
        or (language_of(inner) if inner is not None else "")
    )
    return CodeBlock(text.strip("\n"), language)


def _is_pair_of_pres(table: Element) -> bool:
    """Tell whether a table is one row of two `<pre>`: line numbers, and code."""
    cells = list(islice(table.iter("td", "th"), 3))
    if len(cells) != 2 or any(next(cell.iter("pre"), None) is None for cell in cells):
        return False
    return _NUMBERS.fullmatch("".join(cells[0].itertext())) is not None


def _is_number_cell(cell: Element) -> bool:
    names = cell.get("class") or ""
    text = "".join(cell.itertext()).strip()
    if cell.get("data-line-number") and not text:
        return True
    if not text:
        return bool(_GUTTER.search(names))
    return _NUMBERS.fullmatch(text) is not None and (
        bool(_GUTTER.search(names)) or (cell.getnext() is not None and cell.getprevious() is None)
    )


def _text(element: Element, in_table: bool = False) -> str:
    if any(child.tag not in _PLAIN or child.attrib for child in element.iterdescendants()):
        text = "".join(_pieces(element))
    else:
        text = "".join(element.itertext())
    text = clean_code(text)
    if text.endswith("\n") and not in_table:
        text = text.rstrip()
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "\n".join(lines)


def _pieces(top: Element) -> Iterator[str]:
    """Text of code, with a newline where an element begins a line."""
    numbers = _numbers_of(top)
    fresh = True  # at the beginning of a line
    pending = False  # an element ended its line, and nothing has come since
    walker = etree.iterwalk(top, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        text = None
        if event == "start":
            tag = element.tag
            if element is not top and (
                tag in _SKIPPED_IN_CODE
                or element in numbers
                or (element.attrib and (is_gutter(element) or _is_title_bar(element)))
            ):
                walker.skip_subtree()
            elif tag == "br":
                yield "\n"
                fresh, pending = True, False
            else:
                if _begins_line(element, top):
                    pending = pending or not fresh
                text = element.text
        elif element is top:
            break
        elif event == "end" and element.tag in _LINES:
            pending = not fresh or pending
            text = element.tail
        else:
            text = element.tail
        if text:
            if pending and not text.startswith("\n"):
                if text.isspace() and event != "start":
                    continue
                yield "\n"
            pending = False
            yield text
            fresh = text.endswith("\n")


def _numbers_of(top: Element) -> set[Element]:
    """Line numbers that no class tells: the first element of each line, when they count 1, 2, 3..."""
    lines = top
    while len(lines) == 1 and not (lines.text or "").strip():
        lines = lines[0]
    firsts = [line[0] for line in lines if len(line) and not (line.text or "").strip()]
    if len(firsts) < 2 or len(firsts) != len(lines):
        return set()
    counted = all("".join(first.itertext()).strip() == str(number) for number, first in enumerate(firsts, 1))
    return set(firsts) if counted else set()


def _begins_line(element: Element, top: Element) -> bool:
    if element is top:
        return False
    if element.tag in _LINES:
        return True
    # Shiki and others: one span.line or one <code> a line, with nothing between
    previous = element.getprevious()
    if previous is None or previous.tag != element.tag or previous.tail:
        return False
    if element.tag == "code":
        return True
    names = element.get("class")
    return bool(names) and "line" in names.split() and "line" in (previous.get("class") or "").split()


def language_of(element: Element) -> str:
    """Language of a code block, from its own classes and those of the elements around and inside it; or ""."""
    inner = list(element.iterchildren("code", "pre"))[:1]
    inner += [child for parent in inner for child in parent.iterchildren("code")][:1]
    around: list[Element] = []
    parent = element.getparent()
    while parent is not None and len(around) < 4 and parent.tag in _AROUND:
        around.append(parent)
        parent = parent.getparent()
    for candidate in (*inner, element, *around):
        found = _language_by_attributes(candidate)
        if found is not None:
            return found
    return ""


def _language_by_attributes(element: Element) -> str | None:
    for name in ("data-lang", "data-language", "data-enlighter-language", "lang", "language"):
        value = element.get(name)
        if value and (name not in {"lang"} or value.lower() in LANGUAGES):
            return _valid(value)
    names = element.get("class")
    if not names:
        return None
    match = _LANGUAGE.search(names)
    if match:
        return _valid(match[1])
    if element.tag == "figure" and "highlight" in names.split():
        # Hexo: the other class is the language
        others = [word for word in names.lower().split() if word not in _HEXO_CLASSES]
        return _valid(others[0]) if others else ""
    if "blob" in names and (match := _BLOB_TYPE.search(names)):
        return _valid(match[1])
    if element.tag in {"pre", "code"} or _CODE_CLASS.search(names):
        for word in str(names).lower().split():
            if word in LANGUAGES:
                return word
            if word.endswith("-code") and word[:-5] in LANGUAGES:
                return word[:-5]
            # Sphinx names the language so: "highlight-python"
            if word.startswith("highlight-") and word[10:] in LANGUAGES:
                return word[10:]
    return None


def _valid(language: str) -> str:
    language = language.strip().strip(";").lower()
    language = "python" if language in {"ipython", "ipython3"} else language
    if language in NO_LANGUAGE or not re.fullmatch(r"[\w+#.-]{1,30}", language):
        return ""
    return language
