"""How sites of many countries write their heads and bylines; each row is a habit that pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsclip.extract.metadata import read_metadata
from newsclip.extract.structured import read_structured
from newsclip.parse import parse_html

if TYPE_CHECKING:
    from newsclip.article import Metadata

TEXTS = {
    "en": "The river rose through the night and by morning the lower streets were under water, people in town said.",
    "es": "El río creció durante la noche y por la mañana las calles bajas estaban bajo el agua, según los vecinos.",
    "fa": "آب رودخانه در طول شب بالا آمد و تا صبح خیابان‌های پایین زیر آب رفت، ساکنان شهر گفتند.",
    "fr": "La rivière est montée toute la nuit et, au matin, les rues basses étaient sous l'eau, ont-ils dit.",
    "ja": "川の水位は夜のあいだに上がり続け、朝には低い通りが水につかった。住民によると、救助隊が現場へ向かっている。",
    "ko": "강물은 밤새 계속 불어났고 아침이 되자 낮은 거리는 물에 잠겼다고 주민들이 전했다.",
    "ru": "Река поднималась всю ночь, и к утру нижние улицы оказались под водой, рассказали жители города.",
    "th": "แม่น้ำเพิ่มสูงขึ้นตลอดทั้งคืน และในตอนเช้าถนนที่อยู่ต่ำก็จมอยู่ใต้น้ำ ชาวบ้านกล่าว",
    "zh": "河水在夜间持续上涨，到清晨时低洼街道已被淹没，居民们表示，救援人员正在努力赶到现场。",
    "zh-Hant": "河水在夜間持續上漲，到清晨時低窪街道已被淹沒，居民們表示，救援人員正在努力趕到現場。",
}


def read(head: str, top: str, language: str = "en") -> Metadata:
    page = f'<html lang="{language}"><head>{head}</head><body>{top}{f"<p>{TEXTS[language]}</p>" * 3}</body></html>'
    tree = parse_html(page)
    return read_metadata(tree, read_structured(tree), "https://www.paper.example/a/story").metadata


@pytest.mark.parametrize(
    ("language", "top", "published", "modified"),
    [
        # calendars
        ("th", '<h1>น้ำท่วม</h1><span class="date">8 ก.ย. 2566 07:15 น.</span>', "2023-09-08T07:15", None),
        ("th", '<h1>น้ำท่วม</h1><span class="date">8 ก.ย. 66</span>', "2023-09-08", None),
        ("th", "<h1>น้ำท่วม</h1><div>เผยแพร่: ๘ กันยายน พ.ศ. ๒๕๖๖</div>", "2023-09-08", None),
        ("fa", '<h1>سیل</h1><span class="date">۱۷ شهریور ۱۴۰۲ - ۰۷:۱۵</span>', "2023-09-08T07:15", None),
        ("fa", "<h1>سیل</h1><div>تاریخ انتشار: ۱۴۰۲/۰۶/۱۷</div>", "2023-09-08", None),
        ("zh-Hant", "<h1>重建說明</h1><li>發布日期：112-09-08</li>", "2023-09-08", None),
        ("zh-Hant", "<h1>重建說明</h1><p>中華民國112年9月8日</p>", "2023-09-08", None),
        # dates that a script shows in other words
        (
            "en",
            '<h1>Gates</h1><p>By A <span title="Fri, 08 Sep 2023 07:15:44 GMT">3 hours ago</span></p>',
            "2023-09-08T07:15:44+00:00",
            None,
        ),
        (
            "en",
            '<h1>Gates</h1><span data-timestamp="1706954400000">3 hours ago</span>',
            "2024-02-03T10:00:00+00:00",
            None,
        ),
        ("en", '<h1>Gates</h1><time datetime="2024-02-03T07:00:00Z"></time>', "2024-02-03T07:00:00+00:00", None),
        # a date of publication and one of an update in one line
        ("en", "<h1>Gates</h1><div>8 Sep 2023 • Update: 9 Sep 2023 at 08:00</div>", "2023-09-08", "2023-09-09T08:00"),
        ("en", "<h1>Gates</h1><div>Updated: 9 Sep 2023 - Published: 8 Sep 2023</div>", "2023-09-08", "2023-09-09"),
        (
            "ja",
            "<h1>堤防</h1><div>2024年2月3日 10:00 (2024年2月4日 5:10更新)</div>",
            "2024-02-03T10:00",
            "2024-02-04T05:10",
        ),
        (
            "ko",
            "<h1>새 둑</h1><div>입력 2024.02.03. 10:00 | 업데이트 2024.02.03. 12:30</div>",
            "2024-02-03T10:00",
            "2024-02-03T12:30",
        ),
        (
            "en",
            (
                '<h1>Gates</h1><time class="published" datetime="2023-09-08"></time><time>8 Sep 2023</time>'
                '<time class="updated" datetime="2023-09-10">10 Sep 2023</time>'
            ),
            "2023-09-08",
            "2023-09-10",
        ),
        (
            "en",
            "<h1>Gates</h1><footer>This page was last edited on 3 February 2024.</footer>",
            "2024-02-03",
            "2024-02-03",
        ),
        # not the article's
        ("en", "<h1>Gates</h1><footer>© 2001-2024 X Paper. Page generated 3 February 2025</footer>", None, None),
    ],
)
def test_dates_that_pages_show(language: str, top: str, published: str | None, modified: str | None) -> None:
    found = read("", top, language)
    assert (found.published and str(found.published), found.modified and str(found.modified)) == (published, modified)


def test_the_date_of_a_comment_is_not_the_article_s() -> None:
    comment = '<div class="comments"><div class="comment"><time datetime="2020-01-01">1 January 2020</time></div></div>'
    assert read("", f"<h1>Gates</h1><p>{TEXTS['en'] * 2}</p>{comment}").published is None


@pytest.mark.parametrize(
    ("shown", "offset"), [("Sat 3 Feb 2024 at 10:00am", "10:00:00+11:00"), ("Saturday", "23:00:00+00:00")]
)
def test_the_offset_is_that_of_the_time_shown(shown: str, offset: str) -> None:
    time = f'<time datetime="2024-02-02T23:00:00.000Z">{shown}</time>'
    assert str(read("", f"<h1>Gates</h1>{time}").published).endswith(offset)


def test_a_publication_right_behind_the_last_change_is_not_the_first() -> None:
    head = (
        '<meta property="article:published_time" content="2022-11-17T10:33:13Z">'
        '<meta property="article:modified_time" content="2022-11-17T10:32:18Z">'
    )
    top = '<h1>Gates</h1><time datetime="2022-03-09" class="date">9 March 2022</time>'
    assert str(read(head, top).published) == "2022-03-09"
    assert str(read(head, "<h1>Gates</h1>").published) == "2022-11-17T10:33:13+00:00"


@pytest.mark.parametrize(
    ("language", "head", "top", "authors"),
    [
        (
            "en",
            (
                '<meta name="citation_author" content="Okoro, Chidi B."><meta name="citation_author" '
                'content="van der Wal, Anneke"><meta name="citation_author" content="Li, Wei">'
            ),
            "",
            ("Chidi B. Okoro", "Anneke van der Wal", "Wei Li"),
        ),
        ("en", '<meta name="citation_authors" content="Chidi Okoro;Li, Wei;">', "", ("Chidi Okoro", "Wei Li")),
        ("en", '<meta name="dc.creator" content="Ann B. Lee, PhD">', "", ("Ann B. Lee",)),
        ("en", '<meta name="author" content="noreply@paper.example (Greta Holm)">', "", ("Greta Holm",)),
        ("en", '<meta name="author" content="&lt;a href=\'/odile\'&gt;Odile Marsh&lt;/a&gt;">', "", ("Odile Marsh",)),
        (
            "en",
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Odile Marsh">',
            "",
            ("Odile Marsh",),
        ),
        (
            "en",
            (
                '<script type="application/ld+json">{"@type":"NewsArticle","headline":"G","author":'
                '{"name":"By Tom Reed and Inés de la Vega in Madrid"}}</script>'
            ),
            "",
            ("Tom Reed", "Inés de la Vega"),
        ),
        ("en", "", '<p class="byline">Words: Odile Marsh &nbsp; Pictures: Rolf Lux</p>', ("Odile Marsh",)),
        ("en", "", "<p>By Ana Souza, Port News — São Paulo</p>", ("Ana Souza", "Port News")),
        ("en", "", '<p class="byline">By Ann Lee, with Bo Okafor in Lyon</p>', ("Ann Lee", "Bo Okafor")),
        ("en", "", "<ul><li><span>Author, </span><b>Odile Marsh</b></li></ul>", ("Odile Marsh",)),
        ("en", "", '<p class="author">Nguyễn Văn An</p>', ("Nguyễn Văn An",)),
        (
            "ko",
            '<meta property="og:article:author" content="한빛일보">',
            '<em class="journalist_name">김서연 기자</em>',
            ("김서연",),
        ),
        ("en", "", "<p>By political reporter <a href='/ann'>Ann Lee</a></p>", ("Ann Lee",)),
        ("en", "", '<p class="byline"><span>Text: Elin Holm</span><span>elin@paper.example</span></p>', ("Elin Holm",)),
        ("en", "", '<p>via <a class="u-author h-card" href="/~odile">odile</a></p>', ("odile",)),
        ("en", "", '<p><a class="author" href="/odile">odile</a> opened this</p>', ("odile",)),
        (
            "es",
            (
                '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization",'
                '"name":"Redacción Puerto"}}</script>'
            ),
            '<div class="author">Por Lucía Ferrer</div>',
            ("Lucía Ferrer",),
        ),
        ("ko", "", "<div>김서연·박지훈 기자</div>", ("김서연", "박지훈")),
        (
            "zh",
            '<meta property="article:author" content="样例财经">',
            "<p>（记者 何一凡 林若水）</p>",
            ("何一凡", "林若水"),
        ),
        ("zh", "", '<div class="author">样例新闻记者 何一凡 实习生 林若水</div>', ("何一凡", "林若水")),
        ("zh-Hant", "", "<p>（中央社記者陳美玲花蓮縣8日電）河水在夜間持續上漲。</p>", ("陳美玲",)),
        ("zh-Hant", "", '<span class="author">樣例報／ <a>記者陳美玲</a>／花蓮即時報導</span>', ("陳美玲",)),
        # a name beside the date: a person; a section; the caption of the picture
        ("en", "", "<h1>Old bridge</h1><div>Ann Lee</div><div>3 March 2024</div>", ("Ann Lee",)),
        ("en", "", '<h1>Old bridge</h1><a href="/north">North Korea</a><div>3 March 2024</div>', ()),
        ("en", "", '<h1>Old bridge</h1><span class="caption">Ann Lee</span><div>3 March 2024</div>', ()),
        # a button beside the name
        (
            "en",
            "",
            '<h1>A flood</h1><div class="author"><a href="/in/ann">Ann Lee</a><a href="/login">Follow</a></div>',
            ("Ann Lee",),
        ),
    ],
)
def test_authors(language: str, head: str, top: str, authors: tuple[str, ...]) -> None:
    heading = {"zh": "小镇恢复供水", "zh-Hant": "老城淹水", "ko": "강변 마을"}.get(language, "The gate")
    assert read(head, f"<h1>{heading}</h1>{top}", language).authors == authors


@pytest.mark.parametrize(
    ("language", "head", "top", "title", "site"),
    [
        ("en", "<title>Ann Lindt</title>", '<h1 class="p-name">Mills at dusk</h1>', "Mills at dusk", "paper.example"),
        ("en", "<title>The Paper</title>", "<h1>Mills at dusk</h1>", "Mills at dusk", "paper.example"),
        ("en", "<title>Gates | by Odile Marsh | River Notes | Sep, 2023</title>", "", "Gates", "paper.example"),
        (
            "en",
            '<title>Flood: It is back</title><meta property="og:title" content="Flood: It is back">',
            "<h1><span>Flood</span> <span>It is back</span></h1>",
            "Flood: It is back",
            "paper.example",
        ),
        (
            "ja",
            '<title>川が氾濫（様例通信） - 様例ポータル</title><meta property="og:site_name" content="様例ポータル">',
            "<h1>川が氾濫</h1>",
            "川が氾濫",
            "様例ポータル",
        ),
        (
            "ja",
            "<title>避難所の開設について | 架空市公式ホームページ</title>",
            "<h1>避難所の開設について</h1>",
            "避難所の開設について",
            "架空市公式ホームページ",
        ),
        (
            "fr",
            "<title>Crue : « On a tout perdu » – Le Port</title>",
            "<h1>Crue : « On a tout perdu »</h1>",
            "Crue : « On a tout perdu »",
            "Le Port",
        ),
        ("en", "<title>Show: A gate of iron | Port Talk</title>", "", "Show: A gate of iron", "Port Talk"),
        ("zh", "<title>小镇恢复供水--时政--样例网</title>", "<h1>小镇恢复供水</h1>", "小镇恢复供水", "样例网"),
        ("zh", "<title>小镇恢复供水-样例日报</title>", "", "小镇恢复供水", "样例日报"),
        (
            "zh",
            (
                '<meta name="ArticleTitle" content="关于防洪的通知"><meta name="SiteName" content="样例市政府">'
                "<title>样例市政府 关于防洪的通知</title>"
            ),
            "",
            "关于防洪的通知",
            "样例市政府",
        ),
        (
            "en",
            (
                '<title>Gates on Vid</title><script type=\'application/ld+json\'>{"@type":"VideoObject",'
                '"name":"Gates"}</script>'
            ),
            "",
            "Gates",
            "paper.example",
        ),
        # a template with no name to put behind the title
        ("en", "<title>Rail replacement services -</title>", "", "Rail replacement services", "paper.example"),
    ],
)
def test_titles_and_sites(language: str, head: str, top: str, title: str, site: str) -> None:
    found = read(head, top, language)
    assert (found.title, found.site) == (title, site)


def test_fields_of_publishing_systems() -> None:
    found = read(
        '<meta name="sailthru.description" content="A walk along the mills."><meta name="sailthru.image.full" '
        'content="https://paper.example/full.jpg"><meta name="sailthru.tags" content="mills, type: feature">'
        '<meta name="article.section" content="Walks"><meta name="article.updated" content="2024-02-04T10:00:00Z">',
        "<h1>Old mills</h1>",
    )
    assert (found.description, found.image) == ("A walk along the mills.", "https://paper.example/full.jpg")
    assert (found.tags, found.categories, str(found.modified)) == (("mills",), ("Walks",), "2024-02-04T10:00:00+00:00")


@pytest.mark.parametrize("language", ["ru", "zh", "fa"])
def test_a_text_in_another_script_is_not_in_the_declared_language(language: str) -> None:
    tree = parse_html(f'<html lang="en"><body><p>{TEXTS[language]}</p></body></html>')
    found = read_metadata(tree, read_structured(tree), "").metadata.language
    assert found == language


def test_neither_a_version_nor_code_nor_a_day_to_come_is_the_date_of_a_page():
    for shown in ("Release: 1.4.46", "<pre>sail('2021-05-03')</pre>", "Next boat: 3 May 2999"):
        assert read("<title>Gates</title>", f"<h1>Gates</h1><p>{shown}</p>").published is None


def test_the_mark_of_a_headings_link_to_itself_is_not_of_the_title():
    for mark in ('<a class="mark" href="#gates">#</a>', '<a href="#gates" title="Permalink to this headline">¶</a>'):
        assert (
            read("<title>Gates and locks | Paper</title>", f"<h1>Gates and locks{mark}</h1>").title == "Gates and locks"
        )
    assert read("<title>Locks in C#</title>", "<h1>Locks in C#</h1>").title == "Locks in C#"
