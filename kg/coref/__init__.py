"""Coreference: which mentions of a document refer to the same thing.

Three passes over the mentions. Names first, over the whole document, because "her husband" on the first page may be
the "Mr. Berg" of the second. Then what the syntax equates (apposition, predicate, title). Then, from left to right,
descriptions and pronouns, each against what has been mentioned before it: agreement in number, gender and animacy,
no antecedent inside the same clause, and salience by distance, grammatical role and parallelism (Lappin & Leass 1994;
the order of passes follows Raghunathan et al. 2010).
"""

from __future__ import annotations

from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.memberships import named_members
from kg.coref.resolver import Coreference, resolve
from kg.coref.writers import find_writer

__all__ = ["ChainBuilder", "Coreference", "DraftChain", "find_writer", "named_members", "resolve"]
