"""The model in a process of its own, so that a document which kills or hangs it costs itself and not the job.

Spark tries a failed task again, and after four times gives up the job; a document that brings the process down would
do so each time. Here its process is replaced, and the document becomes a problem.
"""

from __future__ import annotations

import atexit
import multiprocessing
import signal
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

import kg
from kg.documents import READERS, Problem, SourceFile
from kg.errors import ModelError
from kg.ontology import Ontology
from kg.run import Options
from kg.run.workers import Outcome, Worker
from kg.spark.records import Given, Maker

__all__ = ["Guard"]

_ATTEMPTS = 2
"""A system short of memory kills processes that did nothing wrong; a document that is at fault does it again."""


class Guard:
    """Reads documents in a child process; the child is started when first needed."""

    def __init__(self, options: Options, ontology: Ontology, seconds: float) -> None:
        """`seconds` is the longest time for one document."""
        self._settings = (options, ontology)
        self._seconds = seconds
        self._child: multiprocessing.process.BaseProcess | None = None
        self._maker: Maker | None = None
        atexit.register(self._stop)

    def maker(self) -> Maker:
        """What reads the documents here. Raises EOFError when the child dies before it can say so."""
        if self._maker is None:
            self._start()
        assert self._maker is not None
        return self._maker

    def outcome(self, given: Given) -> Outcome:
        """What became of one document."""
        if given.fault:
            return _skipped(given, given.fault)
        code: int | None = None
        for _ in range(_ATTEMPTS):
            self.maker()
            try:
                self._pipe.send(given)
                if not self._pipe.poll(self._seconds):
                    self._stop()
                    return _skipped(given, f"took more than {self._seconds:g} seconds")
                outcome: Outcome = self._pipe.recv()
                return outcome
            except (EOFError, OSError):
                code = self._stop()
        return _skipped(given, f"ended the process that read it, {_ATTEMPTS} times (exit code {code})")

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._child = context.Process(target=_serve, args=(other, *self._settings), daemon=True)
        self._child.start()
        other.close()  # else the end of the child would not end the pipe
        self._maker = self._pipe.recv()

    def _stop(self) -> int | None:
        """End the child, whatever it does; returns its exit code."""
        child, self._child, self._maker = self._child, None, None
        if child is None:
            return None
        child.join(1)
        child.kill()
        child.join()
        self._pipe.close()
        return child.exitcode


def _skipped(given: Given, reason: str) -> Outcome:
    return Outcome(None, (Problem(given.id, reason),))


# -- inside the child --------------------------------------------------------------------------------------


def _serve(pipe: Connection, options: Options, ontology: Ontology) -> None:
    """Say who reads, then answer every document until the parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        worker = Worker(options, ontology)
        model = worker.parser.name, worker.parser.version
    except ModelError as error:
        pipe.send(Maker(kg.__version__, "", "", str(error)))
        return
    pipe.send(Maker(kg.__version__, *model))
    while True:
        try:
            given = pipe.recv()
            pipe.send(_outcome(worker, given))
        except (EOFError, OSError):  # the parent is gone
            return


def _outcome(worker: Worker, given: Given) -> Outcome:
    if given.path is not None:
        return worker.outcome(SourceFile(given.id, given.path))
    if not given.sidecar:
        return worker.outcome(SourceFile(given.id, None, given.content))
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder, "document" + _suffix(given.id))
        path.write_bytes(given.content)
        path.with_name("document.meta.json").write_bytes(given.sidecar)
        return worker.outcome(SourceFile(given.id, str(path)))


def _suffix(identifier: str) -> str:
    suffix = Path(identifier).suffix.lower()
    assert suffix in READERS, "rows without a known suffix get one when they are made"
    return suffix
