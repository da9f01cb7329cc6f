"""Clean tree → plain text: what `plain.to_plain_text` reads from the tree's Markdown, without parsing that again."""

from __future__ import annotations

from newsclip.markdown.html import inline_html, table_html
from newsclip.markdown.plain import text_of_html
from newsclip.markdown.tables import fits_gfm
from newsclip.markdown.tree import NavigableString, Node
from newsclip.markdown.vocabulary import HEADINGS, HTML_FORMATS

_BOXES = frozenset({"[document]", "blockquote", "ul", "ol", "li"})
_LEAVES = HEADINGS | {"p"}
_READINGS = frozenset({"rt", "rp"})
_RUNNING = (frozenset({"a", "strong", "em", "del"}) | HTML_FORMATS) - _READINGS


class _OnlyMarkdownTells(Exception):
    """The text depends on how the Markdown of a node is read."""


def clean_text(root: Node) -> str | None:
    """The text of a clean tree, a line for each block; None where only its Markdown tells, as where that holds HTML."""
    lines: list[str] = []
    try:
        _blocks(root, lines)
    except _OnlyMarkdownTells:
        return None
    return "\n".join(lines)


def _blocks(box: Node, lines: list[str], mark: str = "") -> None:
    for block in box.blocks:
        name = block.name
        if name in _LEAVES:
            text = f"{mark}{_line(block)}".strip()
        elif name == "pre":
            text = str(block.contents[0]).strip()
            if "\t" in text and box.name != "[document]":  # a list item expands some of them
                raise _OnlyMarkdownTells
        elif name == "formula":
            text = _formula(block, "$$")
        elif name == "footnote":
            text = _note(block)
        elif name == "table":
            _table(block, lines, alone=box.name == "[document]")
            continue
        elif name == "dl" and box.name == "[document]" and not any(map(_holds_blocks, block.blocks)):
            text = text_of_html("\n".join(map(inline_html, block.blocks)))
        elif name == "hr":
            continue
        elif name in _BOXES and not mark:
            if "alert" in block.attrs:
                if block.blocks[0].name != "p":
                    raise _OnlyMarkdownTells
                lines.append(f"[!{block.attrs['alert']}]")
            task = block.attrs.get("task")
            _blocks(block, lines, f"[{task}] " if task else "")
            continue
        else:
            raise _OnlyMarkdownTells
        mark, text = "", text.strip()
        if text:
            lines.append(text)


def _note(note: Node) -> str:
    """A note of one paragraph; without a space in it, Markdown would take it for the target of a link."""
    blocks = note.blocks
    text = _line(blocks[0]).strip(" :：、") if len(blocks) == 1 and blocks[0].name == "p" else ""
    if " " not in text:
        raise _OnlyMarkdownTells
    return f"[^{note.attrs['label']}]: {text}"


def _holds_blocks(definition: Node) -> bool:
    """Whether a definition is written as Markdown between its tags."""
    return definition.name == "dd" and any(block.name != "p" for block in definition.blocks)


def _table(table: Node, lines: list[str], *, alone: bool) -> None:
    """Its caption and its cells; a table that is HTML in Markdown is read only where it stands alone."""
    for child in table.blocks:
        if child.name == "caption":
            _blocks(child, lines)
    rows = [row for row in table.blocks if row.name == "tr" and any(cell.contents for cell in row.blocks)]
    if fits_gfm(rows):
        _cells(rows, lines)
    elif alone:
        text = text_of_html(table_html(rows)).strip()
        lines.extend([text] if text else [])
    else:
        raise _OnlyMarkdownTells


def _cells(rows: list[Node], lines: list[str]) -> None:
    """The cells of a table that is one in Markdown, too: paragraphs."""
    for row in rows:
        for cell in row.blocks:
            if any(block.name != "p" for block in cell.blocks):
                raise _OnlyMarkdownTells
            text = "".join([_line(block, line_break="") for block in cell.blocks]).strip()
            if text:
                lines.append(text)


def _line(node: Node, line_break: str = "\n") -> str:
    pieces: list[str] = []
    for child in node.contents:
        if isinstance(child, NavigableString):
            pieces.append(child)
            continue
        name = child.name
        if name in _RUNNING:
            text = _line(child, line_break)
            if name == "a" and text == child.attrs["href"] and ("%" in text or "xn--" in text):
                raise _OnlyMarkdownTells  # an address between < and > is shown decoded
        elif name == "br":
            text = line_break
        elif name == "code":
            text = _code(child, line_break)
        elif name == "math":
            text = _formula(child, "$$" if "display" in child.attrs else "$")
        elif name == "noteref":
            text = f"[^{child.attrs['label']}]"
        elif name == "img" or name in _READINGS:
            continue
        else:
            raise _OnlyMarkdownTells
        pieces.append(text)
    return "".join(pieces)


def _code(node: Node, line_break: str) -> str:
    contents = node.contents
    if len(contents) != 1 or not isinstance(contents[0], NavigableString):
        return _line(node, line_break)
    text = str(contents[0])
    if text[:1] == text[-1:] == " ":  # between backticks, one of them would be taken away
        raise _OnlyMarkdownTells
    return text


def _formula(node: Node, mark: str) -> str:
    tex = str(node.contents[0])
    if "\n" in tex:
        raise _OnlyMarkdownTells
    return f"{mark}{tex}{mark}"
