"""Canonical URLs, redirect wrappers and tracking parameters. Pure text work: nothing is ever fetched.

Two rules come before neatness: what is not understood stays as it is, and nothing is dropped that could name another
page (trailing slashes, empty values, repeated parameters, their order). All functions are idempotent.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from newsclip.tracking_table import (
    NOT_REDIRECTS,
    REDIRECT_LABELS,
    REDIRECT_PATHS,
    TARGET_NAMES,
    TRACKING_BY_HOST,
    TRACKING_NAMES,
    TRACKING_PREFIXES,
    TRACKING_VALUES,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# RFC 3986 appendix B, for the web's two schemes: https://user@host:80/path?query#fragment
_WEB_URL = re.compile(r"(https?):/{2,}([^/?#\\]+)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL)
# user:secret@[2001:db8::1]:8080 | example.com:443
_AUTHORITY = re.compile(r"(?:.*@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?", re.DOTALL)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS: Final = {"http": "80", "https": "443"}
# /page;jsessionid=0A1B.node1?x=1
_PATH_SESSION = re.compile(r";jsessionid=[^/;?#]*", re.IGNORECASE)
# ghost.org and others name the linking site: ?ref=news.example.com
_DOMAIN_VALUE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
# /amp/s/example.com/story (google.*) | /c/s/example.com/story, /v/s/... (cdn.ampproject.org)
_AMP_CACHE_PATH = re.compile(r"/(?:amp|c|v|i)/(s/)?([^/]+\.[^/]+)(/.*)?", re.DOTALL)
_GOOGLE_HOST = re.compile(r"(?:www\.|news\.)?google\.[a-z.]{2,6}")
# https://web.archive.org/web/20210622035839id_/ | https://archive.today/20210622/ and what follows is the original
_ARCHIVED = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|is|ph|li|md|fo))/\d{4,14}[a-z_]*/(?=https?://)", re.IGNORECASE
)
# www.example.org | example.org/news/1 | localhost:8000/x, but neither notes.md nor posts/a.html
_WITHOUT_SCHEME = re.compile(
    r"www\.[^\s/]+(?:/\S*)?|(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/\S*|(?:localhost|[\d.]+):\d+(?:/\S*)?", re.IGNORECASE
)
_LONGEST = 16_384
"""Characters; longer URLs are not looked into."""


@dataclass(frozen=True, slots=True)
class _Url:
    scheme: str
    host: str
    port: str
    path: str
    query: str | None
    fragment: str | None

    def __str__(self) -> str:
        port = f":{self.port}" if self.port else ""
        query = "" if self.query is None else f"?{self.query}"
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return f"{self.scheme}://{self.host}{port}{self.path}{query}{fragment}"


def _split(url: str) -> _Url | None:
    match = _WEB_URL.fullmatch(url)
    if match is None:
        return None
    scheme, authority, path, query, fragment = match.groups()
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or not parts[1]:
        return None
    return _Url(scheme.lower(), parts[1], parts[2] or "", path, query, fragment)


def canonicalize(url: str) -> str:
    """The cleaned URL that names the article: unwrapped, without tracking, credentials and fragment, in one spelling.

    Scheme and host in lower case, host in its ASCII form, no default port, dot segments resolved, escapes in one
    spelling. Kept: the trailing slash, parameters and their order, and fragments that route (`#!`, `#/`).
    What is not an http(s) URL comes back stripped and otherwise as it was.
    """
    text = url.strip()
    parts = _split(unwrap(text))
    if parts is None:
        return text
    host = _ascii_host(parts.host)
    if host is None:
        return text
    fragment = parts.fragment if parts.fragment and parts.fragment.startswith(("!", "/")) else None
    query = None if parts.query is None else _without_tracking(parts.query, host)
    return str(
        _Url(
            parts.scheme,
            host,
            "" if parts.port == _DEFAULT_PORTS[parts.scheme] else parts.port.lstrip("0"),
            _resolve_dots(_respell(_PATH_SESSION.sub("", parts.path))) or "/",
            _respell(query) if query else None,
            _respell(fragment) if fragment else None,
        )
    )


def strip_tracking(url: str) -> str:
    """The URL without parameters that only say where the reader came from; every other byte stays as it is."""
    head, mark, query_and_fragment = url.partition("?")
    if not mark or "#" in head:
        return url
    parts = _split(url.strip())
    if parts is None or parts.query is None:
        return url
    query, hash_mark, fragment = query_and_fragment.partition("#")
    kept = _without_tracking(query, parts.host.lower())
    if kept == query:
        return url
    return head + (f"?{kept}" if kept else "") + hash_mark + fragment


def unwrap(url: str) -> str:
    """The target of a redirect wrapper that carries it (`/url?q=https%3A%2F%2F…`), or the URL itself.

    Links that share, translate, archive or embed a page, and logins that come back to it, are not wrappers.
    """
    if len(url) > _LONGEST:
        return url
    while (target := _target(url)) is not None:
        url = target  # always shorter than the wrapper
    return url


def original_of(url: str) -> str:
    """The address that an archived copy is of (`https://web.archive.org/web/2021…/https://…`), or the URL itself."""
    match = _ARCHIVED.match(url.strip())
    return url[match.end() :] if match else url


def site_of(url: str) -> str:
    """The host as a person would name it: lower case, Unicode, without `www.`; empty if the URL has none."""
    parts = _split(url.strip())
    if parts is None:
        return ""
    host = parts.host.lower().rstrip(".").removeprefix("www.")
    if "xn--" in host:
        try:
            return host.encode("ascii").decode("idna")
        except UnicodeError:
            return host
    return host


def join(base: str, link: str) -> str:
    """`link` as it stands on the page `base`, made absolute; empty if the two make no URL (`http://[`)."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def parts_of(url: str) -> SplitResult:
    """The parts of a URL; all of them empty where it is none (`http://[`, `http://a]b/`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def document_base(tree: Element, url: str | None) -> str:
    """What the relative URLs of a page are relative to: its `<base href>`, relative to its own URL, or that URL."""
    declared = next(tree.iter("base"), None)
    return based_on(declared.get("href") or "" if declared is not None else "", url)


def based_on(href: str, url: str | None) -> str:
    """As `document_base`, given the `href` of the page's `<base>`, which may be empty."""
    href = href.strip()
    return join(url or "", href) if href else url or ""


def way_to(name: str) -> str:
    """What to do about a name of which there is no file: it may be an address without its beginning."""
    return f"check the path, or write https://{name}" if _WITHOUT_SCHEME.fullmatch(name) else "check the path"


def _without_tracking(query: str, host: str) -> str:
    local = frozenset[str]()
    for known, names in TRACKING_BY_HOST.items():
        if host == known or host.endswith("." + known):
            local = names
    return "&".join(part for part in query.split("&") if not _tracks(part, local))


def _tracks(part: str, local: frozenset[str]) -> bool:
    raw_name, _, raw_value = part.partition("=")
    name = unquote(raw_name).lower().removeprefix("amp;")
    if name in TRACKING_NAMES or name in local or name.startswith(TRACKING_PREFIXES):
        return True
    values = TRACKING_VALUES.get(name)
    if values is None:
        return False
    value = unquote(raw_value).lower()
    return value in values or (name == "ref" and _DOMAIN_VALUE.fullmatch(value) is not None)


def _target(url: str) -> str | None:
    parts = _split(url.strip())
    if parts is None:
        return None
    host = parts.host.lower()
    cached = _AMP_CACHE_PATH.fullmatch(parts.path)
    if cached and (
        host.endswith(".cdn.ampproject.org") or (parts.path.startswith("/amp/") and _GOOGLE_HOST.fullmatch(host))
    ):
        query = "" if parts.query is None else f"?{parts.query}"
        return f"http{'s' if cached[1] else ''}://{cached[2]}{cached[3] or '/'}{query}"
    if parts.query is None or not _redirects(host, parts.path):
        return None
    for target in _targets(parts.query):
        inner = _split(target)
        if inner is not None and "." in inner.host and site_of(target) != site_of(url):
            return target
    return None


def _redirects(host: str, path: str) -> bool:
    words = [_word(segment) for segment in path.split("/") if segment]
    labels = host.split(".")
    if not NOT_REDIRECTS.isdisjoint(words) or not NOT_REDIRECTS.isdisjoint(labels[:-1]):
        return False
    if labels[0] in REDIRECT_LABELS or labels[0].startswith("safelinks") or "safelinks" in labels:
        return True
    return bool(words) and (words[-1] in REDIRECT_PATHS or (len(words) <= 3 and words[0] in REDIRECT_PATHS))


def _word(segment: str) -> str:
    return re.sub(r"\.(?:php|aspx?|html?|jsp|do|cgi)$", "", segment.lower()).replace("_", "").replace("-", "")


def _targets(query: str) -> list[str]:
    """Absolute URLs in parameters that may hold a target, best name first."""
    found: dict[str, str] = {}
    pieces = query.split("&")
    for position, piece in enumerate(pieces):
        name, _, value = piece.partition("=")
        if "://" in value and "?" in value:
            # Written without escaping: what follows belongs to the target, as a browser's server would see it.
            value = "&".join([value, *pieces[position + 1 :]])
        elif "%" in value:
            value = unquote(value)
        if re.match(r"https?%3A", value, re.IGNORECASE):
            value = unquote(value)  # escaped twice
        if value.lower().startswith(("http://", "https://")):
            found.setdefault(unquote(name).lower(), value)
    return [found[name] for name in TARGET_NAMES if name in found]


def _ascii_host(host: str) -> str | None:
    host = host.lower()
    if host.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(host[1:-1])}]"
        except ValueError:
            return None
    if host.isascii():
        return host.rstrip(".") or None
    import idna

    try:
        return idna.encode(host.rstrip("."), uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _respell(text: str) -> str:
    """Escapes in upper case, none for unreserved characters, all others that RFC 3986 asks for."""

    def one(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else match[0].upper()

    return quote(_ESCAPE.sub(one, text), safe="%:/?#[]@!$&'()*+,;=-._~|", errors="surrogatepass")


def _resolve_dots(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)
