"""`kg portability` says of every term that was tried what the store does."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.errors import StoreError
from kg.portability import check_portability
from stores.made import BASE
from stores.reach import opened
from stores.server import Server
from stores.terms import HARD_TERMS, triple

DOUBTFUL = ("double/", "float/", "boolean/", "tag/")
"""Kinds of which a store may keep more than is said: spellings of numbers; tags, compared in lower case."""

pytestmark = pytest.mark.slow


def parsed(line: str) -> list[pyoxigraph.Quad]:
    """The quads of a line that a strict reader takes; none otherwise."""
    try:
        return list(pyoxigraph.parse(line, format=pyoxigraph.RdfFormat.N_TRIPLES))
    except SyntaxError:
        return []


def test_findings_are_what_the_store_does(server: Server) -> None:
    """A term comes back as it was sent if nothing was found against it, and, doubtful kinds aside, only if."""
    wrong = []
    with opened(server) as endpoint:
        for number, name in enumerate(HARD_TERMS):
            quads = parsed(triple(name))
            if not quads:
                continue
            graph = f"{BASE}hard/{number}"
            line = f"{quads[0].triple} .".encode()
            expected = not check_portability(quads, [server.name])
            try:
                endpoint.put(graph, line, len(line))
                rows = endpoint.select(f"SELECT ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
                kept = [str(row[0]) for row in rows] == [str(quads[0].object)]
            except StoreError:
                kept = False
            if kept != expected and (expected or not name.startswith(DOUBTFUL)):
                wrong.append(f"{name}: {'kept' if kept else 'not kept'}")
    assert not wrong, "; ".join(wrong)
