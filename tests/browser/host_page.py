"""Somebody else's page, on another site than ours, with our form in a frame."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Host:
    """A web server on 127.0.0.1 that answers every address with one page."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.address = f"http://127.0.0.1:{server.server_port}"
        self.html = ""
        self.headers: dict[str, str] = {}

    def shows(self, body: str, **headers: str) -> None:
        """Answer with this page from now on; `Referrer_Policy=…` adds a header."""
        style = "<style>body{margin:0}iframe{display:block;border:0;width:100%}</style>"
        self.html = f'<!doctype html><html lang="nl"><title>Community</title>{style}{body}</html>'
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def host_page() -> Iterator[Host]:
    """Run such a server on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.host = host = Host(server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield host
    server.shutdown()


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        host = self.server.host
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in host.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(host.html.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""
