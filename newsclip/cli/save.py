"""`newsclip save`: sources into the archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsclip.cli import output
from newsclip.cli.batch import Batch
from newsclip.cli.context import archive_root

if TYPE_CHECKING:
    from newsclip.article import Article
    from newsclip.convert import Conversion
    from newsclip.inputs import Document
    from newsclip.library import Archive


def save(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="URLs, files, folders, or - for standard input.")
    ],
    url: Annotated[str, typer.Option(metavar="URL", help="Where a file or standard input came from.")] = "",
    tag: Annotated[list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Add a tag; repeatable.")] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Use this title.")] = "",
    date: Annotated[str, typer.Option(metavar="DATE", help="Use this date of publication.")] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace hand-edited files; file pages that hold no article.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would be saved; write nothing.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say on stderr where each value came from.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source on stdout.")] = False,
) -> int:
    """Save articles; print the path of each on stdout.

    Examples:
      newsclip save https://example.org/news/1
      newsclip save page.html ~/blog/_posts -t reading
      curl -s https://example.org/a | newsclip save - --url https://example.org/a
    """
    from newsclip.library import Archive

    changes = _changes(title, date)
    archive = Archive(archive_root())
    batch = Batch(as_json=as_json)
    for document in batch.documents(sources, url=url):
        with batch.guard(document.source):
            conversion = batch.convert(document, accept_any=force, explain=explain)
            article = replace(conversion.article, **changes)
            article = replace(article, tags=tuple(dict.fromkeys((*article.tags, *(tag or ())))))
            _file(archive, document, conversion, article, force=force, dry_run=dry_run, as_json=as_json)
    return batch.exit_code


def _changes(title: str, date: str) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if title:
        changes["title"] = title
    if date:
        from newsclip.errors import UsageError
        from newsclip.extract.dates import parse_date

        published = parse_date(date)
        if published is None:
            raise UsageError(
                f"--date: not a date: {date!r}", hint="write it as 2021-06-22 or 2021-06-22T03:58:39+00:00"
            )
        changes["published"] = published
    return changes


def _file(
    archive: Archive,
    document: Document,
    conversion: Conversion,
    article: Article,
    *,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    result = archive.save(article, force=force, dry_run=dry_run)
    if as_json:
        output.out_json(
            {
                "source": document.source,
                "status": str(result.status),
                "id": result.id,
                "path": str(result.path),
                "title": article.title,
                "confidence": round(conversion.confidence, 3),
            }
        )
        return
    output.out(str(result.path))
    if result.status != "saved":
        output.note(f"newsclip: {document.source}: {result.status}")
