"""Which parts of a page a person picked: `--select` and `--strip` for one save, or the rules kept for its site."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from newsclip.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsclip.extract.siterules import SiteRules


def rules_folder() -> Path:
    """Where a person's site rules are: `rules/` beside the user's own config.toml."""
    from newsclip.config_files import user_file

    return user_file(os.environ).parent / "rules"


def rules_for(url: str, select: Sequence[str], strip: Sequence[str]) -> SiteRules | None:
    """What was picked for this save, else the rules of the site, if there are any. Raises UsageError."""
    if select or strip:
        from newsclip.extract.siterules import parse_toml

        # Where nothing is what was picked, that is to be said: the general search was not asked for.
        alone = "autodetect = false\n" if select else ""
        return parse_toml(_toml(select, strip) + alone, "--select" if select else "--strip")
    from newsclip.rule_files import RuleFolder

    return RuleFolder(rules_folder()).rules_for(url)


def remember(url: str, select: Sequence[str], strip: Sequence[str]) -> Path:
    """Write what was picked as the rules of the URL's site. Raises UsageError where it has rules already."""
    from newsclip.archive.files import write_atomically
    from newsclip.rule_files import host_of

    host = host_of(url)
    if not host or not (select or strip):
        raise UsageError("--remember needs --select or --strip, and a URL", hint="--url says where a file came from")
    path = rules_folder() / f"{host}.toml"
    text = _toml(select, strip)
    if path.exists() and path.read_text("utf-8-sig") != text:
        raise UsageError(f"{host} has rules already", source=str(path), hint="edit that file, or remove it")
    write_atomically(path, text)
    return path


def _toml(select: Sequence[str], strip: Sequence[str]) -> str:
    # A JSON array of texts is a TOML array, too.
    lines = [
        f"{key} = {json.dumps(list(texts), ensure_ascii=False)}\n"
        for key, texts in (("body", select), ("strip", strip))
        if texts
    ]
    return "".join(lines)
