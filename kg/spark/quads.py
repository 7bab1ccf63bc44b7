"""The second map on an executor: extractions and their part of the entity table to lines of N-Quads."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from kg import graph
from kg.ontology import Ontology
from kg.resolve import EntityTable
from kg.run.spool import decode_extraction
from kg.spark.records import Block
from kg.store import Quad
from kg.store.lines import LineSyntax

__all__ = ["DocumentLines", "lines_of", "pack_table"]


class DocumentLines(msgspec.Struct, frozen=True):
    """Lines of the documents of one block; picklable."""

    ontology: Ontology
    run: str
    """IRI of the run."""
    base: str

    def __call__(self, shared: tuple[Block, bytes]) -> Iterator[str]:
        """Each line once: a document's quads stand in its own graph, hence in no other document's lines."""
        block, packed = shared
        table: EntityTable = pickle.loads(zlib.decompress(packed))  # noqa: S301  (from our own driver)
        for document in block.documents:
            extraction = decode_extraction(document.extraction)
            yield from lines_of(graph.document_quads(extraction, table, self.ontology, self.run, base=self.base))


def pack_table(table: EntityTable) -> bytes:
    """A part of the entity table for its way to an executor."""
    return zlib.compress(pickle.dumps(table))


def lines_of(*quads: Iterable[Quad]) -> list[str]:
    """Lines without line ends, sorted, each once."""
    return sorted(set(map(LineSyntax(graphs=True).encode, chain.from_iterable(quads))))
