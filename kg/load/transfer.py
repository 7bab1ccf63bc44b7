"""Sending graphs, several at once, until all are in or one cannot be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from kg.load.spool import GraphSlice, Spool
from kg.remote import Endpoint

__all__ = ["send", "send_all"]


def send(endpoint: Endpoint, spool: Spool, graph: GraphSlice, *, replace: bool) -> None:
    """Bring one graph into the store; raises StoreError. Doing it again does no harm.

    To replace, one PUT where the store swaps graphs of any size, or the graph is small enough; else the graph is
    emptied and filled in steps, which readers see.
    """
    profile = endpoint.profile
    if profile.graphs is None:
        if replace:
            endpoint.drop(graph.graph)
        for chunk in spool.chunks(graph, profile.update_triples, profile.octets):
            endpoint.insert(graph.graph, chunk)
        return
    small = graph.triples <= profile.triples and graph.size <= profile.octets
    if replace and small:
        endpoint.put(graph.graph, b"".join(spool.pieces(graph)), graph.size)
        return
    if replace and profile.atomic:
        endpoint.put(graph.graph, spool.pieces(graph), graph.size)
        return
    if replace:
        endpoint.drop(graph.graph)
    for chunk in spool.chunks(graph, profile.triples, profile.octets):
        endpoint.post(graph.graph, chunk)


def send_all(
    endpoint: Endpoint, spool: Spool, graphs: Iterable[GraphSlice], *, replace: bool, connections: int
) -> Iterator[tuple[GraphSlice, Exception | None]]:
    """Send the graphs; gives each that was begun, with what went wrong, as soon as it ends.

    After a failure no further graph is begun. No thread outlives the iterator.
    """
    waiting = iter(graphs)
    running: dict[Future[None], GraphSlice] = {}
    failed = False
    with ThreadPoolExecutor(connections, thread_name_prefix="kg-load") as pool:
        try:
            while True:
                for graph in islice(waiting, 0 if failed else connections - len(running)):
                    running[pool.submit(send, endpoint, spool, graph, replace=replace)] = graph
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda it: running[it].offset):
                    error = future.exception()
                    failed = failed or error is not None
                    if error is not None and not isinstance(error, Exception):
                        raise error
                    yield running.pop(future), error
        except BaseException:
            endpoint.close()  # whoever waits for a store in a thread stops waiting
            raise
