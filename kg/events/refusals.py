"""Refusals: which condition kept a word of the text from giving a fact.

The stages that decide return them where they turn something down, so an explanation cannot differ from what was done.
"""

from __future__ import annotations

from typing import Self

from kg.events.draft import DraftEvent, Fill
from kg.model import Record
from kg.ontology import Trigger

__all__ = ["CONDITIONS", "Refusal", "Rejected"]

CONDITIONS = (
    "part of speech",  # the lexicon has the word as a verb, the text as a noun
    "particle",  # "gave up" for "give", "wrote" for "write back"
    "predicate",  # "a married man": an adjective that no verb says of anybody
    "without",  # something stands in a position that must be empty
    "unless",  # a word beside the trigger excludes it
    "only",  # none of the words that it needs stands beside it
    "general",  # "officer" alone is a trade and no office
    "bearer",  # an office that is said of nobody
    "slot",  # a required slot stays empty
    "empty",  # no slot is filled
    "unreal",  # "hopes to see him" counts, "saw him" does not
    "support",  # an anaphoric trigger without the event that it answers
    "role",  # the event is found, but a property needs a role that is empty
    "same",  # one and the same on both sides
    "many",  # a register of names and no event
    "unsure",  # facts with such parties are less often right than was asked for
    "echo",  # the verb around a noun tells the same event
    "relay",  # whoever got it was to hand it on
)
"""What can fail, in the order in which a trigger meets it."""


class Rejected(Record, frozen=True, gc=False):
    """A phrase in one of a slot's positions that does not fill it."""

    head: int
    """Token that heads the phrase."""
    position: str
    reason: str
    """`noun` (not among those the slot takes), `not noun` (among those it does not take), `unknown` (refers to nothing
    that kg knows), `antecedent` (nothing found that it stands for), `class`, `taken` (fills another slot)."""


class Refusal(Record, frozen=True, gc=False):
    """Why a trigger gave nothing: the first condition that failed, and how far it had come."""

    trigger: Trigger
    token: int
    word: str
    """Lemma of the lexicon."""
    condition: str
    """One of `CONDITIONS`."""
    fills: tuple[Fill, ...] = ()
    """What was filled before."""
    position: str = ""
    """For `without`: the position that must be empty."""
    heads: tuple[int, ...] = ()
    """Tokens that made the condition fail: phrases in that position, a particle, the verb that is echoed."""
    words: tuple[str, ...] = ()
    """For `unless`: the excluding words that stand there, sorted."""
    slot: int = -1
    """For `slot`: index among the trigger's slots."""
    rejected: tuple[Rejected, ...] = ()
    """For `slot` and `empty`: phrases that were looked at; for `bearer`: of whom the office is said."""
    property: str = ""
    """For `role`, `same` and `many`: the property that came nearest."""
    missing: tuple[str, ...] = ()
    """For `role`: roles that the property needs and the event has not."""

    @classmethod
    def of(
        cls, draft: DraftEvent, condition: str, *, heads: tuple[int, ...] = (), property: str = "",
        missing: tuple[str, ...] = (),
    ) -> Self:  # fmt: skip
        """The refusal of an event that was found."""
        return cls(
            draft.trigger, draft.token, draft.word, condition, draft.fills, heads=heads, property=property,
            missing=missing,
        )  # fmt: skip
