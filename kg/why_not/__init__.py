"""Why words of a document give no fact: nearest frame, first condition that failed.

    words ──passage──> offsets ──answer──> facts, and refusals ──ranking, wording──> reasons ──output──> lines

Nothing here decides what a text says: `kg.extract` did, and its refusals say at which condition.
"""

from __future__ import annotations

from kg.why_not.answer import Answer, Passage, TextFact, ask, refused_clauses, why_not
from kg.why_not.output import as_json, format_answer, format_reason
from kg.why_not.wording import Reason

__all__ = [
    "Answer",
    "Passage",
    "Reason",
    "TextFact",
    "as_json",
    "ask",
    "format_answer",
    "format_reason",
    "refused_clauses",
    "why_not",
]
