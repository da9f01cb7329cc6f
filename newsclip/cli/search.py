"""`newsclip search`, `grep`, `similar` and `reindex`: finding articles again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import archive_root

if TYPE_CHECKING:
    from newsclip.index import Hit, Index

FOUND, NOTHING_FOUND = 0, 1


def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY...", help="What to look for.")],
    limit: Annotated[int, typer.Option("-n", "--limit", metavar="N", help="At most so many; 0 for all.")] = 20,
    sort: Annotated[str, typer.Option("--sort", metavar="BY", help="relevance, date, saved or title.")] = "relevance",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    recent: Annotated[bool, typer.Option("--recent", help="Let newer articles win over equals.")] = False,
    facet: Annotated[
        str, typer.Option("--facet", metavar="FIELD", help="Count by site, author, tag, category, lang or year.")
    ] = "",
    count: Annotated[bool, typer.Option("--count", "-c", help="Only say how many there are.")] = False,
    paths: Annotated[bool, typer.Option("--paths", help="Only paths, one a line.")] = False,
    null: Annotated[bool, typer.Option("-0", help="End paths with NUL, for xargs -0.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a hit.")] = False,
) -> int:
    """Find articles, best first.

    Words are joined by AND. There are also OR, -word, "a phrase", prefix*, parentheses, /regular expression/, and
    title: author: site: tag: category: lang: url: id: is: has: date: after: before: saved:

    Examples:
      newsclip search 电信诈骗 site:sina.com.cn
      newsclip search 'title:vulkan (release OR update) -tag:games' --sort date
      newsclip search 'date:2021-06..2021-08' --facet site
      newsclip search saved:7d is:unread --paths -0 | xargs -0 wc -w
    """
    from newsclip.index.index import sort_order

    text = " ".join(query)
    order = sort_order(sort)
    index = _synced_index()
    if facet:
        values = index.facets(text, facet)
        for value in values:
            output.out(f"{value.count}\t{value.value}")
        return FOUND if values else NOTHING_FOUND
    results = index.search(
        text,
        limit=0 if count else limit or None,
        sort=order,
        ascending=None if not reverse else sort != "title",
        recent=recent,
        snippets=not (paths or null),
    )
    if count:
        output.out(str(results.total))
        return FOUND if results.total else NOTHING_FOUND
    for hit in results.hits:
        if paths or null:
            output.out(str(index.root / hit.path), end="\0" if null else "\n")
        elif as_json:
            output.out_json(_record(index, hit))
        else:
            _print(index, hit)
    return FOUND if results.total else NOTHING_FOUND


def reindex() -> int:
    """Rebuild the search index from the files alone."""
    from newsclip.index import Index

    report = Index(archive_root()).rebuild()
    for line in report.unreadable:
        output.note(f"newsclip: {line}")
    output.note(f"{report.added} articles indexed")
    return 1 if report.unreadable else 0


def _synced_index() -> Index:
    from newsclip.index import Index

    index = Index(archive_root())
    report = index.sync()
    if report.message:
        output.note(f"newsclip: {report.message}")
    for line in report.unreadable:
        output.note(f"newsclip: {line}")
    return index


def _record(index: Index, hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "path": str(index.root / hit.path),
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


def _print(index: Index, hit: Hit) -> None:
    output.out("\t".join((hit.date[:10], hit.title, hit.site, str(index.root / hit.path))))
    if hit.snippet and hit.snippet.text:
        output.out(f"    {hit.snippet.text}")
