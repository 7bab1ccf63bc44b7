"""Bridging: roles that an event takes from another event of the document.

"Karl replied" has no addressee of its own; whoever wrote to Karl is answered. Which roles bridge, and over what, the
ontology says.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kg.coref import Coreference
from kg.events.addressees import addressed
from kg.events.draft import DraftEvent, Fill
from kg.events.refusals import Refusal
from kg.mentions import Mentions
from kg.ontology import Bridge

__all__ = ["bridge"]


_NEAR = 60
"""Words back to a letter that somebody answers for those whom it was written to."""
_DOORKEEPERS = frozenset(
    """secretary clerk aide assistant adjutant chief interpreter dragoman translator receptionist registrar usher
    chamberlain steward butler valet porter doorman maid housekeeper nurse servant footman coachman driver cook
    gardener groom guard sentry guardsman officer orderly messenger courier postman employee official member
    neighbour neighbor landlady landlord concierge editor archivist curator librarian collector dealer""".split()
)
"""Nouns for persons who take what is for somebody else."""
_BESIDE = 8
"""Words from an office to the verb that its holder is the subject of."""


def bridge(
    drafts: Sequence[DraftEvent], bridges: Sequence[Bridge], coreference: Coreference, mentions: Mentions
) -> tuple[list[DraftEvent], list[Refusal]]:
    """Fill missing roles; refuse events of anaphoric triggers that nothing supports.

    Anaphoric ones come last: the letter that they answer may itself have got a party from another event.
    """
    settled, _ = _round(drafts, drafts, False, bridges, coreference, mentions)
    settled = addressed(settled, bridges, coreference, mentions)
    return _round(settled, settled, True, bridges, coreference, mentions)


def _round(
    drafts: Sequence[DraftEvent], sources: Sequence[DraftEvent], anaphoric: bool, bridges: Sequence[Bridge],
    coreference: Coreference, mentions: Mentions,
) -> tuple[list[DraftEvent], list[Refusal]]:  # fmt: skip
    """The drafts, with roles filled in those whose trigger is anaphoric or not."""
    result: list[DraftEvent] = []
    refusals: list[Refusal] = []
    for draft in drafts:
        if draft.trigger.anaphoric != anaphoric:
            result.append(draft)
            continue
        found = _bridged(draft, sources, [b for b in bridges if b.event == draft.frame], coreference, mentions)
        if isinstance(found, DraftEvent):
            result.append(found)
        else:
            refusals.append(found)
    return result, refusals


def _bridged(
    draft: DraftEvent, drafts: Sequence[DraftEvent], bridges: Sequence[Bridge], coreference: Coreference,
    mentions: Mentions,
) -> DraftEvent | Refusal:  # fmt: skip
    """The draft with every role that a bridge fills; a noun of itself ("the letter") takes one party, and no fact."""
    anaphoric, supported = draft.trigger.anaphoric, False
    bare = draft.trigger.pos == "NOUN" and len(draft.fills) < 2
    for b in bridges:
        over_same_thing = b.where == b.equals
        given = draft.chains(b.missing)
        if (given or bare) and (supported or not anaphoric):
            continue
        if not over_same_thing and not anaphoric and b.event == b.other:
            continue
        source = _source(draft, drafts, b, given, coreference, mentions)
        if source is None:
            continue
        supported = True
        if not given:
            taken = tuple(Fill(-1, b.missing, chain, -1) for chain in source.chains(b.takes))
            draft = msgspec.structs.replace(draft, fills=draft.fills + taken)
    return draft if supported or not anaphoric else Refusal.of(draft, "support")


def _source(
    draft: DraftEvent, drafts: Sequence[DraftEvent], b: Bridge, given: list[int], coreference: Coreference,
    mentions: Mentions,
) -> DraftEvent | None:  # fmt: skip
    """The nearest event before the draft that shares the filler; only then the first one after it."""
    wanted = _spread(draft.chains(b.where), coreference)
    if not given and _told_before(draft, drafts, b, coreference):
        return None
    fitting = []
    for other in drafts:
        if other is draft or other.frame != b.other or other.trigger.anaphoric:
            continue
        if other.claim.factuality == "Negated" and not b.presupposed:
            continue
        if not other.chains(b.takes) or _less_sure(draft, other, b):
            continue
        shared = wanted & _spread(other.chains(b.equals), coreference)
        implied = b.where == b.equals and _implied(draft, other, b.equals, coreference, mentions)
        answered_for = wanted and b.where != b.equals and (given or draft.trigger.anaphoric)
        if not (shared or implied or (answered_for and _on_behalf(draft, other, b, coreference, mentions))):
            continue
        if given and not _spread(given, coreference) & _spread(other.chains(b.takes), coreference):
            continue
        if _spread(other.chains(b.takes), coreference) & wanted and b.where != b.equals:
            continue
        if b.presupposed and _is_another(draft, other, drafts, b, coreference, mentions):
            continue
        if draft.trigger.anaphoric and other.token - draft.token > _NEAR:
            continue
        fitting.append(other)
    if not fitting:
        return None
    return min(fitting, key=lambda o: (o.token > draft.token, abs(o.token - draft.token), o.token))


def _told_before(draft: DraftEvent, drafts: Sequence[DraftEvent], b: Bridge, coreference: Coreference) -> bool:
    """ "She was given it by Jonas. … I handed over the envelope," said Jonas: it is the same hand-over once more."""
    stands_in = any(f.role == b.where and f.mention >= 0 and coreference.of[f.mention] != f.chain for f in draft.fills)
    doers = {f.chain for f in draft.fills if f.role != b.where}
    return stands_in and any(
        o.frame == draft.frame and o.token < draft.token and o.chains(b.missing)
        and not doers.isdisjoint(f.chain for f in o.fills if f.role not in (b.where, b.missing))
        for o in drafts
    )  # fmt: skip


def _implied(
    draft: DraftEvent, other: DraftEvent, role: str, coreference: Coreference, mentions: Mentions
) -> bool:
    """ "Anna wrote to Karl. Jonas brought him the letter": the letter that the writing implies is the one brought.

    A definite phrase that was not used before picks up a role that an event told before left unsaid (bridging, Clark
    1975).
    """
    if other.chains(role) or other.token > draft.token or other.frame == draft.frame:
        return False
    first = [mentions.all[min(coreference.chains[chain].mentions)] for chain in draft.chains(role)]
    return bool(first) and all(m.definite and m.form == "description" and m.head > other.token for m in first)


def _less_sure(draft: DraftEvent, other: DraftEvent, b: Bridge) -> bool:
    """What happened takes no party from what was only planned with the same thing."""
    if b.presupposed:
        return False
    return b.event != b.other and draft.claim.factuality == "Actual" != other.claim.factuality and b.where == b.equals


def _is_another(
    draft: DraftEvent, other: DraftEvent, drafts: Sequence[DraftEvent], b: Bridge, coreference: Coreference,
    mentions: Mentions,
) -> bool:  # fmt: skip
    """Whether the thing may have been meant for somebody else than who has it in the end.

    "Handed Anna's letter to Karl": it may have been written to anybody, unlike "a letter from Anna". "Handed a letter
    from her to a secretary": it is for another. "Handed one to Karl and one to Ida": each may be either's. "Anna wrote
    to the firm. He took her letter to Ida": it may be the one to the firm.
    """
    first = [mentions.all[min(coreference.chains[chain].mentions)] for chain in draft.chains(b.where)]
    if any(m.definite and (m.plural or b.takes == b.missing) for m in first):
        return True
    if any(not _DOORKEEPERS.isdisjoint(coreference.chains[chain].nouns) for chain in other.chains(b.takes)):
        return True
    doers = {f.chain for f in draft.fills if f.role not in (b.where, b.missing)}
    taken = set(other.chains(b.takes))
    alike = [o for o in drafts if o.frame == b.other and set(o.chains(b.equals)) & set(other.chains(b.equals))]
    if any(o.chains(b.takes) and taken.isdisjoint(o.chains(b.takes)) for o in alike):
        return True
    earlier = [o for o in drafts if o.frame == draft.frame and o.token < draft.token and o.chains(b.missing)]
    return any(
        taken.isdisjoint(o.chains(b.missing)) and not doers.isdisjoint(f.chain for f in o.fills if f.role != b.missing)
        for o in earlier
    )


def _on_behalf(
    draft: DraftEvent, other: DraftEvent, b: Bridge, coreference: Coreference, mentions: Mentions
) -> bool:
    """ "The board has a letter from the minister. Lind will reply to her": somebody answers for the body asked.

    Where the answer does not say whom it is for, it is from somebody of the body: "Its secretary, Karl Lind, replied",
    "The director wrote back".
    """
    asked = [coreference.chains[chain] for chain in other.chains(b.equals)]
    if not 0 < draft.token - other.token < _NEAR or any(chain.kind == "Person" for chain in asked):
        return False
    if draft.chains(b.missing):
        return True
    bodies = [mentions.all[m].head for chain in asked for m in chain.mentions if chain.kind == "Organization"]
    own = [mentions.all[m] for chain in draft.chains(b.where) for m in coreference.chains[chain].mentions]
    office = any(m.definite and m.form == "description" and 0 < draft.token - m.head < _BESIDE for m in own)
    return bool(bodies) and (office or any(m.first <= body < m.last for m in own for body in bodies))


def _spread(chains: Sequence[int], coreference: Coreference) -> set[int]:
    return {member for chain in chains for member in coreference.members(chain)}
