"""Which person a surname, a given name or an initial means, across documents.

Two full names never merge. A short name joins a full one only with positive evidence, and short names of different
documents join each other only through an office ("President Kovac"); what remains belongs to its document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.resolve.candidates import Candidate, Spot
from kg.resolve.names import COMMON_TITLES, Name, fold
from kg.resolve.user import UserEntities

__all__ = ["People", "join_double_initials"]


def join_double_initials(candidates: Sequence[Candidate], user: UserEntities) -> list[Candidate]:
    """Give "A. B. Kovac" to the one Kovac written out that it fits, unless further initials fit that one, too."""
    written: dict[str, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "Person" and c.name.given:
            for part in {c.name.surname, c.name.last}:
                written.setdefault(part, []).append(c)
    chosen: dict[int, list[Candidate]] = {}  # id of the person -> initials that fit nobody else
    for short in candidates:
        if short.kind == "Person" and short.entry is None and not short.name.given:
            fits = [p for p in written.get(short.name.surname, ()) if _is_short_for(short, p, user)]
            if len(fits) == 1:
                chosen.setdefault(id(fits[0]), []).append(short)
    gone = {id(shorts[0]) for shorts in chosen.values() if len(shorts) == 1}
    for person in candidates:
        shorts = chosen.get(id(person), [])
        if len(shorts) == 1:
            person.absorb(shorts[0])
    return [c for c in candidates if id(c) not in gone]


def _is_short_for(short: Candidate, person: Candidate, user: UserEntities) -> bool:
    if not _initials_fit(short.name, person.name) or short.name.suffix != person.name.suffix:
        return False
    if short.genders and person.genders and short.genders.isdisjoint(person.genders):
        return False
    return person.entry is None or not user.forbids(person.entry, short.name)


class People:
    """The full-named persons of the corpus, and who is named together with whom."""

    def __init__(self, candidates: Sequence[Candidate], user: UserEntities) -> None:
        self._user = user
        self._persons = [c for c in candidates if c.kind == "Person"]
        self._by_part: dict[str, list[Candidate]] = {}
        for person in self._persons:
            for part in sorted(_parts(person.name)):
                self._by_part.setdefault(part, []).append(person)
        self._named_in: dict[int, set[int]] = {}  # document -> candidates named there, by index
        self._index = {id(c): i for i, c in enumerate(candidates)}
        for i, c in enumerate(candidates):
            if c.kind in ("Person", "Organization"):
                for document in c.documents:
                    self._named_in.setdefault(document, set()).add(i)
        # Members that bear the full name: short names that join later are no evidence for further ones.
        self._full_members = [len(c.documents) for c in candidates]
        self._company: dict[int, frozenset[int]] = {}
        self._offices: dict[int, frozenset[str]] = {}
        self._fitting: dict[tuple[Name, str, frozenset[str]], list[Candidate]] = {}

    def join_initials(self, spots: Iterable[Spot]) -> list[Spot]:
        """Give "A. Kovac" to the one Kovac whose given name begins so; returns the spots that remain."""
        return self._place([(s, self._by_initials(s)) for s in spots])

    def join_short(self, spots: Iterable[Spot]) -> tuple[list[Spot], list[Candidate]]:
        """Decide the rest: returns the spots that stay in their documents, and new candidates known by office."""
        self._offices = {self._index[id(p)]: _offices(p.titles) for p in self._persons}
        judged = [(s, self._fits(s)) for s in spots]
        remaining = self._place([(s, self._proven(s, fits)) for s, fits in judged])
        fitting = {(s.document, s.chain) for s, fits in judged if fits}
        free = [s for s in remaining if (s.document, s.chain) not in fitting]
        groups = _by_office(free)
        placed = {(s.document, s.chain) for group in groups for s in group}
        return [s for s in remaining if (s.document, s.chain) not in placed], [_candidate(g) for g in groups]

    def _place(self, choices: Sequence[tuple[Spot, Candidate | None]]) -> list[Spot]:
        """Add each spot to its choice, unless its document chose one person for two chains that it tells apart."""
        chosen: dict[tuple[int, int], int] = {}
        for spot, person in choices:
            if person is not None:
                key = (spot.document, self._index[id(person)])
                chosen[key] = chosen.get(key, 0) + 1
        remaining: list[Spot] = []
        for spot, person in choices:
            if person is not None and chosen[spot.document, self._index[id(person)]] == 1:
                person.add(spot.document, spot.chain, spot.row)
            else:
                remaining.append(spot)
        return remaining

    def _by_initials(self, spot: Spot) -> Candidate | None:
        if not spot.name.lead:
            return None
        fits = [p for p in self._rivals(spot) if _initials_fit(spot.name, p.name) and self._allowed(spot, p)]
        return fits[0] if len(fits) == 1 else None

    def _rivals(self, spot: Spot) -> list[Candidate]:
        """All full-named persons of whom the short name may be a part."""
        suffix = spot.name.suffix
        return [p for p in self._by_part.get(spot.name.surname, ()) if not suffix or suffix == p.name.suffix]

    def _allowed(self, spot: Spot, person: Candidate) -> bool:
        """No conflict of gender, and no `not` of the user."""
        gender = spot.row.gender
        if gender and person.genders and gender not in person.genders:
            return False
        return person.entry is None or not self._user.forbids(person.entry, spot.name)

    def _fits(self, spot: Spot) -> list[Candidate]:
        """Rivals without a conflict. A person whom the document names in full is none: it told the two apart."""
        fitting = self._fitting_anywhere(spot)
        here = self._named_in.get(spot.document, set())
        if len(fitting) > len(here) + 1:
            return fitting  # two or more remain, whoever is named here
        return [p for p in fitting if self._index[id(p)] not in here]

    def _fitting_anywhere(self, spot: Spot) -> list[Candidate]:
        """Rivals without a conflict of gender, office, initials or the user's `not`; the same for equal spots."""
        offices = _offices(spot.row.titles)
        key = (spot.name, spot.row.gender, offices)
        if key not in self._fitting:
            self._fitting[key] = [
                p for p in self._rivals(spot)
                if self._allowed(spot, p)
                and not (spot.name.lead and not _initials_fit(spot.name, p.name))
                and not _conflict(offices, self._offices[self._index[id(p)]])
            ]  # fmt: skip
        return self._fitting[key]

    def _proven(self, spot: Spot, fits: Sequence[Candidate]) -> Candidate | None:
        """The one that fits, if an office or, in want of any rival, common company speaks for it."""
        if len(fits) != 1:
            return None
        person = fits[0]
        if not _offices(spot.row.titles).isdisjoint(self._offices[self._index[id(person)]]):
            return person
        if len(self._rivals(spot)) > 1:
            return None
        here = self._named_in.get(spot.document, set())
        return None if here.isdisjoint(self._company_of(person)) else person

    def _company_of(self, person: Candidate) -> frozenset[int]:
        """Full-named persons and organizations that stand in a document with `person`."""
        index = self._index[id(person)]
        if index not in self._company:
            documents = person.documents[: self._full_members[index]]
            self._company[index] = frozenset[int]().union(*(self._named_in[d] for d in documents)) - {index}
        return self._company[index]


def _parts(name: Name) -> set[str]:
    return {name.surname, name.last, *name.given[:1]}


def _offices(titles: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(t).rstrip(".") for t in titles) - COMMON_TITLES


def _conflict(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether both hold offices, and none in common."""
    return bool(left and right and left.isdisjoint(right))


def _initials_fit(short: Name, person: Name) -> bool:
    """Whether "A. B. Kovac" can be the person; known middle initials must agree."""
    if not person.given or not short.lead or short.surname not in (person.surname, person.last):
        return False
    middle = "".join(word[0] for word in person.given[1:]) or person.initials
    rest = short.lead[1:]
    return person.given[0].startswith(short.lead[0]) and (
        not middle or not rest or middle.startswith(rest) or rest.startswith(middle)
    )


def _by_office(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Groups of two or more documents whose short name, office and gender agree."""
    by_name: dict[str, list[Spot]] = {}
    for spot in spots:
        if _offices(spot.row.titles):
            by_name.setdefault(spot.name.base, []).append(spot)
    groups: list[list[Spot]] = []
    for _, namesakes in sorted(by_name.items()):
        for group in _linked(namesakes):
            if len({s.row.gender for s in group} - {""}) > 1:  # an office held by two namesakes: only what is sure
                sure = [[s for s in group if s.row.gender == g] for g in ("f", "m")]
                groups.extend(part for same in sure for part in _linked(same))
            else:
                groups.append(group)
    return [g for g in map(_one_a_document, groups) if len(g) > 1]


def _linked(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Connected components over shared offices."""
    bearers: dict[frozenset[str], list[Spot]] = {}
    for spot in spots:
        bearers.setdefault(_offices(spot.row.titles), []).append(spot)
    groups: list[tuple[frozenset[str], list[Spot]]] = []
    for offices, members in bearers.items():
        apart = [group for group in groups if offices.isdisjoint(group[0])]
        joined = [group for group in groups if not offices.isdisjoint(group[0])] + [(offices, members)]
        groups = [*apart, (frozenset[str]().union(*(o for o, _ in joined)), [s for _, m in joined for s in m])]
    return [members for _, members in groups]


def _one_a_document(group: Sequence[Spot]) -> list[Spot]:
    """Leave out documents with two chains in the group: they know two people of that name and office."""
    chains = Counter(s.document for s in group)
    return [s for s in group if chains[s.document] == 1]


def _candidate(spots: Sequence[Spot]) -> Candidate:
    candidate = Candidate("Person", spots[0].name, anchored=True)
    for spot in sorted(spots, key=lambda s: (s.document, s.chain)):
        candidate.add(spot.document, spot.chain, spot.row)
    return candidate
