"""What HTML elements are to a converter: tables of tag names. Data only."""

from __future__ import annotations

_BLOCKS_WORDS = (
    "address article aside body center dd dialog div dl dt fieldset figcaption figure footer form header hgroup "
    "html legend li main nav p search section"
)
BLOCKS = frozenset(_BLOCKS_WORDS.split())
"""Elements that end a paragraph before and behind them and mean nothing more to Markdown."""

_DROPPED_WORDS = (
    "applet area base basefont button canvas col colgroup datalist head input link meta noframes optgroup option "
    "param progress script select style svg template textarea title"
)
DROPPED = frozenset(_DROPPED_WORDS.split())
"""Elements whose content is not text of the article. Not `source` and `track`: libxml2 does not know that they are
void, so what comes after them is inside them."""

FORMATS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "del": "del",
    "s": "del",
    "strike": "del",
    "sup": "sup",
    "sub": "sub",
    "mark": "mark",
    "ins": "ins",
    "u": "u",
    "kbd": "kbd",
    "q": "q",
    "ruby": "ruby",
    "rt": "rt",
    "rp": "rp",
    "rtc": "rtc",
}
"""Inline elements that Markdown, or HTML inside Markdown, shows; and the name they go by in the clean tree."""

HTML_FORMATS = frozenset({"sup", "sub", "mark", "ins", "u", "kbd", "q", "ruby", "rt", "rp", "rtc"})
"""Formats that Markdown has no sign for: written as HTML."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

CODE = frozenset({"code", "tt", "samp"})

EMBEDS = frozenset({"iframe", "video", "audio", "embed", "object"})
