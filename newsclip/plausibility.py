"""Whether a text reads as some language, or was decoded in a wrong encoding. No I/O."""

from __future__ import annotations

import re
from collections import Counter

from newsclip.encoding_table import ALPHABETS, COMPANIONS, FREQUENT, LOAN_LETTERS, WESTERN_ALPHABETS

# Letters that are few, enough to judge by, and so many that one of them may be a broken byte.
_FEW, _ENOUGH, _MANY = 5, 8, 16
# Of the letters of a text in the script, at least this share is of the commonest: less than any news text has.
_LEAST_SHARE = {
    "han": 0.2,
    "kana": 0.5,
    "hangul": 0.25,
    "cyrillic": 0.5,
    "greek": 0.5,
    "hebrew": 0.55,
    "arabic": 0.5,
    "thai": 0.6,
}
# One ideograph in a Latin word, `h黎re`: what an accent and its neighbour become in an encoding of East Asia.
_LONE_IDEOGRAPH = re.compile(
    r"(?<![\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef])[\u3041-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
    r"(?:(?<=[A-Za-z].)(?![\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef])|(?=[A-Za-z]))"
)
# A capital inside a word, `аявеЕъМ`: what the letters become in another encoding of the script.
_CAPITAL_IN_WORD = re.compile(r"[\u03ac-\u03ce\u0430-\u045f][\u0386-\u03ab\u0400-\u042f]")
# A Latin letter beside one of another script: what a Latin word with an accent becomes in Cyrillic.
_MIXED_WORD = re.compile(r"[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")
# A sign inside a word, as accents become in a wrong encoding: prawdê¹ | Ã¶. Not l'été or 1º.
_SIGN_IN_WORD = re.compile(
    r"[^\W\d_][\u0080-\u009f\u00a1-\u00a6\u00a8\u00a9\u00ac\u00ae-\u00b1\u00b3-\u00b6\u00b8\u00b9\u00bc-\u00bf\u00d7\u00f7][^\W\d_]"
)
# Last code point of each range, in order.
_SCRIPTS = (
    (0x9F, "strange"),
    (0xBF, ""),
    (0xD6, "latin"),
    (0xD7, ""),
    (0xF6, "latin"),
    (0xF7, ""),
    (0x24F, "latin"),
    (0x2FF, ""),
    (0x36F, "latin"),
    (0x3FF, "greek"),
    (0x52F, "cyrillic"),
    (0x58F, "strange"),
    (0x5FF, "hebrew"),
    (0x6FF, "arabic"),
    (0xDFF, "strange"),
    (0xE7F, "thai"),
    (0x1DFF, "strange"),
    (0x1EFF, "latin"),
    (0x1FFF, "greek"),
    (0x303F, ""),
    (0x30FF, "kana"),
    (0x33FF, ""),
    (0x4DBF, "strange"),
    (0x9FFF, "han"),
    (0xABFF, "strange"),
    (0xD7A3, "hangul"),
    (0xF8FF, "strange"),
    (0xFAFF, "han"),
    (0xFEFF, "strange"),
    (0xFF60, ""),
    (0xFF9F, "strange"),
    (0xFFEF, ""),
    (0xFFFF, ""),
)


def makes_sense(text: str) -> bool:
    """Tell whether a sample reads as some language: by its scripts, their commonest letters, the words they form."""
    counts = Counter(text)
    by_script: Counter[str] = Counter()
    frequent: Counter[str] = Counter()
    latin: Counter[str] = Counter()
    strange = 0
    for character, count in counts.items():
        if character < "\x80":
            continue
        script = _script_of(character)
        by_script[script] += count
        if script == "latin":
            latin[character] += count
        elif script == "strange":
            strange += count
        elif script and character.lower() in FREQUENT[script]:
            frequent[script] += count
    letters = sum(by_script.values()) - by_script[""] - strange
    if 20 * strange > letters:
        return False
    if not letters:
        return True
    main = by_script.most_common()
    script = next(name for name, _ in main if name not in ("", "strange"))
    if script == "latin":
        return _is_one_language(latin, text)
    # Japanese mixes the two.
    scripts = ("han", "kana") if script in ("han", "kana") else (script,)
    total = sum(by_script[name] for name in scripts)
    if script in ("han", "kana", "hangul"):
        if total < 0.8 * letters or 3 * len(_LONE_IDEOGRAPH.findall(text)) > total:
            return False
    elif script != "thai":
        odd = sum(len(pattern.findall(text)) for pattern in (_MIXED_WORD, _SIGN_IN_WORD, _CAPITAL_IN_WORD))
        capitals = sum(count for character, count in counts.items() if "\u0400" <= character <= "\u042f")
        if total < 0.92 * letters or 8 * odd > total or (total >= _ENOUGH and 2 * capitals > total):
            return False
    return all(frequent[name] >= _LEAST_SHARE[name] * by_script[name] for name in scripts if by_script[name] >= _ENOUGH)


def is_western(text: str) -> bool:
    """Tell whether all accented letters are those of one Western language: to the detector few letters look Slavic."""
    letters = Counter(character for character in text if character > "\x7f" and _script_of(character) == "latin")
    return (
        letters.total() >= _FEW
        and not _lacks_companions(letters)
        and any(letters.keys() <= set(alphabet) for alphabet in WESTERN_ALPHABETS)
        and "\ufffd" not in text
        and not _SIGN_IN_WORD.search(text)
    )


def _is_one_language(letters: Counter[str], text: str) -> bool:
    """Tell whether the accented letters are those of one language, and no sign stands for a letter."""
    total = letters.total()
    if total >= _FEW and _lacks_companions(letters):
        return False
    if len(_SIGN_IN_WORD.findall(text)) > total // 25:
        return False
    for alphabet in ALPHABETS:
        others = {letter: count for letter, count in letters.items() if letter not in alphabet}
        foreign = sum(count for letter, count in others.items() if letter not in LOAN_LETTERS)
        if foreign <= max(total // 40, total >= _MANY) and sum(others.values()) <= total // 6:
            return True
    return False


def _lacks_companions(letters: Counter[str]) -> bool:
    return any(letter in letters and letters.keys().isdisjoint(others) for letter, others in COMPANIONS.items())


def _script_of(character: str) -> str:
    """The script of a letter beyond ASCII, "" for punctuation, "strange" for what hardly stands in any text."""
    code = ord(character)
    for end, script in _SCRIPTS:
        if code <= end:
            return script
    return "strange"
