"""Names of people out of bylines, in any of the languages of `names_table`."""

from __future__ import annotations

import re
import unicodedata

from newsclip.extract.names_table import (
    AGENCIES,
    DEGREES,
    GENERATIONS,
    JOINTS,
    LEAD_INS,
    LEAD_INS_CJK,
    LEAD_NOUNS,
    NO_NAMES,
    NOT_IN_NAMES,
    PARTICLES,
    ROLES,
)
from newsclip.patterns import is_below, on_demand

_LONGEST_BYLINE = 300
_LONGEST_NAME = 60
_MOST_WORDS = 5
_MOST_NAMES = 30


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# matches addresses: ann@example.com | https://example.com/ann | www.example.com | @annlee
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\bwww\.\S+|(?<!\w)@\w+")
_VERBS, _NOUNS, _VERBS_CJK = _any_of(LEAD_INS), _any_of(LEAD_NOUNS), _any_of(LEAD_INS_CJK)
_MARKS = r"[\s\-–—|•·*/,(]*"
# matches the beginning of "By Ann", "By: Ann", "Author(s): Ann" | "文／王小明", "记者 王小明", "作者：王小明"
_LEAD_IN = re.compile(
    rf"{_MARKS}(?:(?:{_VERBS})(?:\s*[:：|/–-]\s*|\s+)|(?:{_NOUNS})\s*[:：|]\s*|(?:{_VERBS_CJK})[\s:：/／|｜丨]+)",
    re.IGNORECASE,
)
# matches "By", "Posted by", "Autor:" | "作者"
_ONLY_LEAD_IN = re.compile(rf"{_MARKS}(?:{_VERBS}|{_NOUNS}|{_VERBS_CJK})\s*[:：]?\s*", re.IGNORECASE)
# matches the beginning of "Posted by x", "Autor: x": not just "by", "von" and the like
_LABEL = re.compile(
    rf"{_MARKS}(?:(?:{_any_of(tuple(lead for lead in LEAD_INS if ' ' in lead))})\s"
    rf"|(?:{_NOUNS})\s*[:：]|(?:{_VERBS_CJK})[:：])",
    re.IGNORECASE,
)
# matches the joints of "Ann Lee and Bo Li", "Ann Lee & Bo Li"
_JOINT = re.compile(rf"\s+(?:{_any_of(JOINTS)})\s+", re.IGNORECASE)
_HARD_BREAK = re.compile(r"\s*[;|•·●｜丨\n\t»›>]\s*|\s+[–—/-]\s+|\s*[、；]\s*|\s*／\s*|\s{3,}")
# brackets with a place or a role: "Ann Lee (Berlin)", "Ann Lee [text]"
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*(?:[)\]）】]|$)")
# what ends the names in a running byline: "Ann Lee on June 3", "Ann Lee in Berlin", "Ann Lee for Example News"
_TAIL = re.compile(
    r"\s+(?:on|at|in|for|from|is|has|was|updated|published|posted|für|vom|am|um|aus|le|à|pour|el|en|para|publié|sagt|"
    r"reports?|via|as told to|photos?|photography|fotos?|bilder?|illustrations?|under|says)\b(?=\s|:|,|$).*$",
    re.IGNORECASE | re.DOTALL,
)
# matches in "MM-Redaktion", "Muster GmbH", "Verein e.V.", "Editorial Team", "PETA-Team"
_HOUSE = re.compile(
    r"redaktion|agentur\b|\be\.?\s?v\.?$|\b(?:gmbh|inc|ltd|llc|verlag|stiftung|agency|agencia|agencies|newsroom|team|staff|"
    r"desk|online|magazin|magazine|zeitung|press|foundation|association|bureau|redacción|redazione)\b",
    re.IGNORECASE,
)
# matches letters behind a comma that stand for a degree: MS, RD, LDN, M.Sc.
_DEGREE = re.compile(r"[A-Z]{2,4}|(?:[A-Z][a-z]?\.){2,4}")
_DIGIT = re.compile(r"\d")
# matches domains: example.com | Example.de
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_CJK_NAME = on_demand(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・\s]{2,12}")
_HANDLE = re.compile(r"(?!(?:Mo|Di|Mi|Do|Fr|Sa|So)$)[^\W\d_][\w.-]{1,24}")
_NO_NAME_MARKS = re.compile(r"[:?!\"“”„…%#&+=/\\<>@*]")


def read_names(raw: str, *, running: bool = False) -> list[str]:
    """The people named in one byline, cleaned, in order, without repeats; agencies and newsrooms included.

    `running`: the byline is a visible text, so that "Ann Lee in Berlin" and "Ann Lee, June 3" end with the name.
    """
    text = unicodedata.normalize("NFC", raw).replace("\u200b", "").replace("\xad", "")[:_LONGEST_BYLINE]
    text = _BRACKETS.sub(" ", _ADDRESS.sub("\n", text)).strip()
    names: dict[str, str] = {}
    for part in _HARD_BREAK.split(text):
        for first, piece in _pieces(_strip_lead_in(part)):
            name = _clean(piece, running=running)
            if name and (is_agency(name) or not (_is_role(name) or (not first and _has_role(name)))):
                names.setdefault(name.casefold(), name)
    return list(names.values())[:_MOST_NAMES]


def _may_lead_in(text: str) -> bool:
    """Whether the first word is that of any beginning: most texts are told apart by it."""
    match = _FIRST_WORD.match(text)
    return match is not None and (match[1].casefold() in _FIRST_WORDS or match[1][0] in _FIRST_CHARACTERS)


_FIRST_WORD = re.compile(r"[^\w]*(\w+)")
_FIRST_WORDS = frozenset(re.match(r"\w+", lead.casefold())[0] for lead in (*LEAD_INS, *LEAD_NOUNS))  # type: ignore[index]
_FIRST_CHARACTERS = frozenset(lead[0] for lead in LEAD_INS_CJK)


def has_lead_in(text: str) -> bool:
    """Whether a text begins like a byline: "By ...", "Von ...", "作者：..."."""
    return _may_lead_in(text) and _LEAD_IN.match(text) is not None


def is_lead_in(text: str) -> bool:
    """Whether a text is nothing but the beginning of a byline: "By", "Autor:"."""
    return _may_lead_in(text) and _ONLY_LEAD_IN.fullmatch(text) is not None


def has_label(text: str) -> bool:
    """Whether the beginning says that an author follows, as "Posted by" and "Autor:" do and "by" alone does not."""
    return _LABEL.match(text) is not None


def looks_like_name(name: str) -> bool:
    """Whether a text could be a person's full name, by its shape: a few words with capitals, or a CJK name."""
    if not is_below(name, "\u3040") and _CJK_NAME.fullmatch(name):
        return name not in NOT_IN_NAMES
    words = name.split()
    if _NO_NAME_MARKS.search(name):
        return False
    if not 2 <= len(words) <= _MOST_WORDS or _DIGIT.search(name) or is_address(name) or len(name) > 40:
        return False
    if any(word.casefold().strip(".,") in NOT_IN_NAMES and word.casefold() not in PARTICLES for word in words):
        return False
    if words[-1].casefold() in PARTICLES:
        return False
    if not any(c.isupper() for c in name):
        return not any(c.islower() for c in name)  # scripts without case
    return all(
        word[:1].isupper()
        or word[:1] in "'’\"“"
        or word.casefold().strip(".'’") in PARTICLES
        or word[:2] in {"d'", "d’", "al"}
        for word in words
    )


def is_handle(name: str) -> bool:
    """Whether a text could be a user name, such as `delta201` or `Fabian`: one word that starts with a letter."""
    return _HANDLE.fullmatch(name) is not None and name.casefold() not in NOT_IN_NAMES


def is_agency(name: str) -> bool:
    """Whether this is a known news agency, or a word for a newsroom."""
    return name.casefold() in AGENCIES


def sounds_like_a_house(name: str) -> bool:
    """Whether a name has the words of a company, an organization or a newsroom in it."""
    return _HOUSE.search(name) is not None


def is_address(name: str) -> bool:
    """Whether this is a domain name in place of a person."""
    return _DOMAIN.fullmatch(name) is not None


def _strip_lead_in(text: str) -> str:
    while True:
        match = _LEAD_IN.match(text)
        if match is None:
            return text.strip()
        text = text[match.end() :]


def _pieces(text: str) -> list[tuple[bool, str]]:
    """(whether it stands first, text) for what commas and joints separate."""
    kept: list[tuple[bool, str]] = []
    for position, part in enumerate(re.split(r"\s*[,，،]\s*", text)):
        folded = part.casefold()
        if folded in GENERATIONS and kept:
            kept[-1] = (kept[-1][0], f"{kept[-1][1]}, {part}")
        elif folded not in DEGREES and not (position and _DEGREE.fullmatch(part) and not is_agency(part)):
            kept.extend((position == 0, piece) for piece in _JOINT.split(re.sub(r"^(?:and|und|et|y|e)\s+", "", part)))
    return kept


def _clean(name: str, *, running: bool) -> str:
    name = _strip_lead_in(name.strip(" \t\r\n,:;|-–—*'\"“”„«»‘’/·•"))
    if running:
        name = _TAIL.sub("", name)
    name = " ".join(name.split()).strip(" ,:;|-–—*/·•")
    folded = name.casefold().rstrip(".")
    if len(name) < 2 or len(name) > _LONGEST_NAME or folded in NO_NAMES:
        return ""
    if _DIGIT.search(name) and not is_handle(name):
        return ""
    words = re.findall(r"[^\W\d_][\w.'’-]*", folded)
    return name if 1 <= len(words) <= 8 else ""


def _has_role(name: str) -> bool:
    return any(word in ROLES for word in re.findall(r"[\w-]+", name.casefold()))


def _is_role(name: str) -> bool:
    """Whether a text is only a role, as "Staff Writer" is; "Jane Reporter" and "MND Staff" are names."""
    words = re.findall(r"[\w-]+", name)
    return bool(words) and (all(word.casefold() in ROLES for word in words) or any(word in ROLES for word in words))
