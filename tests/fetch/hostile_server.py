"""A web server on loopback that does to a client what the internet does: every path is one misbehaviour.

It speaks HTTP over raw sockets, because a well-behaved server library would not let it lie. `Hostile.log` tells what
was asked for, so that a test can say that something was not.
"""

from __future__ import annotations

import functools
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

PARAGRAPH = "The ferry left the harbour before dawn, and nobody on the quay had thought to wave. "
SENTENCES = (
    PARAGRAPH + "Two hours later the wind had turned to the north, and the captain was reading the old charts again. ",
    "In the kitchen below the cook counted the plates, lost count, and began with the cups instead. ",
    "A girl from the island had brought a cat in a basket, which slept through the storm as if it were summer. ",
    "When the lighthouse came into view the passengers went up on deck, first one by one, and then all together. ",
    "The mail was late by a day, which on the mainland was a scandal, and here a reason to put the kettle on. ",
    "By evening the quay was empty again, and only the ropes remembered that somebody had been there at all. ",
)
PAGE = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>The ferry</title></head><body><article>"
    "<h1>The ferry</h1>" + "".join(f"<p>{sentence * 2}</p>" for sentence in SENTENCES) + "</article></body></html>"
).encode()
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    host: str
    method: str = "GET"

    def first(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]


@dataclass
class Hostile:
    """The running server: where it is, what it was asked, and how many requests were open at once."""

    port: int
    log: list[Request] = field(default_factory=list)
    hits: Counter[str] = field(default_factory=Counter)
    open_now: Counter[str] = field(default_factory=Counter)
    most_open: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopping: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.log if request.path == path]


Reply = Callable[[socket.socket, Request, Hostile], None]
ROUTES: dict[str, Reply] = {}


def route(path: str) -> Callable[[Reply], Reply]:
    def register(reply: Reply) -> Reply:
        ROUTES[path] = reply
        return reply

    return register


def answer(connection: socket.socket, body: bytes = PAGE, status: str = "200 OK", **headers: str) -> None:
    fields = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in fields.items()), "connection: close"]
    connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


@route("/page")
def page(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection)


@route("/slow-headers")
def slow_headers(connection: socket.socket, request: Request, server: Hostile) -> None:
    trickle(connection, b"HTTP/1.1 200 OK\r\nx-slow: " + b"a" * 100_000, server)


@route("/slow-body")
def slow_body(connection: socket.socket, request: Request, server: Hostile) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 100000\r\n\r\n")
    trickle(connection, b"a" * 100_000, server)


@route("/silent")
def silent(connection: socket.socket, request: Request, server: Hostile) -> None:
    server.stopping.wait(30)


@route("/endless")
def endless(connection: socket.socket, request: Request, server: Hostile) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
    while not server.stopping.is_set():
        connection.sendall(b"<p>more</p>" * 8192)


@route("/endless-chunks")
def endless_chunks(connection: socket.socket, request: Request, server: Hostile) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n")
    while not server.stopping.is_set():
        connection.sendall(b"8000\r\n" + b"a" * 0x8000 + b"\r\n")


@route("/bomb")
def bomb(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, bomb_body(), content_encoding="gzip")


@route("/double-bomb")
def double_bomb(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, gzip.compress(bomb_body()), content_encoding="gzip, gzip")


@route("/deflate-bomb")
def deflate_bomb(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, zlib.compress(bytes(64 * 1024 * 1024), 9), content_encoding="deflate")


@route("/brotli-bomb")
def brotli_bomb(connection: socket.socket, request: Request, server: Hostile) -> None:
    import brotli

    answer(connection, brotli.compress(bytes(64 * 1024 * 1024), quality=5), content_encoding="br")


@route("/zstd-bomb")
def zstd_bomb(connection: socket.socket, request: Request, server: Hostile) -> None:
    from backports import zstd

    answer(connection, zstd.compress(bytes(64 * 1024 * 1024)), content_encoding="zstd")


@route("/many-layers")
def many_layers(connection: socket.socket, request: Request, server: Hostile) -> None:
    body = PAGE
    for _ in range(9):
        body = gzip.compress(body)
    answer(connection, body, content_encoding=", ".join(["gzip"] * 9))


@route("/encoded")
def encoded(connection: socket.socket, request: Request, server: Hostile) -> None:
    encoding = request.first("with")
    answer(connection, encode(PAGE, encoding), content_encoding=encoding)


@route("/truncated")
def truncated(connection: socket.socket, request: Request, server: Hostile) -> None:
    encoding = request.first("with")
    answer(connection, encode(PAGE * 50, encoding)[:-20], content_encoding=encoding)


@route("/corrupt")
def corrupt(connection: socket.socket, request: Request, server: Hostile) -> None:
    body = bytearray(gzip.compress(PAGE * 50))
    body[60:70] = b"\xff" * 10
    answer(connection, bytes(body), content_encoding="gzip")


@route("/not-gzip")
def not_gzip(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, content_encoding="gzip")


@route("/unknown-encoding")
def unknown_encoding(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, content_encoding="utf-8")


@route("/short")
def short(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, content_length=str(len(PAGE) + 1000))


@route("/short-chunks")
def short_chunks(connection: socket.socket, request: Request, server: Hostile) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(PAGE), PAGE))


@route("/huge-length")
def huge_length(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, content_length=str(10**12))


@route("/bad-length")
def bad_length(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, content_length="many")


@route("/reset")
def reset(connection: socket.socket, request: Request, server: Hostile) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 90000\r\n\r\n<p>and then")
    drop(connection)


@route("/reset-at-once")
def reset_at_once(connection: socket.socket, request: Request, server: Hostile) -> None:
    drop(connection)


@route("/recovers")
def recovers(connection: socket.socket, request: Request, server: Hostile) -> None:
    if len(server.asked("/recovers")) == 1:
        drop(connection)
    else:
        answer(connection)


@route("/garbage")
def garbage(connection: socket.socket, request: Request, server: Hostile) -> None:
    connection.sendall(b"\x16\x03\x01\x02\x00 this is not HTTP\r\n\r\n")


@route("/many-headers")
def many_headers(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, **{f"x_{number}": "some value" for number in range(10_000)})


@route("/status")
def status(connection: socket.socket, request: Request, server: Hostile) -> None:
    headers = {"retry_after": request.first("wait")} if request.first("wait") else {}
    answer(connection, b"<h1>sorry</h1>", status=f"{request.first('code')} Whatever", **headers)


@route("/busy-once")
def busy_once(connection: socket.socket, request: Request, server: Hostile) -> None:
    if len(server.asked("/busy-once")) == 1:
        answer(
            connection, b"wait", status=f"{request.first('code', '503')} Busy", retry_after=request.first("wait", "0")
        )
    else:
        answer(connection)


@route("/challenge")
def challenge(connection: socket.socket, request: Request, server: Hostile) -> None:
    body = b"<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>"
    answer(connection, body, status="403 Forbidden", cf_mitigated="challenge")


@route("/redirect")
def redirect(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"", status=f"{request.first('code', '302')} Elsewhere", location=request.first("to"))


@route("/loop")
def loop(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"", status="302 Found", location="/loop-back")


@route("/loop-back")
def loop_back(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"", status="302 Found", location="/loop")


@route("/ever-on")
def ever_on(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"", status="302 Found", location=f"/ever-on?n={int(request.first('n', '0')) + 1}")


@route("/cookie-bounce")
def cookie_bounce(connection: socket.socket, request: Request, server: Hostile) -> None:
    if "seen=1" in request.headers.get("cookie", ""):
        answer(connection)
    else:
        answer(connection, b"", status="302 Found", location="/cookie-bounce", set_cookie="seen=1; Path=/")


@route("/raw-location")
def raw_location(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"", status="301 Moved", location="/文章 一?x=é")


@route("/%E6%96%87%E7%AB%A0%20%E4%B8%80")
def raw_location_target(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection)


@route("/meta-refresh")
def meta_refresh(connection: socket.socket, request: Request, server: Hostile) -> None:
    target = request.first("to", "/page")
    answer(connection, f"<meta http-equiv='Refresh' content=\"0; URL='{target}'\"><p>Moved.</p>".encode())


@route("/refresh-itself")
def refresh_itself(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b'<meta http-equiv=refresh content="1; url=/refresh-itself"><p>One moment, please.</p>')


@route("/header-refresh")
def header_refresh(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"<p>Moved.</p>", refresh="0; url=/page")


@route("/noscript-refresh")
def noscript_refresh(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"<head><noscript><META http-equiv=refresh content='0;URL=/page'></noscript></head>")


@route("/amp")
def amp(connection: socket.socket, request: Request, server: Hostile) -> None:
    head = f"<!doctype html><html ⚡ lang=en><head><link rel=canonical href='{request.first('to', '/page')}'></head>"
    answer(connection, head.encode() + b"<p>The short version of the ferry.</p>")


@route("/script-only")
def script_only(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"<html><head><link rel=amphtml href=/page></head><body><div id=app></div></body></html>")


@route("/lying-type")
def lying_type(connection: socket.socket, request: Request, server: Hostile) -> None:
    bodies = {
        "pdf": b"%PDF-1.7\n%\xe2\xe3",
        "png": PNG,
        "zip": b"PK\x03\x04\x14\x00",
        "page": PAGE,
        "mp4": b"\0\0\0\x18ftypmp42",
    }
    answer(connection, bodies[request.first("is")], content_type=request.first("says", "text/html"))


@route("/empty")
def empty(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"  \n")


@route("/needs-cookie")
def needs_cookie(connection: socket.socket, request: Request, server: Hostile) -> None:
    if "session=abc" in request.headers.get("cookie", ""):
        answer(connection)
    else:
        answer(connection, b"", status="302 Found", location="/login?next=/needs-cookie")


@route("/login")
def login(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"<form action=/login method=post><input name=user><input type=password name=word></form>")


@route("/conditional")
def conditional(connection: socket.socket, request: Request, server: Hostile) -> None:
    if request.headers.get("if-none-match") == '"v1"':
        connection.sendall(b'HTTP/1.1 304 Not Modified\r\netag: "v1"\r\nconnection: close\r\n\r\n')
    else:
        answer(connection, etag='"v1"', last_modified="Tue, 22 Jun 2021 03:58:39 GMT")


@route("/robots.txt")
def robots(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"User-agent: *\nDisallow: /private\n", content_type="text/plain")


@route("/private")
def private(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection)


@route("/delayed")
def delayed(connection: socket.socket, request: Request, server: Hostile) -> None:
    # The latency of a real server; nobody waits for it to be over.
    server.stopping.wait(float(request.first("seconds", "0.05")))
    answer(connection)


def encode(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body)
    if encoding == "deflate":
        return zlib.compress(body)
    if encoding == "raw-deflate":
        return zlib.compress(body)[2:-4]
    if encoding == "br":
        import brotli

        return brotli.compress(body)
    from backports import zstd

    return zstd.compress(body)


@functools.cache
def bomb_body() -> bytes:
    """260 kB of gzip that inflate to 268 MB."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, 31)
    megabyte = bytes(1024 * 1024)
    return b"".join([*(compressor.compress(megabyte) for _ in range(256)), compressor.flush()])


def trickle(connection: socket.socket, data: bytes, server: Hostile) -> None:
    """Send one byte a tenth of a second until the client gives up."""
    for position in range(len(data)):
        connection.sendall(data[position : position + 1])
        if server.stopping.wait(0.1):
            return


def drop(connection: socket.socket) -> None:
    """End the connection with a reset, not with an orderly close."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@contextmanager
def serving(context: ssl.SSLContext | None = None, routes: dict[str, Reply] | None = None) -> Iterator[Hostile]:
    """Run the server on one free port of two loopback addresses, 127.0.0.1 and 127.0.0.2."""
    listeners = [listen("127.0.0.1", 0)]
    port: int = listeners[0].getsockname()[1]
    listeners.append(listen("127.0.0.2", port))
    server = Hostile(port)
    table = ROUTES | (routes or {})

    def serve_one(raw: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError):
            connection = context.wrap_socket(raw, server_side=True) if context else raw
            with connection:
                request = read_request(connection)
                if request is None:
                    return
                with server.lock:
                    server.log.append(request)
                    server.hits[request.path] += 1
                    server.open_now[request.host] += 1
                    server.most_open[request.host] = max(server.most_open[request.host], server.open_now[request.host])
                try:
                    table.get(request.path, not_found)(connection, request, server)
                finally:
                    with server.lock:
                        server.open_now[request.host] -= 1
                    with suppress(OSError):
                        connection.shutdown(socket.SHUT_WR)

    def accept(listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve_one, args=(connection,), daemon=True).start()

    acceptors = [threading.Thread(target=accept, args=(listener,), daemon=True) for listener in listeners]
    for acceptor in acceptors:
        acceptor.start()
    try:
        yield server
    finally:
        server.stopping.set()
        for listener in listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for acceptor in acceptors:
            acceptor.join(2)


def listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(256)
    return listener


def not_found(connection: socket.socket, request: Request, server: Hostile) -> None:
    answer(connection, b"<h1>Not here</h1>", status="404 Not Found")


def read_request(connection: socket.socket) -> Request | None:
    connection.settimeout(30)
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece or piece.startswith(b"\x16\x03"):  # a TLS greeting to a server that speaks none
            return None
        data += piece
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    target = urlsplit(first.split(" ")[1])
    host = headers.get("host", "").rpartition(":")[0]
    return Request(target.path, parse_qs(target.query), headers, host, first.split(" ")[0])


def self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody has reason to trust, from the key pair stored beside this file."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "self-signed.pem")
    return context


if __name__ == "__main__":
    with serving() as running:
        print(running.url("/page"))
        while True:
            time.sleep(3600)
