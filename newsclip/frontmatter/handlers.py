"""The dialects of front matter, as handlers of python-frontmatter. No I/O.

The library brings the format: what a handler is, which one a text wants, how block and body are put together. Its own
handlers lose the first indent of a body, a body between two `---`, the types that an author wrote, and more; these
do not.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, cast

from frontmatter.default_handlers import BaseHandler

from newsclip.errors import FrontMatterError
from newsclip.frontmatter.conflicts import HINT, conflict_in
from newsclip.frontmatter.values import Scalar
from newsclip.frontmatter.yaml_reader import MAX_BLOCK, MAX_NESTING, read_yaml
from newsclip.frontmatter.yaml_writer import write_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsclip.frontmatter.values import Value, Writable

# Splitting is done by the handlers themselves: one pattern cannot tell an opening line from a closing one.
_NO_BOUNDARY = re.compile(r"(?!)")
# title: x | "title": x | tags:
_YAML_KEY = re.compile(r"[\"']?([^\W\d][\w.-]*)[\"']?[ \t]*:(?=\s|$)")
# title = "x" | [params] | # a comment
_TOML_LINE = re.compile(r"\s*(?:[\w\"'.-]+\s*=|\[|#)")
_YAML_OPENING = re.compile(r"(-{3,})[ \t]*\r?\n")
_YAML_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_DASHES = re.compile(r"^-{3,}[ \t]*\r?$", re.MULTILINE)
_TOML_OPENING = re.compile(r"\+{3,}[ \t]*\r?\n")
_TOML_CLOSING = re.compile(r"^\+{3,}[ \t]*\r?$", re.MULTILINE)
_SEMICOLONS = re.compile(r"^;{3,}[ \t]*\r?$", re.MULTILINE)
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")
# Of these keys one is enough to tell front matter without an opening line from a heading underlined with `---`.
_KNOWN_KEYS = frozenset(
    ("title", "date", "layout", "tags", "categories", "author", "authors", "permalink", "published", "source", "url")
)


class NotFrontMatter(ValueError):
    """What stands between the delimiters is no front matter; the text has none."""


class Handler(BaseHandler):
    """A dialect. `detect`, then `split` into block and body, then `load` the block."""

    dialect = ""
    FM_BOUNDARY = _NO_BOUNDARY

    def __init__(self, first_line: int = 1) -> None:
        super().__init__()
        self.first_line = first_line
        """The number, in the file, of the first line of the text that is given to `detect`."""
        self.warnings: list[str] = []


class YamlHandler(Handler):
    """`---`, YAML, `---`: Hexo, Jekyll, Hugo, Obsidian and newsclip's own files."""

    dialect = "yaml"
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Tell whether `text` opens with dashes and has what closes them. Raises FrontMatterError if it should."""
        opening = _YAML_OPENING.match(text)
        if opening is None:
            return False
        if _yaml_closing(text, opening):
            return True
        lines = text[opening.end() :].split("\n", 3)[:3]
        keys = [match[1] for line in lines if (match := _YAML_KEY.match(line))]
        if lines and _YAML_KEY.match(lines[0]) and (len(keys) > 1 or keys[0] in _KNOWN_KEYS):
            raise FrontMatterError(
                f"the front matter opened in line {self.first_line} is never closed",
                hint=f"add a line `{opening[1]}` behind its last key",
            )
        return False

    def split(self, text: str) -> tuple[str, str]:
        """Cut out the block and what follows its closing line."""
        opening = _YAML_OPENING.match(text)
        closing = opening and _yaml_closing(text, opening)
        if not opening or not closing:
            raise NotFrontMatter
        return text[opening.end() : closing.start()], _body(text, closing)

    def block_start(self, text: str) -> int:
        """Where the block begins that `split` cuts out."""
        return text.index("\n") + 1

    def load(self, fm: str) -> dict[str, Value]:
        """Read YAML. Raises NotFrontMatter for a list, a sentence or the like between two rules of Markdown."""
        conflict = conflict_in(fm)
        if conflict is not None:
            reason = f"line {self.first_line + 1 + conflict} begins a conflict that git left"
            raise FrontMatterError(reason, hint=HINT)
        try:
            root, self.warnings = read_yaml(fm, self.first_line + 1)
        except FrontMatterError:
            # Prose between two thematic breaks, unless it begins as front matter does.
            if self._is_surely(fm):
                raise
            raise NotFrontMatter from None
        if root is None:
            return {}
        if not isinstance(root, dict):
            raise NotFrontMatter
        return root

    def _is_surely(self, block: str) -> bool:
        return block.startswith(("#", "{")) or _YAML_KEY.match(block) is not None

    def export(self, metadata: Mapping[str, object], **_: object) -> str:
        """Write the block, in the order of the keys. Raises TypeError for a value that front matter cannot hold."""
        return write_yaml(cast("Mapping[str, Writable]", metadata)).rstrip("\n")


class HexoYamlHandler(YamlHandler):
    """YAML up to the first line of dashes, without an opening line, as Hexo allows."""

    dialect = "hexo-yaml"

    def detect(self, text: str) -> bool:
        """Tell whether `text` begins with a known key, has no blank line before it ends, and a line of dashes."""
        key = _YAML_KEY.match(text)
        return key is not None and key[1] in _KNOWN_KEYS and _DASHES.search(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Cut at the first line of dashes."""
        closing = _DASHES.search(text)
        if closing is None:
            raise NotFrontMatter
        return text[: closing.start()], _body(text, closing)

    def block_start(self, text: str) -> int:
        """Where the block begins that `split` cuts out."""
        return 0

    def load(self, fm: str) -> dict[str, Value]:
        """Read YAML, as that of a block with an opening line, which would be the line before."""
        self.first_line -= 1
        return super().load(fm)

    def _is_surely(self, block: str) -> bool:
        # One key may be a sentence, `title: or what I mean by it`; two are front matter.
        return sum(f"\n{key}:" in f"\n{block}" for key in _KNOWN_KEYS) > 1


class TomlHandler(Handler):
    """`+++`, TOML, `+++`: Hugo."""

    dialect = "toml"
    START_DELIMITER = END_DELIMITER = "+++"

    def detect(self, text: str) -> bool:
        """Tell whether `text` opens with `+++` and has what closes it. Raises FrontMatterError if it should."""
        opening = _TOML_OPENING.match(text)
        if opening is None:
            return False
        if _TOML_CLOSING.search(text, opening.end()):
            return True
        if _TOML_LINE.match(text, opening.end()):
            raise FrontMatterError(
                f"the front matter opened in line {self.first_line} is never closed",
                hint="add a line `+++` behind its last key",
            )
        return False

    def split(self, text: str) -> tuple[str, str]:
        """Cut out the block and what follows its closing line."""
        opening = _TOML_OPENING.match(text)
        closing = opening and _TOML_CLOSING.search(text, opening.end())
        if not opening or not closing:
            raise NotFrontMatter
        return text[opening.end() : closing.start()], _body(text, closing)

    def load(self, fm: str) -> dict[str, Value]:
        """Read TOML; numbers and dates keep their text."""
        import tomllib

        _check_size(fm)
        try:
            root = tomllib.loads(fm.replace("\r\n", "\n"), parse_float=lambda text: Scalar(text, plain=True))
        except tomllib.TOMLDecodeError as error:
            # Invalid value (at line 2, column 9)
            reason = re.sub(r"at line (\d+)", lambda match: f"at line {int(match[1]) + self.first_line}", str(error))
            raise FrontMatterError(f"the front matter is not TOML: {reason}", hint="put text in quotes") from None
        except RecursionError:
            raise _too_deep() from None
        return _mapping(root)


class JsonHandler(Handler):
    """A bare JSON object at the head of the file: Hugo."""

    dialect = "json"

    def detect(self, text: str) -> bool:
        """Tell whether `text` begins with an object of JSON, not with a `{{ template }}`."""
        return re.match(r"\{\s*[\"}]", text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Cut behind the object."""
        try:
            _, end = json.JSONDecoder().raw_decode(text[: MAX_BLOCK + 1])
        except json.JSONDecodeError as error:
            raise FrontMatterError(
                f"the front matter is not JSON: line {self.first_line - 1 + error.lineno}: {error.msg}",
                hint="check its commas, quotes and braces",
            ) from None
        except RecursionError:
            raise _too_deep() from None
        line_end = _REST_OF_LINE.match(text, end)
        if line_end is None:
            raise NotFrontMatter
        blank = _BLANK_LINES.match(text, line_end.end())
        return text[:end], text[blank.end() if blank else line_end.end() :]

    def load(self, fm: str) -> dict[str, Value]:
        """Read JSON; numbers keep their text."""
        return _load_json(fm, self)


class HexoJsonHandler(Handler):
    """JSON without its braces, closed by `;;;`: Hexo."""

    dialect = "hexo-json"

    def detect(self, text: str) -> bool:
        """Tell whether `text` opens with `;;;` or with a quoted key, and has a line `;;;` that closes it."""
        opening = _SEMICOLONS.match(text)
        if opening is None and not re.match(r'"[^"\n]*"\s*:', text):
            return False
        return _SEMICOLONS.search(text, opening.end() if opening else 0) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Cut out the block and what follows its closing line."""
        opening = _SEMICOLONS.match(text)
        start = opening.end() if opening else 0
        closing = _SEMICOLONS.search(text, start)
        if closing is None:
            raise NotFrontMatter
        return text[start : closing.start()], _body(text, closing)

    def load(self, fm: str) -> dict[str, Value]:
        """Read the keys; numbers keep their text."""
        return _load_json("{" + fm + "}", self)


def all_handlers(first_line: int) -> Iterator[Handler]:
    """One of each dialect, in the order in which they are to be asked."""
    return (kind(first_line) for kind in (YamlHandler, TomlHandler, JsonHandler, HexoJsonHandler, HexoYamlHandler))


def _yaml_closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """Find the line that closes YAML: the same dashes again, else any dashes; `...` for three."""
    if len(opening[1]) == 3:
        return _YAML_CLOSING.search(text, opening.end())
    same = re.compile(rf"^{opening[1]}[ \t]*\r?$", re.MULTILINE)
    return same.search(text, opening.end()) or _DASHES.search(text, opening.end())


def _body(text: str, closing: re.Match[str]) -> str:
    """What follows the closing line, without blank lines at its head; its first indent stays."""
    start = text.find("\n", closing.start()) + 1
    if start == 0:
        return ""
    blank = _BLANK_LINES.match(text, start)
    return text[blank.end() if blank else start :]


def _load_json(block: str, handler: Handler) -> dict[str, Value]:
    _check_size(block)

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in items:
            if key in values:
                handler.warnings.append(f"the key `{key}` again; the last one counts")
                del values[key]
            values[key] = value
        return values

    def as_written(text: str) -> Scalar:
        return Scalar(text, plain=True)

    try:
        root = json.loads(
            block,
            object_pairs_hook=pairs,
            parse_int=as_written,
            parse_float=as_written,
            parse_constant=as_written,
            strict=False,
        )
    except json.JSONDecodeError as error:
        raise FrontMatterError(
            f"the front matter is not JSON: line {handler.first_line - 1 + error.lineno}: {error.msg}",
            hint="check its commas, quotes and braces",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    return _mapping(root)


def _mapping(values: dict[str, Any]) -> dict[str, Value]:
    return {Scalar(key, plain=True): _value(value, 1) for key, value in values.items()}


def _value(value: Any, depth: int) -> Value:
    """Turn what TOML or JSON gave into values."""
    if depth > MAX_NESTING:
        raise _too_deep()
    if isinstance(value, dict):
        return {Scalar(key, plain=True): _value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_value(item, depth + 1) for item in value]
    if isinstance(value, Scalar):
        return value
    if isinstance(value, str):
        return Scalar(value)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", plain=True)
    if isinstance(value, (date, datetime, time)):
        return Scalar(value.isoformat(), plain=True)
    return Scalar("null" if value is None else str(value), plain=True)


def _check_size(block: str) -> None:
    if len(block) > MAX_BLOCK:
        raise FrontMatterError(
            f"the front matter is larger than {MAX_BLOCK >> 10} kB", hint="is its closing line missing?"
        )


def _too_deep() -> FrontMatterError:
    return FrontMatterError(f"the front matter nests over {MAX_NESTING} levels", hint="put text in quotes")
