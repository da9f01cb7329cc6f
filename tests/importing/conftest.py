"""What the tests of imports share: posts to import, an archive, and the command in a process of its own."""

import os
import subprocess
import sys

import pytest

from newsclip.importing import ImportOptions, Tally, run_import
from tests.importing.made import post_text


@pytest.fixture
def posts(tmp_path):
    def posts(count, folder="posts"):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        for number in range(count):
            (place / f"{number:05}.md").write_text(post_text(number), encoding="utf-8")
        return place

    return posts


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive"


@pytest.fixture
def imported(archive):
    """imported(source, ..., jobs=1) → the outcomes, and the tally as an attribute."""

    class Outcomes(list):
        tally = None

    def imported(*sources, root=archive, **options):
        tally = Tally()
        options.setdefault("jobs", 1)
        found = Outcomes(run_import([str(source) for source in sources], root, ImportOptions(**options), tally=tally))
        found.tally = tally
        return found

    return imported


@pytest.fixture
def command(archive):
    """command("import", ...) starts newsclip in a process group of its own."""
    running = []

    def command(*args, **keywords):
        process = subprocess.Popen(
            [sys.executable, "-m", "newsclip", "--archive", str(archive), *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"NO_COLOR": "1"},
            **keywords,
        )
        running.append(process)
        return process

    yield command
    for process in running:
        if process.poll() is None:
            process.kill()
        process.communicate()
