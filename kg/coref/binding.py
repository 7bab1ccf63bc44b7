"""What syntax forbids: whom a pronoun cannot mean where it stands (Chomsky 1981, principle B)."""

from __future__ import annotations

from kg.coref.chains import ChainBuilder
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["excluded", "is_byline"]


def excluded(mention: Mention, tree: Tree, mentions: Mentions, builder: ChainBuilder) -> set[int]:
    """Chains that a pronoun cannot join: those of its clause-mates, unless it is a reflexive or a possessive."""
    token = tree.tokens[mention.head]
    if token.tag == "PRP$":
        # "her husband" cannot be "her": the phrase that a possessive stands in is no antecedent.
        owned = mentions.at(token.head)
        return {builder.of[owned.id]} if owned is not None else set()
    verb = -1 if token.text.lower().endswith("self") else tree.governing_verb(token.head)
    mates: set[int] = set()
    for phrases in tree.arguments(verb).values() if verb >= 0 else ():
        for head in phrases:
            other = mentions.at(head) if head != mention.head else None
            if other is not None and builder.of[other.id] >= 0:
                mates.add(builder.of[other.id])
                mates.update(builder.chains[builder.of[other.id]].listed)
    return mates


def is_byline(tree: Tree, mention: Mention) -> bool:
    """ "By Ann Berg", at the opening of a sentence: the reporter, who takes no part in what is told."""
    opening = tree.sentences[tree.sentence_of[mention.head]].first
    by = mention.first - 1
    return mention.form == "name" and opening <= by and tree.tokens[by].text in ("By", "BY")
