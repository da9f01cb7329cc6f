"""Hypothesis strategies for HTML: pages of every construct, with texts full of Markdown's own signs."""

from html import escape

from hypothesis import strategies as st

_SIGNS = (
    "a word 中文 。 “你好” * ** *** _ __init__ snake_case ~ ~~ ~~~ ` `` ``` # ## 1. 2) 10. - + > = === --- "
    "| a|b <div> &amp; & \\ \\* [x] ](y) [^1] ! ![ http://e.example/a_b $5 $x_1$ x*y*z （ ） … é 👍 → ￥ "
    '"q" \' : [x]: { } a\\b &lt; &#65; @ . , 한국어 カナ \u3000 </p> <!-- --> \\\\ - -'
)
_WORDS = _SIGNS.split(" ")
_URLS = ("x", "a_b", "p?a=1&b=2", "(x", "x)*y*", "a b", "中文", "?amp;=1", "[x]", "%E4%BD%A0%20")
_SIMPLE = ("b", "i", "em", "strong", "del", "sup", "sub", "span", "u", "mark", "kbd", "q", "code", "ruby")

words = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(("", " "))), min_size=1, max_size=5).map(
    lambda pairs: escape("".join(word + space for word, space in pairs))
)
urls = st.sampled_from(_URLS).map(lambda path: escape(f"http://e.example/{path}"))
images = st.builds(lambda url, alt: f'<img src="{url}.png" alt="{alt}">', urls, words)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pieces = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(_SIMPLE), pieces),
        st.builds(lambda url, text: f'<a href="{url}">{text}</a>', urls, pieces),
        pieces,
    )


inline = st.recursive(st.one_of(words, words, images, st.just("<br>")), _wrapped, max_leaves=6)


def _blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    cells = st.lists(st.one_of(inline, inner), min_size=2, max_size=2)
    return st.one_of(
        st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(("div", "blockquote")), several
        ),
        st.builds(
            lambda tag, parts: f"<{tag}>{''.join(f'<li>{part}</li>' for part in parts)}</{tag[:2]}>",
            st.sampled_from(("ul", "ol", 'ol start="3"')),
            several,
        ),
        st.builds(
            lambda tag, rows: f"<table>{''.join(_row(tag, row) for row in rows)}</table>",
            st.sampled_from(("td", "th")),
            st.lists(cells, min_size=2, max_size=3),
        ),
        st.builds(lambda head, body: f"<details><summary>{head}</summary>{body}</details>", inline, inner),
        st.builds(lambda term, body: f"<dl><dt>{term}</dt><dd>{body}</dd></dl>", inline, inner),
    )


def _row(tag: str, cells: list[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


_leaves = st.one_of(
    st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(("p", "p", "h2", "h3")), inline),
    inline,
    st.just("<hr>"),
    st.builds(lambda first, rest: f'<pre><code class="language-py">x{first}\n{rest}</code></pre>', words, words),
)
pages = st.lists(st.recursive(_leaves, _blocks, max_leaves=5), min_size=1, max_size=2).map("".join)
