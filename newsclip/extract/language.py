"""The language of a page: what it declares, checked against its text by scripts and by very common words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from newsclip.extract.languages_table import COMMON_WORDS

if TYPE_CHECKING:
    from newsclip.extract.structured import Structured

# en | zh-Hans-CN | pt_BR
_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?")

_SAMPLE = 4000
_FORMS_SAMPLE = 1000
"""Characters that are enough to tell Traditional from Simplified Chinese."""
_MOSTLY_LATIN = 1.3
"""UTF-8 bytes a character, below which no other script than the Latin one can matter."""
# By what the characters of a script begin with in UTF-8, or by their first bytes where these alone tell: counting bytes
# takes a fraction of what a pattern takes.
_SCRIPTS: tuple[tuple[str, tuple[bytes, ...] | bytes], ...] = (
    ("kana", (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")),  # U+3040 to U+30FF
    ("han", bytes(range(0xE4, 0xEA))),  # U+4000 to U+9FFF
    ("ko", (*(bytes((0xEA, second)) for second in range(0xB0, 0xC0)), b"\xeb", b"\xec", b"\xed")),
    ("arabic", (b"\xd8", b"\xd9", b"\xda", b"\xdb")),
    ("he", (*(bytes((0xD6, second)) for second in range(0x90, 0xC0)), b"\xd7")),
    ("th", (b"\xe0\xb8", b"\xe0\xb9")),
    ("el", (*(bytes((0xCD, second)) for second in range(0xB0, 0xC0)), b"\xce", b"\xcf")),
    ("devanagari", (b"\xe0\xa4", b"\xe0\xa5")),
    ("cyrillic", (b"\xd0", b"\xd1", b"\xd2", b"\xd3")),
)
# languages that are not written in the Latin script
_OTHER_SCRIPTS_WORDS = (
    "am ar be bg bn ckb el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne pa ps ru sd si sr ta te th ti ug "
    "uk ur yi zh"
)
_OTHER_SCRIPTS = frozenset(_OTHER_SCRIPTS_WORDS.split())
_DEFAULT = {"kana": "ja", "han": "zh", "devanagari": "hi", "cyrillic": "ru"}
# 们这国时说对 against 們這國時說對
_SIMPLIFIED = frozenset("们这国时说对会个来为发过还后实现体关问题么")
_TRADITIONAL = frozenset("們這國時說對會個來為發過還後實現體關問題麼")


def normalize_tag(tag: str) -> str:
    """A BCP 47 tag in its usual spelling: `pt-BR`, `zh-Hant`, `en`; empty if it is none."""
    match = _TAG.fullmatch(tag.strip())
    if match is None:
        return ""
    primary, script, region = match.groups()
    return "-".join(
        part for part in (primary.lower(), script.title() if script else "", region.upper() if region else "") if part
    )


def read_language(structured: Structured, sample: str) -> tuple[str, str]:
    """The language of a page and its evidence. `sample` is some of its running text."""
    spoken, sure = _spoken(sample)
    for value, label in _declared(structured):
        tag = normalize_tag(value)
        if not tag:
            continue
        primary = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}.get(tag.split("-")[0], tag.split("-")[0])
        sure = sure or (spoken.split("-")[0] in _OTHER_SCRIPTS and primary not in _OTHER_SCRIPTS)
        if spoken and sure and primary != spoken.split("-")[0] and primary not in _near(spoken):
            return spoken, f"the text, against {label}"
        return tag, label
    return (spoken, "the text") if spoken else ("", "")


def detect_language(text: str) -> str:
    """The language of a text in Markdown, by scripts and very common words; empty where that is not clear."""
    sample = text[:_SAMPLE]
    if "](" in sample:
        # Addresses are in no language, and those of pictures are longer than what stands between them.
        sample = _TARGET.sub("]", text[: 3 * _SAMPLE])[:_SAMPLE]
    return _spoken(sample)[0]


# the target in [text](https://example.com/a), ![](a.png)
_TARGET = re.compile(r"\]\([^\s)]*\)?")


def _declared(structured: Structured) -> list[tuple[str, str]]:
    in_language = structured.article.get("inLanguage") or structured.page.get("inLanguage")
    return [
        (structured.language, "lang attribute"),
        (in_language if isinstance(in_language, str) else "", "JSON-LD inLanguage"),
        (structured.first("content-language", "language", "dc.language", "dcterms.language"), "meta language"),
        (structured.first("og:locale"), "og:locale"),
    ]


def _near(language: str) -> frozenset[str]:
    return frozenset({"da", "no", "sv"}) if language in {"da", "no", "sv"} else frozenset()


def _spoken(sample: str) -> tuple[str, bool]:
    """The language a text is written in, and whether it is safe to overrule a declaration with it."""
    if not sample:
        return "", False
    data = sample.encode("utf-8", "replace")
    if len(data) < _MOSTLY_LATIN * len(sample):
        return _by_words(sample) or ("", False)
    letters = 0
    for script, beginnings in _SCRIPTS:
        if isinstance(beginnings, bytes):
            count = len(data) - len(data.translate(None, beginnings))
        else:
            count = sum(map(data.count, beginnings))
        least = 0.08 if script == "kana" else 0.4
        if count < least * len(sample):
            if not count:
                continue
            # Not all of a sample are letters, and it takes a while to count those.
            letters = letters or sum(map(str.isalpha, sample))
            if count < least * letters:
                continue
        if script == "han":
            start = sample[:_FORMS_SAMPLE]
            traditional = sum(map(start.count, _TRADITIONAL))
            simplified = sum(map(start.count, _SIMPLIFIED))
            return ("zh-Hant" if traditional > simplified * 2 else "zh"), False
        if script == "arabic":
            return _in_arabic_script(sample), False
        if script == "cyrillic":
            return _by_words(sample) or ("ru", False)
        return _DEFAULT.get(script, script), count > 40 and script in {"kana", "ko", "he", "th", "el"}
    return _by_words(sample) or ("", False)


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """Common word → the languages that have it."""
    return {
        word: tuple(language for language, common in COMMON_WORDS.items() if word in common)
        for word in frozenset[str]().union(*COMMON_WORDS.values())
    }


def _in_arabic_script(sample: str) -> str:
    """Arabic, or the language whose own letters are more than stray ones."""
    for language, letters in _ARABIC_SCRIPT_LETTERS.items():
        if sum(map(sample.count, letters)) * _RARE > len(sample):
            return language
    return "ar"


_RARE = 50
# letters that Arabic lacks, those of the rarer language first
_ARABIC_SCRIPT_LETTERS = {"ckb": "ڕڵێۆ", "ur": "ٹڈڑےں", "ps": "ښځډړ", "fa": "پچژگکی"}


_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = bytes(code if chr(code).isalpha() else ord(" ") for code in range(128)).ljust(256)


def _words(text: str) -> list[str]:
    """The runs of letters in a text; by a table where lines are of ASCII, which takes a fifth of the pattern's time."""
    words: list[str] = []
    for line in text.split("\n"):
        words += line.encode().translate(_LETTERS).decode().split() if line.isascii() else _WORD.findall(line)
    return words


def _by_words(sample: str) -> tuple[str, bool] | None:
    words = _words(sample.lower())
    total = len(words)
    if total < 8:
        return None
    having = _languages_of()
    scores: dict[str, float] = dict.fromkeys(COMMON_WORDS, 0.0)
    counts = Counter(filter(having.__contains__, words))
    for word, count in counts.items():
        # By its root: a word that two languages share, such as "a", is not to outvote all that they do not.
        for language in having[word]:
            scores[language] += count**0.5
    ranked = sorted(((score, language) for language, score in scores.items()), reverse=True)
    (best, language), (second, _) = ranked[0], ranked[1]
    told = sum(count for word, count in counts.items() if language in having[word])
    if told < 3 or told / total < 0.06:
        return None
    return language, total >= 60 and best >= 2 * second and told / total >= 0.12
