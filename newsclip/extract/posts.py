"""Titles of posts in social networks, which name the author and the network and quote the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsclip.extract.titles import host_core, tidy, words

if TYPE_CHECKING:
    from collections.abc import Sequence

# Ann Lee (@annlee) | Ann Lee (@ann@social.example): "A text"
_BY_HANDLE = re.compile(r"(?P<author>[^()@:\"“”]{2,60}?)\s*\(@[\w.@-]+\)(?::\s*(?P<text>[\"“].+[\"”]))?")
# Ann Lee on Example: "A text" / Example
_ON_NETWORK = re.compile(
    r"(?P<author>[^()@:\"“”]{2,60}?)\s+(?:on|auf|sur|en|su|op|no)\s+(?P<network>[^():\"“”]{1,30}):\s*"
    r"(?P<text>[\"“].+[\"”])(?:\s*/\s*(?P<end>[^/]{1,30}))?"
)


@dataclass(frozen=True, slots=True)
class PostTitle:
    """What the title of a post says."""

    author: str
    text: str
    """The text that it quotes; empty where it names the author only."""


def read_post_title(title: str, sites: Sequence[str], host: str) -> PostTitle | None:
    """What the title of a post says; None for any other title."""
    title = tidy(title)
    match = _BY_HANDLE.fullmatch(title)
    if match is None:
        match = _ON_NETWORK.fullmatch(title)
        if match is None or not _names_site(match["network"], sites, host):
            return None
    return PostTitle(match["author"].strip(), (match["text"] or "").strip('"“”'))


def _names_site(name: str, sites: Sequence[str], host: str) -> bool:
    folded = words(name)
    return "".join(folded) == host_core(host) or any(words(site)[: len(folded)] == folded for site in sites)
