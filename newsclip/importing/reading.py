"""What an import reads: its sources in order, as one stream of items, and the name that makes two calls the same."""

from __future__ import annotations

import functools
import os
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.errors import HostileInput, NewsclipError, SourceError, SourceNotFound
from newsclip.inputs import EMPTY, EMPTY_HINT
from newsclip.sources.containers import NESTED_CAP
from newsclip.sources.feeds import FEED_LINK
from newsclip.sources.item import Item, Origin, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from newsclip.importing.options import ImportOptions

STDIN = "-"


def command_of(sources: Sequence[str], options: ImportOptions) -> list[str]:
    """What makes two calls the same import. Standard input is another one each time, so its bytes count."""
    places = [source if web_url(source) else os.path.abspath(source) for source in sources if source != STDIN]  # noqa: PTH100
    if STDIN in sources:
        places.append(f"{STDIN}{_stdin_digest()}")
    choices = (
        *(options.kind, options.since, options.tags, options.dedupe, options.include, options.exclude),
        *(options.force, options.fetch is None, options.images is not None),
    )
    return [*places, *(str(choice) for choice in choices)]


class Reading:
    """The items of all sources in order; a source that cannot be read is one item that says why."""

    def __init__(self, sources: Sequence[str], root: Path, options: ImportOptions) -> None:
        self._sources = sources
        self._root = root
        self._options = options

    def items(self) -> Iterator[Item]:
        """All items, `--limit` of them."""
        every = (item for source in self._sources for item in self._guarded(source))
        return islice(every, self._options.limit) if self._options.limit else every

    def _guarded(self, source: str) -> Iterator[Item]:
        try:
            yield from self._open(source)
        except NewsclipError as error:
            error.source = error.source or source
            yield Item(origin=Origin(source), kind="", problem=error)
        except OSError as error:
            problem = SourceError(f"cannot be read: {error.strerror or error}", source=source, hint="check the path")
            yield Item(origin=Origin(source), kind="", problem=problem)

    def _open(self, source: str) -> Iterator[Item]:
        from newsclip.sources import read_source
        from newsclip.sources.folders import Selection, read_place
        from newsclip.sources.handle import bytes_source, file_source

        kind = self._options.kind
        if not source:
            # It would be the current folder, with all that happens to be in it.
            raise SourceNotFound(EMPTY, source="''", hint=EMPTY_HINT)
        if source == STDIN:
            return read_source(bytes_source(STDIN, _stdin_bytes()), kind)
        if url := web_url(source):
            return iter([Item(origin=Origin(url), kind=FEED_LINK if kind in {"feed", "opml"} else "urls", url=url)])
        path = Path(source)
        if path.is_dir():
            selection = Selection(self._options.include, self._options.exclude, self._root.resolve())
            return read_place(path, kind, selection)
        if "://" in source and not path.exists():
            from newsclip.importing.cluster import remote_source

            return read_source(remote_source(source), kind)
        if path.exists() and not path.is_file():
            return read_source(bytes_source(source, _piped(path)), kind)
        return read_source(file_source(path), kind)


def _piped(path: Path) -> bytes:
    """All bytes of a pipe, `<(command)` of a shell: they come once only. Raises OSError, HostileInput."""
    with path.open("rb") as stream:
        data = stream.read(NESTED_CAP + 1)
    if len(data) > NESTED_CAP:
        raise HostileInput(f"larger than {NESTED_CAP // 1024**2} MiB", source=str(path), hint="save it to a file")
    return data


def _stdin_bytes() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        hint = "pipe a list or an export into newsclip"
        raise SourceError("nothing comes in from standard input", source=STDIN, hint=hint)
    return _whole(sys.stdin)


@functools.lru_cache(maxsize=1)
def _whole(stream: TextIO) -> bytes:
    """All bytes of a stream, which can be read only once."""
    return stream.buffer.read()


def _stdin_digest() -> str:
    import hashlib

    return hashlib.blake2b(_stdin_bytes(), digest_size=8).hexdigest()
