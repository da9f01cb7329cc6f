"""What a reader sees is what the author wrote, in whatever encoding it came."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.decode import decode

CHINESE = "市图书馆昨天宣布，从下个月起延长开放时间，周末也将为读者提供服务。"
TRADITIONAL = "市立圖書館昨天宣布，從下個月起延長開放時間，週末也將為讀者提供服務。"
JAPANESE = "市立図書館は昨日、来月から開館時間を延長し、週末も利用できるようにすると発表した。"
KOREAN = "시립 도서관은 어제 다음 달부터 개관 시간을 늘리고 주말에도 문을 열겠다고 발표했다."
RUSSIAN = "Городская библиотека сообщила вчера, что со следующего месяца будет открыта и по выходным."
GREEK = "Η δημοτική βιβλιοθήκη ανακοίνωσε χθες ότι θα είναι ανοιχτή και τα σαββατοκύριακα."
HEBREW = "הספרייה העירונית הודיעה אתמול כי מהחודש הבא תהיה פתוחה גם בסופי שבוע."
POLISH = "Biblioteka miejska ogłosiła wczoraj, że będzie czynna także w święta, a zbiory wzrosły o jedną trzecią."
FRENCH = "La bibliothèque a annoncé hier qu'elle ouvrira aussi à Noël, où les élèves préfèrent travailler."
TURKISH = "Şehir kütüphanesi dün, gelecek aydan itibaren hafta sonları da açık olacağını duyurdu."
THAI = "หอสมุดประจำเมืองประกาศเมื่อวานนี้ว่าตั้งแต่เดือนหน้าจะเปิดให้บริการในวันหยุดสุดสัปดาห์ด้วย"

IN_ITS_ENCODINGS = [
    (text, encoding)
    for text, encodings in {
        CHINESE: ("gb2312", "gbk", "gb18030", "hz"),
        TRADITIONAL: ("big5",),
        JAPANESE: ("shift_jis", "euc_jp", "iso2022_jp"),
        KOREAN: ("euc_kr", "cp949"),
        RUSSIAN: ("cp1251", "koi8_r", "iso8859_5"),
        GREEK: ("cp1253", "iso8859_7"),
        HEBREW: ("cp1255",),
        POLISH: ("cp1250", "iso8859_2"),
        FRENCH: ("cp1252", "iso8859_1"),
        TURKISH: ("cp1254",),
        THAI: ("cp874",),
    }.items()
    for encoding in (*encodings, "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
]


def page(text: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>{text}</title></head><body><a href='/'>Home</a><p>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "encoding"), IN_ITS_ENCODINGS)
def test_a_page_that_declares_nothing_is_read(text, encoding):
    assert text in decode(page(text).encode(encoding)).text


@pytest.mark.parametrize(("text", "encoding"), [pair for pair in IN_ITS_ENCODINGS if not pair[1].startswith("utf")])
@pytest.mark.parametrize(
    "lie", ["utf-8", "iso-8859-1", "windows-1251", "gb2312", "shift_jis", "no-such-thing", "base64"]
)
def test_a_page_that_lies_is_read(text, encoding, lie):
    raw = page(text, f'<meta charset="{lie}">').encode(encoding)
    assert text in decode(raw, f"text/html; charset={lie}").text


def test_the_servers_default_does_not_overrule_the_page():
    raw = page(RUSSIAN, '<meta charset="windows-1251">').encode("cp1251")
    decoded = decode(raw, "text/html; charset=ISO-8859-1")
    assert RUSSIAN in decoded.text
    assert decoded.evidence == "declared in the page: windows-1251"


def test_a_declaration_far_down_the_page_counts():
    filler = f"<script>{'var x = 1; ' * 5000}</script>"
    raw = page(CHINESE, f"{filler}<meta http-equiv=Content-Type content='text/html; charset=gbk'>").encode("gbk")
    assert decode(raw).evidence == "declared in the page: gbk"


def test_the_charset_of_a_script_is_not_that_of_the_page():
    raw = page(TRADITIONAL, '<script charset="gb2312" src="a.js"></script><meta charset="big5">').encode("big5")
    assert TRADITIONAL in decode(raw).text


@pytest.mark.parametrize(
    ("text", "encoding"), [(CHINESE, "gbk"), (RUSSIAN, "utf-8"), (FRENCH, "utf-8"), (KOREAN, "euc_kr")]
)
def test_a_broken_byte_costs_only_its_neighbours(text, encoding):
    raw = page(text * 3, f'<meta charset="{encoding}">').encode(encoding)
    middle = raw.index(b"<p>") + 40
    decoded = decode(raw[:middle] + b"\xff" + raw[middle + 1 :])
    assert decoded.text.endswith(f"{text}</p></body></html>")
    assert decoded.text.count("\ufffd") <= 3


def test_a_page_cut_short_is_still_read():
    raw = page(CHINESE).encode()
    assert CHINESE[:10] in decode(raw[: len(raw) // 2 - 1]).text


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("gb2312", "gbk", "朱镕基、一〇、瞭望"),
        ("iso-8859-1", "cp1252", "It’s “fine” – and costs 5 €"),
        ("shift_jis", "cp932", "①㈱髙島屋"),
        ("euc-kr", "cp949", "똠방각하 펲시콜라"),
        ("big5", "big5hkscs", "香港嘅茶餐廳"),
    ],
)
def test_a_label_stands_for_its_wider_sibling(declared, encoding, text):
    raw = page(text + {"gbk": CHINESE, "cp932": JAPANESE, "cp949": KOREAN, "big5hkscs": TRADITIONAL}.get(encoding, ""))
    assert text in decode(raw.encode(encoding), f"text/html; charset={declared}").text


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250"])
def test_names_from_many_languages_are_read_as_declared(encoding):
    text = {
        "cp1252": "Müller, Señor Gómez, Åse Bjørk, Çelik, João, Þór, Žižek: a list of names",
        "cp1250": "Müller, Łódź, Győr, Žižek, Čapek, Ţepeş, Đorđe: a list of names",
    }[encoding]
    assert text in decode(page(text).encode(encoding), f"text/html; charset={encoding}").text


def test_tildes_in_a_script_do_not_make_a_page_hz():
    raw = b"<script>a = b?~{c:1}[x]:~}</script><p>Plain English.</p>"
    assert decode(raw).text == raw.decode()


def test_the_evidence_says_why():
    assert decode(b"abc").evidence == "plain ASCII"
    assert decode("né".encode()).evidence == "valid UTF-8"
    assert decode(codecs.BOM_UTF8 + b"a").evidence == "byte order mark"
    assert decode("<p>a</p>".encode("utf-16-le")).evidence == "zero bytes of UTF-16"
    assert decode(RUSSIAN.encode("koi8-r")).evidence == "detected in the text"
    assert decode(page(RUSSIAN).encode("cp1251"), "text/html; charset=cp1251").evidence == "HTTP header: cp1251"


@pytest.mark.parametrize(
    "raw",
    [
        b"<script>" * 200_000 + b"\xb9\xfa",
        b"<!--" * 400_000 + b"\xff",
        b"<meta " * 200_000 + b"\xff",
        b"<meta charset=x " * 100_000 + b"\xff",
        b"<" * 2_000_000 + b"\xff",
        b"\xb9" * 2_000_000,
        b"\x1b$B" * 500_000,
        b"~{" * 500_000 + b"~}",
        bytes(range(256)) * 8_000,
    ],
    ids=["scripts", "comments", "tags", "declarations", "brackets", "high bytes", "escapes", "tildes", "all bytes"],
)
def test_hostile_bytes_are_decoded_soon(raw):
    start = time.process_time()
    decode(raw)
    assert time.process_time() - start < 10


@given(st.binary(max_size=400), st.none() | st.text(max_size=30))
def test_no_bytes_raise(raw, content_type):
    decoded = decode(raw, content_type)
    assert isinstance(decoded.text, str)
    codecs.lookup(decoded.encoding)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\x1b~"), max_size=200))
def test_utf_8_is_read_exactly(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff") or text.startswith("\ufeff")
