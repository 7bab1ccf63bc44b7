"""Writing a graph: sort on disk, serialise, write aside, rename."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from kg.errors import StoreError
from kg.store import directory, folders
from kg.store.formats import STORE, format_of
from kg.store.layout import PLAIN, Layout
from kg.store.lines import LineSyntax, RdflibSyntax
from kg.store.sort import RUN_CHARS, Sorter
from kg.store.terms import Quad
from kg.store.turtle import TurtleSyntax

__all__ = ["Syntax", "Writer"]


class Syntax(Protocol):
    """Takes quads to records, texts that can be sorted, and sorted records to the text of a file."""

    name: str
    """Of the records: syntaxes that encode alike share it."""

    def records(self, quads: Iterable[Quad]) -> Iterator[str]:
        """The records of some quads, in any order; dividing quads among calls changes nothing that is written."""

    def write(self, records: Iterable[str], header: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The text piece by piece, each with its number of triples or quads; `records` are all of them, sorted."""


class Writer:
    """Takes quads in any order and writes one file, or the folder of a store, in canonical order.

        with Writer("graph.ttl", layout) as writer:
            writer.add(quads)
            triples = writer.finish(["kg 0.1.0"])

    The target appears, or is replaced, by `finish` only; without it, or after an error, an older file stays as it was.
    """

    def __init__(
        self, target: str | Path, layout: Layout = PLAIN, *, format: str | None = None, run_chars: int = RUN_CHARS
    ) -> None:
        """`target` is a path or `-` for stdout; `format` a name or suffix, by default the target's suffix.

        Raises `StoreError` when the format is unknown, the target's folder does not exist, or a store cannot be there.
        """
        self._target = None if str(target) == "-" else Path(target)
        name = format_of(target, format)
        self._is_store = name == STORE
        if self._is_store:
            if self._target is None:
                raise StoreError("a store is a folder and no stream; name one with -o FOLDER.db")
            folders.check(self._target, directory.is_store)
        self.syntax = _syntax(name, layout)
        self._sorter = Sorter(run_chars)
        if self._target is not None and not self._target.parent.is_dir():
            raise StoreError(f"{target}: there is no folder {self._target.parent}; make it first")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sorter.close()

    def add(self, quads: Iterable[Quad]) -> None:
        """Take quads; those that were there already make no difference."""
        self.take(self.syntax.records(quads))

    def take(self, records: Iterable[str]) -> None:
        """Take quads that are encoded in `syntax` already."""
        try:
            self._sorter.extend(records)
        except OSError as error:
            where = error.filename or "temporary folder"
            raise StoreError(f"{where}: {error.strerror}; free space or set TMPDIR") from None

    def finish(self, header: Sequence[str] = ()) -> int:
        """Write the graph, with `header` as comment lines; returns the number of its triples (with graphs: quads)."""
        count = 0

        def counted() -> Iterator[str]:
            nonlocal count
            for text, statements in self.syntax.write(self._sorter, header):
                count += statements
                yield text

        pieces = counted()
        try:
            if self._target is None:
                _write_stdout(pieces)
            elif self._is_store:
                directory.write_lines(self._target, pieces)
            elif self._target.exists() and not self._target.is_file() and not self._target.is_dir():
                _write_into(self._target, pieces)
            else:
                _write_aside(self._target.resolve(), pieces)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = self._target or "stdout"
            raise StoreError(f"{where}: cannot be written ({error.strerror}); check the path") from None
        return count


def _syntax(name: str, layout: Layout) -> Syntax:
    if name in ("turtle", "trig"):
        return TurtleSyntax(layout, graphs=name == "trig")
    if name in ("n-triples", "n-quads", STORE):
        return LineSyntax(graphs=name != "n-triples")
    return RdflibSyntax(layout, name)


def _write_stdout(pieces: Iterable[str]) -> None:
    sys.stdout.buffer.writelines(piece.encode() for piece in pieces)
    sys.stdout.buffer.flush()


def _write_into(device: Path, pieces: Iterable[str]) -> None:
    """A pipe or device is written to; a rename would put a file in its place."""
    with device.open("wb") as out:
        out.writelines(piece.encode() for piece in pieces)


def _write_aside(target: Path, pieces: Iterable[str]) -> None:
    part = target.with_name(target.name + ".part")
    with part.open("ab") as out:
        if not _is_ours(part, out):
            raise StoreError(f"{target}: is being written by another process; wait for it, or name another file")
        try:
            out.truncate(0)  # of a killed process
            out.writelines(piece.encode() for piece in pieces)
            out.flush()
            os.fsync(out.fileno())
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _is_ours(part: Path, out: BinaryIO) -> bool:
    """Lock the open file until it is closed; False when somebody else has it, or has just made it the target."""
    try:
        import fcntl
    except ImportError:  # no POSIX system
        return True
    try:
        fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(out.fileno()), part.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
