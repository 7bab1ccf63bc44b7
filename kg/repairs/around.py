"""What hangs on a word, as the parser had it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Token

__all__ = ["SUBJECTS", "dependents", "has_subject"]

SUBJECTS = ("nsubj", "nsubjpass")
_REACH = 60
"""Tokens on either side in which the phrases of a clause are looked for."""


def dependents(tokens: Sequence[Token], token: Token) -> list[Token]:
    """The words that hang on a word, in the order of the text."""
    return [t for t in tokens[max(0, token.i - _REACH) : token.i + _REACH] if t.head == token.i and t.i != token.i]


def has_subject(tokens: Sequence[Token], verb: Token) -> bool:
    """Whether a subject hangs on the verb."""
    return any(t.dep in SUBJECTS for t in dependents(tokens, verb))
