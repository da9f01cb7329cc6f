"""Whole pages: what is read of each field, and how it is known. `--update-golden` writes what is read now."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from newsclip.article import Timestamp
from newsclip.extract.metadata import MetadataReading, read_metadata
from newsclip.extract.structured import read_structured
from newsclip.parse import parse_html

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(folder.name for folder in GOLDEN.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_read_as_its_golden_folder_says(case: str, *, update_golden: bool) -> None:
    folder = GOLDEN / case
    tree = parse_html((folder / "input.html").read_text("utf8"))
    reading = read_metadata(tree, read_structured(tree), (folder / "url.txt").read_text("utf8").strip())
    found = _plain(reading)
    expected = folder / "expected.json"
    if update_golden:
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf8")
    assert found == json.loads(expected.read_text("utf8"))


def _plain(reading: MetadataReading) -> dict[str, object]:
    values: dict[str, object] = {}
    for field in fields(reading.metadata):
        value = getattr(reading.metadata, field.name)
        if value:
            values[field.name] = str(value) if isinstance(value, Timestamp) else value
    return json.loads(json.dumps({**values, "evidence": dict(reading.evidence)}))
