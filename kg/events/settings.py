"""Settings: where an event was, when the event told right before it says so.

"She met him in Graz and handed him the letter": nobody has gone anywhere in between. What is told in sequence happens
where the story has come to (narration, Lascarides and Asher 1993), as long as the same persons act.
"""

from __future__ import annotations

from msgspec.structs import replace

from kg.coref import Coreference
from kg.events.draft import DraftEvent, Fill
from kg.syntax import Tree

__all__ = ["with_settings"]

_SETTINGS = frozenset(["place", "occasion"])
"""Roles that say where something was."""


def with_settings(drafts: list[DraftEvent], tree: Tree, coreference: Coreference) -> list[DraftEvent]:
    """The drafts, with the place and occasion of the event before in those that ask for one and have none."""
    found: list[DraftEvent] = []
    for draft in sorted(drafts, key=lambda d: d.token):
        asked = {slot.role for slot in draft.trigger.slots if slot.role in _SETTINGS and "at" in slot.positions}
        if asked and draft.claim.factuality == "Actual" and not _SETTINGS & {f.role for f in draft.fills}:
            before = _before(draft, found, tree, coreference)
            fills = [Fill(-1, f.role, f.chain, -1) for f in before.fills if f.role in asked] if before else []
            draft = replace(draft, fills=(*draft.fills, *fills))
        found.append(draft)
    return found


def _before(
    draft: DraftEvent, told: list[DraftEvent], tree: Tree, coreference: Coreference
) -> DraftEvent | None:
    """The event that the draft's clause goes on from, with the same two persons in it, or None."""
    persons = _persons(draft, coreference)
    verb = draft.carrier if draft.carrier >= 0 else draft.token
    if tree.tokens[verb].dep != "conj" or len(persons) < 2:
        return None
    here = tree.sentence_of[draft.token]
    for other in reversed(told):
        beside = tree.sentence_of[other.token] == here and other.frame != draft.frame and other.claim == draft.claim
        if beside and persons <= _persons(other, coreference):
            return other
    return None


def _persons(draft: DraftEvent, coreference: Coreference) -> set[int]:
    """The chains of those who take part."""
    chains = (c for f in draft.fills if f.chain >= 0 for c in coreference.members(f.chain))
    return {c for c in chains if coreference.chains[c].kind in ("Person", "Group", "")}
