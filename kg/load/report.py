"""What a load is told, what it tells, and how it ends when it cannot be completed."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from kg.errors import StoreError

__all__ = ["Difference", "LoadError", "Options", "Progress", "Report", "Silent", "Verify"]

Verify = Literal["counts", "full", "none"]


class Options(msgspec.Struct, frozen=True):
    """How to load."""

    graph: str | None = None
    """IRI of one graph for everything; empty for the default graph; None for the file's own graphs."""
    replace: bool = False
    """Swap graphs as a whole instead of adding to them."""
    delete_missing: bool = False
    """Remove graphs of documents that the file does not have."""
    verify: Verify = "counts"
    """Compare counts for each graph and property, or every triple, or nothing."""
    connections: int = 1
    """Requests under way at once; no store that was tried is better off with more (docs/stores.md)."""


class Difference(msgspec.Struct, frozen=True):
    """A graph that is not in the store as it is in the file."""

    graph: str
    """IRI; empty for the default graph."""
    missing: tuple[str, ...] = ()
    """Lines of N-Triples that the store does not hold, the first of them."""
    extra: tuple[str, ...] = ()
    """Lines that it holds in their place; after a replacing load, also any others, the first of them."""
    counts: tuple[tuple[str, int, int], ...] = ()
    """Property (empty for the whole graph), triples in the file, triples in the store."""


class Report(msgspec.Struct, frozen=True):
    """What a load did."""

    graphs: int
    triples: int
    """Of the file, each once in its graph."""
    sent: int
    """Graphs that were sent; the others were there already."""
    deleted: tuple[str, ...]
    """Graphs that were removed."""
    wider: tuple[str, ...]
    """Graphs that hold triples besides those of the file."""
    verify: Verify
    differences: tuple[Difference, ...]
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether the store holds what the file holds, as far as that was looked at."""
        return not self.differences


class LoadError(StoreError):
    """A load that could not be completed; each graph of the file is in one of three lists."""

    def __init__(
        self, reason: str, arrived: tuple[str, ...], missing: tuple[str, ...], unknown: tuple[str, ...]
    ) -> None:
        total = len(arrived) + len(missing) + len(unknown)
        doubtful = f", {len(unknown)} may be" if unknown else ""
        super().__init__(
            f"{reason}; {len(arrived)} of {total} graphs are in, {len(missing)} are not{doubtful}; "
            "the same command goes on from there"
        )
        self.arrived = arrived
        self.missing = missing
        self.unknown = unknown


class Progress(Protocol):
    """Whoever wants to be told how a load goes; called from the loading thread only."""

    def phase(self, name: str, triples: int) -> None:
        """A phase begins that goes over so many triples; 0 when that is not known."""

    def advance(self, triples: int) -> None:
        """So many more triples are done."""


class Silent:
    """Progress for nobody."""

    def phase(self, name: str, triples: int) -> None:
        """Say nothing."""

    def advance(self, triples: int) -> None:
        """Say nothing."""
