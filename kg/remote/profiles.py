"""What is particular about each triple store: one row each, read from its documentation or measured on a running one.

A row says where the doors of SPARQL 1.1 stand behind the URL that a user gives, how to ask for all named graphs at
once, and how much may go into one request. `docs/stores.md` tells where each value comes from.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PROFILES", "Profile"]


class Profile(NamedTuple):
    """How to talk to one kind of store; paths continue the URL of the server, dataset or repository."""

    query: str
    """SPARQL 1.1 Protocol, query operation; always asked by POST of a form."""
    update: str
    """SPARQL 1.1 Protocol, update operation."""
    graphs: str | None
    """SPARQL 1.1 Graph Store HTTP Protocol; None: there is none, and updates carry everything."""
    server: str = ""
    """What the header `Server` starts with, in lower case."""
    others: tuple[str, ...] = ()
    """Further paths of the same place, which users copy from elsewhere."""
    union: tuple[tuple[str, str], ...] = ()
    """Parameters of a query that make the default graph the union of all; none where it is so anyway."""
    update_form: bool = False
    """Updates go as form field `update`, not as `application/sparql-update`."""
    default_graph: bool = True
    """Whether there is a default graph to write to."""
    atomic: bool = True
    """Whether a PUT of any size swaps the graph as a whole: readers see the old content or the new."""
    triples: int = 50_000
    """Most triples of one request, where they need not come in one."""
    octets: int = 8_000_000
    """Most bytes of one request, where they need not come in one."""
    update_triples: int = 5_000
    """Most triples of one INSERT DATA."""
    gzip: bool = False
    """Whether bodies may be compressed."""


PROFILES: dict[str, Profile] = {
    "oxigraph": Profile(
        "/query", "/update", "/store", server="oxigraph", others=("/sparql",),
        union=(("union-default-graph", ""),), gzip=True,
    ),
    "fuseki": Profile(
        "/query", "/update", "/data", server="apache jena fuseki", others=("/sparql", "/get"),
        union=(("default-graph-uri", "urn:x-arq:UnionGraph"),), gzip=True,
    ),
    "virtuoso": Profile(
        "/sparql", "/sparql-auth", "/sparql-graph-crud-auth", server="virtuoso",
        others=("/sparql-graph-crud",), update_form=True, default_graph=False, atomic=False,
        triples=5_000, octets=5_000_000, update_triples=500,
    ),
    "graphdb": Profile("", "/statements", "/rdf-graphs/service", server="graphdb", update_form=True),
    "rdf4j": Profile("", "/statements", "/rdf-graphs/service", update_form=True),
    "qlever": Profile("", "", "", server="qlever", update_form=True),
    "neptune": Profile("/sparql", "/sparql", "/sparql/gsp/", update_form=True, triples=20_000, octets=5_000_000),
    "generic": Profile("", "", None, update_form=True, atomic=False, triples=500, octets=4_000_000, update_triples=500),
}  # fmt: skip
"""Name of the store -> its row."""
