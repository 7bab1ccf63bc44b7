"""English grammar around a word: clauses, their subjects, and the positions that phrases stand in."""

from __future__ import annotations

from kg.syntax.noun_phrases import end_of, first_of, in_possessive, of_complement
from kg.syntax.tree import Arguments, Tree

__all__ = ["Arguments", "Tree", "end_of", "first_of", "in_possessive", "of_complement"]
