"""`newsclip verify`: whether the archive, its settings and the site rules are sound, and what to do."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import archive_root
from newsclip.cli.rules import rules_folder
from newsclip.cli.syncing import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.archive.verify import Problem


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a problem.")] = False,
) -> int:
    r"""Say what is wrong with the files of the archive and the rules.

    Nothing is changed. Told are broken front matter, several files of one article (as programs that synchronize
    folders leave them), pictures that are missing or have lost their article, text that is not UTF-8, conflicts
    that git left, rules that make no sense. The search index heals itself. Exits with 1 where there is a problem.

    Each line: path, what is wrong, what to do.

    Examples:
      newsclip verify
      newsclip verify | cut -f1 | xargs -d '\n' -r -o $EDITOR
    """
    from newsclip.archive.verify import Problem
    from newsclip.archive.verify import verify as verified
    from newsclip.library import Archive

    root = archive_root()
    bring_up_to_date(Archive(root))
    articles = problems = 0
    for found in chain(_broken_rules(), verified(root)):
        if not isinstance(found, Problem):
            articles += 1
            continue
        problems += 1
        if as_json:
            output.out_json({"path": str(found.path), "reason": found.reason, "hint": found.hint})
        else:
            output.out("\t".join(" ".join(str(part).split()) for part in (found.path, found.reason, found.hint)))
    told = f"{problems:,} problem{'s' if problems != 1 else ''}" if problems else "all is well"
    output.note(f"newsclip: {articles:,} article{'s' if articles != 1 else ''}, {told}")
    return 1 if problems else 0


def _broken_rules() -> Iterator[Problem]:
    from newsclip.archive.verify import Problem
    from newsclip.errors import UsageError
    from newsclip.extract.siterules import parse_toml

    folder = rules_folder()
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        try:
            parse_toml(path.read_text("utf-8-sig", errors="replace"), str(path))
        except UsageError as error:
            yield Problem(path, error.reason, error.hint)
        if path.name.startswith("www."):
            yield Problem(path, "is never used", f"name it {path.name.removeprefix('www.')}")
