"""Tables: which hold data and which lay out a page; spans; and how Markdown can hold a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.markdown.tree import Node
    from newsclip.parse import Element

MAX_SPAN = 50
"""Largest span that is believed: a table of `colspan=1000` has no thousand columns."""

MAX_PARAGRAPHS = 2
"""More paragraphs in a cell than this are prose, laid out by a table that has no header."""

_BLOCKY = ("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "figure", "article", "section", "iframe")
_ROW_PARENTS = frozenset({"thead", "tbody", "tfoot"})


def _rows(table: Element) -> list[list[Element]]:
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _ROW_PARENTS:
            rows.extend([child] if is_loose_row(child) else child.iterchildren("tr"))
    return [list(row.iterchildren("td", "th")) for row in rows]


def is_loose_row(group: Element) -> bool:
    """Tell whether a `<thead>`, `<tbody>` or `<tfoot>` holds cells and no rows."""
    return next(group.iterchildren("td", "th"), None) is not None and next(group.iterchildren("tr"), None) is None


def is_data(table: Element) -> bool:
    """Tell whether a table holds data; one that only lays out a page is unfolded into its blocks."""
    if (table.get("role") or "") in {"presentation", "none"}:
        return False
    rows = [row for row in _rows(table) if row]
    if max(map(len, rows), default=0) < 2:
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return False
    headed = next(table.iter("th", "caption", "thead"), None) is not None
    if headed:
        return True
    if len(rows) < 2:
        return False
    if next(table.iterdescendants(*_BLOCKY), None) is not None:
        return False
    if any("\n" in "".join(pre.itertext()).strip() for pre in table.iter("pre")):
        return False
    return all(len(list(cell.iter("p"))) <= MAX_PARAGRAPHS for row in rows for cell in row)


def is_header(row: Element) -> bool:
    """Tell whether a row heads its table: it is in a `<thead>`, or the first and of `<th>` only."""
    parent = row.getparent()
    if row.tag == "thead" or (parent is not None and parent.tag == "thead"):
        return True
    if row.getprevious() is not None and row.getprevious().tag not in {"caption", "colgroup"}:
        return False
    if parent is not None and parent.tag == "tbody" and parent.getprevious() is not None:
        above = parent.getprevious()
        if above.tag not in {"caption", "colgroup"}:
            return False
    cells = list(row.iterchildren("td", "th"))
    if not any(cell.tag == "td" for cell in cells):
        return bool(cells)
    following = next(row.itersiblings("tr"), None)
    return following is not None and _is_bold(cells) and not _is_bold(list(following.iterchildren("td", "th")))


def _is_bold(cells: list[Element]) -> bool:
    """Tell whether all of two cells or more are bold, as the first row of editors without header cells is."""
    return len(cells) > 1 and all(
        len(cell) == 1
        and cell[0].tag in {"strong", "b"}
        and not (cell.text or "").strip()
        and not (cell[0].tail or "").strip()
        and next(cell[0].itertext(), "").strip()
        for cell in cells
    )


CELL_ROLES = frozenset({"cell", "columnheader", "rowheader"})


def has_rows(table: Element) -> bool:
    """Tell whether an element with the role of a table has rows of two cells or more by their roles."""
    rows = (row for row in table.iter("div", "p", "ul", "section") if row.get("role") == "row")
    return any(sum(cell.get("role") in CELL_ROLES for cell in row.iter("*")) > 1 for row in rows)


def is_header_by_role(row: Element) -> bool:
    """Tell whether all cells of a row are headers of columns by their roles."""
    roles = {cell.get("role") for cell in row.iterchildren("*")}
    return roles == {"columnheader"}


def cell_attributes(cell: Element) -> dict[str, str] | None:
    """Spans and alignment of a cell, for the clean tree."""
    if not cell.attrib:
        return None
    attrs = {}
    for name in ("colspan", "rowspan"):
        value = (cell.get(name) or "").strip()
        if value.isascii() and value.isdigit() and int(value[:5]) > 1:
            attrs[name] = str(min(int(value[:5]), MAX_SPAN))
    align = (cell.get("align") or "").lower()
    style = cell.get("style") or ""
    for side in ("left", "center", "right"):
        if align == side or f"text-align:{side}" in style.replace(" ", ""):
            attrs["align"] = side
    return attrs or None


def grid(rows: list[Node], texts: list[list[str]]) -> list[list[str]]:
    """Texts of the cells laid out on a grid: a span's text stands in its first place, the rest is empty."""
    carried: dict[int, int] = {}
    laid = []
    for row, cells in zip(rows, texts, strict=True):
        line: list[str] = []
        for cell, text in zip(row.blocks, cells, strict=True):
            while carried.get(len(line), 0) > 0:
                carried[len(line)] -= 1
                line.append("")
            columns, depth = int(cell.attrs.get("colspan", 1)), int(cell.attrs.get("rowspan", 1))
            for offset in range(columns):
                if depth > 1:
                    carried[len(line)] = depth - 1
                line.append("" if offset else text)
        while carried.get(len(line), 0) > 0:
            carried[len(line)] -= 1
            line.append("")
        laid.append(line)
    return laid


def fits_gfm(rows: list[Node]) -> bool:
    """Tell whether GFM can hold a table: its cells are paragraphs, or short lists that go as HTML into the cell."""
    return all(_fits(cell) for row in rows for cell in row.blocks)


def _fits(node: Node) -> bool:
    for block in node.blocks:
        if block.name == "p":
            continue
        if block.name in {"ul", "ol"} and all(_fits(item) for item in block.blocks):
            continue
        return False
    return True


def alignments(rows: list[Node], width: int) -> list[str]:
    """The cells of the delimiter row: where all cells of a column that say something say the same."""
    sides: list[set[str]] = [set() for _ in range(width)]
    plain = all(len(row.blocks) == width for row in rows)
    if plain:
        for row in rows:
            for column, cell in enumerate(row.blocks):
                if cell.contents:
                    sides[column].add(cell.attrs.get("align", ""))
    dashes = {"left": ":---", "center": ":---:", "right": "---:"}
    return [dashes.get(side.pop(), "---") if len(side) == 1 else "---" for side in sides]
