"""A triple store as a client sees it, and the means to stop it under the client's feet."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from stores.process import Process

__all__ = ["Answer", "Server"]

_TIMEOUT = 120.0


@dataclass(frozen=True)
class Answer:
    """What a server answered to one request; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """One store, started or not.

    `graph_url` is the Graph Store Protocol's (indirect identification: `?graph_parameter=IRI`). A `user` of None means
    that the store asks for no password.
    """

    name: str
    url: str
    query_url: str
    update_url: str
    graph_url: str
    process: Process = field(repr=False)
    graph_parameter: str = "graph"
    user: str | None = None
    password: str | None = None
    read_only_twin: Callable[[Server], Server] | None = field(default=None, repr=False)

    @property
    def log(self) -> Path:
        """Everything the server printed, over all its starts."""
        return self.process.log

    @property
    def crashed(self) -> bool:
        """Whether it was started and has ended by itself."""
        return self.process.crashed

    def start(self) -> None:
        """Start it unless it runs, and return when it answers; RuntimeError with its last words if it does not."""
        self.process.start()

    def stop(self) -> None:
        """Shut it down in order."""
        self.process.stop()

    def kill(self) -> None:
        """Kill it (-9)."""
        self.process.kill()

    def restart(self) -> None:
        """Stop it, if it runs, and start it on the same port and files."""
        self.process.stop()
        self.process.start()

    @contextmanager
    def read_only(self) -> Iterator[Server]:
        """The same files behind a server, or a door of it, that refuses to write; afterwards this server runs again."""
        assert self.read_only_twin is not None, self.name
        twin = self.read_only_twin(self)
        if twin.process is self.process:
            yield twin
            return
        self.stop()
        try:
            twin.start()
            yield twin
        finally:
            twin.stop()
            self.start()

    def graph(self, iri: str) -> str:
        """The URL of one named graph."""
        return f"{self.graph_url}?{urllib.parse.urlencode({self.graph_parameter: iri})}"

    def send(
        self, method: str, url: str, body: bytes | None = None, media_type: str = "", accept: str = "*/*"
    ) -> Answer:
        """One request with this server's user and password; whatever status comes back is an answer, not an error."""
        headers = {"Accept": accept} | ({"Content-Type": media_type} if media_type else {})
        request = urllib.request.Request(url, body, headers, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), *self._authentication())
        try:
            with opener.open(request, timeout=_TIMEOUT) as got:
                return Answer(got.status, {name.lower(): value for name, value in got.headers.items()}, got.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, {name.lower(): value for name, value in error.headers.items()}, error.read())

    def query(self, query: str, accept: str = "application/sparql-results+json") -> Answer:
        """A SPARQL query as a form, which every store takes (Virtuoso hangs on other ways to POST it)."""
        body = urllib.parse.urlencode({"query": query}).encode()
        return self.send("POST", self.query_url, body, "application/x-www-form-urlencoded", accept)

    def update(self, update: str) -> Answer:
        """A SPARQL update."""
        return self.send("POST", self.update_url, update.encode(), "application/sparql-update")

    def put(self, graph: str, turtle: str) -> Answer:
        """Replace one named graph. The first line declares a prefix, by which Virtuoso knows Turtle."""
        body = f"@prefix t: <https://kg.example/> .\n{turtle}\n".encode()
        return self.send("PUT", self.graph(graph), body, "text/turtle; charset=utf-8")

    def _authentication(self) -> list[urllib.request.BaseHandler]:
        if self.user is None or self.password is None:
            return []
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.url, self.user, self.password)
        return [urllib.request.HTTPDigestAuthHandler(passwords), urllib.request.HTTPBasicAuthHandler(passwords)]
