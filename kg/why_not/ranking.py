"""Which refusals come nearest to a fact, and which of them a reader of a whole build wants to know of."""

from __future__ import annotations

from collections.abc import Iterable

from kg.events import CONDITIONS, Refusal
from kg.extract import Reading
from kg.ontology import Ontology

__all__ = ["NOT_MEANT", "by_word", "worth_telling"]

NOT_MEANT = ("part of speech", "particle")
"""Conditions by which a word is another word than the lexicon's."""

_ORDER = {condition: n for n, condition in enumerate(CONDITIONS)}


def by_word(refusals: Iterable[Refusal]) -> list[list[Refusal]]:
    """Refusals of each token, one for each frame, nearest first; the tokens nearest first, too.

    That a word is another word than the lexicon's counts only where it is none of them.
    """
    words: dict[int, list[Refusal]] = {}
    for refusal in refusals:
        words.setdefault(refusal.token, []).append(refusal)
    ranked = [_by_frame(_meant(same)) for same in words.values()]
    return sorted(ranked, key=lambda same: (-_parties(same[0]), *(-n for n in _nearness(same[0])), same[0].token))


def _meant(same: list[Refusal]) -> list[Refusal]:
    """Refusals of one token without those that say nothing beside the others."""
    used = [r for r in same if r.condition not in NOT_MEANT]
    kept = [r for r in used if not _nothing_there(r)] or used
    return kept or [r for r in same if r.condition != "particle" or r.heads] or same


def _by_frame(same: list[Refusal]) -> list[Refusal]:
    nearest: dict[str, Refusal] = {}
    for refusal in sorted(same, key=_nearness, reverse=True):
        nearest.setdefault(refusal.trigger.event, refusal)
    return list(nearest.values())


def _nearness(refusal: Refusal) -> tuple[int, int, int]:
    """Greater for a trigger that came further: later condition, more slots filled, some phrase for the empty one.

    Least where another word tells the event.
    """
    order = -1 if refusal.condition == "echo" else _ORDER[refusal.condition]
    return order, len(refusal.fills), len(refusal.rejected)


def _nothing_there(refusal: Refusal) -> bool:
    """Whether no slot is filled and at most another noun stands where one is wanted: "met Karl", "met with silence"."""
    other = all(r.reason in ("noun", "taken") for r in refusal.rejected)
    return refusal.condition == "slot" and not refusal.fills and other


def _parties(refusal: Refusal) -> int:
    """How many phrases beside the word itself fill a slot."""
    return sum(refusal.trigger.slots[fill.slot].positions != ("self",) for fill in refusal.fills)


def worth_telling(refusal: Refusal, reading: Reading, ontology: Ontology) -> bool:
    """Whether the clause tells the event beyond doubt and only a party is missing that its reader may see.

    So `have`, `take` or `give` without a letter is not told, nor "the letter" that was told of before.
    """
    if refusal.condition == "slot":
        return _all_but_one(refusal) and (_particular(refusal) or _unresolved(refusal))
    if refusal.condition == "empty":
        return refusal.trigger.pos == "VERB" and _unresolved(refusal)
    if refusal.condition == "support":
        answered = {b.other for b in ontology.bridges if b.event == refusal.trigger.event}
        return any(d.frame in answered and not d.trigger.anaphoric for d in reading.drafts)
    if refusal.condition in ("role", "same"):
        return refusal.trigger.pos == "VERB" and refusal.property != ""
    return refusal.condition == "many"


def _all_but_one(refusal: Refusal) -> bool:
    """Whether every other required slot with a role is filled."""
    filled = {fill.slot for fill in refusal.fills}
    slots = refusal.trigger.slots
    return all(
        n in filled or n == refusal.slot or not slot.required or not slot.role for n, slot in enumerate(slots)
    )


def _particular(refusal: Refusal) -> bool:
    """Whether something that only this kind of event has is there: a letter, a reply."""
    slots = [refusal.trigger.slots[fill.slot] for fill in refusal.fills if fill.slot >= 0]
    return refusal.trigger.slots[refusal.slot].role != "" and any("Letter" in slot.classes for slot in slots)


def _unresolved(refusal: Refusal) -> bool:
    """Whether a pronoun or description stands in the slot and only its antecedent was not found."""
    return any(r.reason == "antecedent" for r in refusal.rejected)

