"""What the decoder knows of encodings and of the languages written in them. Data only."""

from __future__ import annotations

from collections.abc import Mapping

VARIANTS: Mapping[str, tuple[str, ...]] = {
    "ascii": ("cp1252",),
    "big5": ("big5hkscs", "cp950"),
    "big5hkscs": ("big5hkscs", "cp950"),
    "cp936": ("gb18030",),
    "cp950": ("big5hkscs", "cp950"),
    "cp1252": ("cp1252",),
    "euc_jis_2004": ("euc_jp", "euc_jis_2004"),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "euc_kr": ("cp949",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "iso2022_jp": ("iso2022_jp", "iso2022_jp_2004", "iso2022_jp_ext"),
    "iso8859-1": ("cp1252",),
    "iso8859-9": ("cp1254",),
    "iso8859-11": ("cp874",),
    "shift_jis": ("cp932", "shift_jis_2004"),
    "shift_jis_2004": ("cp932", "shift_jis_2004"),
    "tis-620": ("cp874",),
}
"""Python codecs to read an encoding with, best first: pages use characters that its standard lacks and its wider
sibling has. After the WHATWG Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels."""

LABELS: Mapping[str, str] = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb2312-80": "gb18030",
    "x-x-big5": "big5hkscs",
    "big5-eten": "big5hkscs",
    "ks_c_5601-1989": "cp949",
    "windows-949": "cp949",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-cp1254": "cp1254",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "visual": "iso8859-8",
    "logical": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "sun_eu_greek": "iso8859-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
}
"""Labels of the standard that Python has no codec of that name for."""

DETECTABLE = (
    *("big5hkscs", "cp932", "cp949", "euc_jis_2004", "euc_kr", "gb18030", "shift_jis_2004"),
    *("cp874", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp866"),
    *("koi8-r", "koi8-u", "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8"),
    *("iso8859-9", "iso8859-13", "iso8859-15", "tis-620"),
)
"""What the detector may find: the encodings of the web. Few letters look like many things, so what hardly any page is
written in (mainframes, DOS, old Macs, ISO 8859-3 or -10) is read only where it is declared."""

FREQUENT: Mapping[str, str] = {
    "han": (
        "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能"
        "好都然没日于起还发成事只作当想看文无开手用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意"
        "进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政"
        "海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市记者表示今昨元增书馆读务"
        "這來個國說們為時會著過學對裡後麼沒還發當無開經頭見長將現樣動兩與實點聲種話兒問給幾業間電門東氣關並產軍讀書館"
        "從進機記萬務員報體應該總變義難題請處決運傳統認議計證據區別質號場黨連錢車馬風飛龍"
        "の人日本年月時分者会社出新市東大中国"
    ),
    "kana": "のにはをたがでてとしれさいるなもかこらりっくあまうスンルトーイラアリドクシレテマ",
    "hangul": (
        "이다는을의에가고를한지은로하도사기자인대서정리시해어그나부보라아일스있것들과수으면장전년월제원적까했만"
    ),
    "cyrillic": "оеаинтсрвлі",
    "greek": "αοιετσςνηρκπυάίόμ",
    "hebrew": "יוהלארתמבשנםכ",
    "arabic": "اليمنورتبةعدفهأسكیه",
    "thai": "านรกอเงมยลวดทสตะปบคหแจพชขใไโ่้ัีิืุูู์ำึ",
}
"""The commonest letters of each script: text read in a wrong encoding has few of them."""

WESTERN_ALPHABETS: tuple[str, ...] = (
    "äöüßÄÖÜ",  # German
    "éèêëàâîïôùûüçœæÿÉÈÊËÀÂÎÏÔÙÛÜÇŒÆ",  # French
    "áéíóúñüÁÉÍÓÚÑÜàçèòïÀÇÈÒÏ·",  # Spanish, Catalan
    "áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚÜ",  # Portuguese
    "àèéìíòóùúîÀÈÉÌÒÓÙ",  # Italian
    "åäöéÅÄÖÉ",  # Swedish, Finnish
    "æøåéèêòóôÆØÅÉ",  # Danish, Norwegian
    "áéëêèïíóôöûúüÉËÏÖ",  # Dutch
)
"""The letters beyond ASCII of languages that were written in Windows-1252."""

ALPHABETS: tuple[str, ...] = (
    *WESTERN_ALPHABETS,
    "áðéíóúýþæöÁÐÉÍÓÚÝÞÆÖ",  # Icelandic
    "õäöüšžÕÄÖÜŠŽ",  # Estonian
    "áéíóúÁÉÍÓÚâêîôûŵŷ",  # Irish, Welsh
    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",  # Polish
    "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",  # Czech
    "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĽŇÓÔŠŤÚÝŽ",  # Slovak
    "áéíóöőúüűÁÉÍÓÖŐÚÜŰ",  # Hungarian
    "ăâîșțşţĂÂÎȘȚŞŢ",  # Romanian
    "čćđšžČĆĐŠŽ",  # Croatian, Slovenian
    "çğıöşüÇĞİÖŞÜâîû",  # Turkish
    "ąčęėįšųūžĄČĘĖĮŠŲŪŽ",  # Lithuanian
    "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ",  # Latvian
    "ĉĝĥĵŝŭĈĜĤĴŜŬ",  # Esperanto
    "çëÇË",  # Albanian
    "ċġħżàèìòùĊĠĦŻ",  # Maltese
    # Vietnamese
    "ăâđêôơưàáèéìíòóùúýãõñĂÂĐÊÔƠƯÀÁÈÉÌÍÒÓÙÚÝÃÕ\u0300\u0301\u0303\u0309\u0323",
    "əçğıöşüƏÇĞİÖŞÜ",  # Azerbaijani
)
"""The letters beyond ASCII of languages in Latin script: real text keeps to one of these sets, and to LOAN_LETTERS."""

COMPANIONS: Mapping[str, str] = {"õ": "ãçä", "ã": "çáéíóúõ", "þ": "áíóæ", "ð": "áíóæ"}
"""Letters that stand in no text without one of these others; alone they are what `ő`, `ă`, `ţ` and `ğ` become in
Windows-1252."""

LOAN_LETTERS = frozenset("éèêàâçñäöüÉÖÜÄ")
"""Letters of names and borrowed words in any language: café, Müller, El Niño."""
