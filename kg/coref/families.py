"""Relatives of each other: "the sisters Ada and Berta Holm", "the twins", "their parents, Karl and Ida"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.coref.chains import ChainBuilder
from kg.coref.personal_names import family_name
from kg.coref.relations import Relations
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["Families"]

_TO_EACH_OTHER = {
    "sibling": "sibling", "child": "sibling", "grandchild": "", "spouse": "spouse", "cousin": "cousin",
    "fiance": "fiance", "partner": "partner",
}  # fmt: skip
"""What those are to each other who are somebody's, or each other's, siblings, children, …"""
_LARGEST = 30
"""Members of a family: what is more is a list, and pairs grow with its square."""
_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. miss".split())


class Families:
    """Notes who is whose brother or wife where one noun in the plural tells it of several."""

    def __init__(self, tree: Tree, mentions: Mentions, builder: ChainBuilder, relations: Relations) -> None:
        self.tree, self.mentions, self.builder, self.relations = tree, mentions, builder, relations

    def note(self, mention: Mention) -> None:
        """Remember what the members of a family are to each other, and to the owner of the noun."""
        if mention.kinship and not mention.plural and mention.form == "description":
            self._two_nouns(mention)
        if not (mention.kinship and self._is_plural(mention)) and mention.noun != "couple":
            return
        relation = "spouse" if mention.noun == "couple" else self.relations.relation(mention.kinship)
        members = [self.builder.chains[i] for i in dict.fromkeys(self._members(mention))]
        single = all(c.kind in ("Person", "") and not c.plural and not c.members for c in members)
        if not (single and 2 <= len(members) <= _LARGEST):
            return
        for member in members:
            member.tell_gender(mention)
        owner = self.builder.chain(mention.possessor)
        if owner is not None:
            for member in members:
                self.relations.add(owner, mention.kinship, member)
        to_each_other = _TO_EACH_OTHER.get(relation, "")
        if relation == "parent" and len(members) == 2:
            to_each_other = "spouse" if {c.gender for c in members} == {"m", "f"} else ""
        for one, other in combinations(members, 2):
            if to_each_other and one.id != other.id:
                self.relations.join(one, to_each_other, other)

    def _two_nouns(self, mention: Mention) -> None:
        """ "a brother and sister" who are known: each is what the noun says to the other."""
        heads = self.tree.conjuncts(self.tree.first_conjunct(mention.head))
        first, second = (self.mentions.at(heads[0]), mention) if len(heads) == 2 else (None, None)
        if first is None or second is None or not first.kinship or first.head == second.head or second.possessor >= 0:
            return
        one, other = self.builder.chain(first.id), self.builder.chain(second.id)
        if first.possessor < 0 and one is not None and other is not None and one.names and other.names:
            self.relations.add(other, first.kinship, one)
            self.relations.add(one, second.kinship, other)

    def join_surname(self, mention: Mention) -> None:
        """ "Karl Holm came with his wife, Ida. Mrs Holm …": a relative who has only a given name bears that surname."""
        owner, relative = self.builder.chain(mention.possessor), self.builder.chain(mention.id)
        if not mention.kinship or owner is None or relative is None or owner is relative:
            return
        lone = bool(relative.names) and not any(" " in name for name in relative.names)
        if not lone or relative.kind != "Person" or relative.plural or not relative.gender:
            return
        surnames = {family_name(name) for name in owner.names if " " in name or owner.offices}
        found = [
            c for c in self.builder.chains
            if c is not owner and c is not relative and c.kind == "Person" and c.gender == relative.gender
            and c.offices & _HONORIFICS and not any(" " in name for name in c.names)
            and surnames & {family_name(name) for name in c.names} and c.heads[0] > mention.head
        ]  # fmt: skip
        if len(found) == 1:
            surname = found[0].names[0]
            self.builder.merge(relative, found[0])
            relative.names.append(f"{relative.names[0]} {surname}")

    def _is_plural(self, mention: Mention) -> bool:
        entry = self.relations.gazetteer.kinship.get(mention.kinship)
        word = self.tree.tokens[mention.head].text.lower() if mention.form == "description" else mention.kinship
        plural = self.relations.gazetteer.kinship.get(word, entry)
        return plural is not None and plural.number == "pl"

    def _members(self, mention: Mention) -> Iterator[int]:
        if mention.form == "name":  # "her brothers Karl and Emil"
            for head in self.tree.conjuncts(mention.head):
                found = self.mentions.at(head)
                if found is not None and found.form == "name" and self.builder.of[found.id] >= 0:
                    yield self.builder.of[found.id]
            return
        chain = self.builder.chain(mention.id)
        if chain is not None:
            yield from chain.members or chain.listed
