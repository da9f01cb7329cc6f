"""The title as the reader sees it: without the site's name, chosen among headline, Open Graph, `<title>` and h1."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

# matches the bars of "Story – Example News", "Story | Example", "Story « Blog", "Story_Portal", "Story :: Wiki"
_SEPARATOR = re.compile(
    r"\s+[-–—|·•:»«›‹/~_]{1,2}\s+|\s*[|｜»«›‹—]\s*|\s+::\s+|(?<=[\u3040-\u9fff])[_\-–](?=\S)|_(?=[\u3040-\u9fff])|(?<=\S):\s+(?=\S+$)"
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def words(text: str) -> list[str]:
    """The words of a title for comparing: case-folded, each Han or kana character by itself."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def tidy(text: str) -> str:
    """Whitespace folded, entities that were escaped twice resolved, tags that were written as text removed."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = re.sub(r"</?(?:b|i|em|strong|span|br|sup|sub|u|wbr|p|mark)\b[^<>]*>", "", text)
    return " ".join(text.replace("\u200b", "").replace("\xad", "").split())


def similarity(one: str, other: str) -> float:
    """How much two titles share, 0 to 1: common words over the words of the longer one."""
    a, b = words(one), words(other)
    if not a or not b:
        return 0.0
    shared = 0
    rest = list(b)
    for word in a:
        if word in rest:
            rest.remove(word)
            shared += 1
    return shared / max(len(a), len(b))


def contains(whole: str, part: str) -> bool:
    """Whether the words of `part` stand together in `whole`."""
    a, b = words(whole), words(part)
    return bool(b) and f" {' '.join(b)} " in f" {' '.join(a)} "


def without_site(title: str, sites: Sequence[str]) -> str:
    """`title` without a leading or trailing part that is the name or the domain of the site."""
    names = [key for key in (_key(site) for site in sites) if key]
    changed = True
    while changed:
        changed = False
        for match in reversed(list(_SEPARATOR.finditer(title))):
            if _names_site(title[match.end() :], names) and words(title[: match.start()]):
                title, changed = title[: match.start()].rstrip(), True
                break
            if _names_site(title[: match.start()], names) and words(title[match.end() :]):
                title, changed = title[match.end() :].lstrip(), True
                break
    return title


def _names_site(part: str, names: Sequence[str]) -> bool:
    key = _key(part)
    return bool(key) and any(
        key == name or (len(key) > 3 and len(name) > 3 and (key.startswith(name) or name.startswith(key)))
        for name in names
    )


def _key(name: str) -> str:
    folded = "".join(words(re.sub(r"^https?://|^www\.", "", name.strip().lower())))
    return re.sub(r"(?:com|org|net|de|co\s?uk)$", "", folded) if "." in name else folded


def parts(title: str) -> list[str]:
    """The parts of a `<title>` between separators."""
    return [part for part in _SEPARATOR.split(title) if part and words(part)]


def choose_title(
    machine: Sequence[tuple[str, str]], headings: Sequence[str], page_title: str, sites: Sequence[str]
) -> tuple[str, str]:
    """The title and the evidence for it.

    `machine`: (text, evidence) of what the page says for machines, best first; `headings`: texts of the visible h1,
    in order; `page_title`: the text of `<title>`; `sites`: what the site is called.
    """
    said = [(without_site(tidy(text), sites), label) for text, label in machine]
    said = [(text, label) for text, label in said if words(text) and _key(text) not in {_key(s) for s in sites}]
    full = tidy(page_title)
    window = without_site(full, sites)
    shown = [tidy(text) for text in headings]
    shown = [text for text in shown if words(text) and _key(text) not in {_key(site) for site in sites}]
    for heading in shown:
        for text, label in [*said, (full, "title element")]:
            if similarity(heading, text) >= 0.75 or (contains(text, heading) and len(words(heading)) > 1):
                return heading, f"h1, as in {label}"
    if said:
        return said[0]
    if len(shown) == 1:
        return shown[0], "h1"
    if words(window):
        return window, "title element"
    return (shown[0], "h1") if shown else ("", "")
