"""Settings: what they are, and which of flag, environment, archive, user and default decides.

A setting is `[section] key` in a TOML file, `NEWSCLIP_SECTION_KEY` in the environment, and an option of the commands
that it matters for. Flags win over the environment, that over `ARCHIVE/.newsclip/config.toml`, that over the user's
own `config.toml` (in the platform's configuration folder, or where NEWSCLIP_CONFIG says), that over the defaults.
"""

from __future__ import annotations

import os
import types
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from newsclip.config_files import VARIABLES, archive_file, user_file
from newsclip.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Render(StrEnum):
    """When a browser runs a page's scripts."""

    NEVER = "never"
    AUTO = "auto"
    """When the page holds no article without them."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """How pages are fetched: `[fetch]`. Times in seconds, sizes in megabytes (MiB)."""

    timeout: float = 30.0
    max_megabytes: float = 20.0
    retries: int = 2
    user_agent: str = ""
    headers: tuple[str, ...] = ()
    """`Name: value` each."""
    cookies: Path | None = None
    proxy: str = ""
    concurrency: int = 64
    per_host: int = 6
    delay: float = 0.0
    robots: bool = True
    allow_private: bool = False
    pages: int = 20
    """The most pages of one article that are joined; 1 joins none."""
    render: Render = Render.NEVER
    browser: Path | None = None
    wayback: bool = False
    wayback_url: str = "https://archive.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSettings:
    """Whether and how an article's images are kept beside it: `[images]`."""

    save: bool = False
    max_megabytes: float = 10.0
    """Of one image."""
    max_total_megabytes: float = 100.0
    """Of all images of one article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotSettings:
    """Whether the bytes that were fetched are kept: `[snapshots]`."""

    save: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """When a source counts as dead: `[check]`."""

    strikes: int = 3
    """Failed checks in a row, on different days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, one attribute a section."""

    fetch: FetchSettings = field(default_factory=FetchSettings)
    images: ImageSettings = field(default_factory=ImageSettings)
    snapshots: SnapshotSettings = field(default_factory=SnapshotSettings)
    check: CheckSettings = field(default_factory=CheckSettings)


@dataclass(frozen=True, slots=True)
class Span:
    """The numbers that a setting may be: from `least` to `most`, or, where it is `open`, above `least`."""

    least: int
    most: int
    open: bool = False

    def admits(self, value: object) -> bool:
        """Whether a value is one of them."""
        if not isinstance(value, int | float) or not isfinite(value):
            return False
        return self.least <= value <= self.most and not (self.open and value == self.least)

    def __str__(self) -> str:
        return f"above {self.least} and up to {self.most}" if self.open else f"from {self.least} to {self.most}"


_DAY: Final = 86_400
_SPANS: Final = {
    "fetch.timeout": Span(0, _DAY, open=True),
    "fetch.max_megabytes": Span(0, 100_000, open=True),
    "fetch.retries": Span(0, 100),
    "fetch.concurrency": Span(1, 10_000),
    "fetch.per_host": Span(1, 10_000),
    "fetch.delay": Span(0, _DAY),
    "fetch.pages": Span(1, 10_000),
    "images.max_megabytes": Span(0, 100_000, open=True),
    "images.max_total_megabytes": Span(0, 100_000, open=True),
    "check.strikes": Span(1, 1000),
}


def load_settings(
    archive: Path | None = None,
    *,
    flags: Mapping[str, object] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings for an archive.

    `flags` are options of the command line by name (`fetch.timeout`), None for those not given. Raises UsageError
    that names the file or variable, the key and what is wrong with it.
    """
    environ = os.environ if environ is None else environ
    found: dict[str, object] = {}
    for path in (user_file(environ), archive_file(archive) if archive is not None else None):
        if path is not None:
            found |= _from_file(path)
    found |= _from_environment(environ)
    found |= _from_flags(flags or {})
    settings = Settings()
    for name, value in found.items():
        section, _, key = name.partition(".")
        settings = replace(settings, **{section: replace(getattr(settings, section), **{key: value})})
    return settings


@cache
def known_settings() -> dict[str, Any]:
    """Every setting by its name, `fetch.timeout`, with its type."""
    sections = get_type_hints(Settings)
    return {
        f"{section}.{name}": kind
        for section, record in sections.items()
        for name, kind in get_type_hints(record).items()
        if name in {item.name for item in fields(record)}
    }


def _from_file(path: Path) -> dict[str, object]:
    try:
        path.stat()
    except OSError:
        return {}  # none, or in the home of somebody else whose name we run under
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise UsageError(f"settings cannot be read: {reason}", source=str(path)) from error
    import tomllib

    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"is not TOML: {error}", source=str(path), hint="mend it in an editor") from error
    found: dict[str, object] = {}
    for section, table in tables.items():
        if not isinstance(table, dict):
            raise UsageError(
                f"the key '{section}' stands outside of any section",
                source=str(path),
                hint=f"put it below one of {', '.join(f'[{item.name}]' for item in fields(Settings))}",
            )
        for key, value in table.items():
            name = f"{section}.{key}"
            kind = _kind_of(name, str(path))
            try:
                found[name] = _within(name, _convert(value, kind, path.parent))
            except (TypeError, ValueError) as error:
                raise UsageError(f"{name} must be {error}, not {value!r}", source=str(path)) from error
    return found


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    known = {_variable(name) for name in known_settings()}
    prefixes = tuple(_variable(f"{section.name}.") for section in fields(Settings))
    for variable in environ:
        if variable.startswith(prefixes) and variable not in known:
            near = get_close_matches(variable, known, n=1, cutoff=0.8)
            hint = f"did you mean {near[0]}?" if near else "docs/fetching.md lists the settings"
            raise UsageError("is no setting", source=variable, hint=hint)
    for name, kind in known_settings().items():
        variable = _variable(name)
        text = environ.get(variable)
        if not text:
            continue  # an empty variable is as good as none
        try:
            found[name] = _within(name, _convert(_parse(text, kind), kind, Path.cwd()))
        except (TypeError, ValueError) as error:
            raise UsageError(f"must be {error}, not {text!r}", source=variable) from error
    return found


def _variable(name: str) -> str:
    return VARIABLES + name.replace(".", "_").upper()


def _from_flags(flags: Mapping[str, object]) -> dict[str, object]:
    found = {name: value for name, value in flags.items() if value is not None}
    for name, value in found.items():
        try:
            _within(name, value)
        except ValueError as error:
            option = "--" + name.partition(".")[2].replace("_", "-")
            raise UsageError(f"must be {error}, not {value!r}", source=option) from error
    return found


def _within(name: str, value: object) -> object:
    """The value, if it is one that the setting may have. Raises ValueError that says which it may."""
    span = _SPANS.get(name)
    if span is not None and not span.admits(value):
        raise ValueError(f"a number {span}")
    return value


def _kind_of(name: str, source: str) -> Any:
    known = known_settings()
    if name in known:
        return known[name]
    section, _, key = name.partition(".")
    near = get_close_matches(name, known, n=1, cutoff=0.7) or [full for full in known if full.endswith(f".{key}")]
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}"
    raise UsageError(f"unknown setting {key!r} in [{section}]", source=source, hint=hint)


_SWITCH: Final = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


def _parse(text: str, kind: Any) -> object:
    """The text of an environment variable as TOML would give it; what does not fit stays text, and is refused later."""
    if kind is bool:
        return _SWITCH.get(text.strip().lower(), text)
    if kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            return text
    if get_origin(kind) is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _convert(value: object, kind: Any, folder: Path) -> object:
    """A value as its setting wants it. Raises TypeError or ValueError that says what it must be."""
    if get_origin(kind) is types.UnionType:
        kind = next(choice for choice in get_args(kind) if choice is not type(None))
    if get_origin(kind) is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise TypeError("a list of texts")
        return tuple(value)
    return _SIMPLE[kind](value, folder) if kind in _SIMPLE else _choice(value, kind)


def _choice(value: object, kind: type[StrEnum]) -> StrEnum:
    if value not in list(kind):
        raise ValueError("one of " + ", ".join(kind))
    return kind(str(value))


def _switch(value: object, _folder: Path) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _whole(value: object, _folder: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a whole number")
    return value


def _number(value: object, _folder: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a number")
    return float(value)


def _text(value: object, _folder: Path) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _path(value: object, folder: Path) -> Path:
    """Relative paths are relative to the file that they stand in."""
    return folder / Path(_text(value, folder)).expanduser()


_SIMPLE: Final[dict[Any, Callable[[object, Path], object]]] = {
    bool: _switch,
    int: _whole,
    float: _number,
    str: _text,
    Path: _path,
}
