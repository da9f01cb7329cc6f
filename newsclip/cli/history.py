"""`newsclip history`, `diff` and `refile`: earlier texts of an article, and new ones made of what was fetched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import archive_root

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from newsclip.archive.files import StoredArticle
    from newsclip.archive.history import Version
    from newsclip.archive.snapshots import Capture
    from newsclip.cli.batch import Batch
    from newsclip.cli.filing import Filing
    from newsclip.library import Archive, SaveResult

_Reference = Annotated[str, typer.Argument(metavar="ID|PATH|URL", help="Which article.")]


def history(
    reference: _Reference,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a version.")] = False,
) -> int:
    """List the texts that an article has had, oldest first.

    Each line: number, since when, characters, title; the one that is current, and those that a snapshot is kept for.

    Examples:
      newsclip history https://example.org/news/1
      newsclip show 3tq6kz --at 2026-06
    """
    from newsclip.library import Archive

    archive = Archive(archive_root())
    stored = archive.get(reference)
    versions = archive.history.versions(stored)
    captures = archive.snapshots.captures(stored.id)
    for version, captured in zip(versions, _captures_by_version(versions, captures), strict=True):
        article = version.read().article
        if as_json:
            output.out_json(
                {
                    "number": version.number,
                    "since": version.since.isoformat(),
                    "until": version.until.isoformat() if version.until else None,
                    "current": version.until is None,
                    "title": article.title,
                    "characters": len(article.body),
                    "path": str(version.path),
                    "snapshots": [page.sha256 for capture in captured for page in capture.pages],
                }
            )
            continue
        marks = ["current"] if version.until is None else []
        marks += ["snapshot"] if captured else []
        note = f"  ({', '.join(marks)})" if marks else ""
        since = _written(version.since)
        output.out(f"{version.number:>3}  {since}  {len(article.body):>7}  {article.title}{note}")
    return 0


def _written(moment: datetime) -> str:
    """A moment in the reader's own zone; a file that does not say when it was saved has been there since ever."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}" if moment.year > 1970 else "at first".ljust(19)


def _captures_by_version(versions: Sequence[Version], captures: Sequence[Capture]) -> list[Sequence[Capture]]:
    """What was fetched for each version: what it was made of, and what came after and gave no other text."""
    # A page is filed in the second in which it was fetched, or a little later.
    begins = [
        max((index for index, capture in enumerate(captures) if capture.taken <= version.since), default=0)
        for version in versions
    ]
    return [captures[start:end] for start, end in zip(begins, [*begins[1:], len(captures)], strict=True)]


def diff(
    reference: _Reference,
    old: Annotated[int | None, typer.Argument(metavar="OLD", help="Number of the older version.", min=1)] = None,
    new: Annotated[int | None, typer.Argument(metavar="NEW", help="Number of the newer one.", min=1)] = None,
) -> int:
    """Show what has changed between two versions of an article.

    They are the last two, or those named by the numbers that 'newsclip history' shows.

    Examples:
      newsclip diff 3tq6kz
      newsclip diff https://example.org/news/1 1 3
    """
    from newsclip.library import Archive

    archive = Archive(archive_root())
    stored = archive.get(reference)
    versions = archive.history.versions(stored)
    if len(versions) == 1 and not old:
        output.note(f"newsclip: {reference}: there is only one version")
        return 0
    newer = _chosen(versions, new or len(versions), reference)
    older = _chosen(versions, old or newer.number - 1, reference)
    lines = list(_differences(older, newer))
    if not lines:
        output.note(f"newsclip: {reference}: the texts are the same; what differs is in the front matter")
    for line in lines:
        output.out(line)
    return 0


def _chosen(versions: Sequence[Version], number: int, reference: str) -> Version:
    if not 1 <= number <= len(versions):
        from newsclip.errors import UsageError

        raise UsageError(
            f"there is no version {number}", source=reference, hint=f"'newsclip history {reference}' lists them"
        )
    return versions[number - 1]


def _differences(older: Version, newer: Version) -> Iterator[str]:
    import difflib

    def lines(version: Version) -> list[str]:
        article = version.read().article
        return [f"# {article.title}", "", *article.body.splitlines()]

    def label(version: Version) -> str:
        return f"{version.number}  {_written(version.since)}"

    shades = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"} if output.on_terminal() else {}
    found = difflib.unified_diff(lines(older), lines(newer), label(older), label(newer), n=2, lineterm="")
    for line in found:
        shade = shades.get(line[:1], "")
        yield f"{shade}{line}\x1b[0m" if shade else line


def refile(
    references: Annotated[
        list[str] | None, typer.Argument(metavar="ID|PATH|URL", help="Which articles; without any, all.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace hand-edited files, too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change; write nothing.")] = False,
    images: Annotated[
        bool | None,
        typer.Option("--images/--no-images", help="Keep images beside the articles, or link to the web again."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an article.")] = False,
) -> int:
    """Convert articles again from what was fetched for them; offline.

    Today's newsclip, rules and settings make the new text; the old one stays in the article's history. Prints
    the path of each article that changes. A file that was edited by hand stays as it is.

    Examples:
      newsclip refile --dry-run
      newsclip refile 3tq6kz
    """
    from newsclip.cli.batch import Batch
    from newsclip.cli.filing import Filing
    from newsclip.config import load_settings
    from newsclip.errors import EditedByHand, NoArticle
    from newsclip.library import Archive

    root = archive_root()
    archive = Archive(root)
    filing = Filing(archive, load_settings(root), force=force, dry_run=dry_run, images=images, offline=True)
    output.work_on_without_reader()
    batch = Batch(as_json=as_json)
    counts: dict[str, int] = {}

    def count(word: str) -> None:
        counts[word] = counts.get(word, 0) + 1

    with archive.many():
        for stored in _stored(archive, references, batch):
            with batch.guard(str(stored.path)):
                capture = archive.snapshots.latest(stored.id)
                if capture is None and images is None:
                    count("without a snapshot")
                    continue
                try:
                    result = _refile(archive, filing, stored, capture)
                except EditedByHand:
                    count("edited by hand")
                    continue
                except NoArticle:
                    count("left as they are, for today no article is found")
                    continue
                count(str(result.status))
                if as_json:
                    output.out_json({"status": str(result.status), "id": result.id, "path": str(result.path)})
                elif result.status == "updated":
                    output.out(str(result.path))
    told = ", ".join(f"{number:,} {word}" for word, number in sorted(counts.items(), reverse=True))
    output.note(f"newsclip: {told or 'nothing to refile'}")
    return batch.exit_code


def _stored(archive: Archive, references: Sequence[str] | None, batch: Batch) -> Iterator[StoredArticle]:
    from newsclip.archive.files import read_article

    if references:
        for reference in references:
            with batch.guard(reference):
                yield archive.get(reference)
        return
    for entry in archive.list():
        with batch.guard(str(entry.path)):
            yield read_article(archive.root / entry.path)


def _refile(archive: Archive, filing: Filing, stored: StoredArticle, capture: Capture | None) -> SaveResult:
    from newsclip.archive.choices import Choices
    from newsclip.archive.identity import article_id
    from newsclip.cli.filing import convert_chosen
    from newsclip.fetch.capture import replay
    from newsclip.inputs import Document

    if capture is None:
        # Only the images are asked about, and the file itself says what they are.
        return filing.save(Document(str(stored.path), b"", stored.article.url), stored.article, Choices())
    fetched = replay(archive.snapshots, capture)
    document = Document(
        str(stored.path), fetched.body, fetched.final_url, fetched.content_type or None, fetched=fetched
    )
    conversion = convert_chosen(document, capture.choices, accept_any=False)
    article, said = (filing.article(document, conversion, choices, ()) for choices in (capture.choices, Choices()))
    if article_id(article) != stored.id:
        # Today's newsclip reads another canonical URL: the article keeps the name that it was filed under.
        article, said = (
            replace(one, url=stored.article.url, canonical_url=stored.article.canonical_url) for one in (article, said)
        )
    return filing.save(document, article, capture.choices, said)
