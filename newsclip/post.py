"""Front-matter values ⇄ `Article`, by the conventions of Hexo, Jekyll, Hugo, Obsidian and of newsclip itself. No I/O.

What a key means to newsclip becomes a field; every other key, and every alias that lost against another, stays in
`extra` exactly as its author wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from newsclip.article import Article, Timestamp
from newsclip.frontmatter import Scalar
from newsclip.placeholders import is_placeholder_image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsclip.frontmatter import FrontMatter, Value
    from newsclip.frontmatter.values import Writable

# Keys that supply a field, best first; newsclip's own is the first. Keys are compared in lower case.
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "authors": ("authors", "author", "byline", "creator", "作者"),
    "published": (
        "date",
        "published",
        "publishdate",
        "pubdate",
        "publish_date",
        "date_published",
        "datepublished",
        "published_at",
        "created",
        "created_at",
        "发布时间",
    ),
    "modified": (
        "updated",
        "lastmod",
        "modified",
        "last_modified_at",
        "last_modified",
        "updated_at",
        "date_modified",
        "datemodified",
    ),
    "saved": ("saved", "saved_at", "date_saved", "clipped", "date_clipped"),
    "site": ("site", "site_name", "sitename", "publisher", "publication", "source"),
    "url": (
        "source",
        "url",
        "link",
        "original_url",
        "source_url",
        "source-url",
        "original_link",
        "permalink",
        "原文链接",
    ),
    "canonical_url": ("canonical_url", "canonical", "canonicalurl"),
    "language": ("language", "lang", "locale"),
    "description": ("description", "summary", "excerpt", "abstract"),
    "image": (
        "image",
        "featured_image",
        "featuredimage",
        "feature_image",
        "cover",
        "cover_image",
        "headimg",
        "header_image",
        "hero_image",
        "top_img",
        "banner",
        "banner_img",
        "og_image",
        "index_img",
        "thumbnail",
        "thumb",
        "images",
    ),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag", "labels", "keywords"),
    "editor": ("editor", "责任编辑"),
    "original_title": ("original_title", "原标题"),
    "read": ("read",),
    "starred": ("starred", "favorite", "favourite"),
    "notes": ("notes",),
    "highlights": ("highlights",),
}
# The order of the keys in newsclip's files, and the field behind each.
_ORDER = (
    ("title", "title"),
    ("authors", "authors"),
    ("date", "published"),
    ("updated", "modified"),
    ("saved", "saved"),
    ("site", "site"),
    ("source", "url"),
    ("canonical_url", "canonical_url"),
    ("language", "language"),
    ("description", "description"),
    ("image", "image"),
    ("categories", "categories"),
    ("tags", "tags"),
    ("editor", "editor"),
    ("original_title", "original_title"),
    ("read", "read"),
    ("starred", "starred"),
    ("notes", "notes"),
    ("highlights", "highlights"),
)
_DATE_KEYS = frozenset(("date", "updated"))
"""Keys that blog engines and readers of ours take for dates."""
# What the first two keys of these fields are expected to hold.
_EXPECTED = {
    "title": "a title",
    "authors": "a name",
    "published": "a date",
    "modified": "a date",
    "saved": "a date",
    "language": "a language",
    "categories": "a list of words",
    "tags": "a list of words",
}
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_TRUE = frozenset(("true", "yes", "on", "1"))
_FALSE = frozenset(("false", "no", "off", "0"))
# 2021-06-22-a-slug.md, and Hugo's and Obsidian's 2021-06-22.md
_DATED_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_ .]|$)")
# Ids that newsclip gives: mfrggzdfmztw
_OWN_ID = re.compile(r"[a-z2-7]{12}")
# a, b | 甲、乙 | a; b
_LIST_MARK = re.compile(r"\s*[,，、;；]\s*")
# Jane Doe and John Roe | 甲、乙 | Jane Doe; John Roe
_AND = re.compile(r"\s*[、；;]\s*|\s+(?:and|&|und|et)\s+")
_COMMA = re.compile(r"\s*[,，]\s*")
# https://example.com/a | [a link](https://example.com/a) | <https://example.com/a>
_ADDRESS = re.compile(r"\s*(\[[^\]]*\]\(|<)?(?P<url>https?://[^\s<>\"]+?)(?(1)[)>])\s*", re.IGNORECASE)
# What `source` may be besides the name of a site: a URL, a path, a link to a note.
_NO_NAME = re.compile(r"[a-z+]+://|/|www\.|\[|<|\.\.?/", re.IGNORECASE)
# [[Jane Doe]] | [[people/Jane Doe|Jane]]
_WIKILINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")


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
    for key, field in _ORDER:
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


class _Reader:
    """One reading of one post: finds each field's value, and remembers which keys supplied them."""

    def __init__(self, values: Mapping[str, Value], file_name: str) -> None:
        self.values = values
        self.keys: dict[str, str] = {}
        for key in values:
            self.keys.setdefault(key.lower(), key)
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
            ("title", _text),
            ("authors", self._authors),
            ("modified", _timestamp),
            ("saved", _timestamp),
            ("url", self._address),
            ("canonical_url", self._address),
            ("site", self._site),
            ("language", self._language),
            ("description", _text),
            ("categories", self._categories),
            ("tags", self._tags),
            ("editor", _text),
            ("original_title", _text),
            ("read", _boolean),
            ("starred", _boolean),
            ("notes", _text),
            ("highlights", _texts),
        ):
            self._take(fields, field, convert)
        self._take_dates(fields)
        address = fields.get("url") or fields.get("canonical_url") or ""
        self._take(fields, "image", lambda value: self._image(value, address))
        return fields

    def remaining(self, fields: Mapping[str, Any]) -> dict[str, Value]:
        """What no field took, as it came; a key that newsclip writes itself gets out of its way."""
        taken = {key for key, field in _ORDER if fields.get(field)} | {"id", "digest"}
        return {
            _free_key(key, taken | _DATE_KEYS if self._is_no_date(key) else taken): value
            for key, value in self.values.items()
            if key not in self.consumed and not (self.is_own and key.lower() in ("id", "digest"))
        }

    def _is_no_date(self, key: str) -> bool:
        """Whether a key would show as a date of ours what is none; what stands in a file of ours is its owner's."""
        return not self.is_own and key.lower() in _DATE_KEYS and not _is_empty(self.values[key])

    def warnings(self, fields: Mapping[str, Any]) -> tuple[str, ...]:
        """What is said where a title, a date or the like should be, and is none."""
        return tuple(
            f"front matter `{key}`: {_shown(self.values[key])} is not {what}; it is kept as "
            + (f"`original_{key}`" if self._is_no_date(key) else "it is")
            for field, what in _EXPECTED.items()
            if field not in fields
            for alias in _ALIASES[field][:2]
            if (key := self.keys.get(alias)) and not _is_empty(self.values[key])
        )

    def text_of(self, key: str) -> str:
        """The text of one key, "" if there is none."""
        value = self.values.get(self.keys.get(key, ""))
        return str(value) if isinstance(value, Scalar) else ""

    def _take(self, fields: dict[str, Any], field: str, convert: Callable[[Value], Any]) -> None:
        """Fill a field from the best of its keys that makes sense."""
        for alias in _ALIASES[field]:
            key = self.keys.get(alias)
            if key is None or key in self.consumed:
                continue
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
            saved = _timestamp(self.values[key])
            if saved:
                self._accept(fields, "saved", key, saved)
        self._take(fields, "published", _timestamp)
        if "published" not in fields and self.dated_name:
            year, month, day = self.dated_name.groups()
            published = _timestamp(Scalar(f"{year}-{month:0>2}-{day:0>2}"))
            if published:
                fields["published"] = published
                self.evidence["published"] = "file name"

    # What newsclip wrote itself is taken as it is; what others wrote, as their programs read it.

    def _address(self, value: Value) -> str:
        if self.is_own:
            return _text(value)
        match = _ADDRESS.fullmatch(next(_strings(value), ""))
        return match["url"] if match else ""

    def _site(self, value: Value) -> str:
        text = _text(value)
        return text if self.is_own or not _NO_NAME.match(text) else ""

    def _language(self, value: Value) -> str:
        if self.is_own:
            return _text(value)
        from newsclip.extract.language import normalize_tag

        return normalize_tag(_text(value))

    def _authors(self, value: Value) -> tuple[str, ...]:
        names = list(_strings(value))
        if self.is_own and isinstance(value, list):
            return tuple(names)
        if isinstance(value, Scalar):
            names = [part.strip() for name in names for part in _AND.split(name)]
            names = [part for name in names for part in _by_commas(name)]
        return _unique(_WIKILINK.sub(r"\1", name) for name in names)

    def _categories(self, value: Value) -> tuple[str, ...]:
        if isinstance(value, list):
            # Hexo: a list is one path through the hierarchy, a list of lists several of them.
            return _unique("/".join(_strings(item)) if isinstance(item, list) else _text(item) for item in value)
        return self._split_words(value)

    def _tags(self, value: Value) -> tuple[str, ...]:
        if isinstance(value, list):
            return _unique(text if self.is_own else _without_hash(text) for text in _strings(value))
        return _unique(map(_without_hash, self._split_words(value)))

    def _split_words(self, value: Value) -> tuple[str, ...]:
        """A list written as one string: by commas, in Jekyll by blanks, `#a #b` too."""
        text = _text(value)
        if _LIST_MARK.search(text):
            return _unique(_LIST_MARK.split(text))
        if self.is_jekyll or all(word.startswith("#") for word in text.split()):
            return _unique(text.split())
        return _unique((text,))

    def _image(self, value: Value, base: str) -> str:
        """The first real picture of a value: a URL, a list of them, or a mapping with one."""
        if self.is_own and isinstance(value, Scalar):
            return _text(value)
        if isinstance(value, dict):
            candidates = [value[key] for key in ("image", "url", "src", "feature", "teaser") if key in value]
        else:
            candidates = value if isinstance(value, list) else [value]
        for text in (_text(candidate) for candidate in candidates):
            address = text if text.startswith(("http://", "https://")) else urljoin(base, text) if base and text else ""
            if address and not is_placeholder_image(address):
                return address
        return ""


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
    return not value or _is_null(value) or _boolean(value) is not None


def _shown(value: Value) -> str:
    kind = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else f"`{value}`"
    return kind if len(kind) <= 40 else f"{kind[:36]}...`"


def _is_null(value: Value) -> bool:
    return isinstance(value, Scalar) and value.plain and str(value) in _NULLS


def _text(value: Value) -> str:
    return str(value) if isinstance(value, Scalar) and not _is_null(value) else ""


def _strings(value: Value) -> Iterator[str]:
    """The texts in a value, lists in lists included; of a mapping, its `name`."""
    if isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        yield from _strings(value.get("name", Scalar(plain=True)))
    elif not _is_null(value):
        yield str(value)


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(_strings(value))


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text and not text.isspace()))


def _by_commas(names: str) -> list[str]:
    """`Jane Doe, John Roe` and `甲，乙` are two people; `Doe, Jane` and `Jane Doe, Jr.` are one."""
    parts = _COMMA.split(names)
    if len(parts) > 1 and all(" " in part or not part.isascii() for part in parts):
        return parts
    return [names]


def _without_hash(tag: str) -> str:
    return tag.lstrip("#") or tag


def _timestamp(value: Value) -> Timestamp | None:
    text = _text(value)
    if not text or text.lower() in _TRUE or text.lower() in _FALSE:
        return None
    try:
        return Timestamp.parse(text)
    except ValueError:
        from newsclip.extract.dates import parse_date

        return parse_date(text)


def _boolean(value: Value) -> bool | None:
    text = _text(value).lower()
    return True if text in _TRUE else False if text in _FALSE else None
