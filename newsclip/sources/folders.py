"""Folders of posts, pages and exports: walked in a fixed order, with what a site generates or hides left out."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from newsclip.errors import HostileInput, NewsclipError, SourceError, UnsupportedSource
from newsclip.sources.containers import failed, is_companion
from newsclip.sources.handle import file_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathspec import GitIgnoreSpec

    from newsclip.sources.handle import Source
    from newsclip.sources.item import Item

IGNORE_FILE = ".newsclipignore"
"""Patterns of files to leave out, in the syntax of `.gitignore`."""

DEPTH_CAP = 100
"""Folders in folders."""

_LITTER = frozenset({"node_modules", "bower_components", "__pycache__", "__MACOSX", "venv", "$RECYCLE.BIN"})

SITE_MARKS = frozenset(
    {"_config.yml", "_config.yaml", "_config.toml", "hugo.toml", "hugo.yaml", "hugo.json", "config.toml"}
)
"""Files that only the root of a Hexo, Jekyll or Hugo site has."""
_SITE_OWN = frozenset({
    "public", "_site", "resources", "themes", "scaffolds", "archetypes", "layouts", "vendor", "assets", "_layouts",
    "_includes", "_sass", "_data", "404.html", "404.md", "readme.md", "license.md", "changelog.md", "sitemap.xml",
    "db.json", "package.json",
})  # fmt: skip
"""What is beside those files and is no post: what the generator writes, templates, the repository's own papers."""

# "Some page_files", "Some page-Dateien", "Some page_fichiers": where a browser puts the files of a "complete page"
_COMPANION_FOLDER = re.compile(
    r"[ _.-]?(?:files?|dateien|fichiers|archivos|ficheiros|arquivos|bestanden|filer|tiedostot|pliki|soubory"
    r"|elemei|file|elementos|файлы|fitxategiak|dosyalar|ファイル|파일|文件|檔案)",
    re.IGNORECASE,
)
_LINK_LISTS = frozenset({"urls", "markdown-links", "org-links", "paths"})
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files of a folder are wanted: glob patterns on the path below it, and a folder that is never entered."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    never: Path | None = None

    def wants(self, relative: str) -> bool:
        """Whether a file is wanted; a pattern without `/` is compared with its name alone."""
        if any(_matches(relative, pattern) for pattern in self.exclude):
            return False
        return not self.include or any(_matches(relative, pattern) for pattern in self.include)


def _matches(relative: str, pattern: str) -> bool:
    name = relative if "/" in pattern else relative.rsplit("/", 1)[-1]
    return fnmatchcase(name, pattern) or fnmatchcase(relative, f"*/{pattern}")


def read_place(folder: Path, kind: str = "", selection: Selection | None = None) -> Iterator[Item]:
    """All items of a folder: an export that was unpacked as what it is, anything else file by file.

    Raises SourceError when the folder cannot be read, UnsupportedSource when it holds nothing to import.
    """
    from newsclip.sources.archivebox import is_archivebox, read_archivebox
    from newsclip.sources.omnivore import METADATA, read_omnivore_folder

    if kind in {"", "omnivore"} and any(METADATA.fullmatch(path.name) for path in folder.glob("metadata_*.json")):
        return read_omnivore_folder(folder)
    if kind in {"", "archivebox"} and is_archivebox(folder):
        return read_archivebox(folder)
    return _read_files(folder, "" if kind == "folder" else kind, selection or Selection())


def _read_files(folder: Path, kind: str, selection: Selection) -> Iterator[Item]:
    found = False
    for path in walk(folder, selection):
        if isinstance(path, SourceError):
            found = True
            yield failed(file_source(Path(path.source), named=False), path)
            continue
        for item in _read_file(file_source(path, named=False), kind):
            found = True
            yield item
    if not found:
        raise UnsupportedSource(
            "a folder without posts, pages or exports", source=str(folder), hint="see 'newsclip import --list-formats'"
        )


def _read_file(source: Source, kind: str) -> Iterator[Item]:
    from newsclip.sources import read_source
    from newsclip.sources.detect import detect

    try:
        found = kind or detect(source)
        if found in _LINK_LISTS and not kind:
            # A list of links in a folder of posts is a post or a note; nobody asked to fetch it.
            if not source.name.lower().endswith(_MARKDOWN):
                return
            found = "post"
        yield from read_source(source, found)
    except UnsupportedSource as error:
        if kind:
            yield failed(source, error)
    except NewsclipError as error:
        if error.reason != "empty":
            yield failed(source, error)


def walk(folder: Path, selection: Selection | None = None) -> Iterator[Path | SourceError]:
    """Files below a folder that may be articles, in the order of their names; links to folders are not followed.

    An error stands in the place of a folder in it that cannot be read. Raises SourceError when the first one cannot.
    """
    wanted = selection or Selection()
    stack: list[tuple[str, str, int]] = [(os.fspath(folder), "", 0)]
    specs = _ignored(folder)
    while stack:
        place, below, depth = stack.pop()
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}"
            unreadable = SourceError(reason, source=place, hint="check its permissions")
            if not depth:
                raise unreadable from None
            yield unreadable
            continue
        names = {entry.name for entry in entries}
        of_site = _SITE_OWN if names & SITE_MARKS else frozenset()
        inner: list[tuple[str, str, int]] = []
        for entry in entries:
            relative = below + entry.name
            if entry.name.startswith(".") or entry.name in _LITTER or entry.name.lower() in of_site:
                continue
            if entry.is_dir(follow_symlinks=False):
                if _skipped_folder(entry, names, below, wanted) or _matches_spec(specs, f"{relative}/"):
                    continue
                if depth < DEPTH_CAP:
                    inner.append((entry.path, f"{relative}/", depth + 1))
                else:
                    reason = f"a folder below {DEPTH_CAP} others"
                    yield HostileInput(reason, source=entry.path, hint="import it by itself")
            elif (
                _is_file(entry)
                and not is_companion(entry.name)
                and wanted.wants(relative)
                and not _matches_spec(specs, relative)
            ):
                yield Path(entry.path)
        stack.extend(reversed(inner))


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or leads to one: a link may lead to itself."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _skipped_folder(entry: os.DirEntry[str], siblings: set[str], below: str, wanted: Selection) -> bool:
    stems = (name.rsplit(".", 1)[0] for name in siblings if name.lower().endswith((".html", ".htm", ".xhtml")))
    for stem in stems:
        if entry.name.startswith(stem) and _COMPANION_FOLDER.fullmatch(entry.name[len(stem) :]):
            return True
    if any(_matches(below + entry.name, pattern.rstrip("/")) for pattern in wanted.exclude):
        return True
    return wanted.never is not None and Path(entry.path).resolve() == wanted.never


def _ignored(folder: Path) -> GitIgnoreSpec | None:
    path = folder / IGNORE_FILE
    if not path.is_file():
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(path.read_text("utf-8", "replace").splitlines())


def _matches_spec(spec: GitIgnoreSpec | None, relative: str) -> bool:
    return spec is not None and spec.match_file(relative)


def read_folder(source: Source) -> Iterator[Item]:
    """For the table of formats: a folder never opens as one stream of bytes."""
    raise UnsupportedSource("not a folder", source=source.label, hint="leave out '--kind folder'")
