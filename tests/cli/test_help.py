"""`newsclip --help`, `newsclip help COMMAND` and shell completion: on every terminal, for every command."""

import os
import subprocess
import sys

import pytest

from newsclip.cli.app import COMMANDS

FEED = ("feed add", "feed list", "feed remove", "feed update")


@pytest.mark.parametrize("command", [*(name for name in COMMANDS if name != "feed"), *FEED])
def test_every_command_has_a_short_help_with_an_example(newsclip, command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    ran = newsclip(*command.split(), "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines[0].startswith(f"Usage: newsclip {command} [OPTIONS]")
    assert max(map(len, ran.lines)) <= 80
    assert f"newsclip {command}" in "".join(ran.lines[1:]).replace("newsclip --archive ~/newsclip", "newsclip")
    assert len(ran.lines) <= 60
    assert newsclip(*command.split(), "-h") == ran
    assert newsclip("help", *command.split(), archive=None) == ran


def test_the_overview_shows_each_command_in_one_line(newsclip, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    ran = newsclip("--help")
    listed = [line for line in ran.lines if line[2:].split(" ")[0] in COMMANDS]
    assert len(listed) == len(COMMANDS)
    assert not any(line.endswith("...") for line in listed)
    assert newsclip("help", archive=None).out == ran.out


@pytest.mark.parametrize("columns", ["20", "1", "0", "9999", "wide"])
def test_help_survives_any_width(newsclip, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    ran = newsclip("import", "--help")
    assert ran.code == 0
    assert "Usage:" in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell):
    def completed(words):
        environ = {
            **os.environ,
            "_NEWSCLIP_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split()) - 1),
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        code = "from newsclip.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=False)
        return done.stdout

    assert "search" in completed("newsclip sea")
    assert "--dry-run" in completed("newsclip save --dry")
