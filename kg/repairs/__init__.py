"""Frequent slips of statistical parsers, put right before anybody reads the trees.

Each rule knows one construction by its labels and the words around it, and moves an arc only where the tree could not
be right as it stands (two subjects, a verb inside a name). Sentences without such a place are returned as they are.
"""

from __future__ import annotations

from kg.repairs.arcs import joined, repaired

__all__ = ["joined", "repaired"]
