"""The stores that other tests load into are real, keep what they acknowledged, and refuse what they should."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from stores.server import Server
from stores.servers import fuseki, missing, oxigraph

pytestmark = pytest.mark.slow
GRAPH = "https://kg.example/graph/1"
TURTLE = "t:ada t:knows t:bo . t:bo t:age 41 ."


def triples(server: Server, graph: str = GRAPH) -> int:
    """The number of triples of a graph, as the store counts them."""
    answer = server.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    assert answer.status == 200, answer
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


def test_answers_ask_and_takes_a_graph(server: Server) -> None:
    """A started store answers ASK, takes a PUT of a graph and tells how many triples it has."""
    assert b"true" in server.query("ASK {}").body
    assert triples(server) == 0
    assert server.put(GRAPH, TURTLE).status in {200, 201, 204}
    assert triples(server) == 2


def test_keeps_a_graph_through_kill_and_restart(server: Server) -> None:
    """A graph whose PUT was acknowledged is there after kill -9 and a start on the same port."""
    assert server.put(GRAPH, TURTLE).status in {200, 201, 204}
    server.kill()
    with pytest.raises(OSError):
        server.query("ASK {}")
    server.restart()
    assert triples(server) == 2


def test_each_test_finds_an_empty_store(server: Server) -> None:
    """Graphs of earlier tests are gone."""
    assert triples(server) == 0


def test_refuses_a_wrong_password(server: Server) -> None:
    """With a wrong password a store that has users answers 401 and changes nothing."""
    if server.user is None:
        pytest.skip(f"{server.name} has no users")
    answer = replace(server, password="wrong").put(GRAPH, TURTLE)
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith(("Basic ", "Digest "))
    assert triples(server) == 0


def test_read_only_refuses_to_write_and_reads(server: Server) -> None:
    """The read-only door of a store shows what is there, refuses PUT and update, and leaves the store as it was."""
    server.put(GRAPH, TURTLE)
    with server.read_only() as closed:
        assert closed.put(GRAPH, "t:a t:b t:c .").status in {400, 403, 404, 405}
        assert closed.update(f"DROP GRAPH <{GRAPH}>").status in {400, 403, 404, 405, 500}
        assert triples(closed) == 2
    assert triples(server) == 2


def test_fuseki_runs_without_a_password(tmp_path: Path) -> None:
    """The open variant of Fuseki takes a graph from anybody."""
    reason = missing("fuseki")
    if reason is not None:
        pytest.skip(reason)
    server = fuseki(tmp_path, protected=False)
    try:
        server.start()
        assert server.put(GRAPH, TURTLE).status in {200, 201, 204}
    finally:
        server.stop()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    """A store that ends at start raises with its last words, and is not taken for running."""
    (tmp_path / "db").write_text("no folder", encoding="utf-8")
    server = oxigraph(tmp_path)
    with pytest.raises(RuntimeError, match=r"ended at start:\n."):
        server.start()
    assert not server.process.running
