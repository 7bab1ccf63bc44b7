"""The quads of the file to load, each with the graph where it is to go."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.load.report import Progress
from kg.load.split import split
from kg.load.spool import Spool
from kg.store import has_graphs, is_iri, quads

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["open_spool"]

_STEP = 10_000  # triples between two words to the progress


@contextmanager
def open_spool(path: str | Path, format: str | None, graph: str | None, progress: Progress) -> Iterator[Spool]:
    """The file's graphs on disk; `graph` is one IRI for everything, empty for the default graph, None for the file's.

    :raises StoreError: when the file cannot be read, is not legal RDF to its last line, is empty, or names no graphs.
    """
    if graph and not is_iri(graph):
        raise StoreError(f"{graph}: not an absolute IRI that every store keeps; name the graph by another")
    with_graphs = has_graphs(path, format)
    progress.phase("check", 0)
    with _readable_twice(path) as file:

        def read() -> Iterable[Quad]:
            return _counted(quads(file, format or ("turtle" if str(path) == "-" else None)), progress)

        with Spool(_placed(read, with_graphs, graph)) as spool:
            if not spool.graphs:
                raise StoreError(f"{path}: holds no triple; nothing to load")
            yield spool


@contextmanager
def _readable_twice(path: str | Path) -> Iterator[str | Path]:
    """The path itself; for standard input, a copy of it."""
    if str(path) != "-":
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="kg-stdin-") as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
        copy.flush()
        yield copy.name


def _placed(read: Callable[[], Iterable[Quad]], with_graphs: bool, graph: str | None) -> Iterator[tuple[Quad, str]]:
    if graph is not None:
        yield from ((quad, graph) for quad in read())
    elif with_graphs:
        yield from ((quad, _graph_of(quad)) for quad in read())
    else:
        yield from split(read)


def _graph_of(quad: Quad) -> str:
    from pyoxigraph import DefaultGraph, NamedNode

    if isinstance(quad.graph_name, DefaultGraph):
        return ""
    if not isinstance(quad.graph_name, NamedNode):
        raise StoreError(f"{quad.graph_name}: a graph without an IRI cannot be loaded again; name it")
    return quad.graph_name.value


def _counted(found: Iterable[Quad], progress: Progress) -> Iterator[Quad]:
    for number, quad in enumerate(found, start=1):
        yield quad
        if number % _STEP == 0:
            progress.advance(_STEP)
