"""Words around people's names: lead-ins, joints, roles, agencies, in the languages of bylines. Data, no logic."""

from __future__ import annotations

# Before a name: "By Ann Lee", "Von: Max Muster", "文／王小明". Compared in lower case; longest first.
LEAD_INS = (
    *("by", "words by", "text by", "story by", "written by", "posted by", "published by", "report by", "article by"),
    *("reported by", "reporting by", "created by", "submitted by", "contributed by", "authored by", "analysis by"),
    *("opinion by", "review by", "interview by", "edited by", "compiled by", "guest post by", "photo by"),
    *("author", "authors", "author(s)", "writer", "written", "contributor", "contributors", "about the author"),
    *("von", "ein artikel von", "ein beitrag von", "ein gastbeitrag von", "eine analyse von", "ein kommentar von"),
    *("eine kolumne von", "ein interview von", "text von", "text", "autor", "autoren", "autorin", "geschrieben von"),
    *("verfasst von", "veröffentlicht von", "erstellt von", "eingestellt von", "redaktion von", "beitrag von"),
    *("par", "de notre correspondant", "écrit par", "publié par", "posté par", "propos recueillis par", "auteur"),
    *("rédigé par", "proposé par", "texte", "auteurs", "l'auteur"),
    *("por", "escrito por", "publicado por", "redacción por", "autora", "autores", "texto", "por:"),
    *("di", "a cura di", "scritto da", "pubblicato da", "autore", "da"),
    *("door", "geschreven door", "geplaatst door", "auteur(s)", "av", "af", "skrevet av", "skrevet af", "skriven av"),
    *("text:", "tekst", "tekst:", "autor:", "opracował", "opracowała", "oprac.", "napisał", "napisała", "autorzy"),
    *("автор", "авторы", "автор:", "текст", "автор статьи", "yazan", "yazar", "haber", "haberi yapan", "oleh"),
    *("penulis", "tác giả", "بقلم", "كتب", "الكاتب", "نویسنده", "מאת", "লেখক", "लेखक", "โดย", "kirjoittaja", "teksti"),
    *(
        "作者",
        "文",
        "文字",
        "撰文",
        "撰稿",
        "采写",
        "作者/",
        "记者",
        "記者",
        "本报记者",
        "实习记者",
        "通讯员",
        "特约记者",
    ),
    *("通訊員", "綜合報導", "筆者", "執筆", "文責", "著者", "ライター", "取材", "글", "기자", "작성자", "글쓴이"),
)

# Between two names.
JOINTS = (
    *(
        "and",
        "und",
        "et",
        "y",
        "e",
        "en",
        "och",
        "og",
        "ja",
        "i",
        "a",
        "и",
        "та",
        "ve",
        "and by",
        "with",
        "mit",
        "avec",
    ),
    *(
        "con",
        "com",
        "met",
        "med",
        "sowie",
        "u.",
        "és",
        "si",
        "și",
        "dan",
        "و",
        "&",
        "＆",
        "和",
        "與",
        "及",
        "と",
        "plus",
    ),
)

# A part of a byline that holds one of these is an office or an organ, not a name. Whole words, lower case.
ROLES = frozenset(
    {
        *("reporter", "correspondent", "editor", "editors", "writer", "columnist", "journalist", "contributor"),
        *("producer", "photographer", "director", "manager", "ceo", "cto", "founder", "co-founder", "professor"),
        *("analyst", "researcher", "scientist", "engineer", "intern", "staff", "freelance", "freelancer", "critic"),
        *("blogger", "host", "presenter", "anchor", "bureau", "chief", "deputy", "assistant", "associate", "president"),
        *("fellow", "lecturer", "evangelist", "specialist", "consultant", "coordinator", "officer", "designer"),
        *("redakteur", "redakteurin", "redaktor", "redaktorin", "korrespondent", "korrespondentin", "reporterin"),
        *("autorin", "autor", "journalistin", "volontär", "volontärin", "redaktionsleiter", "chefredakteur"),
        *("chefredakteurin", "ressortleiter", "ressortleiterin", "leiter", "leiterin", "kolumnist", "kolumnistin"),
        *("journaliste", "correspondant", "correspondante", "rédacteur", "rédactrice", "chroniqueur", "envoyé"),
        *("periodista", "redactor", "redactora", "corresponsal", "colaborador", "colaboradora", "director"),
        *("jornalista", "repórter", "editora", "giornalista", "inviato", "redattore", "corrispondente"),
        *("verslaggever", "redacteur", "journalist", "correspondent", "redaktör", "skribent", "toimittaja"),
        *("journalistelev", "kommentator", "korrespondentti", "редактор", "корреспондент", "журналист", "обозреватель"),
        *("muhabir", "editör", "wartawan", "phóng", "viên", "محرر", "مراسل"),
        *("reporters", "writers", "correspondents", "contributing", "senior", "executive", "guest", "special"),
    }
)

# News agencies and words for a newsroom: authors only where nobody else is named.
AGENCIES = frozenset(
    {
        *("afp", "agence france-presse", "agence france presse", "ap", "associated press", "the associated press"),
        *("reuters", "dpa", "dpa-infocom", "dpa-afx", "dpa/lno", "epd", "kna", "sid", "apa", "ansa", "efe"),
        *("europa press", "lusa", "ritzau", "ntb", "tt", "stt", "sda", "keystone-sda", "bloomberg", "upi", "pti"),
        *(
            "ians",
            "ani",
            "kyodo",
            "jiji",
            "yonhap",
            "xinhua",
            "新华社",
            "中新社",
            "中新网",
            "新华网",
            "人民网",
            "央视新闻",
        ),
        *(
            "中央社",
            "共同",
            "時事",
            "연합뉴스",
            "tass",
            "тасс",
            "риа новости",
            "интерфакс",
            "interfax",
            "anadolu ajansı",
        ),
        *("aa", "dha", "iha", "belga", "anp", "pap", "čtk", "mti", "agerpres", "telam", "notimex", "red", "redaktion"),
        *("die redaktion", "online-redaktion", "onlineredaktion", "redacción", "redação", "redazione", "rédaction"),
        *("la rédaction", "redactie", "redaksjonen", "redaktionen", "toimitus", "editorial", "editorial staff"),
        *("editorial board", "staff", "staff writer", "staff reporter", "news desk", "newsroom", "web desk", "editor"),
        *("admin", "administrator", "webmaster", "wpadmin", "редакция", "小编", "编辑", "编辑部", "編輯部", "編集部"),
    }
)

# Never a person, in whatever place it stands.
NO_NAMES = frozenset(
    {
        *("author", "authors", "unknown", "anonymous", "none", "null", "undefined", "n/a", "na", "guest", "user"),
        *("share", "follow", "subscribe", "comments", "comment", "read more", "more", "view profile", "profile"),
        *("facebook", "twitter", "instagram", "linkedin", "email", "e-mail", "print", "rss", "contact", "website"),
        *("default", "test", "name", "username", "home", "about", "bio", "website administrator", "articles", "posts"),
        *("all posts", "view all posts", "see all", "biography", "updated", "published", "posted", "anzeige"),
        *("autor", "von", "by", "the author", "no author", "不详", "佚名", "匿名", "未知"),
    }
)

# Titles that stay before a name: not roles.
HONORIFICS = frozenset({"dr", "prof", "mr", "mrs", "ms", "sir", "dame", "rev", "lord", "lady", "phd", "md", "jr", "sr"})
# Behind a comma these belong to the name before: "Ann Lee, Ph.D."
DEGREES = frozenset(
    {
        "phd",
        "ph.d.",
        "ph.d",
        "md",
        "m.d.",
        "jr",
        "jr.",
        "sr",
        "sr.",
        "ii",
        "iii",
        "iv",
        "mba",
        "msc",
        "ma",
        "ba",
        "rd",
        "rn",
        "esq",
        "esq.",
    }
)
