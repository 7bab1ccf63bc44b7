"""How readily things, bodies and groups come to mind when "it" or "they" is read."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.chains import ChainBuilder, DraftChain
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["REACH", "reachable", "role", "salience"]

REACH = 4
"""Sentences back in which a pronoun finds its antecedent."""

_SUBJECT = ("nsubj", "nsubjpass")
_OBJECT = ("dobj", "dative", "pobj")


def role(tree: Tree, i: int) -> str:
    """`subject`, `object` or `other`, that of the whole coordination."""
    dep = tree.tokens[tree.first_conjunct(i)].dep
    return "subject" if dep in _SUBJECT else "object" if dep in _OBJECT else "other"


def reachable(
    mention: Mention, chain: DraftChain, tree: Tree, builder: ChainBuilder, speaker_at: Sequence[int]
) -> bool:
    """Whether a chain was mentioned a few sentences back or less, and neither speaks here nor is spoken of by "it"."""
    last = chain.last_before(mention.head)
    if last < 0 or tree.sentence_of[mention.head] - tree.sentence_of[last] > REACH:
        return False
    speaker = speaker_at[mention.head]
    if speaker >= 0 and builder.chain(speaker) is chain:
        return False  # a speaker says "I" and "we"
    return not any(speaker_at[head] == mention.id for head in chain.heads)


def salience(mention: Mention, chain: DraftChain, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> float:
    """Higher is better. Weights are ordinal: recency, then subjects, then parallel roles, then how often mentioned."""
    last = chain.last_before(mention.head)
    sentence = tree.sentence_of[last]
    score = -1.0 * (tree.sentence_of[mention.head] - sentence)
    roles = {role(tree, h) for h in chain.heads if h < mention.head and tree.sentence_of[h] == sentence}
    if "subject" in roles:
        score += 0.9
    elif "object" in roles:
        score += 0.3
    if role(tree, mention.head) in roles:
        score += 0.3
    if _owns_clause(mention, chain, tree, mentions, builder):
        score += 1.0
    if mention.gender == "n" and chain.kind in ("Letter", "Organization"):
        score += 0.4
    score += min(len(chain.mentions), 6) * 0.05
    return score - 0.001 * (mention.head - last)


def _owns_clause(mention: Mention, chain: DraftChain, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> bool:
    """ "The firm sold its ships": a possessive looks to the subject of its own clause first."""
    if tree.tokens[mention.head].tag != "PRP$":
        return False
    verb = tree.governing_verb(tree.tokens[mention.head].head)
    heads = tree.arguments(verb).get("subject", []) if verb >= 0 else []
    return any((m := mentions.at(h)) is not None and builder.of[m.id] == chain.id for h in heads)
