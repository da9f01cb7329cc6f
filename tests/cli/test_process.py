"""The command as a process: interrupted, with its reader gone, its disk full, its streams closed."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.fetch.hostile_server import serving

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
COMMAND = [sys.executable, "-m", "newsclip"]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and /dev of POSIX")


@pytest.fixture
def filled(newsclip, archive):
    newsclip("save", "-q", EXAMPLES)
    return archive


def commands(archive):
    page = EXAMPLES / "pages" / "wordpress-garden.html"
    return [
        [*COMMAND, "--archive", str(archive), *map(str, command)]
        for command in (
            ["list"],
            ["search", "*"],
            ["grep", "e"],
            ["show", next(archive.rglob("2*.md"))],
            ["convert", page],
            ["save", page],
            ["import", page, "--json"],
            ["--help"],
        )
    ]


@posix
def test_a_reader_that_has_gone_is_no_failure(filled):
    for command in commands(filled):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            running.stdout.close()
            err = running.stderr.read()
        assert running.returncode == 0, (command, err)
        assert "Error" not in err, command


@posix
@pytest.mark.parametrize("command", ["save", "import"])
def test_what_is_to_be_filed_is_filed_though_the_reader_has_gone(archive, tmp_path, command):
    for number in range(150):
        (tmp_path / f"{number}.md").write_text(f"---\ntitle: Post {number}\ndate: 2024-01-02\n---\n\nText {number}.\n")
    (tmp_path / "999.md").write_text("---\ntitle: a: b\n---\n")
    argv = [*COMMAND, "--archive", str(archive), command, "--json", str(tmp_path)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        running.stdout.close()
        err = running.stderr.read()
    assert running.returncode == 1, err
    assert len(list(archive.glob("2024/01/*.md"))) == 150


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_behind_stdout_is_one_line(filled):
    for command in commands(filled)[:-1]:
        with Path("/dev/full").open("w") as full:
            ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        last = ran.stderr.splitlines()[-1]
        assert ran.returncode == 1, command
        assert last.startswith("newsclip: standard output cannot be written: No space left"), command


@posix
def test_streams_that_are_closed_are_as_good_as_empty(filled):
    for command in commands(filled)[3:6]:
        for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
            ran = subprocess.run(["sh", "-c", f'exec "$@" {closed}', "sh", *command], capture_output=True, check=False)
            assert ran.returncode == 0, (command, closed, ran.stderr)
            assert b"Error" not in ran.stderr
    missing = [*COMMAND, "--archive", str(filled), "search", "(a"]
    assert subprocess.run(["sh", "-c", 'exec "$@" 2>&-', "sh", *missing], check=False).returncode == 2


@posix
@pytest.mark.parametrize("command", ["save", "convert", "import", "check"])
def test_ctrl_c_ends_a_command_at_once_with_one_line(newsclip, archive, command):
    asked = threading.Event()

    def never(connection, request, server):
        asked.set()
        server.stopping.wait()

    with serving(routes={"/never": never, "/robots.txt": never}) as site:
        if command == "check":
            post = f"---\ntitle: A\nsource: {site.url('/never')}\n---\n\nWords.\n"
            newsclip("save", "-", stdin=post.encode())
        words = [command, *([] if command == "check" else [site.url("/never")])]
        if command == "import":
            words += [str(EXAMPLES), "--jobs", "2"]  # worker processes are starting meanwhile
        with subprocess.Popen(
            [*COMMAND, "--archive", str(archive), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as running:
            assert asked.wait(20)
            os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all processes of the command
            out, err = running.communicate(timeout=20)
    assert running.returncode == 130, err
    assert len(err.splitlines()) == 1
    assert out == ""


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_a_clone_of_an_archive_is_an_archive_and_lists_its_own_articles(filled, tmp_path):
    def git(*args):
        identity = ["-c", "user.name=x", "-c", "user.email=x@localhost"]
        subprocess.run(["git", *identity, *args], check=True, capture_output=True)

    clone = tmp_path / "clone"
    git("init", "-q", filled)
    git("-C", filled, "add", "-A")
    git("-C", filled, "commit", "-q", "-m", "My archive")
    git("clone", "-q", filled, clone)
    environ = {**os.environ, "HOME": str(tmp_path / "home")}
    environ.pop("NEWSCLIP_ARCHIVE", None)
    ran = subprocess.run(
        [*COMMAND, "list", "--paths"], cwd=clone / "2024", env=environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert {Path(line).relative_to(clone) for line in ran.stdout.splitlines()} == {
        path.relative_to(filled) for path in filled.glob("2*/*/*.md")
    }
    status = subprocess.run(["git", "-C", clone, "status", "--short"], capture_output=True, text=True, check=True)
    assert status.stdout == ""


def on_terminal(archive, *command):
    """What a command shows on a terminal."""
    import pty

    master, terminal = pty.openpty()
    environ = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"}
    with subprocess.Popen([*COMMAND, "--archive", str(archive), *command], stdout=terminal, env=environ) as running:
        os.close(terminal)
        shown = b""
        while True:
            try:
                more = os.read(master, 4096)
            except OSError:  # Linux: the other end is closed
                more = b""
            shown += more
            if not more:
                break
    os.close(master)
    assert running.returncode == 0
    return shown.decode()


@posix
def test_what_an_article_says_does_not_command_the_terminal(newsclip, archive, tmp_path):
    (tmp_path / "a.md").write_text(
        '---\ntitle: "Red \\e[31m"\n---\n\nA bell \x07 and \x1b]0;a window\x07 of the ferry.\n'
    )
    newsclip("save", tmp_path / "a.md")
    for command in (
        ["list"],
        ["search", "ferry"],
        ["grep", "ferry"],
        ["show", "*"],
        ["convert", str(tmp_path / "a.md")],
    ):
        if command[-1] == "*":
            command[-1] = str(next(archive.glob("20*/*/*.md")))
        shown = on_terminal(archive, *command)
        assert "\x07" not in shown, command
        assert "\x1b]0;" not in shown, command
        assert "Red \x1b[31m" not in shown, command
    assert "\x1b]0;a window\x07" in newsclip("grep", "ferry").out, "data in a pipe stays as it is"


@posix
def test_grep_marks_what_matches_on_a_terminal_only(newsclip, archive, tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n\nThe night ferry sails.\n")
    newsclip("save", tmp_path / "a.md")
    assert "night \x1b[1;33mferry\x1b[0m sails" in on_terminal(archive, "grep", "-i", "FERRY")
    assert newsclip("grep", "ferry").out.endswith(":The night ferry sails.\n")
