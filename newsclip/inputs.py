"""One SOURCE of a command line (URL, file, folder, standard input) → documents in memory, with where they came from."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsclip.errors import NewsclipError, SourceError, SourceNotFound, UnsupportedSource
from newsclip.urls import way_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.article import Timestamp
    from newsclip.fetch import Fetched, FetchOptions

STDIN = "-"

EMPTY = "an empty name is none"
EMPTY_HINT = "a variable may be unset, or a line empty"

MAX_DOCUMENT_BYTES = 200 * 1024 * 1024
"""A page of more than this is no article; it is refused before it fills the memory."""

# ftp://example.org/x
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

# What a folder's articles are called; a single file may have any name.
_ARTICLE_SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".md", ".markdown"))


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one page or post."""

    source: str
    """As the person named it, or the path of a file in a folder that they named."""
    raw: bytes
    url: str = ""
    content_type: str | None = None
    path: Path | None = None
    """Of a file: its name may hold a date, and pictures may lie beside it."""
    fetched: Fetched | None = None
    saved: Timestamp | None = None
    """When the page was kept before, where it says so itself."""


def is_url(source: str) -> bool:
    """Whether a SOURCE is an http or https URL, and not a file."""
    return source[:8].lower().startswith(("http://", "https://"))


def open_documents(
    source: str, *, url: str = "", options: FetchOptions | None = None
) -> Iterator[Document | NewsclipError]:
    """The documents of one SOURCE; an error stands in the place of a file of a folder that cannot be read.

    `url` is where a file's or standard input's page came from. Raises SourceError or FetchError when SOURCE itself
    cannot be read.
    """
    if not source:
        raise SourceNotFound(EMPTY, source="''", hint=EMPTY_HINT)
    if source == STDIN:
        yield Document(source, _read_stdin(), url)
    elif is_url(source):
        yield _fetch(source, options)
    elif path := _path_of_url(source):
        yield from open_documents(path, url=url)
    elif _SCHEME.match(source):
        raise UnsupportedSource("only http and https addresses can be fetched", source=source, hint="save it to a file")
    elif os.path.isdir(source):  # noqa: PTH112 - unlike Path.is_dir it takes no permission as an answer
        yield from _open_folder(Path(source))
    else:
        yield _open_file(Path(source), url, piped=True)


# file:///home/ana/page.html | file://localhost/C:/page.html
_FILE_URL = re.compile(r"file://(?:localhost)?(?=/)", re.IGNORECASE)


def _path_of_url(source: str) -> str:
    """The path that a file: URL (RFC 8089) names, as a browser's address bar shows it; empty for anything else."""
    match = _FILE_URL.match(source)
    if match is None:
        return ""
    from urllib.request import url2pathname

    return url2pathname(source[match.end() :])


def _read_stdin() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise SourceError(
            "nothing comes in from standard input", source=STDIN, hint="pipe a page or a post into newsclip"
        )
    return _read_stream(sys.stdin.buffer, STDIN)


def _read_stream(stream: BinaryIO, name: str) -> bytes:
    raw = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(raw) > MAX_DOCUMENT_BYTES:
        raise UnsupportedSource("too large for an article", source=name, hint="the limit is 200 MB")
    return raw


def _fetch(source: str, options: FetchOptions | None) -> Document:
    from newsclip.fetch import FetchOptions, fetch

    fetched = fetch(source, options or FetchOptions())
    return Document(source, fetched.body, fetched.final_url, fetched.content_type, fetched=fetched)


def _open_file(path: Path, url: str, *, piped: bool = False) -> Document:
    """`piped` reads what a pipe has as well, `<(command)` of a shell; one that lies in a folder may never end."""
    name = os.fspath(path)
    try:
        if piped and path.is_fifo():
            with path.open("rb") as stream:
                return Document(name, _read_stream(stream, name), url)
        if path.stat().st_size > MAX_DOCUMENT_BYTES:
            raise UnsupportedSource("the file is too large for an article", source=name, hint="the limit is 200 MB")
        if not path.is_file():
            raise UnsupportedSource(
                "this is no regular file", source=name, hint="give a page, a post or a folder of them"
            )
        return Document(name, path.read_bytes(), url, path=path)
    except FileNotFoundError as error:
        raise SourceNotFound(
            "no such file or folder", source=name if name.strip() else repr(name), hint=way_to(name)
        ) from error
    except PermissionError as error:
        raise SourceError("permission denied", source=name, hint="check its permissions") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", source=name, hint="check the path") from error


def _open_folder(folder: Path) -> Iterator[Document | NewsclipError]:
    found = False
    for path in _article_paths(folder):
        found = True
        if isinstance(path, SourceError):
            yield path
            continue
        try:
            yield _open_file(path, "")
        except SourceError as error:
            yield error
    if not found:
        raise SourceError(
            "the folder holds no pages or posts", source=os.fspath(folder), hint="newsclip reads .html, .htm, .md files"
        )


def _article_paths(folder: Path) -> Iterator[Path | SourceError]:
    """Pages and posts below a folder; an error stands in the place of a folder in it that cannot be read."""
    unreadable: list[SourceError] = []

    def note(error: OSError) -> None:
        name = str(error.filename)
        unreadable.append(SourceError(f"cannot be read: {error.strerror}", source=name, hint="check its permissions"))

    for parent, folders, names in os.walk(folder, onerror=note):
        yield from unreadable
        unreadable.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in _ARTICLE_SUFFIXES:
                yield Path(parent) / name
    yield from unreadable
