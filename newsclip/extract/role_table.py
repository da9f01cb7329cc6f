"""Words in class names and ids that tell what an element is, in several languages. Data, no logic.

Compared word by word: `entry-meta__authorName` is read as entry, meta, author, name.
"""

from __future__ import annotations


def _read(words: str) -> frozenset[str]:
    return frozenset(words.split())


AUTHOR_WORDS = _read(
    """
    author authors authorname authorinfo authorlist authorlink authorbox postauthor articleauthor storyauthor
    entryauthor blogauthor newsauthor byline bylines autor autoren autores autora autori autorname auteur auteurs
    autore writer writers contributor contributors creator creators verfasser columnist reporter journalist journalists
    firma penulis yazar signataire zuozhe nickname
    """
)
DATE_WORDS = _read(
    """
    date dates datum time timestamp published publish publishdate publisheddate pubdate pubtime publishtime posted
    postdate postedon entrydate articledate createdate newsdate fecha datetime dateline data dato published publishedat
    releasedate updatetime riqi shijian
    """
)
ASIDE_WORDS = _read(
    """
    related teaser teasers sidebar latest popular recommend recommended recommendation recommendations newsletter promo
    promos sitefooter pagefooter trending recent similar carousel slider nav navi navbar navigation menu reference
    references mostread mostpopular morenews readmore relatedposts relatednews xiangguan tuijian
    """
)
COMMENT_WORDS = _read(
    """
    comment comments commentform commentlist commentmetadata kommentar kommentare comentario comentarios commentaire
    commentaires quote replies reply testimonial testimonials review reviews pinglun
    """
)
HOME_WORDS = _read(
    """
    home startseite start accueil inicio início homepage главная головна начало anasayfa beranda hem hjem forside
    etusivu kezdőlap főoldal úvod domů acasă naslovna αρχική
    首页 首頁 主页 ホーム トップ 홈 الرئيسية
    """
)
