"""Words around people's names: lead-ins, joints, roles, agencies, in the languages of bylines. Data, no logic."""

from __future__ import annotations


def _read(words: str) -> tuple[str, ...]:
    """The entries of a table, which are separated by commas and may hold blanks."""
    return tuple(" ".join(word.split()) for word in words.split(","))


# Before a name, with or without a colon: "By Ann Lee", "Von: Max Muster". Compared in lower case.
LEAD_INS = _read(
    """
    by, words by, text by, story by, written by, posted by, published by, report by, article by, reported by,
    reporting by, created by, submitted by, contributed by, authored by, analysis by, opinion by, review by,
    interview by, compiled by, guest post by, a note from, by the, von, ein artikel von, ein beitrag von,
    von unserem redakteur, von unserer redakteurin, von unserem korrespondenten, von unserer korrespondentin,
    von unserem mitarbeiter, von unserer mitarbeiterin, de notre correspondant, de notre correspondante,
    de notre envoyé spécial, de notre envoyée spéciale, by our correspondent, curated by, ein gastbeitrag von,
    eine analyse von, ein kommentar von, eine kolumne von, ein interview von, text von,
    geschrieben von, verfasst von, veröffentlicht von, erstellt von, eingestellt von, beitrag von, beitragvon,
    blog beitrag von, gespeichert von, vom, pressemitteilung von, gepostet von, publiziert von, kommentar von,
    im wortlaut von, gastbeitrag von, par, écrit par, publié par, posté par, propos recueillis par, rédigé par,
    proposé par, por, escrito por, publicado por, escribe, di, a cura di, scritto da, pubblicato da, da, door,
    geschreven door, geplaatst door, av, af, skrevet av, skrevet af, skriven av, opracował, opracowała, oprac.,
    napisał, napisała, yazan, oleh, بقلم, كتب, מאת, โดย
    """
)
# Before a name only with a colon, since they are words of their own: "Author: Ann Lee", "Text und Interview: ..."
LEAD_NOUNS = _read(
    """
    author, authors, author(s), writer, writers, contributor, contributors, about the author,
    about the authors, words, text, text und interview, text & fotos, text und fotos, interview, autor,
    autoren, autorin, autor/in, redaktion, verfasser, beitrag, auteur, auteurs, l'auteur, texte, autora,
    autores, texto, autore, auteur(s), tekst, autorzy, автор, авторы, текст, автор статьи, yazar, haber,
    penulis, tác giả, الكاتب, نویسنده, লেখক, लेखक, kirjoittaja, teksti, über den autor, über die autorin,
    zur person
    """
)
# The same in Chinese, Japanese and Korean: "文／王小明", "记者 王小明", "作者：王小明".
LEAD_INS_CJK = _read(
    """
    作者, 文, 文字, 撰文, 撰稿, 采写, 采访, 记者, 記者, 本报记者, 实习记者, 通讯员, 特约记者, 通訊員, 綜合報導,
    取材・文, 文・構成, 構成・文, 聞き手, 構成, 筆者, 執筆, 文責, 著者, ライター, 取材, 글, 기자, 작성자, 글쓴이, 취재
    """
)
# What others did for an article, before their names: "Photos by ...", and with a colon "Fotos: ...", "写真=...".
OTHER_WORK = _read(
    """
    reviewed, checked, edited, translated, illustrated, photographed, narrated, produced, photo, photos, photographs,
    photography, picture, pictures, image, images, illustration, illustrations, video, videos
    """
)
OTHER_LABELS = _read(
    """
    foto, fotos, bild, bilder, redaktion, übersetzung, editor, editing, traduction, traducción, traduzione, tradução,
    edición, фото, редактор, перевод, иллюстрации, 写真, 撮影, 編集, 図, 图, 圖, 摄影, 攝影, 编辑, 編輯, 责编, 責編,
    责任编辑, 責任編輯,
    校对, 校對, 译者, 譯者, 翻译, 翻譯, 视频, 设计, 設計, 监制, 사진, 편집, 번역
    """
)
# Between two names.
JOINTS = _read(
    """
    and, und, et, y, e, en, och, og, ja, i, a, и, та, ve, and by, with, mit, avec, con, com, met, med, sowie,
    u., és, si, și, dan, و, &, ＆, 和, 與, 及, と, plus
    """
)
# A part of a byline that holds one of these is an office or an organ, not a name. Whole words.
ROLES = frozenset(
    _read(
        """
    reporter, correspondent, editor, editors, writer, columnist, journalist, contributor, producer,
    photographer, director, manager, ceo, cto, founder, co-founder, professor, analyst, researcher, scientist,
    engineer, intern, staff, freelance, freelancer, critic, blogger, host, presenter, anchor, bureau, chief,
    deputy, assistant, associate, president, fellow, lecturer, evangelist, specialist, consultant, coordinator,
    officer, designer, redakteur, redakteurin, redaktor, redaktorin, korrespondent, korrespondentin,
    reporterin, autorin, autor, journalistin, volontär, volontärin, redaktionsleiter, chefredakteur,
    chefredakteurin, ressortleiter, ressortleiterin, leiter, leiterin, kolumnist, kolumnistin, journaliste,
    correspondant, correspondante, rédacteur, rédactrice, chroniqueur, envoyé, periodista, redactor, redactora,
    corresponsal, colaborador, colaboradora, jornalista, repórter, editora, giornalista, inviato, redattore,
    corrispondente, verslaggever, redacteur, redaktör, skribent, toimittaja, journalistelev, kommentator,
    korrespondentti, редактор, корреспондент, журналист, обозреватель, muhabir, editör, wartawan, phóng, viên,
    محرر, مراسل, reporters, writers, correspondents, contributing, senior, executive, guest, special
        """
    )
)
# News agencies and words for a newsroom: authors only where nobody else is named.
AGENCIES = frozenset(
    _read(
        """
    afp, agence france-presse, agence france presse, ap, associated press, the associated press, reuters, dpa,
    dpa-infocom, dpa-afx, dpa/lno, deutsche presse-agentur, epd, kna, sid, apa, ansa, efe, europa press, lusa,
    ritzau, ntb, tt, stt, sda, keystone-sda, bloomberg, upi, pti, ians, ani, kyodo, jiji, yonhap, xinhua,
    新华社, 中新社, 中新网, 新华网, 人民网, 央视新闻, 中央社, 共同, 時事, 연합뉴스, tass, тасс, риа новости,
    интерфакс, interfax, anadolu ajansı, aa, dha, iha, belga, anp, pap, čtk, mti, agerpres, telam, notimex,
    red, redaktion, die redaktion, online-redaktion, onlineredaktion, redacción, redação, redazione, rédaction,
    la rédaction, redactie, redaksjonen, redaktionen, toimitus, editorial, editorial staff, editorial board,
    staff, staff writer, staff reporter, news desk, newsroom, web desk, editor, admin, administrator,
    webmaster, wpadmin, редакция, 小编, 编辑, 编辑部, 編輯部, 編集部
        """
    )
)
# Never a person, in whatever place it stands.
NO_NAMES = frozenset(
    _read(
        """
    author, authors, unknown, anonymous, none, null, undefined, n/a, na, guest, user, share, follow, subscribe,
    comments, comment, read more, more, view profile, profile, facebook, twitter, instagram, linkedin, email,
    e-mail, print, rss, contact, website, default, test, name, username, home, about, bio,
    others, al, et al, guest author, guest post, website administrator,
    articles, posts, all posts, view all posts, see all, biography, updated, published,
    posted, anzeige, autor, von, by, the author, no author, 不详, 佚名, 匿名, 未知
        """
    )
)
# In the place of a source: 来源：网络, 来源：本站原创.
NO_HOUSES = frozenset(
    _read(
        """
    网络, 網絡, 網路, 互联网, 網際網路, 本站, 本站原创, 原创, 原創, 转载, 轉載, 综合, 綜合, 未知, 不详, 其他, 整理
        """
    )
)
# Behind a comma these belong to the name before it, and are left out.
DEGREES = frozenset(
    _read(
        """
    phd, ph.d., ph.d, md, m.d., mba, msc, m.sc., ma, ba, rd, rn, esq, esq., llm
        """
    )
)
# Behind a comma these belong to the name before it, and stay.
GENERATIONS = frozenset(
    _read(
        """
    jr, jr., sr, sr., ii, iii, iv
        """
    )
)
# Small words inside names: "Ludwig van Beethoven", "María de la Cruz y Soto".
PARTICLES = frozenset(
    _read(
        """
    van, von, de, der, den, del, della, di, da, do, dos, das, du, la, le, los, el, al, bin, ben, bint, ibn, y,
    e, zu, zum, ter, ten, te, af, av, st, v, abu, ap, ó, ní, mac, vom, des, les, d, l, o, i
        """
    )
)
# Words with a capital that are no part of a name: weekdays, months and what bylines and buttons say.
NOT_IN_NAMES = frozenset(
    _read(
        """
    monday, tuesday, wednesday, thursday, friday, saturday, sunday, montag, dienstag, mittwoch, donnerstag,
    freitag, samstag, sonnabend, sonntag, lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, lunes,
    martes, miércoles, jueves, viernes, sábado, domingo, published, updated, posted, publiziert,
    veröffentlicht, aktualisiert, publié, publicado, actualizado, uhr, min, minuten, minutes, lesezeit, read,
    all, alle, artikel, articles, comments, kommentar, kommentare, kommentieren, follow, folgen, share, teilen,
    more, mehr, posts, beiträge, about, über, by, from, says, sagt, said, schreibt, antworten, reply,
    copyright, bild, foto, fotos, photo, image, quelle, source, newsletter, login, anmelden, please, enter,
    name, your, email, website, last, the, a, an, and, with, for, this, im, in, am, der, die, das, ein, eine,
    mit, und, oder, ist, sind, hat, auf, aus, is, are, was, has, have, to, of, on, at, it, he, she, they, we,
    i'm, welcome, zur, profil, profile, biography, biografie, artikelübersicht, autorenseite, info, infos,
    人氣, 人气, 留言, 發表, 发表, 閱讀, 阅读, 分享, 編輯, 编辑, 瀏覽, 收藏, 评论, 評論, 来源, 來源, est, et,
    avec, dans, pour, sur, con, para, per, una, uno, non, new, tags, topics
        """
    )
)
