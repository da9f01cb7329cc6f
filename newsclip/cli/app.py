"""The command tree: global options, and commands that are imported only when they run."""

from __future__ import annotations

import importlib
import os
import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsclip.cli import context, output
from newsclip.cli.command import Command, QueryCommand
from newsclip.cli.parameters import Group
from newsclip.errors import InternalError, NewsclipError

if TYPE_CHECKING:
    from collections.abc import Sequence

# name → module:attribute, in the order of `newsclip --help`. The attribute is a function or a `typer.Typer`.
COMMANDS = {
    "save": "save:save",
    "convert": "convert:convert",
    "search": "search:search",
    "grep": "search:grep",
    "similar": "search:similar",
    "list": "read:list_articles",
    "show": "read:show",
    "history": "history:history",
    "diff": "history:diff",
    "refile": "history:refile",
    "check": "check:check",
    "verify": "verify:verify",
    "export": "export:export",
    "reindex": "search:reindex",
    "paths": "paths:paths",
    "import": "importing:import_",
    "feed": "feeds:feed",
}

# Commands whose arguments are a query, in which `-word` is no option.
_WITH_QUERY = frozenset(("search", "list", "check", "export"))

INTERRUPTED = 130
_DASHES = "words that begin with - come after --"


class LazyGroup(Group):
    """A command group that knows its commands by name and imports one only to run it or to show its help."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the command, or None for an unknown name."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, attribute = target.partition(":")
        command = getattr(importlib.import_module(f"newsclip.cli.{module}"), attribute)
        if not isinstance(command, typer.Typer):
            single = typer.Typer(add_completion=False, rich_markup_mode=None)
            single.command(cmd_name, cls=QueryCommand if cmd_name in _WITH_QUERY else Command)(command)
            command = single
        built = typer.main.get_command(command)
        built.name = cmd_name
        return built

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As Typer's, with a suggestion from our own table."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "see 'newsclip --help'"
            ctx.fail(f"no such command '{args[0]}'; {hint}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(*, wanted: bool) -> None:
    if wanted:
        from newsclip import __version__

        output.out(f"newsclip {__version__}")
        raise typer.Exit


@app.callback()
def newsclip(
    archive: Annotated[
        str | None,
        typer.Option("--archive", metavar="DIR", help="The archive to work on.", show_default=False),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and exit.",
            is_eager=True,
            callback=lambda value: _print_version(wanted=value),
        ),
    ] = False,
) -> None:
    """Save articles as clean Markdown in a dated archive, and find them again.

    The archive is the one that --archive or NEWSCLIP_ARCHIVE names, else the nearest parent folder that holds a
    .newsclip folder, else ~/newsclip.
    """
    context.choose_archive(archive)


def run(args: Sequence[str]) -> int:
    """Run one command line. Returns the exit code; prints one line on stderr for every failure, never a traceback."""
    if args[:1] == ["help"]:
        args = [*args[1:], "--help"]
    if sys.getfilesystemencoding().lower() not in ("utf-8", "utf8"):
        output.note("newsclip: the names of files are not UTF-8 here; set PYTHONUTF8=1, or a locale such as C.UTF-8")
        return 2
    try:
        output.work_on_without_reader(wanted=False)
        code = typer.main.get_command(app).main(list(args), prog_name="newsclip", standalone_mode=False)
        output.flush()
    except NewsclipError as error:
        output.fail(error)
        return error.exit_code
    except KeyboardInterrupt:
        output.note("newsclip: interrupted")
        return INTERRUPTED
    except output.OutputFailed as error:
        output.abandon()
        output.note(f"newsclip: standard output cannot be written: {error}; make room, or write elsewhere")
        return 1
    except (BrokenPipeError, SystemExit) as error:
        # The reader of our pipe has gone (`newsclip list | head`): that is not a failure worth words.
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        output.abandon()
        return 0
    except Exception as error:  # noqa: BLE001 - the last line of defence: a user never sees a traceback
        return _unexpected(error)
    if code == INTERRUPTED:  # Typer takes Ctrl-C for an exit
        output.note("newsclip: interrupted")
    return code if isinstance(code, int) else 0


def _unexpected(error: Exception) -> int:
    # Typer's usage errors have no public base class; they are known by the message that they format.
    format_message = getattr(error, "format_message", None)
    if format_message is not None:
        if type(error).__name__ == "NoArgsIsHelpError":
            output.note(str(format_message()))
            return 2
        usage = getattr(error, "ctx", None)
        where = usage.command_path if usage is not None else "newsclip"
        message = str(format_message()).strip().rstrip(".")
        if hasattr(error, "possibilities"):
            near = f"did you mean {error.possibilities[0]}?" if error.possibilities else _DASHES
            message = f"No such option: {getattr(error, 'option_name', '')}; {near}"
        output.note(f"newsclip: {message}" + ("" if "; " in message else f"; see '{where} --help'"))
        return int(getattr(error, "exit_code", 2))
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        output.note(f"newsclip: {name}{error.strerror or error}; check the path, the permissions and the free space")
        return 1
    if os.environ.get("NEWSCLIP_DEBUG"):
        raise error
    defect = InternalError.of(error)
    output.fail(defect)
    return defect.exit_code
