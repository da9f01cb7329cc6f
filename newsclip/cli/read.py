"""`newsclip list` and `newsclip show`: what is in the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import archive_root
from newsclip.cli.options import Limit  # noqa: TC001 - Typer reads it at run time
from newsclip.cli.syncing import bring_up_to_date

if TYPE_CHECKING:
    from pathlib import Path

    from newsclip.archive.files import StoredArticle
    from newsclip.article import Article
    from newsclip.library import Archive

_DEFAULT_FORMAT = r"{date}\t{title}\t{path}"
_ESCAPES = {r"\t": "\t", r"\n": "\n", r"\0": "\0", r"\\": "\\"}
_FIELDS = ("id", "date", "saved", "title", "authors", "site", "url", "language", "tags", "categories", "path")


def list_articles(
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY", help="Only articles that match.")] = None,
    format_: Annotated[
        str,
        typer.Option("--format", "-f", metavar="TEMPLATE", help=f"A line of each: {{{'}, {'.join(_FIELDS)}}}."),
    ] = _DEFAULT_FORMAT,
    limit: Limit = 0,
    paths: Annotated[bool, typer.Option("--paths", "-l", help="Only paths, one a line.")] = False,
    null: Annotated[
        bool, typer.Option("-0", help="Only paths, or what --format says, each ended by NUL, for xargs -0.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an article.")] = False,
) -> int:
    r"""List articles, newest first.

    Examples:
      newsclip list
      newsclip list tag:recipe -0 | xargs -0 wc -w
      newsclip list -n 10 --format '{date}\t{title}'
    """
    from newsclip.library import Archive

    template = _Template("{path}" if paths or (null and format_ == _DEFAULT_FORMAT) else format_, lines=not null)
    end = "\0" if null else "\n"
    archive = Archive(archive_root())
    bring_up_to_date(archive)
    for entry in archive.list(" ".join(query or ()), limit=limit):
        values = {name: getattr(entry, name) for name in _FIELDS}
        values["path"] = str(archive.root / entry.path)
        if as_json:
            output.out_json(values)
        else:
            output.out(template.fill(values), end=end)
    return 0


class _Template:
    r"""`{date}\t{title}`: known names in braces, and the escapes \t, \n, \0, \\."""

    def __init__(self, text: str, *, lines: bool = True) -> None:
        import re

        from newsclip.errors import UsageError

        if re.search(r"[{}]", re.sub(r"\{\{|\}\}|\{\w*\}", "", text)):
            raise UsageError("--format: a brace that is no field", hint="write {title}, and {{ or }} for a brace")
        self._written = _flat if lines else _joined
        self._parts: list[tuple[str, str]] = []
        for literal, name in re.findall(r"((?:[^{}]|\{\{|\}\})*)(?:\{(\w*)\}|$)", text):
            self._parts.append((_unescape(literal), name))
            if name and name not in _FIELDS:
                raise UsageError(f"--format: no field {{{name}}}", hint=f"there are {', '.join(_FIELDS)}")
        if not any(name for _, name in self._parts):
            raise UsageError(f"--format: no field in {text!r}", hint="write it as '{date} {title}'")

    def fill(self, values: dict[str, object]) -> str:
        """One article: lists joined by commas; in a line, tabs and line breaks inside of values as blanks."""
        return "".join(literal + (self._written(values[name]) if name else "") for literal, name in self._parts)


def _unescape(literal: str) -> str:
    import re

    text = re.sub(r"\\[tn0\\]", lambda match: _ESCAPES[match[0]], literal)
    return text.replace("{{", "{").replace("}}", "}")


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")


def _flat(value: object) -> str:
    text = _joined(value)
    return " ".join(text.split()) if any(mark in text for mark in "\t\n\r") else text


def show(
    references: Annotated[list[str], typer.Argument(metavar="ID|PATH|URL", help="Which articles.")],
    at: Annotated[str, typer.Option("--at", metavar="DATE", help="The text as it was then.")] = "",
    local_links: Annotated[
        bool, typer.Option("--local-links", help="Let links to saved articles lead to their files.")
    ] = False,
) -> int:
    """Show articles: drawn on a terminal, as the file is in a pipe.

    Examples:
      newsclip show 3r7e7l
      newsclip show https://example.org/news/1 | pandoc -o news.pdf
      newsclip show 3r7e7l --at 2026-06-30
    """
    from newsclip.cli.batch import Batch
    from newsclip.library import Archive

    archive = Archive(archive_root())
    batch = Batch()
    for reference in references:
        with batch.guard(reference):
            stored = _as_it_was(archive, archive.get(reference), at) if at else _read(archive.find(reference))
            if local_links:
                stored = _with_local_links(archive, stored)
            if output.on_terminal():
                _draw(stored.article)
            else:
                output.out(stored.text, end="")
    return batch.exit_code


def _read(path: Path) -> StoredArticle:
    """An article; with broken front matter its text all the same, which a search finds too, and a warning."""
    from newsclip.archive.files import read_article, read_as_it_stands
    from newsclip.errors import ArchiveError

    try:
        return read_article(path)
    except ArchiveError as error:
        stored = read_as_it_stands(path)
        output.fail(error)
        return stored


def _with_local_links(archive: Archive, stored: StoredArticle) -> StoredArticle:
    from dataclasses import replace

    from newsclip.localize import localize_links

    def place_of(identity: str) -> str | None:
        path = archive.index.lookup(identity) if identity else None
        return path.resolve().as_uri() if path is not None else None

    body = localize_links(stored.article.body, place_of)
    text = stored.text.removesuffix(stored.article.body) + body
    return replace(stored, article=replace(stored.article, body=body), text=text)


def _as_it_was(archive: Archive, stored: StoredArticle, at: str) -> StoredArticle:
    from newsclip.archive.history import end_of
    from newsclip.errors import NotInArchive, UsageError

    try:
        moment = end_of(at)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"--at: not a date: {at!r}", hint="write it as 2026, 2026-06-30 or 2026-06-30T12:00"
        ) from error
    version = archive.history.at(stored, moment)
    if version is None:
        raise NotInArchive(
            f"the archive did not hold it yet on {at}",
            source=stored.id,
            hint=f"'newsclip history {stored.id}' says since when",
        )
    return version.read()


def _draw(article: Article) -> None:
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.text import Text

    about = [", ".join(article.authors), str(article.published or ""), article.site, article.url]
    console = output.console()
    width = min(console.width, 100)
    title, line = output.for_eyes(article.title), output.for_eyes(" · ".join(part for part in about if part))
    console.print(Text(title, style="bold"), soft_wrap=False, width=width)
    console.print(Text(line, style="dim"), soft_wrap=False, width=width)
    console.print(Padding(Markdown(output.for_eyes(article.body)), (1, 0)), soft_wrap=False, width=width)
