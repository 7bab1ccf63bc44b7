"""They: a group, a body, or persons that were spoken of together."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.binding import excluded
from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.kin_pairs import KinPairs
from kg.coref.salience import REACH, reachable, role, salience
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["PluralResolver"]


_WEDDING = frozenset(["marry", "married", "wed", "divorce", "divorced"])
_MARRIED = frozenset("wedding marriage honeymoon divorce".split())
_CHILDREN = frozenset("son daughter child baby infant sons daughters children twins".split())
_MUTUAL = frozenset("meet reunite part separate correspond quarrel converse talk speak".split())
"""Verbs of what two do with each other when nobody else is named: "they met"."""

_REJOINING = frozenset(["rejoin", "reunite", "find", "embrace"])
_PARTING = frozenset("take separate part tear remove cut divide split sever snatch".split())

_EXCHANGING = frozenset(["exchange", "swap", "trade"])
"""The same with an object: "they exchanged letters"."""


class PluralResolver:
    """Finds the chain of a third-person pronoun in the plural."""

    def __init__(
        self, tree: Tree, mentions: Mentions, builder: ChainBuilder, speaker_at: Sequence[int], kin: KinPairs
    ) -> None:
        self.tree, self.mentions, self.builder, self.speaker_at, self.kin = tree, mentions, builder, speaker_at, kin

    def resolve(self, mention: Mention) -> DraftChain | None:
        """The most salient group, body or pair; None without one."""
        family = self._family(mention) or self._parents(mention) or self._wed(mention) or self._two_before(mention)
        family = family or self._two_here(mention) or self._only_two(mention) or self._parted(mention)
        if family:
            return self.builder.group(family)
        barred = excluded(mention, self.tree, self.mentions, self.builder)
        candidates: list[tuple[float, int, DraftChain]] = []
        for chain in self.builder.chains:
            several = chain.kind == "Organization" or (chain.kind == "Group" and chain.plural)
            if not several or chain.id in barred:
                continue
            if reachable(mention, chain, self.tree, self.builder, self.speaker_at):
                score = salience(mention, chain, self.tree, self.mentions, self.builder)
                candidates.append((score + (0.4 if chain.plural else -1.2), -chain.id, chain))
        joint = self._coordination(mention, barred)
        if joint is not None:
            candidates.append(joint)
        if not candidates:
            pair = self._pair_before(mention)
            return self.builder.group(pair) if pair else None
        return max(candidates, key=lambda c: (c[0], c[1]))[2] if candidates else None

    def _family(self, mention: Mention) -> tuple[int, ...]:
        """ "his wife and their daughter": the owner of the relative before "and", and that relative."""
        owned = self.tree.tokens[self.tree.tokens[mention.head].head]
        heads = self.tree.conjuncts(self.tree.first_conjunct(owned.i)) if owned.dep == "conj" else []
        before = self.mentions.at(max((h for h in heads if h < owned.i), default=-1))
        if self.tree.tokens[mention.head].tag != "PRP$" or before is None or not before.kinship or before.plural:
            return ()
        pair = self.builder.chain(before.possessor), self.builder.chain(before.id)
        persons = tuple(chain.id for chain in pair if chain is not None and chain.personal)
        return persons if len(persons) == 2 else ()

    def _parents(self, mention: Mention) -> tuple[int, ...]:
        """ "Karl was married to Ida. Their only son …", "their silver wedding": the couple told of just now."""
        child = self.mentions.at(self.tree.tokens[mention.head].head)
        owned = self.tree.tokens[self.tree.tokens[mention.head].head].lemma.lower()
        theirs = owned in _MARRIED or (child is not None and child.kinship in _CHILDREN)
        if self.tree.tokens[mention.head].tag != "PRP$" or not theirs:
            return ()
        couple = self.kin.together("spouse", "", mention.head)
        here = self.tree.sentence_of[mention.head]
        near = couple and all(here - self.tree.sentence_of[c.last_before(mention.head)] <= 1 for c in couple)
        return tuple(sorted(c.id for c in couple)) if couple and near else ()

    def _wed(self, mention: Mention) -> tuple[int, ...]:
        """ "Alec stayed to supper with Ludmila. They were married in May": the man and the woman last spoken of,
        those who take part in what was told before mere owners.
        """
        verb = self.tree.tokens[mention.head].head
        token, sentence = self.tree.tokens[verb], self.tree.sentence_of[mention.head]
        below = [self.tree.tokens[c] for c in self.tree.children[verb]]
        wedding = token.lemma in _WEDDING or any(t.dep == "acomp" and t.lemma in _WEDDING for t in below)
        alone = not any(t.dep == "dobj" or t.lemma in ("to", "into", "with", "from") for t in below)
        subject = self.tree.tokens[mention.head].dep in ("nsubj", "nsubjpass")
        if not (wedding and alone and subject and sentence):
            return ()
        last: dict[str, tuple[bool, int, int]] = {}
        for chain in self.builder.chains:
            at = chain.last_before(mention.head)
            near = at >= 0 and sentence - self.tree.sentence_of[at] <= 1
            if near and (chain.members or chain.plural) and chain.kind == "Group":
                return ()
            if near and chain.kind == "Person" and chain.names and chain.gender:
                told = (self._takes_part(chain, mention.head), at, chain.id)
                last[chain.gender] = max(last.get(chain.gender, told), told)
        return tuple(sorted(chain for _, _, chain in last.values())) if len(last) == 2 else ()

    def _parted(self, mention: Mention) -> tuple[int, ...]:
        """ "They took him from his wife and their son; he rejoined them": those from whom he was parted just now."""
        tree = self.tree
        verb = tree.governing_verb(mention.head)
        if verb < 0 or tree.tokens[verb].lemma not in _REJOINING or tree.tokens[mention.head].dep in ("nsubj", "poss"):
            return ()
        low = tree.sentences[max(0, tree.sentence_of[mention.head] - 1)].first
        for i in range(mention.head - 1, low, -1):
            if tree.tokens[i].lemma in _PARTING and tree.is_verb(i):
                heads = tree.arguments(i).get("from", [])
                found = (self.builder.chain(m.id) for h in heads if (m := self.mentions.at(h)) is not None)
                left = tuple(dict.fromkeys(c.id for c in found if c is not None and c.kind in ("Person", "Group")))
                return left if len(heads) > 1 else ()
        return ()

    def _two_before(self, mention: Mention) -> tuple[int, ...]:
        """ "Clara wrote to Rudolf in May. They never met": the two persons of the last sentence that tells of two.

        A group or more persons on the way leave it open, and so does a sentence with nobody else in quotation marks.
        """
        sentence = self.tree.sentence_of[mention.head]
        here = (self.mentions.at(i) for i in range(self.tree.sentences[sentence].first, mention.head))
        if not self._each_other(mention) or any(m is not None and m.kind in ("Person", "Group") for m in here):
            return ()
        for number in range(sentence - 1, max(-1, sentence - 1 - REACH), -1):
            span = self.tree.sentences[number]
            if self.speaker_at[span.first] != self.speaker_at[mention.head]:
                continue
            told = [m for i in range(span.first, span.last) if (m := self.mentions.at(i)) is not None and m.head == i]
            if any(m.form == "pronoun" and m.person == 1 for m in told):
                return ()
            acting = [m for m in told if self._beside_verb(m.head)]
            if any(m.plural and m.kind in ("Group", "") for m in acting):
                return ()
            owners = [m for m in told if self.tree.tokens[m.head].dep == "poss"]
            persons = self._persons([*acting, *owners])
            if len(persons) > 1:
                two = persons if len(persons) == 2 else self._persons(acting)  # "After Ida's death Clara met Rudolf"
                return two if len(two) == 2 else ()
        return ()

    def _two_here(self, mention: Mention) -> tuple[int, ...]:
        """ "She married Paul, whom she knew as a voice: for years they had talked by radio": the two told of before."""
        first = self.tree.sentences[self.tree.sentence_of[mention.head]].first
        told = [m for i in range(first, mention.head) if (m := self.mentions.at(i)) is not None and m.head == i]
        if not self._each_other(mention) or any(m.plural and m.kind in ("Group", "") for m in told):
            return ()
        persons = self._persons(told)
        return persons if len(persons) == 2 else ()

    def _persons(self, told: Sequence[Mention]) -> tuple[int, ...]:
        """The single persons among mentions, each once."""
        chains = (self.builder.chain(m.id) for m in told)
        return tuple(dict.fromkeys(c.id for c in chains if c is not None and c.kind == "Person" and not c.plural))

    def _only_two(self, mention: Mention) -> tuple[int, ...]:
        """ "Clara left for Oslo. Rudolf, a painter, stayed. They never met again": nobody else was spoken of so far."""
        sentence = self.tree.sentence_of[mention.head]
        if not self._each_other(mention):
            return ()
        before = [(c.last_before(mention.head), c) for c in self.builder.chains]
        people = [(at, c) for at, c in before if at >= 0 and c.kind in ("Person", "Group")]
        near = all(sentence - self.tree.sentence_of[at] <= REACH for at, _ in people)
        single = all(c.kind == "Person" and c.names and not c.plural and self._beside_verb(at) for at, c in people)
        return tuple(sorted(c.id for _, c in people)) if len(people) == 2 and near and single else ()

    def _beside_verb(self, head: int) -> bool:
        """Whether a phrase takes part in a clause and does not only belong to another phrase."""
        up = self.tree.tokens[self.tree.first_conjunct(head)].head
        return self.tree.is_verb(up) or self.tree.is_verb(self.tree.tokens[up].head)

    def _each_other(self, mention: Mention) -> bool:
        """Whether "they" is the subject of what two do with each other, and no other party is named."""
        token, tree = self.tree.tokens[mention.head], self.tree
        if token.dep not in ("nsubj", "nsubjpass") or not tree.is_verb(token.head):
            return False
        around = tree.arguments(token.head)
        parties = [h for at in ("object", "with", "to", "from") for h in around.get(at, []) if h != mention.head]
        if tree.tokens[token.head].lemma in _EXCHANGING:
            return set(parties) <= set(around.get("object", []))
        if any(tree.tokens[h - 1].lemma.lower() in ("each", "one") for h in parties):
            return True  # "they wrote to each other"
        return not parties and tree.tokens[token.head].lemma in _MUTUAL

    def _takes_part(self, chain: DraftChain, token: int) -> bool:
        """Whether a chain is subject or object in the sentence where it was last spoken of before a token."""
        sentence = self.tree.sentence_of[chain.last_before(token)]
        heads = (h for h in chain.heads if h < token and self.tree.sentence_of[h] == sentence)
        return any(self.tree.tokens[h].dep in ("nsubj", "nsubjpass", "dobj", "dative") for h in heads)

    def _pair_before(self, mention: Mention) -> tuple[int, ...]:
        """ "Clara met Rudolf. They talked for hours": exactly two persons in the sentence before."""
        sentence = self.tree.sentence_of[mention.head] - 1
        if sentence < 0:
            return ()
        span = self.tree.sentences[sentence]
        found = [
            self.builder.chain(m.id)
            for i in range(span.first, span.last)
            if (m := self.mentions.at(i)) is not None and m.head == i
        ]
        persons = tuple(dict.fromkeys(c.id for c in found if c is not None and c.kind == "Person" and not c.plural))
        return persons if len(persons) == 2 else ()

    def _coordination(self, mention: Mention, barred: set[int]) -> tuple[float, int, DraftChain] | None:
        """The nearest "A and B" of persons before the pronoun, as a chain of its own."""
        sentence = self.tree.sentence_of[mention.head]
        low = self.tree.sentences[max(0, sentence - REACH)].first
        for i in range(mention.head - 1, low - 1, -1):
            found = self.mentions.at(i)
            if (
                found is None
                or found.head != i
                or self.tree.tokens[i].dep == "conj"
                or (found.form == "pronoun" and found.plural)
            ):
                continue
            if self._lists_members(i):
                continue
            heads = self.tree.conjuncts(i)
            if len(heads) < 2 or heads[-1] >= mention.head:
                continue
            chains = [self.builder.chain(m.id) for h in heads if (m := self.mentions.at(h)) is not None]
            members = tuple(
                dict.fromkeys(c.id for c in chains if c is not None and c.kind in ("Person", "Organization", "Group"))
            )
            if len(members) < 2 or barred.intersection(members):
                continue
            distance = sentence - self.tree.sentence_of[i]
            score = -1.0 * distance + (0.9 if role(self.tree, i) == "subject" else 0.2) + 0.5
            return score, -len(self.builder.chains), self.builder.group(members)
        return None

    def _lists_members(self, i: int) -> bool:
        """Whether a coordination only names the group before it."""
        mention = self.mentions.at(i)
        before = mention.first - 2 if mention is not None else -1
        return before >= 0 and self.tree.lists_members(before)
