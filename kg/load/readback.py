"""What a store holds of a graph: counts, and triples read back in pages that no store cuts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.load.spool import GraphSlice, Spool
from kg.remote import Endpoint

__all__ = ["Comparison", "compare", "count_by_property", "count_triples", "expected_counts", "in_batches"]

GRAPHS = 50
"""Graphs asked for at once: with 60 properties each, 3,000 rows, below the 10,000 at which one store cuts silently."""
PAGE = 4_000
"""Triples read back at once."""
_SUBJECTS = 300
"""Subjects of a page: 30 KB of query."""
SHOWN = 10
"""Differences kept of a graph."""

Counts = dict[str, Counter[str]]


def in_batches(graphs: Sequence[GraphSlice]) -> Iterator[Sequence[GraphSlice]]:
    """The graphs, so many at once as one query may ask for."""
    for start in range(0, len(graphs), GRAPHS):
        yield graphs[start : start + GRAPHS]


def count_triples(endpoint: Endpoint, graphs: Sequence[GraphSlice]) -> Counter[str]:
    """Graph -> triples that the store holds in it."""
    return Counter({graph: counts.total() for graph, counts in count_by_property(endpoint, graphs).items()})


def count_by_property(endpoint: Endpoint, graphs: Sequence[GraphSlice]) -> Counts:
    """Graph -> property -> triples that the store holds; only the graphs named are looked at."""
    counts: Counts = {it.graph: Counter() for it in graphs}
    named = " ".join(f"<{it.graph}>" for it in graphs if it.graph)
    if named:
        rows = endpoint.select(
            f"SELECT ?g ?p (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {named} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g ?p"
        )
        for graph, predicate, n in rows:
            if n is not None and graph is not None:  # an aggregate over nothing may come as one empty row
                counts[_value(graph)][_value(predicate)] = int(_value(n))
    if "" in counts:
        for predicate, n in endpoint.select("SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"):
            if predicate is not None:
                counts[""][_value(predicate)] = int(_value(n))
    return counts


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def expected_counts(spool: Spool, graph: GraphSlice) -> Counter[str]:
    """Property -> triples of the file."""
    return Counter(line.split(b" ", 2)[1][1:-1].decode() for line in spool.lines(graph))


class Comparison(NamedTuple):
    """A graph of the file beside the triples that the store holds for the file's subjects."""

    missing: tuple[str, ...]
    """Lines that the store does not hold, the first of them, without line end."""
    extra: tuple[str, ...]
    """Lines that it holds and the file does not, the first of them."""
    missed: int
    """How many lines are missing."""
    found: int
    """How many triples were read back."""
    sha256: str
    """Of what was read back, as sorted N-Triples, in hexadecimal."""


def compare(endpoint: Endpoint, spool: Spool, graph: GraphSlice) -> Comparison:
    """Read a graph back and compare it triple by triple.

    A small graph is read as a whole, a large one by the subjects that the file has, in their order: no query sorts,
    skips, or gives more rows than a store lets through, and memory does not grow with the graph.
    """
    digest = hashlib.sha256()
    missing: list[str] = []
    extra: list[str] = []
    missed = found = 0
    for subjects, lines in _pages(spool, graph):
        held = _held(endpoint, graph.graph, subjects)
        digest.update("".join(f"{line}\n" for line in sorted(held)).encode())
        found += len(held)
        gone = lines - held
        missed += len(gone)
        missing += sorted(gone)[: SHOWN - len(missing)]
        extra += sorted(held - lines)[: SHOWN - len(extra)]
    return Comparison(tuple(missing), tuple(extra), missed, found, digest.hexdigest())


def _pages(spool: Spool, graph: GraphSlice) -> Iterator[tuple[Sequence[str], set[str]]]:
    """Lines of the file by page, each with its subjects; none when the page is the whole graph."""
    lines = (line[:-1].decode() for line in spool.lines(graph))
    if graph.triples <= PAGE:
        yield (), set(lines)
        return
    subjects: list[str] = []
    page: set[str] = set()
    for subject, group in groupby(lines, key=lambda line: line.split(" ", 1)[0]):
        block = set(group)
        if page and (len(page) + len(block) > PAGE or len(subjects) == _SUBJECTS):
            yield subjects, page
            subjects, page = [], set()
        subjects.append(subject)
        page |= block
    yield subjects, page


def _held(endpoint: Endpoint, graph: str, subjects: Iterable[str]) -> set[str]:
    """Lines that the store holds of some subjects, or of all."""
    values = f"VALUES ?s {{ {' '.join(subjects)} }}" if subjects else ""
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    rows = endpoint.select(f"SELECT ?s ?p ?o WHERE {{ {values} {pattern} }}")
    return {f"{s} {p} {o} ." for s, p, o in rows}
