"""One article file: read it, render it, write it atomically."""

from __future__ import annotations

import contextlib
import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.archive.digest import Digest, Origin, origin_of, read_digest, stamp
from newsclip.errors import ArchiveError, FrontMatterError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.article import Article

_TEMPORARY_PREFIX = ".newsclip-writing-"
_DEAD_AFTER = 60.0
"""Seconds without a change after which a half-written file has lost its writer."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as a file holds it."""

    article: Article
    id: str
    path: Path
    text: str
    """The whole file."""
    digest: Digest | None

    @property
    def edited(self) -> bool:
        """Whether a person has edited, or written, the file."""
        return self.digest is None or not self.digest.intact


def read_article(path: Path) -> StoredArticle:
    """Read an article file. Raises ArchiveError when it cannot be read or its front matter is broken.

    A file without front matter (a note that a person put there) is an article with its first heading, else its file
    name, as the title.
    """
    return parse_article(_read_text(path), path)


def read_as_it_stands(path: Path) -> StoredArticle:
    """Read a file whose front matter is broken: all of it is the text. Raises ArchiveError when it cannot be read."""
    from newsclip.archive.identity import article_id

    text = _read_text(path)
    article = _plain_note(text, path.stem)
    return StoredArticle(article, article_id(article), path, text, None)


def parse_article(text: str, path: Path) -> StoredArticle:
    """Make an article of the text of a file. Raises ArchiveError when its front matter is broken."""
    from newsclip.archive.identity import article_id
    from newsclip.frontmatter import split
    from newsclip.post import article_of_post

    try:
        front = split(text)
        if front is None:
            article, known_id = _plain_note(text, path.stem), ""
        else:
            article, known_id = article_of_post(front, file_name=path.name)
    except FrontMatterError as error:
        raise ArchiveError(error.reason, source=str(path), hint=error.hint or "mend the file in an editor") from error
    return StoredArticle(article, known_id or article_id(article), path, text, read_digest(text))


# `# A heading` that is the first of a note
_HEADING = re.compile(r"^# +(.+)$", re.MULTILINE)


def _plain_note(text: str, stem: str) -> Article:
    from newsclip.article import Article

    heading = _HEADING.search(text)
    return Article(title=heading[1].strip() if heading else stem, body=text)


def render_article(article: Article, article_id: str, origin: Origin | None = None) -> str:
    """The whole text of an article file, digest line included.

    `origin` is what the file is made of, where that is more than the article itself.
    """
    from newsclip.frontmatter import dump
    from newsclip.post import write_post

    body = f"\n{article.body}" if article.body else ""
    return stamp(dump(write_post(article, id=article_id)) + body, origin or origin_of(article))


def write_atomically(path: Path, text: str, *, durable: bool = True) -> None:
    """Replace or create a text file in UTF-8. See `write_bytes_atomically`."""
    write_bytes_atomically(path, encoded(text), durable=durable)


def encoded(text: str) -> bytes:
    """The bytes of a text file of the archive."""
    return text.encode("utf-8", "surrogateescape")


def write_bytes_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace or create a file so that a reader, or a crash at any moment, sees the old or the new content whole.

    Where a link to a file stands, that file is replaced. `durable` waits until the disk has it; a bulk import does
    that once for many files. Raises ArchiveError when the file cannot be written (full disk, permissions); the old
    file is then as it was.
    """
    target = os.path.realpath(path) if os.path.islink(path) else os.fspath(path)  # noqa: PTH114
    with _beside(target, data, durable=durable) as temporary:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, os.stat(target).st_mode & 0o7777)  # noqa: PTH101, PTH116
        os.replace(temporary, target)  # noqa: PTH105 - said plainly: the atomic step


def create_file(path: str, data: bytes, *, durable: bool = False) -> os.stat_result | None:
    """Create a file, whole at once; None, and nothing done, where there is one already.

    `durable` and errors as in `write_bytes_atomically`.
    """
    with _beside(path, data, durable=durable) as temporary:
        try:
            # Not a rename: that would take the place of what another program puts there at this very moment.
            os.link(temporary, path)
        except FileExistsError:
            os.unlink(temporary)  # noqa: PTH108
            return None
        except OSError:  # a file system without hard links
            if os.path.lexists(path):
                os.unlink(temporary)  # noqa: PTH108
                return None
            os.replace(temporary, path)  # noqa: PTH105
        else:
            os.unlink(temporary)  # noqa: PTH108
        return os.stat(path)  # noqa: PTH116


@contextlib.contextmanager
def _beside(path: str, data: bytes, *, durable: bool) -> Iterator[str]:
    """A new file with the data in the folder of another, to take its place; gone again where that does not happen."""
    folder = os.path.dirname(path)  # noqa: PTH120
    temporary = os.path.join(folder, f"{_TEMPORARY_PREFIX}{os.urandom(6).hex()}.tmp")  # noqa: PTH118
    try:
        _write(temporary, data, durable=durable)
        yield temporary
        if durable:
            _sync_folder(folder)
    except BaseException as error:  # Ctrl-C, too
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        if not isinstance(error, OSError):
            raise
        reason = f"cannot be written: {error.strerror or error}"
        raise ArchiveError(reason, source=path, hint="check free space and permissions") from error


def _write(path: str, data: bytes, *, durable: bool) -> None:
    """Write a new file; the folders that it needs are made."""
    try:
        handle = os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        handle = os.open(path, _NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(root: Path, *, idle: float = _DEAD_AFTER) -> None:
    """Delete the half-written files that killed processes left anywhere in an archive.

    `idle` are the seconds without a change that tell them from files being written; who holds the lock needs none.
    """
    # Pictures, earlier texts and snapshots have them, too.
    remove_dead(root.rglob(f"{_TEMPORARY_PREFIX}*.tmp"), idle=idle)


def half_written(names: Iterable[str]) -> list[str]:
    """Those of the names in a folder that are of files not written to their end, or not yet."""
    return [name for name in names if name.startswith(_TEMPORARY_PREFIX)]


def remove_dead(paths: Iterable[str | Path], *, idle: float = _DEAD_AFTER) -> None:
    """Delete half-written files that nobody has touched for a while: each is written in one go, so its writer died."""
    now = time.time()
    for path in paths:
        with contextlib.suppress(OSError):
            if now - os.stat(path).st_mtime >= idle:  # noqa: PTH116
                os.unlink(path)  # noqa: PTH108


def _sync_folder(folder: str) -> None:
    # Windows cannot open a folder; there the rename is durable enough.
    with contextlib.suppress(OSError):
        handle = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"cannot be read: {error.strerror or error}", source=str(path)) from error
    return raw.decode("utf-8", "surrogateescape")
