"""Which file of rules speaks for a URL."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from newsclip.parse import parse_html
from newsclip.rule_files import RuleFolder


@pytest.mark.parametrize(
    ("files", "host", "found"),
    [
        (["example.com.toml"], "www.example.com", "example.com.toml"),
        (["example.com.toml"], "EXAMPLE.com", "example.com.toml"),
        (["example.com.toml"], "blog.example.com", None),
        ([".example.com.txt"], "blog.example.com", ".example.com.txt"),
        ([".example.com.txt"], "a.blog.example.com", ".example.com.txt"),
        ([".example.com.txt"], "example.com", None),
        (["blog.example.com.txt", ".example.com.txt"], "blog.example.com", "blog.example.com.txt"),
        (["example.com.txt", "example.com.toml"], "example.com", "example.com.toml"),
        (["example.com.toml"], "other.example", None),
        (["passwd.toml"], "../passwd", None),
        (["x.toml"], "", None),
    ],
)
def test_files_are_found_by_host(tmp_path: Path, files: list[str], host: str, found: str | None) -> None:
    for name in files:
        text = 'title = "h1"' if name.endswith(".toml") else "title: //h1"
        (tmp_path / name).write_text(text, "utf8")
    rules = RuleFolder(tmp_path).rules_for(f"https://{host}/a")
    assert (None if rules is None else Path(rules.source).name) == found


def test_a_folder_that_is_not_there_has_no_rules(tmp_path: Path) -> None:
    assert RuleFolder(tmp_path / "missing").rules_for("https://example.com/") is None


def test_an_ftr_file_with_a_byte_order_mark_and_no_final_newline(tmp_path: Path) -> None:
    (tmp_path / "example.com.txt").write_bytes("\ufefftitle: //h2".encode())
    rules = RuleFolder(tmp_path).rules_for("https://example.com/")
    assert rules is not None
    assert rules.find_title(parse_html("<h1>No</h1><h2>The title</h2>")) == "The title"


def test_a_file_of_rules_travels_to_other_processes(tmp_path: Path) -> None:
    (tmp_path / "example.com.toml").write_text('title = "h1"', "utf8")
    file = RuleFolder(tmp_path).file_for("https://example.com/")
    assert file is not None
    assert pickle.loads(pickle.dumps(file)).rules().source == str(tmp_path / "example.com.toml")
