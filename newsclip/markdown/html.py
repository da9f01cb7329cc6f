"""Clean tree → compact HTML, where Markdown has no sign and for what stands inside HTML."""

from __future__ import annotations

from html import escape

from newsclip.markdown.tree import NavigableString, Node

_VOID = frozenset({"br", "hr", "img"})
_KEPT = {
    "a": ("href",),
    "img": ("src", "alt", "title"),
    "ol": ("start",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "details": ("open",),
}


def inline_html(node: Node) -> str:
    """HTML of a node of the clean tree, on one line."""
    pieces: list[str] = []
    _write(node, pieces)
    return "".join(pieces)


def table_html(rows: list[Node]) -> str:
    """A table that GFM cannot hold: HTML, one row a line."""
    return "\n".join(["<table>", *(inline_html(row) for row in rows), "</table>"])


def _write(node: Node, pieces: list[str]) -> None:
    name = node.name
    if name in {"math", "formula"}:
        tex = escape(str(node.contents[0]), quote=False)
        pieces.append(f"$${tex}$$" if name == "formula" or "display" in node.attrs else f"${tex}$")
        return
    if name == "noteref":
        pieces.append(f"[{node.attrs['label']}]")
        return
    if name == "pre":
        language = node.attrs["language"]
        attribute = f' class="language-{escape(language)}"' if language else ""
        code = escape(str(node.contents[0]), quote=False).replace("\n", "&#10;")
        pieces.append(f"<pre><code{attribute}>{code}</code></pre>")
        return
    attrs = "".join(
        f' {key}="{escape(node.attrs[key])}"'
        for key in _KEPT.get(name, ())
        if key in node.attrs and _matters(key, node)
    )
    pieces.append(f"<{name}{attrs}>")
    if name in _VOID:
        return
    contents = node.contents
    if (
        name in {"td", "th", "li", "dd"}
        and len(contents) == 1
        and contents[0].name == "p"
        and "loose" not in node.attrs
    ):
        contents = node.blocks[0].contents
    for child in contents:
        if isinstance(child, NavigableString):
            pieces.append(escape(child, quote=False))
        else:
            _write(child, pieces)
    pieces.append(f"</{name}>")


def _matters(key: str, node: Node) -> bool:
    return not (key == "start" and node.attrs["start"] == "1")
