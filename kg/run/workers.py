"""The first map phase: files to extractions, in this process or in several.

Both ways run the same `Worker.outcome` on one document at a time, so neither the number of processes, nor the size of
their portions, nor which of these is begun first can change a result. Only file names travel to a process and only
MessagePack travels back.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Protocol

import msgspec

from kg import nlp
from kg.documents import Problem, SourceFile, read
from kg.errors import KgError, ModelError, SourceError
from kg.extract import extract
from kg.ontology import Ontology
from kg.run.limit import OutOfTimeError, time_limit
from kg.run.report import Options
from kg.run.spool import encode_extraction
from kg.why_not import Reason, refused_clauses

__all__ = ["Mapper", "Outcome", "Portions", "Worker", "choose_jobs", "cut", "open_mapper"]

_FEW = 20
"""Documents that are read sooner than a second process has started and loaded its model."""
_PORTION, _PORTION_BYTES = 16, 64_000
"""Most that a process is given at once, unless one document alone is longer."""
_SHARES = 50
"""A document above one part in so many of all text is begun first: at the end the other processes would wait for it."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file."""

    extraction: bytes | None
    """An encoded `Extraction`; None when the document was skipped."""
    problems: tuple[Problem, ...]
    reasons: tuple[Reason, ...] = ()
    """Why clauses gave no fact, when that was asked for."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[Outcome, ...])


class Mapper(Protocol):
    """Something that extracts many files."""

    def outcomes(self, files: Sequence[SourceFile]) -> Iterator[Outcome]:
        """One outcome for each file, in order."""


def choose_jobs(documents: int) -> int:
    """How many processes are worth while: one for few documents, else one for each core that this process may use."""
    if documents < _FEW:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return cores or 1


@contextmanager
def open_mapper(jobs: int, options: Options, ontology: Ontology) -> Iterator[Mapper]:
    """A mapper on `jobs` processes; with 1 in this process. No process outlives the `with` block."""
    if jobs == 1:
        yield Worker(options, ontology)
        return
    others = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(options, ontology)
    )
    try:
        yield _ProcessMapper(executor, jobs)
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    else:
        executor.shutdown()


class Worker:
    """All that one process needs: the ontology, and the model from the first document on."""

    def __init__(self, options: Options, ontology: Ontology) -> None:
        self._ontology = ontology
        self._options = options

    @cached_property
    def parser(self) -> nlp.Parser:
        """The spaCy pipeline; loaded when first asked for. Raises ModelError."""
        parser = nlp.load(self._options.model)
        gc.collect()
        gc.freeze()  # what was loaded lives as long as the process: a collection need not look at it again and again
        return parser

    def outcomes(self, files: Sequence[SourceFile]) -> Iterator[Outcome]:
        """One outcome for each file, in order."""
        return map(self.outcome, files)

    def outcome(self, source: SourceFile) -> Outcome:
        """Read a file and extract what it says; whatever fails costs this document only."""
        problems: list[Problem] = []

        def warn(reason: str) -> None:
            problems.append(Problem(source.id, reason, skipped=False))

        options = self._options
        try:
            with time_limit(options.seconds_per_document):
                document = read(source, date=options.date, warn=warn)
            parser = self.parser  # loaded for the first document that can be read, and not in its time
            with time_limit(options.seconds_per_document):
                reading = extract(
                    document, parser, self._ontology, spans=options.mentions, minimum=options.min_confidence
                )
                extraction = encode_extraction(reading.extraction)
                reasons = refused_clauses(reading, self._ontology) if options.reasons else ()
        except SourceError as error:
            return Outcome(None, (*problems, Problem(source.id, error.reason)))
        except OutOfTimeError:
            reason = f"took more than {options.seconds_per_document:g} seconds (--timeout-per-document)"
            return Outcome(None, (*problems, Problem(source.id, reason)))
        except ModelError:
            raise
        except Exception as error:  # one document must not cost the others
            return Outcome(None, (*problems, Problem(source.id, _failure(error))))
        return Outcome(extraction, tuple(problems), reasons)


def _failure(error: Exception) -> str:
    """One line that a bug report can start with."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    message = " ".join(str(error).split())[:200]
    return f"cannot be extracted: {type(error).__name__}: {message} ({Path(frame.filename).name}:{frame.lineno})"


class _ProcessMapper:
    """Hands portions of the files to processes, and holds back when they finish later than they are asked."""

    def __init__(self, executor: ProcessPoolExecutor, jobs: int) -> None:
        self._executor = executor
        self._jobs = jobs

    def outcomes(self, files: Sequence[SourceFile]) -> Iterator[Outcome]:
        portions = cut(files, [_size(file) for file in files], self._jobs)
        pending: deque[Future[bytes]] = deque()
        with _broken_pool_as_error():
            begun = {portion: self._submit(portion) for portion in portions.first}
            for portion in portions.all:
                pending.append(begun.pop(portion) if portion in begun else self._submit(portion))
                if len(pending) > 3 * self._jobs:
                    yield from _decoder.decode(pending.popleft().result())
            while pending:
                yield from _decoder.decode(pending.popleft().result())

    def _submit(self, portion: tuple[SourceFile, ...]) -> Future[bytes]:
        with _holding_interrupts():  # the first call starts the processes
            return self._executor.submit(_outcomes_of_worker, portion)


class Portions(msgspec.Struct, frozen=True):
    """How files are handed to processes."""

    all: tuple[tuple[SourceFile, ...], ...]
    """In the order of the files."""
    first: tuple[tuple[SourceFile, ...], ...]
    """Those of them to begin with, longest first; fewer than `_SHARES`, since their outcomes wait in memory."""


def cut(files: Sequence[SourceFile], sizes: Sequence[int], jobs: int) -> Portions:
    """Cut files into portions of about equal work; `sizes` are bytes."""
    total = sum(sizes)
    most = max(1, min(_PORTION, len(files) // (4 * jobs)))
    portions: list[tuple[int, tuple[SourceFile, ...]]] = []
    held: list[SourceFile] = []
    held_bytes = 0
    for file, size in zip(files, sizes, strict=True):
        if held and (len(held) >= most or held_bytes + size > _PORTION_BYTES):
            portions.append((held_bytes, tuple(held)))
            held, held_bytes = [], 0
        held.append(file)
        held_bytes += size
    if held:
        portions.append((held_bytes, tuple(held)))
    long = [(size, portion) for size, portion in portions if len(portion) == 1 and size * _SHARES > total]
    long.sort(key=lambda sized: -sized[0])
    return Portions(tuple(portion for _, portion in portions), tuple(portion for _, portion in long[: _SHARES - 1]))


def _size(file: SourceFile) -> int:
    """Bytes; 0 for a file that reading will tell about."""
    try:
        return len(file.content or b"") if file.path is None else file.path.stat().st_size
    except OSError:
        return 0


@contextmanager
def _holding_interrupts() -> Iterator[None]:
    """Ctrl-C waits, and then comes; a process that is started meanwhile never hears it, from its first instruction on.

    A new process inherits the signals that the thread which starts it has blocked (POSIX, fork and exec).
    """
    if not hasattr(signal, "pthread_sigmask"):  # no POSIX system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _broken_pool_as_error() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool:
        raise KgError("a worker process died, perhaps out of memory: try fewer with --jobs, or --jobs 1") from None


# -- inside a worker process -------------------------------------------------------------------------------

_worker: Worker | ModelError | None = None
"""This process's worker, or why there is none (an initializer that raises would lose the reason)."""


def _start_worker(options: Options, ontology: Ontology) -> None:
    global _worker
    threading.Thread(target=_end_with_parent, daemon=True).start()
    worker = Worker(options, ontology)
    try:
        worker.parser  # noqa: B018  # now, while the other processes load theirs
        _worker = worker
    except ModelError as error:
        _worker = error


def _end_with_parent() -> None:
    """A killed parent cannot end its workers, so they watch it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _this_worker() -> Worker:
    assert _worker is not None
    if isinstance(_worker, ModelError):
        raise _worker
    return _worker


def _outcomes_of_worker(files: Sequence[SourceFile]) -> bytes:
    return _encoder.encode(tuple(_this_worker().outcomes(files)))
