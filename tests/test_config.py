"""Settings come from five places, and a mistake in any of them is named."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from newsclip.config import Render, Settings, known_settings, load_settings
from newsclip.config_files import user_file
from newsclip.errors import UsageError


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path, dict[str, str]]:
    """A user's file, an archive's file, and an environment that names the former."""
    user = tmp_path / "user.toml"
    archive = tmp_path / "archive"
    (archive / ".newsclip").mkdir(parents=True)
    return user, archive, {"NEWSCLIP_CONFIG": str(user)}


def test_without_any_file_the_defaults_hold(places: tuple[Path, Path, dict[str, str]]) -> None:
    _, archive, environ = places
    assert load_settings(archive, environ=environ) == Settings()


def test_flag_beats_environment_beats_archive_beats_user(places: tuple[Path, Path, dict[str, str]]) -> None:
    user, archive, environ = places
    user.write_text("[fetch]\ntimeout = 1\nretries = 1\nper_host = 1\nproxy = 'http://127.0.0.1:1'\n")
    (archive / ".newsclip" / "config.toml").write_text("[fetch]\nretries = 2\nper_host = 2\ntimeout = 2.5\n")
    environ |= {"NEWSCLIP_FETCH_PER_HOST": "3", "NEWSCLIP_FETCH_TIMEOUT": "3"}
    found = load_settings(archive, environ=environ, flags={"fetch.timeout": 4.0, "fetch.delay": None}).fetch
    assert (found.timeout, found.per_host, found.retries, found.proxy) == (4.0, 3, 2, "http://127.0.0.1:1")
    assert found.delay == 0.0


def test_every_kind_of_value_is_read(places: tuple[Path, Path, dict[str, str]]) -> None:
    user, archive, environ = places
    user.write_text(
        '[fetch]\nrender = "auto"\nheaders = ["X-A: b"]\ncookies = "cookies.txt"\nrobots = false\n'
        "[images]\nsave = true\nmax_megabytes = 3\n"
    )
    settings = load_settings(archive, environ=environ)
    assert settings.fetch.render is Render.AUTO
    assert settings.fetch.headers == ("X-A: b",)
    assert settings.fetch.cookies == user.parent / "cookies.txt"
    assert settings.fetch.robots is False
    assert (settings.images.save, settings.images.max_megabytes) == (True, 3.0)
    environ |= {"NEWSCLIP_FETCH_ROBOTS": "yes", "NEWSCLIP_FETCH_HEADERS": "X-C: d, X-E: f"}
    assert load_settings(archive, environ=environ).fetch.robots is True
    assert load_settings(archive, environ=environ).fetch.headers == ("X-C: d", "X-E: f")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[fetch]\ntimeuot = 3\n", "unknown setting 'timeuot' in [fetch]; did you mean fetch.timeout?"),
        ("[fetsh]\ntimeout = 3\n", "unknown setting 'timeout' in [fetsh]; did you mean fetch.timeout?"),
        ("[fetch]\ntimeout = 'soon'\n", "fetch.timeout must be a number, not 'soon'"),
        ("[fetch]\nretries = -1\n", "fetch.retries must be a number from 0 to 100, not -1"),
        ("[fetch]\nretries = 1.5\n", "fetch.retries must be a whole number, not 1.5"),
        ("[fetch]\ntimeout = 0\n", "fetch.timeout must be a number above 0 and up to 86400, not 0"),
        ("[fetch]\ntimeout = nan\n", "fetch.timeout must be a number above 0 and up to 86400, not nan"),
        ("[images]\nmax_megabytes = inf\n", "images.max_megabytes must be a number above 0 and up to 100000, not inf"),
        ("[fetch]\nconcurrency = 0\n", "fetch.concurrency must be a number from 1 to 10000, not 0"),
        ("[fetch]\nrobots = 'no'\n", "fetch.robots must be true or false, not 'no'"),
        ("[fetch]\nheaders = 'X: y'\n", "fetch.headers must be a list of texts"),
        ("[fetch]\nrender = 'maybe'\n", "fetch.render must be one of never, auto, always, not 'maybe'"),
        ("timeout = 3\n", "the key 'timeout' stands outside of any section"),
        ("[fetch\n", "is not TOML"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(
    places: tuple[Path, Path, dict[str, str]], text: str, words: str
) -> None:
    user, archive, environ = places
    user.write_text(text)
    with pytest.raises(UsageError) as caught:
        load_settings(archive, environ=environ)
    assert str(caught.value).startswith(f"{user}: ")
    assert words in str(caught.value)


def test_an_empty_variable_is_as_good_as_none(places: tuple[Path, Path, dict[str, str]]) -> None:
    _, archive, environ = places
    empty = {"NEWSCLIP_FETCH_TIMEOUT": "", "NEWSCLIP_FETCH_ROBOTS": "", "NEWSCLIP_FETCH_PROXY": ""}
    assert load_settings(archive, environ=environ | empty) == Settings()


def test_a_mistake_in_the_environment_names_the_variable(places: tuple[Path, Path, dict[str, str]]) -> None:
    _, archive, environ = places
    with pytest.raises(UsageError, match="NEWSCLIP_FETCH_ROBOTS: must be true or false, not 'maybe'"):
        load_settings(archive, environ=environ | {"NEWSCLIP_FETCH_ROBOTS": "maybe"})
    with pytest.raises(UsageError, match="NEWSCLIP_FETCH_DELAY: must be a number from 0 to 86400, not '-1'"):
        load_settings(archive, environ=environ | {"NEWSCLIP_FETCH_DELAY": "-1"})
    with pytest.raises(UsageError, match="FETCH_TIMEUOT: is no setting; did you mean NEWSCLIP_FETCH_TIMEOUT"):
        load_settings(archive, environ=environ | {"NEWSCLIP_FETCH_TIMEUOT": "1"})


def test_the_users_file_is_where_the_platform_keeps_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for home in (None, str(tmp_path / "xdg"), " "):
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        if home is not None:
            monkeypatch.setenv("XDG_CONFIG_HOME", home)
        expected = platformdirs.user_config_path("newsclip", appauthor=False) / "config.toml"
        assert user_file(os.environ) == expected


def test_every_setting_is_documented_with_its_name() -> None:
    documented = (Path(__file__).parents[1] / "docs" / "fetching.md").read_text("utf-8")
    assert [name for name in known_settings() if f"| `{name}` |" not in documented] == []
