"""`newsclip search`, `grep`, `similar` and `reindex`: finding articles again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import archive_root
from newsclip.cli.options import Jobs, Limit  # noqa: TC001 - Typer reads it at run time
from newsclip.cli.syncing import bring_up_to_date, indexing, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsclip.index import Hit, Index, Similar
    from newsclip.index.grep import Line

FOUND, NOTHING_FOUND = 0, 1
_ALL = 10_000
"""Where an engine wants a number for "all"."""


def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="What to look for.")],
    limit: Limit = 20,
    sort: Annotated[
        str, typer.Option("--sort", "-s", metavar="BY", help="relevance, date, saved or title.")
    ] = "relevance",
    reverse: Annotated[bool, typer.Option("--reverse", "-r", help="With --sort: the other way round.")] = False,
    recent: Annotated[bool, typer.Option("--recent", help="Let newer articles win over equals.")] = False,
    facet: Annotated[
        str, typer.Option("--facet", metavar="FIELD", help="Count by site, author, tag, category, lang or year.")
    ] = "",
    count: Annotated[bool, typer.Option("--count", "-c", help="Only say how many there are.")] = False,
    paths: Annotated[bool, typer.Option("--paths", "-l", help="Only paths, one a line.")] = False,
    null: Annotated[bool, typer.Option("-0", help="Only paths, each ended by NUL, for xargs -0.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a hit.")] = False,
    variants: Annotated[
        bool, typer.Option("--variants", help="Find 网络 in 網絡 too: simplified and traditional Chinese.")
    ] = False,
    stem: Annotated[
        str, typer.Option("--stem", metavar="LANG", help="Find other forms of words too: en, de, fr, es, ru...")
    ] = "",
    open_: Annotated[bool, typer.Option("--open", help="Open the first hit in $VISUAL or $EDITOR.")] = False,
) -> int:
    """Find articles, best first.

    Words are joined by AND. There are also OR, -word, "a phrase", prefix*, parentheses, /regular expression/, and
    title: author: site: tag: category: lang: url: id: body: is: has: date: after: before: saved:

    Exits with 0 for a hit, 1 for none, 2 for a query that cannot be understood.

    Examples:
      newsclip search 电信诈骗 site:sina.com.cn
      newsclip search 'title:vulkan (release OR update) -tag:games' --sort date
      newsclip search 'date:2021-06..2021-08' --facet site
      newsclip search saved:7d is:unread -0 | xargs -0 wc -w
    """
    from newsclip.index import Index
    from newsclip.index.index import sort_order

    text = " ".join(query)
    if not text.strip():
        from newsclip.errors import QueryError

        raise QueryError("the query is empty", hint="'*' is everything")
    order = sort_order(sort)
    index = Index(archive_root())
    bring_up_to_date(index)
    if facet:
        values = index.facets(text, facet, limit=limit or 10_000, variants=variants, stem=stem)
        for value in values:
            output.out(f"{value.articles}\t{value.value}")
        return FOUND if values else NOTHING_FOUND
    only_paths = paths or null
    results = index.search(
        text,
        limit=0 if count else 1 if open_ else limit or None,
        sort=order,
        ascending=None if not reverse else order != "title",
        recent=recent,
        variants=variants,
        stem=stem,
        snippets=not (only_paths or open_),
    )
    if count:
        output.out(str(results.total))
    elif open_ and results.hits:
        from newsclip.cli.opening import open_file

        open_file(str(index.root / results.hits[0].path))
    else:
        show = _shower(index, only_paths=only_paths, end="\0" if null else "\n", as_json=as_json)
        for hit in results.hits:
            show(hit)
    if results.total:
        return FOUND
    if not only_paths and not as_json:
        better = index.suggest(text)
        if better:
            output.note(f"newsclip: nothing found; did you mean: {better}")
    return NOTHING_FOUND


def grep(
    pattern: Annotated[str, typer.Argument(metavar="PATTERN", help="A regular expression.")],
    ignore_case: Annotated[bool, typer.Option("-i", "--ignore-case", help="Upper and lower case alike.")] = False,
    fixed: Annotated[bool, typer.Option("-F", "--fixed-strings", help="The pattern is a plain text.")] = False,
    paths: Annotated[bool, typer.Option("--paths", "-l", help="Only paths, one a line.")] = False,
    null: Annotated[bool, typer.Option("-0", help="Only paths, each ended by NUL, for xargs -0.")] = False,
) -> int:
    """Print the lines of articles that match, as path:line:text.

    Front matter is left out; no index is needed. Exits with 0 for a line, 1 for none.

    ripgrep does the work where it is installed, with its own syntax of regular expressions; else Python's.

    Examples:
      newsclip grep '共[0-9.]+万'
      newsclip grep -F 'C++' -l
    """
    from newsclip.index.grep import grep as find_lines

    root = archive_root()
    if not root.is_dir():
        from newsclip.errors import ArchiveError

        raise ArchiveError("there is no archive here", source=str(root), hint="--archive names another")
    show = _marked(pattern, ignore_case=ignore_case, fixed=fixed) if output.in_colours() else _plain
    last = None
    for line in find_lines(root, pattern, ignore_case=ignore_case, fixed=fixed):
        if not (paths or null):
            show(line)
        elif line.path != last:
            output.out(str(line.path), end="\0" if null else "\n")
        last = line.path
    return NOTHING_FOUND if last is None else FOUND


def _plain(line: Line) -> None:
    output.out(f"{line.path}:{line.number}:{line.text}")


def _marked(pattern: str, *, ignore_case: bool, fixed: bool) -> Callable[[Line], None]:
    """What prints a line on a terminal, with the matches marked where Python reads the pattern as ripgrep does."""
    import re

    from rich.text import Text

    try:
        wanted = re.compile(re.escape(pattern) if fixed else pattern, re.IGNORECASE if ignore_case else 0)
    except re.error:
        wanted = re.compile("(?!)")

    def show(line: Line) -> None:
        text = Text(output.for_eyes(line.text))
        text.highlight_regex(wanted, "bold yellow")
        path, number = Text(output.for_eyes(str(line.path)), "cyan"), Text(str(line.number), "dim")
        output.console().print(Text(":").join((path, number, text)))

    return show


def similar(
    article: Annotated[str, typer.Argument(metavar="ID|PATH|URL", help="The article to compare with.")],
    limit: Limit = 10,
    duplicates: Annotated[bool, typer.Option("--duplicates", "-d", help="Only near-duplicates.")] = False,
    paths: Annotated[bool, typer.Option("--paths", "-l", help="Only paths, one a line.")] = False,
    null: Annotated[bool, typer.Option("-0", help="Only paths, each ended by NUL, for xargs -0.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an article.")] = False,
) -> int:
    """List the articles that are most like one.

    Its near-duplicates (=) come first, then what shares its telling words (~). Exits with 0 if there are any, 1 if
    there are none.

    Examples:
      newsclip similar 3r7e7l
      newsclip similar https://example.org/news/1 --duplicates
    """
    from newsclip.library import Archive

    archive = Archive(archive_root())
    bring_up_to_date(archive)
    index = archive.index
    identity = archive.get(article).id
    found = [one for one in index.similar(identity, limit=limit or _ALL) if one.duplicate or not duplicates]
    for one in found:
        path = str(index.root / one.path)
        if paths or null:
            output.out(path, end="\0" if null else "\n")
        elif as_json:
            output.out_json(_similar_record(one, path))
        else:
            mark = "=" if one.duplicate else "~"
            output.out(f"{mark}{round(one.likeness * 100)}%\t{path}\t{one.date[:10]}\t{_one_line(one.title)}")
    return FOUND if found else NOTHING_FOUND


def reindex(
    jobs: Jobs = 0,
) -> int:
    """Rebuild the search index from the article files alone.

    Nothing but speed depends on it: a search finds changes by itself, and an index that is missing or damaged is
    rebuilt when it is needed.

    Example:
      newsclip reindex
    """
    import time

    from newsclip.archive.files import remove_leftovers
    from newsclip.index import Index

    start = time.perf_counter()
    root = archive_root()
    with indexing() as progress:
        report = Index(root).rebuild(progress, jobs=jobs)
    remove_leftovers(root)
    seconds = time.perf_counter() - start
    say(report)
    output.note(f"{report.added:,} articles indexed in {seconds:.1f} s")
    return 1 if report.unreadable else 0


def _shower(index: Index, *, only_paths: bool, end: str, as_json: bool) -> Callable[[Hit], None]:
    """What prints a hit, in the way that was asked for."""
    root = str(index.root)
    if only_paths:
        return lambda hit: output.out(f"{root}{os.sep}{hit.path}", end=end)
    if as_json:
        return lambda hit: output.out_json(_record(hit, f"{root}{os.sep}{hit.path}"))
    if output.in_colours():
        return lambda hit: _draw(hit, f"{root}{os.sep}{hit.path}")
    return lambda hit: _print(hit, f"{root}{os.sep}{hit.path}")


def _print(hit: Hit, path: str) -> None:
    """One line a hit, for pipes: path, date, title, snippet, between tabs."""
    snippet = hit.snippet.text if hit.snippet else ""
    output.out("\t".join((path, hit.date[:10], _one_line(hit.title), snippet)))


def _draw(hit: Hit, path: str) -> None:
    """A hit on a terminal: title, source, path, and the snippet with its matches."""
    from rich.text import Text

    title = Text(output.for_eyes(hit.title), "bold")
    for start, end in hit.title_spans:
        title.stylize("bold yellow", start, end)
    about = "  ".join(filter(None, (hit.date[:10], hit.site, ", ".join(hit.authors))))
    console = output.console()
    console.print(Text.assemble(title, "  ", (output.for_eyes(about), "dim")))
    console.print(Text(output.for_eyes(path), "cyan"))
    if hit.snippet and hit.snippet.text:
        snippet = Text(output.for_eyes(hit.snippet.text))
        for start, end in hit.snippet.spans:
            snippet.stylize("bold yellow", start, end)
        console.print(snippet)
    console.print()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _record(hit: Hit, path: str) -> dict[str, object]:
    return {
        "id": hit.id,
        "path": path,
        "title": hit.title,
        "date": hit.date,
        "saved": hit.saved,
        "site": hit.site,
        "url": hit.url,
        "language": hit.language,
        "authors": hit.authors,
        "tags": hit.tags,
        "categories": hit.categories,
        "score": round(hit.score, 4),
        "snippet": hit.snippet.text if hit.snippet else "",
        "highlights": hit.snippet.spans if hit.snippet else (),
    }


def _similar_record(one: Similar, path: str) -> dict[str, object]:
    return {
        "id": one.id,
        "path": path,
        "title": one.title,
        "date": one.date,
        "site": one.site,
        "likeness": round(one.likeness, 4),
        "duplicate": one.duplicate,
    }
