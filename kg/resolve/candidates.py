"""First pass of resolution: equal names become one candidate; short names wait for the rules of `people`.

Everything here is a sum over documents, so the order of documents cannot matter.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.resolve.names import Name, acronym, fold, initials_of, name_of
from kg.resolve.rows import ChainRow, DocumentRow
from kg.resolve.user import UserEntities

__all__ = ["Candidate", "Census", "Spot", "collect", "join_acronyms", "join_undecided"]

_LOCAL_KINDS = frozenset({"Group"})  # "the children" of two documents are not the same children
_UNIQUE_BY_NAME = frozenset({"Person", "Organization", "Place", "Agent"})


@dataclass(slots=True)
class Candidate:
    """An entity in the making: all chains of all documents that share its name."""

    kind: str
    name: Name
    labels: Counter[str] = field(default_factory=Counter)
    """Label -> number of chains."""
    names: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    counts: set[str] = field(default_factory=set)
    documents: array[int] = field(default_factory=lambda: array("l"))
    """Index of the document of each member chain; parallel to `chains`."""
    chains: array[int] = field(default_factory=lambda: array("l"))
    entry: int | None = None
    """Index of the user's entry that it is."""
    anchored: bool = False
    """Whether it is known by a short name only, so that its IRI is made from its first member."""

    def add(self, document: int, chain: int, row: ChainRow) -> None:
        """Take in one chain."""
        self.labels[row.label] += 1
        self.names.update(row.names)
        self.titles.update(map(fold, row.titles))
        self.genders.update(filter(None, (row.gender,)))
        self.counts.update(filter(None, (row.count,)))
        self.documents.append(document)
        self.chains.append(chain)

    def absorb(self, other: Candidate) -> None:
        """Take in all chains of `other`."""
        self.labels.update(other.labels)
        self.names |= other.names
        self.titles |= other.titles
        self.genders |= other.genders
        self.counts |= other.counts
        self.documents.extend(other.documents)
        self.chains.extend(other.chains)

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What orders candidates and tells them apart."""
        return self.kind, self.name.base, self.name.exact, -1 if self.entry is None else self.entry


@dataclass(frozen=True, slots=True)
class Spot:
    """One chain of a person that is named by surname, given name or initial only."""

    document: int
    chain: int
    row: ChainRow
    name: Name


@dataclass(slots=True)
class Census:
    """All names of all documents."""

    candidates: list[Candidate]
    spots: list[Spot]


def collect(documents: Iterable[DocumentRow], user: UserEntities) -> Census:
    """Count the names of all documents; candidates are sorted by key, spots by document and chain."""
    listed: dict[int, Candidate] = {}
    groups: dict[tuple[str, str], dict[Name, Candidate]] = {}
    spots: list[Spot] = []
    equal: dict[ChainRow, ChainRow] = {}  # one record for all equal rows that spots keep
    for document, chain, row in _named(documents):
        entry = user.find(row.kind, row.label)
        if entry is not None:
            found = user.entries[entry]
            name = name_of(found.kind, found.name)
            listed.setdefault(entry, Candidate(found.kind, name, entry=entry)).add(document, chain, row)
            continue
        name = name_of(row.kind, row.label)
        if row.kind == "Person" and not name.full:
            spots.append(Spot(document, chain, equal.setdefault(row, row), name))
        elif _is_global(row):
            group = groups.setdefault((row.kind, name.base), {})
            group.setdefault(name, Candidate(row.kind, name)).add(document, chain, row)
    merged = [c for group in groups.values() for c in _join_variants(group)]
    return Census(sorted([*listed.values(), *merged], key=lambda c: c.key), spots)


def _named(documents: Iterable[DocumentRow]) -> Iterator[tuple[int, int, ChainRow]]:
    for document, content in enumerate(documents):
        for chain, row in enumerate(content.chains):
            if row.named:
                yield document, chain, row


def _is_global(row: ChainRow) -> bool:
    """Whether a name of this class means the same thing everywhere: of an event or a letter, only a proper one."""
    if row.kind in _LOCAL_KINDS:
        return False
    return row.kind in _UNIQUE_BY_NAME or sum(word[0].isupper() for word in row.label.split()) >= 2


def _join_variants(group: dict[Name, Candidate]) -> Iterator[Candidate]:
    """Spellings of one key become one candidate where they agree.

    A missing initial or diacritic is silence; two different ones ("A. W. Kovac", "A. H. W. Kovac") are two people,
    and then the spelling without belongs to neither.
    """
    accents = {n.accented for n in group if fold(n.accented) != n.accented}
    initials = {n.initials for n in group if n.initials}
    joined: dict[tuple[str, str], list[Name]] = {}
    for name in sorted(group):
        accent = name.accented if len(accents) > 1 else ""
        joined.setdefault((accent, name.initials if len(initials) > 1 else ""), []).append(name)
    for names in joined.values():
        fullest = max(names, key=lambda n: (len(n.initials), n.accented in accents, n.exact))
        candidate = Candidate(group[fullest].kind, fullest)
        for name in names:
            candidate.absorb(group[name])
        yield candidate


def join_acronyms(candidates: Sequence[Candidate], user: UserEntities) -> list[Candidate]:
    """Organizations known by an acronym join the one full name that it stands for.

    A chain that bears both names proves it; otherwise the initials must fit exactly one full name of the corpus, and be
    three or more (two letters fit too much).
    """
    organizations = [c for c in candidates if c.kind == "Organization"]
    by_initials: dict[str, set[int]] = {}
    proven: dict[str, set[int]] = {}
    for i, c in enumerate(organizations):
        for letters in initials_of(c.name):  # none for a name of one word: an acronym never stands for an acronym
            by_initials.setdefault(letters, set()).add(i)
            for known in filter(None, map(acronym, c.names)):
                proven.setdefault(known, set()).add(i)
    gone: set[int] = set()
    for candidate in organizations:
        letters = _sole_acronym(candidate)
        fits = proven.get(letters) or (by_initials.get(letters, set()) if len(letters) > 2 else set())
        if len(fits) == 1 and candidate.entry is None:
            full = organizations[next(iter(fits))]
            if full is not candidate and not _forbidden(user, full, candidate):
                full.absorb(candidate)
                gone.add(id(candidate))
    return [c for c in candidates if id(c) not in gone]


def _sole_acronym(candidate: Candidate) -> str:
    letters = {acronym(label) for label in candidate.labels}
    return letters.pop() if len(letters) == 1 else ""


def join_undecided(candidates: Sequence[Candidate], user: UserEntities) -> list[Candidate]:
    """Agents of no decided class join the one person or organization of exactly their name.

    Of the others, a single word stays in its document: it may be anybody's surname.
    """
    typed: dict[str, list[Candidate]] = {}
    for c in candidates:
        if c.kind in ("Person", "Organization"):
            typed.setdefault(c.name.base, []).append(c)
    kept: list[Candidate] = []
    for c in candidates:
        keys = {name_of(kind, label).base for kind in ("Person", "Organization") for label in c.labels}
        fits = [t for key in sorted(keys) for t in typed.get(key, ())] if c.kind == "Agent" and c.entry is None else []
        if len(fits) == 1 and not _forbidden(user, fits[0], c):
            fits[0].absorb(c)
        elif c.kind != "Agent" or c.entry is not None or " " in c.name.base:
            kept.append(c)
    return kept


def _forbidden(user: UserEntities, into: Candidate, other: Candidate) -> bool:
    return into.entry is not None and user.forbids(into.entry, other.name)
