"""A SOCKS5 proxy (RFC 1928) on loopback: names are resolved by it, logins reach it, its failures are one clear line."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BufferedReader

import pytest

from newsclip.errors import FetchError, FetchRefused
from newsclip.fetch import FetchOptions, fetch
from tests.fetch.hostile_server import PAGE, Hostile

NO_LOGIN, LOGIN, NONE_FITS = 0, 2, 255
NAME = 3
DONE, REFUSED = 0, 5


@dataclass
class Socks:
    """A running proxy that leads every name to one server; it asks for `login` where there is one."""

    url: str
    port: int
    asked: list[tuple[str, int]] = field(default_factory=list)
    login: tuple[bytes, bytes] | None = None
    answer: int = DONE

    def serve(self, client: socket.socket) -> None:
        with client.makefile("rb") as stream:
            self._serve(client, stream)

    def _serve(self, client: socket.socket, stream: BufferedReader) -> None:
        _, count = stream.read(2)
        methods = stream.read(count)
        method = LOGIN if self.login else NO_LOGIN
        if method not in methods:
            client.sendall(bytes((5, NONE_FITS)))
            return
        client.sendall(bytes((5, method)))
        if self.login:
            _, length = stream.read(2)
            user = stream.read(length)
            word = stream.read(stream.read(1)[0])
            client.sendall(bytes((1, (user, word) != self.login)))
            if (user, word) != self.login:
                return
        _, _, _, kind = stream.read(4)
        assert kind == NAME
        host = stream.read(stream.read(1)[0]).decode()
        self.asked.append((host, int.from_bytes(stream.read(2))))
        client.sendall(bytes((5, self.answer, 0, 1, 0, 0, 0, 0, 0, 0)))
        if self.answer == DONE:
            with socket.create_connection(("127.0.0.1", self.port)) as server:
                sender = threading.Thread(target=_pump, args=(stream, server))
                sender.start()
                while part := server.recv(65536):
                    client.sendall(part)
            client.shutdown(socket.SHUT_RDWR)
            sender.join()


def _pump(stream: BufferedReader, server: socket.socket) -> None:
    while part := stream.read1(65536):
        try:
            server.sendall(part)
        except OSError:
            return


@pytest.fixture
def socks(server: Hostile) -> Iterator[Socks]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            proxy.serve(self.request)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listener:
        listener.daemon_threads = True
        thread = threading.Thread(target=listener.serve_forever)
        thread.start()
        proxy = Socks(f"127.0.0.1:{listener.server_address[1]}", server.port)
        yield proxy
        listener.shutdown()
        thread.join()


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
def test_the_proxy_resolves_the_name(options: FetchOptions, socks: Socks, scheme: str) -> None:
    page = fetch("http://news.example/page", replace(options, proxy=f"{scheme}://{socks.url}"))
    assert page.body == PAGE
    assert socks.asked == [("news.example", 80)]


def test_this_machine_is_asked_directly(options: FetchOptions, socks: Socks, server: Hostile) -> None:
    assert fetch(server.url("/page"), replace(options, proxy=f"socks5://{socks.url}")).body == PAGE
    assert socks.asked == []


def test_a_login_reaches_the_proxy_and_nobody_else(options: FetchOptions, socks: Socks, server: Hostile) -> None:
    socks.login = (b"me", b"my word")
    page = fetch("http://news.example/page", replace(options, proxy=f"socks5://me:my%20word@{socks.url}"))
    assert page.body == PAGE
    assert "authorization" not in server.log[-1].headers
    with pytest.raises(FetchError, match="the proxy fails") as caught:
        fetch("http://news.example/page", replace(options, proxy=f"socks5://me:wrong@{socks.url}"))
    assert "wrong" not in str(caught.value)


def test_what_the_proxy_refuses_is_one_clear_line(options: FetchOptions, socks: Socks) -> None:
    socks.answer = REFUSED
    with pytest.raises(FetchError, match="the proxy fails"):
        fetch("http://news.example/page", replace(options, proxy=f"socks5://{socks.url}"))


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_that_is_not_there_is_named(options: FetchOptions, scheme: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and not listening
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(FetchError, match=f"the proxy fails: {place} cannot be reached") as caught:
            fetch("http://news.example/page", replace(options, proxy=f"{scheme}://me:word@{place}"))
    assert "word" not in str(caught.value)


def test_a_private_address_is_refused_before_the_proxy_is_asked(options: FetchOptions, socks: Socks) -> None:
    with pytest.raises(FetchRefused):
        fetch("http://10.0.0.1/", replace(options, proxy=f"socks5://{socks.url}", trust_named=False))
    assert socks.asked == []
