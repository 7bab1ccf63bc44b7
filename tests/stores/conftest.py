"""Fixtures: each real store that runs on this machine, started once, and emptied for each test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.run import build
from stores.server import Server
from stores.servers import STORES, missing

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session", params=list(STORES))
def shared_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running server of each store for all tests; skips, with the reason, where the store is not installed."""
    reason = missing(request.param)
    if reason is not None:
        pytest.skip(reason)
    server = STORES[request.param](tmp_path_factory.mktemp(request.param))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def graphs_of_its_own(shared_server: Server) -> frozenset[str]:
    """The graphs that a fresh store has already; Virtuoso has some."""
    return frozenset(_graphs(shared_server))


@pytest.fixture
def server(shared_server: Server, graphs_of_its_own: frozenset[str]) -> Server:
    """A running server of each store without any graph of an earlier test, whatever that test did to it."""
    shared_server.start()
    for graph in _graphs(shared_server):
        if graph not in graphs_of_its_own:
            answer = shared_server.send("DELETE", shared_server.graph(graph))
            assert answer.status < 300, answer
    return shared_server


def _graphs(server: Server) -> list[str]:
    # Not SELECT DISTINCT ?g, for which Virtuoso takes a time that grows with the square of the triples.
    answer = server.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
    assert answer.status == 200, answer
    return sorted(row["g"]["value"] for row in json.loads(answer.body)["results"]["bindings"])


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the project's own documents as N-Quads."""
    path = tmp_path_factory.mktemp("graph") / "seeds.nq"
    build([ROOT / "seeds"], path)
    return path


@pytest.fixture(scope="session")
def seeds_turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same graph as Turtle."""
    path = tmp_path_factory.mktemp("graph") / "seeds.ttl"
    build([ROOT / "seeds"], path)
    return path
