"""How many pages are decoded right: newsclip beside bs4, charset-normalizer, faust-cchardet, chardet and trafilatura.

    python benchmarks/decoding.py [--peers PYTHON] [--catalogs /usr/share/locale] [--show-failures]

Generates its pages: every language below in every encoding that people used for it, with right, missing, late and
lying declarations, short pages, pages of more script than text, and pages with broken bytes. A page counts as right if
each of its unbroken sentences is in the decoded text. `--peers` names a Python with more peers (trafilatura) installed.
`--catalogs` makes the pages of other people's sentences instead: those of translated programs, one, three or eight to a
page, undeclared, declared right, or declared wrong.
"""

from __future__ import annotations

import argparse
import gettext
import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Sentences written for this benchmark, as newspapers write them.
TEXTS: dict[str, tuple[list[str], list[str]]] = {
    "zh-Hans": (
        ["gb18030", "gbk", "gb2312", "hz"],
        [
            "市图书馆昨天宣布，从下个月起延长开放时间，周末也将为读者提供服务。",
            "馆长表示，过去一年里借书的人数增加了三成，其中大部分是年轻人。",
            "新的阅览室有两百个座位，还有一间可以看到河边风景的咖啡厅。",
            "不少居民说，他们希望这里能够举办更多的讲座和展览。",
            "工程预计在明年春天完成，总投资约为一千二百万元。",
            "记者在现场看到，工人们正在安装最后一批书架和电灯。",
        ],
    ),
    "zh-Hant": (
        ["big5", "big5hkscs"],
        [
            "市立圖書館昨天宣布，從下個月起延長開放時間，週末也將為讀者提供服務。",
            "館長表示，過去一年裡借書的人數增加了三成，其中大部分是年輕人。",
            "新的閱覽室有兩百個座位，還有一間可以看到河邊風景的咖啡廳。",
            "不少居民說，他們希望這裡能夠舉辦更多的講座和展覽。",
            "工程預計在明年春天完成，總投資約為一千二百萬元。",
            "記者在現場看到，工人們正在安裝最後一批書架和電燈。",
        ],
    ),
    "ja": (
        ["shift_jis", "cp932", "euc_jp", "iso2022_jp"],
        [
            "市立図書館は昨日、来月から開館時間を延長し、週末も利用できるようにすると発表した。",
            "館長によると、この一年で本を借りる人は三割ほど増え、その多くは若者だという。",
            "新しい閲覧室には二百の席があり、川の見えるカフェも併設される。",
            "住民からは、講演会や展覧会をもっと開いてほしいという声が上がっている。",
            "工事は来年の春に終わる予定で、費用は約十二億円にのぼる。",
            "現場では作業員が最後の本棚と照明を取り付けていた。",
        ],
    ),
    "ko": (
        ["euc_kr", "cp949"],
        [
            "시립 도서관은 어제 다음 달부터 개관 시간을 늘리고 주말에도 문을 열겠다고 발표했다.",
            "관장은 지난 한 해 동안 책을 빌린 사람이 삼 할가량 늘었고 대부분이 젊은이라고 말했다.",
            "새 열람실에는 이백 개의 자리가 있으며 강이 보이는 찻집도 들어선다.",
            "주민들은 이곳에서 강연과 전시가 더 많이 열리기를 바란다고 했다.",
            "공사는 내년 봄에 끝날 예정이며 모두 백이십억 원이 든다.",
            "현장에서는 일꾼들이 마지막 책장과 전등을 달고 있었다.",
        ],
    ),
    "ru": (
        ["cp1251", "koi8_r", "iso8859_5", "cp866"],
        [
            "Городская библиотека сообщила вчера, что со следующего месяца будет открыта и по выходным.",
            "По словам директора, за год число читателей выросло почти на треть, в основном за счёт молодёжи.",
            "В новом читальном зале двести мест и кафе с видом на реку.",
            "Жители надеются, что здесь будет больше лекций и выставок.",
            "Работы должны завершиться будущей весной и обойдутся в двенадцать миллионов рублей.",
            "На месте рабочие устанавливали последние полки и лампы.",
        ],
    ),
    "uk": (
        ["cp1251", "koi8_u"],
        [
            "Міська бібліотека повідомила вчора, що з наступного місяця працюватиме і у вихідні.",
            "За словами директорки, торік кількість читачів зросла майже на третину, переважно завдяки молоді.",
            "У новій читальній залі двісті місць і кав'ярня з краєвидом на річку.",
            "Мешканці сподіваються, що тут буде більше лекцій та виставок.",
            "Роботи мають завершитися наступної весни.",
            "Робітники саме встановлювали останні полиці й лампи.",
        ],
    ),
    "bg": (
        ["cp1251"],
        [
            "Градската библиотека съобщи вчера, че от следващия месец ще работи и през почивните дни.",
            "Според директора броят на читателите е нараснал с близо една трета, повечето от тях млади хора.",
            "В новата читалня има двеста места и кафене с изглед към реката.",
            "Жителите се надяват тук да има повече лекции и изложби.",
            "Строежът трябва да приключи през пролетта.",
            "Работниците монтираха последните рафтове и лампи.",
        ],
    ),
    "el": (
        ["cp1253", "iso8859_7"],
        [
            "Η δημοτική βιβλιοθήκη ανακοίνωσε χθες ότι από τον επόμενο μήνα θα είναι ανοιχτή και τα σαββατοκύριακα.",
            "Σύμφωνα με τη διευθύντρια, ο αριθμός των αναγνωστών αυξήθηκε σχεδόν κατά ένα τρίτο.",
            "Το νέο αναγνωστήριο έχει διακόσιες θέσεις και ένα καφενείο με θέα στο ποτάμι.",
            "Οι κάτοικοι ελπίζουν να γίνονται εδώ περισσότερες διαλέξεις και εκθέσεις.",
            "Τα έργα αναμένεται να τελειώσουν την άνοιξη.",
            "Οι εργάτες τοποθετούσαν τα τελευταία ράφια και φώτα.",
        ],
    ),
    "he": (
        ["cp1255", "iso8859_8"],
        [
            "הספרייה העירונית הודיעה אתמול כי מהחודש הבא תהיה פתוחה גם בסופי שבוע.",
            "לדברי המנהלת, מספר הקוראים גדל בשנה האחרונה בכמעט שליש, רובם צעירים.",
            "באולם הקריאה החדש מאתיים מקומות ובית קפה המשקיף אל הנהר.",
            "התושבים מקווים שייערכו כאן יותר הרצאות ותערוכות.",
            "העבודות אמורות להסתיים באביב.",
            "הפועלים התקינו את המדפים והמנורות האחרונים.",
        ],
    ),
    "ar": (
        ["cp1256", "iso8859_6"],
        [
            "أعلنت مكتبة المدينة أمس أنها ستفتح أبوابها في عطلة نهاية الأسبوع ابتداء من الشهر المقبل.",
            "وقالت المديرة إن عدد القراء زاد بنحو الثلث خلال العام الماضي وإن معظمهم من الشباب.",
            "وتضم قاعة القراءة الجديدة مئتي مقعد ومقهى يطل على النهر.",
            "ويأمل السكان أن تقام هنا محاضرات ومعارض أكثر.",
            "ومن المتوقع أن تنتهي الأعمال في الربيع.",
            "وكان العمال يركبون آخر الرفوف والمصابيح.",
        ],
    ),
    "th": (
        ["cp874", "tis_620"],
        [
            "หอสมุดประจำเมืองประกาศเมื่อวานนี้ว่าตั้งแต่เดือนหน้าจะเปิดให้บริการในวันหยุดสุดสัปดาห์ด้วย",
            "ผู้อำนวยการกล่าวว่าในปีที่ผ่านมามีผู้มายืมหนังสือเพิ่มขึ้นเกือบหนึ่งในสาม ส่วนใหญ่เป็นคนหนุ่มสาว",
            "ห้องอ่านหนังสือใหม่มีสองร้อยที่นั่งและมีร้านกาแฟที่มองเห็นแม่น้ำ",
            "ชาวบ้านหวังว่าที่นี่จะมีการบรรยายและนิทรรศการมากขึ้น",
            "งานก่อสร้างคาดว่าจะเสร็จในปีหน้า",
            "คนงานกำลังติดตั้งชั้นหนังสือและโคมไฟชุดสุดท้าย",
        ],
    ),
    "tr": (
        ["cp1254", "iso8859_9"],
        [
            "Şehir kütüphanesi dün, gelecek aydan itibaren hafta sonları da açık olacağını duyurdu.",
            "Müdürün söylediğine göre geçen yıl okuyucu sayısı yaklaşık üçte bir arttı, çoğu da gençlerdi.",
            "Yeni okuma salonunda iki yüz kişilik yer ve nehre bakan bir çay bahçesi var.",
            "Mahalleliler burada daha çok söyleşi ve sergi düzenlenmesini umuyor.",
            "İnşaatın önümüzdeki ilkbaharda bitmesi bekleniyor.",
            "İşçiler son rafları ve ışıkları takıyordu.",
        ],
    ),
    "pl": (
        ["cp1250", "iso8859_2"],
        [
            "Biblioteka miejska ogłosiła wczoraj, że od przyszłego miesiąca będzie czynna także w weekendy.",
            "Według dyrektorki liczba czytelników wzrosła w ciągu roku o jedną trzecią, głównie dzięki młodzieży.",
            "W nowej czytelni jest dwieście miejsc i kawiarnia z widokiem na rzekę.",
            "Mieszkańcy mają nadzieję, że będzie tu więcej wykładów i wystaw.",
            "Prace mają się zakończyć wiosną i pochłoną dwanaście milionów złotych.",
            "Robotnicy właśnie montowali ostatnie półki i oświetlenie.",
        ],
    ),
    "cs": (
        ["cp1250", "iso8859_2"],
        [
            "Městská knihovna včera oznámila, že od příštího měsíce bude otevřena i o víkendech.",
            "Podle ředitelky se počet čtenářů za poslední rok zvýšil téměř o třetinu, většinou jde o mladé lidi.",
            "V nové čítárně je dvě stě míst a kavárna s výhledem na řeku.",
            "Obyvatelé doufají, že se zde bude konat více přednášek a výstav.",
            "Stavba má skončit na jaře a bude stát dvanáct milionů korun.",
            "Dělníci právě montovali poslední police a žárovky.",
        ],
    ),
    "hu": (
        ["cp1250", "iso8859_2"],
        [
            "A városi könyvtár tegnap közölte, hogy a jövő hónaptól hétvégén is nyitva tart.",
            "Az igazgatónő szerint az elmúlt évben csaknem harmadával nőtt az olvasók száma, többségük fiatal.",
            "Az új olvasóteremben kétszáz ülőhely és folyóra néző kávézó várja a látogatókat.",
            "A lakók remélik, hogy több előadás és kiállítás lesz itt.",
            "A munkálatok várhatóan tavasszal fejeződnek be.",
            "A munkások éppen az utolsó könyvespolcokat és lámpákat szerelték fel.",
        ],
    ),
    "lt": (
        ["cp1257", "iso8859_13"],
        [
            "Miesto biblioteka vakar pranešė, kad nuo kito mėnesio dirbs ir savaitgaliais.",
            "Pasak direktorės, per metus skaitytojų skaičius išaugo beveik trečdaliu, dauguma jų – jaunimas.",
            "Naujoje skaitykloje yra du šimtai vietų ir kavinė su vaizdu į upę.",
            "Gyventojai tikisi, kad čia bus daugiau paskaitų ir parodų.",
            "Darbai turėtų būti baigti pavasarį.",
            "Darbininkai kaip tik tvirtino paskutines lentynas ir šviestuvus.",
        ],
    ),
    "de": (
        ["cp1252", "iso8859_1", "iso8859_15"],
        [
            "Die Stadtbücherei teilte gestern mit, dass sie ab nächstem Monat auch am Wochenende öffnet.",
            "Laut der Leiterin ist die Zahl der Leser um fast ein Drittel gestiegen, größtenteils Jüngere.",
            "Der neue Lesesaal hat zweihundert Plätze und ein Café mit Blick auf den Fluß.",
            "Die Anwohner hoffen, dass hier mehr Vorträge und Ausstellungen für alle stattfinden.",
            "Die Arbeiten sollen im Frühjahr abgeschlossen sein.",
            "Die Arbeiter montierten gerade die letzten Regale und Lampen über den Türen.",
        ],
    ),
    "fr": (
        ["cp1252", "iso8859_1", "iso8859_15"],
        [
            "La bibliothèque municipale a annoncé hier qu'elle serait aussi ouverte le week-end dès le mois prochain.",
            "Selon la directrice, le nombre de lecteurs a augmenté de près d'un tiers, surtout chez les étudiants.",
            "La nouvelle salle de lecture compte deux cents places et un café où l'on voit la rivière.",
            "Les habitants espèrent que l'on y organisera davantage de conférences et de débats.",
            "Les travaux devraient être achevés au printemps.",
            "Les ouvriers étaient en train de poser les dernières étagères.",
        ],
    ),
    "es": (
        ["cp1252", "iso8859_1"],
        [
            "La biblioteca municipal anunció ayer que a partir del próximo mes abrirá también los fines de semana.",
            "Según la directora, el número de lectores creció casi un tercio el año pasado, sobre todo jóvenes.",
            "La nueva sala de lectura tiene doscientas plazas y una cafetería desde la que se ve el río.",
            "Los vecinos esperan que aquí se organicen más charlas y exposiciones para niños.",
            "¿Cuándo terminarán las obras? Está previsto que en primavera.",
            "Los obreros colocaban las últimas estanterías y lámparas.",
        ],
    ),
    "sv": (
        ["cp1252", "iso8859_1"],
        [
            "Stadsbiblioteket meddelade i går att det från nästa månad håller öppet även på helgerna.",
            "Enligt chefen har antalet låntagare ökat med nästan en tredjedel under året, de flesta är yngre.",
            "Den nya läsesalen har tvåhundra platser och ett kafé med utsikt över ån.",
            "De boende hoppas på fler föreläsningar och utställningar här.",
            "Arbetet väntas bli färdigt till våren.",
            "Arbetarna satte just upp de sista hyllorna och lamporna på väggarna.",
        ],
    ),
    "vi": (
        ["cp1258"],
        [
            "Thư viên thành phô hôm qua cho biêt se mơ cưa ca vào cuôi tuân.",
            "Giám đôc nói răng sô đôc gia đa tăng gân môt phân ba trong năm qua.",
            "Phòng đoc mơi có hai trăm chô ngôi và môt quán cà phê nhìn ra sông.",
            "Cư dân mong có nhiêu buôi nói chuyên và triên lam hơn.",
            "Công trình dư kiên hoàn thành vào mùa xuân.",
            "Công nhân đang lăp nhưng giá sách cuôi cùng.",
        ],
    ),
}
WIDE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
# What such pages claim to be when they lie: another encoding of the same script, a server's default, a new template.
LIES = ["utf-8", "iso-8859-1", "gb2312", "windows-1251", "shift_jis", "windows-1252", "big5", "euc-kr"]
LABELS = {
    "hz": "hz-gb-2312",
    "big5hkscs": "big5-hkscs",
    "cp932": "windows-31j",
    "euc_jp": "euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "euc_kr": "euc-kr",
    "cp949": "ks_c_5601-1987",
    "koi8_r": "koi8-r",
    "koi8_u": "koi8-u",
    "cp866": "ibm866",
    "cp874": "windows-874",
    "tis_620": "tis-620",
}


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes, the header that came with them, and the sentences that must be found."""

    name: str
    raw: bytes
    content_type: str | None
    sentences: tuple[str, ...]


def label_of(encoding: str) -> str:
    """The label that pages in this encoding declare."""
    if encoding in LABELS:
        return LABELS[encoding]
    return encoding.replace("cp125", "windows-125").replace("iso8859_", "iso-8859-").replace("-sig", "")


def page_text(sentences: list[str], *, declared: str = "", late: bool = False, script: int = 0) -> str:
    """A small news page around the sentences."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    filler = "<script>" + "var tracker = {id: 17, on: true}; /* counts visits */ " * script + "</script>"
    head = f"<title>{sentences[0]}</title>"
    head = (filler + head + meta) if late else (meta + head + filler)
    body = "".join(f'<p class="text">{sentence}</p>\n' for sentence in sentences)
    nav = '<div id="nav"><a href="/">Home</a> <a href="/news">News</a></div>'
    footer = '<div class="footer">Copyright 2009. All rights reserved.</div>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{nav}<article>\n{body}</article>{footer}</body></html>"


def break_bytes(raw: bytes, sentence: bytes, rng: random.Random) -> bytes:
    """Cut one byte out of the middle of a sentence, and put a byte that means nothing into it."""
    at = raw.rfind(sentence)
    middle = at + len(sentence) // 2 + rng.randrange(4)
    return raw[:middle] + b"\xff" + raw[middle + 1 :]


def pages() -> Iterator[Page]:
    """All pages, the same in every run."""
    rng = random.Random(17)
    for language, (legacy, sentences) in TEXTS.items():
        for encoding in legacy + WIDE:
            usable = [s for s in sentences if s.encode(encoding, "ignore").decode(encoding) == s]
            if len(usable) < 3:
                raise SystemExit(f"{language} cannot be written in {encoding}")
            label = label_of(encoding)
            name = f"{language} {encoding}"
            everything = tuple(usable)

            def make(kind: str, text: str, header: str | None = None, found: tuple[str, ...] = everything) -> Page:
                return Page(f"{name} {kind}", text.encode(encoding), header, found)  # noqa: B023

            yield make("declared in meta", page_text(usable, declared=label))
            if encoding in WIDE:
                yield make("undeclared", page_text(usable))
                if encoding == "utf-8":
                    yield make("lying meta", page_text(usable, declared=label_of(legacy[0])))
                    yield make("lying header", page_text(usable), "text/html; charset=ISO-8859-1")
                    raw = page_text(usable, declared="utf-8").encode()
                    broken = break_bytes(raw, usable[1].encode(), rng)
                    yield Page(f"{name} dirty", broken, None, (usable[0], *usable[2:]))
                continue
            yield make("declared in header", page_text(usable), f"text/html; charset={label}")
            yield make("undeclared", page_text(usable))
            yield make("declared late", page_text(usable, declared=label, late=True, script=400))
            yield make("mostly script", page_text(usable[:3], script=400), None, tuple(usable[:3]))
            yield make("short", page_text(usable[:1]), None, tuple(usable[:1]))
            lie = rng.choice([other for other in LIES if other != label])
            yield make(f"lying meta {lie}", page_text(usable, declared=lie))
            yield make("lying header", page_text(usable, declared=label), "text/html; charset=utf-8")
            yield make("server default", page_text(usable), "text/html; charset=ISO-8859-1")
            if encoding not in ("hz", "iso2022_jp"):
                broken = break_bytes(
                    page_text(usable, declared=label).encode(encoding), usable[1].encode(encoding), rng
                )
                yield Page(f"{name} dirty", broken, None, (usable[0], *usable[2:]))
                broken = break_bytes(page_text(usable).encode(encoding), usable[1].encode(encoding), rng)
                yield Page(f"{name} dirty, undeclared", broken, None, (usable[0], *usable[2:]))


CATALOGS = {
    "cp1250": "cs hr hu pl ro sk sl",
    "cp1251": "be bg ru sr uk",
    "cp1252": "ca da de es fi fr ga it nb nl pt_BR sv",
    "cp1253": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar",
    "cp1257": "et lt lv",
    "cp874": "th",
    "iso8859_2": "cs hu pl sl",
    "iso8859_7": "el",
    "koi8_r": "ru",
    "gbk": "zh_CN",
    "big5": "zh_TW",
    "shift_jis": "ja",
    "euc_jp": "ja",
    "iso2022_jp": "ja",
    "cp949": "ko",
}


def catalog_pages(folder: Path, each: int = 6) -> Iterator[Page]:
    """Pages of sentences from the gettext catalogs below a folder."""
    rng = random.Random(29)
    for encoding, languages in CATALOGS.items():
        for language in languages.split():
            found: set[str] = set()
            for file in sorted(folder.glob(f"{language}/LC_MESSAGES/*.mo"))[:40]:
                try:
                    with file.open("rb") as stream:
                        catalog = gettext.GNUTranslations(stream)._catalog
                except (UnicodeDecodeError, OSError):
                    continue
                found |= {
                    " ".join(text.split())
                    for key, text in catalog.items()
                    if key and isinstance(text, str) and 30 < len(text) < 300 and "%" not in text and not text.isascii()
                }
            usable = sorted(s for s in found if s.encode(encoding, "ignore").decode(encoding) == s and "<" not in s)
            if len(usable) < 60:
                print(f"no catalogs to speak of for {language} in {folder}", file=sys.stderr)
                continue
            for size in (1, 3, 8) * each:
                sentences = rng.sample(usable, size)
                for kind, label in (
                    ("undeclared", ""),
                    ("declared", label_of(encoding)),
                    ("lying", rng.choice([other for other in LIES if other != label_of(encoding)])),
                ):
                    raw = page_text(sentences, declared=label).encode(encoding)
                    yield Page(f"{language} {encoding} {size} sentences, {kind}", raw, None, tuple(sentences))


def is_right(page: Page, text: str) -> bool:
    """Tell whether every sentence was read."""
    return all(sentence in text for sentence in page.sentences)


Decoder = Callable[[bytes, str | None], str]


def decoders() -> dict[str, Decoder]:
    """The decoders that this Python has."""
    found: dict[str, Decoder] = {}

    def by_detector(name: str | None, raw: bytes) -> str:
        try:
            return raw.decode(name or "utf-8", "replace")
        except LookupError:
            return raw.decode("utf-8", "replace")

    try:
        from newsclip.decode import decode

        found["newsclip"] = lambda raw, header: decode(raw, header).text
    except ImportError:
        pass
    try:
        from bs4.dammit import UnicodeDammit

        def dammit(raw: bytes, header: str | None) -> str:
            known = header.partition("charset=")[2] if header else ""
            return (
                UnicodeDammit(raw, known_definite_encodings=[known] if known else [], is_html=True).unicode_markup or ""
            )

        found["bs4"] = dammit
    except ImportError:
        pass
    try:
        from charset_normalizer import from_bytes

        found["charset-normalizer"] = lambda raw, _: str(from_bytes(raw).best() or raw.decode("utf-8", "replace"))
    except ImportError:
        pass
    try:
        import cchardet

        found["faust-cchardet"] = lambda raw, _: by_detector(cchardet.detect(raw)["encoding"], raw)
    except ImportError:
        pass
    try:
        import chardet

        found["chardet"] = lambda raw, _: by_detector(chardet.detect(raw)["encoding"], raw)
    except ImportError:
        pass
    try:
        from trafilatura.utils import decode_file

        found["trafilatura"] = lambda raw, _: decode_file(raw)
    except ImportError:
        pass
    return found


def measure(everything: list[Page], only: set[str] | None = None) -> dict[str, dict[str, object]]:
    """Run every decoder over every page."""
    results: dict[str, dict[str, object]] = {}
    for name, decoder in decoders().items():
        if only and name not in only:
            continue
        start = time.process_time()
        right = [is_right(page, decoder(page.raw, page.content_type)) for page in everything]
        results[name] = {"right": right, "ms": (time.process_time() - start) * 1000 / len(everything)}
    return results


def kind_of(page: Page) -> str:
    """The kind of a page without language and encoding."""
    kind = page.name.split(" ", 2)[2]
    return "lying meta" if kind.startswith("lying meta") else kind


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", metavar="PYTHON", help="another Python with more peers installed")
    parser.add_argument("--catalogs", metavar="FOLDER", type=Path, help="make the pages of gettext catalogs there")
    parser.add_argument("--only", nargs="*", help="only these decoders")
    parser.add_argument("--show-failures", action="store_true", help="name the pages that newsclip reads wrong")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    everything = list(catalog_pages(options.catalogs) if options.catalogs else pages())
    if not everything:
        raise SystemExit(f"{options.catalogs}: no gettext catalogs (LANGUAGE/LC_MESSAGES/*.mo) here")
    results = measure(everything, set(options.only) if options.only else None)
    if options.json:
        json.dump(results, sys.stdout)
        return
    if options.peers:
        command = [options.peers, __file__, "--json"]
        command += ["--catalogs", str(options.catalogs)] if options.catalogs else []
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        for name, result in json.loads(answer.stdout).items():
            results.setdefault(name, result)
    encodings = {page.name.split(" ")[1] for page in everything}
    languages = {page.name.split(" ")[0] for page in everything}
    print(f"{len(everything)} pages, {len(languages)} languages, {len(encodings)} encodings\n")
    kinds = Counter(map(kind_of, everything))
    print("| decoder | right | CPU a page | " + " | ".join(f"{kind} ({n})" for kind, n in kinds.items()) + " |")
    print("|---" * (len(kinds) + 3) + "|")
    for name, result in sorted(results.items(), key=lambda item: -sum(item[1]["right"])):
        right = result["right"]
        by_kind: dict[str, list[bool]] = defaultdict(list)
        for page, ok in zip(everything, right, strict=True):
            by_kind[kind_of(page)].append(ok)
        cells = " | ".join(f"{100 * sum(by_kind[kind]) / len(by_kind[kind]):.0f}" for kind in kinds)
        print(f"| {name} | {100 * sum(right) / len(right):.1f} % | {result['ms']:.2f} ms | {cells} |")
    if options.show_failures:
        for page, ok in zip(everything, results["newsclip"]["right"], strict=True):
            if not ok:
                from newsclip.decode import decode

                decoded = decode(page.raw, page.content_type)
                print(f"wrong: {page.name}: read as {decoded.encoding} ({decoded.evidence})")


if __name__ == "__main__":
    main()
