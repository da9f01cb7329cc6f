"""What the documents say of the command line is so: commands, options, and every command is there."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from newsclip.cli.app import COMMANDS, app

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").glob("*.*"))]
# `newsclip save x` in prose; newsclip save x, $ newsclip save x, | newsclip save - in a block
_IN_PROSE = re.compile(r"`([^`\n]*newsclip [^`\n]*)`")
_BLOCK = re.compile(r"^```[^\n]*\n(.*?)^```|((?:^    [^\n]*\n)+)", re.MULTILINE | re.DOTALL)


def command_lines(text):
    for block in _BLOCK.findall(text):
        for line in "".join(block).replace("\\\n", " ").splitlines():
            yield from re.split(r"\s#\s", line)[:1]
    yield from _IN_PROSE.findall(text)


def uses(text):
    """The words behind `newsclip` in every command line."""
    for line in command_lines(text):
        for part in re.split(r"[|;&)]+\s", line):
            found = re.search(r"(?:^|[\s$/(\"])newsclip +(\S.*)", part)
            if found:
                try:
                    yield shlex.split(found[1], comments=True)
                except ValueError:
                    yield found[1].split()


def options_of(command, context):
    return {name for param in command.get_params(context) for name in (*param.opts, *param.secondary_opts)}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_and_options_in_documents_exist(path):
    group = typer.main.get_command(app)
    context = typer.Context(group)
    everywhere = {"--help", "-h"}
    for words in uses(path.read_text("utf-8")):
        known = options_of(group, context) | everywhere
        command = None
        for word in words:
            if command is None and word in COMMANDS:
                command = group.get_command(context, word)
                known |= options_of(command, typer.Context(command))
            elif word in getattr(command, "commands", {}):
                command = command.commands[word]
                known |= options_of(command, typer.Context(command))
            elif re.match(r"--[a-z]", word):
                assert word.partition("=")[0] in known, f"{path.name}: newsclip {' '.join(words)}"


def test_every_command_is_in_the_readme_and_has_been_found():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`{name}`" not in readme] == []
    found = {word for path in DOCUMENTS for words in uses(path.read_text("utf-8")) for word in words}
    assert len(found & set(COMMANDS)) > 10
