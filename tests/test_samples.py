"""Republished Chinese news posts, full of boilerplate, become exactly their articles.

The posts of examples/ have the markup of two samples that live outside of the repository; where those are there
(NEWSCLIP_SAMPLES, else ../shared/samples beside the repository), they are tested too.
"""

import os
from pathlib import Path

import pytest

from newsclip import convert

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = Path(os.environ.get("NEWSCLIP_SAMPLES", ROOT.parent / "shared" / "samples"))

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the samples are not at {SAMPLES}; NEWSCLIP_SAMPLES names their folder"
)
NOISE = ("原标题", "责任编辑", "APP", "qr", "appendQr", "<!--", "二维码", "\u3000", "&#", "<div", "<p")


def blocks(article):
    return article.body.rstrip("\n").split("\n\n")


def test_a_republished_news_post_becomes_exactly_its_article():
    article = convert((ROOT / "examples/posts/2021-06-22-library-fraud.md").read_bytes())
    assert article.title == "河东市图书馆：1至5月为读者追回逾期图书8.6万册"
    assert article.authors == ("河东晨报",)
    assert str(article.published) == "2021-06-22T03:58:39+00:00"
    assert article.categories == ("文化", "河东晨报", "河东晨报－本地")
    assert article.editor == "苏晚晴"
    assert article.language == "zh"
    assert article.image == "https://img.hedong.example/spider/2021/0622/library-hall.jpg"
    assert article.original_title == ""
    assert article.extra["comments"] == "false"
    assert article.extra["thumbnail"] == article.image
    assert len(blocks(article)) == 7
    assert blocks(article)[0] == f"![]({article.image})"
    assert blocks(article)[1].startswith("**河东台消息**：6月22日，河东市图书馆举行新闻发布会")
    assert not [noise for noise in NOISE if noise in article.body]


def test_an_original_title_that_differs_is_kept():
    post = (ROOT / "examples/posts/2021-06-22-library-fraud.md").read_text("utf-8")
    changed = post.replace(
        "　　原标题：河东市图书馆：1至5月为读者追回逾期图书8.6万册", "　　原标题：图书馆追回八万册书"
    )
    article = convert(changed)
    assert article.original_title == "图书馆追回八万册书"
    assert "原标题" not in article.body


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：李昂",
        "（责编：李昂）",
        "[责任编辑: 李昂 ]",
        "编辑：李昂",
        "责编/李昂",
        "责任编辑 李昂",
        "（责任编辑：李昂 ）",
    ],
)
def test_editor_lines_in_several_wordings_become_metadata(line):
    post = (ROOT / "examples/posts/2021-06-22-library-fraud.md").read_text("utf-8")
    article = convert(post.replace("责任编辑：苏晚晴 ", line))
    assert article.editor == "李昂"
    assert "李昂" not in article.body


def test_a_caption_is_kept_where_there_is_one():
    post = (ROOT / "examples/posts/2021-06-22-library-fraud.md").read_text("utf-8")
    captioned = post.replace('<span class="img_descr"></span>', '<span class="img_descr">中心馆的阅览大厅</span>')
    assert "中心馆的阅览大厅" in convert(captioned).body


def test_links_lead_to_their_target_and_placeholders_are_no_lead_image():
    article = convert((ROOT / "examples/posts/2021-06-22-tinyvm.md").read_bytes())
    assert article.image == ""
    assert article.extra["headimg"] == "https://picsum.photos/400/300?random=6942"
    assert article.body.count("\n- TVM_") == 3
    assert "[更新公告](https://git.example/tinyvm/docs/commit/1b32e9d5beee)" in article.body
    assert "GoToLink" not in article.body


def test_a_generated_picture_is_no_lead_image_of_a_page_either():
    text = "".join(f"<p>Sentence {n} of a page whose template fills in a picture of chance.</p>" for n in range(9))
    picture = '<meta property="og:image" content="https://picsum.photos/400/300?random=6942">'
    assert convert(f"<html><head>{picture}</head><body><article>{text}</article></body></html>").image == ""


@needs_samples
def test_the_sina_sample_becomes_exactly_its_article():
    article = convert((SAMPLES / "hexo-sina-2021-06-22.md").read_bytes())
    image = "https://n.sinaimg.cn/spider2021622/0/w2048h1152/20210622/f1df-krwipar0809458.jpg"
    assert article.title == "公安部：1至5月为群众挽回电信网络诈骗经济损失991亿元"
    assert article.authors == ("新浪财经",)
    assert str(article.published) == "2021-06-22T03:58:39+00:00"
    assert article.categories == ("金融", "新浪财经", "新浪财经－国內")
    assert article.editor == "李昂"
    assert article.language == "zh"
    assert article.image == image
    assert dict(article.extra) == {"comments": "false", "thumbnail": image}
    assert len(blocks(article)) == 9
    assert blocks(article)[0] == f"![]({image})"
    assert blocks(article)[1].startswith("**央视网消息**：6月22日，最高人民法院举行新闻发布会")
    assert blocks(article)[-1].endswith("打一场反诈人民战争。")
    assert not [noise for noise in NOISE if noise in article.body]


@needs_samples
def test_the_oschina_sample_becomes_exactly_its_article():
    article = convert((SAMPLES / "hexo-oschina-2021-06-22.md").read_bytes())
    assert article.title == "Vulkan 1.2.182 发布，引入多个新扩展"
    assert article.image == ""
    assert article.body.count("\n- VK_") == 5
    target = "https://github.com/KhronosGroup/Vulkan-Docs/commit/1b32e9d5beeee44d81520cbf35193047e60dbf6b"
    assert article.body.endswith(f"详细内容请查看[更新公告]({target})。\n")
    assert "<div" not in article.body
