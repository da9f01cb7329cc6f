"""Undo Content-Encoding piece by piece, never making more than one small piece at a time.

Python's HTTP clients inflate whatever comes in one go, so that 260 kB can become 268 MB in memory, and take a
compressed stream that ends early for a whole one. Here every layer yields pieces of at most `PIECE` bytes and says
at the end whether its stream was complete. Layers nest, as encodings do (RFC 9110, 8.4).
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Protocol

from newsclip.errors import FetchError, FetchIncomplete

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 64 * 1024
# A body wrapped more often than this is an attack, not a page.
_MAX_LAYERS = 4
# RFC 9659: an HTTP sender of zstd must not use a window over 8 MiB, so nobody needs to hold more.
_ZSTD_WINDOW_LOG = 23

ACCEPT_ENCODING = "gzip, deflate, br, zstd"


class Layer(Protocol):
    """One encoding being undone."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take the next bytes and yield what they decode to, in pieces of at most `PIECE` bytes."""
        ...

    def close(self) -> None:
        """Raise FetchIncomplete unless the stream came to its proper end."""
        ...


def _pieces(stream: zlib._Decompress, data: bytes, name: str) -> Iterator[bytes]:
    try:
        piece = stream.decompress(data, PIECE)
        # A full piece may mean more inside, even after the input is used up.
        while piece:
            yield piece
            piece = b"" if stream.eof else stream.decompress(stream.unconsumed_tail, PIECE)
    except zlib.error as error:
        raise broken(name) from error


class _Gzip:
    """gzip (RFC 1952), several members included; what follows them is padding."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._between = True  # before the first byte of a member

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._stream.eof:
                data = self._next_member(data)
                continue
            self._between = False
            yield from _pieces(self._stream, data, "gzip")
            data = self._stream.unused_data if self._stream.eof else b""

    def _next_member(self, data: bytes) -> bytes:
        if not data.startswith(b"\x1f"):
            return b""
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        return data

    def close(self) -> None:
        if not self._between and not self._stream.eof:
            raise cut_short("gzip")


class _Deflate:
    """deflate: zlib (RFC 1950) as the standard says, or the raw stream (RFC 1951) that many servers send."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._head = b""

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._head += data
            if len(self._head) < 2:
                return
            data, self._head = self._head, b""
            # RFC 1950, 2.2: method 8 in the low bits, and the first two bytes a multiple of 31.
            zlib_header = data[0] & 15 == 8 and (data[0] * 256 + data[1]) % 31 == 0
            self._stream = zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)
        if not self._stream.eof:
            yield from _pieces(self._stream, data, "deflate")

    def close(self) -> None:
        if self._head or (self._stream is not None and not self._stream.eof):
            raise cut_short("deflate")


class _Brotli:
    """Brotli (RFC 7932); its window is at most 16 MiB."""

    def __init__(self) -> None:
        import brotli

        self._error: type[Exception] = brotli.error
        self._stream = brotli.Decompressor()
        self._begun = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        self._begun = self._begun or bool(data)
        try:
            piece = self._stream.process(data, output_buffer_limit=PIECE)
            # All input may be taken while output is still to come, so only an empty piece says that it is all.
            while piece or not self._stream.can_accept_more_data():
                yield from _cut(piece)
                if self._stream.is_finished():
                    break
                piece = self._stream.process(b"", output_buffer_limit=PIECE)
        except self._error as error:
            raise broken("br") from error

    def close(self) -> None:
        if self._begun and not self._stream.is_finished():
            raise cut_short("br")


class _Zstd:
    """Zstandard (RFC 8878), several frames included."""

    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        self._zstd = zstd
        self._stream = self._new()
        self._begun = False

    def _new(self) -> zstd.ZstdDecompressor:  # type: ignore[name-defined]  # noqa: F821
        return self._zstd.ZstdDecompressor(options={self._zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data or not self._stream.needs_input:
            if self._stream.eof:
                data = self._stream.unused_data or data
                if not data:
                    return
                self._stream = self._new()
            self._begun = True
            try:
                piece = self._stream.decompress(data, PIECE)
            except self._zstd.ZstdError as error:
                raise broken("zstd") from error
            data = b""
            if piece:
                yield piece
            if self._stream.eof:
                data = self._stream.unused_data
                if not data:
                    return

    def close(self) -> None:
        if self._begun and not self._stream.eof:
            raise cut_short("zstd")


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]


_LAYERS: dict[str, type[_Gzip] | type[_Deflate] | type[_Brotli] | type[_Zstd]] = {
    "gzip": _Gzip,
    "x-gzip": _Gzip,
    "deflate": _Deflate,
    "br": _Brotli,
    "zstd": _Zstd,
}


class Inflater:
    """All encodings of one body, undone from the outermost in."""

    def __init__(self, content_encoding: str) -> None:
        """Take a Content-Encoding header. Raises FetchError for a body that is compressed over and over.

        Names that are no encoding (servers say `utf-8` or `none` here) are passed over, as browsers do.
        """
        names = [name.strip().lower() for name in content_encoding.split(",")]
        names = [name for name in names if name in _LAYERS]
        if len(names) > _MAX_LAYERS:
            raise FetchError(f"the body is compressed {len(names)} times over", hint="no browser would open it either")
        self._layers: list[Layer] = [_LAYERS[name]() for name in reversed(names)]

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take the next bytes of the body as sent and yield it as meant, in small pieces."""
        return self._through(data, 0)

    def _through(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._layers):
            if data:
                yield data
            return
        for piece in self._layers[depth].feed(data):
            yield from self._through(piece, depth + 1)

    def close(self) -> None:
        """Raise FetchIncomplete if any layer lacks its end."""
        for layer in self._layers:
            layer.close()


def broken(name: str) -> FetchIncomplete:
    """The error for bytes that are not what their encoding says."""
    return FetchIncomplete(f"the {name} compression of the body is broken", hint="try again later")


def cut_short(name: str) -> FetchIncomplete:
    """The error for a compressed stream without its end."""
    return FetchIncomplete(f"the {name} body ends before it is complete", hint="try again later")
