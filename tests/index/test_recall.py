"""The promise of exact recall: what a scan of the texts finds, the index finds, and nothing else."""

from __future__ import annotations

import random
import re

import pytest

from newsclip.index.fold import fold

PHRASES = (
    "电信网络诈骗案件11.4万起",
    "打击，治理；是。",
    "iPhone15手机和iPhone 15 Pro",
    "用户在iPhone上看",
    "Ｃ＋＋与C#，还有node.js",
    "VK_EXT_multi_draw扩展",
    "info@example.com",
    "https://example.com/docs/指南?page=2",
    "café Ångström naïve",
    "日本語のカタカナとｶﾀｶﾅ",
    "한국어 검색 엔진은 빠르다",
    "ภาษาไทยไม่มีช่องว่าง",
    "हिन्दी में खोज",
    "電信網絡",
    "**强**调的文字",
    "AT&T's 5G-Advanced",
    "𠮷野家の牛丼",
    "а это русский текст",
    "一",
    "the quick brown fox",
    "打击电信，信用卡",
    "电信\n\n信用",
    "这个人的大鲸，大鲸的人们",
    "一个人，个人的",
    "5个月的事",
    "ครับผม",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory, make_archive):
    """120 articles of phrases in random company, by name."""
    rng = random.Random(7)
    archive = make_archive(tmp_path_factory.mktemp("library"))
    for number in range(120):
        lines = ["".join(rng.choice((" ", "", "，", ". ", "\n")) + phrase for phrase in rng.sample(PHRASES, 5))]
        archive.write(f"2024/01/a{number}.md", "\n".join(lines), title=f"t{number}")
    archive.index.sync()
    texts = {
        f"a{number}": fold((archive.root / f"2024/01/a{number}.md").read_text("utf-8").partition("---\n\n")[2])
        for number in range(120)
    }
    return archive, {name: text.replace("**", "") for name, text in texts.items()}


RUN = re.compile("[\u0e00-\u0eff\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff]+")
WORD = re.compile(
    r"(?:(?![\u0e00-\u0eff\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff])(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff]))+"
)


def stands_in(wanted, text):
    """Whether a text is in another, neither cutting a word at its ends."""
    return any(
        not (WORD.match(wanted[0]) and WORD.match(text[at - 1 : at]))
        and not (WORD.match(wanted[-1]) and WORD.match(text[at + len(wanted) :][:1]))
        for at in range(len(text))
        if text.startswith(wanted, at)
    )


def found(archive, query):
    results = archive.index.search(query, limit=None, snippets=False)
    return {hit.path.rpartition("/")[2].removesuffix(".md") for hit in results.hits}


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_substring_of_a_script_without_spaces_is_found_exactly(library, length):
    archive, texts = library
    substrings = {
        run[start : start + length]
        for text in texts.values()
        for run in RUN.findall(text)
        for start in range(len(run) - length + 1)
    }
    for substring in sorted(substrings):
        expected = {name for name, text in texts.items() if substring in text}
        assert found(archive, f'body:"{substring}"') == expected, substring
        assert found(archive, substring) == expected, substring


def test_every_word_is_found_exactly(library):
    archive, texts = library
    for word in sorted({word for text in texts.values() for word in WORD.findall(text)}):
        expected = {name for name, text in texts.items() if word in WORD.findall(text)}
        assert found(archive, f"body:{word}") == expected, word


@pytest.mark.parametrize(
    "mixed",
    [
        "11.4万",
        "11.4万起",
        "案件11",
        "iPhone15手",
        "在iPhone",
        "iPhone上",
        "node.js",
        "C++与",
        "C#",
        "VK_EXT_multi_draw",
        "multi_draw扩",
        "info@example.com",
        "example.com/docs/指",
        "指南?page",
        "AT&T's",
        "5G-Advanced",
    ],
)
def test_words_numbers_and_runs_written_together_are_found_exactly(library, mixed):
    archive, texts = library
    expected = {name for name, text in texts.items() if stands_in(fold(mixed), text)}
    assert expected
    assert found(archive, mixed) == expected


def test_a_phrase_over_punctuation_with_a_lone_character_is_found(library):
    archive, texts = library
    expected = {name for name, text in texts.items() if "治理;是" in text}
    assert expected
    assert found(archive, '"治理；是"') == expected


def test_two_runs_are_not_taken_for_one_that_their_pairs_would_make(library):
    archive, texts = library
    assert any("电信,信用" in text for text in texts.values())
    assert found(archive, "电信用") == set()
    assert found(archive, '"电信，信用"') == {name for name, text in texts.items() if re.search(r"电信\W+信用", text)}


@pytest.mark.parametrize(
    ("written", "other"), [("ＣＡＦÉ", "cafe"), ("ANGSTROM", "Ångström"), ("ｶﾀｶﾅ", "カタカナ"), ("naive", "naïve")]
)
def test_case_width_and_accents_do_not_matter(library, written, other):
    archive, _ = library
    assert found(archive, written) == found(archive, other) != set()
