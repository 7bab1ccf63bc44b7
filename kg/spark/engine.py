"""Map, reduce, map on a cluster: documents to a folder of shards."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from kg import graph, ontology
from kg.documents import Problem
from kg.errors import KgError, ModelError, SourceError
from kg.graph import Run
from kg.ontology import Ontology
from kg.resolve import EntityTable, Resolver
from kg.run import Options, Progress, Report, Silent
from kg.run.phases import check_base, header, open_resolver
from kg.spark.extraction import Extractor
from kg.spark.output import Folder
from kg.spark.quads import DocumentLines, lines_of, pack_share
from kg.spark.records import Block, Maker
from kg.spark.session import Settings, on_disk, open_session
from kg.spark.sources import Sources, open_sources

if TYPE_CHECKING:
    from pyspark import RDD

__all__ = ["build"]

_GATHERED = 256
"""Partitions whose names come to the driver at once."""


def build(
    paths: Iterable[str | os.PathLike[str]],
    output: str,
    options: Options | None = None,
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
) -> Report:
    """Build the graph of all documents under `paths` into the new folder `output` of sharded, compressed N-Quads.

    Its layout: `kg.spark.output`. The parts hold exactly the lines of `kg.run.build(…, "graph.nq")` over the same
    documents, however Spark shares them out and whatever is lost on the way. `options.jobs` and `options.reasons` mean
    nothing here.

    :raises SourceError: when no document could be read, or with `strict` not all of them.
    :raises KgError: when model, ontology, entities, output or cluster are unfit.
    """
    options, settings = options or Options(), settings or Settings()
    check_base(options.base)
    vocabulary = ontology.load(options.ontology)
    resolver = open_resolver(options, vocabulary)
    tally = _Tally(progress or Silent())
    with open_session(settings) as spark:
        folder = Folder(spark, os.fspath(output))
        sources = open_sources(spark, [os.fspath(path) for path in paths])
        tally.begin(sources, spark.sparkContext.defaultParallelism)
        extractor = Extractor(msgspec.structs.replace(options, reasons=False), vocabulary, settings.seconds)
        blocks = on_disk(sources.documents.mapPartitions(extractor))
        names = _gather(blocks, resolver, tally)
        tally.check(strict=options.strict)
        tally.progress.phase("resolve")
        table = resolver.table()
        tally.progress.phase("write")
        run = tally.run(vocabulary)
        tables = _share(blocks, table, names)
        shards = blocks.zip(tables).flatMap(DocumentLines(vocabulary, graph.run_iri(options.base, run), options.base))
        if settings.shards is not None:
            shards = shards.coalesce(settings.shards)
        parts = folder.write_documents(shards)
        parts.append(folder.write_entities(_entity_lines(table, vocabulary, run, options.base, tally)))
        folder.write_problems(tally.sorted_problems())
        quads = sum(part.lines for part in parts) - len(header(run, 0, 0))
        folder.write_success(
            {"documents": tally.documents, "facts": tally.facts, "quads": quads, "problems": len(tally.problems)}, parts
        )
    return tally.report(sources, len(table.entities), quads)


Names = list[list[tuple[str, ...]]]
"""Partition -> block -> identifiers of its documents."""


def _gather(blocks: RDD[Block], resolver: Resolver, tally: _Tally) -> Names:
    """Fold what resolution needs: an associative sum, in whatever order it comes."""
    names: Names = [[] for _ in range(blocks.getNumPartitions())]
    for first in range(0, len(names), _GATHERED):
        wanted = range(first, min(first + _GATHERED, len(names)))
        found = blocks.context.runJob(blocks.mapPartitionsWithIndex(_summaries), list, list(wanted))
        for partition, same in groupby(found, key=lambda pair: pair[0]):
            for _, block in same:
                tally.add(block, resolver)
                names[partition].append(tuple(document.id for document in block.documents))
    return names


def _summaries(partition: int, blocks: Iterable[Block]) -> Iterator[tuple[int, Block]]:
    return ((partition, block.summary()) for block in blocks)


def _share(blocks: RDD[Block], table: EntityTable, names: Names) -> RDD[bytes]:
    """To each block the part of the table that its documents need, so that no executor holds the whole."""
    shares = [[pack_share(block, table) for block in partition] for partition in names]
    return blocks.context.parallelize(shares, len(shares)).flatMap(list)


def _entity_lines(
    table: EntityTable, vocabulary: Ontology, run: Run, base: str, tally: _Tally
) -> Iterator[str]:
    yield from (f"# {line}" for line in header(run, tally.documents, tally.facts))
    yield from lines_of(graph.entity_quads(table, vocabulary, base=base), graph.run_quads(run, base=base))


class _Tally:
    """Counts of a build, and the one place that tells the progress."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.documents = self.facts = self._sentences = 0
        self.problems: set[Problem] = set()
        self._hashes: list[bytes] = []
        self._maker: Maker | None = None
        self._started = time.perf_counter()

    def begin(self, sources: Sources, cores: int) -> None:
        self.progress.begin(sources.files, cores)
        self._add_problems(sources.problems)

    def add(self, block: Block, resolver: Resolver) -> None:
        """Take in one block. Raises KgError when another machine read otherwise."""
        if block.maker.fault:
            raise ModelError(f"an executor cannot read: {block.maker.fault}")
        if self._maker not in (None, block.maker):
            raise KgError(f"executors differ: {self._maker} and {block.maker}; install the same on all of them")
        self._maker = block.maker
        self._add_problems(block.problems)
        for document in block.documents:
            resolver.add_packed(document.id, document.packed)
            self.documents += 1
            self.facts += document.facts
            self._sentences += document.sentences
            self._hashes.append(bytes.fromhex(document.sha256))
            self.progress.document(document.id, document.sentences, document.facts)

    def _add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if problem not in self.problems:
                self.problems.add(problem)
                self.progress.problem(problem)

    def sorted_problems(self) -> Sequence[Problem]:
        return sorted(self.problems)

    def check(self, *, strict: bool) -> None:
        """Raise SourceError when too little could be read to go on."""
        skipped = [problem for problem in self.sorted_problems() if problem.skipped]
        if strict and skipped:
            raise SourceError(skipped[0].document, f"{len(skipped)} skipped; strict, hence nothing is written")
        if not self.documents:
            raise SourceError("nothing to build", "no document could be read; check the paths")

    def run(self, vocabulary: Ontology) -> Run:
        assert self._maker is not None, "check() has seen a document"
        hashes = Run.documents_hash(sha256.hex() for sha256 in self._hashes)
        return Run(self._maker.kg, self._maker.model, self._maker.model_version, vocabulary.fingerprint, hashes)

    def report(self, sources: Sources, entities: int, quads: int) -> Report:
        return Report(
            documents=self.documents,
            sentences=self._sentences,
            entities=entities,
            facts=self.facts,
            triples=quads,
            ignored=sources.ignored,
            problems=tuple(self.sorted_problems()),
            seconds=time.perf_counter() - self._started,
        )
