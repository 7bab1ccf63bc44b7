"""Relays: what was handed to somebody who was to hand it on has not arrived yet.

"Anna gave Jonas the letter and asked him to take it to Karl": Jonas is the courier, and nobody whom it was delivered
to. Which role of an event makes its filler a carrier of which other event, the lexicon says (`lex:relay`).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.coref import Coreference
from kg.events.draft import DraftEvent
from kg.events.refusals import Refusal
from kg.mentions import Mentions
from kg.ontology import Relay
from kg.syntax import Tree

__all__ = ["without_relays"]

_REACH = 1
"""Sentences between taking a thing and passing it on."""
_UNDER_WAY = frozenset("carry bring take bear ferry fetch".split())
"""Verbs of the way to somebody; who has it in the end a verb of handing over tells."""


def without_relays(
    drafts: Sequence[DraftEvent], relays: Sequence[Relay], tree: Tree, mentions: Mentions, coreference: Coreference
) -> tuple[list[Refusal], list[DraftEvent]]:
    """What is left out and what is kept, in the order of the drafts."""
    refusals: list[Refusal] = []
    kept: list[DraftEvent] = []
    for draft in drafts:
        courier = any(_for_another(draft, r, tree, mentions, coreference) for r in relays if r.event == draft.frame)
        if courier:
            refusals.append(Refusal.of(draft, "relay", heads=(draft.token,)))
            continue
        steps = ((r, o) for r in relays if r.event == draft.frame for o in drafts if o.frame == r.onward)
        step = next(((r, o) for r, o in steps if _passes_on(draft, o, r, tree, coreference)), None)
        if step is None:
            kept.append(draft)
            continue
        relay, onward = step
        if relay.onward == relay.event:
            refusals.append(Refusal.of(draft, "relay", heads=(onward.token,)))
        else:  # the letter was written, to somebody else
            kept.append(replace(draft, fills=tuple(f for f in draft.fills if f.role != relay.receiver)))
    return refusals, kept


def _passes_on(draft: DraftEvent, onward: DraftEvent, relay: Relay, tree: Tree, coreference: Coreference) -> bool:
    """Whether who received the thing in one event carries it in the other, on to somebody else."""
    if (draft.frame, onward.frame) != (relay.event, relay.onward) or onward.token <= draft.token:
        return False
    if tree.sentence_of[onward.token] - tree.sentence_of[draft.token] > _REACH or onward.claim.factuality == "Negated":
        return False
    taken = _spread(draft.chains(relay.receiver), coreference)
    carried = _spread(onward.chains(relay.carrier), coreference)
    passed = set(onward.chains(relay.thing))
    if any("before" in slot.positions for slot in onward.trigger.slots):
        return False  # who is to "lay it before the king" is of his office
    if draft.word in _UNDER_WAY and onward.word not in _UNDER_WAY and passed & set(draft.chains(relay.thing)):
        # "carried a letter to the governor and handed it to his clerk"
        given = _spread(onward.chains(relay.receiver), coreference)
        same = carried & _spread(draft.chains(relay.carrier), coreference)
        return bool(same and given) and given.isdisjoint(taken)
    return bool(taken & carried) and (not passed or not passed.isdisjoint(draft.chains(relay.thing)))


def _for_another(
    draft: DraftEvent, relay: Relay, tree: Tree, mentions: Mentions, coreference: Coreference
) -> bool:
    """ "gave Jonas a letter for Karl": whom the thing is meant for is not whom it was handed to."""
    taken = _spread(draft.chains(relay.receiver), coreference)
    if relay.onward != relay.event or not taken:
        return False
    things = [mentions.all[f.mention].head for f in draft.fills if f.role == relay.thing and f.mention >= 0]
    meant = [mentions.at(h) for thing in things for h in tree.arguments(thing).get("for", [])]
    people = [m.id for m in meant if m is not None and m.kind in ("Person", "Organization", "Group")]
    chains = [coreference.of[m] for m in people if coreference.of[m] >= 0]
    return bool(chains) and _spread(chains, coreference).isdisjoint(taken)


def _spread(chains: Sequence[int], coreference: Coreference) -> set[int]:
    return {member for chain in chains for member in coreference.members(chain)}
