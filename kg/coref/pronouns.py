"""Third pass, pronouns: agreement, no antecedent in the own clause, then salience."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref.binding import excluded
from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.kin_pairs import KinPairs
from kg.coref.persons import PersonResolver, spoken_of
from kg.coref.plurals import PluralResolver
from kg.coref.salience import reachable, salience
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["PronounResolver"]

_NEUTER = ("Letter", "Organization", "Place", "Event", "")
"""Classes that "it" can stand for."""
_MUTUAL = frozenset("meet talk speak correspond marry divorce part quarrel split lunch dine".split())
"""Verbs of what two do with each other: "we met"."""
_SHARED = frozenset("breakfast lunch dinner supper tea coffee drink meal chat conversation".split())
"""What two "have" together."""
_EPITHETS = frozenset("man woman lady gentleman boy girl fellow soldier poet".split())
_FEELING = frozenset("old young poor good dear great elderly aged unhappy unfortunate wretched luckless dying".split())
"""Adjectives of nouns that name nobody new: "the old man"."""
_OTHER_REACH = 3
"""Sentences back in which "we" finds the other one."""


class PronounResolver:
    """Finds the chain of a pronoun."""

    def __init__(
        self, tree: Tree, mentions: Mentions, builder: ChainBuilder, gazetteer: Gazetteer, speaker_at: Sequence[int],
        writer: int, kin: KinPairs,
    ) -> None:  # fmt: skip
        self.tree, self.mentions, self.builder, self.speaker_at = tree, mentions, builder, speaker_at
        self.writer = writer
        own = (m.head for m in mentions.all if m.form == "pronoun" and m.person == 1 and speaker_at[m.head] == -1)
        self.writes_from = min(own, default=len(tree.tokens)) if writer >= 0 else len(tree.tokens)
        """The first "I" of the writer; an editor's words may stand before it."""
        self.persons = PersonResolver(tree, mentions, builder, gazetteer, speaker_at)
        self.plurals = PluralResolver(tree, mentions, builder, speaker_at, kin)

    def resolve(self, mention: Mention) -> DraftChain | None:
        """Put a pronoun into its chain; leave it without one when nothing fits."""
        if mention.person == 1:
            chain = self._first_person(mention)
        elif mention.person == 2:
            chain = None
        elif mention.plural:
            chain = self.plurals.resolve(mention)
        elif mention.gender == "n":
            chain = self._thing(mention)
        else:
            chain = self.persons.resolve(mention, self._writing(mention))
        if chain is not None:
            self.builder.put(mention, chain)
        return chain

    def epithet(self, mention: Mention) -> DraftChain | None:
        """ "The old man was so pleased": an epithet takes up a person as a pronoun does (Kuno 1972)."""
        below = [self.tree.tokens[c] for c in self.tree.children[mention.head]]
        words = {t.lemma.lower() for t in below if t.dep not in ("punct", "cc", "conj")}
        if mention.noun not in _EPITHETS or mention.plural or "the" not in words or not words & _FEELING:
            return None
        told = any(mention.noun in chain.nouns and not chain.plural for chain in self.builder.chains)
        if told or not words <= _FEELING | {"the"}:
            return None
        chain = self.persons.resolve(mention, self._writing(mention))
        if chain is not None:
            self.builder.put(mention, chain)
        return chain

    def _writing(self, mention: Mention) -> int:
        """The chain of the writer, who calls himself "I" here; -1 where an editor or a speaker may have the word."""
        own = self.speaker_at[mention.head] == -1 and mention.head > self.writes_from
        return self.builder.of[self.writer] if own else -1

    def _first_person(self, mention: Mention) -> DraftChain | None:
        """ "I" inside a quotation is its speaker, outside the writer; "we" may be more and mostly stays open."""
        speaker = self.speaker_at[mention.head]
        speaker = self.writer if speaker == -1 else speaker
        if speaker < 0:
            return None
        return self._speaker_and(mention, speaker) if mention.plural else self.builder.chain(speaker)

    def _speaker_and(self, mention: Mention, speaker: int) -> DraftChain | None:
        """ "I never met her, but we talked": the speaker and the one person of whom the sentence tells beside him."""
        span = self.tree.sentences[self.tree.sentence_of[mention.head]]
        me, others = False, set[int]()
        for i in range(span.first, mention.head):
            found = self.mentions.at(i)
            if found is None or found.head != i or self.speaker_at[i] != self.speaker_at[mention.head]:
                continue
            chain = self.builder.chain(found.id)
            me = me or (found.person == 1 and not found.plural)
            several = found.plural or (chain is not None and chain.kind in ("Group", "Organization"))
            if several or (found.form == "pronoun" and found.person != 1 and found.gender != "n" and chain is None):
                return None
            if chain is not None and chain.kind == "Person" and chain is not self.builder.chain(speaker):
                others.add(chain.id)
        first = self.builder.chain(speaker)
        if not others and first is not None and self._says_of_two(mention):
            topics = spoken_of(self.tree, self.mentions, self.builder, speaker)  # "she wrote of herself and Karl Lind"
            others, me = topics or self._last_other(mention, first), True
        if first is None or not me or len(others) != 1 or self.tree.tokens[mention.head].tag != "PRP":
            return None
        return self.builder.group((first.id, *others))

    def _says_of_two(self, mention: Mention) -> bool:
        """ "We met in May", "we talk on the telephone", "we had dinner": "we" do it with each other."""
        tree, verb = self.tree, self.tree.tokens[mention.head].head
        if tree.tokens[mention.head].dep not in ("nsubj", "nsubjpass") or not tree.is_verb(verb):
            return False
        around = tree.arguments(verb)
        if {"with", "to"} & set(around):
            return False
        things = {tree.tokens[h].lemma.lower() for h in around.get("object", []) if h != mention.head}
        if tree.tokens[verb].lemma in ("have", "share"):
            return bool(things) and things <= _SHARED
        told = tree.tokens[verb].lemma in _MUTUAL and not things
        return told or any(tree.tokens[h].lemma == "married" for h in around.get("attribute", []))

    def _last_other(self, mention: Mention, first: DraftChain) -> set[int]:
        """The one person beside the speaker in the last sentence that tells of anybody else."""
        sentence = self.tree.sentence_of[mention.head]
        for number in range(sentence - 1, max(-1, sentence - 1 - _OTHER_REACH), -1):
            span = self.tree.sentences[number]
            found = [m for i in range(span.first, span.last) if (m := self.mentions.at(i)) is not None and m.head == i]
            chains = [c for m in found if (c := self.builder.chain(m.id)) is not None and c is not first]
            if any(c.members or c.plural for c in chains if c.kind in ("Person", "Group")):
                return set()
            persons = {c.id for c in chains if c.kind == "Person"}
            if persons:
                return persons
        return set()

    def _thing(self, mention: Mention) -> DraftChain | None:
        """ "It": the most salient thing, body or place."""
        barred = excluded(mention, self.tree, self.mentions, self.builder)
        scored = [
            (salience(mention, chain, self.tree, self.mentions, self.builder), chain)
            for chain in self.builder.chains
            if chain.heads and chain.kind in _NEUTER and chain.id not in barred
            and not (chain.plural or chain.members or chain.gender)
            and reachable(mention, chain, self.tree, self.builder, self.speaker_at)
        ]  # fmt: skip
        return max(scored, key=lambda pair: (pair[0], pair[1].last_before(mention.head)))[1] if scored else None
