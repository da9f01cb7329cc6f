"""Every example of the repository becomes exactly what its golden file holds; --update-golden writes them anew."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsclip.conversion import convert_document
from newsclip.frontmatter import dump
from newsclip.post import write_post

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path for path in (ROOT / "examples").rglob("*") if path.suffix in (".md", ".html"))
GOLDEN = Path(__file__).parent / "golden_examples"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_becomes_its_article(example, update_golden):
    article = convert_document(example.read_bytes(), file_name=example.name).article
    made = f"{dump(write_post(article, id=''))}\n{article.body}"
    golden = GOLDEN / f"{example.stem}.md"
    if update_golden:
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def test_there_is_a_golden_file_for_each_example_and_none_more():
    assert {path.stem for path in GOLDEN.glob("*.md")} == {path.stem for path in EXAMPLES}


@pytest.mark.skipif(os.name == "nt", reason="a script for a POSIX shell")
def test_the_script_that_imports_a_folder_does(tmp_path):
    command = tmp_path / "bin" / "newsclip"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsclip "$@"\n')
    command.chmod(0o755)
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "good.md").write_text("---\ntitle: Good\n---\n\nText.\n")
    (tmp_path / "posts" / "bad.md").write_text("---\ntitle: a: b\n---\n\nText.\n")
    environ = os.environ | {"PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}
    script = ["sh", str(ROOT / "examples" / "import-folder.sh"), str(tmp_path / "posts"), str(tmp_path / "archive")]
    ran = subprocess.run(script, env=environ, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "1 saved, 1 failed\n"), ran.stderr
    assert ran.stderr.count("bad.md: line 2 cannot be read") == 2, "what failed is tried once more"
