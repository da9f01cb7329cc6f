"""Bylines of many languages give names, without roles, dates and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.extract.people import is_agency, looks_like_name, read_names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("By Ann Lee", ["Ann Lee"]),
        ("By: Ann Lee and Bo Okafor", ["Ann Lee", "Bo Okafor"]),
        ("Ann Lee, Bo Okafor & Cy Dunn", ["Ann Lee", "Bo Okafor", "Cy Dunn"]),
        ("Ann Lee; Bo Okafor", ["Ann Lee", "Bo Okafor"]),
        ("Ann Lee, Senior Reporter", ["Ann Lee"]),
        ("By Ann Lee, PhD", ["Ann Lee"]),
        ("Martin Example, Jr.", ["Martin Example, Jr."]),
        ("Ann Lee (Springfield)", ["Ann Lee"]),
        ("Ann Lee | Example News", ["Ann Lee", "Example News"]),
        ("Ann Lee ann.lee@example.com", ["Ann Lee"]),
        ("Ann Lee @annlee", ["Ann Lee"]),
        ("Von Max Muster und Eva Beispiel", ["Max Muster", "Eva Beispiel"]),
        ("Ein Gastbeitrag von Max Muster", ["Max Muster"]),
        ("Text: Max Muster", ["Max Muster"]),
        ("Christoph von Beispiel", ["Christoph von Beispiel"]),
        ("Par Élodie Martin et Jean d’Exemple", ["Élodie Martin", "Jean d’Exemple"]),
        ("Por María de la Prueba y Juan Modelo", ["María de la Prueba", "Juan Modelo"]),
        ("di Carla Prova", ["Carla Prova"]),
        ("Door Jan de Proef", ["Jan de Proef"]),
        ("Автор: Иван Пример", ["Иван Пример"]),
        ("بقلم: ليلى منصور", ["ليلى منصور"]),
        ("作者：李小明", ["李小明"]),
        ("文／王小明、陳大文", ["王小明", "陳大文"]),
        ("记者 张三 李四", ["张三", "李四"]),
        ("執筆：山田花子", ["山田花子"]),
        ("记者李四", ["李四"]),
        ("藍天的家 (bluesky01)", ["藍天的家 (bluesky01)"]),
        ("Ann Albers.", ["Ann Albers"]),
        ("Posted by delta201", ["delta201"]),
        ("Jane Reporter", ["Jane Reporter"]),
        ("MND Staff", ["MND Staff"]),
        ("Staff Writer", ["Staff Writer"]),
        ("admin", ["admin"]),
        ("unknown", []),
        ("By", []),
        ("https://example.com/ann", []),
        ("3 min read", []),
        ("", []),
    ],
)
def test_a_byline_gives_its_names(byline: str, names: list[str]) -> None:
    assert read_names(byline) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee in Berlin", ["Ann Lee"]),
        ("Ann Lee for Example News", ["Ann Lee"]),
        ("von Max Muster am 3. Mai 2021", ["Max Muster"]),
        ("Posted by Ann Lee on June 3, 2021", ["Ann Lee"]),
        ("written by Tom Keel at 13:36", ["Tom Keel"]),
        ("Par Camille Durand, à Lyon", ["Camille Durand"]),
        ("By political reporter Ann Lee", ["Ann Lee"]),
        ("Ann Lee Follow", ["Ann Lee"]),
        ("Ann Lee + 2 more", ["Ann Lee"]),
        ("Ann Lee and others", ["Ann Lee"]),
        ("Ann Lee and Di Eck", ["Ann Lee", "Di Eck"]),
        ("Written by Ann Lee, Medically reviewed by Bo Li, MD", ["Ann Lee"]),
        ("Story by Ann Lee; photos by Bo Li", ["Ann Lee"]),
        ("Text: Max Muster, Fotos: Eva Bild", ["Max Muster"]),
        ("Текст: Анна Пример; фото: Олег Пример", ["Анна Пример"]),
        ("文：苏子墨 图：何一凡", ["苏子墨"]),
        ("作者 | 苏子墨 编辑 | 何一凡", ["苏子墨"]),
        ("记者：何一凡；编辑：吴敏", ["何一凡"]),
        ("约翰·史密斯", ["约翰·史密斯"]),
        ("取材・文／山田花子", ["山田花子"]),
        ("構成=山田花子、写真=佐藤健", ["山田花子"]),
        ("글 김서연 · 사진 박지훈", ["김서연"]),
        ("[한빛일보 김서연 기자]", ["김서연"]),
        ("박준석 기자 외 1명", ["박준석"]),
    ],
)
def test_a_running_byline_ends_with_the_name(byline: str, names: list[str]) -> None:
    assert read_names(byline, running=True) == names


@pytest.mark.parametrize(
    "name", ["Ann Lee", "Ludwig van Muster", "J. R. Stone", "李小明", "María José O’Neil", "R. R."]
)
def test_names_look_like_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "text",
    ["read more", "Ann", "About the author", "3 Comments", "留言", "Published Monday", "What a day it was today"],
)
def test_other_words_do_not(text: str) -> None:
    assert not looks_like_name(text)


def test_agencies_are_told_from_people() -> None:
    assert is_agency("Reuters")
    assert is_agency("新华社")
    assert not is_agency("Ann Lee")


@given(st.text(max_size=120))
def test_no_byline_breaks_it_and_no_name_comes_twice(text: str) -> None:
    names = read_names(text)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name.strip() == name and "\n" not in name for name in names)
