"""Start-up time beside a two-command Typer hello-world, interleaved in one run.

    python benchmarks/startup.py [--rounds 20]

Runs the `newsclip` of the Python that runs this script, on an archive made of the repository's examples. Prints the
median wall time of each command and its ratio to the hello-world's, taken round by round.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

HELLO = """
import typer

app = typer.Typer()


@app.command()
def hello(name: str):
    print(f"Hello {name}")


@app.command()
def goodbye(name: str, formal: bool = False):
    print(f"Goodbye {name}")


app()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    newsclip = [sys.executable, "-m", "newsclip"]
    script = Path(sys.executable).with_name("newsclip")
    if script.exists():
        newsclip = [str(script)]
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder) / "hello.py"
        hello.write_text(HELLO)
        archive = ["--archive", str(Path(folder) / "archive")]
        subprocess.run([*newsclip, *archive, "save", str(EXAMPLES)], check=True, capture_output=True)
        commands = {
            "Typer hello-world": [sys.executable, str(hello), "hello", "World"],
            "newsclip --version": [*newsclip, "--version"],
            "newsclip search 图书": [*newsclip, *archive, "search", "图书"],
            "newsclip list": [*newsclip, *archive, "list"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                started = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
                times[name].append(time.perf_counter() - started)
    base = times["Typer hello-world"]
    print("| command | median ms | ratio to hello-world (median of rounds) |")
    print("|---|---|---|")
    for name, measured in times.items():
        ratio = statistics.median(mine / hers for mine, hers in zip(measured, base, strict=True))
        print(f"| {name} | {statistics.median(measured) * 1000:.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
