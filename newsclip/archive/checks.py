"""What is known of the articles' sources on the web: `.newsclip/checks.jsonl`, one line an article.

Deleting the file forgets the strikes, and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from newsclip.archive.files import write_atomically
from newsclip.archive.layout import STATE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The state of one article's source."""

    id: str
    checked: datetime
    """Aware, in UTC."""
    strikes: int = 0
    """Failed checks in a row, one a day at most."""
    alive: datetime | None = None
    """When it last answered."""
    reason: str = ""
    """What the last check met; empty when the source answered."""

    def after(self, now: datetime, reason: str) -> Check:
        """The state after one more check, which failed for a `reason` or, if that is empty, did not."""
        if not reason:
            return replace(self, checked=now, strikes=0, alive=now, reason="")
        # A server that is down for an afternoon is asked many times by an eager person, and is one strike.
        same_day = bool(self.reason) and self.checked.date() == now.date()
        return replace(self, checked=now, strikes=self.strikes + (not same_day), reason=reason)


class Checks:
    """The checks of one archive."""

    def __init__(self, root: Path) -> None:
        self._path = root / STATE_FOLDER / "checks.jsonl"

    def load(self) -> dict[str, Check]:
        """All states by the id of their article; a line that cannot be read counts as never checked."""
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        checks = (_read(line) for line in lines)
        return {check.id: check for check in checks if check is not None}

    def store(self, checks: Iterable[Check]) -> None:
        """Write all states. Raises ArchiveError."""
        lines = [json.dumps(_record(check), ensure_ascii=False) for check in sorted(checks, key=lambda check: check.id)]
        write_atomically(self._path, "".join(f"{line}\n" for line in lines), durable=False)


def _record(check: Check) -> dict[str, Any]:
    record = asdict(check) | {"checked": check.checked.isoformat()}
    record["alive"] = check.alive.isoformat() if check.alive else None
    return {name: value for name, value in record.items() if value}


def _read(line: str) -> Check | None:
    try:
        record: dict[str, Any] = json.loads(line)
        for name in ("checked", "alive"):
            if name in record:
                record[name] = datetime.fromisoformat(record[name])
        return Check(**record)
    except (ValueError, TypeError):
        return None
