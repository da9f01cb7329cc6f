"""Pictures that come with an item: inside its page, inside its MHTML file, or beside its post, on disk or in a zip."""

from __future__ import annotations

import base64
import os
import posixpath
import re
import zipfile
import zlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from newsclip.sources.containers import is_companion
from newsclip.sources.folders import SITE_MARKS
from newsclip.urls import join, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from newsclip.sources.item import Item
    from newsclip.sources.pages import MhtmlPage

PICTURE_CAP = 20 * 1024 * 1024
"""Bytes of one picture."""
TOTAL_CAP = 100 * 1024 * 1024
"""Bytes of all pictures of one article."""

_PARENTS = 2
"""Folders up to which a post may point: `../assets/pier.png`."""
# Where a site keeps what its posts link to with `/images/pier.png`.
_STATIC = ("source", "static", "assets", "public", "")

# ![pier](pier.png) or <img src="images/pier.png">, but no link that names a host. One pattern each because `re` finds
# what begins with one certain character many times quicker.
_NO_HOST = r"(?![a-z][a-z0-9+.-]*:|//|#)"
_LOCAL = (
    re.compile(rf"!\[(?:\\.|\[[^\[\]\n]*\]|[^\[\]\\\n])*\]\(\s*<?{_NO_HOST}", re.IGNORECASE),
    re.compile(rf"<img\b[^<>]*?\ssrc\s*=\s*[\"']{_NO_HOST}", re.IGNORECASE),
)


def has_inline(body: str) -> bool:
    """Whether a Markdown body holds pictures as `data:` URLs, or words that look like one."""
    # Lower case is many times cheaper for bytes than for text.
    return b"data:image/" in body.encode("utf-8", "surrogatepass").lower()


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


def pictures_of(item: Item, body: str, url: str) -> Mapping[str, bytes]:
    """The pictures that are beside an item's file on disk or in its zip and that its article shows."""
    if isinstance(item.content, Path):
        return pictures_beside(item.content, body, url)
    member = item.origin.member
    if item.content is None or not member or "!" in member:
        return {}
    return pictures_in_zip(item.origin.path, member, body, url)


def pictures_beside(file: Path, body: str, url: str) -> Mapping[str, bytes]:
    """The pictures on disk that the article of a file shows, by their links in it.

    A post links to them relative to itself, to the folder of its name (Hexo), to the root of its site, or by their
    names alone, wherever they are in its vault (Obsidian); a page that a browser saved links to a folder beside it, and
    `url`, if known, has made that link absolute.
    """
    return _found(file.name, body, url, lambda name: _read(file, name))


def pictures_in_zip(path: str, member: str, body: str, url: str) -> Mapping[str, bytes]:
    """As `pictures_beside`, for a member of a zip and the pictures in it."""

    def read(name: str) -> bytes:
        try:
            return _opened(path, Path(path).stat().st_mtime_ns).read(member, name)
        except (OSError, zipfile.BadZipFile, NotImplementedError):
            return b""

    return _found(member, body, url, read)


def _found(file_name: str, body: str, url: str, read: Callable[[str], bytes]) -> dict[str, bytes]:
    is_saved_page = url and file_name.lower().endswith((".html", ".htm", ".xhtml"))
    if not is_saved_page and not any(pattern.search(body) for pattern in _LOCAL):
        return {}
    from newsclip.archive.images import image_urls

    base = join(url, ".") if is_saved_page else ""
    return _capped((link, read(name)) for link in image_urls(body) if (name := _name(link, base)))


def _name(link: str, base: str) -> str:
    """The path that a link names, relative or from a site's root; empty for a link to another place."""
    relative = link.removeprefix(base) if base and link.startswith(base) else link
    if relative.startswith(("//", "#")) or parts_of(relative).scheme:
        return ""
    return unquote(relative.partition("#")[0].partition("?")[0])


def _read(file: Path, name: str) -> bytes:
    for place in _places(file, name):
        with suppress(OSError, ValueError):
            if place.is_file() and place.stat().st_size <= PICTURE_CAP:
                return place.read_bytes()
    return b""


def _places(file: Path, name: str) -> Iterator[Path]:
    folder = file.resolve().parent
    if name.startswith("/"):
        for ancestor in (folder, *folder.parents):
            if any((ancestor / mark).is_file() for mark in SITE_MARKS):
                places = (ancestor / static / name.lstrip("/") for static in _STATIC)
                yield from (place for place in places if place.resolve().is_relative_to(ancestor))
                return
        return
    highest = folder.parents[min(_PARENTS, len(folder.parents)) - 1]
    for place in (folder / name, folder / file.stem / name):
        # Nothing farther away: a post from elsewhere must not collect the pictures of this machine.
        if place.resolve().is_relative_to(highest):
            yield place
    for ancestor in (folder, *folder.parents):
        if (ancestor / ".obsidian").is_dir():
            if (ancestor / name).resolve().is_relative_to(ancestor):
                yield ancestor / name
            yield from _vault(ancestor).get(PurePosixPath(name).name.lower(), ())
            return


@lru_cache(maxsize=4)
def _vault(root: Path) -> Mapping[str, tuple[Path, ...]]:
    """The pictures of an Obsidian vault by their names; of one name the one nearest to the vault's root."""
    found: dict[str, tuple[Path, ...]] = {}
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if is_companion(name):
                found.setdefault(name.lower(), (Path(folder, name),))
    return found


@lru_cache(maxsize=1)
def _opened(path: str, _changed: int) -> _Box:
    return _Box(zipfile.ZipFile(path))


class _Box:
    """The pictures of a zip, found as those on disk are."""

    def __init__(self, box: zipfile.ZipFile) -> None:
        self._box = box
        self._members = {info.filename: info for info in box.infolist() if not info.is_dir()}
        self._by_name: dict[str, str] = {}
        for name in self._members:
            if is_companion(name):
                self._by_name.setdefault(posixpath.basename(name).lower(), name)
        self._is_vault = any(".obsidian" in name.split("/") for name in self._members)

    def read(self, member: str, name: str) -> bytes:
        """The picture that a member links to; empty where there is none."""
        for place in self._places(member, name):
            info = self._members.get(posixpath.normpath(place))
            if info is not None and info.file_size <= PICTURE_CAP and not info.flag_bits & 1:
                with suppress(OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError):
                    with self._box.open(info) as stream:
                        data = stream.read(PICTURE_CAP + 1)
                    return data if len(data) <= PICTURE_CAP else b""
        return b""

    def _places(self, member: str, name: str) -> Iterator[str]:
        folder, file_name = posixpath.split(member)
        if name.startswith("/"):
            for ancestor in _ancestors(folder):
                if any(posixpath.join(ancestor, mark) in self._members for mark in SITE_MARKS):
                    yield from (posixpath.join(ancestor, static, name.lstrip("/")) for static in _STATIC)
                    return
            return
        yield posixpath.join(folder, name)
        yield posixpath.join(folder, posixpath.splitext(file_name)[0], name)
        if self._is_vault:
            yield name
            yield self._by_name.get(posixpath.basename(name).lower(), "")


def _ancestors(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


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
