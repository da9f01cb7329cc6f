"""Labelled lines of Chinese and Japanese news."""

from __future__ import annotations

import pytest

from newsclip.extract.credits import Credits, read_credits


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("（责任编辑：张三）", Credits(editor="张三")),
        ("[责任编辑：王小明 ]", Credits(editor="王小明")),
        ("责编：李四、王五", Credits(editor="李四、王五")),
        ("來源：中央社　編輯：陳大文", Credits(source="中央社", editor="陳大文")),
        ("责任编辑：张三 SN182", Credits(editor="张三")),
        ("编辑：李四 责任编辑：王五", Credits(editor="王五")),
        ("责任编辑：王五 编辑：李四", Credits(editor="王五")),
        ("来源：样例日报 2021-06-22 10:30", Credits(source="样例日报")),
        ("作者：李四 编辑：王五", Credits(authors=("李四",), editor="王五")),
        ("原标题：桥的故事", Credits(original_title="桥的故事")),
        ("样例社北京6月22日电（记者张三、李四）今天上午", Credits(authors=("张三", "李四"))),
        ("责任编辑：张三_NF4425", Credits(editor="张三")),
        ("采写：样例日报见习记者 张三 李四", Credits(authors=("张三", "李四"))),
        ("长江边10月4日讯（记者张三 整合） 长假过半", Credits(authors=("张三",))),
        ("作者：网络整理", Credits()),
        ("作者：未知 来源：网络", Credits()),
        ("来源：甲院、乙院等", Credits()),
        ("编辑部的故事：很长", Credits()),
        ("他谈到信息的来源：没有人知道", Credits()),
        ("Editor: Ann Lee", Credits()),
    ],
)
def test_a_labelled_line_is_read(line: str, wanted: Credits) -> None:
    assert read_credits([line]) == wanted


def test_the_first_line_of_each_kind_counts() -> None:
    assert read_credits(["来源：甲报", "正文", "来源：乙报", "编辑：王五"]) == Credits(source="甲报", editor="王五")
