"""A `Source`: one input opened as bytes, whether it is a file, a member of a container or standard input.

Everything that is read through it is capped: an input that is beyond a cap raises HostileInput, and nothing is ever
unpacked to disk.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from newsclip.errors import HostileInput, SourceError, SourceNotFound
from newsclip.sources.item import Origin
from newsclip.urls import way_to

HEAD = 64 * 1024
"""Bytes that detection looks at."""
PAGE_CAP = 100 * 1024 * 1024
"""Bytes of one page, post or mail message."""
UNPACKED_CAP = 64 * 1024**3
"""Bytes that one compressed input may unpack to."""
RATIO_CAP = 300
"""Unpacked bytes for one packed byte; text reaches 20, a bomb 1,000."""
RATIO_FREE = 16 * 1024 * 1024
"""Unpacked bytes below which no ratio is asked."""

GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Source:
    """One input. `opener` gives a new binary stream from its start; `local` is set when it is a plain file on disk."""

    path: str
    opener: Callable[[], io.BufferedReader]
    member: str = ""
    local: Path | None = None
    depth: int = 0
    """How many containers it is inside of."""
    named: bool = True
    """The person named it, so that links in it may be followed; False for a file met in a folder."""
    _head: list[bytes] = field(default_factory=list, compare=False)

    @property
    def label(self) -> str:
        """The input as messages name it."""
        return str(Origin(self.path, self.member))

    @property
    def name(self) -> str:
        """Its file name, for hints that content cannot give."""
        return (self.member or self.path).replace("\\", "/").rsplit("/", 1)[-1]

    def origin(self, position: int = 0) -> Origin:
        """Where the item at `position` is."""
        return Origin(self.path, self.member, position)

    def open(self) -> io.BufferedReader:
        """A new stream from the start. Raises SourceNotFound, SourceError."""
        try:
            return self.opener()
        except FileNotFoundError:
            raise SourceNotFound("no such file", source=self.label, hint=way_to(self.label)) from None
        except OSError as error:
            raise SourceError(f"cannot be read: {error.strerror or error}", source=self.label) from None

    @property
    def head(self) -> bytes:
        """The first bytes, read once."""
        if not self._head:
            with self.open() as stream:
                self._head.append(self._guarded(stream, HEAD))
        return self._head[0]

    def read(self, cap: int = PAGE_CAP) -> bytes:
        """All bytes. Raises HostileInput beyond `cap`."""
        with self.open() as stream:
            data = self._guarded(stream, cap + 1)
        if len(data) > cap:
            raise HostileInput(f"larger than {cap // 1024**2} MiB", source=self.label, hint="split it, or leave it out")
        return data

    def _guarded(self, stream: BinaryIO, size: int) -> bytes:
        try:
            return stream.read(size)
        except HostileInput as error:
            error.source = error.source or self.label
            raise
        except (OSError, EOFError, zlib.error) as error:
            reason = f"damaged or cut short: {error}"
            raise SourceError(reason, source=self.label, hint="fetch or export it again") from None

    @property
    def encoding(self) -> str:
        """Encoding of its text, judged by the head."""
        head = self.head
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
        except UnicodeDecodeError:
            from newsclip.decode import decode

            return decode(head).encoding
        return "utf-8"

    def text(self) -> TextIO:
        """Its text as a stream; line ends are kept, bytes that mean nothing become U+FFFD."""
        return io.TextIOWrapper(self.open(), encoding=self.encoding, errors="replace", newline="")

    def head_text(self) -> str:
        """The first bytes as text."""
        return self.head.decode(self.encoding, "replace")


class _Counted(io.RawIOBase):
    """A stream that counts what is read from it, so that a ratio can be asked."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = cast("memoryview", buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        self.count += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class _Capped(io.RawIOBase):
    """What an unpacker gives, refused beyond the caps on size and ratio. Closes both streams that it stands on."""

    def __init__(self, unpacked: BinaryIO, packed: Callable[[], int], below: BinaryIO | None, label: str) -> None:
        super().__init__()
        self._unpacked = unpacked
        self._packed = packed
        self._below = below
        self._label = label
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = cast("memoryview", buffer)
        data = self._unpacked.read(len(view))
        self._seen += len(data)
        bomb = self._seen > RATIO_FREE and self._seen > RATIO_CAP * max(self._packed(), 1)
        if bomb or self._seen > UNPACKED_CAP:
            raise HostileInput("unpacks to far more than an export can hold", source=self._label, hint="leave it out")
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            if self._below is not None:
                self._below.close()
        super().close()


def capped(unpacked: BinaryIO, packed: int, label: str) -> io.BufferedReader:
    """A stream of unpacked bytes with the caps on it; `packed` bytes are what it is unpacked from."""
    return io.BufferedReader(_Capped(unpacked, lambda: packed, None, label), 64 * 1024)


def file_source(path: Path, *, named: bool = True, shown: str | None = None) -> Source:
    """A file on disk."""
    label = shown if shown is not None else str(path)

    def opener() -> io.BufferedReader:
        return path.open("rb")

    return Source(path=label, opener=opener, local=path, named=named)


def bytes_source(path: str, data: bytes, member: str = "", *, depth: int = 0, named: bool = True) -> Source:
    """Bytes at hand, such as standard input or an answer from the web."""

    def opener() -> io.BufferedReader:
        return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)))

    return Source(path=path, member=member, opener=opener, depth=depth, named=named)


def gunzipped(source: Source) -> Source:
    """The source behind a gzip layer."""

    def opener() -> io.BufferedReader:
        below = _Counted(source.open())
        unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=io.BufferedReader(below)))
        stream = _Capped(unpacked, lambda: below.count, cast("BinaryIO", below), source.label)
        return io.BufferedReader(stream, 64 * 1024)

    return replace(source, opener=opener, local=None, depth=source.depth + 1, _head=[])
