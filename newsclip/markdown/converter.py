"""Clean BeautifulSoup tree → Markdown, by markdownify's machinery with rules of our own."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newsclip.markdown import tables
from newsclip.markdown.escape import escape, escape_line
from newsclip.markdown.html import inline_html, table_html
from newsclip.markdown.marks import (
    CLOSE_DEL,
    CLOSE_EM,
    CLOSE_STRONG,
    OPEN_DEL,
    OPEN_EM,
    OPEN_STRONG,
    settle,
)
from newsclip.markdown.soup import ATX, BACKSLASH, MarkdownConverter
from newsclip.markdown.tree import NavigableString, Node
from newsclip.markdown.vocabulary import HEADINGS, HTML_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

# A run of backticks: the fence around it must be longer
_BACKTICKS = re.compile(r"`+")
# https://e.com | mailto:a@b.c: a URI that may stand between < and >
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*")
# &copy; &#65;: an ampersand that begins an entity
_ENTITY = re.compile(r"&(?=#?\w+;)")
# A quote, or a backslash before a sign
_TITLE_SIGN = re.compile(r'"|\\(?=[!-/:-@\[-`{-~]|$)')
# Blocks that may be HTML in Markdown: only a blank line ends them
_HTML_BLOCKS = frozenset({"details", "dl", "table"})
# Blocks behind which a blank line does not make a list loose
_NO_LOOSE = HEADINGS | {"hr", "pre", "blockquote", "li"}
# Blocks that may follow a paragraph, or be followed by one, in a tight list item without a blank line
_AFTER_TEXT = frozenset({"ul", "pre", "blockquote"})


class Converter(MarkdownConverter):
    """Converts what `newsclip.markdown.normalize` makes; every block comes out without blank lines around it."""

    class Options:
        """How we want markdownify to write."""

        heading_style = ATX
        bullets = "-"
        newline_style = BACKSLASH
        autolinks = True

    def __init__(self) -> None:
        super().__init__()
        self._in_link = False

    # -- markdownify's own hooks

    def convert_soup(self, soup: Node) -> str:
        """Convert a clean tree; the converter may be used again, whatever became of the tree before."""
        self._in_link = False
        text: str = super().convert_soup(soup)
        return text

    def process_tag(self, node: Node, parent_tags: set[str] | None = None) -> str:
        """Convert a tag: its children first, unless its rule wants to look at them itself."""
        name = node.name
        if name in _WHOLE:
            text = ""
        elif name in _BOXES:
            text = "\n\n".join(filter(None, [self.process_tag(child) for child in node.blocks]))
        else:
            outer = self._in_link
            if name == "a":
                self._in_link = True
            text = self._line(node)
            self._in_link = outer
        convert: Callable[..., str] | None = self.get_conv_fn_cached(name)  # type: ignore[attr-defined]
        return convert(node, text, parent_tags) if convert is not None else text

    def _line(self, node: Node) -> str:
        contents = node.contents
        if len(contents) == 1 and isinstance(contents[0], NavigableString):
            return escape(contents[0], in_link=self._in_link)
        in_link = self._in_link
        return "".join(
            [
                escape(child, in_link=in_link) if isinstance(child, NavigableString) else self.process_tag(child)
                for child in contents
            ]
        )

    def convert__document_(self, el: Node, text: str, parent_tags: object) -> str:
        """The whole."""
        return text + "\n" if text else ""

    # -- inline

    def convert_strong(self, el: Node, text: str, parent_tags: object) -> str:
        return f"{OPEN_STRONG}{text}{CLOSE_STRONG}"

    def convert_em(self, el: Node, text: str, parent_tags: object) -> str:
        return f"{OPEN_EM}{text}{CLOSE_EM}"

    def convert_del(self, el: Node, text: str, parent_tags: object) -> str:
        return f"{OPEN_DEL}{text}{CLOSE_DEL}"

    def convert_br(self, el: Node, text: str, parent_tags: object) -> str:
        return "\\\n"

    def convert_code(self, el: Node, text: str, parent_tags: object) -> str:
        contents = el.contents
        beside = el.previous_sibling
        if len(contents) != 1 or not isinstance(contents[0], NavigableString):
            return f"<code>{text}</code>"
        if isinstance(beside, Node) and beside.name == "code":
            # The backticks of two code spans side by side would make one run.
            return f"<code>{text}</code>"
        return code_span(str(contents[0]))

    def convert_a(self, el: Node, text: str, parent_tags: object) -> str:
        href = el.attrs["href"]
        contents = el.contents
        if len(contents) == 1 and isinstance(contents[0], NavigableString):
            plain = str(contents[0])
            if plain == href and _ABSOLUTE.fullmatch(href):
                return f"<{href}>"
            if href == f"mailto:{plain}" and re.fullmatch(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", plain, re.ASCII):
                return f"<{plain}>"
        return f"[{text}]({destination(href)})"

    def convert_img(self, el: Node, text: str, parent_tags: object) -> str:
        attrs = el.attrs
        alt = escape(" ".join(attrs["alt"].split()), in_link=True)
        target = destination(attrs["src"])
        title = attrs.get("title")
        return f'![{alt}]({target} "{_quoted(title)}")' if title else f"![{alt}]({target})"

    def convert_math(self, el: Node, text: str, parent_tags: object) -> str:
        # TeX is text like any other: what CommonMark makes of it must be the TeX again.
        tex = escape(str(el.contents[0]), in_link=self._in_link)
        return f"$${tex}$$" if "display" in el.attrs else f"${tex}$"

    def convert_formula(self, el: Node, text: str, parent_tags: object) -> str:
        return paragraph(f"$${escape(str(el.contents[0]))}$$")

    def convert_noteref(self, el: Node, text: str, parent_tags: object) -> str:
        return f"[^{el.attrs['label']}]"

    # -- blocks

    def convert_p(self, el: Node, text: str, parent_tags: object) -> str:
        return paragraph(text)

    def convert_hN(self, n: int, el: Node, text: str, parent_tags: object) -> str:  # noqa: N802
        text = settle(text)
        if text.endswith("#"):
            text = text[:-1] + "\\#"
        return f"{'#' * n} {text}"

    def convert_hr(self, el: Node, text: str, parent_tags: object) -> str:
        return "---" if el.parent is None or el.parent.name != "li" else "___"

    def convert_pre(self, el: Node, text: str, parent_tags: object) -> str:
        code = str(el.contents[0])
        longest = max(map(len, _BACKTICKS.findall(code)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}{el.attrs['language']}\n{code}\n{fence}"

    def convert_blockquote(self, el: Node, text: str, parent_tags: object) -> str:
        alert = el.attrs.get("alert")
        if alert:
            text = f"[!{alert}]\n{text}"
        return "\n".join([f"> {line}" if line else ">" for line in text.split("\n")])

    def convert_list(self, el: Node, text: str, parent_tags: object) -> str:
        items = el.blocks
        bodies = [[self.process_tag(block) for block in item.blocks] for item in items]
        loose = any(map(needs_blank_line, items)) or (
            any("loose" in item.attrs for item in items) and shows_loose(items)
        )
        twin = _is_twin(el)
        if el.name == "ol":
            start = int(el.attrs["start"][:9])
            markers = [f"{start + index}{')' if twin else '.'}" for index in range(len(items))]
        else:
            markers = ["*" if twin else "-"] * len(items)
        lines = []
        for item, body, marker in zip(items, bodies, markers, strict=True):
            text = ("\n\n" if loose else "\n").join(body)
            task = item.attrs.get("task")
            if task and item.contents and item.blocks[0].name == "p":
                text = f"[{task}] {text}"
            indent = " " * (len(marker) + 1)
            text = text.replace("\n", "\n" + indent).replace("\n" + indent + "\n", "\n\n") if "\n" in text else text
            while f"\n{indent}\n" in text:
                text = text.replace(f"\n{indent}\n", "\n\n")
            lines.append(f"{marker} {text}" if text else marker)
        return ("\n\n" if loose else "\n").join(lines)

    convert_ul = convert_list
    convert_ol = convert_list

    def convert_table(self, el: Node, text: str, parent_tags: object) -> str:
        caption = "\n\n".join(
            self.process_tag(block) for child in el.blocks if child.name == "caption" for block in child.blocks
        )
        rows = [row for row in el.blocks if row.name == "tr" and _has_content(row)]
        if not rows:
            return caption
        table = self._gfm(rows) if tables.fits_gfm(rows) else table_html(rows)
        return f"{caption}\n\n{table}" if caption else table

    def _gfm(self, rows: list[Node]) -> str:
        texts = [[self._cell(cell) for cell in row.blocks] for row in rows]
        laid = tables.grid(rows, texts)
        width = max(map(len, laid))
        laid = [line + [""] * (width - len(line)) for line in laid]
        if "head" not in rows[0].attrs:
            laid.insert(0, [""] * width)
        lines = [f"| {' | '.join(line)} |" for line in laid]
        lines.insert(1, f"| {' | '.join(tables.alignments(rows, width))} |")
        return "\n".join(lines)

    def _cell(self, cell: Node) -> str:
        blocks = cell.blocks
        if len(blocks) == 1 and blocks[0].name == "p":
            text = self._line(blocks[0])
        else:
            text = "".join(
                f"<p>{self._line(block)}</p>" if block.name == "p" else inline_html(block) for block in blocks
            )
        return settle(text.replace("\\\n", "<br>")).replace("|", "\\|")

    def convert_details(self, el: Node, text: str, parent_tags: object) -> str:
        tag = "<details open>" if "open" in el.attrs else "<details>"
        head, blocks = tag, list(el.blocks)
        if blocks and blocks[0].name == "summary":
            head += f"\n{inline_html(blocks.pop(0))}"
        body = "\n\n".join(filter(None, [self.process_tag(block) for block in blocks]))
        return f"{head}\n\n{body}\n\n</details>"

    def convert_summary(self, el: Node, text: str, parent_tags: object) -> str:
        return paragraph(text)

    def convert_dl(self, el: Node, text: str, parent_tags: object) -> str:
        lines = ["<dl>"]
        for child in el.blocks:
            if child.name == "dd" and any(block.name != "p" for block in child.blocks):
                body = "\n\n".join(self.process_tag(block) for block in child.blocks)
                lines.append(f"<dd>\n\n{body}\n\n</dd>")
            else:
                lines.append(inline_html(child))
        return "\n".join([*lines, "</dl>"])

    def convert_footnote(self, el: Node, text: str, parent_tags: object) -> str:
        body = "\n\n".join(self.process_tag(block) for block in el.blocks)
        body = "\n".join(f"    {line}" if line else "" for line in body.split("\n"))
        return f"[^{el.attrs['label']}]: {_AFTER_NUMBER.sub('', body, count=1)}"


# what stood between the link back and the note: ": " of "[1]: note", ". " of "1. note"
_AFTER_NUMBER = re.compile(r"^[\s:：、]*(?:[.)]\s+)?")


def _html_rule(name: str) -> Callable[[Converter, Node, str, object], str]:
    return lambda _self, _el, text, _parent_tags: f"<{name}>{text}</{name}>"


for _name in HTML_FORMATS:
    setattr(Converter, f"convert_{_name}", _html_rule(_name))

_BOXES = frozenset({"[document]", "blockquote"})
_WHOLE = frozenset(
    {"ul", "ol", "table", "details", "dl", "footnote", "pre", "img", "math", "formula", "br", "hr", "noteref"}
)


def paragraph(text: str) -> str:
    """A paragraph whose text is whole: marks settled, beginnings of lines escaped."""
    text = settle(text)
    if "\n" in text:
        return "\n".join(map(escape_line, text.split("\n")))
    return escape_line(text)


def code_span(code: str) -> str:
    """Inline code, between enough backticks."""
    if "`" not in code:
        return f"`{code}`"
    longest = max(map(len, _BACKTICKS.findall(code)))
    fence = "`" * (longest + 1)
    return f"{fence} {code} {fence}"


def _quoted(title: str) -> str:
    """A title between quotes. cmark reads entities before backslashes there, so an ampersand gets no backslash."""
    text = _TITLE_SIGN.sub(r"\\\g<0>", " ".join(title.split()))
    return _ENTITY.sub("&amp;", text)


def destination(url: str) -> str:
    """A URL between the parentheses of a link."""
    if "(" in url or ")" in url:
        depth = 0
        for char in url:
            depth += (char == "(") - (char == ")")
            if depth < 0:
                break
        if depth != 0:
            return f"<{url}>"
    if "&" in url:
        url = _ENTITY.sub("&amp;", url)
    return url


def _is_twin(el: Node) -> bool:
    """Tell whether a list follows one of its own kind and would be taken for its rest; every second one does."""
    previous = el.previous_sibling
    if not isinstance(previous, Node) or previous.name != el.name or "twin" in previous.attrs:
        return False
    el.attrs["twin"] = ""
    return True


def shows_loose(items: list[Node]) -> bool:
    """Tell whether blank lines in a list would make cmark take it as loose: those behind some blocks do not count."""
    for item in items:
        blocks = item.blocks
        counted = blocks if item is not items[-1] else blocks[:-1]
        if any(_last_leaf(block).name not in _NO_LOOSE for block in counted):
            return True
    return False


def _last_leaf(block: Node) -> Node:
    while block.name in {"ul", "ol", "li"} and block.contents:
        block = block.blocks[-1]
    return block


def needs_blank_line(item: Node) -> bool:
    """Tell whether a list item needs a blank line between or behind its blocks."""
    blocks = item.blocks
    return any(block.name in _HTML_BLOCKS for block in blocks) or any(
        not _tight(first, second) for first, second in pairwise(blocks)
    )


def _tight(first: Node, second: Node) -> bool:
    if second.name == "ol":
        return first.name == "pre" or first.name in HEADINGS or (first.name == "p" and second.attrs["start"] == "1")
    if first.name == "p":
        return second.name in _AFTER_TEXT or second.name in HEADINGS
    if first.name == "pre" or first.name in HEADINGS:
        return second.name in _AFTER_TEXT or second.name == "p" or second.name in HEADINGS
    return first.name == "ul" and second.name == "ul"


def _has_content(row: Node) -> bool:
    return any(cell.contents for cell in row.blocks)
