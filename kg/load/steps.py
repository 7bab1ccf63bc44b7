"""A load from its first step to its last, and the way back."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import KgError, StoreError
from kg.graph import NAMESPACES, entities_graph
from kg.load.readback import compare, count_triples, in_batches
from kg.load.report import Difference, LoadError, Options, Progress, Report, Silent
from kg.load.source import open_spool
from kg.load.spool import GraphSlice, Spool
from kg.load.transfer import send_all
from kg.load.verification import Verdict, absent, verify
from kg.remote import Endpoint

__all__ = ["load", "unload"]

_DOCUMENT = re.compile(r"(.*)doc/[0-9a-f]{16}")


def load(
    path: str | Path,
    endpoint: Endpoint,
    options: Options | None = None,
    *,
    format: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Bring a graph file (`-`: standard input) into a store.

    The whole file is read and checked before the first byte is sent. Graphs that are there already are not sent
    again, so a load that was interrupted goes on where it stopped. Verifying comes last, over all graphs.

    :raises LoadError: when a graph could not be sent; it says which are in.
    :raises StoreError: when the file is not legal RDF, or the store does not answer.
    """
    options, progress = options or Options(), progress or Silent()
    started = time.perf_counter()
    with open_spool(path, format, options.graph, progress) as spool:
        _check(endpoint, spool, options)
        triples = sum(it.triples for it in spool.graphs)
        waiting = list(absent(endpoint, spool, options))
        _transfer(endpoint, spool, waiting, options, progress)
        deleted = _delete_missing(endpoint, spool) if options.delete_missing else ()
        verdict = Verdict((), ())
        if options.verify != "none":
            progress.phase("verify", triples)
            verdict = verify(endpoint, spool, options, progress)
        return Report(
            graphs=len(spool.graphs),
            triples=triples,
            sent=len(waiting),
            deleted=deleted,
            wider=verdict.wider,
            verify=options.verify,
            differences=verdict.differences,
            seconds=time.perf_counter() - started,
        )


def _check(endpoint: Endpoint, spool: Spool, options: Options) -> None:
    """Raise StoreError for what cannot be done, before anything is."""
    if not endpoint.profile.default_graph and any(not it.graph for it in spool.graphs):
        raise StoreError(f"{endpoint.url}: {endpoint.name} has no default graph to load into; give --graph IRI")
    if options.delete_missing and not _bases(spool):
        raise StoreError("no graph of the file is a document of kg, so none can be missing; leave out --delete-missing")


def _transfer(
    endpoint: Endpoint,
    spool: Spool,
    waiting: Sequence[GraphSlice],
    options: Options,
    progress: Progress,
) -> None:
    """Send what is waiting. Raises LoadError when a graph could not be sent."""
    progress.phase("load", sum(it.triples for it in waiting))
    arrived = {it.graph for it in spool.graphs} - {it.graph for it in waiting}
    begun: dict[str, Exception] = {}
    for graph, error in send_all(endpoint, spool, waiting, replace=options.replace, connections=options.connections):
        if error is None:
            arrived.add(graph.graph)
            progress.advance(graph.triples)
        else:
            begun[graph.graph] = error
    if begun:
        raise _load_error(endpoint, spool, begun, arrived, options)


def _load_error(
    endpoint: Endpoint, spool: Spool, begun: dict[str, Exception], arrived: set[str], options: Options
) -> LoadError:
    """The error that tells each graph's fate; a graph that was being sent is looked for, if the store still answers."""
    error = next(iter(begun.values()))
    if not isinstance(error, KgError):
        raise error
    try:
        missing = {it.graph for it in absent(endpoint, spool, options) if it.graph not in arrived}
        unknown: set[str] = set()
        arrived = {it.graph for it in spool.graphs} - missing
    except KgError:
        unknown = set(begun)
        missing = {it.graph for it in spool.graphs} - arrived - unknown
    return LoadError(str(error), tuple(sorted(arrived)), tuple(sorted(missing)), tuple(sorted(unknown)))


def _bases(spool: Spool) -> set[str]:
    """Base IRIs of the documents among the graphs."""
    return {found[1] for it in spool.graphs if (found := _DOCUMENT.fullmatch(it.graph))}


def _delete_missing(endpoint: Endpoint, spool: Spool) -> tuple[str, ...]:
    """Remove the documents' graphs that the file does not have, under the bases that it has."""
    kept = {it.graph for it in spool.graphs}
    gone = [graph for base in sorted(_bases(spool)) for graph in _document_graphs(endpoint, base) if graph not in kept]
    for graph in gone:
        endpoint.drop(graph)
    return tuple(gone)


def _document_graphs(endpoint: Endpoint, base: str) -> Iterable[str]:
    """IRIs of the graphs of kg's documents in a store, in order."""
    for digit in "0123456789abcdef":  # a sixteenth at a time: some stores cut long answers
        start = f"{base}doc/{digit}"
        rows = endpoint.select(
            f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?g a <{NAMESPACES['kg']}SourceDocument> }} "
            f'FILTER(STRSTARTS(STR(?g), "{start}")) }}'
        )
        yield from sorted(str(getattr(row[0], "value", "")) for row in rows)


# -- the way back ------------------------------------------------------------------------------------------


def unload(
    endpoint: Endpoint,
    path: str | Path | None = None,
    *,
    base: str,
    graph: str | None = None,
    format: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Remove what a build put into a store.

    With a file, exactly its triples: a graph that holds no others is dropped, of any other only the file's triples go.
    Without one, the graphs of all documents under `base` and the graph of what was resolved across them.

    :raises StoreError: when the file or the store is unfit.
    """
    progress = progress or Silent()
    started = time.perf_counter()
    dropped: list[str] = []
    if path is None:
        dropped += _document_graphs(endpoint, base)
        if endpoint.ask(f"ASK {{ GRAPH <{entities_graph(base)}> {{ ?s ?p ?o }} }}"):
            dropped.append(entities_graph(base))
        progress.phase("unload", 0)
        for name in dropped:
            endpoint.drop(name)
        return _unloaded(len(dropped), 0, dropped, (), started)
    with open_spool(path, format, graph, progress) as spool:
        triples = sum(it.triples for it in spool.graphs)
        progress.phase("unload", triples)
        wider: list[str] = []
        left: list[Difference] = []
        for batch in in_batches(spool.graphs):
            held = count_triples(endpoint, batch)
            for it in batch:
                if held[it.graph]:
                    (dropped if _remove(endpoint, spool, it, held[it.graph]) else wider).append(it.graph)
                progress.advance(it.triples)
            left += [Difference(it, counts=(("", 0, n),)) for it, n in count_triples(endpoint, batch).items() if n]
        unexpected = tuple(it for it in left if it.graph not in wider)
        return _unloaded(len(spool.graphs), triples, dropped, unexpected, started, wider)


def _remove(endpoint: Endpoint, spool: Spool, graph: GraphSlice, held: int) -> bool:
    """Take the file's triples out of a graph; whether nothing else was in it, so that it could be dropped."""
    alone = held == graph.triples and not compare(endpoint, spool, graph).missed
    if alone:
        endpoint.drop(graph.graph)
    else:
        for chunk in spool.chunks(graph, endpoint.profile.update_triples, endpoint.profile.octets):
            endpoint.delete(graph.graph, chunk)
    return alone


def _unloaded(
    graphs: int,
    triples: int,
    deleted: Sequence[str],
    differences: Sequence[Difference],
    started: float,
    wider: Sequence[str] = (),
) -> Report:
    return Report(
        graphs=graphs,
        triples=triples,
        sent=0,
        deleted=tuple(deleted),
        wider=tuple(wider),
        verify="counts",
        differences=tuple(differences),
        seconds=time.perf_counter() - started,
    )
