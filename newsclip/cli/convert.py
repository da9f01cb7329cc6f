"""`newsclip convert`: the same normalization as `save`, to stdout, with nothing filed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output, web
from newsclip.cli.batch import Batch
from newsclip.cli.context import archive_root
from newsclip.cli.options import spread
from newsclip.errors import NoArticle, UsageError

if TYPE_CHECKING:
    from newsclip.conversion import Conversion

_FORMATS = ("md", "json", "text")


@spread
def convert(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="URLs, files, folders, or - for standard input.")
    ],
    url: Annotated[str, typer.Option(metavar="URL", help="Where a file or standard input came from.")] = "",
    url_map: Annotated[
        str | None, typer.Option(metavar="TSV", help="Where each file came from: lines of path, tab, URL.")
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="md, json or text.")] = "md",
    force: Annotated[bool, typer.Option("--force", help="Convert pages that hold no article, too.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say on stderr where each value came from.")] = False,
    *,
    picking: web.Picking,
    fetching: web.Fetching,
) -> int:
    """Convert articles to Markdown, JSON or text on stdout.

    It is what 'newsclip save' does, with nothing filed.

    Examples:
      newsclip convert page.html
      newsclip convert *.html --url-map urls.tsv --format json
    """
    if format_ not in _FORMATS:
        raise UsageError(f"--format: unknown format {format_!r}", hint=f"use one of {', '.join(_FORMATS)}")
    urls = _read_map(Path(url_map)) if url_map is not None else {}
    choices = picking.choices()
    pages = web.Web(fetching.settings(archive_root()).fetch)
    batch = Batch()
    for document in batch.documents(sources, pages, url=url, urls=urls):
        with batch.guard(document.source):
            try:
                document, conversion = batch.convert(document, choices, pages, accept_any=force, explain=explain)
            except NoArticle as refusal:
                if format_ != "json":
                    raise
                # A script gets the best that was found, marked as refused, beside the line on stderr.
                _, conversion = batch.convert(document, choices, pages, accept_any=True, explain=explain)
                output.out_json(_record(document.source, conversion, refusal.reason))
                raise
            _print(document.source, conversion, format_)
    return batch.exit_code


def _read_map(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"--url-map: {path}: cannot be read: {error}", hint="give a file of lines: path, tab, URL"
        ) from error
    urls: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name, tab, url = line.partition("\t")
        if not tab:
            raise UsageError(f"--url-map: {path}: line {number} has no tab", hint="write path, tab, URL")
        urls[name] = url.strip()
    return urls


def _print(source: str, conversion: Conversion, format_: str) -> None:
    if format_ == "json":
        output.out_json(_record(source, conversion, ""))
    elif format_ == "text":
        output.out(conversion.text)
    else:
        output.out(_markdown(conversion), end="")


def _markdown(conversion: Conversion) -> str:
    from newsclip.frontmatter import dump
    from newsclip.post import write_post

    article = conversion.article
    return dump(write_post(article, id="")) + (f"\n{article.body}" if article.body else "")


def _record(source: str, conversion: Conversion, refusal: str) -> dict[str, object]:
    article = conversion.article
    return {
        "source": source,
        "title": article.title,
        "authors": list(article.authors),
        "author": ", ".join(article.authors),
        "date": str(article.published) if article.published else None,
        "modified": str(article.modified) if article.modified else None,
        "site": article.site,
        "language": article.language,
        "url": article.canonical_url or article.url,
        "categories": list(article.categories),
        "tags": list(article.tags),
        "image": article.image,
        "editor": article.editor,
        "description": article.description,
        "text": conversion.text,
        "markdown": article.body,
        "confidence": round(conversion.confidence, 3),
        "refusal": refusal,
    }
