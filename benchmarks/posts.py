"""Make Hexo posts as RSS-to-Hexo pipelines write them: `python benchmarks/posts.py FOLDER --count 10000`.

Front matter in YAML with an RFC 822 date and a hierarchy of categories, then the HTML of a news page as its feed had
it: paragraphs with full-width indents, a figure, lists, a table, share and QR boxes at the end, an editor's line. All
words are made up from a seed, so the same arguments give the same files everywhere. About 5 kB a post; every post has
text of its own.
"""

from __future__ import annotations

import argparse
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

SEED = 20210622
START = datetime(2016, 1, 1, tzinfo=UTC)

SUBJECTS = """
渔港 灯塔 老街 果园 书店 渡船 茶山 河堤 车站 磨坊 菜市 盐田 桥梁 竹林 水库 博物馆 学校 合作社
""".split()  # noqa: SIM905 - words to read, not a list to look through
ACTIONS = """
修复 开放 扩建 迁移 检查 记录 种植 收获 运营 出租 展出 清理 命名 测量 改造 庆祝 维护 登记
""".split()  # noqa: SIM905 - words to read, not a list to look through
MANNERS = """
今年春天 上个月 连续三天 在雨季之前 按照计划 第一次 在志愿者帮助下 不用大型机械 当着居民的面
""".split()  # noqa: SIM905 - words to read, not a list to look through
ENDINGS = """
居民表示满意。 费用比预算少了一成。 工作将持续到秋天。 下一步会公布细节。 游客也能参加。 资料已经归档。
""".split()  # noqa: SIM905 - words to read, not a list to look through
SECTIONS = (("金融", "港口快讯"), ("编程", "开源简报"), ("地方", "老街新闻", "市政"), ("Science", "Harbour Post"))
WORDS = """
harbour lantern orchard ferry ledger compass granite willow signal archive meadow kettle anchor thread
paper copper window garden market bridge station letter season river engine branch number minute answer
""".split()  # noqa: SIM905 - words to read, not a list to look through


def sentence(rng: random.Random) -> str:
    """One sentence of Chinese, with a number in it."""
    return (
        f"{rng.choice(MANNERS)}，{rng.choice(SUBJECTS)}的{rng.choice(ACTIONS)}由{rng.choice(SUBJECTS)}负责，"
        f"共涉及{rng.randint(2, 9999)}处、{rng.randint(1, 99)}.{rng.randint(0, 9)}万人，{rng.choice(ENDINGS)}"
    )


def english(rng: random.Random) -> str:
    """One sentence of English."""
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(8, 18)))
    return f"The {words} in {rng.randint(1900, 2024)}."


def post(number: int) -> tuple[str, str]:
    """File name and text of one post."""
    rng = random.Random(SEED * 1_000_003 + number)
    say = english if number % 5 == 4 else sentence
    title = (
        f"{rng.choice(SUBJECTS)}{rng.choice(ACTIONS)}：第{number}号记录，{rng.choice(SUBJECTS)}{rng.choice(ACTIONS)}"
    )
    section = rng.choice(SECTIONS)
    date = START + timedelta(minutes=rng.randrange(60 * 24 * 365 * 5))
    image = f"https://img.example.org/{date:%Y%m%d}/{number}.jpg"
    categories = "\n".join(f" - {name}" for name in section)
    parts = [f'<p class="ori_titlesource">　　原标题：{title}</p>']
    parts.append(
        f'<div class="img_wrapper"><img id="0" style="max-width: 640px;" src="{image}" alt>'
        f'<span class="img_descr">{rng.choice(SUBJECTS)}，{date:%m月%d日}</span></div>'
    )
    for index in range(rng.randint(7, 12)):
        words = "".join(say(rng) + (" " if say is english else "") for _ in range(rng.randint(2, 4)))
        lead = f'<font cms-style="font-L strong-Bold">{rng.choice(SUBJECTS)}</font>：' if index == 0 else ""
        link = f'<a href="https://example.org/{number}/{index}" target="_blank">{rng.choice(SUBJECTS)}</a>'
        parts.append(f'<p cms-style="font-L">　　{lead}{words}{link if index % 3 == 2 else ""}</p>')
    items = "".join(f"<li>{rng.choice(SUBJECTS)}：{sentence(rng)}</li> \n " for _ in range(rng.randint(2, 5)))
    parts.append(f"<ul> \n {items}</ul> ")
    if number % 3 == 0:
        rows = "".join(
            f"<tr><td>{rng.choice(SUBJECTS)}</td><td>{rng.randint(1, 900)}</td><td>{rng.choice(ACTIONS)}</td></tr>"
            for _ in range(rng.randint(3, 6))
        )
        parts.append(f"<table><tr><th>地点</th><th>数量</th><th>事项</th></tr>{rows}</table>")
    tail = """<!-- 正文下iframe -->


<!-- 文末二维码 start -->
            <style>
            .appendQr_wrap&#123;border:1px solid #E6E6E6;padding:8px;&#125;
            .appendQr_normal_txt&#123;float:left;font-size:20px;line-height:74px;color:#333;&#125;
            </style>
            <div class="clearfix appendQr_wrap">
                <div class="appendQr_normal"><img src="https://img.example.org/qr.png"></div>
                <div class="appendQr_normal_txt">更多消息，尽在港口快讯APP</div>
            </div>
<p class="article-editor">责任编辑：王小明 </p>
"""
    body = "\n".join(parts)
    text = f"""
---
title: '{title}'
categories:{" "}
{categories}
headimg: '{image}'
author: {section[1]}
comments: false
date: {format_datetime(date, usegmt=True)}
thumbnail: '{image}'
---

<div>{"   "}
{body}
{tail}
</div>
            """
    return f"{date:%Y-%m-%d}-{number:06}.md", text


def make_posts(folder: Path, count: int) -> None:
    """Write `count` posts into a folder, a thousand in each sub-folder."""
    for number in range(count):
        name, text = post(number)
        place = folder / f"{number // 1000:04}"
        if number % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    arguments = parser.parse_args()
    make_posts(arguments.folder, arguments.count)
    print(f"{arguments.count} posts in {arguments.folder}")


if __name__ == "__main__":
    main()
