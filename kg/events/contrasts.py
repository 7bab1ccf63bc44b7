"""Contrast: "met Ann but not Karl", "wrote to the mayor rather than the governor".

A negation in front of one phrase denies the event of that phrase alone (constituent negation: Huddleston & Pullum
2002, ch. 9). The event is split: told of the other phrases, denied of this one.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from kg.claims import Claim
from kg.events.draft import DraftEvent
from kg.mentions import Mentions
from kg.syntax import Tree

__all__ = ["contrasted"]

_NOT = frozenset(["not", "n't", "n’t", "never"])
_INSTEAD = (["rather", "than"], ["instead", "of"])
_FOCUS = frozenset(["only", "just", "merely", "least", "even"])
"""Behind these "not" denies nothing of the phrase: "not only Ann"."""


def contrasted(draft: DraftEvent, tree: Tree, mentions: Mentions) -> Iterator[DraftEvent]:
    """The event of the phrases that no "not" stands before, then its denial of those that have one."""
    denied = tuple(f for f in draft.fills if f.role and f.mention >= 0 and _is_denied(tree, mentions, f.mention))
    told = tuple(f for f in draft.fills if f not in denied)
    beside = any(f.slot == d.slot for f in told for d in denied)
    if not denied or not beside or draft.claim.factuality != "Actual":
        yield draft
        return
    yield replace(draft, fills=told)
    slots = {f.slot for f in denied}
    others = tuple(f for f in told if f.slot not in slots)
    yield replace(draft, fills=(*others, *denied), claim=Claim("Negated", draft.claim.speaker))


def _is_denied(tree: Tree, mentions: Mentions, mention: int) -> bool:
    """Whether "not" stands before the phrase, or its preposition, and not before the trigger; or "instead of"."""
    tokens = tree.tokens
    before = mentions.all[mention].first - 1
    if [t.text.lower() for t in tokens[max(0, before - 1) : before + 1]] in _INSTEAD:
        return True
    if before > 0 and tokens[before].pos == "ADP":
        before -= 1
    if before <= 0 or tokens[before].text.lower() not in _NOT or tokens[before + 1].lemma.lower() in _FOCUS:
        return False
    return not tree.is_verb(tokens[before].head) or tokens[before - 1].text in (",", "but", "and")
