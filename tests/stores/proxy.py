"""A proxy before a real store that makes the weather: pages instead of answers, refusals, broken connections."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

__all__ = ["Fault", "proxied"]

Fault = tuple[int, dict[str, str], bytes] | None
"""Status, headers and body to answer instead of the store; status 0 breaks the connection."""


@contextmanager
def proxied(url: str, weather: Callable[[int, str, str], Fault]) -> Iterator[str]:
    """The URL of a proxy before `url`; `weather` is told number (from 0), method and path of each request."""
    target = urlsplit(url)
    numbers = iter(range(10**9))
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                fault = weather(next(numbers), self.command, self.path)
            if fault is None:
                fault = self._ask(body)
            status, headers, text = fault
            if not status:
                self.close_connection = True
                self.connection.close()
                return
            self.send_response_only(status)
            for name, value in headers.items():
                if name.lower() not in ("transfer-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def _ask(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
            upstream = http.client.HTTPConnection(target.hostname or "", target.port, timeout=60)
            passed = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
            upstream.request(self.command, self.path, body or None, passed)
            answer = upstream.getresponse()
            text = answer.read()
            upstream.close()
            return answer.status, dict(answer.getheaders()), text

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    for method in ("GET", "POST", "PUT", "DELETE"):
        setattr(Handler, f"do_{method}", Handler._forward)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{target.path}"
    finally:
        server.shutdown()
        server.server_close()
