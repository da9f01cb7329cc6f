"""Reader of ftr-site-config files, the community's site rules (https://github.com/fivefilters/ftr-site-config)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# title: //h1 | body://div (no blank) | replace_string(<br>): <p> | wrap_in(blockquote): //div[@class='q']
_LINE = re.compile(r"\s*([a-z_]+)\s*(?:\((.*?)\))?\s*:(.*)", re.IGNORECASE)


@dataclass(slots=True)
class FtrFile:
    """The directives of one file that mean something here, in the order of the file."""

    selectors: dict[str, list[str]] = field(default_factory=dict)
    """XPath by directive: title, author, date, body, strip, dissolve, strip_attr, next_page_link, single_page_link."""
    conditions: dict[tuple[str, int], str] = field(default_factory=dict)
    """XPath that must match for the link rule named by (directive, position)."""
    wraps: list[tuple[str, str]] = field(default_factory=list)
    replacements: list[tuple[str, str]] = field(default_factory=list)
    prune: bool = True
    autodetect: bool = True


_SELECTORS = frozenset(
    {"title", "author", "date", "body", "strip", "dissolve", "strip_attr", "next_page_link", "single_page_link"}
)


def read_ftr(text: str) -> FtrFile:
    """Read the text of one file; directives without a meaning here (tidy, http_header, login_…) are passed over."""
    file = FtrFile()
    find: str | None = None
    link: tuple[str, int] | None = None
    for raw in text.lstrip("\ufeff").splitlines():
        if raw.lstrip().startswith("#"):
            continue
        match = _LINE.match(raw)
        if match is None:
            continue
        name, argument, value = match[1].lower(), match[2], match[3].strip()
        if name == "replace_string":
            if argument is not None:
                file.replacements.append((argument, value))
            elif find is not None:
                file.replacements.append((find, value))
                find = None
            continue
        if not value:
            continue
        if name == "find_string":
            find = value
        elif name in _SELECTORS:
            found = file.selectors.setdefault(name, [])
            found.append(value)
            if name.endswith("_link"):
                link = (name, len(found) - 1)
        elif name == "if_page_contains" and link is not None:
            file.conditions[link] = value
        elif name == "wrap_in" and argument:
            file.wraps.append((argument.strip(), value))
        else:
            _read_plain(file, name, value)
    return file


def _read_plain(file: FtrFile, name: str, value: str) -> None:
    strips = file.selectors.setdefault("strip", [])
    if name == "strip_id_or_class":
        text = _literal(value.strip("\"'"))
        strips.append(f"//*[contains(@class, {text}) or contains(@id, {text})]")
    elif name == "strip_image_src":
        strips.append(f"//img[contains(@src, {_literal(value.strip(chr(34) + chr(39)))})]")
    elif name == "prune":
        file.prune = value.lower() != "no"
    elif name == "autodetect_on_failure":
        file.autodetect = value.lower() != "no"


def _literal(text: str) -> str:
    """`text` as an XPath 1.0 string, which knows no escapes."""
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return "concat(" + ", '\"', ".join(f'"{part}"' for part in text.split('"')) + ")"
