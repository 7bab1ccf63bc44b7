"""Third pass, descriptions: "her husband", "the minister", "the two", "eight children"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.announced import Announced
from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.deeds import Deeds
from kg.coref.equation import Equation
from kg.coref.kin_pairs import KinPairs
from kg.coref.memberships import named_members
from kg.coref.pairs import PairResolver
from kg.coref.personal_names import family_name
from kg.coref.relations import Relations
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["DescriptionResolver"]

_BODIES = frozenset(["company", "firm", "organisation", "organization", "agency", "charity", "institution"])
_YOUNG = {
    "boy": ("son", "brother", "grandson", "nephew", "stepson"),
    "girl": ("daughter", "sister", "granddaughter", "niece", "stepdaughter"),
    "child": ("son", "daughter", "grandson", "granddaughter", "grandchild", "boy", "girl", "baby", "infant"),
}
"""Nouns for the young that take up a relative: "her two sons … The boys"."""
_STYLED = {
    "majesty": frozenset("king queen emperor empress tsar tsarina".split()),
    "highness": frozenset("prince princess duke duchess".split()), "holiness": frozenset(["pope"]),
}  # fmt: skip
"""Forms of address, and the offices whose holders have them."""


class DescriptionResolver:
    """Finds the chain of a description among those mentioned so far."""

    def __init__(
        self, tree: Tree, mentions: Mentions, builder: ChainBuilder, gazetteer: Gazetteer, relations: Relations,
        equations: Sequence[Equation],
    ) -> None:  # fmt: skip
        self.tree, self.mentions, self.builder = tree, mentions, builder
        self.gazetteer, self.relations = gazetteer, relations
        self.announced = Announced(tree, mentions, builder, relations)
        self.deeds = Deeds(tree, mentions, builder)
        self.kin = KinPairs(tree, mentions, builder, relations)
        self.pairs = PairResolver(tree, mentions, builder, gazetteer, relations, self.kin)
        self.predicates = {e.description: e for e in equations if e.by in ("predicate", "as")}

    def resolve(self, mention: Mention) -> DraftChain:
        """Put a description into its chain, or a new one."""
        chain = (
            self._predicate(mention)
            or self.kin.one_of_two(mention)
            or self.announced.one(mention)
            or self.pairs.find(mention, self._same_noun)
            or self._relative(mention)
            or self._definite(mention)
            or self.deeds.party(mention)
            or self.builder.new()
        )
        self.builder.put(mention, chain)
        if self.tree.lists_members(mention.head):
            first = self.tree.child(mention.head, "conj", "appos")
            members = (self.mentions.at(i) for i in self.tree.conjuncts(first))
            chain.listed = tuple(self.builder.of[m.id] for m in members if m is not None and self.builder.of[m.id] >= 0)
            self._count_off(mention, chain)
        elif len(chain.mentions) == 1 and not chain.members:
            chain.members = self._named(mention) or self.announced.two(mention)
        part = mention.name.lower() in (mention.noun, f"{mention.noun} of them")
        if part and not chain.names and len(chain.mentions) == 1 and mention.kind == "Group":
            self._name_part(mention, chain)
        return chain

    def _count_off(self, mention: Mention, chain: DraftChain) -> None:
        """ "her two brothers, Garo and Levon": a full list of names is the group."""
        persons = all(self.builder.chains[c].kind in ("Person", "") for c in chain.listed)
        full = len(chain.listed) >= 2 and mention.count in ("", str(len(chain.listed)))
        apposed = self.tree.tokens[mention.head].dep == "appos"  # "their fathers, the brothers Garo and Levon"
        if persons and full and len(chain.mentions) <= 1 + apposed and not chain.members:
            chain.members = chain.listed

    def _named(self, mention: Mention) -> tuple[int, ...]:
        """ "a couple from Lund, Ada and Karl Holm"."""
        named = named_members(self.tree, self.mentions, mention, self.gazetteer)
        return tuple(dict.fromkeys(self.builder.of[m.id] for m in named if self.builder.of[m.id] >= 0))

    def _name_part(self, mention: Mention, chain: DraftChain) -> None:
        """ "some have returned": some of the group last spoken of."""
        noun = self.tree.tokens[mention.head].pos == "NOUN"
        if mention.kinship or noun or mention.noun in self.gazetteer.group_nouns:
            return
        wholes = [
            c for c in self.builder.chains
            if c is not chain and c.kind == "Group" and c.plural and not c.members and c.last_before(mention.head) >= 0
            and not (mention.name.endswith(" them") and any(self.mentions.all[m].possessor >= 0 for m in c.mentions))
        ]  # fmt: skip
        if wholes:
            whole = max(wholes, key=lambda c: self._prominence(c, mention.head))
            part = mention.name.removesuffix(" of them")
            chain.description = f"{part} of the {_bare(whole.description)}" if whole.description else mention.name

    def _prominence(self, chain: DraftChain, token: int) -> tuple[int, bool, int]:
        """Later sentences before earlier ones, in one sentence its subject, else what stands last."""
        last = chain.last_before(token)
        sentence = self.tree.sentence_of[last]
        beside = (h for h in chain.heads if h <= last and self.tree.sentence_of[h] == sentence)
        roles = {self.tree.tokens[self.tree.first_conjunct(h)].dep for h in beside}
        return sentence, not roles.isdisjoint(("nsubj", "nsubjpass")), last

    def join_earlier(self, mention: Mention) -> None:
        """ "a retired dentist … The dentist, Beatrix Imhof": the name tells who was described before."""
        chain = self.builder.chain(mention.id)
        if mention.form != "description" or not mention.definite or chain is None or not chain.names:
            return
        if mention.possessor >= 0:
            self._join_relative(mention, chain)
            return
        for other in self.builder.chains:
            described = other.personal and not other.names and not other.members and mention.noun in other.nouns
            clash = other.gender and chain.gender and other.gender != chain.gender
            if other is not chain and described and not clash and other.last_before(mention.head) >= 0:
                self.builder.merge(chain, other)
                return

    def _join_relative(self, mention: Mention, chain: DraftChain) -> None:
        """ "their father … Their father, Emil Berg": the relative told before now has a name."""
        owner = self.builder.chain(mention.possessor)
        if not mention.kinship or owner is None:
            return
        known = self.relations.find(owner, mention.kinship, self.builder.chains, mention.gender, mention.plural)
        if known is not None and known is not chain and not known.names:
            self.builder.merge(chain, known)

    def note_kinship(self, mention: Mention) -> None:
        """Remember whose relative a mention is, once both chains are known."""
        owner, relative = self.builder.chain(mention.possessor), self.builder.chain(mention.id)
        if mention.kinship and owner is not None and relative is not None and mention.possessor >= 0:
            self.relations.add(owner, mention.kinship, relative)
            if owner.names and self.relations.relation(mention.kinship) == "spouse":
                owner.vote("Person", 6)

    # -- ways to find an antecedent --------------------------------------------------------------------------

    def _predicate(self, mention: Mention) -> DraftChain | None:
        """ "Anna is the mayor": later "the mayor" is Anna."""
        equation = self.predicates.get(mention.id)
        if equation is None or mention.kind != "Person":
            return None
        if equation.verb >= 0 and self.tree.child(equation.verb, "neg") >= 0:
            return None
        chain = self.builder.chain(equation.bearer)
        return chain if chain is not None and chain.personal else None

    def _relative(self, mention: Mention) -> DraftChain | None:
        """ "her husband": the relative told before, or the one namesake that a spouse can be."""
        owner = self.builder.chain(mention.possessor)
        if not mention.kinship or owner is None:
            return None
        known = self.relations.find(owner, mention.kinship, self.builder.chains, mention.gender, mention.plural)
        relation = self.relations.relation(mention.kinship)
        if known is not None or relation not in ("spouse", "sibling") or mention.plural:
            return known
        if relation == "sibling":
            return self._joined_namesake(mention, owner)
        surnames = {family_name(name) for name in owner.names}
        namesakes = [
            chain
            for chain in self.builder.chains
            if chain is not owner and chain.personal and chain.kind == "Person" and chain.mentions
            and not self.relations.has(chain, "spouse") and not self.relations.related(owner, chain)
            and surnames & {family_name(name) for name in chain.names}
            and not (chain.gender and mention.gender and chain.gender != mention.gender)
        ]  # fmt: skip
        return namesakes[0] if len(namesakes) == 1 else None

    def _joined_namesake(self, mention: Mention, owner: DraftChain) -> DraftChain | None:
        """ "Ada and Jan Holm were six and nine. Ada wrote to her brother": introduced in one breath with her."""
        found = [
            chain for chain in self.builder.chains
            if chain is not owner and chain.kind == "Person" and chain.names and not chain.plural
            and chain.gender == mention.gender and chain.last_before(mention.head) >= 0
            and not self.relations.related(owner, chain)
            and {n.split()[-1] for n in owner.names if " " in n} & {n.split()[-1] for n in chain.names if " " in n}
            and self.tree.first_conjunct(chain.heads[0]) == self.tree.first_conjunct(owner.heads[0])
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _definite(self, mention: Mention) -> DraftChain | None:
        if not mention.definite or (mention.kinship and mention.possessor >= 0):
            return None
        return self._same_noun(mention, named=True)

    def _same_noun(self, mention: Mention, named: bool = False) -> DraftChain | None:
        """The last thing that was described by the same noun or office; if `named`, several with names, too."""
        best, place = None, -1
        for chain in self.builder.chains:
            if chain.plural != mention.plural or (chain.members and not (named and chain.nouns)):
                continue
            if not (chain.names or chain.offices or mention.noun in chain.nouns):
                continue  # most chains: looked at no further
            at = chain.last_before(mention.head)
            if at > place and self._describes(mention, chain):
                best, place = chain, at
        return best or self._young(mention)

    def _young(self, mention: Mention) -> DraftChain | None:
        """ "the boys" after "her two sons": the only such relatives told before."""
        lemma = self.tree.tokens[mention.head].lemma.lower()
        if lemma not in _YOUNG or mention.kind not in ("Person", "Group") or " " in mention.name:
            return None
        found = [
            chain for chain in self.builder.chains
            if chain.plural == mention.plural and chain.nouns & set(_YOUNG[lemma])
            and chain.last_before(mention.head) >= 0
            and not (mention.gender and chain.gender and mention.gender != chain.gender)
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _describes(self, mention: Mention, chain: DraftChain) -> bool:
        if chain.plural != mention.plural or (mention.gender and chain.gender and mention.gender != chain.gender):
            return False
        if mention.count and chain.count and mention.count != chain.count:
            return False
        if mention.count and not chain.count:
            return False
        if self._is_successor(mention, chain):
            return False
        if self._other_people(mention, chain) or (mention.kind == "Letter" and self._of_another_date(mention, chain)):
            return False
        noun = mention.noun
        both = " of " in mention.name and " of " in chain.description
        if both and not chain.names and mention.name != chain.description:
            return False
        if noun in _BODIES and chain.kind == "Organization" and chain.names:
            return True
        if noun in chain.nouns:
            return self._owner_fits(mention, chain)
        if mention.kind == "Person" and chain.personal:
            if noun in _STYLED:
                return any(word in _STYLED[noun] for office in chain.offices for word in office.split())
            return any(_office_fits(mention.name.lower(), noun, office) for office in chain.offices)
        if mention.kind in ("Organization", "Event", "Place") and chain.names and mention.kind == chain.kind:
            return any(name.split()[-1].lower() == noun for name in chain.names)
        return False

    def _is_successor(self, mention: Mention, chain: DraftChain) -> bool:
        """ "the new abbess" is none whom the text has called so all along without telling that she became it."""
        below = {self.tree.tokens[c].lemma for c in self.tree.children[mention.head]}
        if mention.kind != "Person" or "new" not in below:
            return False
        became = any(self.builder.of[d] == chain.id and e.verb >= 0 for d, e in self.predicates.items())
        return bool(chain.names) and len(chain.mentions) > 2 and not became

    def _of_another_date(self, mention: Mention, chain: DraftChain) -> bool:
        """ "the letter of 28 August" is none that was told of with other dates or none."""
        of = self.tree.child(mention.head, "prep")
        if of < 0 or self.tree.tokens[of].lemma != "of":
            return False
        date = {t.text for t in self.tree.tokens[of + 1 : of + 5] if t.ent == "DATE" and t.pos in ("NUM", "PROPN")}
        told = (self.tree.sentences[self.tree.sentence_of[h]] for h in chain.heads)
        return bool(date) and all(date.isdisjoint(t.text for t in self.tree.tokens[s.first : s.last]) for s in told)

    def _other_people(self, mention: Mention, chain: DraftChain) -> bool:
        """ "the Swedish delegation" is not "a Danish delegation"."""
        peoples = self._peoples(mention)
        if not peoples:
            return False
        before = [self._peoples(m) for i in chain.mentions if (m := self.mentions.all[i]).noun == mention.noun]
        return all(before) and bool(before) and not any(peoples & p for p in before)

    def _peoples(self, mention: Mention) -> set[str]:
        """Countries and their like whose adjectives stand in a description."""
        words = (self.tree.tokens[i].text for i in range(mention.first, mention.head))
        return {self.gazetteer.demonyms[word] for word in words if word in self.gazetteer.demonyms}

    def _owner_fits(self, mention: Mention, chain: DraftChain) -> bool:
        """ "her letter" and "his letter" are two letters."""
        owner = self.builder.chain(mention.possessor)
        if mention.possessor < 0:
            return True
        for other in chain.mentions:
            possessor = self.mentions.all[other].possessor
            if possessor >= 0:
                return self.builder.chain(possessor) is owner
        return mention.kind not in ("Letter",)


def _bare(description: str) -> str:
    """A group without the word that says how exact its number is: "About 400 villagers"."""
    first, _, rest = description.partition(" ")
    return rest if rest and first.lower() in ("about", "some", "around", "nearly", "almost", "over") else description


def _office_fits(description: str, noun: str, office: str) -> bool:
    """Whether "the president" or "the president of Palau" can have the office "president" or "Russian president"."""
    words = office.split()
    if noun not in words and description not in office:
        return False
    if " of " in description:
        return description in office or office in description or " of " not in office
    return True
