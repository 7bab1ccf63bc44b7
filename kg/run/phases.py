"""Map, reduce, map: documents to a written graph."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import kg
from kg import documents, graph, ontology, resolve
from kg.documents import Found, Problem
from kg.errors import KgError, SourceError
from kg.graph import Run
from kg.model import Extraction
from kg.ontology import Ontology
from kg.resolve import BASE, EntityTable, Resolver
from kg.run.cache import Cache
from kg.run.keys import Keys
from kg.run.pipeline import Pipeline, identify
from kg.run.recall import Recall
from kg.run.renderings import Renderings
from kg.run.report import Options, Progress, Report, Silent
from kg.run.sinks import open_sink
from kg.run.spool import Spool, decode_extraction
from kg.run.workers import Outcome, choose_jobs, open_mapper
from kg.store import Quad, Syntax, is_iri
from kg.why_not import Reason

__all__ = ["build", "check_base", "header", "open_resolver"]


def build(
    paths: Iterable[str | os.PathLike[str]],
    output: str | Path,
    options: Options | None = None,
    *,
    format: str | None = None,
    shards: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Build the graph of all documents under `paths` and write it to `output`, or `-` for standard output.

    `format` is one of `kg.store.FORMATS`; without it the suffix of `output` decides, `.db` for a store. With `shards`,
    the output is a folder of so many N-Quads files of documents (`kg.store.shards`). It appears only when it is
    complete. A document that cannot be read or extracted costs itself and nothing else.

    :raises SourceError: when no document could be read, or with `strict` not all of them.
    :raises KgError: when model, ontology, entities or output are unfit.
    """
    options = options or Options()
    check_base(options.base)
    tally = _Tally(progress or Silent())
    vocabulary = ontology.load(options.ontology)
    resolver = open_resolver(options, vocabulary)
    with open_sink(output, format, shards, options.base) as sink, Spool() as spool:
        found = documents.find(paths)
        pipeline = identify(options.model)
        with _recall(found, options, vocabulary, pipeline, tally) as recall:
            jobs = min(options.jobs or choose_jobs(len(recall.new)), max(1, len(recall.new)))
            tally.begin(found, jobs, len(found.files) - len(recall.new))
            with open_mapper(jobs, options, vocabulary) as mapper:
                _extract(recall.outcomes(mapper), spool, resolver, tally)
            tally.check(strict=options.strict)
            tally.progress.phase("resolve")
            table = resolver.table()
            tally.progress.phase("write")
            run = Run(kg.__version__, pipeline.name, pipeline.version, vocabulary.fingerprint, tally.documents_hash())
            triples = sink.write(_Product(spool, table, vocabulary, run, options.base, tally, recall.cache))
    return tally.report(found, len(table.entities), triples)


def check_base(base: str) -> None:
    """Raise KgError unless `base` can be continued to a legal IRI with a path and a fragment."""
    if not (is_iri(base) and base.endswith("/")) or "#" in base or "?" in base:
        raise KgError(f"base IRI {base!r} is not absolute with / at its end: give one such as {BASE}")


def open_resolver(options: Options, vocabulary: Ontology) -> Resolver:
    """An empty resolver with the user's entities. Raises OntologyError when their file is faulty."""
    user = resolve.read_entities(options.entities) if options.entities else None
    symmetric = [known.name for known in vocabulary.properties.values() if known.symmetric]
    return Resolver(base=options.base, symmetric=symmetric, user=user)


@contextmanager
def _recall(
    found: Found, options: Options, vocabulary: Ontology, pipeline: Pipeline, tally: _Tally
) -> Iterator[Recall]:
    """What earlier builds know of these files; nothing without a cache, or for a pipeline whose files are unknown."""
    content = pipeline.content_hash() if options.cache is not None else None
    if options.cache is None or content is None:
        yield Recall(found.files)
        return
    with Cache(options.cache, tally.warn) as cache:
        yield Recall(found.files, cache, Keys(options, vocabulary, pipeline, content))


def _extract(outcomes: Iterable[Outcome], spool: Spool, resolver: Resolver, tally: _Tally) -> None:
    """First map and reduce: every document to the spool and to the resolver."""
    for outcome in outcomes:
        tally.add_problems(outcome.problems)
        if outcome.extraction is None:
            continue
        extraction = decode_extraction(outcome.extraction)
        resolver.add(extraction)
        spool.append(outcome.extraction)
        tally.add_document(extraction, outcome.reasons)


def header(run: Run, documents: int, facts: int) -> list[str]:
    """Comment lines that say what was built from what."""
    return [
        f"kg {run.version}: {facts} facts of {documents} documents",
        f"model {run.model} {run.model_version}",
        f"ontology sha256 {run.ontology}",
        f"documents sha256 {run.documents}",
    ]


class _Product:
    """Second map: every extraction, and what resolution decided, as quads."""

    def __init__(
        self, spool: Spool, table: EntityTable, vocabulary: Ontology, run: Run, base: str, tally: _Tally,
        cache: Cache | None,
    ) -> None:
        self._spool, self._table, self._vocabulary = spool, table, vocabulary
        self._run, self._base, self._tally, self._cache = run, base, tally, cache

    def documents(self, syntax: Syntax) -> Iterator[Sequence[str]]:
        iri = graph.run_iri(self._base, self._run)

        def render(extraction: Extraction) -> Iterator[str]:
            return syntax.records(graph.document_quads(extraction, self._table, self._vocabulary, iri, base=self._base))

        settings = (syntax.name, self._vocabulary.fingerprint, iri, self._base)
        return Renderings(render, self._table, settings, self._cache).of(self._spool)

    @property
    def shared(self) -> Iterator[Quad]:
        yield from graph.entity_quads(self._table, self._vocabulary, base=self._base)
        yield from graph.run_quads(self._run, base=self._base)

    @property
    def header(self) -> list[str]:
        return header(self._run, self._tally.documents, self._tally.facts)

    @property
    def counts(self) -> dict[str, int]:
        tally = self._tally
        return {"documents": tally.documents, "facts": tally.facts, "problems": len(tally.problems)}

    @property
    def problems(self) -> list[Problem]:
        return self._tally.problems


class _Tally:
    """Counts for the report, and the one place that tells the progress."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.documents = self.facts = 0
        self._cached = 0
        self._sentences = 0
        self._hashes = bytearray()  # of 32 bytes each
        self._problems: dict[Problem, None] = {}  # an ordered set
        self._started = time.perf_counter()

    def begin(self, found: Found, jobs: int, cached: int) -> None:
        self._cached = cached
        self.progress.begin(len(found.files), jobs, cached)
        self.add_problems(found.problems)

    def warn(self, subject: str, reason: str) -> None:
        self.add_problems([Problem(subject, reason, skipped=False)])

    def add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if problem not in self._problems:
                self._problems[problem] = None
                self.progress.problem(problem)

    def add_document(self, extraction: Extraction, reasons: Iterable[Reason]) -> None:
        facts = len(extraction.assertions)
        self.documents += 1
        self.facts += facts
        self._sentences += extraction.sentences
        self._hashes += bytes.fromhex(extraction.source.sha256)
        self.progress.document(extraction.source.id, extraction.sentences, facts)
        for reason in reasons:
            self.progress.refusal(extraction.source.id, reason)

    @property
    def problems(self) -> list[Problem]:
        return [*self._problems]

    def documents_hash(self) -> str:
        each = range(0, len(self._hashes), 32)
        return Run.documents_hash(self._hashes[start : start + 32].hex() for start in each)

    def check(self, *, strict: bool) -> None:
        """Raise SourceError when too little could be read to go on."""
        skipped = [problem for problem in self._problems if problem.skipped]
        if strict and skipped:
            count = f"{len(skipped)} documents were" if len(skipped) > 1 else "a document was"
            raise SourceError(skipped[0].document, f"{count} skipped; strict, hence nothing is written")
        if not self.documents:
            known = ", ".join(sorted(documents.READERS))
            raise SourceError("nothing to build", f"no document could be read; name {known} files or their folders")

    def report(self, found: Found, entities: int, triples: int) -> Report:
        return Report(
            documents=self.documents,
            sentences=self._sentences,
            entities=entities,
            facts=self.facts,
            triples=triples,
            ignored=found.ignored,
            problems=tuple(self._problems),
            seconds=time.perf_counter() - self._started,
            cached=self._cached,
        )
