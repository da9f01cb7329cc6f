"""Site rules as files in one folder: which of them speaks for a URL. docs/site-rules.md describes names and format."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path

    from newsclip.extract.siterules import SiteRules

# example.com | xn--bcher-kva.example | 127.0.0.1: what is safe in a file's name
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules as text, which travels to other processes."""

    path: str
    text: str

    def rules(self) -> SiteRules:
        """What it says. Raises UsageError for a `.toml` file that makes no sense."""
        return _parsed(self)


@functools.lru_cache(maxsize=64)
def _parsed(file: RuleFile) -> SiteRules:
    from newsclip.extract.siterules import parse_ftr, parse_toml

    return (parse_toml if file.path.endswith(".toml") else parse_ftr)(file.text, file.path)


@dataclass(frozen=True, slots=True)
class RuleFolder:
    """A folder of rules, which need not exist."""

    path: Path

    def file_for(self, url: str) -> RuleFile | None:
        """The file that speaks for a URL's site, or None.

        Tried in this order: `HOST.toml`, `HOST.txt` (HOST without `www.`), then for each parent domain `.PARENT.toml`
        and `.PARENT.txt`, which speak for all its subdomains but not for itself. A `.toml` file is newsclip's own
        format; a `.txt` file is ftr-site-config.
        """
        return _file_for(self.path, host_of(url))

    def rules_for(self, url: str) -> SiteRules | None:
        """The rules for a URL's site, or None. Raises UsageError for a `.toml` file that makes no sense."""
        file = self.file_for(url)
        return file.rules() if file is not None else None


def host_of(url: str) -> str:
    """The host of a URL as files of rules are named after it; empty for what has none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def _file_for(folder: Path, host: str) -> RuleFile | None:
    if not _HOST.fullmatch(host) or ".." in host or not folder.is_dir():
        return None
    labels = host.split(".")
    for stem in (host, *("." + ".".join(labels[start:]) for start in range(1, len(labels) - 1))):
        for suffix in (".toml", ".txt"):
            path = folder / f"{stem}{suffix}"
            if path.is_file():
                return RuleFile(str(path), path.read_text("utf-8-sig", errors="replace"))
    return None
