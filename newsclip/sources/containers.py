"""Readers of gzip and zip: what is inside is detected and read in place; nothing is unpacked to disk."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from newsclip.errors import HostileInput, NewsclipError, SourceError, UnsupportedSource
from newsclip.sources.handle import Source, capped, gunzipped
from newsclip.sources.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMBER_CAP = 2_000_000
"""Members of one zip."""
NESTED_CAP = 512 * 1024 * 1024
"""Bytes of a zip that is itself inside of a container, and so is held in memory."""
DEPTH_CAP = 3
"""Containers in containers."""

# Files that go with pages and posts; they are not articles, and nobody needs to hear of them.
COMPANIONS = frozenset({
    ".css", ".js", ".mjs", ".map", ".json5", ".scss", ".sass", ".less", ".styl", ".ejs", ".pug", ".njk", ".swig",
    ".liquid", ".rb", ".py", ".sh", ".toml", ".yml", ".yaml", ".ini", ".lock", ".png", ".jpg", ".jpeg", ".gif",
    ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3",
    ".mp4", ".webm", ".ogg", ".wav", ".m4a", ".mov", ".avi", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt",
    ".pptx", ".epub", ".mobi", ".exe", ".dll", ".so", ".class", ".jar", ".wasm", ".db", ".sqlite", ".canvas",
    ".excalidraw", ".log", ".bak", ".tmp", ".swp", ".cdx", ".cdxj", ".idx", ".gitkeep", ".license",
})  # fmt: skip


def is_companion(name: str) -> bool:
    """Whether a file is a picture, style, script, document or the like, by its extension."""
    dot = name.rfind(".")
    return dot >= 0 and name[dot:].lower() in COMPANIONS


def read_gzip(source: Source) -> Iterator[Item]:
    """What is inside of a gzip file."""
    from newsclip.sources import read_source

    _check_depth(source)
    inner = gunzipped(source)
    yield from read_source(inner)


def read_zip(source: Source) -> Iterator[Item]:
    """The members of a zip in their order; those that hold no article are passed over."""
    from newsclip.sources import read_source

    _check_depth(source)
    with opened_box(source) as box:
        for name, member in box.items():
            if is_companion(name) or _is_mac_litter(name):
                continue
            try:
                yield from read_source(member)
            except UnsupportedSource:
                continue
            except NewsclipError as error:
                yield failed(member, error)


def failed(source: Source, error: NewsclipError) -> Item:
    """An item that stands for an input that could not be read, so that the rest goes on and the report names it."""
    error.source = error.source or source.label
    return Item(origin=source.origin(), kind="", problem=error)


@contextmanager
def opened_box(source: Source) -> Iterator[dict[str, Source]]:
    """The files in a zip by name, in the order of its directory, readable while the context lasts.

    Raises SourceError where the zip is damaged or encrypted, HostileInput beyond the caps.
    """
    stream = _seekable(source)
    try:
        with zipfile.ZipFile(stream) as box:
            infos = [info for info in box.infolist() if not info.is_dir()]
            if len(infos) > MEMBER_CAP:
                raise HostileInput(f"a zip of {len(infos)} files", source=source.label, hint="unpack it yourself")
            yield {info.filename: _member(source, box, info) for info in infos}
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise SourceError(f"damaged zip: {error}", source=source.label, hint="fetch or export it again") from None
    finally:
        stream.close()


def _seekable(source: Source) -> io.BufferedIOBase:
    stream = source.open()
    if stream.seekable():
        return stream
    stream.close()
    return io.BytesIO(source.read(NESTED_CAP))


def _member(source: Source, box: zipfile.ZipFile, info: zipfile.ZipInfo) -> Source:
    member = f"{source.member}!{info.filename}" if source.member else info.filename
    label = f"{source.path}!{member}"

    def opener() -> io.BufferedReader:
        if info.flag_bits & 1:
            raise SourceError("encrypted", source=label, hint="unpack the zip first")
        try:
            return capped(cast("BinaryIO", box.open(info)), info.compress_size, label)
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise SourceError(f"damaged zip: {error}", source=label, hint="fetch or export it again") from None

    return Source(path=source.path, member=member, opener=opener, depth=source.depth + 1, named=False)


def _is_mac_litter(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("__MACOSX/") or plain.rsplit("/", 1)[-1].startswith(".")


def _check_depth(source: Source) -> None:
    if source.depth >= DEPTH_CAP:
        raise HostileInput(
            f"more than {DEPTH_CAP} containers in each other", source=source.label, hint="unpack it yourself"
        )
