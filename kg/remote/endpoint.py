"""A triple store at a URL: what it is, and the operations of SPARQL 1.1 that kg needs of it."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode, urlsplit

from kg.errors import StoreError
from kg.remote.answers import RESULTS_JSON, ask_answer, checked, row_answer
from kg.remote.connection import Access, Connection
from kg.remote.profiles import PROFILES, Profile

if TYPE_CHECKING:
    import httpx

    from kg.remote.answers import Row

__all__ = ["Endpoint", "open_endpoint"]

_SHORT = 1_800
"""Characters of a query, encoded, that any proxy takes as part of a URL."""
_TURTLE = "text/turtle; charset=utf-8"
# N-Triples are Turtle, too; a first line that is a directive keeps Virtuoso from guessing another format.
_DIRECTIVE = b"@prefix kg: <https://kg.example/ontology#> .\n"


class Endpoint:
    """One store. Its operations raise StoreError with the store's own words; writing can be repeated without harm."""

    def __init__(self, url: str, name: str, connection: Connection) -> None:
        self.url = url
        """Of the server, dataset or repository: what the paths of the profile continue."""
        self.name = name
        """Of its kind: a key of PROFILES."""
        self.profile: Profile = PROFILES[name]
        self._connection = connection
        self._connection.compress = self.profile.gzip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all waiting and let go of the server."""
        self._connection.close()

    def knock(self) -> None:
        """Raise StoreError when the store does not let in whoever would write; nothing is written."""
        if self.profile.graphs is not None:
            nothing = _named("https://kg.example/id/nothing")
            response = self._connection.send("GET", self.url + self.profile.graphs, params=nothing)
            if response.status_code == 401:
                checked(response)

    # -- asking

    def select(self, query: str, *, union: bool = False) -> list[Row]:
        """The rows of a SELECT; with `union`, over all named graphs as one."""
        return row_answer(self.answer(query, union=union))

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        return ask_answer(self.answer(query))

    def results(self, query: str, *, union: bool = False, get: bool = False) -> bytes:
        """The answer to a SELECT or ASK as SPARQL results in JSON; CutAnswerError when it is not all of it."""
        response = self.answer(query, union=union, get=get)
        row_answer(response)
        return response.content

    def answer(
        self, query: str, *, union: bool = False, accept: str = RESULTS_JSON, get: bool = False
    ) -> httpx.Response:
        """The answer to any query, in the format `accept` where the store has it.

        With `get`, a short query goes by GET, which proxies let through and may answer from their store; whoever
        wants to know how things stand now asks by POST.
        """
        address = self.url + self.profile.query
        form = {"query": query, **dict(self.profile.union if union else ())}
        headers = {"Accept": accept}
        if get and len(urlencode(form)) < _SHORT:
            return checked(self._connection.send("GET", address, params=form.items(), headers=headers))
        return checked(self._connection.send("POST", address, form=form, headers=headers))

    # -- writing

    def update(self, text: str) -> None:
        """Run a SPARQL update."""
        address = self.url + self.profile.update
        if self.profile.update_form:
            checked(self._connection.send("POST", address, form={"update": text}))
            return
        kind = {"Content-Type": "application/sparql-update; charset=utf-8"}
        checked(self._connection.send("POST", address, body=text.encode(), headers=kind))

    def put(self, graph: str, lines: bytes | Iterable[bytes], size: int) -> None:
        """Replace a graph by triples in N-Triples, `size` bytes of them; `graph` is an IRI, empty for the default."""
        if isinstance(lines, bytes):
            self._store("PUT", graph, _DIRECTIVE + lines)
        else:
            self._store("PUT", graph, _Prefixed(lines), size + len(_DIRECTIVE))

    def post(self, graph: str, lines: bytes) -> None:
        """Add triples in N-Triples to a graph."""
        self._store("POST", graph, _DIRECTIVE + lines)

    def insert(self, graph: str, lines: bytes) -> None:
        """As `post`, by a SPARQL update."""
        triples = lines.decode()
        self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples}}} }}" if graph else f"INSERT DATA {{\n{triples}}}")

    def delete(self, graph: str, lines: bytes) -> None:
        """Remove triples from a graph by a SPARQL update; those that are not there make no difference."""
        triples = lines.decode()
        self.update(f"DELETE DATA {{ GRAPH <{graph}> {{\n{triples}}} }}" if graph else f"DELETE DATA {{\n{triples}}}")

    def drop(self, graph: str) -> None:
        """Remove a graph; one that is not there makes no difference."""
        if self.profile.graphs is None:
            self.update(f"DROP SILENT GRAPH <{graph}>" if graph else "DROP SILENT DEFAULT")
            return
        response = self._connection.send("DELETE", self.url + self.profile.graphs, params=_named(graph))
        if response.status_code != 404:
            checked(response)

    def _store(self, method: str, graph: str, body: bytes | Iterable[bytes], size: int = 0) -> None:
        assert self.profile.graphs is not None
        address = self.url + self.profile.graphs
        kind = {"Content-Type": _TURTLE}
        checked(self._connection.send(method, address, params=_named(graph), body=body, size=size, headers=kind))


class _Prefixed:
    """Pieces of N-Triples behind the directive, as often as they are asked for: a request may be sent again."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self):  # type: ignore[no-untyped-def]
        yield _DIRECTIVE
        yield from self._pieces


def _named(graph: str) -> list[tuple[str, str]]:
    return [("graph", graph) if graph else ("default", "")]


# -- finding out what stands at a URL ----------------------------------------------------------------------


def open_endpoint(url: str, access: Access | None = None, store: str | None = None) -> Endpoint:
    """The store at `url`: of the kind `store`, or of the one that its headers and paths show.

    :raises StoreError: when nothing there answers SPARQL, or refuses the credentials.
    """
    url = _checked_url(url)
    connection = Connection(access or Access())
    try:
        names = [store] if store else _candidates(url, connection)
        failures: list[StoreError] = []
        for name in names:
            endpoint = Endpoint(_root(url, PROFILES[name]), name, connection)
            try:
                endpoint.ask("ASK {}")
                if access and access.user:
                    endpoint.knock()  # so that wrong credentials are told first, and no large body meets a refusal
            except StoreError as error:
                failures.append(error)
            else:
                return endpoint
        raise failures[0]
    except BaseException:
        connection.close()
        raise


def _candidates(url: str, connection: Connection) -> list[str]:
    """Kinds of store that may stand there, the likeliest first."""
    response = connection.send("GET", url, once=True)  # a store that is down now is told at once
    said = response.headers.get("server", "").lower()
    for name, profile in PROFILES.items():
        if profile.server and said.startswith(profile.server):
            return [name]
    if "fuseki-request-id" in response.headers:
        return ["fuseki"]
    if "/repositories/" in url:
        return ["rdf4j" if "rdf4j" in url else "graphdb"]
    return ["fuseki", "generic", "oxigraph"]


def _root(url: str, profile: Profile) -> str:
    """The URL without a path that the profile adds itself."""
    for path in sorted({profile.query, profile.update, profile.graphs or "", *profile.others}, key=len, reverse=True):
        if path and url.endswith(path.rstrip("/")):
            return url.removesuffix(path.rstrip("/"))
    return url


def _checked_url(url: str) -> str:
    """The URL without a slash at its end. Raises StoreError when it is none, or holds a password."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(f"{url}: not the URL of a store; give one such as http://localhost:3030/dataset")
    if parts.username or parts.password:
        raise StoreError(f"{parts.hostname}: a URL holds neither user nor password; use --user and --password-env")
    if parts.query or parts.fragment:
        raise StoreError(f"{url}: a store's URL has no parameters; leave out all from ? or # on")
    return url.rstrip("/")
