"""The bytes that articles were made of, compressed, by the hash of their content: `.newsclip/snapshots/`.

    snapshots/3f/3f9a…c1.zst           one body, named by its SHA-256
    snapshots/captures/3t/3tq6….jsonl  what was fetched for the article 3tq6…, one line a capture, oldest first
    snapshots/captures/a9/a9zk….same   the id of the article that a URL with the id a9zk… led to, where it differs

They serve to convert an article again and to ask a server whether it has changed. Deleting them loses no article.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import os
import sys
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from newsclip.archive.choices import Choices
from newsclip.archive.files import write_atomically, write_bytes_atomically
from newsclip.archive.identity import url_id
from newsclip.archive.layout import STATE_FOLDER
from newsclip.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

# Measured on 120 news pages of 169 kB on average: level 6 takes 1.6 ms a page and leaves 1/5.75, level 19 takes 95 ms
# and leaves 1/6.15.
_LEVEL: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPage:
    """One body: where it came from and the hash that names it."""

    url: str
    content_type: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What one save fetched for an article, and the choices with which it was converted."""

    taken: datetime
    """Aware, in UTC."""
    url: str
    """As the person gave it."""
    pages: tuple[CapturedPage, ...]
    """The bodies; more than one where an article is spread over pages."""
    etag: str = ""
    last_modified: str = ""
    rendered: bool = False
    archived: str = ""
    """The web archive's copy that stood in for a page that was gone."""
    choices: Choices = field(default_factory=Choices)

    def same_source(self, other: Capture) -> bool:
        """Whether both hold the same bytes, converted by the same choices."""
        return self._source() == other._source()

    def _source(self) -> tuple[object, ...]:
        hashes = tuple(page.sha256 for page in self.pages)
        return hashes, self.choices, self.etag, self.last_modified, self.archived


class Snapshots:
    """The snapshots of one archive."""

    def __init__(self, root: Path) -> None:
        self._folder = root / STATE_FOLDER / "snapshots"

    def keep(self, article_id: str, capture: Capture, bodies: Sequence[bytes]) -> Capture:
        """Store the bodies of a capture, and note it for the article; the same one again changes nothing.

        `bodies` are those of `capture.pages`, whose hashes are filled in. Raises ArchiveError.
        """
        pages = tuple(
            replace(page, sha256=self._keep_body(body)) for page, body in zip(capture.pages, bodies, strict=True)
        )
        capture = replace(capture, pages=pages)
        latest = self.latest(article_id)
        if latest is None or not capture.same_source(latest):
            self._note(article_id, capture)
        given = url_id(capture.url)
        if given and given != article_id:
            write_atomically(self._same_path(given), article_id, durable=False)
        return capture

    def captures(self, article_id: str) -> tuple[Capture, ...]:
        """All captures of an article, oldest first. A line that was cut short by a crash is left out."""
        try:
            lines = self._captures_path(article_id).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return ()
        return tuple(_read_captures(lines))

    def latest_of_url(self, url: str) -> Capture | None:
        """The last capture of the article that a URL, as it was given, led to."""
        identity = url_id(url)
        if not identity:
            return None
        with contextlib.suppress(OSError, UnicodeDecodeError):  # without that file, the URL's own id is the article's
            identity = self._same_path(identity).read_text(encoding="ascii").strip()
        return self.latest(identity)

    def latest(self, article_id: str) -> Capture | None:
        """The last capture of an article, if there is any."""
        captures = self.captures(article_id)
        return captures[-1] if captures else None

    def read(self, sha256: str) -> bytes:
        """A body by its hash. Raises ArchiveError when it is gone or damaged."""
        path = self._body_path(sha256)
        try:
            body: bytes = _zstd().decompress(path.read_bytes())
        except OSError as error:
            raise ArchiveError("the snapshot is gone", source=str(path), hint="save the page again") from error
        except _zstd().ZstdError as error:
            raise ArchiveError("the snapshot is damaged", source=str(path), hint="save the page again") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError("the snapshot is damaged", source=str(path), hint="save the page again")
        return body

    def holds(self, capture: Capture) -> bool:
        """Whether the bodies of a capture are still there, and whole."""
        return all(self._is_whole(page.sha256) for page in capture.pages)

    def _is_whole(self, sha256: str) -> bool:
        with contextlib.suppress(ArchiveError):
            self.read(sha256)
            return True
        return False

    def _keep_body(self, body: bytes) -> str:
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._body_path(sha256)
        if not path.is_file() or not self._is_whole(sha256):
            write_bytes_atomically(path, _zstd().compress(body, _LEVEL), durable=False)
        return sha256

    def _note(self, article_id: str, capture: Capture) -> None:
        path = self._captures_path(article_id)
        record = {name: value for name, value in asdict(capture).items() if value} | {
            "taken": capture.taken.isoformat()
        }
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab+") as stream:
                if stream.tell():
                    stream.seek(-1, os.SEEK_END)
                    if stream.read(1) != b"\n":  # a crash cut the last line short: it must not spoil this one
                        line = b"\n" + line
                stream.write(line)
        except OSError as error:
            raise ArchiveError(f"cannot be written: {error.strerror or error}", source=str(path)) from error

    def _body_path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.zst"

    def _same_path(self, identity: str) -> Path:
        return self._folder / "captures" / identity[:2] / f"{identity}.same"

    def _captures_path(self, article_id: str) -> Path:
        return self._folder / "captures" / article_id[:2] / f"{article_id}.jsonl"


def _read_captures(lines: Sequence[str]) -> Iterator[Capture]:
    for line in lines:
        try:
            record: dict[str, Any] = json.loads(line)
            yield Capture(
                taken=datetime.fromisoformat(record.pop("taken")),
                pages=tuple(CapturedPage(**page) for page in record.pop("pages")),
                choices=_choices(record.pop("choices", {})),
                **record,
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            continue


def _choices(record: dict[str, Any]) -> Choices:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in record.items()
    }
    return Choices(**values)


def _zstd() -> ModuleType:
    # Part of Python from 3.14 on (PEP 784); the package is the same code for those before it.
    return importlib.import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
