"""The stable id of an article: from its canonical URL, else from what it says."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from newsclip.urls import canonicalize, parts_of, strip_tracking

if TYPE_CHECKING:
    from newsclip.article import Article

ID_LENGTH = 12
"""Characters of base32: 60 bits, so that a million articles collide once in two million archives."""


def article_id(article: Article) -> str:
    """The id of an article.

    Its canonical URL names it; a canonical URL that is only a site's front page (a common mistake of templates) does
    not, then the URL as given does. Without a URL, title and date name it; without those, its text.
    """
    key = url_key(article.canonical_url) or url_key(article.url)
    if key:
        return _digest(key)
    if article.title and article.published is not None:
        return _digest(f"{article.title}\n{article.published}")
    return content_id(article)


def own_id(article: Article) -> str:
    """An id from the URL as given, else from title, date and text: for an article whose plain id another one has."""
    if not article.url:
        return content_id(article)
    identity = url_id(article.url)
    return identity if identity not in ("", article_id(article)) else _digest(f"{plain_url(article.url)}\n")


def plain_url(url: str) -> str:
    """A URL as it was given, without scheme, `www.` and tracking: a fragment, or what it leads on to, may matter."""
    return strip_tracking(url.strip()).partition("://")[2].removeprefix("www.")


def content_id(article: Article) -> str:
    """An id from title, date and text."""
    return _digest(f"{article.title}\n{article.published or ''}\n{_body_as_it_came(article)}")


# data:image/png;base64,iVBORw0K...
_INLINE = re.compile(r"(data:image/[\w.+-]+(?:;[\w=.-]+)*),[^\s)\"'>]*", re.IGNORECASE)


def _body_as_it_came(article: Article) -> str:
    """The body without what keeping its images beside it changes: their links, and the content of `data:` URLs."""
    body = _INLINE.sub(r"\1", article.body)
    beside = article.extra.get("local_images")
    for link, urls in beside.items() if isinstance(beside, dict) else ():
        body = body.replace(str(link), str(urls[0] if isinstance(urls, list) else urls))
    return body


def url_key(url: str) -> str:
    """What two URLs of one article share: no scheme, no `www.`, no tracking. Empty for a site's front page."""
    if not url:
        return ""
    canonical = canonicalize(url)
    parts = parts_of(canonical)
    if not any(parts):
        return canonical  # broken
    if parts.path in ("", "/") and not parts.query and not parts.fragment:
        return ""
    host = parts.netloc.removeprefix("www.")
    return (
        f"{host}{parts.path}"
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )


def url_id(url: str) -> str:
    """The id that an article of this URL has; empty for a site's front page."""
    key = url_key(url)
    return _digest(key) if key else ""


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    # Ten bytes are sixteen letters; encoding all of them takes as long as the hash.
    return base64.b32encode(digest[:10]).decode("ascii").lower()[:ID_LENGTH]
