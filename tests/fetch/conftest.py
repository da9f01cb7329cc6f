"""A hostile server for the session, and options under which 127.0.0.1 stands for the internet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from newsclip.fetch import FetchOptions
from newsclip.fetch.addresses import AddressPolicy
from tests.fetch.hostile_server import Hostile, bomb_body, serving


@pytest.fixture(scope="session")
def _server() -> Iterator[Hostile]:
    bomb_body()  # takes a second to make, which is not to count against a fetch's deadline
    with serving() as running:
        yield running


@pytest.fixture
def server(_server: Hostile) -> Hostile:
    _server.log.clear()
    _server.hits.clear()
    _server.most_open.clear()
    return _server


@pytest.fixture
def options() -> FetchOptions:
    """127.0.0.1 is public, the rest of loopback is as private as it is; nothing is tried twice."""
    return replace(FetchOptions(), timeout=10.0, retries=0, policy=AddressPolicy(public=("127.0.0.1/32",)))
