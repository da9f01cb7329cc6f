"""Text → lxml tree, safely: all text of a page is in its tree, or the page is refused. No I/O.

libxml2 stops in silence where an element lies deeper, or a text is longer, than its caps, drops what comes behind
`</html>`, and its time grows with the square of the attributes of a tag. So: a scan of the bytes, a parse that says
whether it reached the end, and a second way for the rare page that needs it, which keeps every text and flattens what
is nested too deep.
"""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

from newsclip.errors import HostileInput

if TYPE_CHECKING:
    from lxml.etree import HTMLParser
    from lxml.etree import _Element as Element

__all__ = ["Element", "parse_fragment", "parse_html"]

MAX_BYTES = 64 * 1024 * 1024
"""Largest page, in bytes of UTF-8: ten times the largest articles with all their images inside."""
MAX_TAGS = 3_000_000
"""Most `<` in one page: a tree takes some 100 to 200 bytes of memory for each."""
MAX_DEEP_TAGS = 1_000_000
"""Most `<` in a page that is nested deeper than MAX_DEPTH, or has a text beyond 10 MB, and takes longer."""
MAX_ATTRIBUTES = 2_000
"""Most attributes on one tag."""
MAX_DEPTH = 255
"""Deepest element, which is libxml2's cap; what is nested deeper becomes a child of an element at this depth."""

# A page below this size holds no tag that costs more than a moment, so quotes need no look.
_SMALL = 256 * 1024
# A tag of more attributes than the cap is about this long, if their names differ.
_WINDOW = 15_000

# a | b=1 | c = "2" | d='3': one attribute, with the white space and slashes before it. Possessive, hence linear.
_ATTRIBUTE = rb"(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)"
# <p a=1 b="2" c='3' d ...: a tag with more attributes than the cap
_ATTRIBUTE_BOMB = re.compile(rb"<[A-Za-z][^\s/>]*+" + _ATTRIBUTE + b"{%d}" % MAX_ATTRIBUTES)
# &#0; &#x1F; &#xFFFE;: references to characters that no tree may hold. Not &#10; or &#x1F600;.
_FORBIDDEN_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)"
    rb"|[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)
# <script src="a.js"/>: empty in XHTML, in HTML the beginning of a script that swallows the page
_EMPTY_RAW_TEXT = re.compile(rb"<(iframe|script|style|textarea|title)\b([^<>]*)/>", re.IGNORECASE)
# </body> </HTML >
_END_OF_PAGE = re.compile(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\s*>")
# A comment, an element of raw text, an end tag (its name is group 2) or a start tag (group 3), each whole.
_TAG = re.compile(
    rb"<(?:!--[^-]*+(?:-(?!->)[^-]*+)*+"
    rb"|(iframe|noembed|noframes|script|style|textarea|title|xmp)\b[^<]*+(?:<(?!/\1)[^<]*+)*+"
    rb"|/([a-z][^\s/>]*+)[^>]*+>|([a-z][^\s/>]*+)" + _ATTRIBUTE + rb"*+)",
    re.IGNORECASE,
)
# Elements that another start tag may end: https://html.spec.whatwg.org/multipage/syntax.html#optional-tags and those to
# which libxml2 does the same.
_OPTIONAL_END = frozenset(
    b"a address b big body caption center col colgroup dd dir dl dt fieldset font form h1 h2 h3 h4 h5 h6 head html i "
    b"li menu optgroup option p pre rb rp rt rtc s small strike tbody td tfoot th thead tr tt u".split()
)
_NONCHARACTERS = ("\ufffe", "\uffff")
# All control characters but tab, form feed and the line breaks. No UTF-8 sequence holds such a byte.
_CONTROLS = bytes(set(range(32)) - {0x09, 0x0A, 0x0C, 0x0D})
_FORM_FEED_TO_SPACE = bytes.maketrans(b"\x0c", b" ")


def __getattr__(name: str) -> Any:
    if name == "Element":
        from lxml import etree

        return etree._Element
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def parse_html(text: str) -> Element:
    """Parse a page of any quality. The result is its `<html>`, without comments and processing instructions.

    Raises HostileInput for a page beyond MAX_BYTES, MAX_TAGS or MAX_ATTRIBUTES.
    """
    return _parse(_safe_bytes(text))


def parse_fragment(text: str) -> Element:
    """Parse a piece of HTML, or a page as if it were a piece. The result is one `<div>` around everything.

    Raises HostileInput as `parse_html` does.
    """
    root = _parse(b"<html><body>" + _safe_bytes(text))
    body = root.find("body")
    root.remove(body)
    body.tag = "div"
    body.attrib.clear()
    return body


def _safe_bytes(text: str) -> bytes:
    """UTF-8 of `text` without what no tree may hold and without end tags behind which libxml2 drops all."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        # Surrogates: pairs are characters (JSON's way of writing them), a lone one is none.
        data = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
    if len(data) > MAX_BYTES:
        raise HostileInput(f"the page is larger than {MAX_BYTES >> 20} MB", hint="save the article alone")
    data = data.translate(_FORM_FEED_TO_SPACE, _CONTROLS)
    for noncharacter in _NONCHARACTERS:
        if noncharacter in text:
            data = data.replace(noncharacter.encode(), b"")
    data = _FORBIDDEN_REFERENCE.sub(b"", data)
    if data.startswith(b"<?xml"):
        data = _EMPTY_RAW_TEXT.sub(rb"<\1\2></\1>", data)
    end = _END_OF_PAGE.search(data)
    if end is not None:
        data = data[: end.start()] + _END_OF_PAGE.sub(b"", data[end.start() :])
    if len(data) > MAX_TAGS and data.count(b"<") > MAX_TAGS:
        raise HostileInput(f"the page has more than {MAX_TAGS:,} tags", hint="save the article alone")
    return data


def _parse(data: bytes) -> Element:
    from lxml import etree

    if not data.strip():
        return etree.HTMLParser().makeelement("html")
    if not _may_be_attribute_bomb(data):
        parser = _parser()
        root = etree.fromstring(data, parser)
        last = parser.error_log.last_error
        if last is None or last.level < etree.ErrorLevels.FATAL:
            return parser.makeelement("html") if root is None else root
    return _parse_flattening(data)


_of_thread = threading.local()


def _parser() -> HTMLParser:
    """The thread's parser: to make one takes as long as it needs for a third of a post."""
    if not hasattr(_of_thread, "parser"):
        from lxml import etree

        _of_thread.parser = etree.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False
        )
    parser: HTMLParser = _of_thread.parser
    return parser


def _may_be_attribute_bomb(data: bytes) -> bool:
    """Tell whether a tag may have more than MAX_ATTRIBUTES. Words behind a `<` in a script look so too."""
    if len(data) < _WINDOW:
        return False
    if len(data) < _SMALL:
        # Nearly free, and wrong only where `>` is quoted: is every window cut by a `>`?
        position = 0
        while len(data) - position >= _WINDOW:
            position = data.rfind(b">", position, position + _WINDOW) + 1
            if position == 0:
                break
        else:
            return False
    return _ATTRIBUTE_BOMB.search(data) is not None


def _parse_flattening(data: bytes) -> Element:
    """Parse with no cap on depth and on the length of texts; time is linear, some five times of libxml2's own."""
    from lxml import etree

    if data.count(b"<") > MAX_DEEP_TAGS:
        raise HostileInput(
            f"the page has over {MAX_DEEP_TAGS:,} tags, {MAX_DEPTH} levels deep or beside a text of 10 MB",
            hint="save the article alone",
        )

    target = _FlatteningBuilder(etree.HTMLParser().makeelement, etree.SubElement)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, target=target)
    return etree.fromstring(_without_stray_end_tags(data), parser)


def _without_stray_end_tags(data: bytes) -> bytes:
    """Drop the end tags that close nothing: for each of them libxml2 looks through all open elements."""
    open_tags: dict[bytes, int] = {}

    def keep_if_open(match: re.Match[bytes]) -> bytes:
        _, ended, begun = match.groups()
        if begun:
            name = begun.lower()
            # What another start tag may end cannot be counted.
            open_tags[name] = 1 if name in _OPTIONAL_END else open_tags.get(name, 0) + 1
        elif ended:
            name = ended.lower()
            count = open_tags.get(name, 0)
            if not count:
                return b""
            open_tags[name] = count - 1
        return match[0]

    return _TAG.sub(keep_if_open, data)


class _FlatteningBuilder:
    """A target for lxml's parser that builds a tree no deeper than MAX_DEPTH.

    Elements that would lie deeper become siblings, and the text behind one of them its tail. So every text keeps its
    place in the order of the page.
    """

    def __init__(self, make_element: Any, sub_element: Any) -> None:
        self._make_element = make_element
        self._sub_element = sub_element
        self._root: Element | None = None
        self._path: list[Element] = []
        self._beyond = 0
        # Where text goes: into the last element begun, or behind the last one ended.
        self._last: Element | None = None
        self._last_is_open = False
        self._texts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MAX_ATTRIBUTES:
            raise HostileInput(f"a <{tag[:40]}> tag has {len(attributes):,} attributes", hint="save the article alone")
        self._flush()
        if self._root is None:
            element = self._root = self._make_element(tag, attributes)
            self._path.append(element)
        else:
            parent = self._path[-1] if self._path else self._root
            try:
                element = self._sub_element(parent, tag, attributes)
            except ValueError:
                # A name with a quote or a `<` in it, which libxml2 lets pass and lxml does not.
                element = self._sub_element(parent, "span")
            if len(self._path) < MAX_DEPTH:
                self._path.append(element)
            else:
                self._beyond += 1
        self._last, self._last_is_open = element, True

    def end(self, tag: str) -> None:
        if self._beyond:
            self._beyond -= 1
            # The flattened element may have ended already, when a deeper one began: text stays where it goes.
            if not self._last_is_open:
                return
            last = self._path[-1][-1]
        elif self._path:
            last = self._path.pop()
        else:
            return
        self._flush()
        self._last, self._last_is_open = last, False

    def data(self, data: str) -> None:
        self._texts.append(data)

    def close(self) -> Element:
        self._flush()
        return self._make_element("html") if self._root is None else self._root

    def _flush(self) -> None:
        if not self._texts or self._last is None:
            return
        text = "".join(self._texts)
        self._texts.clear()
        if self._last_is_open:
            self._last.text = text
        else:
            self._last.tail = text
