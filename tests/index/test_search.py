from __future__ import annotations

import pytest


@pytest.fixture
def news(archive):
    archive.write(
        "2021/06/fraud.md",
        "打击治理电信网络诈骗犯罪，全国共破获案件11.4万起。",
        title="公安部通报",
        tags="[治安, 电信]",
        date="2021-06-22",
    )
    archive.write(
        "2021/07/phone.md",
        "Apple发布iPhone15，用户在iPhone上体验。It is written in C++ and node.js.",
        title="Phones",
        date="2021-07-01",
    )
    archive.write(
        "2022/01/court.md", "最高人民法院举行新闻发布会。", title="法院新闻", author="李昂", date="2022-01-05"
    )
    return archive


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("电信", {"fraud"}),
        ("法院", {"court"}),
        ("信网络诈", {"fraud"}),
        ("诈", {"fraud"}),
        ("11.4万", {"fraud"}),
        ("iphone15", {"phone"}),
        ("在iPhone", {"phone"}),
        ("iPhone上", {"phone"}),
        ("C++", {"phone"}),
        ("node.js", {"phone"}),
        ("C#", set()),
        ("电信 法院", set()),
        ("电信 OR 法院", {"fraud", "court"}),
        ("新闻 -title:新闻", set()),
        ("-电信", {"phone", "court"}),
        ('"新闻发布会"', {"court"}),
        ("author:李昂", {"court"}),
        ("tag:电信", {"fraud"}),
        ("tag:电", set()),
        ("date:2021", {"fraud", "phone"}),
        ("after:2021-07 before:2022", {"phone"}),
        ("/iphone\\d+/", {"phone"}),
    ],
)
def test_a_query_finds_exactly_what_it_says(news, query, expected):
    assert news.found(query) == expected


def test_words_with_their_readings_are_found_by_either(archive):
    archive.write("2024/01/law.md", "<ruby>子<rt>こ</rt></ruby>どもへの<ruby>虐待<rt>ぎゃくたい</rt></ruby>をなくす。")
    assert archive.found("子どもへの虐待を") == {"law"}
    assert archive.found("ぎゃくたい") == {"law"}
    assert archive.found("子こども") == set()


def test_an_edit_by_another_program_is_found_at_the_next_search(news):
    assert news.found("量子") == set()
    path = news.write("2021/06/fraud.md", "量子计算")
    assert news.found("量子") == {"fraud"}
    assert news.found("诈骗") == set()
    path.unlink()
    assert news.found("量子") == set()
