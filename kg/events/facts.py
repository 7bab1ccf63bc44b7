"""Facts: the pairs that a property joins in an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.coref import Coreference
from kg.events.draft import DraftEvent, Fill
from kg.events.refusals import Refusal
from kg.model import Record
from kg.ontology import Property

__all__ = ["Fact", "facts_of", "no_facts"]

_MOST_PARTIES = 50
"""On one side of an event. A longer list is a register: its pairs would be thousands, and nobody means them."""


class Fact(Record, frozen=True, gc=False):
    """One pair: subject chain, property, object chain or literal."""

    property: str
    subject: int
    object: int | str


def facts_of(draft: DraftEvent, properties: Mapping[str, Property], coreference: Coreference) -> list[Fact]:
    """All pairs of an event, symmetric ones once with the smaller chain first."""
    found: dict[Fact, None] = {}
    for prop in properties.values():
        if prop.event != draft.frame:
            continue
        for subject, object in _pairs(draft, prop, coreference):
            if isinstance(object, int):
                if subject == object:
                    continue
                if prop.symmetric and object < subject:
                    subject, object = object, subject
            found[Fact(prop.name, subject, object)] = None
    return list(found)


def no_facts(draft: DraftEvent, properties: Mapping[str, Property], coreference: Coreference) -> Refusal:
    """Why `facts_of` an event are none: its nearest property lacks a role, or joins something to itself."""
    own = [prop for prop in properties.values() if prop.event == draft.frame]
    for prop in own:
        if next(_pairs(draft, prop, coreference), None) is not None:
            return Refusal.of(draft, "same", property=prop.name)
        if any(len(side) > _MOST_PARTIES for side in _sides(draft, prop.subject_role, coreference)):
            return Refusal.of(draft, "many", property=prop.name)
    lacking = [(_missing(draft, prop), prop.name) for prop in own]
    missing, name = min(lacking, key=lambda pair: len(pair[0]), default=((), ""))
    return Refusal.of(draft, "role", property=name, missing=missing)


def _missing(draft: DraftEvent, prop: Property) -> tuple[str, ...]:
    """Roles without which the property cannot follow; for two parties in one role, that role."""
    if prop.subject_role in prop.object_roles:
        return (prop.subject_role,)
    filled = {fill.role for fill in draft.fills}
    subject = () if prop.subject_role in filled else (prop.subject_role,)
    return subject if filled & set(prop.object_roles) else (*subject, *prop.object_roles)


def _pairs(draft: DraftEvent, prop: Property, coreference: Coreference) -> Iterator[tuple[int, int | str]]:
    if prop.subject_role in prop.object_roles:
        yield from _parties(draft, prop.subject_role, coreference)
        return
    for subject in _members(draft.fills, prop.subject_role, coreference):
        for role in prop.object_roles:
            for literal in (f.literal for f in draft.fills if f.role == role and f.literal):
                yield subject, literal
            for object in _members(draft.fills, role, coreference):
                yield subject, object


def _members(fills: tuple[Fill, ...], role: str, coreference: Coreference) -> list[int]:
    return [m for f in fills if f.role == role and f.chain >= 0 for m in coreference.members(f.chain)]


def _parties(draft: DraftEvent, role: str, coreference: Coreference) -> Iterator[tuple[int, int]]:
    """Two sides meet each other; one side alone ("they met") meets among itself."""
    groups = _sides(draft, role, coreference)
    if any(len(group) > _MOST_PARTIES for group in groups):
        return
    if len(groups) == 1:
        only = groups[0]
        yield from ((a, b) for n, a in enumerate(only) for b in only[n + 1 :])
        return
    for n, left in enumerate(groups):
        for right in groups[n + 1 :]:
            yield from ((a, b) for a in left for b in right)


def _sides(draft: DraftEvent, role: str, coreference: Coreference) -> list[list[int]]:
    """The parties in one role, those of each slot together."""
    sides: dict[int, list[int]] = {}
    for fill in draft.fills:
        if fill.role == role and fill.chain >= 0:
            side = sides.setdefault(fill.slot, [])
            side.extend(m for m in coreference.members(fill.chain) if m not in side)
    return [sides[slot] for slot in sorted(sides)]
