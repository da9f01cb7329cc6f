"""What `git merge` leaves in a file where both sides changed the same lines."""

from __future__ import annotations

HINT = "take one of the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>"


def conflict_in(text: str) -> int | None:
    """The number, from 0, of the line at which the first conflict begins; None where there is none.

    `<<<<<<< HEAD`, the lines of one side, `=======`, those of the other, `>>>>>>> branch`.
    """
    if "\n>>>>>>> " not in text:
        return None
    begun: int | None = None
    parted = False
    for number, line in enumerate(text.splitlines()):
        if line.startswith("<<<<<<< "):
            begun, parted = number, False
        elif line == "=======":
            parted = begun is not None
        elif line.startswith(">>>>>>> ") and parted:
            return begun
    return None
