"""`newsclip paths`: where everything is."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from newsclip.cli import output
from newsclip.cli.context import chosen_root


def paths(as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> int:
    """Show where the archive, the settings and the site rules are.

    What does not exist yet is shown all the same.

    Examples:
      newsclip paths
      cd "$(newsclip paths --json | jq -r .archive)"
    """
    from newsclip.archive.history import HISTORY_FOLDER
    from newsclip.archive.layout import STATE_FOLDER
    from newsclip.cli.rules import rules_folder
    from newsclip.config_files import archive_file, user_file

    root = chosen_root().absolute()
    places = {
        "archive": root,
        "history": root / HISTORY_FOLDER,
        "state": root / STATE_FOLDER,
        "archive settings": archive_file(root),
        "settings": user_file(os.environ).absolute(),
        "rules": rules_folder().absolute(),
    }
    if as_json:
        output.out_json({name.replace(" ", "_"): str(path) for name, path in places.items()})
        return 0
    for name, path in places.items():
        output.out(f"{name}\t{path}")
    return 0
