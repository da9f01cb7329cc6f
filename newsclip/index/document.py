"""An entry → the engine's document."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsclip.index.fold import fold
from newsclip.index.schema import SEPARATOR, clause_term, path_key, whole
from newsclip.index.sketch import SIZE, hashes_of_prepared
from newsclip.index.tokenize import Cut, cut, cut_plainly, prepare, without_readings

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclip.index.entry import Entry
    from newsclip.steps import Steps

# The weight of a document doubles in this many years of its date: enough to order equals, too little to bury a fit.
_RECENCY_YEARS = 25.0


def document_steps(entry: Entry, cutter: Callable[[str], Cut] = cut) -> Steps[Any]:
    """The engine's document of an entry. `cutter` is `cut` or does the same."""
    import tantivy

    text = without_readings(entry.body)
    # Found by its words and by their readings.
    body = prepare(text if text is entry.body else f"{text}\n{entry.body}")
    yield
    cut_body = cutter(body)
    yield
    clauses = sorted(hashes_of_prepared(body))[:SIZE]
    yield
    texts = {
        "title": cutter(prepare(entry.title)),
        "body": cut_body,
        "people": _cut_names(entry.authors),
        "about": cutter(prepare(f"{entry.site}\n{entry.about}")),
        "tags": _cut_names((*entry.tags, *entry.categories)),
    }
    yield
    made = tantivy.Document()
    for name, (tokens, _) in texts.items():
        if tokens:
            made.add_text(name, tokens)
    common = {character for _, found in texts.values() for character in found}
    if common:
        made.add_text("characters", " ".join(common))
    for value in clauses:
        made.add_text("clause", clause_term(value))
    yield
    _add_labels(made, entry)
    _add_dates(made, entry)
    for flag in _flags(entry):
        made.add_text("flag", flag)
    made.add_bytes("stored", _pack(entry))
    return made


@lru_cache(maxsize=1024)  # articles have the same authors and tags again and again
def _cut_names(names: tuple[str, ...]) -> Cut:
    return cut_plainly("\n".join(map(prepare, names)))


def _add_labels(made: Any, entry: Entry) -> None:
    made.add_text("path", path_key(entry.path))
    made.add_text("key", entry.id)
    urls = {entry.url, entry.canonical_url} - {""}
    for url in urls:
        made.add_text("key", url)
    host = host_of(entry.canonical_url or entry.url)
    made.add_text("url", whole("\n".join(urls)))
    made.add_text("site", f"{whole(entry.site)} {whole(host)}")
    for tag in entry.tags:
        made.add_text("by_tag", tag)
    for category in entry.categories:
        made.add_text("by_category", category)
    for author in entry.authors:
        made.add_text("by_author", author)
    made.add_text("tag", " ".join(map(whole, entry.tags)))
    made.add_text("category", " ".join(map(whole, entry.categories)))
    made.add_text("by_site", host or entry.site)
    if entry.language:
        made.add_text("by_language", entry.language)
        made.add_text("language", entry.language.casefold())
        primary, dash, _ = entry.language.casefold().partition("-")
        if dash:
            made.add_text("language", primary)
    made.add_text("by_title", fold(entry.title)[:200])


def _add_dates(made: Any, entry: Entry) -> None:
    published, saved = moment_of(entry.published), moment_of(entry.saved)
    if saved is not None:
        made.add_integer("saved_day", day_number(saved))
        made.add_integer("by_saved", _seconds(saved))
    dated = published or saved
    if dated is None:
        made.add_float("recency", 1.0)
        return
    made.add_integer("day", day_number(dated))
    made.add_integer("by_year", dated.year)
    made.add_integer("by_date", _seconds(dated))
    made.add_float("recency", 2.0 ** ((dated.year - 2000 + dated.month / 12) / _RECENCY_YEARS))


def _flags(entry: Entry) -> list[str]:
    flags = ["is:read" if entry.read else "is:unread"]
    if entry.starred:
        flags.append("is:starred")
    body = entry.body
    if ("](" in body and "![" in body) or entry.image:
        flags.append("has:image")
    if "```" in body or "~~~" in body or ("\n    " in body and "\n\n    " in body):
        flags.append("has:code")
    if "|" in body and _TABLE.search(body):
        flags.append("has:table")
    return flags


# The line under a table's head: `| --- | :-: |`, `---|---`
_TABLE = re.compile(r"^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$", re.MULTILINE)

# https://user@www.example.com:8080/path
_HOST = re.compile(r"[a-z][a-z0-9+.-]*://(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host name of a URL without `www.`; empty where there is none."""
    match = _HOST.match(url)
    return match[1].lower() if match else ""


# 2021 | 2021-06 | 2021-06-22 | 2021-06-22T03:58:39+00:00 | 2021-06-22 03:58 Z
_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r" *(?:Z|([+-])(\d{2}):?(\d{2})?)?)?)?)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)  # all articles of an import are saved at one moment
def moment_of(text: str) -> datetime | None:
    """Read a date of the front matter; a missing offset counts as UTC. None for what is not a date."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, offset_hours, offset_minutes = match.groups()
    offset = timedelta(hours=int(offset_hours or 0), minutes=int(offset_minutes or 0))
    try:
        zone = timezone(-offset if sign == "-" else offset) if offset else UTC
        return datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone
        )
    except (ValueError, OverflowError):
        return None


def day_number(moment: datetime) -> int:
    """The calendar day as its source wrote it, as a number that sorts: 20210622."""
    return moment.year * 10000 + moment.month * 100 + moment.day


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _pack(entry: Entry) -> bytes:
    fields = (
        entry.id,
        entry.path,
        entry.title,
        entry.published or entry.saved,
        entry.saved,
        entry.site or host_of(entry.canonical_url or entry.url),
        entry.canonical_url or entry.url,
        entry.language,
        "\n".join(entry.authors),
        "\n".join(entry.tags),
        "\n".join(entry.categories),
    )
    return SEPARATOR.join(field.replace(SEPARATOR, " ") for field in fields).encode("utf-8", "surrogatepass")
