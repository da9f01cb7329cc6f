"""File names of every kind, and words that are no text."""

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newsclip.archive.files import read_article
from newsclip.inputs import open_documents

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PAGE = (EXAMPLES / "pages" / "wordpress-garden.html").read_bytes()
NAMES = ["a b.html", "-dash.html", "new\nline.html", "tab\there.html", "esc\x1b[31mred.html", "quo'te\"s.html"]
BYTES = os.fsdecode(b"bad\xff\xfe.html")
linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")


@linux
@pytest.mark.parametrize("name", [*NAMES, BYTES])
def test_a_file_of_any_name_is_saved_converted_and_imported(newsclip, name):
    Path(name).write_bytes(PAGE)
    saved = newsclip("save", "--", name)
    assert (saved.code, saved.err) == (0, "")
    again = newsclip("save", f"./{name}")
    assert again.err.endswith("unchanged\n")
    assert len(again.err.splitlines()) == 1
    assert "\x1b" not in again.err
    assert newsclip("convert", "--", name).code == 0
    assert json.loads(newsclip("convert", "--format", "json", "--", name).out.encode())["source"]
    assert newsclip("import", ".").out == "1 unchanged\n"


@linux
@pytest.mark.parametrize("name", [*NAMES, BYTES])
def test_a_bad_file_of_any_name_is_one_line_and_in_the_report(newsclip, name):
    Path(name).write_bytes(b"---\ntitle: a: b\n---\nx\n")
    for command in ("save", "convert"):
        ran = newsclip(command, "--", name)
        assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    Path("post.md").write_text("---\ntitle: A\n---\nText.\n")
    Path(name.replace(".html", ".md")).write_bytes(b"---\ntitle: a: b\n---\nx\n")
    ran = newsclip("import", ".", "--report", "failures.jsonl")
    assert ran.code == 1
    assert "1 saved" in ran.out
    again = newsclip("import", "failures.jsonl")
    assert again.code == 1
    assert "put the value in quotes" in again.err


@linux
@pytest.mark.parametrize("option", ["--tag", "--title", "--url"])
def test_words_that_are_no_text_do_not_get_into_an_article(newsclip, archive, option):
    Path("a.html").write_bytes(PAGE)
    ran = newsclip("save", "a.html", option, os.fsdecode(b"bad\xff"))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert option in ran.err
    assert not archive.exists()


@linux
def test_an_archive_whose_path_is_no_text_is_refused(newsclip, tmp_path):
    ran = newsclip("list", archive=tmp_path / os.fsdecode(b"bad\xff"))
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "rename the folder" in ran.err


def test_json_is_valid_whatever_a_page_says(newsclip):
    data = '{"@type": "NewsArticle", "headline": "Half \\ud83d a pair", "datePublished": "2021-06-22"}'
    words = "".join(f"<p>The ferry left the harbour before dawn, for the {n}th time this year.</p>" for n in range(20))
    page = f"<script type='application/ld+json'>{data}</script><title>Half a pair</title><article>{words}</article>"
    ran = newsclip("convert", "-", "--format", "json", stdin=page.encode())
    assert ran.code == 0, ran.err
    json.loads(ran.out)["title"].encode()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="takes another user's rights")
def test_without_a_home_everything_that_needs_none_works():
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    # Nobody has a name and a home folder under this number.
    code = (
        "import os, sys, newsclip.cli.read, newsclip.library\n"
        "from newsclip.cli.app import run\n"
        "os.setuid(54321)\n"
        "sys.exit(run(sys.argv[1:]))"
    )

    def run(*args):
        done = subprocess.run(
            [sys.executable, "-c", code, *args], env=environ, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr

    code_, said = run("list")
    assert (code_, said) == (2, "newsclip: there is no home folder to keep an archive in; name one with --archive\n")
    assert run("--version") == (0, "")


@linux
def test_a_current_folder_that_is_gone_is_one_line(newsclip, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    ran = newsclip("list", archive=None)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "the current folder is gone" in ran.err


def test_names_that_are_not_utf_8_are_refused_with_a_way_out(archive):
    environ = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "newsclip", "--archive", str(archive), "save", str(EXAMPLES)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        pytest.skip("this system's names are UTF-8 in every locale")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "PYTHONUTF8=1" in done.stderr


def test_notes_of_a_person_may_have_any_characters(newsclip):
    Path("p.md").write_text("---\ntitle: 'Ünïcode 🎉'\n---\nText.\n", "utf-8")
    ran = newsclip("save", "p.md", "--tag", "été 🎉", "--title", "标题 ‘x’")
    article = read_article(Path(ran.lines[0])).article
    assert (article.title, article.tags) == ("标题 ‘x’", ("été 🎉",))


@pytest.mark.parametrize("command", ["save", "convert", "import", "show", "export"])
def test_an_empty_name_of_an_unset_variable_is_not_the_current_folder(newsclip, command):
    newsclip("save", "-q", "-", stdin=b"---\ntitle: Kept\n---\n\nA text.\n")
    Path("post.md").write_text("---\ntitle: Here\n---\n\nA text.\n")
    ran = newsclip(command, "")
    assert ran.code in (1, 2)
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert sorted(path.name for path in Path.cwd().iterdir()) == ["post.md"]
    assert newsclip("list", "-f", "{title}").out == "Kept\n"


def test_an_empty_name_among_others_does_not_stop_them(newsclip):
    Path("post.md").write_text("---\ntitle: Here\n---\n\nA text.\n")
    for command in ("save", "import"):
        assert newsclip(command, "", "post.md").code == 1
    assert newsclip("list", "-f", "{title}").out == "Here\n"


@pytest.mark.skipif(os.name == "nt", reason="no named pipes there")
@pytest.mark.parametrize("command", ["save", "convert"])
def test_a_pipe_is_read_like_standard_input(newsclip, tmp_path, command):
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"---\ntitle: Out of a pipe\n---\n\nText.\n",))
    writer.start()
    ran = newsclip(command, pipe)
    writer.join()
    assert ran.code == 0, ran.err
    assert "pipe" in ran.out


@pytest.mark.skipif(os.name == "nt", reason="no named pipes there")
def test_a_pipe_in_a_folder_is_not_waited_for(newsclip, tmp_path):
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").write_text("---\ntitle: B\n---\n\nText.\n")
    ran = newsclip("save", tmp_path)
    assert (ran.code, len(ran.lines)) == (1, 1)
    assert "no regular file" in ran.err


@linux
def test_the_address_of_a_file_is_a_file(newsclip, tmp_path):
    (tmp_path / "Ein Brief.md").write_text("---\ntitle: Letter\n---\n\nText.\n")
    ran = newsclip("convert", f"file://{tmp_path}/Ein%20Brief.md", f"FILE://localhost{tmp_path}/Ein%20Brief.md")
    assert (ran.code, ran.out.count("title: Letter")) == (0, 2), ran.err
    assert "only http and https" in newsclip("convert", "file://elsewhere/x.md").err


def test_blanks_around_a_pasted_address_do_not_count(newsclip, server):
    url = server("/a", "<title>A</title><article>" + "<p>The ferry left the harbour before dawn.</p>" * 20)
    assert newsclip("convert", f" {url}\n").code == 0


def test_a_name_of_blanks_can_be_seen(newsclip):
    assert newsclip("save", " ").err.startswith("newsclip: ' ': no such file")


def test_a_folder_in_a_folder_that_cannot_be_read_stops_nothing(tmp_path):
    for name in ("a", "gone", "z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "post.md").write_text("---\ntitle: x\n---\n\nText.\n")
    found = open_documents(str(tmp_path))
    assert next(found).path == tmp_path / "a" / "post.md"
    shutil.rmtree(tmp_path / "gone")
    unreadable, other = found
    assert str(unreadable).startswith(f"{tmp_path / 'gone'}: cannot be read: ")
    assert other.path == tmp_path / "z" / "post.md"
