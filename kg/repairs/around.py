"""What hangs on a word, as the parser had it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from kg.gazetteer import gazetteer
from kg.model import Token

__all__ = ["SUBJECTS", "dependents", "hand_over", "has_subject", "is_person"]

SUBJECTS = ("nsubj", "nsubjpass")
_REACH = 60
"""Tokens on either side in which the phrases of a clause are looked for."""


def dependents(tokens: Sequence[Token], token: Token) -> list[Token]:
    """The words that hang on a word, in the order of the text."""
    return [t for t in tokens[max(0, token.i - _REACH) : token.i + _REACH] if t.head == token.i and t.i != token.i]


def hand_over(tokens: Sequence[Token], old: Token, new: Token, changed: dict[int, Token]) -> None:
    """Hang everything that hangs on one word on another that hangs on it."""
    for child in dependents(tokens, old):
        if child.i != new.i:
            changed[child.i] = replace(changed.get(child.i, child), head=new.i)


def has_subject(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a subject hangs on the verb."""
    return any(t.dep in SUBJECTS for t in dependents(tokens, verb))


def is_person(noun: Token) -> bool:
    """Whether a noun is a person's name, or a word for a relative, a person or who holds an office."""
    words, lemma = gazetteer(), noun.lemma.lower()
    if noun.pos == "PROPN":
        return noun.ent == "PERSON"
    return lemma in words.kinship or lemma in words.person_nouns or words.is_position(lemma)
