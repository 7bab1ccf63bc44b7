"""kg for Python users: build a graph and hold it in memory."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg import store
from kg.graph import layout
from kg.query import Result
from kg.run import Options, Progress, Report
from kg.run import build as build_file
from kg.store import Quad, Writer

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = ["Graph", "build"]


def build(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    base: str = Options().base,
    model: str | None = None,
    ontology: str | os.PathLike[str] | None = None,
    entities: str | os.PathLike[str] | None = None,
    date: str | None = None,
    jobs: int = 1,
    mentions: bool = False,
    min_confidence: float = Options().min_confidence,
    strict: bool = False,
    seconds_per_document: float = 0,
    cache: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Build the graph of all documents under `paths`; what was skipped stands in `Graph.report`.

    The options are those of `kg build`, but nothing is kept between builds unless `cache` names a folder. More than
    one job starts processes, so a script must then call this below `if __name__ == "__main__":`. A limit of seconds for
    each document takes the signal SIGALRM while a document is read, and is none outside the main thread.

    :raises KgError: as `kg.run.build`.
    """
    options = Options(
        base=base,
        model=model,
        ontology=Path(ontology) if ontology else None,
        entities=Path(entities) if entities else None,
        date=date,
        jobs=jobs,
        mentions=mentions,
        min_confidence=min_confidence,
        strict=strict,
        seconds_per_document=seconds_per_document,
        cache=Path(cache) if cache else None,
    )
    sources = [paths] if isinstance(paths, str | os.PathLike) else paths
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder, "graph.nq")
        report = build_file(sources, path, options, progress=progress)
        return Graph(path.read_bytes(), base, report)


class Graph:
    """A built graph, with one named graph for each document, held as N-Quads."""

    def __init__(self, nquads: bytes, base: str, report: Report) -> None:
        self._nquads = nquads
        self._base = base
        self._store: pyoxigraph.Store | None = None
        self.report = report
        """What the build did and what it skipped."""

    def __repr__(self) -> str:
        return f"<kg.Graph of {self.report.documents} documents, {self.report.facts} facts>"

    def quads(self) -> Iterator[Quad]:
        """All quads as N-Triples terms, sorted."""
        for line in self._nquads.decode().split("\n"):
            if line and not line.startswith("#"):
                subject, predicate, rest = line.split(" ", 2)
                target, graph = rest.removesuffix(" .").rsplit(" ", 1)
                yield subject, predicate, target, graph

    def write(self, path: str | os.PathLike[str], format: str | None = None) -> int:
        """Write a file, `format` or else its suffix deciding; returns the number of its triples. Raises StoreError."""
        with Writer(Path(path), layout(self._base), format=format) as writer:
            writer.add(self.quads())
            return writer.finish()

    def turtle(self) -> str:
        """The graph as Turtle, in kg's canonical order."""
        return self._as_text("turtle")

    def as_rdflib(self) -> rdflib.Graph:
        """The union of all named graphs for rdflib."""
        import rdflib

        return rdflib.Graph().parse(data=self._as_text("n-triples"), format="nt")

    def as_store(self) -> pyoxigraph.Store:
        """The named graphs in a pyoxigraph store of their own; made once."""
        if self._store is None:
            with tempfile.TemporaryDirectory(prefix="kg-") as folder:
                path = Path(folder, "graph.nq")
                path.write_bytes(self._nquads)
                self._store = store.read(path)
        return self._store

    def query(self, sparql: str, params: Mapping[str, str] | None = None) -> Result:
        """Run SPARQL text over the union of all named graphs. Raises QueryError."""
        from kg.query import run

        return run(self.as_store(), sparql, params)

    def _as_text(self, format: str) -> str:
        with tempfile.TemporaryDirectory(prefix="kg-") as folder:
            path = Path(folder, "graph")
            self.write(path, format)
            return path.read_text(encoding="utf-8")
