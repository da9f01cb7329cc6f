"""Laws of the bounded decompressor: whatever the pieces, the same bytes come out, in small pieces, or a clear error."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclip.errors import FetchIncomplete
from newsclip.fetch.inflate import PIECE, Inflater
from tests.fetch.hostile_server import encode

ENCODINGS = ["gzip", "deflate", "br", "zstd"]
# Bytes at random, and so many zeros: what hardly compresses, and what compresses beyond measure.
BODIES = st.one_of(st.binary(max_size=3000), st.integers(0, 300_000))


def inflate(encoding: str, data: bytes, step: int = 0) -> bytes:
    inflater = Inflater(encoding)
    out = bytearray()
    for start in range(0, len(data), step or len(data) or 1):
        for piece in inflater.feed(data[start : start + (step or len(data))]):
            assert 0 < len(piece) <= PIECE
            out += piece
    inflater.close()
    return bytes(out)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(body=BODIES, step=st.integers(1, 700))
def test_every_body_comes_back_in_whatever_pieces_it_is_sent(encoding: str, body: bytes | int, step: int) -> None:
    body = bytes(body)
    assert inflate(encoding, encode(body, encoding), step) == body


@given(body=st.binary(max_size=2000), layers=st.lists(st.sampled_from(ENCODINGS), min_size=2, max_size=4))
def test_layers_are_undone_from_the_outermost_in(body: bytes, layers: list[str]) -> None:
    data = body
    for encoding in layers:
        data = encode(data, encoding)
    assert inflate(", ".join(layers), data, 100) == body


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(body=st.binary(min_size=200, max_size=2000), cut=st.integers(1, 60))
def test_a_stream_without_its_end_is_never_taken_for_whole(encoding: str, body: bytes, cut: int) -> None:
    data = encode(body, encoding)
    with pytest.raises(FetchIncomplete):
        inflate(encoding, data[: max(1, len(data) - cut)])


@pytest.mark.parametrize("encoding", [*ENCODINGS, "gzip, br", "deflate, gzip"])
@given(data=st.binary(max_size=500), step=st.integers(1, 100))
def test_garbage_is_an_error_of_ours_or_nothing(encoding: str, data: bytes, step: int) -> None:
    try:
        inflate(encoding, data, step)
    except FetchIncomplete:
        return


def test_gzip_in_several_members_with_padding_behind() -> None:
    assert inflate("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + bytes(20), 7) == b"one two"


def test_deflate_without_its_header() -> None:
    assert inflate("deflate", zlib.compress(b"text" * 50)[2:-4], 3) == b"text" * 50


def test_an_empty_body_needs_no_end() -> None:
    for encoding in ENCODINGS:
        assert inflate(encoding, b"") == b""
