"""`newsclip save`: sources into the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.archive.choices import Choices
from newsclip.cli import output, rules, web
from newsclip.cli.batch import Batch
from newsclip.cli.context import archive_root, require_text, tags_given
from newsclip.cli.filing import Filing, date_chosen
from newsclip.cli.options import Tags, spread
from newsclip.errors import UsageError

if TYPE_CHECKING:
    from newsclip.conversion import Conversion
    from newsclip.inputs import Document
    from newsclip.library import SaveResult


@spread
def save(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="URLs, files, folders, or - for standard input.")
    ],
    url: Annotated[str, typer.Option(metavar="URL", help="Where a file or standard input came from.")] = "",
    tag: Tags = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="Use this title.")] = "",
    date: Annotated[str, typer.Option(metavar="DATE", help="Use this date of publication.")] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace hand-edited files; file pages that hold no article.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would be saved; write nothing.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say on stderr where each value came from.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but what failed.")] = False,
    images: Annotated[
        bool | None, typer.Option("--images/--no-images", help="Keep the article's images beside it.")
    ] = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Keep --select and --strip as the rules of the site.")
    ] = False,
    *,
    picking: web.Picking,
    fetching: web.Fetching,
) -> int:
    """Save articles; print the path of each on stdout.

    Examples:
      newsclip save https://example.org/news/1
      newsclip save page.html ~/blog/_posts -t reading
      curl -s https://example.org/a | newsclip save - --url https://example.org/a
      newsclip save https://example.org/news/1 --images --cookies ~/cookies.txt
    """
    from newsclip.library import Archive

    if date:
        date_chosen(date)
    output.work_on_without_reader()
    tags = tags_given(tag)
    require_text("--title", title)
    require_text("--url", url)
    if url and (len(sources) > 1 or Path(sources[0]).is_dir()):
        raise UsageError("--url: one address cannot be that of several sources", hint="save them one by one")
    if remember and not (picking.select or picking.strip):
        raise UsageError("--remember needs --select or --strip", hint="there is nothing else to remember")
    choices = picking.choices(title=" ".join(title.split()), date=date)
    root = archive_root()
    settings = fetching.settings(root)
    archive = Archive(root)
    filing = Filing(archive, settings, force=force, dry_run=dry_run, images=images)
    batch = Batch(as_json=as_json)
    pages = web.Web(settings.fetch, archive.snapshots)
    with archive.many():
        for document in batch.documents(sources, pages, url=url):
            with batch.guard(document.source):
                document, conversion = batch.convert(document, choices, pages, accept_any=force, explain=explain)
                article = filing.article(document, conversion, choices, tags)
                said = filing.article(document, conversion, Choices(), ())
                result = filing.save(document, article, choices, said)
                if remember and not dry_run:
                    output.note(
                        f"newsclip: rules kept in {rules.remember(document.url, choices.select, choices.strip)}"
                    )
                if not quiet:
                    _print(document, conversion, result, title=article.title, as_json=as_json)
    return batch.exit_code


def _print(document: Document, conversion: Conversion, result: SaveResult, *, title: str, as_json: bool) -> None:
    if as_json:
        output.out_json(
            {
                "source": document.source,
                "status": str(result.status),
                "id": result.id,
                "path": str(result.path),
                "title": title,
                "confidence": round(conversion.confidence, 3),
            }
        )
        return
    output.out(str(result.path))
    if result.status != "saved":
        output.note(f"newsclip: {document.source}: {result.status}")
