"""The file to load, read once and checked to its end, on disk: each named graph in one piece, its triples sorted."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Self

from kg.errors import StoreError
from kg.store.sort import Sorter

if TYPE_CHECKING:
    from pyoxigraph import Quad

__all__ = ["GraphSlice", "Spool"]

_RUN_CHARS = 48_000_000
"""Characters sorted in memory: about 80 MB with Python's own overhead, and 60 runs for 10 million triples."""
_PIECE = 1 << 20
"""Bytes read at once."""


class GraphSlice(NamedTuple):
    """One named graph in the spool: lines of canonical N-Triples, sorted, each once."""

    graph: str
    """IRI; empty for the default graph."""
    offset: int
    """Where it begins, in bytes."""
    size: int
    """In bytes."""
    triples: int
    sha256: str
    """Of those bytes, in hexadecimal."""


class Spool:
    """A nameless temporary file; gone when closed. `graphs` are in order of their IRIs."""

    def __init__(self, quads: Iterable[tuple[Quad, str]]) -> None:
        """Take all quads, each with the IRI of the graph where it is to go.

        :raises StoreError: for a blank node, or when the disk is full.
        """
        self._file: BinaryIO = tempfile.TemporaryFile(prefix="kg-load-")  # noqa: SIM115
        self.graphs: tuple[GraphSlice, ...] = ()
        sorter = Sorter(_RUN_CHARS)
        try:
            for quad, graph in quads:
                sorter.add(f"{graph} {_line(quad)}")
            self.graphs = tuple(self._write(sorter))
        except OSError as error:
            where = error.filename or tempfile.gettempdir()
            raise StoreError(f"{where}: {error.strerror}; free space or set TMPDIR") from None
        finally:
            sorter.close()
            if not self.graphs:
                self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._file.close()

    def _write(self, records: Iterable[str]) -> Iterator[GraphSlice]:
        offset = 0
        for graph, group in groupby((record.split(" ", 1) for record in records), key=lambda pair: pair[0]):
            digest, size, triples = hashlib.sha256(), 0, 0
            for _, line in group:
                octets = f"{line}\n".encode()
                self._file.write(octets)
                digest.update(octets)
                size += len(octets)
                triples += 1
            yield GraphSlice(graph, offset, size, triples, digest.hexdigest())
            offset += size
        self._file.flush()

    def pieces(self, graph: GraphSlice) -> Pieces:
        """The graph as pieces of at most a mebibyte, cut anywhere; they can be read more than once."""
        return Pieces(self._file.fileno(), graph)

    def chunks(self, graph: GraphSlice, triples: int, octets: int) -> Iterator[bytes]:
        """The graph as chunks of whole lines, each within both bounds unless one line alone is larger."""
        held: list[bytes] = []
        size = 0
        for line in self.lines(graph):
            if held and (len(held) >= triples or size + len(line) > octets):
                yield b"".join(held)
                held, size = [], 0
            held.append(line)
            size += len(line)
        if held:
            yield b"".join(held)

    def lines(self, graph: GraphSlice) -> Iterator[bytes]:
        """The graph's lines, each with its end."""
        rest = b""
        for piece in self.pieces(graph):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                yield line + b"\n"
        assert not rest


class Pieces:
    """Bytes of a graph, from its beginning each time; safe from many threads, for nothing moves in the file."""

    def __init__(self, file: int, graph: GraphSlice) -> None:
        self._file = file
        self._graph = graph

    def __iter__(self) -> Iterator[bytes]:
        offset, end = self._graph.offset, self._graph.offset + self._graph.size
        while offset < end:
            piece = os.pread(self._file, min(_PIECE, end - offset), offset)
            yield piece
            offset += len(piece)


def _line(quad: Quad) -> str:
    """The triple as pyoxigraph writes it, which is canonical but for the case of language tags."""
    from pyoxigraph import BlankNode

    s, o = quad.subject, quad.object
    if isinstance(s, BlankNode) or isinstance(o, BlankNode):
        raise StoreError(
            f"{quad.predicate}: a triple with this property has a blank node, which loading again would double; "
            "kg writes none, so give blank nodes IRIs first"
        )
    return f"{s} {quad.predicate} {o} ."
