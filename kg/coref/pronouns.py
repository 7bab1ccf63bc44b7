"""Third pass, pronouns: agreement, no antecedent in the own clause, then salience."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.coref.chains import ChainBuilder, DraftChain
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["PronounResolver"]

_REACH = 4
"""Sentences back in which a pronoun finds its antecedent."""

_SUBJECT = ("nsubj", "nsubjpass")
_OBJECT = ("dobj", "dative", "pobj")


class PronounResolver:
    """Finds the chain of a pronoun."""

    def __init__(
        self, tree: Tree, mentions: Mentions, builder: ChainBuilder, speaker_at: Sequence[int], writer: int
    ) -> None:  # fmt: skip
        self.tree, self.mentions, self.builder, self.speaker_at = tree, mentions, builder, speaker_at
        self.writer = writer
        own = (m.head for m in mentions.all if m.form == "pronoun" and m.person == 1 and speaker_at[m.head] == -1)
        self.writes_from = min(own, default=len(tree.tokens)) if writer >= 0 else len(tree.tokens)
        """The first "I" of the writer; an editor's words may stand before it."""

    def resolve(self, mention: Mention) -> DraftChain | None:
        """Put a pronoun into its chain; leave it without one when nothing fits."""
        if mention.person == 1:
            chain = self._first_person(mention)
        elif mention.person == 2:
            chain = None
        elif mention.plural:
            chain = self._plural(mention)
        else:
            chain = self._best(mention)
        if chain is not None:
            self.builder.put(mention, chain)
        return chain

    def _first_person(self, mention: Mention) -> DraftChain | None:
        """ "I" inside a quotation is its speaker, outside the writer; "we" may be more than one and stays open."""
        speaker = self.speaker_at[mention.head]
        speaker = self.writer if speaker == -1 else speaker
        return self.builder.chain(speaker) if speaker >= 0 and not mention.plural else None

    # -- singular --------------------------------------------------------------------------------------------

    def _best(self, mention: Mention) -> DraftChain | None:
        scored = [
            (self._salience(mention, chain), chain)
            for chain in self.builder.chains
            if chain.heads
            and self._agrees(mention, chain)
            and self._reachable(mention, chain)
            and not self._same_clause(mention, chain)
        ]
        return max(scored, key=lambda pair: (pair[0], pair[1].last_before(mention.head)))[1] if scored else None

    def _agrees(self, mention: Mention, chain: DraftChain) -> bool:
        if chain.plural or chain.members:
            return False
        if mention.gender == "n":
            return chain.kind in ("Letter", "Organization", "Place", "Event", "") and not chain.gender
        return (
            chain.kind in ("Person", "")
            and (chain.kind == "Person" or bool(chain.names))
            and chain.gender in ("", mention.gender)
        )

    def _reachable(self, mention: Mention, chain: DraftChain) -> bool:
        last = chain.last_before(mention.head)
        if last < 0 or self.tree.sentence_of[mention.head] - self.tree.sentence_of[last] > _REACH:
            return False
        speaker = self.speaker_at[mention.head]
        if speaker == -1 and mention.head > self.writes_from:
            speaker = self.writer
        if speaker >= 0 and self.builder.chain(speaker) is chain:
            return False  # a speaker calls himself "I"
        # … and is not among those whom his words name.
        return not any(self.speaker_at[head] == mention.id for head in chain.heads)

    def _salience(self, mention: Mention, chain: DraftChain) -> float:
        """Higher is better. Weights are ordinal: recency, then subjects, then parallel roles, then known gender."""
        last = chain.last_before(mention.head)
        distance = self.tree.sentence_of[mention.head] - self.tree.sentence_of[last]
        score = -1.0 * distance
        roles = {self._role(i) for i in self._recent(chain, mention.head, self.tree.sentence_of[last])}
        if "subject" in roles:
            score += 0.9
        elif "object" in roles:
            score += 0.3
        if self._role(mention.head) in roles:
            score += 0.3
        if chain.gender and chain.gender == mention.gender:
            score += 0.5
        if chain.kind == "Person" and mention.gender != "n":
            score += 0.2
        if self._owner_in_clause(mention, chain):
            score += 1.0
        if self._tells_about(mention, chain):
            score += 0.4
        if mention.gender == "n" and chain.kind in ("Letter", "Organization"):
            score += 0.4
        score += min(len(chain.mentions), 6) * 0.05
        return score - 0.001 * (mention.head - last)

    def _owner_in_clause(self, mention: Mention, chain: DraftChain) -> bool:
        """ "written by a prisoner to his wife": a possessive looks to the subject of its own clause first."""
        if self.tree.tokens[mention.head].tag != "PRP$":
            return False
        verb = self.tree.governing_verb(self.tree.tokens[mention.head].head)
        heads = self.tree.arguments(verb).get("subject", []) if verb >= 0 else []
        return any((m := self.mentions.at(h)) is not None and self.builder.of[m.id] == chain.id for h in heads)

    def _tells_about(self, mention: Mention, chain: DraftChain) -> bool:
        """ "Karl says the mayor never read the note that we sent him": in a relative clause, the subject above it."""
        clause = self.tree.governing_verb(self.tree.tokens[mention.head].head)
        if clause < 0 or self.tree.tokens[clause].dep != "relcl":
            return False
        verb = self.tree.governing_verb(self.tree.tokens[clause].head)
        heads = self.tree.arguments(verb).get("subject", []) if verb >= 0 else []
        return any((m := self.mentions.at(h)) is not None and self.builder.of[m.id] == chain.id for h in heads)

    def _recent(self, chain: DraftChain, before: int, sentence: int) -> Iterator[int]:
        return (h for h in chain.heads if h < before and self.tree.sentence_of[h] == sentence)

    def _role(self, i: int) -> str:
        dep = self.tree.tokens[self.tree.first_conjunct(i)].dep
        return "subject" if dep in _SUBJECT or dep == "agent" else "object" if dep in _OBJECT else "other"

    def _same_clause(self, mention: Mention, chain: DraftChain) -> bool:
        """A pronoun that is no reflexive or possessive has no antecedent among its clause-mates (Chomsky 1981, B)."""
        token = self.tree.tokens[mention.head]
        if token.tag == "PRP$":
            return self._owns_itself(mention, chain)
        if token.text.lower().endswith("self"):
            return False
        verb = self.tree.governing_verb(token.head)
        if verb < 0:
            return False
        for phrases in self.tree.arguments(verb).values():
            for head in phrases:
                if head == mention.head:
                    continue
                other = self.mentions.at(head)
                mate = self.builder.of[other.id] if other is not None else -1
                if mate == chain.id or (mate >= 0 and chain.id in self.builder.chains[mate].listed):
                    return True
        return False

    def _owns_itself(self, mention: Mention, chain: DraftChain) -> bool:
        """ "her husband" cannot be "her": the phrase that the possessive stands in is no antecedent."""
        owned = self.mentions.at(self.tree.tokens[mention.head].head)
        return owned is not None and self.builder.of[owned.id] == chain.id

    # -- plural ----------------------------------------------------------------------------------------------

    def _family(self, mention: Mention) -> DraftChain | None:
        """ "his wife and their daughter": the owner of the relative before "and", and that relative."""
        owned = self.tree.tokens[self.tree.tokens[mention.head].head]
        heads = self.tree.conjuncts(self.tree.first_conjunct(owned.i)) if owned.dep == "conj" else []
        before = self.mentions.at(max((h for h in heads if h < owned.i), default=-1))
        if self.tree.tokens[mention.head].tag != "PRP$" or before is None or not before.kinship or before.plural:
            return None
        owner, relative = self.builder.chain(before.possessor), self.builder.chain(before.id)
        persons = owner is not None and relative is not None and owner.personal and relative.personal
        return self._joint((owner.id, relative.id)) if persons and owner and relative else None

    def _plural(self, mention: Mention) -> DraftChain | None:
        family = self._family(mention)
        if family is not None:
            return family
        candidates: list[tuple[float, int, DraftChain]] = []
        for chain in self.builder.chains:
            several = chain.kind == "Organization" or (chain.kind == "Group" and chain.plural)
            if several and self._reachable(mention, chain) and not self._same_clause(mention, chain):
                bonus = 0.4 if chain.plural else -1.2
                candidates.append((self._salience(mention, chain) + bonus, -chain.id, chain))
        joint = self._coordination(mention)
        if joint is not None:
            candidates.append(joint)
        if not candidates:
            pair = self._pair_before(mention)
            return self._joint(pair) if pair else None
        return max(candidates, key=lambda c: (c[0], c[1]))[2] if candidates else None

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

    def _coordination(self, mention: Mention) -> tuple[float, int, DraftChain] | None:
        """The nearest "A and B" of persons before the pronoun, as a chain of its own."""
        sentence = self.tree.sentence_of[mention.head]
        low = self.tree.sentences[max(0, sentence - _REACH)].first
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
            if len(members) < 2 or any(self._same_clause(mention, self.builder.chains[m]) for m in members):
                continue
            distance = sentence - self.tree.sentence_of[i]
            score = -1.0 * distance + (0.9 if self._role(i) == "subject" else 0.2) + 0.5
            return score, -len(self.builder.chains), self._joint(members)
        return None

    def _lists_members(self, i: int) -> bool:
        """Whether a coordination only names the group before it."""
        mention = self.mentions.at(i)
        before = mention.first - 2 if mention is not None else -1
        return before >= 0 and self.tree.lists_members(before)

    def _joint(self, members: tuple[int, ...]) -> DraftChain:
        for chain in self.builder.chains:
            if chain.members == members:
                return chain
        chain = self.builder.new()
        chain.members, chain.plural = members, True
        chain.vote("Group", 1)
        return chain
