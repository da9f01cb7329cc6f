"""Posts to import, archives compared, and things waited for."""

import time

WORDS = ["harbour", "lantern", "orchard", "ferry", "ledger", "compass", "granite", "willow", "signal", "archive"]
WORDS += ["meadow", "kettle"]

# The two halves of an article.
BEFORE = """<p>The pier was built in the summer of 1887, when the ferry company had outgrown the old stone quay and the
town council, after three years of argument, agreed to pay for half of it.</p><p>Its planks came from a forest two days
up the river. Men floated them down in rafts, and a boy sat on each of them to shout at whoever was in the way.</p>"""
AFTER = """<p>Nothing about it was meant to last. The engineer wrote in his diary that he would be surprised to see it
stand for thirty winters; it has stood for more than a hundred, and only the lamps have been changed.</p><p>Next spring
the council will argue again. Some want to close the outer half, others want to sell it, and the boatmen, who were not
asked, have painted their opinion on the wall of the customs house.</p>"""


def post_text(number):
    """A post that no other is like."""
    lines = [
        f"<p>The {WORDS[(number + line) % 12]} of number {number} was seen {number * 7 + line} times before {line} "
        f"{WORDS[(number * 5 + line * 3) % 12]}s came to the {WORDS[(number // 12 + line) % 12]}.</p>"
        for line in range(8)
    ]
    return f"---\ntitle: 'Number {number}'\ndate: 2021-06-{number % 28 + 1:02} 10:00:00\n---\n\n" + "\n".join(lines)


def articles(root):
    """Every article file of an archive: path below it → bytes."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*.md"))
        if not any(part.startswith(".") for part in path.relative_to(root).parts)
    }


def same(first, second):
    """Two archives without the moment of saving and the digest over it."""

    def bare(files):
        return {
            name: b"\n".join(line for line in data.split(b"\n") if not line.startswith((b"saved:", b"digest:")))
            for name, data in files.items()
        }

    return bare(first) == bare(second)


def wait_for(condition):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it never came to be")
