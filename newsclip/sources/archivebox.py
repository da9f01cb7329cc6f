"""ArchiveBox data folders (to version 0.8): `archive/<timestamp>/index.json` and the best page beside it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from newsclip.errors import NewsclipError
from newsclip.sources.containers import failed
from newsclip.sources.handle import file_source
from newsclip.sources.item import FRAGMENT, HTML, Item, merged, real_title, split_tags, tidy_tags, web_url
from newsclip.sources.json_text import whole
from newsclip.sources.times import from_anything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Best first: the page after its scripts ran, then what readers made of it.
_PAGES = (
    ("singlefile.html", HTML),
    ("output.html", HTML),
    ("readability/content.html", FRAGMENT),
    ("mercury/content.html", FRAGMENT),
)


def is_archivebox(folder: Path) -> bool:
    """Whether a folder is a data folder of ArchiveBox, its `archive` folder, or one snapshot."""
    return any(True for _ in _snapshots(folder))


def read_archivebox(folder: Path) -> Iterator[Item]:
    """All snapshots, oldest first; those of one URL become one article."""
    return merged(chain.from_iterable(_snapshot(place) for place in _snapshots(folder)))


def _snapshots(folder: Path) -> Iterator[Path]:
    if _is_snapshot(folder):
        yield folder
        return
    for parent in (folder / "archive", folder):
        places = sorted(place for place in parent.glob("[0-9]*") if place.is_dir() and _is_snapshot(place))
        if places:
            yield from places
            return


def _is_snapshot(folder: Path) -> bool:
    return folder.name.replace(".", "").isdigit() and (folder / "index.json").is_file()


def _snapshot(folder: Path) -> Iterator[Item]:
    index = file_source(folder / "index.json")
    try:
        entry = whole(index)
        url = web_url(entry.text("url"))
        if not url:
            return
        found = next(((name, kind) for name, kind in _PAGES if (folder / name).is_file()), None)
        content: bytes | Path | None = folder / found[0] if found else _from_warc(folder, url)
        yield Item(
            origin=index.origin(),
            kind="archivebox",
            content=content,
            media_type=found[1] if found else HTML,
            url=url,
            title=real_title(entry.text("title"), url),
            tags=split_tags(entry.text("tags")) or tidy_tags(entry.texts("tags")),
            added=from_anything(entry.get("timestamp")) or from_anything(folder.name),
        )
    except NewsclipError as error:
        yield failed(index, error)


def _from_warc(folder: Path, url: str) -> bytes | None:
    from newsclip.sources.webarchives import read_warc

    for path in sorted((folder / "warc").glob("*.warc*")):
        for item in read_warc(file_source(path)):
            if item.url == url and isinstance(item.content, bytes):
                return item.content
    return None
