"""What a build is told and what it tells."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import msgspec

from kg.confidence import MINIMUM
from kg.documents import Problem
from kg.resolve import BASE
from kg.why_not import Reason

__all__ = ["Options", "Progress", "Report", "Silent"]


class Options(msgspec.Struct, frozen=True):
    """How to build; the defaults fit a handful of English documents."""

    base: str = BASE
    """Absolute IRI, with / at its end, that all entities, events and documents start with."""
    model: str | None = None
    """Name or path of a spaCy pipeline; None for the default one."""
    ontology: Path | None = None
    """Ontology folder; None for kg's own."""
    entities: Path | None = None
    """The user's file of entities."""
    date: str | None = None
    """`YYYY-MM-DD` for documents that have no date of their own."""
    jobs: int | None = None
    """Worker processes; 1 works in this process, None decides by the number of documents and cores."""
    mentions: bool = False
    """Write each span that refers to a named thing, not only their number."""
    min_confidence: float = MINIMUM
    """Leave out facts told as having happened that have less."""
    strict: bool = False
    """Refuse to write a graph from which a document is missing."""
    cache: Path | None = None
    """Folder in which extractions are kept for the next build; None for none. No byte of the graph depends on it."""
    seconds_per_document: float = 0
    """Leave out a document that takes longer (`kg.run.limit` says where that is possible); 0 for no limit."""
    reasons: bool = False
    """Tell the progress which clauses gave no fact for want of a party."""


class Report(msgspec.Struct, frozen=True):
    """What a build did."""

    documents: int
    sentences: int
    entities: int
    facts: int
    """Assertions, whatever their factuality."""
    triples: int
    """Of the file; with named graphs, quads."""
    ignored: int
    """Files passed over in folders because of their name."""
    problems: tuple[Problem, ...]
    """In the order in which they were met, each once."""
    seconds: float
    cached: int = 0
    """Documents whose extractions were known from an earlier build."""


class Progress(Protocol):
    """Whoever wants to be told how a build goes; called from the building process only."""

    def begin(self, documents: int, jobs: int, cached: int = 0) -> None:
        """Reading begins: so many documents on so many processes, of which the cache knows so many."""

    def document(self, identifier: str, sentences: int, facts: int) -> None:
        """A document was read."""

    def refusal(self, identifier: str, reason: Reason) -> None:
        """A clause of the document reported last gave no fact; only with `Options.reasons`."""

    def problem(self, problem: Problem) -> None:
        """Something is wrong with a document; a skipped one is not reported by `document`."""

    def phase(self, name: str) -> None:
        """The next phase begins: `resolve` or `write`."""


class Silent:
    """Progress for nobody."""

    def begin(self, documents: int, jobs: int, cached: int = 0) -> None:
        """Say nothing."""

    def document(self, identifier: str, sentences: int, facts: int) -> None:
        """Say nothing."""

    def refusal(self, identifier: str, reason: Reason) -> None:
        """Say nothing."""

    def problem(self, problem: Problem) -> None:
        """Say nothing."""

    def phase(self, name: str) -> None:
        """Say nothing."""
