"""JSON exports as streams of entries, read one after another so that a file of any size costs the memory of one."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from newsclip.errors import HostileInput, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsclip.sources.handle import Source

DEPTH_CAP = 64
"""Objects and lists in each other; no export comes near."""
_SHAPE_DEPTH = 6


class Entry:
    """One JSON object of somebody else's export: fields are asked for by name and never trusted to have a type."""

    __slots__ = ("_fields",)

    def __init__(self, fields: dict[str, object]) -> None:
        self._fields = fields

    @property
    def fields(self) -> dict[str, object]:
        """All fields as they came."""
        return self._fields

    def get(self, *names: str) -> object:
        """The first of these fields that is neither missing, null nor ''."""
        return next((value for name in names if (value := self._fields.get(name)) not in (None, "")), None)

    def text(self, *names: str) -> str:
        """The first of these fields as text; '' when there is none, or it is an object or a list."""
        value = self.get(*names)
        return str(value).strip() if isinstance(value, str | int | float | Decimal) else ""

    def flag(self, *names: str) -> bool:
        """Whether the field says yes: true, 1, "1", "true", "yes"."""
        return self.text(*names).lower() in {"true", "1", "yes"}

    def objects(self, name: str) -> list[Entry]:
        """The objects in a list field."""
        value = self._fields.get(name)
        return [Entry(part) for part in value if isinstance(part, dict)] if isinstance(value, list) else []

    def texts(self, name: str) -> list[str]:
        """The strings in a list field; a lone string counts as a list of one."""
        value = self._fields.get(name)
        if isinstance(value, str):
            return [value] if value else []
        return [str(part) for part in value if isinstance(part, str | int)] if isinstance(value, list) else []

    def entry(self, name: str) -> Entry:
        """The object in a field; an empty one when there is none."""
        value = self._fields.get(name)
        return Entry(value) if isinstance(value, dict) else Entry({})

    def children(self) -> Iterator[tuple[str, Entry]]:
        """All fields that are objects."""
        return ((name, Entry(value)) for name, value in self._fields.items() if isinstance(value, dict))


def entries(source: Source, path: str) -> Iterator[Entry]:
    """Objects at `path`, such as `item` for those in a list or `bookmarks.item` for those in a list in an object.

    Raises SourceError where the JSON breaks; what came before it has been yielded.
    """
    from ijson.common import ObjectBuilder

    wanted = path.split(".")
    builder: ObjectBuilder | None = None
    with source.open() as stream:
        for place, event, value in _events(source, stream):
            if builder is None:
                if event == "start_map" and place == wanted:
                    builder = ObjectBuilder()
                    builder.event(event, value)
                continue
            builder.event(event, value)
            if event == "end_map" and place == wanted:
                yield Entry(builder.value)
                builder = None


def shape(source: Source, room: int) -> set[str]:
    """Paths that occur in the first `room` bytes of a JSON file, spelt as `entries` takes them."""
    with source.open() as stream:
        data = stream.read(room)
    paths: set[str] = set()
    try:
        for place, event, _ in _events(source, io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)))):
            if len(place) <= _SHAPE_DEPTH and event not in {"end_map", "end_array", "map_key"}:
                paths.add(".".join(place))
    except HostileInput:
        raise
    except SourceError:
        pass  # the beginning of a long file ends in the middle; what was seen before tells its shape
    return paths


def _events(source: Source, stream: io.BufferedReader) -> Iterator[tuple[list[str], str, object]]:
    """What a JSON file consists of, each with the path of keys to it. The list is one and changes: copy to keep it."""
    import ijson

    if stream.peek(3).startswith(b"\xef\xbb\xbf"):
        stream.read(3)
    place: list[str] = []
    try:
        for event, value in ijson.basic_parse(stream, use_float=True, multiple_values=True):
            if event == "map_key":
                place[-1] = str(value)
            elif event in {"end_map", "end_array"}:
                place.pop()
            yield place, event, value
            if event in {"start_map", "start_array"}:
                if len(place) > DEPTH_CAP:
                    raise HostileInput("JSON nested too deep", source=source.label, hint="leave it out")
                place.append("item" if event == "start_array" else "")
    except (ijson.JSONError, UnicodeDecodeError, ValueError, IndexError) as error:
        reason = f"broken JSON: {str(error).splitlines()[0].strip() if str(error) else 'unreadable'}"
        raise SourceError(reason, source=source.label, hint="export it again") from None


def whole(source: Source, data: bytes | None = None) -> Entry:
    """A JSON file that is one object, read at once. Raises SourceError."""
    try:
        value = loads((source.read() if data is None else data).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SourceError(f"broken JSON: {error}", source=source.label, hint="export it again") from None
    return Entry(value) if isinstance(value, dict) else Entry({})


def loads(text: str) -> object:
    """The value of a JSON text; half a character, of an emoji that was cut in two, becomes U+FFFD.

    Raises ValueError, RecursionError.
    """
    import json

    value: object = json.loads(text)
    # "\ud83d" by itself
    return _mended(value) if "\\ud" in text or "\\uD" in text else value


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_mended(part) for part in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(part) for key, part in value.items()}
    return value
