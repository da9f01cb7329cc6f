"""A post of any program becomes the article its author meant, and nothing that they wrote is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.article import Article, Timestamp
from newsclip.frontmatter import FrontMatter, Scalar, dump, split
from newsclip.placeholders import is_placeholder_image
from newsclip.post import article_of_post, read_post, write_post

ID = "mfrggzdfmztw"


def read(front_matter: str, file_name: str | None = None):
    front = split(f"---\n{front_matter}---\nbody\n")
    assert front is not None
    return read_post(front, file_name)


def article(front_matter: str, file_name: str | None = None) -> Article:
    return read(front_matter, file_name).article


HEXO = """title: '城东书店换了主人'
categories:
 - 文化
 - 城市
headimg: 'https://img.example.cn/2021/shop.jpg'
author: 城东日报
comments: false
date: Tue, 22 Jun 2021 03:58:39 GMT
thumbnail: 'https://img.example.cn/2021/shop-small.jpg'
top: 1.10
"""


def test_a_post_of_hexo():
    post = read(HEXO)
    assert post.article == Article(
        title="城东书店换了主人",
        authors=("城东日报",),
        published=Timestamp.parse("2021-06-22T03:58:39+00:00"),
        image="https://img.example.cn/2021/shop.jpg",
        categories=("文化", "城市"),
        extra={"comments": "false", "thumbnail": "https://img.example.cn/2021/shop-small.jpg", "top": "1.10"},
        body="body\n",
    )
    assert post.evidence == {
        "title": "front matter `title`",
        "authors": "front matter `author`",
        "categories": "front matter `categories`",
        "published": "front matter `date`",
        "image": "front matter `headimg`",
    }
    assert (post.id, post.digest) == ("", "")


def test_a_post_of_hexo_is_written_back():
    assert dump(write_post(article(HEXO), id=ID)) == (
        "---\n"
        "title: 城东书店换了主人\n"
        "authors:\n"
        "  - 城东日报\n"
        "date: 2021-06-22T03:58:39+00:00\n"
        "image: https://img.example.cn/2021/shop.jpg\n"
        "categories:\n"
        "  - 文化\n"
        "  - 城市\n"
        "comments: false\n"
        "thumbnail: https://img.example.cn/2021/shop-small.jpg\n"
        "top: 1.10\n"
        f"id: {ID}\n"
        "---\n"
    )


def test_a_post_of_jekyll():
    found = article(
        "layout: post\ntitle: A walk\ncategories: travel north\ntags: a b\nlast_modified_at: 2020-02-03\n",
        "_posts/2020-02-01-a-walk.md",
    )
    assert found.published == Timestamp.parse("2020-02-01")
    assert found.modified == Timestamp.parse("2020-02-03")
    assert found.categories == ("travel", "north")
    assert found.tags == ("a", "b")
    assert found.extra == {"layout": "post"}


def test_a_post_of_hugo():
    front = split(
        '+++\ntitle = "A walk"\nDate = 2024-02-02T04:14:54-08:00\nlastmod = 2024-02-03\npublishDate = 2024-02-04\n'
        'url = "/walks/1"\ndraft = false\nweight = 10\ntags = ["a", "b"]\nsummary = "Short."\n[params]\ntoc = true\n'
        "+++\nbody\n"
    )
    assert front is not None
    found = read_post(front).article
    assert found.published == Timestamp.parse("2024-02-02T04:14:54-08:00")
    assert found.modified == Timestamp.parse("2024-02-03")
    assert found.description == "Short."
    assert found.url == ""
    assert found.extra == {
        "publishDate": "2024-02-04",
        "url": "/walks/1",
        "draft": "false",
        "weight": "10",
        "params": {"toc": "true"},
    }


def test_a_note_clipped_by_obsidian():
    found = article(
        'title: "A walk"\nsource: "https://example.com/walk_(north)"\n'
        'author:\n  - "[[Ann Lee]]"\n  - "[[people/Bo|Bo]]"\n'
        'published: 2024-01-30\ncreated: 2024-02-02\ndescription: "Short."\ntags:\n  - "clippings"\n  - "#north/sea"\n'
    )
    assert found == Article(
        title="A walk",
        url="https://example.com/walk_(north)",
        authors=("Ann Lee", "Bo"),
        published=Timestamp.parse("2024-01-30"),
        saved=Timestamp.parse("2024-02-02"),
        description="Short.",
        tags=("clippings", "north/sea"),
        body="body\n",
    )


@pytest.mark.parametrize(
    ("front_matter", "published"),
    [
        ("date: 2013/7/13 20:46:25\n", "2013-07-13T20:46:25"),
        ("date: 2024-02-02 04:14:54 +0800\n", "2024-02-02T04:14:54+08:00"),
        ("date: 2021-06\n", "2021-06"),
        ("published: true\ndate: 2021-06-22\n", "2021-06-22"),
        ("published: 2021-06-22\n", "2021-06-22"),
        ("created: 2021-06-22\n", "2021-06-22"),
        ("published: no\ncreated: 2021-06-22\n", "2021-06-22"),
        ("published: 2021-06-22\ncreated: 2024-01-01\n", "2021-06-22"),
        ("published:\ncreated: 2024-01-01\nsource: https://example.com/a\n", None),
        ("pubDate: Jun 22 2021\n", "2021-06-22"),
        ("date: soon\n", None),
        ("date: 2021-02-30\n", None),
        ("date:\n", None),
    ],
)
def test_the_date_is_found(front_matter, published):
    assert article(front_matter).published == (Timestamp.parse(published) if published else None)


@pytest.mark.parametrize(
    ("front_matter", "authors"),
    [
        ("author: Ann Lee\n", ("Ann Lee",)),
        ("author: Ann Lee and Bo Day\n", ("Ann Lee", "Bo Day")),
        ("author: Ann Lee, Bo Day & Cy Fox\n", ("Ann Lee", "Bo Day", "Cy Fox")),
        ("author: Lee, Ann\n", ("Lee, Ann",)),
        ("author: José Ortega y Gasset\n", ("José Ortega y Gasset",)),
        ("author: 王一、李二\n", ("王一", "李二")),
        ("authors: [Ann Lee, 李二, Ann Lee]\n", ("Ann Lee", "李二")),
        ("author: {name: Ann Lee}\n", ("Ann Lee",)),
        ("authors:\n- name: Ann Lee\n  url: https://example.com\n- Bo Day\n", ("Ann Lee", "Bo Day")),
        ("author:\n", ()),
        ("author: ~\n", ()),
        ("author: 'null'\n", ("null",)),
    ],
)
def test_the_authors_are_found(front_matter, authors):
    assert article(front_matter).authors == authors


def test_what_a_field_cannot_hold_of_a_value_stays_in_extra():
    found = article("authors:\n- {name: Ann Lee, url: 'https://example.com'}\nimages: ['https://a.bc/1.png', x.png]\n")
    assert found.authors == ("Ann Lee",)
    assert found.image == "https://a.bc/1.png"
    assert found.extra == {
        "original_authors": [{"name": "Ann Lee", "url": "https://example.com"}],
        "images": ["https://a.bc/1.png", "x.png"],
    }


@pytest.mark.parametrize(
    ("front_matter", "categories", "tags"),
    [
        ("categories: 生活\ntags: 一, 二，三\n", ("生活",), ("一", "二", "三")),
        ("categories: [[a, b], [c], d]\n", ("a/b", "c", "d"), ()),
        ("categories:\n  - a\n  - b\ncategory: c\n", ("a", "b"), ()),
        ("category: web design\ntag: web design\n", ("web design",), ("web design",)),
        ("tags: '#one #two/three'\n", (), ("one", "two/three")),
        ("keywords: [x, y]\n", (), ("x", "y")),
        ("tags: []\ncategories:\n", (), ()),
    ],
)
def test_categories_and_tags_are_found(front_matter, categories, tags):
    found = article(front_matter)
    assert (found.categories, found.tags) == (categories, tags)


@pytest.mark.parametrize(
    ("front_matter", "image"),
    [
        ("cover: https://picsum.photos/400/300?random=17\nthumbnail: https://a.bc/real.jpg\n", "https://a.bc/real.jpg"),
        ("headimg: https://picsum.photos/400\nthumbnail: https://via.placeholder.com/1\n", ""),
        ("cover:\n  image: https://a.bc/c.jpg\n  caption: x\n", "https://a.bc/c.jpg"),
        ("image: /img/a.jpg\nsource: https://example.com/post/1\n", "https://example.com/img/a.jpg"),
        ("image: /img/a.jpg\n", ""),
        ("image: false\ntop_img: https://a.bc/t.jpg\n", "https://a.bc/t.jpg"),
    ],
)
def test_the_lead_image_is_a_picture_of_the_article(front_matter, image):
    assert article(front_matter).image == image


@pytest.mark.parametrize(
    ("front_matter", "url", "site"),
    [
        ("source: https://example.com/a\n", "https://example.com/a", ""),
        ("source: '[A page](https://example.com/a)'\n", "https://example.com/a", ""),
        ("source: <https://example.com/a>\n", "https://example.com/a", ""),
        ("source: 城东日报\nurl: https://example.com/a\n", "https://example.com/a", "城东日报"),
        ("source: '[[A note]]'\n", "", ""),
        ("link: https://example.com/a\nsite_name: Example\n", "https://example.com/a", "Example"),
        ("permalink: /a/b/\n", "", ""),
    ],
)
def test_the_source_is_found(front_matter, url, site):
    found = article(front_matter)
    assert (found.url, found.site) == (url, site)


def test_keys_are_read_in_any_case_and_kept_in_theirs():
    found = article("Title: A\nDATE: 2021-06-22\nLang: zh_cn\nMyKey: NO\n")
    assert (found.title, str(found.published), found.language) == ("A", "2021-06-22", "zh-CN")
    assert list(found.extra.items()) == [("MyKey", "NO")]


def test_marks_that_are_no_booleans_stay_in_extra():
    found = article("read: 5 min\nstarred: yes\n")
    assert (found.read, found.starred, found.extra) == (False, True, {"read": "5 min"})


def test_values_of_a_wrong_kind_are_kept_and_reported():
    post = read(
        "title: [a, b]\ndate: next week\ntags: {a: b}\nlang: the usual one, as far as anybody can tell\npublished: no\n"
    )
    assert post.warnings == (
        "front matter `title`: a list is not a title; it is kept as it is",
        "front matter `date`: `next week` is not a date; it is kept as `original_date`",
        "front matter `lang`: `the usual one, as far as anybody ca...` is not a language; it is kept as it is",
        "front matter `tags`: a mapping is not a list of words; it is kept as it is",
    )
    assert list(post.article.extra) == ["title", "original_date", "tags", "lang", "published"]
    assert read(HEXO).warnings == ()
    assert read("title: 2021\ntags: []\ndate:\nauthor: ~\n").warnings == ()


def test_a_foreign_id_does_not_become_ours():
    post = read("title: x\nid: 12\ndate: soon\n", "2020-01-02-x.md")
    assert post.id == ""
    assert post.article.extra == {"original_id": "12", "original_date": "soon"}
    assert list(write_post(post.article, id=ID)) == ["title", "date", "original_id", "original_date", "id"]


def test_a_file_of_the_archive_is_read_with_its_id():
    written = dump(write_post(Article(title="x", body="text\n"), id=ID)).replace("\n---\n", "\ndigest: 1-2\n---\n")
    front = split(written + "\ntext\n")
    assert front is not None
    post = read_post(front, "2020-01-02-x.md")
    assert (post.id, post.digest) == (ID, "1-2")
    assert post.article == Article(title="x", body="text\n")
    assert article_of_post(front, file_name="2020-01-02-x.md") == (post.article, ID)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://picsum.photos/400/300?random=6942", True),
        ("https://fastly.picsum.photos/id/1/400/300.jpg", True),
        ("//placehold.co/600x400", True),
        ("https://a.bc/images/placeholder.png", True),
        ("https://a.bc/blank.gif", True),
        ("https://a.bc/assets/no-image.jpg", True),
        ("https://a.bc/default-cover.webp", True),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", True),
        ("https://a.bc/2021/picsum.photos.jpg", False),
        ("https://a.bc/photos/unloading.jpg", False),
        ("https://a.bc/blanket.jpg", False),
        ("https://n.example.cn/f1df-krwipar0809458.jpg", False),
    ],
)
def test_placeholders_are_told_from_pictures(url, expected):
    assert is_placeholder_image(url) is expected


# ---- what is written is read back the same

LINE = st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\ufffe\uffff"), max_size=20)
WORD = LINE.filter(lambda text: text and not text.isspace())
WORDS = st.lists(WORD, unique=True, max_size=3).map(tuple)
MOMENT = st.none() | st.sampled_from(
    [
        *("2021", "2021-06", "2021-06-22", "2021-06-22T03:58", "2021-06-22T03:58:39", "2021-06-22T03:58:39+00:00"),
        "1999-12-31T23:59:59-05:30",
    ]
).map(Timestamp.parse)
SCALAR = st.builds(Scalar, LINE) | st.sampled_from(["1.10", "NO", "~", "", "2021-02-30", "a: b"]).map(
    lambda text: Scalar(text, plain=": " not in text)
)
EXTRA = st.dictionaries(
    st.sampled_from(["comments", "layout", "NO", "x: y", "12", "自定义", "draft", "Toc"]).map(Scalar),
    st.recursive(
        SCALAR, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORD, inner, max_size=2), max_leaves=4
    ),
    max_size=4,
)
ARTICLES = st.builds(
    Article,
    title=LINE,
    authors=WORDS,
    published=MOMENT,
    modified=MOMENT,
    site=LINE,
    canonical_url=st.sampled_from(["", "https://example.com/a?b=c#d"]),
    language=st.sampled_from(["", "zh", "en-GB", "zh-Hant"]),
    description=LINE,
    image=st.sampled_from(["", "https://example.com/a.png"]),
    categories=WORDS,
    tags=WORDS,
    editor=LINE,
    original_title=LINE,
    url=st.sampled_from(["", "https://example.com/a_(b)", "file:///tmp/a.html"]),
    saved=MOMENT,
    read=st.booleans(),
    starred=st.booleans(),
    notes=LINE | st.just("Two lines.\n\n    and code\n"),
    highlights=st.lists(LINE, max_size=3).map(tuple),
    extra=EXTRA,
    body=st.sampled_from(["", "text\n", "    code\n---\ntext\n", "---\nrule\n"]),
)


@given(ARTICLES)
def test_what_is_written_is_read_back_the_same(article):
    text = dump(write_post(article, id=ID)) + ("\n" + article.body if article.body else "")
    front = split(text)
    assert front is not None
    again, known_id = article_of_post(front, file_name="2020-01-02-a-name.md")
    assert again == article
    assert known_id == ID
    assert list(again.extra) == list(article.extra)
    assert dump(write_post(again, id=ID)) == dump(write_post(article, id=ID))


VALUES = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=2))
KEYS = st.sampled_from(
    [
        *("title", "author", "authors", "date", "created", "published", "source", "url", "tags", "categories", "image"),
        *("images", "cover", "lang", "id", "digest", "read", "notes", "highlights", "updated", "site", "excerpt", "x"),
    ]
)


@given(st.dictionaries(KEYS | KEYS.map(str.title), VALUES, max_size=6), st.none() | st.just("2020-01-02-x.md"))
def test_any_front_matter_is_read_and_settles(values, file_name):
    first = read_post(FrontMatter({Scalar(k, plain=True): v for k, v in values.items()}, "body\n", "yaml"), file_name)
    front = split(dump(write_post(first.article, id=ID)) + "\nbody\n")
    assert front is not None
    second, _ = article_of_post(front)
    again = split(dump(write_post(second, id=ID)) + "\nbody\n")
    assert again is not None
    assert article_of_post(again)[0] == second
