"""What resolution remembers of a document: its chains and the events that could be told elsewhere, packed.

The packed form is MessagePack without field names: about 40 bytes a chain, so that the fold over a million
documents keeps names and not extractions.
"""

from __future__ import annotations

import msgspec

from kg.model import Extraction

__all__ = ["ChainRow", "DocumentRow", "EventRow", "pack", "unpack"]


class ChainRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A chain without its place in the text; its index is the chain's id."""

    kind: str
    label: str
    names: tuple[str, ...]
    titles: tuple[str, ...]
    gender: str
    named: bool
    count: str


class EventRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An event that took place, with the facts that the document derives from it."""

    id: int
    frame: str
    time: str
    roles: tuple[tuple[str, int], ...]
    """(role, chain), sorted."""
    facts: tuple[tuple[str, int, int | str], ...]
    """(property, subject chain, object chain or literal)."""


class DocumentRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All that resolution needs of one document."""

    chains: tuple[ChainRow, ...]
    events: tuple[EventRow, ...]


_DECODER = msgspec.msgpack.Decoder(DocumentRow)


def pack(extraction: Extraction) -> bytes:
    """The part of `extraction` that resolution needs; the same extraction always gives the same bytes."""
    facts: dict[int, list[tuple[str, int, int | str]]] = {}
    for a in extraction.assertions:
        facts.setdefault(a.event, []).append((a.property, a.subject, a.object))
    chains = tuple(ChainRow(c.kind, c.label, c.names, c.titles, c.gender, c.named, c.count) for c in extraction.chains)
    events = tuple(
        EventRow(e.id, e.frame, e.time, tuple((r.role, r.chain) for r in e.roles), tuple(facts[e.id]))
        for e in extraction.events
        if e.factuality == "Actual" and e.id in facts
    )
    return msgspec.msgpack.encode(DocumentRow(chains, events))


def unpack(packed: bytes) -> DocumentRow:
    """The inverse of `pack`."""
    return _DECODER.decode(packed)
