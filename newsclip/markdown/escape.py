"""Text → Markdown that reads as the same text: backslashes where a sign would mean something, and nowhere else.

Whether `*`, `_` and `~` mean something depends on the whole paragraph, so they become marks here, which
`newsclip.markdown.marks` settles.
"""

from __future__ import annotations

import re

from newsclip.markdown.marks import STAR, TILDE, UNDERSCORE

# Any sign that may need a backslash: most texts have none
_SIGN = re.compile(r"[\\`*_~\[\]<&!]")
_PUNCTUATION = r"!-/:-@\[-`{-~"
_NEEDS = re.compile(
    rf"(?P<backslash>\\(?=[{_PUNCTUATION}]|$))"  # \* or a backslash at the end; not a\b
    r"|(?P<sign>`"
    r"|<(?=[A-Za-z/!?])"  # <div, </p, <!--, <http://x>; not a < b
    r"|&(?=\#?\w+;)"  # &amp; &#65;
    r"|!(?=\[|$)"  # ![
    r"|\[(?=\^)"  # [^1]
    r"|\](?=\())"  # ](x)
    r"|(?P<run>\*+|_+|~+)"
)
_BRACKETS = re.compile(r"[\[\]]")
_MARKS = {"*": STAR, "_": UNDERSCORE, "~": TILDE}
# At the beginning of a line: "# x", "- x", "> x", "---", "===", "| - |", "[x]: y", "[ ] x"
_LINE_START = re.compile(
    r"(?:#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|[-=:|][-=:| ]*$|\[(?=(?:[^\[\]\\]|\\.)+\]:)|\[(?=[ xX]\](?:\s|$)))"
)
# "~~~ x", "***", "_ _ _": signs of which none may stay, for the rest could begin emphasis
_SIGNS_START = re.compile(r"~{3,}|(?P<sign>[*_])(?:\s*(?P=sign)){2,}\s*$")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_RISKY_START = frozenset("#-+*>~=:|_[0123456789")


def escape(text: str, *, in_link: bool = False) -> str:
    """Escape one text of a paragraph."""
    if _SIGN.search(text) is None:
        return text
    if in_link and ("[" in text or "]" in text):
        # Split, so that a bracket is escaped once
        return "".join("\\" + part if part in "[]" else _escape(part) for part in re.split(r"([\[\]])", text) if part)
    return _escape(text)


def _escape(text: str) -> str:
    def replace(match: re.Match[str]) -> str:
        run = match["run"]
        if run is None:
            return "\\" + match[0]
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        if before.isspace() and after.isspace():
            return run
        if run[0] == "_" and before.isalnum() and after.isalnum():
            return run
        return _MARKS[run[0]] * len(run)

    return _NEEDS.sub(replace, text)


def escape_line(line: str) -> str:
    """Escape what would make a block of a line: of a paragraph, beginning at its first character."""
    if line[:1] not in _RISKY_START:
        return line
    if _LINE_START.match(line):
        return "\\" + line
    signs = _SIGNS_START.match(line)
    if signs:
        return re.sub(r"(?=[~*_])", r"\\", signs[0]) + line[signs.end() :]
    number = _NUMBERED.match(line)
    if number:
        return f"{number[0]}\\{line[number.end() :]}"
    return line
