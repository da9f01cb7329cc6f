"""Front-matter values ⇄ `Article`, by the conventions of Hexo, Jekyll, Hugo, Obsidian and of newsclip itself. No I/O.

What a key means to newsclip becomes a field; every other key, and every alias that lost against another, stays in
`extra` exactly as its author wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from newsclip import post_values
from newsclip.article import Article, Timestamp
from newsclip.frontmatter import Scalar
from newsclip.post_keys import ALIASES, DATE_KEYS, EXPECTED, FIELDS_OF, ORDER

if TYPE_CHECKING:
    from newsclip.frontmatter import FrontMatter, Value
    from newsclip.frontmatter.values import Writable

# 2021-06-22-a-slug.md, and Hugo's and Obsidian's 2021-06-22.md
_DATED_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_ .]|$)")
# Ids that newsclip gives: mfrggzdfmztw
_OWN_ID = re.compile(r"[a-z2-7]{12}")


@dataclass(frozen=True, slots=True)
class PostMetadata:
    """What the front matter of a post says."""

    article: Article
    """With the body as the file has it."""
    evidence: Mapping[str, str]
    """For each field that was found: "front matter `headimg`", "file name"."""
    id: str = ""
    """The id that newsclip gave, if the file is one of its own."""
    digest: str = ""
    warnings: tuple[str, ...] = ()
    """Values that make no sense for their key, one line each; they are kept in `extra`."""


def read_post(front: FrontMatter, file_name: str | None = None) -> PostMetadata:
    """Read the values of a post; `file_name` may carry its date, as Jekyll's posts do.

    The name of a file of newsclip's own does not: without a date it is named by the day of the save.
    """
    reader = _Reader(front.values, file_name or "")
    fields = reader.read()
    article = Article(**fields, extra=reader.remaining(fields), body=front.body)
    known = (reader.text_of("id"), reader.text_of("digest")) if reader.is_own else ("", "")
    return PostMetadata(article, reader.evidence, *known, warnings=reader.warnings(fields))


def write_post(article: Article, *, id: str) -> dict[str, Writable]:  # noqa: A002 - the key's own name
    """Put an article into the ordered mapping that newsclip's files begin with. Empty values are left out."""
    values: dict[str, Writable] = {}
    for key, field in ORDER:
        value = getattr(article, field)
        if isinstance(value, Timestamp):
            values[key] = Scalar(str(value), plain=True)
        elif isinstance(value, tuple):
            if value:
                values[key] = list(value)
        elif value:
            values[key] = value
    taken = {key.lower() for key in values} | {"id", "digest"}
    for key, extra in article.extra.items():
        values[_free_key(key, taken)] = extra  # type: ignore[assignment]
    if id:
        values["id"] = id
    return values


def article_of_post(front: FrontMatter, *, file_name: str | None = None) -> tuple[Article, str]:
    """Read a file of an archive: the article, and its id ("" if a person wrote the file)."""
    post = read_post(front, file_name)
    return post.article, post.id


def _list(value: Value) -> tuple[str, ...] | None:
    return post_values.texts(value) if isinstance(value, list) else None


def _line(value: Value) -> str | None:
    return post_values.text(value) if isinstance(value, Scalar) else None


# Under its own keys, what newsclip wrote is taken as it is; None where a person has put something else there.
_OURS: Mapping[str, Callable[[Value], Any]] = {
    "authors": _list,
    "tags": _list,
    "url": _line,
    "canonical_url": _line,
    "site": _line,
    "language": _line,
    "image": _line,
}


class _Reader:
    """One reading of one post: finds each field's value, and remembers which keys supplied them."""

    def __init__(self, values: Mapping[str, Value], file_name: str) -> None:
        self.values = values
        self.keys: dict[str, str] = {}
        for key in values:
            self.keys.setdefault(key.lower(), key)
        self.fields = {field for key in self.keys for field in FIELDS_OF.get(key, ())}
        """Those that some key may supply."""
        self.evidence: dict[str, str] = {}
        self.consumed: set[str] = set()
        self.is_own = (
            "digest" in self.keys
            or ("id" in self.keys and "saved" in self.keys)
            or _OWN_ID.fullmatch(self.text_of("id")) is not None
        )
        self.dated_name = None if self.is_own else _DATED_NAME.match(file_name.rsplit("/", 1)[-1])
        self.is_jekyll = self.dated_name is not None or ("layout" in self.keys and "comments" not in self.keys)

    def read(self) -> dict[str, Any]:
        """All fields that the keys supply."""
        fields: dict[str, Any] = {}
        for field, convert in (
            ("title", post_values.text),
            ("authors", post_values.authors),
            ("modified", post_values.timestamp),
            ("saved", post_values.timestamp),
            ("url", post_values.address),
            ("canonical_url", post_values.address),
            ("site", post_values.site),
            ("language", post_values.language),
            ("description", post_values.text),
            ("categories", partial(post_values.categories, by_blanks=self.is_jekyll)),
            ("tags", partial(post_values.tags, by_blanks=self.is_jekyll)),
            ("editor", post_values.text),
            ("original_title", post_values.text),
            ("read", post_values.boolean),
            ("starred", post_values.boolean),
            ("notes", post_values.text),
            ("highlights", post_values.texts),
        ):
            if field in self.fields:
                self._take(fields, field, convert)
        self._take_dates(fields)
        address = fields.get("url") or fields.get("canonical_url") or ""
        self._take(fields, "image", partial(post_values.image, base=address))
        return fields

    def remaining(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        """What no field took, as it came; a key that newsclip writes itself gets out of its way."""
        taken = {key for key, field in ORDER if fields.get(field)} | {"id", "digest"}
        return {
            _free_key(key, taken | DATE_KEYS if self._is_no_date(key) else taken): value
            for key, value in self.values.items()
            if key not in self.consumed and not (self.is_own and key.lower() in ("id", "digest"))
        }

    def _is_no_date(self, key: str) -> bool:
        """Whether a key would show as a date of ours what is none; what stands in a file of ours is its owner's."""
        return not self.is_own and key.lower() in DATE_KEYS and not _is_empty(self.values[key])

    def warnings(self, fields: Mapping[str, Any]) -> tuple[str, ...]:
        """What is said where a title, a date or the like should be, and is none."""
        return tuple(
            f"front matter `{key}`: {_shown(self.values[key])} is not {what}; it is kept as "
            + (f"`original_{key}`" if self._is_no_date(key) else "it is")
            for field, what in EXPECTED.items()
            if field not in fields
            for alias in ALIASES[field][:2]
            if (key := self.keys.get(alias)) and not _is_empty(self.values[key])
        )

    def text_of(self, key: str) -> str:
        """The text of one key, "" if there is none."""
        value = self.values.get(self.keys.get(key, ""))
        return str(value) if isinstance(value, Scalar) else ""

    def _take(self, fields: dict[str, Any], field: str, convert: Callable[[Value], Any]) -> None:
        """Fill a field from the best of its keys that makes sense."""
        for alias in ALIASES[field]:
            key = self.keys.get(alias)
            if key is None or key in self.consumed:
                continue
            as_it_is = _OURS.get(field) if self.is_own and alias == ALIASES[field][0] else None
            value = as_it_is(self.values[key]) if as_it_is is not None else None
            if value is None:
                value = convert(self.values[key])
            if value:
                self._accept(fields, field, key, value)
                return
            if value is False:
                self.consumed.add(key)

    def _accept(self, fields: dict[str, Any], field: str, key: str, value: object) -> None:
        fields[field] = value
        self.evidence[field] = f"front matter `{key}`"
        if _says_no_more(self.values[key], field):
            self.consumed.add(key)

    def _take_dates(self, fields: dict[str, Any]) -> None:
        # Obsidian's clipper writes the article's date as `published`, empty if unknown, and the day of clipping as
        # `created`; elsewhere `created` is the date of the article.
        if "saved" not in fields and "published" in self.keys and "created" in self.keys and "url" in fields:
            key = self.keys["created"]
            saved = post_values.timestamp(self.values[key])
            if saved:
                self._accept(fields, "saved", key, saved)
        self._take(fields, "published", post_values.timestamp)
        if "published" not in fields and self.dated_name:
            published = date_of_name(self.dated_name[0])
            if published:
                fields["published"] = published
                self.evidence["published"] = "file name"


def date_of_name(file_name: str) -> Timestamp | None:
    """The date at the beginning of a file's name, as Jekyll's posts and daily notes have it; None without one."""
    dated = _DATED_NAME.match(file_name.rsplit("/", 1)[-1])
    if dated is None:
        return None
    year, month, day = dated.groups()
    return post_values.timestamp(Scalar(f"{year}-{month:0>2}-{day:0>2}"))


def _free_key(key: str, taken: set[str]) -> str:
    """A name for a key of `extra` that none of newsclip's own keys has."""
    while key.lower() in taken:
        key = Scalar(f"original_{key}", plain=True)
    return key


def _says_no_more(value: Value, field: str) -> bool:
    """Tell whether a value holds nothing beyond what its field took: no author's address, no second picture."""
    if isinstance(value, dict):
        return len(value) <= 1
    if isinstance(value, list):
        return (len(value) <= 1 or field not in ("image", "url")) and not any(isinstance(item, dict) for item in value)
    return True


def _is_empty(value: Value) -> bool:
    """Tell whether a value says nothing, or only yes or no, as Hexo's `published` does."""
    return not value or post_values.is_null(value) or post_values.boolean(value) is not None


def _shown(value: Value) -> str:
    kind = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"`{value}`"
    return kind if len(kind) <= 40 else f"{kind[:36]}...`"
