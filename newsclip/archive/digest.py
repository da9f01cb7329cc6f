"""How a file tells whether a person has edited it, with nothing but itself to go by.

The last line of the front matter that newsclip writes is `digest: FILE-SOURCE`. FILE is a hash of the whole file
without that line: it no longer fits once an editor has changed anything. SOURCE is a hash of what the source said:
it tells whether the same page, saved again, has anything new.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclip.article import Article

# digest: 9f86d081884c7d65-2c26b46b68ffc68f
_LINE = re.compile(r"^digest: ([0-9a-f]{16})-([0-9a-f]{16})\n", re.MULTILINE)
_END_OF_FRONT_MATTER = "\n---\n"


@dataclass(frozen=True, slots=True)
class Digest:
    """What the digest line of a file says, and whether the file still is as newsclip wrote it."""

    source: str
    intact: bool


def source_digest(article: Article) -> str:
    """Hash of what the source says.

    Left out are the reader's own state (saved, tags, read, starred, notes, highlights) and the URL as given, since the
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
        sorted(article.extra.items(), key=lambda item: item[0]),
        article.body,
    )
    return _hash(repr(said))


def stamp(text: str, source: str) -> str:
    """Add the digest line to a file's text, which begins with a front-matter block."""
    head, tail = _split(text)
    return f"{head}digest: {_hash(text)}-{source}\n{tail}"


def read_digest(text: str) -> Digest | None:
    """The digest of a file's text; None where the line is missing, so a person wrote or rewrote the file."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    head, tail = _split(text)
    matches = list(_LINE.finditer(head))
    if not matches:
        return None
    match = matches[-1]
    rest = head[: match.start()] + head[match.end() :] + tail
    return Digest(source=match[2], intact=_hash(rest) == match[1])


def _split(text: str) -> tuple[str, str]:
    cut = text.find(_END_OF_FRONT_MATTER, 3) + 1
    return text[:cut], text[cut:]


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
