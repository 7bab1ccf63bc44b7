"""The first map on an executor: documents of one partition to blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kg.documents import Problem
from kg.ontology import Ontology
from kg.resolve import pack
from kg.run import Options
from kg.run.spool import decode_extraction
from kg.spark.guard import Guard
from kg.spark.records import Block, Extracted, Given

__all__ = ["Extractor"]

_DOCUMENTS = 50
"""Of a block: some hundred kilobytes. Spark hands up to a hundred blocks at once to a Python process."""


class Extractor(msgspec.Struct, frozen=True):
    """Everything that an executor has to be told; picklable, and called once for each partition.

    The blocks of a partition are a function of its documents and their order alone, so those of a lost executor are
    made again exactly as they were.
    """

    options: Options
    ontology: Ontology
    seconds: float
    """Longest time for one document."""

    def __call__(self, partition: Iterable[Given]) -> Iterator[Block]:
        """The blocks of a partition."""
        guard = _guard(self)
        held: list[Given] = []
        for given in partition:
            held.append(given)
            if len(held) == _DOCUMENTS:
                yield _block(guard, held)
                held = []
        if held:
            yield _block(guard, held)


_kept: tuple[Extractor, Guard] | None = None
"""The guard of this process: its model serves one partition after the other."""


def _guard(extractor: Extractor) -> Guard:
    global _kept
    if _kept is None or _kept[0] != extractor:
        _kept = extractor, Guard(extractor.options, extractor.ontology, extractor.seconds)
    return _kept[1]


def _block(guard: Guard, givens: Iterable[Given]) -> Block:
    maker = guard.maker()
    if maker.fault:
        return Block(maker, (), ())
    documents: list[Extracted] = []
    problems: list[Problem] = []
    for given in givens:
        outcome = guard.outcome(given)
        problems += outcome.problems
        if outcome.extraction is not None:
            documents.append(_extracted(outcome.extraction))
    return Block(maker, tuple(documents), tuple(problems))


def _extracted(encoded: bytes) -> Extracted:
    extraction = decode_extraction(encoded)
    source = extraction.source
    facts = len(extraction.assertions)
    return Extracted(source.id, source.sha256, extraction.sentences, facts, pack(extraction), encoded)
