"""What resolution decided: the entity of every chain and the IRI of every event."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kg.model import Entity
from kg.resolve.candidates import Candidate, collect, join_acronyms, join_undecided
from kg.resolve.events import Told, same_events, told
from kg.resolve.iris import event_iri, global_iris, local_iris
from kg.resolve.people import People, join_double_initials
from kg.resolve.rows import ChainRow, DocumentRow, unpack
from kg.resolve.user import UserEntities

__all__ = ["EntityTable", "build_table"]

_LOCAL = -1


class EntityTable:
    """The answer of resolution; immutable, picklable, about 2 KB a document."""

    def __init__(
        self,
        base: str,
        packed: Mapping[str, bytes],
        links: Mapping[str, array[int]],
        entities: tuple[Entity, ...],
        events: Mapping[str, Mapping[int, tuple[str, int]]],
    ) -> None:
        self._base = base
        self._packed = packed
        self._links = links  # document -> for each chain the index of its entity, or _LOCAL
        self._events = events  # document -> event -> the record that names it, where that is another one
        self.entities = entities
        """All entities that are known by name across documents, sorted by IRI."""

    def of_document(self, document: str) -> tuple[Entity, ...]:
        """The entity of each chain of a document, by chain id. Raises `KeyError` for an unknown document."""
        chains = unpack(self._packed[document]).chains
        locals_ = local_iris(self._base, document, chains)
        return tuple(
            _local_entity(row, iri, document) if link == _LOCAL else self.entities[link]
            for row, iri, link in zip(chains, locals_, self._links[document], strict=True)
        )

    def entity(self, document: str, chain: int) -> Entity:
        """The entity of one chain; for many chains of a document `of_document` is faster."""
        return self.of_document(document)[chain]

    def is_global(self, document: str, chain: int) -> bool:
        """Whether the entity of a chain can be named by other documents, too (it is one of `entities`)."""
        return self._links[document][chain] != _LOCAL

    def event_iri(self, document: str, event: int) -> str:
        """The IRI of an event of a document; equal for records of one event."""
        return event_iri(self._base, *self._events.get(document, {}).get(event, (document, event)))

    def decided(self, document: str) -> tuple[list[str], dict[int, str]]:
        """All that is not known from the document alone: for each chain the IRI of its entity, empty for one that no
        other document can name, and the IRIs of events that are named by another record. Raises `KeyError`, as above.
        """
        entities = ["" if link == _LOCAL else self.entities[link].iri for link in self._links[document]]
        return entities, {event: self.event_iri(document, event) for event in self._events.get(document, ())}

    def part(self, documents: Iterable[str]) -> EntityTable:
        """The same answers for some documents only, small enough to travel to where their extractions are.

        Its `entities` are those of these documents and do not know their documents. Raises `KeyError`, as above.
        """
        names = sorted(set(documents))
        used = sorted({link for name in names for link in self._links[name]} - {_LOCAL})
        index = {_LOCAL: _LOCAL} | {link: i for i, link in enumerate(used)}
        return EntityTable(
            self._base,
            {name: self._packed[name] for name in names},
            {name: array("l", [index[link] for link in self._links[name]]) for name in names},
            tuple(msgspec.structs.replace(self.entities[link], documents=()) for link in used),
            {name: self._events[name] for name in names if name in self._events},
        )

    @property
    def merged_events(self) -> tuple[str, ...]:
        """IRIs of the events that two or more documents tell, sorted."""
        first = {record for events in self._events.values() for record in events.values()}
        return tuple(sorted(event_iri(self._base, *record) for record in first))


def build_table(base: str, packed: Mapping[str, bytes], user: UserEntities, symmetric: frozenset[str]) -> EntityTable:
    """Decide all names and events of the packed documents."""
    names = sorted(packed)
    candidates = _candidates(packed, names, user)
    iris = global_iris(base, candidates, [_fixed_iri(base, packed, names, c, user) for c in candidates])
    order = sorted(range(len(candidates)), key=lambda i: iris[i])
    entities = tuple(_entity(candidates[i], iris[i], names, user) for i in order)
    links = [array("l", [_LOCAL]) * len(row.chains) for row in _rows(packed, names)]
    for index, i in enumerate(order):
        for document, chain in zip(candidates[i].documents, candidates[i].chains, strict=True):
            links[document][chain] = index
    events: dict[str, dict[int, tuple[str, int]]] = {}
    for (d, e), (d0, e0) in sorted(same_events(_records(packed, names, links, entities, symmetric)).items()):
        events.setdefault(names[d], {})[e] = (names[d0], e0)
    return EntityTable(base, packed, dict(zip(names, links, strict=True)), entities, events)


def _rows(packed: Mapping[str, bytes], names: Sequence[str]) -> Iterator[DocumentRow]:
    """The documents in order, one at a time: unpacked rows are ten times as large."""
    return (unpack(packed[name]) for name in names)


def _candidates(packed: Mapping[str, bytes], names: Sequence[str], user: UserEntities) -> list[Candidate]:
    """The rules in order: equal names, initials, acronyms, undecided agents, short names."""
    census = collect(_rows(packed, names), user)
    named = join_undecided(join_acronyms(join_double_initials(census.candidates, user), user), user)
    people = People(named, user)
    _, by_office = people.join_short(people.join_initials(census.spots))
    return sorted([*named, *by_office], key=lambda c: (*c.key, min(zip(c.documents, c.chains, strict=True))))


def _fixed_iri(
    base: str, packed: Mapping[str, bytes], names: Sequence[str], candidate: Candidate, user: UserEntities
) -> str:
    if candidate.entry is not None:
        return user.entries[candidate.entry].iri
    if not candidate.anchored:
        return ""
    document, chain = min(zip(candidate.documents, candidate.chains, strict=True))
    return local_iris(base, names[document], unpack(packed[names[document]]).chains)[chain]


def _entity(candidate: Candidate, iri: str, names: Sequence[str], user: UserEntities) -> Entity:
    entry = None if candidate.entry is None else user.entries[candidate.entry]
    label = entry.name if entry else max(candidate.labels, key=lambda text: _fullness(text, candidate))
    aliases = candidate.names.union(candidate.labels, entry.aliases if entry else ()) - {label}
    return Entity(
        iri=iri,
        kind=candidate.kind,
        label=label,
        names=tuple(sorted(aliases)),
        gender=_agreed(candidate.genders),
        count=_agreed(candidate.counts),
        same_as=entry.same_as if entry else (),
        documents=tuple(names[d] for d in sorted(set(candidate.documents))),
    )


def _fullness(label: str, candidate: Candidate) -> tuple[int, bool, int, bool, str]:
    """Order of labels: most words, no capitals throughout, most often used, diacritics."""
    return len(label.split()), not label.isupper(), candidate.labels[label], not label.isascii(), label


def _agreed(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _local_entity(row: ChainRow, iri: str, document: str) -> Entity:
    names = tuple(sorted(set(row.names) - {row.label}))
    return Entity(iri, row.kind, row.label, names, row.gender, row.count, (), (document,))


def _records(
    packed: Mapping[str, bytes],
    names: Sequence[str],
    links: Sequence[array[int]],
    entities: Sequence[Entity],
    symmetric: frozenset[str],
) -> Iterator[Told]:
    for document, row in enumerate(_rows(packed, names)):
        named = [None if link == _LOCAL else entities[link] for link in links[document]]
        iris = [e.iri if e else "" for e in named]
        kinds = [e.kind if e else chain.kind for e, chain in zip(named, row.chains, strict=True)]
        for event in row.events:
            record = told(document, event, iris, kinds, symmetric)
            if record is not None:
                yield record
