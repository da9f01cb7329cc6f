"""Markdown → HTML by two independent readers of CommonMark, and what is compared of two renderings."""

import re
from collections import Counter

import cmarkgfm
from cmarkgfm.cmark import Options
from lxml import etree
from markdown_it import MarkdownIt

from newsclip.parse import parse_fragment

_NO_TEXT = ("script", "style", "noscript", "template", "svg")


def by_cmark(markdown: str) -> str:
    return cmarkgfm.markdown_to_html_with_extensions(
        markdown,
        options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES,
        extensions=["table", "strikethrough", "tasklist"],
    )


def by_markdown_it(markdown: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)


def letters(html: str) -> str:
    """The text of HTML without white space and invisible characters."""
    tree = parse_fragment(html)
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    return re.sub(r"[\s\u200b-\u200d\u2060\ufeff\xad]+", "", "".join(tree.itertext()))


def counts(html: str) -> Counter[str]:
    """How many elements of each kind HTML holds; `del` and `s` are one."""
    kinds = ("strong", "em", "del", "s", "a", "img", "code", "pre", "h1", "h2", "h3", "blockquote", "sup", "sub", "hr")
    return Counter(element.tag.replace("del", "s") for element in parse_fragment(html).iter(*kinds))
