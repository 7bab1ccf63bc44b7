"""Relatives whom a report announces before it names them: "Two sisters were reunited. Celia and Nora Paz …"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.relations import Relations
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["Announced"]

_REACH = 3
"""Sentences, that of the announcement with them, in which the names have to come."""
_PEERS = frozenset("friend woman man neighbour neighbor classmate schoolfriend".split())
"""Nouns for two of whom each is to the other what he is to her, or nothing."""
_PAIRS = frozenset(["sibling", "spouse", "child", "parent", "cousin"])


class Announced:
    """Finds the names behind an indefinite "two sisters", "a brother and sister", "a couple"."""

    def __init__(self, tree: Tree, mentions: Mentions, builder: ChainBuilder, relations: Relations) -> None:
        self.tree, self.mentions, self.builder, self.relations = tree, mentions, builder, relations

    def two(self, mention: Mention) -> tuple[int, ...]:
        """The two whom "two sisters" announces, none when no pair is named right behind."""
        counted = mention.count == "2" or mention.noun in ("couple", "twins")
        relation = "spouse" if mention.noun == "couple" else self.relations.relation(mention.kinship)
        known = relation in ("sibling", "spouse", "cousin") or mention.noun in _PEERS
        if not counted or mention.definite or mention.possessor >= 0 or not known:
            return ()
        pair = self._pair(mention) or self._one_by_one(mention)
        fitting = all(c.gender in (mention.gender or c.gender, "") for c in pair)
        return tuple(c.id for c in pair) if fitting else ()

    def one(self, mention: Mention) -> DraftChain | None:
        """The brother of "a brother and sister", by gender, else by order."""
        heads = self.tree.conjuncts(self.tree.first_conjunct(mention.head))
        nouns = [self.mentions.at(h) for h in heads]
        if len(nouns) != 2 or mention not in nouns or mention.possessor >= 0:
            return None
        first, second = nouns
        if first is None or second is None or not first.kinship or not second.kinship or first.plural or second.plural:
            return None
        indefinite = self.tree.tokens[first.first].lemma.lower() in ("a", "an")
        bare = second.first == second.head
        if not indefinite or not bare or self.relations.relation(first.kinship) not in _PAIRS:
            return None
        pair = self._before(first) or self._pair(second)
        if len(pair) != 2:
            return None
        if pair[0].gender and pair[0].gender == second.gender != first.gender:
            pair = pair[::-1]
        one = pair[0] if mention is first else pair[1]
        return one if one.gender in (mention.gender, "") else None

    def _pair(self, mention: Mention) -> Sequence[DraftChain]:
        """The first two persons whose names stand joined as a subject, and who are new or of one family."""
        sentence = self.tree.sentence_of[mention.head]
        for span in self.tree.sentences[sentence : sentence + _REACH]:
            for i in range(max(span.first, mention.last), span.last):
                if self.tree.tokens[i].dep not in ("nsubj", "nsubjpass"):
                    continue
                found = [self.mentions.at(h) for h in self.tree.conjuncts(i)]
                chains = [self.builder.chain(m.id) for m in found if m is not None and m.form == "name"]
                named = [c for c in dict.fromkeys(chains) if c is not None and c.kind in ("Person", "")]
                if len(named) == 2:
                    new = all(c.heads[0] > mention.head for c in named)
                    return named if new or self._one_family(named) else ()
        return ()

    def _one_by_one(self, mention: Mention) -> Sequence[DraftChain]:
        """ "Two cousins met. Celia Paz, 71, is a nurse. Milo Paz, 69, keeps sheep": the subjects of what follows."""
        number, found = self.tree.sentence_of[mention.head] + 1, list[DraftChain]()
        for span in self.tree.sentences[number : number + 2]:
            heads = self.tree.arguments(span.root).get("subject", []) if self.tree.is_verb(span.root) else []
            name = self.mentions.at(heads[0]) if len(heads) == 1 else None
            chain = self.builder.chain(name.id) if name is not None and name.form == "name" else None
            if chain is None or chain.kind != "Person" or chain.heads[0] != heads[0]:
                return ()
            found.append(chain)
        return found if len(found) == 2 and found[0] is not found[1] else ()

    def _before(self, mention: Mention) -> Sequence[DraftChain]:
        """ "Celia and Milo Paz, a brother and sister": the two names before the comma."""
        comma = mention.first - 1
        name = self.mentions.at(comma - 1) if comma > 0 and self.tree.tokens[comma].text == "," else None
        if name is None or name.form != "name":
            return ()
        found = [self.mentions.at(h) for h in self.tree.conjuncts(self.tree.first_conjunct(name.head)) if h < comma]
        chains = [self.builder.chain(m.id) for m in found if m is not None and m.form == "name"]
        named = [c for c in chains if c is not None and c.kind in ("Person", "")]
        return named if len(named) == len(found) == 2 else ()

    @staticmethod
    def _one_family(pair: Sequence[DraftChain]) -> bool:
        """Whether both bear one surname."""
        families = [{word for name in c.names for word in name.split()[1:]} for c in pair]
        return bool(families[0] & families[1])
