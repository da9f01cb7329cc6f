"""Posts and notes: files with front matter, Markdown without it, plain text, nb's bookmarks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.sources.item import HTML, PLAIN, POST, Item, tidy_tags, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source


def read_post_file(source: Source) -> Iterator[Item]:
    """The one post of a file."""
    yield Item(origin=source.origin(), kind="post", content=source.local or source.read(), media_type=POST)


def read_text_file(source: Source) -> Iterator[Item]:
    """The one text of a file; its name is the title."""
    title = " ".join(source.name.rsplit(".", 1)[0].split())
    yield Item(
        origin=source.origin(), kind="text", content=source.local or source.read(), media_type=PLAIN, title=title
    )


# `## Description` and the text below it
_SECTION = re.compile(r"^##[ \t]+([^\n]+?)[ \t]*$\n(.*?)(?=^##[ \t]|\Z)", re.MULTILINE | re.DOTALL)
# `# Title (example.com)`, nb's first line
_TITLE = re.compile(r"\s*#[ \t]+(.+?)(?:[ \t]+\([^()\s]+\.[^()\s]+\))?[ \t]*\r?\n")
_URL = re.compile(r"<(https?://[^>\s]+)>")
# ```html ... ```
_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)


def read_nb(source: Source) -> Iterator[Item]:
    """A bookmark of nb: the page's own source if it is kept, else its content, else a link to fetch."""
    text = source.read().decode(source.encoding, "replace").replace("\r\n", "\n")
    title, url = _TITLE.match(text), _URL.search(text)
    sections = {match[1].strip().lower(): match[2].strip() for match in _SECTION.finditer(text)}
    # What is quoted from the page may hold headings of its own, so it is cut from the heading to the end.
    content = re.search(r"^## Content[ \t]*$\n(.*?)(?=^## Source[ \t]*$|\Z)", text, re.MULTILINE | re.DOTALL)
    page = re.search(r"^## Source[ \t]*$\n(.*)\Z", text, re.MULTILINE | re.DOTALL)
    html = _FENCE.search(page[1]) if page is not None else None
    body = html[2] if html is not None else content[1].strip() if content is not None else ""
    quote = "\n".join(line.lstrip("> ") for line in sections.get("quote", "").splitlines()).strip()
    yield Item(
        origin=source.origin(),
        kind="nb",
        content=body or None,
        media_type=HTML if html is not None else POST,
        url=web_url(url[1]) if url is not None else "",
        title=title[1] if title is not None else "",
        description=sections.get("description", ""),
        highlights=tidy_tags([quote]),
        notes=sections.get("comment", ""),
        tags=tidy_tags(tag.lstrip("#") for tag in sections.get("tags", "").split()),
    )
