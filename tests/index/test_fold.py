from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.index.fold import fold
from newsclip.index.tokenize import cut, cut_plainly, prepare, query_tokens, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ Café", "abc cafe"),
        ("Straße", "strasse"),
        ("İstanbul ıssız", "istanbul issiz"),
        ("ŁÓDŹ Ørsted Æther", "lodz orsted aether"),
        ("Ёлка, йод", "елка, йод"),
        ("Ἀθῆναι", "αθηναι"),
        ("ｶﾞ が か", "ガ が か"),
        ("한국어", "한국어"),
        ("“quoted” — it’s", '"quoted" - it\'s'),
        ("，。！？：；（）", ",。!?:;()"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("שָׁלוֹם مَرْحَبًا", "שלום مرحبا"),
        ("①㎡ﬁ½", "1m2fi1⁄2"),
    ],
)
def test_folding_takes_away_what_spellings_differ_in(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电", "电"),
        ("一个人", "一个 个人 人"),
        ("大鲸", "大? 鲸"),
        ("大鲸的", "大? 鲸 ?的 的"),
        ("电信网络", "电信 信? 网 ?? 络"),
        ("11.4个月", "11 4 个 个月 月"),
        ("11.4万元", "11 4 万 万? 元"),
        ("用户在iPhone15上市", "用? 户 ?在 在 iphone15 上 上市 市"),
        ("C++, C# and F#", "c ++ c # and f #"),
        ("VK_EXT_multi_draw", "vk ext multi draw"),
        ("# Heading\n1+1", "heading 1 1"),
        ("강남 스타일", "강 ?? 남 스? 타 ?? 일"),
        ("ไทย", "ไ ?ท ทย ย"),
        ("हिन्दी", "हिन्दी"),
        ("电力\niPhone", "电力 力 iphone"),
        ("𠮷野家", "𠮷 ?? 野 ?家 家"),
        ("一个，个人", "一个 个 个人 人"),
        ("一个，人们", "一个 个 人们 们"),
        ("一个\n\n个人", "一个 个 个人 人"),
        ("一个 a 个人", "一个 个 a 个 个人 人"),
        ("大鲸 a 鲸", "大? 鲸 a 鲸"),
        ("", ""),
    ],
)
def test_a_text_is_cut_as_documented(text, expected):
    assert re.sub("[\ue000-\ue03f]", "?", " ".join(tokens(prepare(text)))) == expected


@given(st.text(st.sampled_from("电信网络一个人abC1 \n，。.,+#_-ไทยहिं안が𠮷é*~\0\1?"), max_size=16))
def test_a_query_is_cut_as_a_text(text):
    assert query_tokens(text).whole == tuple(tokens(prepare(text)))


@given(st.lists(st.text(st.sampled_from("电信网一个人abC1 ，。.+#_-ไทहिं안が𠮷é*"), max_size=30), max_size=20))
def test_a_long_text_is_cut_as_a_short_one(lines):
    prepared = prepare("\n".join(lines))
    assert cut(prepared).tokens.split() == cut_plainly(prepared).tokens.split()
    assert set(cut(prepared).common) == set(cut_plainly(prepared).common)


PART = st.sampled_from(
    [
        "电信",
        "网",
        "络诈骗",
        "一个人的",
        "大鲸",
        "的",
        "iphone",
        "15",
        "c++",
        ".",
        "，",
        " ",
        "カナ",
        "é",
        "a_b",
        "万元",
    ]
)


@given(st.lists(PART, max_size=12), st.data())
def test_any_part_of_a_line_cut_alone_stands_in_the_cut_line(parts, data):
    line = prepare("".join(parts))
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))

    def inside_a_word(place):
        return 0 < place < len(line) and line[place - 1].isascii() and line[place].isascii() and line[place] not in " ."

    if inside_a_word(start) or inside_a_word(end):
        return
    wanted = query_tokens(line[start:end])
    if not wanted.words or wanted.single:
        return
    whole = tokens(line)

    def fits(place):
        for offset, word in enumerate(wanted.words):
            there = whole[place + offset]
            may_begin_a_pair = wanted.open and offset == len(wanted.words) - 1
            if not (there.startswith(word) if may_begin_a_pair else there == word):
                return False
        return True

    assert any(fits(place) for place in range(len(whole) - len(wanted.words) + 1))
