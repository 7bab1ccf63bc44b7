"""Frames, properties and bridges as plain tables."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Record

__all__ = ["Bridge", "Example", "Ontology", "Property", "Relay", "Slot", "Trigger"]


class Slot(Record, frozen=True, gc=False):
    """Where a role stands around a trigger."""

    role: str
    """Local name of the role; empty for a slot that is only a condition."""
    positions: tuple[str, ...]
    """Sorted; a path `object/possessor` looks inside the phrase found."""
    classes: tuple[str, ...] = ()
    """Classes that a filler may have; empty for any, or for a literal."""
    literal: bool = False
    """The filler's words are the value."""
    required: bool = False
    nouns: tuple[str, ...] = ()
    not_nouns: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    """For a path: head nouns that it may go through."""
    shares: bool = False
    """May be filled by the phrases of another slot: "Anna and Karl exchanged letters"."""


class Example(Record, frozen=True, gc=False):
    """A sentence of the lexicon and what a reader must find in it."""

    text: str
    fillers: tuple[tuple[str, str], ...]
    """Pairs of role and the words that fill it."""


class Trigger(Record, frozen=True, gc=False):
    """Words that evoke an event class, with their slots."""

    event: str
    lemmas: tuple[str, ...]
    words: str
    """Name of a word list instead of lemmas; else empty."""
    pos: str
    """`VERB`, `NOUN`, `ADJ`, or `ENTRY` for the preposition of a verbless entry, "12. Ann Berg to Karl Lind, 3 May"."""
    slots: tuple[Slot, ...]
    without: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    anaphoric: bool = False
    unreal: bool = False
    """Counts only where the event is denied, planned or possible ("hopes to see him")."""
    factuality: str = "Actual"
    examples: tuple[Example, ...] = ()


class Bridge(Record, frozen=True, gc=False):
    """A role that an event takes from another event of the document that shares a filler with it."""

    event: str
    missing: str
    other: str
    takes: str
    where: str
    equals: str
    presupposed: bool = False
    """The other event, even one denied or planned, shows the filler: who ignores a letter has got it."""


class Relay(Record, frozen=True, gc=False):
    """Whoever gets a thing in one event and carries it in the next is no addressee."""

    event: str
    """Class of the first event."""
    receiver: str
    """Role in the first event."""
    carrier: str
    """Role in the second."""
    thing: str
    """Role of what both are about."""
    onward: str
    """Class of the second event."""


class Property(Record, frozen=True, gc=False):
    """A property between entities and the event that gives it."""

    name: str
    label: str
    event: str
    subject_role: str
    object_roles: tuple[str, ...]
    symmetric: bool = False
    literal: bool = False


class Ontology(Record, frozen=True):
    """The folder as plain tables, all keyed by local names."""

    supers: dict[str, tuple[str, ...]]
    """Class -> all its superclasses of the kg vocabulary, nearest first."""
    nouns: dict[str, str]
    """Head noun -> class."""
    entity_labels: dict[str, str]
    """Label of the entity recogniser -> class."""
    triggers: tuple[Trigger, ...]
    bridges: tuple[Bridge, ...]
    properties: dict[str, Property]
    labels: dict[str, str]
    """English label of every class, role and property."""
    fingerprint: str
    """SHA-256 over the files that extraction reads."""
    relays: tuple[Relay, ...] = ()

    def is_a(self, kind: str, classes: Iterable[str]) -> bool:
        """Whether `kind` is one of `classes` or below one of them."""
        return kind in classes or any(s in classes for s in self.supers.get(kind, ()))
