"""What Chinese and Japanese news pages write in labelled lines: author, reporter, editor, source, original title.

（责任编辑：张三）   来源：新华网 2021-06-22   原标题：……   作者：李四 编辑：王五   （记者 张三 李四）
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.names_table import NO_HOUSES, NO_NAMES
from newsclip.patterns import on_demand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LABELS = {
    "editor": "责任编辑|責任編輯|本文编辑|文字编辑|网络编辑|值班编辑|执行编辑|责编|責編|编辑|編輯|編集",
    "source": "稿件来源|文章来源|信息来源|新闻来源|内容来源|转载来源|来源|來源|稿源|出处|出處",
    "title": "原标题|原標題|原题|原題",
    "other": "图片编辑|视频编辑|美术编辑|校对|校對|摄影|攝影|监制|審核|审核|設計|设计",
    "author": "本文作者|文章作者|作者|撰文|撰稿|采写|文字|本报记者|记者|記者|通讯员|特约记者",
}
_KIND = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_ANY_LABEL = "|".join(sorted(_KIND, key=len, reverse=True))
_ORDER = ("editor", "source", "title", "author")
# one label and its value, which ends at the next label, a closing bracket, a wide gap or the end: 编辑：李四
_FIELD = on_demand(
    rf"(?<![\u4e00-\u9fff])(?P<label>{_ANY_LABEL})\s*[:：丨｜]\s*(?P<value>.*?)"
    rf"(?=\s*(?:{_ANY_LABEL})\s*[:：丨｜]|[）)\]】]|\s{{2,}}|\s\d{{4}}[-/年]|\s*[|｜]|$)"
)
# a byline in the running text: 新华社北京6月22日电（记者张三、李四）
_REPORTERS = on_demand(
    r"[（(](?:本报|见习|实习|特约)?(?:记者|記者|通讯员)\s*[:：]?\s*([\u4e00-\u9fff·、，\s]{2,40})[）)]"
)
# a dateline with its reporter: （中央社記者陳美玲花蓮縣8日電）, 〔記者陳美玲／花蓮報導〕, 記者陳美玲／花蓮報導
_DATELINE = on_demand(
    r"[（(〔【\[]?[\u3400-\u9fff]{0,6}(?:记者|記者)\s?(?P<names>[\u3400-\u9fff]{2,4}(?:[、，][\u3400-\u9fff]{2,4})*)"
    r"[／/][\u3400-\u9fff]{2,12}(?:報導|报道|報道|電|电)"
    r"|[（(〔【\[][\u3400-\u9fff]{0,6}(?:记者|記者)\s?(?P<name>[\u3400-\u9fff]{3})[\u3400-\u9fff]{2,8}\d{1,2}日(?:電|电)"
)
# what separates names: 张三、李四   张三 李四   Ann Lee, 李四   张三 SN182
_NAMES = on_demand(r"\s*[、，,;；/|]\s*|\s+(?=[\u4e00-\u9fff]|[A-Z]{1,4}\d)")
# the code of an editor at a portal: 张三 SN182, 张三_NF4425
_CODE = re.compile(r"_?[A-Z]{1,4}\d+$")
_MOST_NAMES = 8
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Credits:
    """What the labelled lines say; empty where there is none."""

    authors: tuple[str, ...] = ()
    editor: str = ""
    source: str = ""
    original_title: str = ""


def read_credits(texts: Iterable[str]) -> Credits:
    """Credits out of a page's texts, in reading order; the first of each kind counts."""
    found: dict[str, str] = {}
    reporters, knows_in_charge = "", False
    for text in texts:
        for label, value in _fields(text):
            kind = _KIND[label]
            in_charge = label[0] in "责責"  # goes before other editors
            if kind not in found or (in_charge and not knows_in_charge):
                found[kind] = value
            knows_in_charge = knows_in_charge or in_charge
        if not reporters and "记者" in text + text.replace("記", "记"):
            reporters = _reporters(text)
    return Credits(
        authors=people_in(found.get("author", "")) or people_in(reporters),
        editor="、".join(people_in(found.get("editor", ""))),
        source=house_in(found.get("source", "")),
        original_title=found.get("title", ""),
    )


def _reporters(text: str) -> str:
    """The names that a dateline or a bracket in the running text says are reporters."""
    match = _REPORTERS.search(text)
    if match:
        return match[1]
    dateline = _DATELINE.match(text)
    return dateline["names"] or dateline["name"] if dateline else ""


def _fields(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > _LONGEST_LINE:
        return
    for match in _FIELD.finditer(text):
        value = match["value"].strip(' 　:：[【（(“”"')
        if 1 < len(value) <= _LONGEST_VALUE:
            yield match["label"], value


_LONGEST_LINE = 200
_LONGEST_VALUE = 80


def house_in(value: str) -> str:
    """The newspaper, agency or site that a label is followed by; empty for several, and for words that name none."""
    return "" if value in NO_HOUSES or "、" in value else value


# in 作者：样例日报见习记者 张三   记者 李四 整合   作者：网络整理   作者：转载请注明
_NO_PERSON = on_demand(
    r".*(?:记者|記者|作者|编辑|編輯|作家|评论员|評論員|通讯员|通訊員|实习生|主笔|整理|整合|编译|編譯|综合|綜合|报道|報導|注明)"
)


def people_in(value: str) -> tuple[str, ...]:
    """The names that a label is followed by, without roles and words for no person; empty for a sentence."""
    names = [_CODE.sub("", name) for name in _NAMES.split(value)]
    names = [name for name in names if name and name not in NO_NAMES and not _NO_PERSON.fullmatch(name)]
    if not names or len(names) > _MOST_NAMES or any(len(name) > _LONGEST_NAME for name in names):
        return ()
    return tuple(dict.fromkeys(names))
