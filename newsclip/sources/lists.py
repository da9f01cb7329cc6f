"""Lists of links: plain text, NUL-separated, OneTab, newsboat's `urls`, and buku's Markdown and Org."""

from __future__ import annotations

import re
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.errors import NewsclipError, SourceError
from newsclip.sources.containers import failed
from newsclip.sources.handle import file_source
from newsclip.sources.item import Item, merged, real_title, split_tags, tidy_tags, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source

LINE_CAP = 64 * 1024
"""Characters of a line or entry; no URL is longer."""

# the URL of `see https://example.com/a, or`
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_CLOSING = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "」": "「", "》": "《"}
# newsboat: https://example.com/feed "tag" "~title" "!hidden"
_QUOTED = re.compile(r'"([^"]*)"')
# - [title](https://example.com) <!-- TAGS: a,b -->   or   - <https://example.com>
_MARKDOWN_LINK = re.compile(
    r"[-*] (?:\[(?P<title>.*)\]\((?P<url>https?://.*?)\)|<(?P<bare>https?://[^>]+)>)"
    r"\s*(?:<!--\s*TAGS:\s*(?P<tags>.*?)\s*-->)?\s*$",
    re.IGNORECASE,
)
# * [[https://example.com][title]] :a:b:   or   * [[https://example.com]]
_ORG_LINK = re.compile(r"\*+ \[\[(https?://[^\]]+)\](?:\[(.*)\])?\](?:\s+:(.+):)?\s*$", re.IGNORECASE)


def read_urls(source: Source) -> Iterator[Item]:
    """The first URL of each line (or of each NUL-separated entry); `#` begins a comment."""
    return merged(_url_items(source, b"\0" if b"\0" in source.head and source.encoding != "utf-16" else b""))


def _url_items(source: Source, separator: bytes) -> Iterator[Item]:
    for number, line in _nul_entries(source) if separator else _lines(source):
        match = None if line.startswith("#") else _URL.search(line)
        if match is None:
            continue
        url = _without_tail(match[0])
        behind = line[match.end() :].strip()
        quoted = [words for words in _QUOTED.findall(behind) if not words.startswith("!")]
        title = behind.removeprefix("|").strip() if behind.startswith("|") else ""
        yield Item(
            origin=source.origin(number),
            kind="urls",
            url=url,
            title=real_title(next((words[1:] for words in quoted if words.startswith("~")), title), url),
            tags=tidy_tags(words for words in quoted if not words.startswith("~")),
        )


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    with source.text() as stream:
        for number, line in enumerate(iter(partial(stream.readline, LINE_CAP), ""), start=1):
            yield number, line.strip().removeprefix("\ufeff")


def _nul_entries(source: Source) -> Iterator[tuple[int, str]]:
    number, rest = 0, b""
    with source.open() as stream:
        while chunk := stream.read(LINE_CAP):
            *whole, rest = (rest + chunk).split(b"\0")
            if len(rest) > LINE_CAP:
                raise SourceError("no list separated by NUL", source=source.label, hint="use 'find ... -print0'")
            for entry in whole:
                number += 1
                yield number, entry.decode("utf-8", "surrogateescape")
    if rest.strip(b"\n"):
        yield number + 1, rest.decode("utf-8", "surrogateescape")


def _without_tail(url: str) -> str:
    """The URL without the punctuation of the sentence that it stands in."""
    while url:
        last = url[-1]
        opening = _CLOSING.get(last)
        if last in ".,;:!?'。，；：！？、" or (opening and url.count(last) > url.count(opening)):
            url = url[:-1]
        else:
            break
    return url


def read_nul_list(source: Source) -> Iterator[Item]:
    """What `find -print0` gives: each entry is a file, a folder or a URL, and is read as such."""
    return chain.from_iterable(_entry(source, number, entry) for number, entry in _nul_entries(source) if entry)


def _entry(source: Source, number: int, entry: str) -> Iterator[Item]:
    from newsclip.sources import open_source

    if web_url(entry):
        yield Item(origin=source.origin(number), kind="urls", url=entry)
        return
    try:
        yield from open_source(entry)
    except NewsclipError as error:
        yield failed(file_source(Path(entry)), error)


def read_markdown_links(source: Source) -> Iterator[Item]:
    """`- [title](url) <!-- TAGS: a,b -->`, one a line."""
    return merged(_markdown_items(source))


def _markdown_items(source: Source) -> Iterator[Item]:
    for number, line in _lines(source):
        match = _MARKDOWN_LINK.match(line)
        url = web_url(match["url"] or match["bare"]) if match else ""
        if match and url:
            yield Item(
                origin=source.origin(number),
                kind="markdown-links",
                url=url,
                title=real_title(match["title"], url),
                tags=split_tags(match["tags"]),
            )


def read_org_links(source: Source) -> Iterator[Item]:
    """`* [[url][title]] :tag:tag:`, one a line."""
    return merged(_org_items(source))


def _org_items(source: Source) -> Iterator[Item]:
    for number, line in _lines(source):
        match = _ORG_LINK.match(line)
        if match:
            yield Item(
                origin=source.origin(number),
                kind="org-links",
                url=match[1],
                title=real_title(match[2], match[1]),
                tags=split_tags(match[3], ":"),
            )
