"""Inputs that mean harm: refused with a line, within their caps, and nothing is ever written outside."""

import gzip
import io
import json
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclip.errors import HostileInput, NewsclipError, SourceNotFound, UnsupportedSource, UsageError
from newsclip.sources import open_source, read_source
from newsclip.sources.formats import FORMATS
from newsclip.sources.handle import bytes_source


def test_gzip_bomb_ends_at_its_ratio(inputs):
    bomb = gzip.compress(b"<p>" + b" " * 40_000_000, 9)
    with pytest.raises(HostileInput, match=r"unpacks to far more|larger than"):
        inputs.read(bomb, kind="gzip")


def test_zip_bomb_is_one_failed_member_among_good_ones(inputs):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("bomb.html", b"<html>" + b" " * 40_000_000)
        box.writestr("good.html", b"<html><body><p>x</p></body></html>")
    bomb, good = inputs.read(buffer.getvalue())
    assert isinstance(bomb.problem, HostileInput)
    assert good.content


def test_zip_that_points_outside_writes_nothing(inputs, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as box:
        for name in ("../../evil.html", "/etc/evil.html", "C:\\evil.html", "..\\evil.html"):
            box.writestr(name, "<html><body><p>x</p></body></html>")
    before = sorted(tmp_path.rglob("*"))
    path = inputs.file(buffer.getvalue())
    assert len(list(open_source(path))) == 4
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_containers_in_containers_end(inputs):
    data = b"<html><body><p>x</p></body></html>"
    for _ in range(6):
        data = gzip.compress(data)
    with pytest.raises(HostileInput, match="containers in each other"):
        inputs.read(data)


def test_encrypted_zip_says_what_to_do(inputs):
    # The flag of encryption set by hand on a stored member.
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as box:
        box.writestr("a.html", "<p>x</p>")
    data = bytearray(buffer.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (item,) = inputs.read(bytes(data))
    assert "unpack the zip first" in str(item.problem)


def test_nested_json_is_refused_not_a_crash(inputs):
    with pytest.raises(NewsclipError):
        inputs.read("[" * 200_000)
    with pytest.raises(NewsclipError):
        inputs.read('[{"href":"https://example.org/a","description":"x","extended":' + "[" * 200_000)


def test_bookmark_folders_nested_too_deep(inputs):
    with pytest.raises(HostileInput, match="too deep"):
        inputs.read("<!DOCTYPE NETSCAPE-Bookmark-file-1>" + "<DL><p><DT><H3>x</H3>" * 500)


def test_a_broken_export_gives_what_came_before_the_break(inputs):
    good = json.dumps({"href": "https://example.org/a", "description": "A", "extended": ""})
    found = []
    items = open_source(inputs.file(f"[{good},{good[:-10]}"))
    with pytest.raises(NewsclipError, match="broken JSON"):
        found.extend(item.url for item in items)
    assert found in ([], ["https://example.org/a"])


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"\0\1\2", "binary"), ("just some words", "no format")],
)
def test_what_holds_no_article_is_said_to_be_so(inputs, content, words):
    with pytest.raises(UnsupportedSource) as caught:
        inputs.read(content)
    assert words in str(caught.value) or "in no format" in str(caught.value)
    assert caught.value.hint


def test_missing_file_and_unknown_kind(inputs, tmp_path):
    with pytest.raises(SourceNotFound):
        list(open_source(tmp_path / "nothing"))
    with pytest.raises(UsageError, match="--list-formats"):
        inputs.read("x", kind="no-such")


READERS = sorted(set(FORMATS) - {"folder", "archivebox", "paths"})


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), kind=st.sampled_from(READERS))
def test_any_bytes_in_any_format_give_items_or_a_clear_error(data, kind):
    with suppress(NewsclipError):
        for item in read_source(bytes_source("x", data), kind):
            assert item.origin.path == "x"


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_detection_of_any_text_gives_a_format_or_a_clear_error(text):
    from newsclip.sources.detect import detect

    with suppress(NewsclipError):
        assert detect(bytes_source("x", text.encode("utf-8", "surrogatepass"))) in FORMATS


@pytest.mark.parametrize(("piece", "size"), [(b"<!--", 500_000), (b"<!--", 3_000_000), (b"<a ", 300_000)])
def test_bookmarks_of_tags_without_end_take_no_time(inputs, piece, size):
    began = time.process_time()
    with suppress(HostileInput):
        assert inputs.read(b"<DL><p>" + piece * (size // len(piece)), kind="netscape") == []
    assert time.process_time() - began < 10  # it was minutes
