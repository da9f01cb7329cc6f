"""Bookmark files: Netscape HTML, XBEL, Chrome, Firefox, Pinboard, Delicious, Tab Session Manager."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsclip.errors import HostileInput, SourceError
from newsclip.html_events import HtmlEvents
from newsclip.marks import join_notes
from newsclip.sources.handle import PAGE_CAP
from newsclip.sources.item import Item, Origin, merged, real_title, split_tags, tidy_tags, web_url
from newsclip.sources.json_text import Entry, entries, whole
from newsclip.sources.times import from_anything, from_chrome, from_epoch, from_iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsclip.sources.handle import Source

DEPTH_CAP = 100
"""Folders in folders."""

_NOWHERE = Origin("")
"""Stands in an item until `_numbered` gives it its place."""

# linkding keeps a second text in the description: [linkding-notes]...[/linkding-notes]
_LINKDING_NOTES = re.compile(r"\s*\[linkding-notes\](.*?)\[/linkding-notes\]\s*", re.DOTALL)
_LINKDING_ARCHIVED = "linkding:bookmarks.archived"

# Folders that every browser has and that say nothing of a bookmark.
_ROOT_FOLDERS = frozenset(
    {"bookmarks", "bookmarks bar", "bookmarks menu", "bookmarks toolbar", "favorites bar", "other bookmarks",
     "mobile bookmarks", "unsorted bookmarks", "personal toolbar folder", "favourites", "favorites"}
)  # fmt: skip


def _numbered(source: Source, items: Iterable[Item]) -> Iterator[Item]:
    return (replace(item, origin=source.origin(number)) for number, item in enumerate(items, start=1))


def read_netscape(source: Source) -> Iterator[Item]:
    """Links of the bookmark file that every browser writes; DT, DD and P are never closed."""
    parser = _Netscape(source)
    with source.text() as stream:
        parser.read(stream)
    parser.finish()
    return merged(parser.items)


class _Netscape(HtmlEvents):
    """Follows `<DL>` for the folders, takes `<A>` for a link and the text after `<DD>` for its description."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.items: list[Item] = []
        self._source = source
        self._folders: list[str] = []
        self._heading = ""
        self._link: dict[str, str] = {}
        self._title = ""
        self._text: list[str] = []
        self._in_description = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A description ends at whatever follows it, a link without one at all but its own <DD>.
        if tag in {"dt", "dl", "hr"} or (tag == "dd" and self._in_description):
            self.finish()
        if tag == "a":
            self._link = {name: value or "" for name, value in attrs}
            self._text.clear()
        elif tag == "h3":
            self._text.clear()
        elif tag == "dl":
            self._folders.append(self._heading)
            self._heading = ""
            if len(self._folders) > DEPTH_CAP:
                raise HostileInput("folders nested too deep", source=self._source.label, hint="leave it out")
        elif tag == "dd":
            self._in_description = True
            self._text.clear()
        elif tag == "br" and self._in_description:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._title = " ".join("".join(self._text).split())
            self._text.clear()
        elif tag == "h3":
            self._heading = " ".join("".join(self._text).split())
            self._text.clear()
        elif tag == "dl":
            self.finish()
            if self._folders:
                self._folders.pop()

    def finish(self) -> None:
        """Make an item of the link that is open, if there is one."""
        link, self._link = self._link, {}
        description = "".join(self._text).strip() if self._in_description else ""
        self._in_description = False
        url = web_url(link.get("href"))
        if not url:
            return
        tags = split_tags(link.get("tags"))
        if len(tags) == 1 and " " in tags[0] and "," not in link.get("tags", ""):
            tags = tidy_tags(tags[0].split())
        hidden = _LINKDING_NOTES.search(description)
        notes = _LINKDING_NOTES.sub("\n", description).strip()
        self.items.append(
            Item(
                origin=self._source.origin(len(self.items) + 1),
                kind="netscape",
                url=url,
                title=real_title(self._title, url),
                tags=tuple(tag for tag in tags if tag != _LINKDING_ARCHIVED),
                categories=_folder_names(self._folders),
                added=from_epoch(link.get("add_date")),
                notes=join_notes(notes, hidden[1].strip() if hidden else ""),
                read=_LINKDING_ARCHIVED in tags,
            )
        )


def _folder_names(names: list[str]) -> tuple[str, ...]:
    return tidy_tags(name for name in names if name.strip().lower() not in _ROOT_FOLDERS)


def read_xbel(source: Source) -> Iterator[Item]:
    """`<bookmark href>` in `<folder>`s, with buku's TAGS attribute where it is."""
    return merged(_xbel_bookmarks(source))


def _xbel_bookmarks(source: Source) -> Iterator[Item]:
    from newsclip.sources.xml_text import parse_xml

    number = 0
    for element in parse_xml(source).iter("bookmark"):
        url = web_url(element.get("href"))
        if not url:
            continue
        number += 1
        folders = [folder.findtext("title", "") for folder in element.iterancestors("folder")][::-1]
        yield Item(
            origin=source.origin(number),
            kind="xbel",
            url=url,
            title=real_title(element.findtext("title"), url),
            notes=(element.findtext("desc") or "").strip(),
            tags=split_tags(element.get("TAGS") or element.get("tags")),
            categories=_folder_names(folders),
            added=from_iso(element.get("added")),
        )


def read_chrome(source: Source) -> Iterator[Item]:
    """The `Bookmarks` file in a profile of Chrome and its relatives."""
    roots = whole(source).entry("roots")
    return merged(_numbered(source, (item for _, root in roots.children() for item in _chrome_links(root, ()))))


def _chrome_links(node: Entry, folders: tuple[str, ...]) -> Iterator[Item]:
    if len(folders) > DEPTH_CAP:
        return
    for child in node.objects("children"):
        url = web_url(child.text("url"))
        if child.text("type") == "folder":
            yield from _chrome_links(child, (*folders, child.text("name")))
        elif url:
            yield Item(
                origin=_NOWHERE,
                kind="chrome",
                url=url,
                title=real_title(child.text("name"), url),
                categories=tidy_tags(folders),
                added=from_chrome(child.get("date_added")),
            )


def read_firefox(source: Source) -> Iterator[Item]:
    """A backup of Firefox's bookmarks, as JSON or compressed in Mozilla's own LZ4 frame."""
    tree = whole(source, _mozlz4(source) if source.head.startswith(b"mozLz40\0") else None)
    return merged(_numbered(source, _firefox_links(tree, ())))


def _mozlz4(source: Source) -> bytes:
    try:
        import lz4.block
    except ImportError:
        raise SourceError("compressed with LZ4", source=source.label, hint="pip install lz4") from None
    data = source.read()
    size = int.from_bytes(data[8:12], "little")
    if size > PAGE_CAP:
        raise HostileInput("unpacks to more than 100 MiB", source=source.label, hint="leave it out")
    try:
        unpacked: bytes = lz4.block.decompress(data[8:])
    except (lz4.block.LZ4BlockError, ValueError) as error:
        raise SourceError(f"damaged: {error}", source=source.label, hint="export it again") from None
    return unpacked


def _firefox_links(node: Entry, folders: tuple[str, ...]) -> Iterator[Item]:
    if len(folders) > DEPTH_CAP:
        return
    for child in node.objects("children"):
        url = web_url(child.text("uri"))
        if child.text("type") == "text/x-moz-place-container":
            name = "" if child.text("root") else child.text("title")
            yield from _firefox_links(child, (*folders, name))
        elif url:
            yield Item(
                origin=_NOWHERE,
                kind="firefox",
                url=url,
                title=real_title(child.text("title"), url),
                tags=split_tags(child.text("tags")),
                categories=tidy_tags(folders),
                added=from_epoch(child.get("dateAdded")),
            )


def read_pinboard(source: Source) -> Iterator[Item]:
    """Pinboard calls the title `description` and the note `extended`; tags stand between spaces."""
    return merged(_pinboard_entries(source))


def _pinboard_entries(source: Source) -> Iterator[Item]:
    for number, entry in enumerate(entries(source, "item"), start=1):
        url = web_url(entry.text("href"))
        if url:
            yield Item(
                origin=source.origin(number),
                kind="pinboard",
                url=url,
                title=real_title(entry.text("description"), url),
                notes=entry.text("extended"),
                tags=tidy_tags(entry.text("tags").split()),
                added=from_iso(entry.get("time")),
                read=entry.text("toread") == "no",
            )


def read_delicious(source: Source) -> Iterator[Item]:
    """Entries of a Delicious export."""
    return merged(_delicious_entries(source))


def _delicious_entries(source: Source) -> Iterator[Item]:
    for number, entry in enumerate(entries(source, "item"), start=1):
        url = web_url(entry.text("url"))
        if url:
            yield Item(
                origin=source.origin(number),
                kind="delicious",
                url=url,
                title=real_title(entry.text("title"), url),
                notes=entry.text("description"),
                tags=tidy_tags(entry.texts("tags")),
                added=from_anything(entry.get("created")),
            )


def read_tab_sessions(source: Source) -> Iterator[Item]:
    """Tabs of the newest session in a backup of Tab Session Manager."""
    sessions = list(entries(source, "item"))
    newest = max(sessions, key=lambda one: float(one.text("date") or 0), default=Entry({}))
    return merged(_numbered(source, _tabs(newest)))


def _tabs(session: Entry) -> Iterator[Item]:
    for _, window in session.entry("windows").children():
        for _, tab in window.children():
            url = web_url(tab.text("url"))
            if url:
                yield Item(
                    origin=_NOWHERE,
                    kind="tab-sessions",
                    url=url,
                    title=real_title(tab.text("title"), url),
                    added=from_epoch(tab.get("lastAccessed")),
                )
