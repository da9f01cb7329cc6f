"""How a file tells what it was made of and what a person has edited, with nothing but itself to go by.

The last line of the front matter that newsclip writes is `digest: FILE-SOURCE`, or `digest: FILE-SOURCE-MARKS-FILED`
where the last or both of these say anything. Each is a hash:

FILE    the whole file without that line; it no longer fits once an editor has changed anything
SOURCE  what the source said; it tells whether the same page, saved again, has anything new
MARKS   each tag, mark, note and highlight that came with the article or later, four digits each, `0` for none: what was
        taken out by hand is not put back
FILED   what was filed, where that is not what the source said (a title that a person chose, pictures beside the file)
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip import marks

if TYPE_CHECKING:
    from newsclip.article import Article

# digest: 9f86d081884c7d65-2c26b46b68ffc68f | ...-589122d5 | ...-0-b5bb9d8014a0f9b1
_LINE = re.compile(
    r"^digest: ([0-9a-f]{16})-([0-9a-f]{16})(?:-((?:[0-9a-f]{4})+|0)(?:-([0-9a-f]{16}))?)?\r?\n", re.MULTILINE
)
# The line that closes the front matter, with the end of the line before it.
_END_OF_FRONT_MATTER = re.compile(r"\n(?=---\r?\n)")
_NONE = "0"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file was made of, as hashes: what its source said, the marks that came with it, what was filed."""

    source: str
    marks: frozenset[str]
    filed: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What the digest line of a file says."""

    file: str
    intact: bool
    """Whether the file still is as newsclip wrote it."""
    origin: Origin


def origin_of(article: Article, said: Article | None = None) -> Origin:
    """The origin of an article; `said` is what its source says, where a person has chosen something beside it."""
    filed = article_hash(article)
    source = filed if said is None or said is article else article_hash(said)
    return Origin(source, mark_hashes(article), filed)


def article_hash(article: Article) -> str:
    """Hash of an article as such.

    Left out are the reader's own part (saved, tags, read, starred, notes, highlights) and the URL as given, since the
    same page may be reached by several.
    """
    said = (
        article.title,
        article.authors,
        str(article.published or ""),
        str(article.modified or ""),
        article.site,
        article.canonical_url,
        article.language,
        article.description,
        article.image,
        article.categories,
        article.editor,
        article.original_title,
        sorted((str(key), _untyped(value)) for key, value in article.extra.items()),
        article.body,
    )
    return _hash(repr(said))


def _untyped(value: object) -> object:
    """A value of front matter as its texts: whether they stand in quotes is the writer's affair."""
    if isinstance(value, dict):
        return [(str(key), _untyped(inner)) for key, inner in value.items()]
    if isinstance(value, list | tuple):
        return [_untyped(inner) for inner in value]
    return str(value)


def mark_hashes(article: Article) -> frozenset[str]:
    """Hashes of the tags, marks, notes and highlights that an article comes with."""
    return frozenset(mark_hash(field, text) for field, text in marks.each(article))


def mark_hash(field: str, text: str) -> str:
    """Hash of one tag or the like; short, for a line holds many, and a mix-up of two costs a tag, no more."""
    return hashlib.blake2b(f"{field} {text}".encode("utf-8", "surrogatepass"), digest_size=2).hexdigest()


def stamp(text: str, origin: Origin) -> str:
    """Add the digest line to a file's text, which begins with a front-matter block."""
    return _with_line(text, _hash(text), origin)


def stamp_again(text: str, digest: Digest, origin: Origin) -> str:
    """The text of a file that a person has edited, with another origin in its digest line: it stays an edited file."""
    head, tail = _split(text)
    match = list(_LINE.finditer(head))[-1]
    return _with_line(head[: match.start()] + head[match.end() :] + tail, digest.file, origin)


def _with_line(text: str, file: str, origin: Origin) -> str:
    head, tail = _split(text)
    parts = [file, origin.source]
    if origin.marks or origin.filed != origin.source:
        parts.append("".join(sorted(origin.marks)) or _NONE)
    if origin.filed != origin.source:
        parts.append(origin.filed)
    end = "\r\n" if head.endswith("\r\n") else "\n"
    return f"{head}digest: {'-'.join(parts)}{end}{tail}"


def read_digest(text: str) -> Digest | None:
    """The digest of a file's text; None where the line is missing, so a person wrote or rewrote the file."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    head, tail = _split(text)
    matches = list(_LINE.finditer(head))
    if not matches:
        return None
    match = matches[-1]
    rest = head[: match.start()] + head[match.end() :] + tail
    file, source, given, filed = match.groups()
    known = frozenset(given[at : at + 4] for at in range(0, len(given), 4)) if given and given != _NONE else frozenset()
    origin = Origin(source, known, filed or source)
    return Digest(file, _hash(rest) == file, origin)


def _split(text: str) -> tuple[str, str]:
    end = _END_OF_FRONT_MATTER.search(text, 3)
    cut = end.end() if end is not None else 0
    return text[:cut], text[cut:]


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
