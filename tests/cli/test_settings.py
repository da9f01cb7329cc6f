"""Settings and numbers that make no sense are refused by every command, in one line that names them."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "command",
    [
        ["search", "x"],
        ["grep", "x"],
        ["similar", "x"],
        ["list"],
        ["show", "x"],
        ["history", "x"],
        ["diff", "x"],
        ["refile"],
        ["check"],
        ["export", "elsewhere"],
        ["reindex"],
        ["save", "x.html"],
        ["convert", "x.html"],
        ["import", "x.html"],
        ["feed", "list"],
    ],
    ids=" ".join,
)
def test_a_broken_file_of_settings_stops_every_command(newsclip, archive, command):
    settings = archive / ".newsclip" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[fetch]\ntimeout 3\n")
    ran = newsclip(*command)
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(f"newsclip: {settings}: is not TOML: ")
    assert "line 2" in line
    assert line.endswith("; mend it in an editor")


def test_where_the_settings_are_is_shown_even_when_they_are_broken(newsclip, archive):
    settings = archive / ".newsclip" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[fetch\n")
    ran = newsclip("paths")
    assert ran.code == 0
    assert f"archive settings\t{settings}" in ran.lines


def test_a_search_without_settings_loads_nothing_to_read_them(newsclip, archive):
    archive.mkdir()
    newsclip("reindex")
    code = (
        "import sys\nfrom newsclip.cli.app import run\n"
        f"run(['--archive', {str(archive)!r}, 'search', 'xyzzy', '--paths'])\n"
        "print([name for name in ('tomllib', 'newsclip.config', 'platformdirs') if name in sys.modules])"
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NEWSCLIP_")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environ)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("command", "option", "range_"),
    [
        ("save x --timeout 0", "--timeout", "above 0 and up to 86400"),
        ("save x --timeout -5", "--timeout", "above 0 and up to 86400"),
        ("convert x --timeout nan", "--timeout", "above 0 and up to 86400"),
        ("check --timeout inf", "--timeout", "above 0 and up to 86400"),
        ("search x --limit -1", "--limit", "0"),
        ("search x -n 1e3", "--limit", "integer"),
        ("search x -n 99999999999999999999999", "--limit", "1000000000"),
        ("import x --limit 99999999999999999999999", "--limit", "1000000000"),
        ("save x --header nonsense", "--header", "Name: value"),
        ("convert x x --select [[[", "--select", "[[["),
        ("save x --remember", "--remember", "--select"),
        ("list -n -1", "-n", "0"),
        ("similar x --limit -1", "--limit", "0"),
        ("import x --limit -1", "--limit", "0"),
        ("import x --jobs -1", "--jobs", "0"),
        ("import x --jobs 100000", "--jobs", "1024"),
        ("feed update --jobs -1", "--jobs", "0"),
        ("reindex --jobs -1", "--jobs", "0"),
        ("diff x 0", "OLD", "1"),
        ("diff x 1 0", "NEW", "1"),
    ],
)
def test_a_number_out_of_range_is_refused(newsclip, archive, command, option, range_):
    ran = newsclip(*command.split())
    assert (ran.code, ran.out) == (2, "")
    (line,) = ran.err.splitlines()
    assert option in line
    assert range_ in line
    assert not archive.exists()
