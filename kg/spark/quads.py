"""The second map on an executor: extractions and their part of the entity table to lines of N-Quads."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from kg import graph
from kg.ontology import Ontology
from kg.resolve import EntityTable
from kg.run.spool import decode_extraction
from kg.spark.records import Block
from kg.store import Quad
from kg.store.shards import SYNTAX

__all__ = ["DocumentLines", "lines_of", "pack_share"]


class DocumentLines(msgspec.Struct, frozen=True):
    """Lines of the documents of one block; picklable."""

    ontology: Ontology
    run: str
    """IRI of the run."""
    base: str

    def __call__(self, shared: tuple[Block, bytes]) -> Iterator[str]:
        """Each line once: a document's quads stand in its own graph, hence in no other document's lines.

        Raises RuntimeError when a block that was lost and made again lacks a document, which only the time limit or a
        lack of memory can bring about; one that it has now and had not then stays skipped, as was reported.
        """
        block, packed = shared
        names, table = _unpack_share(packed)
        extractions = {document.id: document.extraction for document in block.documents}
        if missing := [name for name in names if name not in extractions]:
            raise RuntimeError(f"{missing[0]} could be read before and cannot now: a machine is overloaded")
        for name in names:
            extraction = decode_extraction(extractions[name])
            yield from lines_of(graph.document_quads(extraction, table, self.ontology, self.run, base=self.base))


def pack_share(names: Sequence[str], table: EntityTable) -> bytes:
    """The documents of a block and their part of the entity table, for their way to an executor."""
    return zlib.compress(pickle.dumps((tuple(names), table.part(names))))


def _unpack_share(packed: bytes) -> tuple[tuple[str, ...], EntityTable]:
    names, table = pickle.loads(zlib.decompress(packed))  # noqa: S301  (from our own driver)
    return names, table


def lines_of(*quads: Iterable[Quad]) -> list[str]:
    """Lines without line ends, sorted, each once."""
    return sorted(set(SYNTAX.records(chain.from_iterable(quads))))
