"""Links of one article to others of the same archive, turned to their files. Pure text work on Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsclip.archive.identity import url_id
from newsclip.markdown.prose import code_and_prose

if TYPE_CHECKING:
    from collections.abc import Callable

# ](https://example.org/a "title") | ](<https://example.org/a b>) | <https://example.org/a>
_LINK = re.compile(r"(?P<open>\]\(<?|<)(?P<url>https?://[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)(?P<close>>?)")


def localize_links(markdown: str, place_of: Callable[[str], str | None]) -> str:
    """The same Markdown with links to saved articles leading to their files; code stays as it is.

    `place_of` gives the link target of an article's id, or None for what is not saved. A fragment is kept.
    """
    return "".join(
        text if is_code else _LINK.sub(lambda match: _localized(match, place_of), text)
        for is_code, text in code_and_prose(markdown)
    )


def _localized(match: re.Match[str], place_of: Callable[[str], str | None]) -> str:
    url, hash_mark, fragment = match["url"].partition("#")
    place = place_of(url_id(url))
    if place is None:
        return match[0]
    target = f"{place}{hash_mark}{fragment}"
    if match["open"] == "<":
        # An autolink holds absolute addresses only: it becomes a link of the same words.
        return f"[{match['url']}]({target})"
    return f"{match['open']}{target}{match['close']}"
