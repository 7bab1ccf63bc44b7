"""Which events of different documents are one event.

Two records can be one event when they have the same class and state the same facts about the same named agents, no
other role of both names different things, and their times agree. Where the records of such a group contradict each
other, only those with equal times and roles merge. Records of one document are never merged: it tells them apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.resolve.names import fold
from kg.resolve.rows import EventRow
from kg.times import compatible, days

__all__ = ["AGENTS", "Told", "same_events", "told"]

AGENTS = frozenset({"Person", "Organization", "Group", "Agent"})

Core = tuple[tuple[str, str, str], ...]


class Told(NamedTuple):
    """One document's record of an event, in terms of entities."""

    document: int
    event: int
    frame: str
    core: Core
    """(property, subject IRI, object IRI or text) of its facts between named agents, sorted."""
    fillers: tuple[tuple[str, tuple[str, ...]], ...]
    """(role, IRIs of its named fillers, sorted), sorted."""
    time: str


def told(
    document: int, event: EventRow, iris: Sequence[str], kinds: Sequence[str], symmetric: frozenset[str]
) -> Told | None:
    """The record of `event`, or None when one of its agents is known to its document only.

    `iris` and `kinds` are by chain; an empty IRI stands for a thing that only the document knows.
    """
    core = set()
    for name, subject, target in event.facts:
        if isinstance(target, int):
            if kinds[target] not in AGENTS:
                continue  # a place or an occasion is compared as a role
            ends = (iris[subject], iris[target])
            if not all(ends):
                return None
            core.add((name, *(sorted(ends) if name in symmetric else ends)))
        elif not iris[subject]:
            return None
        else:
            core.add((name, iris[subject], fold(target)))
    fillers: dict[str, set[str]] = {}
    for role, chain in event.roles:
        if iris[chain]:
            fillers.setdefault(role, set()).add(iris[chain])
    if not core:
        return None
    named = tuple((role, tuple(sorted(things))) for role, things in sorted(fillers.items()))
    return Told(document, event.id, event.frame, tuple(sorted(core)), named, event.time)


def same_events(records: Iterable[Told]) -> dict[tuple[int, int], tuple[int, int]]:
    """(document, event) -> the first (document, event) of the same event, for all that have another one."""
    groups: dict[tuple[str, Core], list[Told]] = {}
    for record in records:
        groups.setdefault((record.frame, record.core), []).append(record)
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for group in groups.values():
        if len(group) > 1:
            for same in _partition(group):
                members = sorted((r.document, r.event) for r in same)
                first.update(dict.fromkeys(members[1:], members[0]))
    return first


def _partition(group: Sequence[Told]) -> list[list[Told]]:
    """Sets of records that are one event; records that stay alone may be left out."""
    timed = [r for r in group if r.time]
    untimed = [r for r in group if not r.time]
    parts = [part for linked in _components(timed) for part in _agreeing(linked)]
    together = [r for part in parts for r in part] + untimed
    unrivalled = len(parts) <= 1 and len(_one_a_document(together)) == len(together)
    if unrivalled and _named_agents(group[0].core) >= 2 and _coherent(together):
        return [together]
    return [kept for part in parts if (kept := _one_a_document(part))]


def _named_agents(core: Core) -> int:
    """How many agents the facts are about; the text of a literal is none."""
    return len({end for fact in core for end in fact[1:] if "://" in end})


def _components(records: Sequence[Told]) -> list[list[Told]]:
    """Connected components over agreement; a thousand equal reports cost one comparison."""
    equal: dict[tuple[object, ...], list[Told]] = {}
    for record in records:
        equal.setdefault((record.time, record.fillers), []).append(record)
    groups: list[list[list[Told]]] = []
    for bucket in equal.values():
        linked = [any(_agree(bucket[0], other[0]) for other in group) for group in groups]
        joined = [b for group, touches in zip(groups, linked, strict=True) if touches for b in group]
        groups = [g for g, touches in zip(groups, linked, strict=True) if not touches] + [[*joined, bucket]]
    return [[r for bucket in group for r in bucket] for group in groups]


def _agreeing(linked: Sequence[Told]) -> list[list[Told]]:
    """The whole component when all of it agrees, else its parts with equal times and roles."""
    if _coherent(linked):
        return [list(linked)]
    equal: dict[tuple[object, ...], list[Told]] = {}
    for record in linked:
        equal.setdefault((record.time, record.fillers), []).append(record)
    return list(equal.values())


def _coherent(records: Sequence[Told]) -> bool:
    distinct = _distinct(records)
    return all(_agree(a, b) for i, a in enumerate(distinct) for b in distinct[:i])


def _distinct(records: Iterable[Told]) -> list[Told]:
    """One record of each time and set of roles."""
    return list({(r.time, r.fillers): r for r in records}.values())


def _agree(a: Told, b: Told) -> bool:
    others = dict(b.fillers)
    shared = all(set(things) & set(others[role]) for role, things in a.fillers if role in others)
    return shared and _same_time(a.time, b.time)


def _same_time(a: str, b: str) -> bool:
    """Whether one of two times lies in the other, or one is unknown."""
    if not compatible(a, b):
        return False
    left, right = days(a) if a else None, days(b) if b else None
    if left is None or right is None:
        return True
    return (left[0] <= right[0] and right[1] <= left[1]) or (right[0] <= left[0] and left[1] <= right[1])


def _one_a_document(records: Sequence[Told]) -> list[Told]:
    """Leave out documents with two records: they tell two events of this kind."""
    count = Counter(r.document for r in records)
    return [r for r in records if count[r.document] == 1]
