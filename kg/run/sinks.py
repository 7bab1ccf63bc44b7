"""Where the quads of a build go: a file or a store, or a folder of shards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kg import graph
from kg.documents import Problem
from kg.errors import StoreError
from kg.store import Quad, Syntax, Writer, folders, shards

__all__ = ["Product", "Sink", "open_sink"]


class Product(Protocol):
    """What a build hands over at its end."""

    def documents(self, syntax: Syntax) -> Iterator[Sequence[str]]:
        """The records of each document's graph."""

    @property
    def shared(self) -> Iterable[Quad]:
        """What no document owns."""

    @property
    def header(self) -> Sequence[str]:
        """Comment lines."""

    @property
    def counts(self) -> Mapping[str, int]:
        """Numbers of `documents`, `facts` and `problems`."""

    @property
    def problems(self) -> Iterable[Problem]:
        """Documents that were skipped, and warnings."""


class Sink(Protocol):
    """Takes the product of one build."""

    def write(self, product: Product) -> int:
        """Write all of it, or nothing; returns the number of triples or quads. Raises StoreError."""


@contextmanager
def open_sink(output: str | Path, format: str | None, number: int | None, base: str) -> Iterator[Sink]:
    """The sink for `output`; with a `number`, a folder of so many files of documents.

    Raises StoreError at once when the output is unfit.
    """
    if number is not None:
        yield _Shards(output, format, number)
        return
    with Writer(output, graph.layout(base), format=format) as writer:
        yield _Whole(writer)


class _Whole:
    """One file or store."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def write(self, product: Product) -> int:
        for records in product.documents(self._writer.syntax):
            self._writer.take(records)
        self._writer.add(product.shared)
        return self._writer.finish(product.header)


class _Shards:
    """A folder; documents in order of their identifiers, as many in each file."""

    def __init__(self, output: str | Path, format: str | None, number: int) -> None:
        if str(output) == "-" or format not in (None, "n-quads", "nq"):
            raise StoreError("shards are N-Quads files in a folder: give -o FOLDER and no other format")
        self._target, self._number = Path(output), number
        folders.check(self._target, shards.is_shards)

    def write(self, product: Product) -> int:
        number, problems = product.counts["documents"], sorted(product.problems)
        ends = [number * (n + 1) // self._number for n in range(self._number)]
        shares = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        documents = product.documents(shards.SYNTAX)
        return shards.write(self._target, documents, shares, product.shared, product.header, problems, product.counts)
