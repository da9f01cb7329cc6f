"""The language is the declared one unless the text clearly is in another."""

from __future__ import annotations

import pytest

from newsclip.extract.language import detect_language, normalize_tag, read_language
from newsclip.extract.structured import Structured

_TEXTS = {
    "en": (
        "The ferry left at dawn and the people who had come to see it stood "
        "on the pier, for it was the first in ten years."
    ),
    "de": (
        "Die Brücke ist seit dem Frühjahr nicht mehr befahrbar, und wer auf "
        "die andere Seite will, muss einen Umweg fahren."
    ),
    "fr": (
        "Il est le dernier de la rue à relier les livres à la main, et les "
        "clients qui viennent chez lui ne sont pas pressés."
    ),
    "es": (
        "La ciudad se despertó con el ruido de los barcos, y los vecinos "
        "que no lo sabían salieron a la calle para verlos."
    ),
    "pt": (
        "A cidade acordou com o barulho dos barcos e os moradores que não "
        "sabiam de nada foram para a rua ver o que era."
    ),
    "it": (
        "La città si è svegliata con il rumore delle barche, e gli abitanti "
        "che non lo sapevano sono scesi in strada per vedere."
    ),
    "nl": (
        "De stad werd wakker van het geluid van de boten, en de bewoners die "
        "het niet wisten gingen de straat op om te kijken."
    ),
    "sv": (
        "Staden vaknade av ljudet från båtarna och de som inte visste om det gick ut på gatan för att se vad det var."
    ),
    "pl": (
        "Miasto obudziło się od hałasu łodzi i mieszkańcy, którzy o tym "
        "nie wiedzieli, wyszli na ulicę, żeby to zobaczyć."
    ),
    "tr": (
        "Şehir teknelerin sesiyle uyandı ve bunu bilmeyen insanlar ne olduğunu "
        "görmek için sokağa çıktı, çok daha sonra da geri döndü."
    ),
    "ru": (
        "Город проснулся от шума лодок, и жители, которые об этом не знали, вышли на улицу, чтобы посмотреть на это."
    ),
    "uk": (
        "Місто прокинулося від шуму човнів, і мешканці, які про це не знали, "
        "вийшли на вулицю, щоб подивитися на це та не боятися."
    ),
    "zh": "这座城市有很多座桥，人们每天都从桥上走过，这里的故事很长，我们慢慢说来。",
    "zh-Hant": "這座城市有很多座橋，人們每天都從橋上走過，這裡的故事很長，我們慢慢說來。",
    "ja": "今年もまた新茶の季節がやってきました。静かな朝に湯をわかし、香りを楽しみます。",
    "ko": "도시는 배 소리에 잠에서 깼고 사람들은 무슨 일인지 보려고 거리로 나왔습니다.",
    "ar": "في الحي القديم مقهى صغير يعرفه الجميع، وقد مرت عليه سنوات طويلة.",
    "el": "Η πόλη ξύπνησε από τον θόρυβο των σκαφών και οι κάτοικοι βγήκαν στον δρόμο.",
    "he": "העיר התעוררה מרעש הסירות והתושבים יצאו לרחוב.",
    "th": "เมืองตื่นขึ้นเพราะเสียงเรือ และผู้คนออกมาที่ถนน",
}


@pytest.mark.parametrize("language", _TEXTS)
def test_a_text_tells_its_language(language: str) -> None:
    assert detect_language(_TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "123 456", "ok", "Xyzzy plugh"])
def test_too_little_text_tells_nothing(text: str) -> None:
    assert detect_language(text) == ""


@pytest.mark.parametrize(
    ("tag", "normal"),
    [
        ("en", "en"),
        ("EN-us", "en-US"),
        ("pt_BR", "pt-BR"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("de_DE.UTF-8", "de-DE"),
        ("english", ""),
        ("", ""),
    ],
)
def test_tags_have_one_spelling(tag: str, normal: str) -> None:
    assert normalize_tag(tag) == normal


def test_a_declaration_is_believed_unless_the_text_contradicts_it() -> None:
    long_german = " ".join([_TEXTS["de"]] * 4)
    assert read_language(Structured(language="de-AT"), long_german) == ("de-AT", "lang attribute")
    assert read_language(Structured(language="en"), long_german) == ("de", "the text, against lang attribute")
    assert read_language(Structured(language="en"), _TEXTS["de"][:40]) == ("en", "lang attribute")
    assert read_language(Structured(), long_german) == ("de", "the text")
    assert read_language(Structured(meta={"og:locale": ("fr_FR",)}), "") == ("fr-FR", "og:locale")


def test_addresses_are_in_no_language() -> None:
    picture = (
        "[![](https://img.example.com/image2019/um/dos/para/2019/0905_001_S.jpg)](https://example.com/de/os/que.html)"
    )
    assert (
        detect_language("\n\n".join(f"{picture}\n\n河水在夜间持续上涨，低洼街道已被淹没。" for _ in range(8))) == "zh"
    )


def test_words_that_two_languages_share_do_not_decide():
    sentence = (
        "A full list of the boats on a single page is kept at a desk. A log of every one, and a map, is also there."
    )
    assert detect_language(sentence) == "en"
