"""`newsclip paths` shows where everything is, there or not."""

import json


def test_paths_follow_the_archive_and_the_users_settings(newsclip, archive, tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSCLIP_CONFIG", str(tmp_path / "own" / "config.toml"))
    places = json.loads(newsclip("paths", "--json").out)
    assert places["archive"] == str(archive)
    assert places["settings"] == str(tmp_path / "own" / "config.toml")
    assert places["rules"] == str(tmp_path / "own" / "rules")
    assert f"archive\t{archive}" in newsclip("paths").lines
