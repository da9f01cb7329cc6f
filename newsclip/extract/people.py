"""Names of people out of bylines, in any of the languages of `names_table`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from newsclip.extract.names_table import AGENCIES, DEGREES, JOINTS, LEAD_INS, NO_NAMES, ROLES

_LONGEST_BYLINE = 300
_LONGEST_NAME = 60

# matches ann@example.com | https://example.com/ann | www.example.com | @annlee
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\bwww\.\S+|(?<!\w)@\w+")
_LATIN_LEADS = sorted(
    (lead for lead in LEAD_INS if re.match(r"[^\u3040-\u9fff\uac00-\ud7af]+$", lead)), key=len, reverse=True
)
_CJK_LEADS = sorted((lead for lead in LEAD_INS if lead not in _LATIN_LEADS), key=len, reverse=True)
# "By Ann", "By: Ann", "Author(s): Ann" | 文／王小明, 记者 王小明, 作者：王小明
_LEAD_IN = re.compile(
    r"^[\s\-–—|•·*:/,]*(?:(?:" + "|".join(map(re.escape, _LATIN_LEADS)) + r")(?:\s*[:：|/–-]\s*|\s+)"
    r"|(?:" + "|".join(map(re.escape, _CJK_LEADS)) + r")[\s:：/／|｜丨]+)",
    re.IGNORECASE,
)
_CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# "Ann Lee and Bo Li", "Ann Lee & Bo Li"
_JOINT = re.compile(
    r"\s+(?:" + "|".join(map(re.escape, sorted(JOINTS, key=len, reverse=True))) + r")\s+", re.IGNORECASE
)
_HARD_BREAK = re.compile(r"\s*[;|•·●｜丨\n\t]\s*|\s+[–—/-]\s+|\s*[、；]\s*|\s*／\s*|\s{3,}")
# brackets with a place or a role: "Ann Lee (Berlin)", "Ann Lee [text]"
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]")
# What ends the names in a running byline: "Ann Lee on June 3", "Ann Lee in Berlin", "Ann Lee for Example News"
_TAIL = re.compile(
    r"\s+(?:on|at|in|for|from|is|has|was|updated|published|posted|for|vom|am|aus|in|für|le|à|pour|el|en|para|publié|"
    r"reports?|via|as told to|photos?|photography|fotos?|bilder?|illustrations?)\b(?=\s|:|,|$).*$",
    re.IGNORECASE | re.DOTALL,
)
_DIGIT = re.compile(r"\d")
# example.com | Example.de
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def read_names(raw: str) -> list[str]:
    """The people named in one byline, cleaned, in order, without repeats; agencies and newsrooms included."""
    text = unicodedata.normalize("NFC", raw).replace("\u200b", "")[:_LONGEST_BYLINE]
    text = _BRACKETS.sub("", _ADDRESS.sub(" ", text)).strip()
    names: list[str] = []
    for part in _HARD_BREAK.split(text):
        for piece in _pieces(_strip_lead_in(part)):
            name = _clean(piece)
            if name and name.casefold() not in {known.casefold() for known in names}:
                names.append(name)
    return names


def _strip_lead_in(text: str) -> str:
    while True:
        shorter = _LEAD_IN.sub("", text, count=1)
        if shorter == text:
            return text.strip()
        text = shorter


def _pieces(text: str) -> Iterable[str]:
    parts = [piece for part in re.split(r"\s*[,，،]\s*", text) for piece in _JOINT.split(part)]
    kept: list[str] = []
    for part in parts:
        if part.casefold() in DEGREES and kept:
            kept[-1] += ", " + part
        else:
            kept.append(part)
    return kept


def _clean(name: str) -> str:
    name = _strip_lead_in(name.strip(" \t\r\n.,:;|-–—*'\"“”„«»‘’/·•"))
    name = _TAIL.sub("", name)
    name = " ".join(name.split()).strip(" ,:;|-–—*/·•")
    folded = name.casefold()
    if not name or len(name) > _LONGEST_NAME or folded in NO_NAMES or (_DIGIT.search(name) and not _is_handle(name)):
        return ""
    words = re.findall(r"[^\W\d_][\w.'’-]*", folded)
    if not words or len(words) > 7:
        return ""
    if folded in AGENCIES:
        return name
    if any(word in ROLES for word in words):
        return ""
    if len(name) < 2:
        return ""
    return name


def _is_handle(name: str) -> bool:
    """A user name such as `delta201`: one word that starts with a letter."""
    return re.fullmatch(r"[^\W\d_][\w.-]{2,24}", name) is not None


def is_agency(name: str) -> bool:
    """Whether this is a news agency or a newsroom."""
    return name.casefold() in AGENCIES


def is_address(name: str) -> bool:
    """Whether this is a domain name in place of a person."""
    return _DOMAIN.fullmatch(name) is not None
