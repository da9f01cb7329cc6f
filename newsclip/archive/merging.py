"""What becomes of a file when its article is saved again: what its reader put there stays. No I/O.

A key of a file is the article's, newsclip's own, or the reader's: tags, marks and notes, and every key that the source
does not have. As long as a person has changed nothing but the reader's, the article may be renewed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newsclip import marks
from newsclip.archive.digest import article_hash, mark_hash, stamp_again
from newsclip.archive.files import parse_article, render_article
from newsclip.archive.images import KEY as IMAGES
from newsclip.article import Article
from newsclip.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclip.archive.digest import Origin
    from newsclip.archive.files import StoredArticle
    from newsclip.frontmatter.values import Writable

ARCHIVED: Final = "archived"
"""The key that names the copy in a web archive from which a page was taken."""

_OWN_KEYS = frozenset((IMAGES, ARCHIVED))


def readers_keys(stored: StoredArticle, article: Article) -> dict[str, object] | None:
    """The keys that a person has added to a file; None where the article in it is no longer as it was filed.

    A key that `article`, which is to take its place, has as well is not the reader's.
    """
    if stored.digest is None:
        return None
    held = in_our_form(stored.article)
    ours = _OWN_KEYS | set(article.extra)
    for extra in (held.extra, {key: value for key, value in held.extra.items() if key in ours}):
        if article_hash(replace(held, extra=extra)) == stored.digest.origin.filed:
            return {key: value for key, value in held.extra.items() if key not in extra}
    return None


def other_keys(stored: StoredArticle, article: Article) -> dict[str, object]:
    """The keys of an edited file that `article`, which is to take its place by force, does not have."""
    ours = _OWN_KEYS | set(article.extra)
    return {key: value for key, value in in_our_form(stored.article).extra.items() if key not in ours}


def with_marks_of(stored: StoredArticle, article: Article, said: Article) -> Article:
    """The article with the reader's part of the file that it is for, and with its own beside it.

    `said` is what its source says. What was given before a person edited the file is not put back; a tag that only
    `article` has joins anyhow.
    """
    given = article
    if stored.edited and stored.digest is not None:
        before = stored.digest.origin.marks
        chosen = [("tags", tag) for tag in article.tags if tag not in said.tags]
        given = Article(**marks.of([*(one for one in marks.each(said) if mark_hash(*one) not in before), *chosen]))
    return replace(
        article,
        url=stored.article.url or article.url,
        saved=marks.earliest(stored.article.saved, article.saved),
        **marks.joined(stored.article, given),
    )


def renewed(stored: StoredArticle, article: Article, origin: Origin) -> str:
    """The text of a file that a person has edited, with another article in it; it stays an edited file.

    Lines of its front matter that say the same stay as they are, with comments, quotes and order, and so does its body.
    """
    assert stored.digest is not None  # noqa: S101 - without one, nobody knows what is the reader's
    text = _with_body(stored, article.body)
    text = stamp_again(with_changes(text, stored.article, article), stored.digest, origin)
    if not _says(text, stored, article):
        # Two keys of one meaning, or the like: what the person wrote around the values goes, no value does.
        text = stamp_again(render_article(article, stored.id, origin), stored.digest, origin)
    return text


def with_changes(text: str, old: Article, new: Article) -> str:
    """The text of a file with the keys that differ between two articles changed, and all else as it is."""
    from newsclip.frontmatter import update
    from newsclip.post import write_post

    before, after = write_post(old, id=""), write_post(new, id="")
    changes: Mapping[str, Writable] = {
        key: after.get(key) for key in (*after, *before) if after.get(key) != before.get(key)
    }
    return update(text, changes) if changes else text


def in_our_form(article: Article) -> Article:
    """An article as it would have been read, had no editor converted or added line ends."""
    body = article.body.replace("\r\n", "\n").rstrip("\n")
    return replace(article, body=f"{body}\n" if body else "")


def _with_body(stored: StoredArticle, body: str) -> str:
    """The file's text with another body, in the line ends that it has."""
    old = stored.article.body
    if body == in_our_form(stored.article).body:
        return stored.text
    head = stored.text.removesuffix(old) if old else f"{stored.text}\n"
    return head + (body.replace("\n", "\r\n") if "\r\n" in head else body)


def _says(text: str, stored: StoredArticle, article: Article) -> bool:
    """Whether a file of this text would be read as the article."""
    try:
        read = parse_article(text, stored.path)
    except ArchiveError:
        return False
    return read.id == stored.id and in_our_form(read.article) == article
