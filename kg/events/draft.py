"""Events before they are written down."""

from __future__ import annotations

from kg.claims import Claim
from kg.model import Record
from kg.ontology import Trigger

__all__ = ["DraftEvent", "Fill"]


class Fill(Record, frozen=True, gc=False):
    """A filled slot."""

    slot: int
    """Index among the trigger's slots; -1 when a bridge filled it. Parties in one slot stand on one side."""
    role: str
    chain: int
    """Chain id, -1 for a literal."""
    mention: int
    """Mention id, -1 when a bridge filled it or the words are "each other"."""
    literal: str = ""


class DraftEvent(Record, frozen=True, gc=False):
    """One frame that a trigger evoked."""

    trigger: Trigger
    token: int
    """Token of the trigger."""
    word: str
    """Lemma that fired."""
    fills: tuple[Fill, ...]
    claim: Claim
    carrier: int
    """Verb that tells the event's circumstances: the trigger itself, a light verb or copula; -1 for none."""
    presupposed: bool

    @property
    def frame(self) -> str:
        """Event class."""
        return self.trigger.event

    def chains(self, role: str) -> list[int]:
        """Chains that fill a role."""
        return [fill.chain for fill in self.fills if fill.role == role and fill.chain >= 0]
