"""`newsclip save --images`: thirty images of every kind, saved, saved again, and put back."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsclip.archive.files import read_article
from newsclip.archive.images import local_images
from tests.fetch.hostile_server import Hostile, answer, serving


def png(shade: int) -> bytes:
    """A picture that differs with its shade."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade, row, 128]) * 40 for row in range(40))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 4
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(64)
WEBP = b"RIFF\x40\x00\x00\x00WEBPVP8 " + bytes(56)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
TEXT = "The ferry crossed the sound in the rain, and the passengers watched the lights of the town come nearer. "


@dataclass(frozen=True)
class Site:
    server: Hostile
    url: str

    def images_asked(self) -> list[str]:
        return [request.path for request in self.server.log if request.path.startswith("/img/")]


@pytest.fixture
def site():
    """An article with thirty images; nineteen of them can be had."""
    good = {f"/img/plain{n}.png": png(n) for n in range(8)}
    good |= {"/img/photo.jpg": JPG, "/img/anim.gif": GIF, "/img/new.webp": WEBP, "/img/drawing.svg": SVG}
    good |= {"/img/late.png": png(50), "/img/late2.png": png(51), "/img/wide.png": png(52), "/img/source.png": png(53)}
    good |= {"/img/says-text.png": png(54), "/img/twice.png": png(55), "/img/copy-of-twice.png": png(55)}
    data = base64.b64encode(png(60)).decode()
    figures = [
        *(f"<img src='/img/plain{n}.png' alt='Plain {n}'>" for n in range(8)),
        "<img src='/img/photo.jpg' alt='Photo'>",
        "<img src='/img/anim.gif' alt='Animation' width=300>",
        "<img src='/img/new.webp' alt='New'>",
        "<img src='/img/drawing.svg' alt='Drawing'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-src='/img/late.png' alt='Lazy'>",
        "<img src='/placeholder.gif' data-original='/img/late2.png' alt='Lazy, too'>",
        "<img srcset='/img/narrow.png 300w, /img/wide.png 1200w' alt='Wide'>",
        "<picture><source srcset='/img/source.png 2x'><img alt='Source' src=''></picture>",
        "<img src='/img/says-text.png' alt='Says text'>",
        "<img src='/img/twice.png' alt='Twice'>",
        "<img src='/img/twice.png' alt='Twice, again'>",
        "<img src='/img/copy-of-twice.png' alt='A copy'>",
        f"<img src='data:image/png;base64,{data * 3}' alt='Inline'>",
        "<img src='/img/missing.png' alt='Missing'>",
        "<img src='/img/gone.png' alt='Gone'>",
        "<img src='/img/login.png' alt='A page instead'>",
        "<img src='/img/huge.png' alt='Huge'>",
        "<img src='/img/endless.png' alt='Endless'>",
        "<img src='/img/reset.png' alt='Reset'>",
        "<img src='/img/loop.png' alt='Loop'>",
        "<img src='http://10.0.0.1/inner.png' alt='Private'>",
        "<img src='/img/to-private.png' alt='To private'>",
    ]
    assert len(figures) == 30
    parts = (
        f"<p>Picture {number}. {TEXT} By the {number}th hour it was {number % 12} o'clock somewhere.</p>"
        for number in range(31)
    )
    body = "".join(f"{part}<figure>{figure}</figure>" for part, figure in zip(parts, [*figures, ""], strict=True))
    page = (
        "<!doctype html><html lang=en><head><title>Thirty pictures</title></head><body><article>"
        f"<h1>Thirty pictures</h1>{body}</article></body></html>"
    )

    def file(content: bytes, kind: str):
        return lambda connection, request, server: answer(connection, content, content_type=kind)

    def endless(connection, request, server):
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n" + png(1))
        while not server.stopping.is_set():
            connection.sendall(bytes(65536))

    routes = {path: file(content, "image/png") for path, content in good.items()}
    routes["/img/says-text.png"] = file(png(54), "text/plain")
    routes["/img/login.png"] = file(b"<html>Please log in</html>", "image/png")
    routes["/img/huge.png"] = lambda c, r, s: answer(c, b"", content_length=str(10**9), content_type="image/png")
    routes["/img/endless.png"] = endless
    routes["/img/gone.png"] = lambda c, r, s: answer(c, b"", status="410 Gone")
    routes["/img/reset.png"] = lambda c, r, s: c.close()
    routes["/img/loop.png"] = lambda c, r, s: answer(c, b"", status="302 Found", location="/img/loop.png")
    routes["/img/to-private.png"] = lambda c, r, s: answer(
        c, b"", status="302 Found", location="http://169.254.1.1/x.png"
    )
    routes["/article"] = file(page.encode(), "text/html; charset=utf-8")
    with serving(routes=routes) as server:
        yield Site(server, server.url("/article"))


@pytest.fixture
def saved(newsclip, site, monkeypatch):
    monkeypatch.setenv("NEWSCLIP_FETCH_RETRIES", "0")
    monkeypatch.setenv("NEWSCLIP_IMAGES_MAX_MEGABYTES", "1")
    ran = newsclip("save", site.url, "--images")
    assert ran.code == 0, ran.err
    return ran, Path(ran.lines[0])


def links(path: Path) -> list[str]:
    return re.findall(r"!\[[^\]]*\]\(([^) ]+)", read_article(path).article.body)


def test_thirty_images_become_files_or_keep_their_links(saved, site):
    ran, path = saved
    found = links(path)
    assert len(found) == 30
    local = [link for link in found if not link.startswith("http")]
    assert len(local) == 21
    assert all((path.parent / link).is_file() for link in local)
    folder = path.with_suffix("")
    # Twice the same URL and once the same picture under another are one file.
    assert len(list(folder.iterdir())) == len(set(local)) == 19
    suffixes = {file.name.rpartition("-")[0]: file.suffix for file in folder.iterdir()}
    assert (suffixes["photo"], suffixes["anim"], suffixes["new"], suffixes["drawing"]) == (
        ".jpg",
        ".gif",
        ".webp",
        ".svg",
    )
    assert suffixes["says-text"] == ".png"
    kept = [link for link in found if link.startswith("http")]
    names = "missing gone login huge endless reset loop inner to-private"
    assert [link.rpartition("/")[2].removesuffix(".png") for link in kept] == names.split()
    assert "9 of 29 images keep their links" in ran.err
    assert site.images_asked().count("/img/twice.png") == 1
    assert all(
        request.headers["referer"] == site.url for request in site.server.log if request.path.startswith("/img/")
    )


def test_a_second_save_gets_nothing_again(newsclip, saved, site):
    _, path = saved
    had = {request.path for request in site.server.log} - {"/article"}
    before = path.read_bytes()
    site.server.log.clear()
    ran = newsclip("save", site.url)
    assert "unchanged" in ran.err
    assert path.read_bytes() == before
    asked = set(site.images_asked())
    assert asked < had
    assert not any("plain" in path or "twice" in path or "late" in path for path in asked)


def test_the_choice_can_be_reversed_and_taken_again(newsclip, saved, site):
    _, path = saved
    assert newsclip("refile", path, "--no-images").lines == [str(path)]
    assert all(link.startswith(("http://", "data:")) for link in links(path))
    assert local_images(read_article(path).article) == {}
    site.server.log.clear()
    assert newsclip("refile", path).lines == []
    assert newsclip("refile", path, "--images").lines == [str(path)]
    assert len([link for link in links(path) if not link.startswith("http")]) == 21


def test_images_of_an_article_that_was_never_fetched(newsclip, site, tmp_path):
    post = tmp_path / "post.md"
    post.write_text(
        f"---\ntitle: A post\ndate: 2024-05-01\n---\n\n{TEXT}\n\n![x]({site.server.url('/img/plain1.png')})\n"
    )
    path = Path(newsclip("save", post).lines[0])
    assert "private address" in newsclip("refile", path, "--images").err
    assert newsclip("save", post, "--images", "--allow-private").code == 0
    assert links(path)[0].startswith("2024-05-01-A-post/plain1-")


def test_images_by_configuration(newsclip, site, monkeypatch):
    monkeypatch.setenv("NEWSCLIP_IMAGES_SAVE", "true")
    monkeypatch.setenv("NEWSCLIP_FETCH_RETRIES", "0")
    path = Path(newsclip("save", site.url).lines[0])
    assert any(link.startswith(path.stem) for link in links(path))


def test_a_dry_run_gets_no_images(newsclip, site, archive):
    newsclip("save", site.url, "--images", "--dry-run")
    assert site.images_asked() == []
    assert not list(archive.rglob("*.png"))


def test_pictures_beside_a_post_come_with_it(newsclip, archive, tmp_path):
    blog = tmp_path / "blog"
    (blog / "pier").mkdir(parents=True)
    (blog / "pier.md").write_text("---\ntitle: The pier\ndate: 2021-06-22\n---\n\nWords.\n\n![the pier](view.png)\n")
    (blog / "pier" / "view.png").write_bytes(png(1))
    dry = newsclip("save", "--dry-run", blog / "pier.md")
    assert (dry.code, archive.exists()) == (0, False)
    ran = newsclip("save", blog / "pier.md")
    assert (ran.code, ran.err) == (0, "")
    (path,) = map(Path, ran.lines)
    (link,) = links(path)
    assert link.startswith("2021-06-22-The-pier/view-")
    assert (path.parent / link).read_bytes() == png(1)
    assert newsclip("save", blog / "pier.md").err.endswith("unchanged\n")
    assert newsclip("import", blog).out == "1 unchanged\n"
    (blog / "pier" / "view.png").write_bytes(png(2))
    assert newsclip("save", blog / "pier.md").err.endswith("updated\n")
    assert [(path.parent / link).read_bytes() for link in links(path)] == [png(2)]
    (blog / "pier" / "view.png").unlink()
    assert newsclip("save", blog / "pier.md").err.endswith("unchanged\n")
    assert newsclip("save", "--no-images", blog / "pier.md").err.endswith("updated\n")
    assert links(path) == ["view.png"]


def test_pictures_inside_of_a_saved_page_become_files(newsclip, tmp_path):
    data = base64.b64encode(png(3)).decode()
    page = tmp_path / "page.html"
    body = "".join(f"<p>{TEXT * 2} {n}</p>" for n in range(9))
    page.write_text(
        f"<title>Inside</title><article><h1>Inside</h1>{body}<figure><img src='data:image/png;base64,{data}' alt='A'>"
        f"</figure>{body.upper()}</article>"
    )
    ran = newsclip("save", page, "--date", "2021-06-22")
    (path,) = map(Path, ran.lines)
    (link,) = links(path)
    assert (path.parent / link).read_bytes() == png(3)
    assert newsclip("save", page, "--date", "2021-06-22").err.endswith("unchanged\n")
