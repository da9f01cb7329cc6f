"""Runs command lines in this process, and real HTTP servers on loopback."""

import io
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "archive"


@pytest.fixture
def newsclip(archive, capfd, monkeypatch, tmp_path):
    """newsclip("save", "x.html", stdin=b"...") → exit code, stdout, stderr. Works on `archive`, in an empty folder."""
    from newsclip.cli.app import run

    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("NEWSCLIP_ARCHIVE", raising=False)

    def newsclip(*args, stdin=None, archive=archive):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capfd.readouterr()
        chosen = ["--archive", str(archive)] if archive is not None else []
        code = run([*chosen, *map(str, args)])
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return newsclip


@pytest.fixture
def server():
    """server(path, body, status=200, content_type="text/html") → URL of a page on a real HTTP server on loopback."""
    pages = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, content_type, body = pages.get(self.path, (404, "text/html", b"<h1>Not found</h1>"))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()

    def serve(path, body, status=200, content_type="text/html; charset=utf-8"):
        pages[path] = (status, content_type, body if isinstance(body, bytes) else body.encode())
        return f"http://127.0.0.1:{httpd.server_port}{path}"

    yield serve
    httpd.shutdown()
    httpd.server_close()
    thread.join()
