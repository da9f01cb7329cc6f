"""URLs of links and images as Markdown should hold them: absolute, safe, and readable (IRIs, RFC 3987)."""

from __future__ import annotations

import re
from unicodedata import category
from urllib.parse import quote, unquote_to_bytes, urljoin

# What a browser removes from a URL
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
# The scheme of javascript:alert(1)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_UNSAFE_SCHEMES = frozenset({"javascript", "vbscript", "livescript", "data", "blob", "about"})
# Not allowed in a URL (RFC 3986), and % where it begins no escape
_FORBIDDEN = re.compile(r"""[^-!#$%&'()*+,./:;=?@_~0-9A-Za-z]|%(?![0-9A-Fa-f]{2})""")
# 中%E4%B8%AD: characters beyond ASCII, raw or as UTF-8, or bytes of another encoding
_ESCAPED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f]|[^\x00-\x7f])+")


def _readable(match: re.Match[str]) -> str:
    """Letters for their escapes, as a browser shows them: a reader can read them, and search finds them."""
    raw = match[0].encode("utf-8", "replace")
    text = unquote_to_bytes(raw).decode("utf-8", "surrogateescape")
    return "".join(map(_written, text))


def _written(char: str) -> str:
    """A character of a URL: as it is if it is a letter or belongs to one, escaped otherwise."""
    if char.isalnum() or category(char)[0] == "M":
        return char
    return quote(char.encode("utf-8", "surrogateescape"), safe="")


class Resolver:
    """Makes URLs absolute by one base."""

    def __init__(self, base: str) -> None:
        self._base = base

    def link(self, href: str | None) -> str:
        """The URL of a link, or "" where it goes nowhere or runs a script."""
        url = self._clean(href)
        scheme = _SCHEME.match(url)
        if scheme and scheme[1].lower() in _UNSAFE_SCHEMES:
            return ""
        return self._absolute(url, scheme is not None)

    def image(self, src: str | None) -> str:
        """The URL of an image, or "" where it has none; a `data:` URL stays."""
        url = self._clean(src)
        scheme = _SCHEME.match(url)
        if scheme and scheme[1].lower() in _UNSAFE_SCHEMES and not url[:11].lower().startswith("data:image/"):
            return ""
        return self._absolute(url, scheme is not None)

    @staticmethod
    def _clean(url: str | None) -> str:
        if not url:
            return ""
        url = url.strip()
        if not url.isprintable():
            url = _CONTROLS.sub("", url)
        if "%" in url:
            url = _ESCAPED.sub(_readable, url)
        return _FORBIDDEN.sub(lambda match: _written(match[0]), url)

    def _absolute(self, url: str, has_scheme: bool) -> str:
        if not url or has_scheme or not self._base:
            return url
        try:
            return urljoin(self._base, url)
        except ValueError:
            return url
