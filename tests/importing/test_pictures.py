"""Pictures that come with what is imported are kept beside the article, and links lead to them there."""

import base64
import re
import time
import zipfile

import pytest

from newsclip.importing import Result
from newsclip.importing.pictures import pictures_beside
from tests.importing.made import AFTER, BEFORE, articles

# A signature and enough behind it: a handful of bytes is a pixel, and no picture.
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def page(src, comment=""):
    return (
        f"<!DOCTYPE html><html lang=en>{comment}<head><title>The pier</title></head><body><article><h1>The pier</h1>"
        f'{BEFORE}<figure><img src="{src}" alt="the pier" width=600 height=400></figure>{AFTER}</article></body></html>'
    )


def pictures(archive):
    """Each article's local picture links, and that the files behind them are the picture."""
    found = []
    for name, data in articles(archive).items():
        for link in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", data.decode()):
            assert (archive / name).parent.joinpath(link).read_bytes() == PNG
            found.append(link)
        assert "data:image/png;base64,iVBOR" not in data.decode()
    return found


@pytest.fixture
def filed(archive, imported):
    def filed(source):
        assert [(one.result, one.reason) for one in imported(source)] == [(Result.SAVED, "")]
        links = pictures(archive)
        assert [outcome.result for outcome in imported(source)] == [Result.UNCHANGED]
        assert pictures(archive) == links
        return links

    return filed


def test_pictures_inside_of_a_singlefile_page(filed, tmp_path):
    comment = "<!--\n Page saved with SingleFile \n url: https://example.org/pier \n saved date: x \n-->"
    data = base64.b64encode(PNG).decode()
    (tmp_path / "a.html").write_text(page(f"data:image/png;base64,{data}", comment))
    (link,) = filed(tmp_path / "a.html")
    assert link.startswith("20")


@pytest.mark.parametrize("src", ["cid:pic@x", "https://example.org/pier.png", "pier.png"])
def test_pictures_inside_of_an_mhtml_file(filed, tmp_path, src):
    data = base64.b64encode(PNG).decode()
    text = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: The pier\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="x"\n\n'
        "--x\nContent-Type: text/html; charset=utf-8\nContent-Location: https://example.org/a\n\n"
        f"{page(src)}\n--x\nContent-Type: image/png\nContent-ID: <pic@x>\nContent-Transfer-Encoding: base64\n"
        f"Content-Location: https://example.org/pier.png\n\n{data}\n--x--\n"
    )
    (tmp_path / "a.mhtml").write_text(text)
    assert len(filed(tmp_path / "a.mhtml")) == 1


@pytest.mark.parametrize("comment", ["", "<!-- saved from url=(0024)https://example.org/pier -->"])
def test_pictures_of_a_complete_page(filed, tmp_path, comment):
    (tmp_path / "in" / "The pier_files").mkdir(parents=True)
    (tmp_path / "in" / "The pier_files" / "pier.png").write_bytes(PNG)
    (tmp_path / "in" / "The pier.html").write_text(comment + page("./The%20pier_files/pier.png"))
    assert len(filed(tmp_path / "in")) == 1


@pytest.mark.parametrize(
    ("post", "picture", "link"),
    [
        ("content/pier/index.md", "content/pier/pier.png", "pier.png"),
        ("source/_posts/pier.md", "source/_posts/pier/pier.png", "pier.png"),
        ("source/_posts/pier.md", "source/images/pier.png", "/images/pier.png"),
        ("notes/pier.md", "assets/pier.png", "../assets/pier.png"),
    ],
)
def test_pictures_beside_a_post(filed, tmp_path, post, picture, link):
    root = tmp_path / "site"
    for name in (post, picture):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "_config.yml").write_text("title: x")
    (root / picture).write_bytes(PNG)
    (root / post).write_text(f"---\ntitle: The pier\ndate: 2021-06-22\n---\n\nWords.\n\n![the pier]({link})\n")
    (found,) = filed(root)
    assert found.startswith("2021-06-22-The-pier/pier-")


def test_a_post_cannot_collect_pictures_from_anywhere(archive, imported, tmp_path):
    (tmp_path / "private.png").write_bytes(PNG)
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "_config.yml").write_text("title: x")
    links = ("../../../private.png", f"{tmp_path}/private.png", "/../../../private.png", "/../../../../private.png")
    pictures = " ".join(f"![x]({link})" for link in links)
    text = f"---\ntitle: A\ndate: 2021-06-22\n---\n\n{pictures}\n"
    (folder / "a.md").write_text(text)
    (outcome,) = imported(folder)
    assert "../../../private.png" in outcome.path.read_text()
    assert not list(archive.rglob("*.png"))


def test_brackets_without_end_take_no_time(tmp_path):
    began = time.process_time()
    assert pictures_beside(tmp_path / "a.md", "![" * 500_000, "") == {}
    assert time.process_time() - began < 5  # it was minutes


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as box:
        for name, data in files.items():
            box.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("link", "picture"),
    [
        ("pier.png", "blog/posts/pier.png"),
        ("pier.png", "blog/posts/2021-06-22-pier/pier.png"),
        ("../img/pier.png", "blog/img/pier.png"),
        ("/img/pier.png", "blog/static/img/pier.png"),
    ],
)
def test_pictures_beside_a_post_in_a_zip(filed, tmp_path, link, picture):
    post = f"---\ntitle: The pier\ndate: 2021-06-22\n---\n\n![the pier]({link})\n\nText that is long enough.\n"
    files = {"blog/hugo.toml": "", "blog/posts/2021-06-22-pier.md": post, picture: PNG}
    assert len(filed(zipped(tmp_path / "blog.zip", files))) == 1


NOTE = (
    "---\ndate: 2021-06-22\n---\n\nText.\n\n"
    "![[pier.png|The pier|300]] ![[Tides#Spring]] [[Tides|tides]] `![[pier.png]]`\n"
)


def vault(root, note):
    (root / ".obsidian").mkdir(parents=True)
    (root / "shots" / "old").mkdir(parents=True)
    (root / "shots" / "old" / "pier.png").write_bytes(PNG)
    (root / "notes").mkdir()
    (root / "notes" / "The pier.md").write_text(note)
    return root


def test_embedded_pictures_are_found_anywhere_in_their_vault(filed, archive, tmp_path):
    assert len(filed(vault(tmp_path / "vault", NOTE))) == 1
    (text,) = articles(archive).values()
    line = text.decode().splitlines()[-1]
    assert re.fullmatch(r"!\[The pier\]\(\S+\) \[\[Tides#Spring\]\] \[\[Tides\|tides\]\] `!\[\[pier.png\]\]`", line)


def test_embedded_pictures_are_found_in_a_zip_of_their_vault(filed, tmp_path):
    files = {"v/.obsidian/app.json": "{}", "v/notes/The pier.md": NOTE, "v/shots/pier.png": PNG}
    assert len(filed(zipped(tmp_path / "vault.zip", files))) == 1


def test_a_note_gets_no_picture_from_outside_of_its_vault(imported, archive, tmp_path):
    (tmp_path / "private.png").write_bytes(PNG)
    imported(vault(tmp_path / "a" / "vault", NOTE.replace("pier.png|", "../../private.png|")))
    assert not list(archive.rglob("*.png"))
