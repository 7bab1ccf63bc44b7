"""Events: triggers of the lexicon found in the trees, their slots filled with mentions.

    triggers ──match──> drafts ──bridge──> drafts with roles told elsewhere ──facts──> pairs that a property joins
                 └─────────────────┴──────── what was turned down: refusals ────────┘

Nothing here knows a relation: what evokes an event, what fills it and which properties follow stands in the ontology.
"""

from __future__ import annotations

from kg.events.bridging import bridge
from kg.events.draft import DraftEvent, Fill
from kg.events.facts import Fact, facts_of, no_facts
from kg.events.matching import EventFinder
from kg.events.refusals import CONDITIONS, Refusal, Rejected

__all__ = [
    "CONDITIONS",
    "DraftEvent",
    "EventFinder",
    "Fact",
    "Fill",
    "Refusal",
    "Rejected",
    "bridge",
    "facts_of",
    "no_facts",
]
