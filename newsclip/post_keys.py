"""The front-matter keys of posts: which supply a field of `Article`, and the order in which newsclip writes its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Keys that supply a field, best first; newsclip's own is the first. Keys are compared in lower case.
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
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
FIELDS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    key: tuple(field for field, keys in ALIASES.items() if key in keys)
    for key in dict.fromkeys(key for keys in ALIASES.values() for key in keys)
}
"""Key → the fields that it may supply."""
# The order of the keys in newsclip's files, and the field behind each.
ORDER: Final = (
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
DATE_KEYS: Final = frozenset(("date", "updated"))
"""Keys that blog engines and readers of ours take for dates."""
# What the first two keys of these fields are expected to hold.
EXPECTED: Final = {
    "title": "a title",
    "authors": "a name",
    "published": "a date",
    "modified": "a date",
    "saved": "a date",
    "language": "a language",
    "categories": "a list of words",
    "tags": "a list of words",
}
