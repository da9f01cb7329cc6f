"""`newsclip import`: everything that people already have, into the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import archive_root, command_line, tags_given
from newsclip.cli.options import MOST_ITEMS, Jobs, Tags
from newsclip.errors import Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsclip.archive.images import Got
    from newsclip.cli.progress import ImportProgress
    from newsclip.config import Settings
    from newsclip.importing.options import ImportOptions
    from newsclip.importing.outcome import Outcome, Tally

_ENGINES = ("local", "dask")


def import_(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help="Files, folders, URLs, or - for standard input.")
    ] = None,
    kind: Annotated[str, typer.Option(metavar="FORMAT", help="Take the input for this format.")] = "",
    list_formats: Annotated[bool, typer.Option("--list-formats", help="List the formats, and exit.")] = False,
    tag: Tags = None,
    since: Annotated[str, typer.Option(metavar="DATE", help="Only what was added from then on.")] = "",
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help="Take N items at most.", min=0, max=MOST_ITEMS)
    ] = 0,
    dedupe: Annotated[
        str, typer.Option(metavar="url|content|near|off", help="When the archive has an article already.")
    ] = "url",
    include: Annotated[
        list[str] | None, typer.Option(metavar="GLOB", help="Of folders, only such files; repeatable.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="GLOB", help="Of folders, no such files; repeatable.")
    ] = None,
    null: Annotated[bool, typer.Option("-0", help="The input is a list separated by NUL, as of find -print0.")] = False,
    jobs: Jobs = 0,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch nothing; links fail.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace hand-edited files; file pages that hold no article.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would be done; write nothing.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the failures there, for another import.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an item on stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.")] = False,
    engine: Annotated[str, typer.Option(metavar="local|dask", help="Where pages are converted.")] = "local",
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="The Dask scheduler, tcp://host:8786.")] = "",
    output_: Annotated[
        str, typer.Option("--output", metavar="URL", help="With dask: write partitions there, file nothing.")
    ] = "",
    output_format: Annotated[
        str, typer.Option(metavar="parquet|jsonl|archive", help="Of these partitions.")
    ] = "parquet",
) -> int:
    """Import articles and links from files, folders, feeds and exports.

    --list-formats shows the exports of other programs that are read. The format is found by content. An interrupted
    import goes on where it was when the same command is given again.

    Examples:
      newsclip import ~/blog/source/_posts
      newsclip import pocket.zip bookmarks.html --tag imported
      find . -name '*.html' -print0 | newsclip import -0 -
      newsclip import https://example.org/feed.xml
    """
    if list_formats:
        _list_formats()
        return 0
    output.work_on_without_reader()
    if not sources:
        raise UsageError("SOURCE is missing", hint="give files, folders, URLs, or - for standard input")
    if engine != "dask":
        from newsclip.importing.server import cores, warm_up

        if (jobs or cores()) > 1:
            # At once, for it takes as long as all that is to do before the first post is read.
            warm_up()
    options = _options(
        kind=kind or ("paths" if null else ""),
        jobs=jobs,
        limit=limit,
        since=since,
        tags=tags_given(tag),
        dedupe=dedupe,
        dry_run=dry_run,
        force=force,
        include=include or [],
        exclude=exclude or [],
        offline=offline,
        report=report,
        scheduler=_scheduler(engine, scheduler),
    )
    if output_:
        return _write_partitions(sources, options, output_, output_format, quiet=quiet)
    return _run(sources, options, as_json=as_json, quiet=quiet)


def _options(
    *,
    kind: str,
    jobs: int,
    limit: int,
    since: str,
    tags: tuple[str, ...],
    dedupe: str,
    dry_run: bool,
    force: bool,
    include: list[str],
    exclude: list[str],
    offline: bool,
    report: Path | None,
    scheduler: str,
) -> ImportOptions:
    from newsclip.cli.rules import rules_folder
    from newsclip.cli.web import fetch_options
    from newsclip.config import load_settings
    from newsclip.importing.options import Dedupe, ImportOptions
    from newsclip.rule_files import RuleFolder
    from newsclip.sources.formats import FORMATS

    if kind and kind not in FORMATS:
        raise UsageError(f"--kind: unknown format {kind!r}", hint="'newsclip import --list-formats' shows them")
    if dedupe not in set(Dedupe):
        raise UsageError(f"--dedupe: unknown way {dedupe!r}", hint=f"use one of {', '.join(Dedupe)}")
    moment = None
    if since:
        from newsclip.extract.dates import parse_date

        moment = parse_date(since)
        if moment is None:
            raise UsageError(f"--since: not a date: {since!r}", hint="write it as 2021-06-22")
    settings = load_settings(archive_root())
    return ImportOptions(
        kind=kind,
        jobs=jobs,
        limit=limit,
        since=moment,
        tags=tags,
        dedupe=Dedupe(dedupe),
        dry_run=dry_run,
        force=force,
        include=tuple(include),
        exclude=tuple(exclude),
        fetch=None if offline else fetch_options(settings.fetch),
        rules=RuleFolder(rules_folder()),
        keep_snapshots=settings.snapshots.save,
        images=None if offline else image_getter(settings),
        report=report,
        scheduler=scheduler,
    )


def image_getter(settings: Settings) -> Callable[[str, Sequence[str]], Iterable[Got]] | None:
    """What gets the images of a page, where the settings want them kept."""
    if not settings.images.save:
        return None
    from newsclip.cli.web import image_fetcher

    return image_fetcher(settings)


def _scheduler(engine: str, scheduler: str) -> str:
    if engine not in _ENGINES:
        raise UsageError(f"--engine: unknown engine {engine!r}", hint=f"use one of {', '.join(_ENGINES)}")
    if engine == "dask" and not scheduler:
        raise UsageError(
            "--engine dask needs --scheduler", hint="start one with 'dask scheduler', and name its address"
        )
    if engine == "local" and scheduler:
        raise UsageError("--scheduler is for --engine dask", hint="add --engine dask")
    return scheduler


def _list_formats() -> None:
    from newsclip.sources.formats import FORMATS

    group = ""
    for entry in FORMATS.values():
        if entry.group != group:
            output.out(f"{'' if not group else chr(10)}{entry.group}")
            group = entry.group
        fetched = "" if entry.offline else " (pages are fetched)"
        output.out(f"  {entry.name:<20} {entry.title}{fetched}")
        output.out(f"  {'':<20}   known by: {entry.recognised}")
        output.out(f"  {'':<20}   kept: {entry.kept}")


def _run(sources: Sequence[str], options: ImportOptions, *, as_json: bool, quiet: bool) -> int:
    from newsclip.cli.progress import ImportProgress
    from newsclip.importing.outcome import Tally
    from newsclip.importing.pipeline import report_path, run_import
    from newsclip.importing.reading import command_of

    root = archive_root()
    tally = Tally()
    with ImportProgress(tally, total=_total(sources, options), quiet=quiet or as_json) as progress:
        outcomes = run_import(sources, root, options, tally=tally, progress=progress.indexing)
        show_outcomes(outcomes, tally, progress, as_json=as_json, dry_run=options.dry_run)
    if not quiet:
        report = report_path(command_of(sources, options), root, options)
        summarize(tally, report, dry_run=options.dry_run, as_json=as_json, nothing="nothing to import")
    return tally.exit_code


def show_outcomes(
    outcomes: Iterator[Outcome], tally: Tally, progress: ImportProgress, *, as_json: bool, dry_run: bool
) -> None:
    """Go through an import: say what failed, draw the rest."""
    from newsclip.importing.outcome import PROBLEMS

    said_resumed = False
    try:
        for outcome in outcomes:
            if tally.before and not said_resumed:
                said_resumed = True
                progress.say(f"newsclip: going on; {tally.before:,} were done before")
            if as_json:
                output.out_json(_record(outcome))
            elif dry_run and outcome.path is not None:
                output.out(f"{outcome.result}\t{outcome.path}")
            if outcome.result in PROBLEMS and not as_json:
                progress.say(f"newsclip: {outcome.reason}")
            progress.show()
    except KeyboardInterrupt:
        done = f"stopped after {tally}" if tally.total else "stopped before anything was done"
        raise Interrupted(done, hint="the same command goes on from here") from None


def summarize(tally: Tally, report: Path, *, dry_run: bool, as_json: bool, nothing: str = "nothing new") -> None:
    """The last lines of an import; none where all that happened is one failure, whose line says everything."""
    if tally.total == tally.problems == 1 and not tally.before:
        return
    before = f", {tally.before:,} done before" if tally.before else ""
    line = f"{'would be: ' if dry_run else ''}{tally}{before}" if tally.total or before else nothing
    if as_json:
        output.note(f"newsclip: {line}")
    else:
        output.out(line)
    if tally.problems > 1 and not dry_run:
        output.note(f"newsclip: the failures are in {report}; try them again with: {command_line('import', report)}")


def _record(outcome: Outcome) -> dict[str, object]:
    record: dict[str, object] = {"source": str(outcome.origin), "status": str(outcome.result), "kind": outcome.kind}
    if outcome.path is not None:
        record["path"] = str(outcome.path)
    return (
        record | {"url": outcome.url, "title": outcome.title} | ({"reason": outcome.reason} if outcome.reason else {})
    )


def _total(sources: Sequence[str], options: ImportOptions) -> int | None:
    """The number of items, where it costs little to know: for the time that is left."""
    if not output.error_console().is_terminal or options.kind:
        return options.limit or None
    from newsclip.sources.folders import Selection, walk

    selection = Selection(options.include, options.exclude)
    folders = [Path(source) for source in sources]
    if not all(folder.is_dir() for folder in folders):
        return options.limit or None
    count = sum(1 for folder in folders for _ in walk(folder, selection))
    return min(count, options.limit) if options.limit else count


def _write_partitions(
    sources: Sequence[str], options: ImportOptions, target: str, output_format: str, *, quiet: bool
) -> int:
    from newsclip.importing.partitions import FORMATS, write_partitions

    if output_format not in FORMATS:
        raise UsageError(f"--output-format: unknown format {output_format!r}", hint=f"use one of {', '.join(FORMATS)}")
    if not options.scheduler:
        raise UsageError("--output is for --engine dask", hint="add --engine dask --scheduler ADDRESS")
    written = failed = 0
    for partition in write_partitions(sources, options, target, output_format):
        written += partition.articles
        failed += len(partition.problems)
        for problem in partition.problems:
            output.note(f"newsclip: {problem}")
        if not quiet:
            output.out(f"{partition.articles}\t{partition.path}")
    if not quiet:
        output.note(f"newsclip: {written:,} articles written, {failed:,} failed")
    return 1 if failed else 0
