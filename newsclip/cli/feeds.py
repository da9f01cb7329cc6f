"""`newsclip feed`: the feeds that a person follows."""

from __future__ import annotations

from typing import Annotated

import typer

from newsclip.cli import output
from newsclip.cli.command import Command
from newsclip.cli.context import archive_root, require_text, tags_given
from newsclip.cli.options import Jobs  # noqa: TC001 - Typer reads it at run time
from newsclip.cli.parameters import Group
from newsclip.errors import NewsclipError

feed = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Follow feeds: add, list, remove, update.",
)


@feed.command(cls=Command)
def add(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Feeds, or pages that announce one.")],
    title: Annotated[str, typer.Option(metavar="TEXT", help="Call it so.")] = "",
    tag: Annotated[
        list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Tag its articles; repeatable.")
    ] = None,
) -> int:
    """Follow feeds; their list is feeds.toml in the archive.

    Example:
      newsclip feed add https://example.org/feed.xml --tag news
    """
    from dataclasses import replace

    from newsclip.cli.web import fetch_options
    from newsclip.config import load_settings
    from newsclip.importing.feeds import FeedList, open_feed

    output.work_on_without_reader()
    tags = tags_given(tag)
    require_text("--title", title)
    root = archive_root()
    options = fetch_options(load_settings(root).fetch)
    code = 0
    for url in urls:
        try:
            found = open_feed(url, options)
            chosen = replace(found, title=title or found.title, tags=tags)
            if FeedList(root).add(chosen):
                output.out(chosen.url)
            else:
                output.note(f"newsclip: {chosen.url}: is followed already")
        except NewsclipError as error:
            error.source = error.source or url
            output.fail(error)
            code = error.exit_code
    return code


@feed.command("list", cls=Command)
def list_feeds(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a feed.")] = False,
) -> int:
    """List the feeds that are followed: URL, title, tags.

    Example:
      newsclip feed list
    """
    from newsclip.importing.feeds import FeedList

    for one in FeedList(archive_root()).feeds():
        if as_json:
            output.out_json({"url": one.url, "title": one.title, "tags": list(one.tags)})
        else:
            output.out("\t".join((one.url, one.title, ",".join(one.tags))))
    return 0


@feed.command(cls=Command)
def remove(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="URLs or titles of feeds.")],
) -> int:
    """Follow feeds no longer; their articles stay.

    Example:
      newsclip feed remove https://example.org/feed.xml
    """
    from newsclip.importing.feeds import FeedList

    for url in urls:
        output.out(FeedList(archive_root()).remove(url).url)
    return 0


@feed.command(cls=Command)
def update(
    urls: Annotated[list[str] | None, typer.Argument(metavar="URL", help="Only these of the feeds.")] = None,
    jobs: Jobs = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would be saved; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an article.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.")] = False,
) -> int:
    """Save what is new in the feeds.

    Made for cron: a feed that has not changed costs one small request.

    Example:
      17 * * * *  newsclip --archive ~/newsclip feed update --quiet
    """
    from newsclip.cli.importing import image_getter, show_outcomes, summarize
    from newsclip.cli.progress import ImportProgress
    from newsclip.cli.rules import rules_folder
    from newsclip.cli.web import fetch_options
    from newsclip.config import load_settings
    from newsclip.errors import UsageError
    from newsclip.importing.feeds import FeedList, update_feeds
    from newsclip.importing.options import ImportOptions
    from newsclip.importing.outcome import Tally
    from newsclip.importing.pipeline import report_path
    from newsclip.rule_files import RuleFolder

    output.work_on_without_reader()
    root = archive_root()
    feeds = [one for one in FeedList(root).feeds() if not urls or one.url in urls or one.title in urls]
    if not feeds:
        hint = "'newsclip feed add URL' follows one" if not urls else "'newsclip feed list' shows what there is"
        raise UsageError("there is no such feed" if urls else "no feed is followed", hint=hint)
    settings = load_settings(root)
    options = ImportOptions(
        jobs=jobs,
        dry_run=dry_run,
        fetch=fetch_options(settings.fetch),
        images=image_getter(settings),
        rules=RuleFolder(rules_folder()),
        keep_snapshots=settings.snapshots.save,
    )
    tally = Tally()
    with ImportProgress(tally, quiet=quiet or as_json) as progress:
        outcomes = update_feeds(feeds, root, options, tally=tally, progress=progress.indexing)
        show_outcomes(outcomes, tally, progress, as_json=as_json, dry_run=dry_run)
    if not quiet:
        command = ["feed update", *(one.url for one in feeds)]
        summarize(tally, report_path(command, root, options), dry_run=dry_run, as_json=as_json)
    return tally.exit_code
