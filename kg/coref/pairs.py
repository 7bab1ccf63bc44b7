"""Descriptions of two: "the two", "the couple", "both ministers", "the correspondents"."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from kg.coref.binding import is_byline
from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.kin_pairs import KinPairs
from kg.coref.relations import Relations
from kg.cues import SPEECH_VERBS
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["PairResolver"]

_PAIRS = frozenset(["two", "both", "couple", "pair", "neither", "either"])
_PEOPLE = frozenset("man woman people person friend sibling brother sister spouse party side".split())
_PARENTS = frozenset(["father", "mother", "widow", "widower"])
"""Relatives who are none to each other."""
_MUTUAL = frozenset("correspondent lover rival adversary antagonist newlywed".split())
"""What one is to the other, and the other to one."""
_LEADING = frozenset("leader;president;prime minister;premier;chancellor;king;queen;emir;sultan".split(";"))
"""Offices of whoever leads a state: "the two leaders"."""
_NUMBERS = {"three": 3, "four": 4, "five": 5}
_ARGUMENTS = frozenset("nsubj nsubjpass dobj dative pobj".split())
_WINDOW = 4
"""Sentences back in which "the two" finds its pair."""


class PairResolver:
    """Finds the two whom a description means among those mentioned so far."""

    def __init__(
        self, tree: Tree, mentions: Mentions, builder: ChainBuilder, gazetteer: Gazetteer, relations: Relations,
        kin: KinPairs,
    ) -> None:  # fmt: skip
        self.tree, self.mentions, self.builder = tree, mentions, builder
        self.gazetteer, self.relations, self.kin = gazetteer, relations, kin

    def find(self, mention: Mention, same_noun: Callable[[Mention], DraftChain | None]) -> DraftChain | None:
        """ "the two", "the couple", "both": the two persons last spoken of together, or what had the `same_noun`."""
        kin = self.relations.relation(mention.kinship) if mention.kinship else ""
        determiners = {self.tree.tokens[c].lemma.lower() for c in self.tree.children[mention.head]}
        collective = mention.noun in _PAIRS and (mention.definite or mention.noun in ("both", "neither", "either"))
        if mention.possessor < 0 and mention.plural and "whose" not in determiners:
            two = mention.count == "2" and mention.definite and mention.kind == "Group"  # "the two leaders"
            known = mention.noun in _PEOPLE or len(self._holders(mention)) == 2
            mutual = mention.noun in _MUTUAL and mention.definite and not mention.count  # "the correspondents"
            collective = collective or two or mutual or (known and "both" in determiners)
        related = kin in ("sibling", "spouse", "cousin") and mention.plural
        if not collective and not (related and mention.definite and mention.possessor < 0):
            return self._three(mention) or self._of_gender(mention)
        if kin or mention.count or mention.noun in _MUTUAL:
            same = same_noun(mention)
            if same is not None:
                return same
        holders = self._holders(mention)
        if len(holders) == 2:
            return self.builder.group(holders)
        if len(holders) > 2:
            return None  # which of them is not said
        relation = "spouse" if mention.noun == "couple" else kin
        gender = mention.gender or {"man": "m", "woman": "f"}.get(mention.noun, "")
        if kin == "sibling" and not mention.count and len(all_ := self.kin.siblings(gender, mention.head)) > 2:
            return self.builder.group(tuple(c.id for c in all_))
        relatives = relation and self.kin.together(relation, gender, mention.head)
        first, second = relatives or self._last_two(mention.head, gender)
        couple = mention.noun == "couple"
        collective_noun = mention.noun in _PAIRS | _PEOPLE
        if couple and not relatives and first and second and {first.gender, second.gender} != {"m", "f"}:
            first = second = None  # two brothers, or a woman and a newspaper
        group = None if kin else self._two(mention.head, couple)
        if group is not None and not collective_noun and mention.noun not in group.nouns:
            group = None  # "two soldiers" are not "the two officers"
        if first is None or second is None or any(self._clash(mention, c) for c in (first, second)):
            return group
        if group is not None and group.last_before(mention.head) > max(first.heads[0], second.heads[0]):
            since = min(c.last_before(mention.head) for c in (first, second)) > group.last_before(mention.head)
            if not (since and group.members and {first.id, second.id} != set(group.members)):
                return group
        for one in (first, second):  # "the two men"
            one.tell_gender(replace(mention, gender=gender))
        return self.builder.group((first.id, second.id))

    def _three(self, mention: Mention) -> DraftChain | None:
        """ "Ada and her brothers, Jan and Piet, … The three": the last list of just as many persons."""
        if mention.noun not in _NUMBERS or not mention.plural:
            return None
        if not mention.definite and self.tree.tokens[mention.first].lemma.lower() != "all":
            return None
        low = self.tree.sentences[max(0, self.tree.sentence_of[mention.head] - _WINDOW)].first
        for i in range(mention.head - 1, low - 1, -1):
            heads = self.tree.conjuncts(i) if self.tree.tokens[i].dep in _ARGUMENTS else []
            if not heads or heads[-1] >= mention.head:
                continue
            found = [self.builder.chain(m.id) for h in heads if (m := self.mentions.at(h)) is not None and m.head == h]
            persons = dict.fromkeys(p for c in found if c is not None for p in (c.members or c.listed or (c.id,)))
            single = all(self.builder.chains[p].kind == "Person" and not self.builder.chains[p].plural for p in persons)
            if single and len(persons) == _NUMBERS[mention.noun]:
                return self.builder.group(tuple(persons))
        return self._told_of_three(mention, low)

    def _told_of_three(self, mention: Mention, low: int) -> DraftChain | None:
        """ "Karl was parted from his wife, Ida, and his son, Jan. … The three": all persons of a sentence before."""
        for number in range(self.tree.sentence_of[mention.head] - 1, self.tree.sentence_of[low] - 1, -1):
            span = self.tree.sentences[number]
            told = [m for i in range(span.first, span.last) if (m := self.mentions.at(i)) is not None and m.head == i]
            chains = dict.fromkeys(c for m in told if (c := self.builder.chain(m.id)) is not None)
            people = [c for c in chains if c.kind in ("Person", "Group")]
            single = all(c.kind == "Person" and not c.plural and self._individual(c) for c in people)
            if single and len(people) == _NUMBERS[mention.noun]:
                return self.builder.group(tuple(c.id for c in people))
        return None

    def _of_gender(self, mention: Mention) -> DraftChain | None:
        """ "Ada met her sister Ida. The women …": the only two women of whom the last sentences told."""
        gender = {"man": "m", "woman": "f"}.get(mention.noun, "")
        if not gender or not mention.definite or mention.possessor >= 0 or mention.count or not mention.plural:
            return None
        if mention.name.lower() not in ("men", "women"):
            return None
        low = self.tree.sentences[max(0, self.tree.sentence_of[mention.head] - _WINDOW)].first
        near = [c for c in self.builder.chains if c.last_before(mention.head) >= low and c.kind in ("Person", "Group")]
        if any(c.kind == "Group" and not c.members and c.gender in (gender, "") for c in near):
            return None
        found = [c for c in near if c.kind == "Person" and not c.plural and c.gender in (gender, "")]
        sure = all(c.gender == gender and self._individual(c) for c in found)
        return self.builder.group(tuple(c.id for c in found)) if len(found) == 2 and sure else None

    @staticmethod
    def _clash(mention: Mention, chain: DraftChain) -> bool:  # a brother is none of "the sisters"
        return bool(mention.gender and chain.gender and mention.gender != chain.gender)

    def _holders(self, mention: Mention) -> tuple[int, ...]:
        """ "both presidents", "the two fathers": all of whom the text has said that office, or that they are one."""
        parents = bool(mention.kinship) and mention.noun in _PARENTS
        office = mention.noun in self.gazetteer.person_nouns and mention.noun not in _PEOPLE and not mention.kinship
        if not (parents or office):
            return ()
        offices = _LEADING if mention.noun == "leader" else {mention.noun}
        return tuple(
            c.id
            for c in self.builder.chains
            if c.personal and not c.members and c.last_before(mention.head) >= 0
            and (mention.noun in c.nouns or any(_rank(o) & offices for o in c.offices))
        )  # fmt: skip

    def _two(self, token: int, couple: bool) -> DraftChain | None:
        """The group of two last spoken of: "two women … the pair"; two sons are no couple."""
        low = self.tree.sentences[max(0, self.tree.sentence_of[token] - _WINDOW)].first
        pairs = [c for c in self.builder.chains if c.count == "2" and c.kind == "Group" and c.last_before(token) >= low]
        if couple:
            pairs = [c for c in pairs if not c.gender and c.nouns.isdisjoint(self.gazetteer.kinship)]
        return max(pairs, key=lambda c: c.last_before(token), default=None)

    def _last_two(self, token: int, gender: str) -> tuple[DraftChain | None, DraftChain | None]:
        """Members of the last coordination of persons before a token, else the two last mentioned of that gender."""
        low = self.tree.sentences[max(0, self.tree.sentence_of[token] - _WINDOW)].first
        across = self._across(token)
        joined = self._here(token, gender, across) or self._joined(token, low, gender, across)
        if joined is not None:
            return joined
        first, second = self._seen(token, low, gender, across, reporters=False)
        return (first, second) if second is not None else self._seen(token, low, gender, across, reporters=True)

    def _seen(
        self, token: int, low: int, gender: str, across: set[int], reporters: bool
    ) -> tuple[DraftChain | None, DraftChain | None]:
        """The two persons, or the pair, last mentioned; `reporters`: whoever only says something may be one."""
        seen: list[DraftChain] = []
        for i in range(token - 1, low - 1, -1):
            mention = self.mentions.at(i)
            chain = self.builder.chain(mention.id) if mention is not None and mention.head == i else None
            if chain is None or not chain.mentions or is_byline(self.tree, self.mentions.all[chain.mentions[0]]):
                continue
            if chain.members and len(chain.members) == 2:
                a, b = (self.builder.chains[m] for m in chain.members)
                if gender and {chain.gender, a.gender, b.gender} - {"", gender}:
                    continue  # the brothers are not "the two women"
                return (a, b) if not seen else (seen[0], next((m for m in (a, b) if m is not seen[0]), None))
            fits = chain.kind == "Person" and not chain.plural and not (gender and chain.gender not in ("", gender))
            fits = fits and (reporters or not self._only_reports(i))
            if fits and chain not in seen and chain.id not in across and self._takes_part(chain, i):
                seen.append(chain)
                if len(seen) == 2:
                    return seen[1], seen[0]
        return None, None

    def _only_reports(self, head: int) -> bool:
        """ "The spokeswoman, Mona Kerr, said that this was so. The two had met …": who says it is none of the two."""
        subject = self.tree.tokens[head]
        subject = self.tree.tokens[subject.head] if subject.dep == "appos" else subject
        verb = self.tree.tokens[subject.head]
        if subject.dep != "nsubj" or verb.lemma not in SPEECH_VERBS:
            return False
        said = [self.tree.tokens[c] for c in self.tree.children[verb.i]]
        to_others = any(t.dep in ("dobj", "dative") or (t.dep == "prep" and t.lemma in ("to", "with")) for t in said)
        return any(t.dep == "ccomp" for t in said) and not to_others

    def _across(self, token: int) -> set[int]:
        """ "Karl rang the two": whoever acts on the two is none of them."""
        verb = self.tree.governing_verb(token)
        heads = self.tree.arguments(verb).get("subject", []) if verb >= 0 else []
        found = (self.mentions.at(h) for h in heads if token not in heads)
        chains = (self.builder.chain(m.id) for m in found if m is not None)
        return {member for c in chains if c is not None for member in (c.id, *c.members)}

    def _here(self, token: int, gender: str, across: set[int]) -> tuple[DraftChain, DraftChain] | None:
        """ "Ada rang Maud, and the two talked": the only two persons of the clauses before it in the sentence."""
        first = self.tree.sentences[self.tree.sentence_of[token]].first
        found = [m for i in range(first, token) if (m := self.mentions.at(i)) is not None and m.head == i]
        chains = [c for m in found if (c := self.builder.chain(m.id)) is not None and c.kind in ("Person", "Group", "")]
        people = list(dict.fromkeys(c for c in chains if (c.kind != "" or c.gender) and c.id not in across))
        single = all(c.kind == "Person" and not c.plural and not c.members for c in people)
        fitting = not gender or all(c.gender in ("", gender) for c in people)
        if len(people) != 2 or not single or not fitting or not all(self._individual(c) for c in people):
            return None
        return people[0], people[1]

    def _joined(
        self, token: int, low: int, gender: str, across: set[int]
    ) -> tuple[DraftChain, DraftChain] | None:  # fmt: skip
        """The last "A and B" of two persons, of that gender if it is told."""
        for i in range(token - 1, low - 1, -1):
            heads = self.tree.conjuncts(i) if self.tree.tokens[i].dep != "conj" else []
            if len(heads) < 2 or heads[-1] >= token:
                continue
            found = [self.builder.chain(m.id) for h in heads if (m := self.mentions.at(h)) is not None and m.head == h]
            persons = [c for c in dict.fromkeys(found) if c is not None and c.kind == "Person" and not c.plural]
            if any(c.id in across or (gender and c.gender not in ("", gender)) for c in persons):
                continue
            if len(persons) == 2 == len(heads) and all(self._individual(c) for c in persons):
                return persons[0], persons[1]
        return None

    def _takes_part(self, chain: DraftChain, head: int) -> bool:
        """Somebody with a name, or a relative who is in the clause and not only in a phrase: "a drawing by his son"."""
        if chain.names or not self._individual(chain):
            return bool(chain.names)
        up = self.tree.tokens[self.tree.first_conjunct(head)].head
        if self.tree.tokens[up].dep == "agent" or self.tree.tokens[up].lemma in ("to", "with", "from"):
            up = self.tree.tokens[up].head
        return self.tree.is_verb(up) or self.mentions.all[chain.mentions[-1]].form == "pronoun"

    def _individual(self, chain: DraftChain) -> bool:
        """Somebody with a name or a place in a family, and not just "a botanist"."""
        return bool(chain.names) or any(
            self.mentions.all[m].kinship or self.mentions.all[m].form == "pronoun" for m in chain.mentions
        )


def _rank(office: str) -> set[str]:
    """The last word, and the last two, of an office without what it is of: "Tunisian president", "prime minister"."""
    words = office.split(" of ")[0].split()
    return {words[-1], " ".join(words[-2:])}
