"""Pictures that come with an item: inside its page, inside its MHTML file, or beside its post."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from newsclip.sources.folders import SITE_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsclip.sources.pages import MhtmlPage

PICTURE_CAP = 20 * 1024 * 1024
"""Bytes of one picture."""
TOTAL_CAP = 100 * 1024 * 1024
"""Bytes of all pictures of one article."""

_PARENTS = 2
"""Folders up to which a post may point: `../assets/pier.png`."""
# Where a site keeps what its posts link to with `/images/pier.png`.
_STATIC = ("source", "static", "assets", "public", "")

# ![pier](pier.png) or <img src="images/pier.png">, but no link that names a host
_LOCAL = re.compile(
    r"(?:!\[[^\]\n]*\]\(\s*<?|<img\b[^<>]*?\ssrc\s*=\s*[\"'])(?![a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE
)


def has_inline(body: str) -> bool:
    """Whether a Markdown body holds pictures as `data:` URLs, or words that look like one."""
    return "data:image/" in body.lower()


def with_cids_inline(page: MhtmlPage) -> bytes:
    """The HTML of an MHTML page with its `cid:` pictures as `data:` URLs, which stay when links are made absolute."""
    html = page.html
    for part in page.parts:
        if part.location.startswith("cid:") and len(part.data) <= PICTURE_CAP and len(html) < TOTAL_CAP:
            data = f"data:{part.media_type};base64,{base64.b64encode(part.data).decode('ascii')}"
            html = html.replace(part.location.encode(), data.encode())
    return html


def mhtml_pictures(page: MhtmlPage, body: str) -> dict[str, bytes]:
    """The pictures of an MHTML page that the article shows, by URL."""
    from newsclip.archive.images import image_urls

    parts = {part.location: part.data for part in page.parts if len(part.data) <= PICTURE_CAP}
    return _capped((url, parts[url]) for url in image_urls(body) if url in parts)


def pictures_beside(file: Path, body: str, url: str) -> Mapping[str, bytes]:
    """The pictures on disk that the article of a file shows, by their links in it.

    A post links to them relative to itself, to the folder of its name (Hexo) or to the root of its site; a page that
    a browser saved links to a folder beside it, and `url`, if known, has made that link absolute.
    """
    saved_page = url and file.suffix.lower() in {".html", ".htm", ".xhtml"}
    if not saved_page and not _LOCAL.search(body):
        return {}
    from newsclip.archive.images import image_urls

    base = urljoin(url, ".") if saved_page else ""
    return _capped(_read(file, link, base) for link in image_urls(body))


def _read(file: Path, link: str, base: str) -> tuple[str, bytes]:
    relative = link.removeprefix(base) if base and link.startswith(base) else link
    if urlsplit(relative).scheme or relative.startswith(("//", "#")):
        return link, b""
    name = unquote(relative.partition("#")[0].partition("?")[0])
    for place in _places(file, name):
        try:
            if place.is_file() and place.stat().st_size <= PICTURE_CAP:
                return link, place.read_bytes()
        except (OSError, ValueError):
            continue
    return link, b""


def _places(file: Path, name: str) -> Iterator[Path]:
    folder = file.resolve().parent
    if name.startswith("/"):
        for ancestor in (folder, *folder.parents):
            if any((ancestor / mark).is_file() for mark in SITE_MARKS):
                yield from (ancestor / static / name.lstrip("/") for static in _STATIC)
                return
        return
    highest = folder.parents[min(_PARENTS, len(folder.parents)) - 1]
    for place in (folder / name, folder / file.stem / name):
        # Nothing farther away: a post from elsewhere must not collect the pictures of this machine.
        if place.resolve().is_relative_to(highest):
            yield place


def _capped(found: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    total = 0
    for link, data in found:
        total += len(data)
        if total > TOTAL_CAP:
            break
        if data:
            kept[link] = data
    return kept
