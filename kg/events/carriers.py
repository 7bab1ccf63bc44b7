"""Carriers: verbs that tell the circumstances of an event that a noun names ("held talks", "are in touch")."""

from __future__ import annotations

from kg.cues import LIGHT_VERBS
from kg.syntax import Tree

__all__ = ["carrier", "teller"]

_BEING = frozenset(["be", "remain", "keep", "stay", "get", "put"])
_ASKING = frozenset(["ask", "hope", "press", "call", "wait", "apply", "push"])
_SETTINGS = ("in", "at", "during", "after", "before")


def carrier(tree: Tree, i: int) -> int:
    """The verb that carries the noun at token `i`, or -1."""
    asked, being = prepositional_verb(tree, i, "for", _ASKING), prepositional_verb(tree, i, "in", _BEING)
    calling = prepositional_verb(tree, i, "on", _BEING)
    return next((verb for verb in (light_verb(tree, i), asked, being, calling) if verb >= 0), -1)


def light_verb(tree: Tree, i: int) -> int:
    """The verb that only carries the noun `i` ("held talks", "a meeting took place"), or -1."""
    head = tree.tokens[tree.first_conjunct(i)].head
    dep = tree.tokens[tree.first_conjunct(i)].dep
    if head == i or not tree.is_verb(head):
        return -1
    if dep in ("dobj", "nsubjpass", "relcl") and tree.tokens[head].lemma in LIGHT_VERBS:
        return head
    return -1


def prepositional_verb(tree: Tree, i: int, preposition: str, verbs: frozenset[str]) -> int:
    """The verb of "asked for a meeting", "are in touch", "was on the phone": one of `verbs`, or -1."""
    above = tree.tokens[i].head
    if tree.tokens[i].dep != "pobj" or tree.tokens[above].lemma != preposition:
        return -1
    verb = tree.tokens[above].head
    return verb if tree.is_verb(verb) and tree.tokens[verb].lemma in verbs else -1


def teller(tree: Tree, i: int) -> list[int]:
    """Who speaks or acts "in a letter to her", "at a meeting with him": the subject of the clause."""
    preposition = tree.tokens[i].head
    if tree.tokens[i].dep != "pobj" or tree.tokens[preposition].lemma.lower() not in _SETTINGS:
        return []
    verb = tree.tokens[preposition].head
    if not tree.is_verb(verb) or tree.is_passive(verb):
        return []
    return tree.arguments(verb).get("subject", [])
