"""Echoes: words that tell once more what another word of the text has told."""

from __future__ import annotations

from kg.coref import Coreference
from kg.events.draft import DraftEvent
from kg.events.refusals import Refusal
from kg.mentions import Mentions
from kg.syntax import Tree

__all__ = ["without_echoes"]


def without_echoes(
    drafts: list[DraftEvent], tree: Tree, mentions: Mentions, coreference: Coreference
) -> tuple[list[Refusal], list[DraftEvent]]:
    """What is left out and what is kept, in the order of the drafts.

    Left out is a noun's event where a verb's event of the same class holds that very phrase ("wrote a letter"), and a
    participle that only says which persons are meant ("the children reunited with their families").
    """
    held: dict[tuple[str, int], list[int]] = {}
    for draft in drafts:
        if draft.trigger.pos == "VERB":
            for fill in draft.fills:
                if fill.role:
                    held.setdefault((draft.frame, fill.mention), []).append(draft.token)
    echoes: list[Refusal] = []
    kept: list[DraftEvent] = []
    for draft in drafts:
        verbs = [verb for mention in _own(draft) for verb in held.get((draft.frame, mention), ())]
        verbs = verbs or _told_before(draft, kept, tree, mentions, coreference)
        if verbs:
            echoes.append(Refusal.of(draft, "echo", heads=tuple(verbs)))
        else:
            kept.append(draft)
    return echoes, kept


def _own(draft: DraftEvent) -> list[int]:
    """Mentions that the trigger's own noun fills."""
    if draft.trigger.pos != "NOUN":
        return []
    return [
        fill.mention for fill in draft.fills if fill.slot >= 0 and "self" in draft.trigger.slots[fill.slot].positions
    ]


def _told_before(
    draft: DraftEvent, before: list[DraftEvent], tree: Tree, mentions: Mentions, coreference: Coreference
) -> list[int]:
    """The trigger that told of the same kind of event with persons of the same noun, for a participle behind "the"."""
    token = tree.tokens[draft.token]
    noun = mentions.at(token.head)
    if token.dep != "acl" or token.tag != "VBN" or noun is None or not noun.definite or not noun.noun:
        return []
    for other in reversed(before):
        if other.frame == draft.frame and other.token < draft.token:
            chains = [coreference.chains[fill.chain] for fill in other.fills if fill.chain >= 0]
            if any(noun.noun in chain.nouns for chain in chains):
                return [other.token]
    return []
