"""`newsclip export`: articles copied into another folder, with links among them made local."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import archive_root
from newsclip.cli.syncing import bring_up_to_date


def export(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where the copies go.")],
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Only articles that match.")] = None,
    local_links: Annotated[
        bool,
        typer.Option("--local-links/--web-links", help="Turn links to exported articles into links to their files."),
    ] = True,
    force: Annotated[bool, typer.Option("--force", help="Replace files that were edited there, too.")] = False,
) -> int:
    """Copy articles and their pictures into another folder.

    Copies that are there already are brought up to date; one that was edited there, or is none of newsclip's, stays.
    Prints the path of each file that was written.

    Examples:
      newsclip export ~/vault
      newsclip export ~/travel tag:travel after:2024 --web-links
    """
    from newsclip.cli.batch import Batch
    from newsclip.errors import NewsclipError, UsageError
    from newsclip.export import export as exported
    from newsclip.library import Archive

    if not folder:
        # An unset variable in a script must not fill the folder that it runs in.
        raise UsageError("FOLDER is empty", hint="name the folder that the copies go to")
    output.work_on_without_reader()
    batch = Batch()
    archive = Archive(archive_root())
    bring_up_to_date(archive)
    for file in exported(archive, Path(folder), " ".join(query or ()), local_links=local_links, force=force):
        if isinstance(file, NewsclipError):
            batch.failed(file, folder)
        elif not file.unchanged:
            output.out(str(file.path))
    return batch.exit_code
