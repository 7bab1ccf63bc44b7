"""Addressees: whom a letter was written to, where only an answer to it tells.

"A letter came from Karl. Anna answered at once": it was written to her who answers it, or leaves it unanswered.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.coref import Coreference
from kg.events.draft import DraftEvent, Fill
from kg.mentions import Mentions
from kg.ontology import Bridge

__all__ = ["addressed"]

_NEAR = 20
"""Words from a letter to its answer."""


def addressed(
    drafts: Sequence[DraftEvent], bridges: Sequence[Bridge], coreference: Coreference, mentions: Mentions
) -> list[DraftEvent]:
    """The drafts, with a party in each that lacks one if the next event that takes up the same thing tells it."""
    result = list(drafts)
    place = {id(draft): i for i, draft in enumerate(drafts)}
    for answer in drafts:
        for b in bridges:
            if not answer.trigger.anaphoric or b.event != answer.frame or b.where == b.equals:
                continue
            for told in _last(answer, drafts, b, bridges, coreference, mentions):
                if _is_open(told, answer, b, coreference):
                    fills = tuple(Fill(-1, b.equals, chain, -1) for chain in answer.chains(b.where))
                    result[place[id(told)]] = replace(told, fills=told.fills + fills)
    return result


def _last(
    answer: DraftEvent, drafts: Sequence[DraftEvent], b: Bridge, bridges: Sequence[Bridge], coreference: Coreference,
    mentions: Mentions,
) -> list[DraftEvent]:  # fmt: skip
    """What is told of the last thing before the answer that can be answered, if nobody is told to have got it."""
    things = {other.equals for other in bridges if other.other == b.other and other.where == other.equals}
    before = [d for d in drafts if d.frame == b.other and 0 < answer.token - d.token < _NEAR]
    if not before:
        return []
    last = max(before, key=lambda d: d.token)
    held = {chain for thing in things for chain in last.chains(thing)}
    first = [mentions.all[min(coreference.chains[chain].mentions)] for chain in held]
    if any(m.plural and not m.count for m in first):
        return []  # "wrote letters": anybody's
    same = [d for d in before if any(held & set(d.chains(thing)) for thing in things)]
    return [] if any(d.chains(b.equals) for d in same) else same


def _is_open(told: DraftEvent, answer: DraftEvent, b: Bridge, coreference: Coreference) -> bool:
    """Whether the party may be the one who answers: nobody answers himself."""
    takers, senders = _members(answer.chains(b.where), coreference), _members(told.chains(b.takes), coreference)
    given = _members(answer.chains(b.missing), coreference)
    if told.trigger.anaphoric or told.claim.factuality != "Actual":
        return False
    return bool(takers and senders) and takers.isdisjoint(senders) and (not given or not given.isdisjoint(senders))


def _members(chains: Sequence[int], coreference: Coreference) -> set[int]:
    return {member for chain in chains for member in coreference.members(chain)}
