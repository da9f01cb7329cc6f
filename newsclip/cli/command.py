"""What newsclip's commands do otherwise than Typer's: their help in plain text, and queries that may hold `-word`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from newsclip.cli.parameters import Direct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A paragraph of the help that keeps its lines: "Examples:\n  newsclip list"
_EXAMPLES = re.compile(r"^(?=Examples?:$)", re.MULTILINE)
_AS_IT_STANDS = "\b\n"
# What help need not say: the range of a number, which is said when it is missed ("[default: 20; 0<=x<=1024]"), and
# that a number for "all" is the default.
_RANGE = re.compile(r"  \[default: 0(?:; [^\]]*)?\]|  \[(?:\d+<=)?x[<>]=\d+\]|; (?:\d+<=)?x[<>]=\d+(?=\])")
_OPTIONS = "Options"


class Command(Direct, TyperCommand):
    """A command whose help fits any terminal: usage, paragraphs, examples as they stand, options by their panels."""

    def __init__(self, *args: Any, help: str | None = None, **kwargs: Any) -> None:  # noqa: A002 - Typer's name
        super().__init__(*args, help=_EXAMPLES.sub(_AS_IT_STANDS, help) if help else help, **kwargs)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """`[OPTIONS] SOURCE...`; what may be left out stands in brackets."""
        arguments = [param for param in self.get_params(ctx) if param.param_type_name == "argument"]
        names = ((_name_of(argument), argument.required) for argument in arguments)
        return ["[OPTIONS]", *(name if required else f"[{name}]" for name, required in names)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, then options, each panel under its own heading."""
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], _OPTIONS: []}
        for param in self.get_params(ctx):
            if param.param_type_name == "argument":
                sections["Arguments"].append((_name_of(param), getattr(param, "help", "") or ""))
            elif (record := param.get_help_record(ctx)) is not None:
                names, text = record
                panel = getattr(param, "rich_help_panel", None) or _OPTIONS
                sections.setdefault(panel, []).append((names, _RANGE.sub("", text)))
        for title, records in sections.items():
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def _name_of(argument: Any) -> str:
    name = argument.metavar or argument.name.upper()
    return f"{name}..." if argument.nargs != 1 else name


class QueryCommand(Command):
    """A command whose arguments are a query: `-word` leaves a word out, where it cannot be an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer's, with each `-word` of the query as `NOT word`."""
        options: list[Any] = [param for param in self.get_params(ctx) if param.param_type_name == "option"]
        valued = {name for option in options if not option.is_flag for name in option.opts}
        flags = {name for option in options if option.is_flag for name in (*option.opts, *option.secondary_opts)}
        parsed: list[str] = super().parse_args(ctx, list(_with_negations(args, flags, valued)))
        return parsed


def _with_negations(args: Sequence[str], flags: set[str], valued: set[str]) -> Iterator[str]:
    words = iter(args)
    for word in words:
        if word == "--":
            yield word
            yield from words
        elif word in valued or (_is_cluster(word, flags, valued) and f"-{word[-1]}" in valued):
            yield word
            yield from (value for value in (next(words, None),) if value is not None)
        elif word[:1] == "-" and word[1:2].isspace():
            yield f" {word}"  # a dash alone: the query says what is wrong with it
        elif _is_negation(word, flags, valued):
            yield "NOT"
            yield word[1:]
        else:
            yield word


def _is_cluster(word: str, flags: set[str], valued: set[str]) -> bool:
    """Whether a word is short options in one, of which only the last one may take a value: `-rn`."""
    if len(word) < 3 or not word.startswith("-") or word.startswith("--"):
        return False
    return all(f"-{letter}" in flags for letter in word[1:-1]) and f"-{word[-1]}" in flags | valued


def _is_negation(word: str, flags: set[str], valued: set[str]) -> bool:
    """Whether a word is neither options (`-rn`) nor one with its value (`-n20`), nor likely a slip for one (`-x`)."""
    letters = word[1:]
    if not word.startswith("-") or letters[:1] in ("", "-") or (len(letters) == 1 and letters.isascii()):
        return False
    for letter in letters:
        if f"-{letter}" in valued:
            return False
        if f"-{letter}" not in flags:
            return True
    return False
