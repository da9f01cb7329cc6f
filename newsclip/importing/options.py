"""What a person can choose for an import."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from newsclip.archive.images import Got
    from newsclip.article import Timestamp
    from newsclip.fetch.model import FetchOptions
    from newsclip.rule_files import RuleFolder


class Dedupe(StrEnum):
    """When an item counts as one that the archive has already."""

    URL = "url"
    """The same URL: a link is not fetched again, and its tags and notes join those of the article."""
    CONTENT = "content"
    """Also the same text under another URL."""
    NEAR = "near"
    """Also nearly the same text: a wire story on five sites."""
    OFF = "off"
    """Never: links are fetched again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to import."""

    kind: str = ""
    """Name of a format; '' finds it by content."""
    jobs: int = 0
    """Worker processes; 0 is one a core, 1 works in this process."""
    limit: int = 0
    """Items to take; 0 takes all."""
    since: Timestamp | None = None
    """Only what was added, or else published, from then on; what has no date is taken."""
    tags: tuple[str, ...] = ()
    """Tags that every article gets."""
    dedupe: Dedupe = Dedupe.URL
    dry_run: bool = False
    force: bool = False
    """Replace hand-edited files, and file pages that hold no article."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fetch: FetchOptions | None = None
    """How links are fetched; None fetches nothing, and links fail with a line that says so."""
    rules: RuleFolder | None = None
    """The site rules."""
    keep_snapshots: bool = True
    """Keep the bytes of fetched pages in the archive."""
    images: Callable[[str, Sequence[str]], Iterable[Got]] | None = None
    """Gets the images of a page, given its URL and theirs; None leaves remote images where they are."""
    report: Path | None = None
    """Where failures are written; None is a file in the archive's state folder."""
    scheduler: str = ""
    """Address of a Dask scheduler that converts; '' converts on this machine."""
