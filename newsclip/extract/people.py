"""Names of people out of bylines, in any of the languages of `names_table`."""

from __future__ import annotations

import re
import unicodedata

from newsclip.extract.names_table import (
    AGENCIES,
    DEGREES,
    GENERATIONS,
    JOINTS,
    LEAD_INS,
    LEAD_INS_CJK,
    LEAD_NOUNS,
    NO_NAMES,
    NOT_IN_NAMES,
    OTHER_LABELS,
    OTHER_WORK,
    PARTICLES,
    ROLES,
)
from newsclip.patterns import is_below, on_demand

_LONGEST_BYLINE = 300
_LONGEST_NAME = 60
_MOST_WORDS = 5
_MOST_NAMES = 30
_SHORT_WORD = 2
_MOST_ROLE_WORDS = 4


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# matches the markup in "<a href='/ann'>Ann Lee</a>"
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
# matches addresses: ann@example.com | https://example.com/ann | www.example.com | @annlee
_ADDRESS = re.compile(r"\S+@\S+\.\S+|https?://\S+|\bwww\.\S+|(?<!\w)@\w+")
# matches in feeds, where the address goes first: "noreply@example.com (Ann Lee)"
_ADDRESS_OF = re.compile(r"\S+@\S+\.\S+\s*[(（]([^()（）@]{2,60})[)）]")
_VERBS, _NOUNS, _VERBS_CJK = _any_of(LEAD_INS), _any_of(LEAD_NOUNS), _any_of(LEAD_INS_CJK)
_MARKS = r"[\s\-–—|•·*/,(]*"
# matches the beginning of "By Ann", "By: Ann", "Author(s): Ann" | "文／王小明", "记者 王小明", "作者：王小明"
_LEAD_IN = re.compile(
    rf"{_MARKS}(?:(?:{_VERBS})(?:\s*[:：|/–-]\s*|\s+)|(?:{_NOUNS})\s*[:：|]\s*|(?:{_VERBS_CJK})[\s:：/／|｜丨=＝・]+)",
    re.IGNORECASE,
)
# matches "By", "Posted by", "Autor:" | "作者"
_ONLY_LEAD_IN = re.compile(rf"{_MARKS}(?:{_VERBS}|{_NOUNS}|{_VERBS_CJK})\s*[:：,،]?\s*", re.IGNORECASE)
# matches the beginning of "Posted by x", "Autor: x": not just "by", "von" and the like
_LABEL = re.compile(
    rf"{_MARKS}(?:(?:{_any_of(tuple(lead for lead in LEAD_INS if ' ' in lead))})\s"
    rf"|(?:{_NOUNS})\s*[:：]|(?:{_VERBS_CJK})[:：])",
    re.IGNORECASE,
)
# matches the joints of "Ann Lee and Bo Li", "Ann Lee & Bo Li"
_JOINT = re.compile(rf"\s+(?:{_any_of(JOINTS)})\s+", re.IGNORECASE)
# what a running byline says behind a dash: "Ann Lee — São Paulo", "Ann Lee – 3 May 2021"
_DASHED = re.compile(r"\s+[–—]\s+.*$", re.DOTALL)
# matches what others did: "Photos by ...", "Medically reviewed by ...", "Fotos: ...", "写真=...", "사진 박지훈"
_OTHER_WORK = re.compile(
    rf"(?:[\w-]+\s)?(?:{_any_of(OTHER_WORK)})\s+by\b"
    rf"|(?:{_any_of((*OTHER_WORK, *OTHER_LABELS))})\s*[:：=＝/／|｜丨]|사진\s",
    re.IGNORECASE,
)
# matches in "Ann Lee + 2 more", "김서연 외 1명"
_AND_MORE = re.compile(r"\s*(?:\+|&|\band|\bund|\bet|\by)\s*\d+\s.*$|\s*외\s*\d+\s*명.*$", re.DOTALL)
# matches a label behind a name in Chinese: 文：苏子墨 图：何一凡 | 作者 | 苏子墨 编辑 | 何一凡
_LABEL_CJK = on_demand(
    rf"(?:^|\s)({_any_of((*LEAD_INS_CJK, *(label for label in OTHER_LABELS if not label.isascii())))})\s*[|｜丨:：]\s*"
)
# matches what parts people: "Ann Lee | Bo Li", "Ann Lee · Bo Li", "Ann Lee – Bo Li", "王小明、李四"
_HARD_BREAK = re.compile(r"\s*[;|•●｜丨\n\t»›>·]\s*|\s+[–—/-]\s+|\s*[、；]\s*|\s*／\s*|\s{3,}")
# the same but for the dot inside a name in Chinese: "玛丽·居里"
_HARD_BREAK_CJK = on_demand(
    r"\s*(?:[;|•●｜丨\n\t»›>]|(?<![\u3400-\u9fff])·|·(?![\u3400-\u9fff]))\s*|\s+[–—/-]\s+|\s*[、；]\s*|\s*／\s*|\s{3,}"
)
# brackets with a place or a role: "Ann Lee (Berlin)", "Ann Lee [text]"
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*(?:[)\]）】]|$)")
# the account beside a pen name in another script, which stays with it: "藍天的家 (bluesky01)"
_ACCOUNT = on_demand(r"(?<=[\u3040-\u9fff\uac00-\ud7af])\s*[(（]([a-z][a-z0-9_.-]{2,24})[)）]$")
# what ends the names in a running byline: "Ann Lee on June 3", "Ann Lee in Berlin", "Ann Lee for Example News"
_TAIL = re.compile(
    r"\s+(?:on|at|in|for|from|is|has|was|updated|published|posted|für|vom|am|um|aus|le|à|pour|el|en|para|publié|sagt|"
    r"reports?|via|as told to|photos?|photography|photographs?|pictures?|images?|videos?|fotos?|bilder?|illustrations?|"
    r"translated|edited|follow|following|verified|under|says)\b(?=\s|:|,|$).*$",
    re.IGNORECASE | re.DOTALL,
)
# matches in "MM-Redaktion", "Muster GmbH", "Wzór Sp. z o.o.", "Verein e.V.", "Editorial Team", "PETA-Team"
_HOUSE = re.compile(
    r"redaktion|agentur\b|\bsp\.?\s?z\s?o\.?\s?o\b|\b(?:s\.r\.[lo]|kft|zrt|b\.v)\b\.?$|\be\.?\s?v\.?$|\b(?:gmbh|inc|ltd|llc|verlag|stiftung|agency|agencia|agencies|newsroom|team|staff|"
    r"desk|online|magazin|magazine|zeitung|press|foundation|association|bureau|redacción|redazione)\b",
    re.IGNORECASE,
)
# matches at the end of names of CJK newsrooms and agencies: 样例日报, 様例新聞社, 한빛일보, 中央社
_HOUSE_CJK = on_demand(
    r"(?:[网網報报社]|新闻|新聞|财经|財經|频道|頻道|客户端|电视台|電視台|卫视|杂志|雜誌|编辑部|編輯部|編集部|ニュース|テレビ|放送"
    r"|일보|신문|뉴스|방송|통신|편집부|취재팀)$"
)
# what goes with a name in CJK bylines without a blank: 記者王小明, 本报记者李四, 김서연 기자, 山田花子記者
_ROLE_CJK = on_demand(
    r"^[\u3400-\u9fff]{0,4}(?:记者|記者|通讯员|通訊員)\s*(?=[\u3400-\u9fff]{2,4}$)"
    r"|(?<=[\uac00-\ud7af])\s*(?:선임기자|전문기자|인턴기자|기자|특파원|논설위원|앵커)$|(?<=[\u3040-\u9fff]{3})\s*(?:記者|记者)$"
)
# Chinese roles with names behind a blank: "样例新闻记者 李四 实习生 王五"
_REPORTERS_CJK = on_demand(
    r"[\u3400-\u9fff]{0,8}?(?:实习|见习|特约|首席|专栏)?(?:记者|实习生|通讯员|作者|作家|评论员)\s+(?P<names>[\u3400-\u9fff]{2,4}(?:\s+(?!记者|实习生|通讯员)[\u3400-\u9fff]{2,4}(?!\S))*)(?!\S)"
)
# a Korean line of names that ends with their role: 김서연·박지훈 기자
_SIGNED = on_demand(
    r"[\uac00-\ud7af]{2,4}(?:\s?[·,]\s?[\uac00-\ud7af]{2,4}){0,4}\s(?:선임|전문|인턴)?(?:기자|특파원)(?:\s*\(?\S+@\S+\)?)?"
)
# a piece of a CJK byline that says where from or what: 花蓮即時報導, 綜合報導, 北京8日电
_REPORT_CJK = on_demand(r"(?:報導|报道|報道|日電|日电|特稿|综合|綜合|整理|编译|編譯)$")
# matches letters behind a comma that stand for a degree: MS, RD, LDN, M.Sc.
_DEGREE = re.compile(r"[A-Z]{2,4}|(?:[A-Z][a-z]?\.){2,4}")
# the full stop behind a name of some length: "Ann Albers."; not "J. Lee Jr.", "Example Inc."
_SENTENCE_END = re.compile(r"[^\W\d_]{5,}\.$")
_DIGIT = re.compile(r"\d")
# matches domains: example.com | Example.de
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_CJK_NAME = on_demand(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・\s]{2,12}")
_HANDLE = re.compile(r"(?!(?:Mo|Di|Mi|Do|Fr|Sa|So)$)[^\W\d_][\w.-]{1,24}")
_NO_NAME_MARKS = re.compile(r"[:?!\"“”„…%#&+=/\\<>@*]")


def read_names(raw: str, *, running: bool = False) -> list[str]:
    """The people named in one byline, cleaned, in order, without repeats; agencies and newsrooms included.

    `running`: the byline is a visible text, so that "Ann Lee in Berlin" and "Ann Lee, June 3" end with the name.
    """
    text = unicodedata.normalize("NFC", raw).replace("\u200b", "").replace("\xad", "")[:_LONGEST_BYLINE]
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not is_below(text, "\u3400"):
        text = _LABEL_CJK.sub(r"\n\1：", text)
        text = _REPORTERS_CJK.sub(_apart, text)
    text = _ADDRESS.sub("\n", _ADDRESS_OF.sub(r"\1", text)).strip()
    text = _AND_MORE.sub("", text)
    if text[:1] in "[【" and text[-1:] in "]】":
        text = text[1:-1]
    account = None if running or is_below(text, "\u3040") else _ACCOUNT.search(text)
    text = _BRACKETS.sub(" ", text).strip()
    breaks = _HARD_BREAK if is_below(text, "\u3400") else _HARD_BREAK_CJK
    if account and breaks.search(text) is None:
        return [f"{text} ({account[1]})"]
    if running:
        text = _DASHED.sub("", text)
    names: dict[str, str] = {}
    for part in breaks.split(text):
        if _OTHER_WORK.match(part):
            continue
        for first, piece in _pieces(_strip_lead_in(part)):
            if _OTHER_WORK.match(piece):
                break
            name = _clean(piece, running=running)
            if not is_below(name, "\u3400"):
                name = "" if _REPORT_CJK.search(name) else _without_house(_ROLE_CJK.sub("", name))
            if name and (is_agency(name) or not (_is_role(name) or (not first and _has_role(name)))):
                names.setdefault(name.casefold(), name)
    return list(names.values())[:_MOST_NAMES]


def _without_house(name: str) -> str:
    """A CJK name without the newsroom before it: "한빛일보 김서연"."""
    house, _, rest = name.partition(" ")
    return rest if rest and _HOUSE_CJK.search(house) else name


def _apart(match: re.Match[str]) -> str:
    """Chinese names behind their role, one a line."""
    return "\n" + "\n".join(match["names"].split()) + "\n"


def _may_lead_in(text: str) -> bool:
    """Whether the first word is that of any beginning: most texts are told apart by it."""
    match = _FIRST_WORD.match(text)
    return match is not None and (match[1].casefold() in _FIRST_WORDS or match[1][0] in _FIRST_CHARACTERS)


_FIRST_WORD = re.compile(r"[^\w]*(\w+)")
_FIRST_WORDS = frozenset(re.match(r"\w+", lead.casefold())[0] for lead in (*LEAD_INS, *LEAD_NOUNS))  # type: ignore[index]
_FIRST_CHARACTERS = frozenset(lead[0] for lead in LEAD_INS_CJK)


def has_lead_in(text: str) -> bool:
    """Whether a text begins like a byline: "By ...", "Von ...", "作者：..."."""
    return _may_lead_in(text) and _LEAD_IN.match(text) is not None


def is_lead_in(text: str) -> bool:
    """Whether a text is nothing but the beginning of a byline: "By", "Autor:", "By political reporter"."""
    if not _may_lead_in(text):
        return False
    if _ONLY_LEAD_IN.fullmatch(text):
        return True
    match = _LEAD_IN.match(text)
    words = text[match.end() :].split() if match else []
    return 0 < len(words) <= _MOST_ROLE_WORDS and words[-1] in ROLES and all(word.islower() for word in words)


def is_signed(text: str) -> bool:
    """Whether a line is names with their role behind them, as Korean bylines are."""
    return not is_below(text, "\uac00") and _SIGNED.fullmatch(text) is not None


def has_label(text: str) -> bool:
    """Whether the beginning says that an author follows, as "Posted by" and "Autor:" do and "by" alone does not."""
    return _LABEL.match(text) is not None


def looks_like_name(name: str) -> bool:
    """Whether a text could be a person's full name, by its shape: a few words with capitals, or a CJK name."""
    if not is_below(name, "\u3040") and _CJK_NAME.fullmatch(name):
        return name not in NOT_IN_NAMES
    words = name.split()
    if _NO_NAME_MARKS.search(name):
        return False
    if not 2 <= len(words) <= _MOST_WORDS or _DIGIT.search(name) or is_address(name) or len(name) > 40:
        return False
    if any(_is_no_name(word, first=not position) for position, word in enumerate(words)):
        return False
    if words[-1].casefold() in PARTICLES:
        return False
    if not any(c.isupper() for c in name):
        return not any(c.islower() for c in name)  # scripts without case
    return all(
        word[:1].isupper()
        or word[:1] in "'’\"“"
        or word.casefold().strip(".'’") in PARTICLES
        or word[:2] in {"d'", "d’", "al"}
        for word in words
    )


def _is_no_name(word: str, *, first: bool) -> bool:
    """Whether a word is no part of a name: "About", "Monday"; but "An" is one in "Nguyễn Văn An"."""
    folded = word.casefold().strip(".,")
    if folded not in NOT_IN_NAMES or folded in PARTICLES:
        return False
    return first or len(folded) > _SHORT_WORD or not word.istitle()


def is_handle(name: str) -> bool:
    """Whether a text could be a user name, such as `delta201` or `Fabian`: one word that starts with a letter."""
    return _HANDLE.fullmatch(name) is not None and name.casefold() not in NOT_IN_NAMES


def is_degree(text: str) -> bool:
    """Whether a text is what stands behind a name and a comma: "PhD", "MS", "Jr."."""
    folded = text.casefold()
    return folded in DEGREES or folded in GENERATIONS or _DEGREE.fullmatch(text) is not None


def is_agency(name: str) -> bool:
    """Whether this is a known news agency, or a word for a newsroom."""
    return name.casefold() in AGENCIES


def sounds_like_a_house(name: str) -> bool:
    """Whether a name has the words of a company, an organization or a newsroom in it."""
    return _HOUSE.search(name) is not None or (not is_below(name, "\u3040") and _HOUSE_CJK.search(name) is not None)


def is_address(name: str) -> bool:
    """Whether this is a domain name in place of a person."""
    return _DOMAIN.fullmatch(name) is not None


def _strip_lead_in(text: str) -> str:
    while True:
        match = _LEAD_IN.match(text)
        if match is None:
            return text.strip()
        text = text[match.end() :]


def _strip_inner_lead_in(text: str) -> str:
    """As `_strip_lead_in`, but a short word with a capital may be a name there: "Ann Lee and Di Eck"."""
    stripped = _strip_lead_in(text)
    lead = text[: len(text) - len(stripped)].strip()
    return text if lead.istitle() and lead.isalpha() and lead.isascii() else stripped


def _pieces(text: str) -> list[tuple[bool, str]]:
    """(whether it stands first, text) for what commas and joints separate."""
    kept: list[tuple[bool, str]] = []
    for position, part in enumerate(re.split(r"\s*[,，،]\s*", text)):
        folded = part.casefold()
        if folded in GENERATIONS and kept:
            kept[-1] = (kept[-1][0], f"{kept[-1][1]}, {part}")
        elif folded not in DEGREES and not (position and _DEGREE.fullmatch(part) and not is_agency(part)):
            kept.extend(
                (position == 0, piece)
                for piece in _JOINT.split(re.sub(r"^(?:and|und|et|y|e|with|mit|avec|con)\s+", "", part))
            )
    return kept


def _clean(name: str, *, running: bool) -> str:
    name = _strip_inner_lead_in(name.strip(" \t\r\n,:;|-–—*'\"“”„«»‘’/·•"))
    if running:
        name = _without_role(_TAIL.sub("", f" {name}" if name[:1].islower() else name).strip())
    name = " ".join(name.split()).strip(" ,:;|-–—*/·•")
    if name.endswith(".") and _SENTENCE_END.search(name):
        name = name[:-1]
    folded = name.casefold().rstrip(".")
    if len(name) < 2 or len(name) > _LONGEST_NAME or folded in NO_NAMES:
        return ""
    if _DIGIT.search(name) and not is_handle(name):
        return ""
    words = re.findall(r"[^\W\d_][\w.'’-]*", folded)
    return name if 1 <= len(words) <= 8 else ""


def _without_role(name: str) -> str:
    """A name without the role in small letters before it: "political reporter Ann Lee"."""
    words = name.split()
    for place, word in enumerate(words[:_MOST_ROLE_WORDS]):
        if not word.islower():
            break
        if word in ROLES and place + 1 < len(words):
            return " ".join(words[place + 1 :])
    return name


def _has_role(name: str) -> bool:
    return any(word in ROLES for word in re.findall(r"[\w-]+", name.casefold()))


def _is_role(name: str) -> bool:
    """Whether a text is only a role, as "Staff Writer" is; "Jane Reporter" and "MND Staff" are names."""
    words = re.findall(r"[\w-]+", name)
    return bool(words) and (all(word.casefold() in ROLES for word in words) or any(word in ROLES for word in words))
