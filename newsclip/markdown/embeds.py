"""Obsidian's embeds in Markdown that any reader shows: pictures as images, embedded notes as links. Links stay."""

from __future__ import annotations

import re

from newsclip.markdown.prose import code_and_prose

# ![[pier.png]] | ![[shots/pier one.png|The pier|300]] | ![[Tides#Spring|tides]]
_EMBED = re.compile(r"!\[\[([^\[\]|\n]+)((?:\|[^\[\]|\n]*)*)\]\]")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|svg|bmp)$", re.IGNORECASE)
# The width, or width and height, of an embedded picture: 300 | 300x200
_SIZE = re.compile(r"\s*\d+(?:x\d+)?\s*")


def plain_embeds(markdown: str) -> str:
    """Turn `![[pier.png|The pier]]` into `![The pier](pier.png)`, and `![[Tides]]` into `[[Tides]]`; code stays."""
    if "![[" not in markdown:
        return markdown
    return "".join(part if is_code else _EMBED.sub(_plain, part) for is_code, part in code_and_prose(markdown))


def _plain(match: re.Match[str]) -> str:
    target, choices = match[1].strip(), match[2]
    if not _PICTURE.search(target):
        return match[0][1:]
    alt = " ".join(choice.strip() for choice in choices.split("|") if choice and not _SIZE.fullmatch(choice))
    place = f"<{target}>" if re.search(r"[\s()]", target) else target
    return f"![{alt}]({place})"
