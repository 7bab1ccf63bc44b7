"""Whether a store holds what the file holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from kg.load.readback import Comparison, compare, count_by_property, count_triples, expected_counts, in_batches
from kg.load.report import Difference, Options, Progress
from kg.load.spool import GraphSlice, Spool
from kg.remote import Endpoint

__all__ = ["Verdict", "absent", "verify"]


class Verdict(NamedTuple):
    """What was found of all graphs."""

    differences: tuple[Difference, ...]
    wider: tuple[str, ...]
    """Graphs that hold all of the file's triples and others besides."""


def absent(endpoint: Endpoint, spool: Spool, options: Options) -> Iterator[GraphSlice]:
    """The graphs that are not in the store yet as they should be; those that are there are read back to know."""
    for batch in in_batches(spool.graphs):
        held = count_triples(endpoint, batch)
        likely = [it for it in batch if _may_be_there(held[it.graph], it.triples, options.replace)]
        compared = dict(_compared(endpoint, spool, likely, options.connections))
        for graph in batch:
            if graph not in compared or compared[graph].missed:
                yield graph


def _may_be_there(held: int, wanted: int, replace: bool) -> bool:
    return held == wanted if replace else held >= wanted


def verify(endpoint: Endpoint, spool: Spool, options: Options, progress: Progress) -> Verdict:
    """Compare counts for each graph and property; read back whole graphs where counts differ, or all with `full`."""
    differences: list[Difference] = []
    wider: list[str] = []
    for batch in in_batches(spool.graphs):
        held = count_by_property(endpoint, batch)
        wanted = {it.graph: expected_counts(spool, it) for it in batch}
        doubtful = [it for it in batch if options.verify == "full" or held[it.graph] != wanted[it.graph]]
        for graph, compared in _compared(endpoint, spool, doubtful, options.connections):
            others = held[graph.graph].total() - (graph.triples - compared.missed)
            if compared.missed or (others and options.replace):
                differences.append(_difference(graph, compared, wanted[graph.graph], held[graph.graph]))
            elif others:
                wider.append(graph.graph)
        progress.advance(sum(it.triples for it in batch))
    return Verdict(tuple(differences), tuple(wider))


def _compared(
    endpoint: Endpoint, spool: Spool, graphs: Sequence[GraphSlice], connections: int
) -> Iterable[tuple[GraphSlice, Comparison]]:
    with ThreadPoolExecutor(connections, thread_name_prefix="kg-read") as pool:
        return list(zip(graphs, pool.map(lambda graph: compare(endpoint, spool, graph), graphs), strict=True))


def _difference(graph: GraphSlice, compared: Comparison, wanted: Counter[str], held: Counter[str]) -> Difference:
    counts = [(name, wanted[name], held[name]) for name in sorted({*wanted, *held}) if wanted[name] != held[name]]
    if wanted.total() != held.total():
        counts.insert(0, ("", wanted.total(), held.total()))
    return Difference(graph.graph, compared.missing, compared.extra, tuple(counts))
