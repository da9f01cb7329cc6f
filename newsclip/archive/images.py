"""An article's images as files beside it, and the way back.

`2021-06-22-slug.md` links to `2021-06-22-slug/pier-1a2b3c4d.jpg`: a name from the image's URL, a hash of its content
and a suffix by its content. The front matter's `local_images` says where each file came from, so that the choice can
be reversed. Images that could not be had keep their link.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, unquote_to_bytes

from newsclip.archive.files import write_bytes_atomically
from newsclip.archive.layout import slug
from newsclip.errors import NewsclipError, UnsupportedSource
from newsclip.markdown.prose import code_and_prose
from newsclip.urls import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from newsclip.article import Article

KEY: Final = "local_images"

Got = tuple[str, bytes | NewsclipError]

# ![alt](url) | ![alt [1]](<url with blanks> "title"): head, destination
_IMAGE: Final = re.compile(
    r"(!\[(?:\\.|\[[^\[\]\\]*\]|[^\[\]\\])*\]\(\s*)(<[^<>\n]*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))+)"
)
# <img class="x" src="a.png">: head, destination
_TAG: Final = re.compile(r"""(<img\b[^<>]*?\ssrc\s*=\s*["'])([^"'<>]+)""", re.IGNORECASE)
_NAME_BYTES: Final = 60
# Signatures of the pictures that a browser shows: bytes, where they stand, suffix.
_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", 0, ".png"),
    (b"\xff\xd8\xff", 0, ".jpg"),
    (b"GIF87a", 0, ".gif"),
    (b"GIF89a", 0, ".gif"),
    (b"WEBPVP", 8, ".webp"),
    (b"ftypavif", 4, ".avif"),
    (b"ftypavis", 4, ".avif"),
    (b"ftypheic", 4, ".heic"),
    (b"ftypmif1", 4, ".heif"),
    (b"\xff\x0a", 0, ".jxl"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", 0, ".jxl"),
    (b"\x00\x00\x01\x00", 0, ".ico"),
    (b"BM", 0, ".bmp"),
)


@dataclass(frozen=True, slots=True)
class Localized:
    """An article with its images beside it."""

    article: Article
    failures: tuple[NewsclipError, ...]
    """One for each image that keeps its remote link."""


def image_urls(body: str) -> tuple[str, ...]:
    """The URLs of a Markdown body's images, each once, as they would be fetched; code holds none."""
    found: list[str] = []
    _rewrite(body, lambda written: found.append(_plain(written)))
    return tuple(dict.fromkeys(found))


def localize(
    article: Article,
    path: Path,
    known: Mapping[str, str],
    get: Callable[[Sequence[str]], Iterable[Got]] | None,
    given: Mapping[str, bytes] | None = None,
    *,
    dry_run: bool = False,
) -> Localized:
    """Put an article's images beside its file and link to them there.

    `path` is the article's file, there or to be; `known` tells the links of images that an earlier save got, which are
    not got again while their files are there; `get` gets the others, None leaves them where they are. `given` are
    pictures that came with the article as they are now, by their link in it, which may be relative; those inside of it
    (`data:`) come with it, too. `dry_run` finds the links and writes no file. Raises ArchiveError when a file cannot be
    written.
    """
    given = given or {}
    urls = [url for url in image_urls(article.body) if url in given or url in known or _is_remote(url)]
    links = {
        url: known[url] for url in urls if url in known and url not in given and (path.parent / known[url]).is_file()
    }
    failures: list[NewsclipError] = []
    missing = [url for url in urls if url not in links]
    at_hand = [(url, given[url] if url in given else _inline(url)) for url in missing if url in given or _is_data(url)]
    elsewhere = [url for url in missing if url not in given and not _is_data(url) and _is_remote(url)]
    got = dict([*at_hand, *(get(elsewhere) if get is not None else ())])
    # In the order of the text, whichever came first: the same page gives the same files, names and lines again.
    for url in [url for url in missing if url in got]:
        data = got[url]
        suffix = picture_suffix(data) if isinstance(data, bytes) else ""
        if isinstance(data, bytes) and suffix:
            links[url] = _keep(path, url, data, suffix, dry_run=dry_run)
        elif isinstance(data, bytes):
            failures.append(UnsupportedSource("is no image", source=url[:120]))
        else:
            failures.append(data)
    return Localized(_linked(article, {url: links[url] for url in urls if url in links}), tuple(failures))


def remote(article: Article, path: Path) -> Article:
    """The article with the links that its images had before they were put beside it."""
    originals = local_images(article)
    if not originals:
        return article

    def original(written: str) -> str | None:
        urls = originals.get(_plain(written))
        if not urls:
            return None
        url = urls[0]  # where several led to one picture, each shows it
        if not url.startswith("data:"):
            return _written(url)
        try:
            data = (path.parent / _plain(written)).read_bytes()
        except OSError:
            return None
        return f"{url},{base64.b64encode(data).decode('ascii')}"

    extra = {name: value for name, value in article.extra.items() if name != KEY}
    return replace(article, body=_rewrite(article.body, original), extra=extra)


def local_images(article: Article) -> dict[str, tuple[str, ...]]:
    """Link → original URLs (or the head of a `data:` URL) of the images beside an article."""
    held = article.extra.get(KEY)
    if not isinstance(held, dict):
        return {}
    return {str(link): tuple(map(str, urls)) if isinstance(urls, list) else (str(urls),) for link, urls in held.items()}


def known_links(article: Article) -> dict[str, str]:
    """URL → link of the images beside an article."""
    return {url: link for link, urls in local_images(article).items() for url in urls}


def picture_suffix(data: bytes) -> str:
    """The file suffix of a picture, `.jpg`, by its own bytes; empty for anything that is not one."""
    for signature, offset, suffix in _PICTURES:
        if data.startswith(signature, offset):
            return suffix
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return ".svg" if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in head else ""


def _linked(article: Article, links: Mapping[str, str]) -> Article:
    if not links:
        return article
    origins: dict[str, list[str]] = {}
    for url, link in links.items():
        origins.setdefault(link, []).append(url.partition(",")[0] if url.startswith("data:") else url)
    # One URL stands by itself; where several led to one picture they are a list.
    originals = {link: urls[0] if len(urls) == 1 else urls for link, urls in sorted(origins.items())}
    body = _rewrite(article.body, lambda written: links.get(_plain(written)))
    return replace(article, body=body, extra={**article.extra, KEY: originals})


def _keep(path: Path, url: str, data: bytes, suffix: str, *, dry_run: bool) -> str:
    digest = hashlib.sha256(data).hexdigest()[:8]
    folder = path.parent / path.stem
    # The same picture under another URL is the same file.
    twin = next(folder.glob(f"*-{digest}{suffix}"), None) if folder.is_dir() else None
    if twin is not None:
        return f"{path.stem}/{twin.name}"
    stem = (
        "" if url.startswith("data:") else unquote(parts_of(url).path).rstrip("/").rpartition("/")[2].rpartition(".")[0]
    )
    name = f"{slug(stem, _NAME_BYTES) or 'image'}-{digest}{suffix}"
    if not dry_run:
        write_bytes_atomically(folder / name, data, durable=False)
    return f"{path.stem}/{name}"


def _inline(url: str) -> bytes:
    """The content of a `data:` URL (RFC 2397); empty where it is broken."""
    head, _, payload = url.partition(",")
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(payload)
    try:
        return base64.b64decode(unquote_to_bytes(payload), validate=False)
    except (binascii.Error, ValueError):
        return b""


def _is_data(url: str) -> bool:
    return url.startswith("data:")


def _is_remote(url: str) -> bool:
    return url.lower().startswith(("http://", "https://", "data:image/"))


def _plain(written: str) -> str:
    """The URL that a Markdown destination means."""
    inner = written[1:-1] if written.startswith("<") else written
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", inner))


def _written(url: str) -> str:
    """A URL as a Markdown destination."""
    return f"<{url}>" if re.search(r"[\s()\\<>]", url) and not re.search(r"[<>\n]", url) else url


def _rewrite(body: str, change: Callable[[str], str | None]) -> str:
    """The body with the image destinations that `change` gives another one for."""

    def one(match: re.Match[str]) -> str:
        target = change(match[2])
        return match[0] if target is None else f"{match[1]}{target}"

    return "".join(text if is_code else _TAG.sub(one, _IMAGE.sub(one, text)) for is_code, text in code_and_prose(body))
