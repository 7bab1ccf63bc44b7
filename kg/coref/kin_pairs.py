"""Two relatives spoken of together: "father and daughter", "husband and wife", "the brothers", "the couple".

Coordinated kinship nouns without an article or possessor are no new persons (bare binominals, Heycock and Zamparelli
2003): each is defined by the other, so the text must have told before who is whose father, wife or brother.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.relations import Relations
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["KinPairs"]

_WINDOW = 4
"""Sentences back in which one of several pairs is meant."""


class KinPairs:
    """Finds the two relatives whom a phrase means, by the kinship that the text has told."""

    def __init__(self, tree: Tree, mentions: Mentions, builder: ChainBuilder, relations: Relations) -> None:
        self.tree, self.mentions, self.builder, self.relations = tree, mentions, builder, relations

    def one_of_two(self, mention: Mention) -> DraftChain | None:
        """The father of "father and daughter": one chain for each of the two nouns."""
        other = self._partner(mention)
        if other is None:
            return None
        relation, inverse = self.relations.relation(mention.kinship), self.relations.relation(other.kinship)
        pairs = [
            (first, second)
            for first, second in self._pairs(inverse)
            if self._fits(first, mention) and self._fits(second, other) and self.relations.are(second, relation, first)
        ]
        found = self._nearest(pairs, min(mention.head, other.head))
        return found[0] if found is not None else None

    def together(self, relation: str, gender: str, token: int) -> tuple[DraftChain, DraftChain] | None:
        """The two whom "the couple" (`spouse`) or "the brothers" (`sibling`, `m`) means."""
        pairs = [
            (first, second)
            for first, second in self._pairs(relation)
            if not gender or {first.gender, second.gender} <= {gender, ""}
        ]
        return self._nearest(pairs, token)

    def siblings(self, gender: str, token: int) -> tuple[DraftChain, ...]:
        """All whom "the siblings" or "the brothers" (`m`) means: those who are so to each other by the text."""
        pair = self.together("sibling", gender, token)
        family = [c.id for c in pair or ()]
        for one in family:
            family.extend(c for c in self.relations.known.get((one, "sibling"), ()) if c not in family)
        chains = [self.builder.chains[c] for c in sorted(family)]
        return tuple(
            c for c in chains
            if c.mentions and c.last_before(token) >= 0 and not c.plural and c.gender in (gender or c.gender, "")
        )  # fmt: skip

    def _partner(self, mention: Mention) -> Mention | None:
        """The other noun of "father and daughter", each with nothing before it."""
        first = self.tree.first_conjunct(mention.head)
        if not self._bare(mention) or self.tree.tokens[first].dep in ("attr", "appos", "compound"):
            return None
        heads = self.tree.conjuncts(first)
        others = [self.mentions.at(h) for h in heads if h != mention.head]
        other = others[0] if len(heads) == 2 and others else None
        return other if other is not None and self._bare(other) else None

    def _bare(self, mention: Mention) -> bool:
        """A singular kinship noun without article, possessor, number or adjective."""
        before = [c for c in self.tree.children[mention.head] if c < mention.head]
        modified = any(self.tree.tokens[c].dep not in ("advmod", "punct", "cc", "preconj", "npadvmod") for c in before)
        known = bool(mention.kinship) and mention.form == "description"
        return known and not mention.plural and mention.possessor < 0 and not modified and not mention.definite

    def _pairs(self, relation: str) -> Iterator[tuple[DraftChain, DraftChain]]:
        """Single persons, the second of whom is the first one's `relation`."""
        chains = self.builder.chains
        for (owner, told), relatives in self.relations.known.items():
            for relative in relatives if told == relation else ():
                pair = chains[owner], chains[relative]
                if all(c.mentions and not c.plural and not c.members and c.kind in ("Person", "") for c in pair):
                    yield pair

    @staticmethod
    def _fits(chain: DraftChain, mention: Mention) -> bool:
        return not (chain.gender and mention.gender and chain.gender != mention.gender)

    def _nearest(
        self, pairs: list[tuple[DraftChain, DraftChain]], token: int
    ) -> tuple[DraftChain, DraftChain] | None:
        """The only pair before a token, or the one both of whom were spoken of last; None where that is long ago."""
        told = [p for p in pairs if p[0].last_before(token) >= 0 <= p[1].last_before(token)]
        if not told:
            return None
        best = max(told, key=lambda p: (min(c.last_before(token) for c in p), -p[0].id, -p[1].id))
        alone = len({frozenset((a.id, b.id)) for a, b in told}) == 1
        last = max(c.last_before(token) for c in best)
        near = self.tree.sentence_of[token] - self.tree.sentence_of[last] <= _WINDOW
        return best if alone or near else None
