"""He and she: candidates that agree and that syntax allows, the most salient of them, or nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.coref.binding import excluded
from kg.coref.chains import ChainBuilder, DraftChain
from kg.coref.person_salience import PersonSalience
from kg.coref.salience import REACH
from kg.cues import SPEECH_VERBS
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["PersonResolver", "spoken_of"]

_MARGIN = 0.15
"""Lead over the second candidate without which a pronoun stays open: a wrong fact costs more than a missing one."""
_NO_PERSON = frozenset([("DET", "the"), ("DET", "a"), ("DET", "an"), ("ADP", "in"), ("ADP", "at"), ("ADP", "near")])
"""Words, with their part of speech, that a lone personal name hardly ever stands behind."""
_ACTING = frozenset("nsubj nsubjpass dobj dative poss agent".split())
"""Where a name that may be a place must stand at least once to be taken for a person."""
_OF_ENTRY = 2.0
"""What speaks for the person whom the headword of an entry names: "HOLM, Anna (1848-1911), painter"."""
_CONTESTED = 1.0
"""A lead from which on the second candidate is seldom meant (`kg.confidence` counts both kinds by themselves)."""
_SURE_GENDER = 4
"""From here on a gender (`DraftChain.gender_known`) that differs rules a chain out."""
_TOLD = 5
"""The same where a title or a noun tells it, and no table of given names."""


class PersonResolver:
    """Finds the chain of a third-person pronoun for a person."""

    def __init__(
        self, tree: Tree, mentions: Mentions, builder: ChainBuilder, gazetteer: Gazetteer, speaker_at: Sequence[int]
    ) -> None:
        self.tree, self.mentions, self.builder = tree, mentions, builder
        self.gazetteer, self.speaker_at = gazetteer, speaker_at
        self.salience = PersonSalience(tree, mentions, builder, speaker_at)
        self._heads = sorted({m.head for m in mentions.all})
        self._headwords = [m.id for m in mentions.all if self._is_headword(m)]

    def resolve(self, mention: Mention, writer: int = -1) -> DraftChain | None:
        """The most salient candidate but the writer's chain; None without one and when two are about equal."""
        found = {chain: head for chain, head in self.candidates(mention).items() if chain != writer}
        entry = self._entry(mention)
        if not found:  # "Nino Berg told them that she": a table of given names tells less than the text
            possessive = self.tree.tokens[mention.head].dep == "poss"  # "she took his hat" is not of that kind
            above = {entry, *(() if possessive else self.salience.above(mention))}
            found = {chain: head for chain, head in self.candidates(mention, _TOLD).items() if chain in above}
        scores = self.salience.scores(mention, found)
        if entry in scores:
            scores[entry] += _OF_ENTRY
        for topic in self._topics(mention) & scores.keys():
            scores[topic] += _OF_ENTRY
        best = sorted(scores, key=lambda chain: (-scores[chain], chain))[:2]
        lead = scores[best[0]] - scores[best[1]] if len(best) > 1 else _CONTESTED
        if not best or lead < _MARGIN:
            return None
        if lead < _CONTESTED:
            self.builder.contested.add(mention.id)
        chain = self.builder.chains[best[0]]
        if chain.gender and chain.gender != mention.gender and chain.gender_known == _SURE_GENDER:
            chain.gender = mention.gender
        return chain

    def candidates(self, mention: Mention, sure: int = _SURE_GENDER) -> dict[int, int]:
        """Chains that the pronoun can mean -> their last head before it, -1 for one that is first named behind it.

        Another gender rules a chain out when it is known as surely as `sure`.
        """
        found: dict[int, int] = {}
        for head, id in self._near(mention):
            if head < mention.head:
                found[id] = head
            elif id not in found and self._announced(mention, head):
                found[id] = -1
        for topic in self._topics(mention):
            found.setdefault(topic, -1)
        if (entry := self._entry(mention)) >= 0:
            found.setdefault(entry, self.builder.chains[entry].last_before(mention.head))
        barred = excluded(mention, self.tree, self.mentions, self.builder)
        return {
            id: head
            for id, head in found.items()
            if id not in barred
            and self._agrees(mention, self.builder.chains[id], sure)
            and not self._talks(mention, self.builder.chains[id])
        }

    def _topics(self, mention: Mention) -> set[int]:
        """ "I wrote to him for years," she said of Karl Lind: of whom the quoted words are, by what introduces them."""
        speaker = self.speaker_at[mention.head]
        return spoken_of(self.tree, self.mentions, self.builder, speaker) if speaker >= 0 else set()

    def _is_headword(self, mention: Mention) -> bool:
        """ "HOLM, Anna": a name with the surname first, as an entry of a dictionary or catalogue begins."""
        written = self.tree.tokens[mention.first : mention.last]
        return mention.form == "name" and mention.kind == "Person" and any(t.text in (",", "(") for t in written)

    def _entry(self, mention: Mention) -> int:
        """Chain of the person whose entry the pronoun stands in, -1 outside entries and in what others say."""
        at = bisect_left(self._headwords, mention.id)
        if not at or self.speaker_at[mention.head] != -1:
            return -1
        return self.builder.of[self._headwords[at - 1]]

    def _near(self, mention: Mention) -> Iterator[tuple[int, int]]:
        """Heads and chains of the mentions from a few sentences back to the end of the pronoun's own."""
        sentence = self.tree.sentence_of[mention.head]
        low = bisect_left(self._heads, self.tree.sentences[max(0, sentence - REACH)].first)
        high = bisect_left(self._heads, self.tree.sentences[sentence].last)
        for head in self._heads[low:high]:
            other = self.mentions.at(head)
            if other is not None and other.head == head != mention.head and self.builder.of[other.id] >= 0:
                yield head, self.builder.of[other.id]

    def _announced(self, mention: Mention, head: int) -> bool:
        """ "When she arrived, Clara Voss …", "In her last letter, Clara's mother …": the name behind the pronoun is,
        or owns, the subject of a clause that the pronoun's hangs on.
        """
        tree = self.tree
        subject = tree.tokens[head].head if tree.tokens[head].dep == "poss" else head
        if tree.tokens[subject].dep not in ("nsubj", "nsubjpass") or mention.head > subject:
            return False
        verb = tree.tokens[subject].head
        named = self.builder.chains[self.builder.of[self.mentions.by_token[head]]].names
        own = tree.arguments(verb).get("subject", [])
        return bool(named) and verb in tree.ancestors(mention.head) and mention.head not in own

    def _talks(self, mention: Mention, chain: DraftChain) -> bool:
        """A speaker calls himself "I"; and "he" who speaks is not among those whom his words name."""
        speaker = self.speaker_at[mention.head]
        if speaker >= 0 and self.builder.chain(speaker) is chain:
            return True
        return any(self.speaker_at[head] == mention.id for head in chain.heads)

    # -- agreement -------------------------------------------------------------------------------------------

    def _agrees(self, mention: Mention, chain: DraftChain, sure: int) -> bool:
        if chain.plural or chain.members:
            return False
        if chain.gender and chain.gender != mention.gender and chain.gender_known >= sure:
            return False
        if chain.kind == "Person" or not chain.names:
            return chain.kind == "Person"
        if any(m.gender == "n" for m in map(self.mentions.at, chain.heads) if m is not None):
            return False  # what was "it" before is no "she"
        return self._may_be_person(chain) if chain.kind else not self._is_word(chain) and not self._is_marked(chain)

    def _is_word(self, chain: DraftChain) -> bool:
        """ "Manuscripts" in a heading: an English word in the plural, capitalised as headings are."""
        return all(n.endswith("s") and n.lower().removesuffix("s") in self.gazetteer.common_words for n in chain.names)

    def _may_be_person(self, chain: DraftChain) -> bool:
        """Whether only the entity recogniser calls it a place or body: lone words that nothing else tells about."""
        if any(" " in n or (n.isupper() and len(n) > 1) or n in self.gazetteer.countries for n in chain.names):
            return False
        if not any(self.tree.tokens[self.tree.first_conjunct(head)].dep in _ACTING for head in chain.heads):
            return False  # "sailed to Brod"
        return not self._is_marked(chain)

    def _is_marked(self, chain: DraftChain) -> bool:
        return any(self._marked(m) for m in map(self.mentions.at, chain.heads) if m is not None)

    def _marked(self, mention: Mention) -> bool:
        """ "the Council", "in Lisbon", "Lisbon, 4 May", a body that a noun describes: no person's name stands so."""
        if mention.form != "name":
            return mention.form == "description"
        if mention.kind == "Place" and mention.other_kind:
            return True  # "the emir of Zarfa"
        before = self.tree.tokens[mention.first - 1] if mention.first else None
        marked = before is not None and (before.pos, before.lemma.lower()) in _NO_PERSON
        behind = [t.text for t in self.tree.tokens[mention.last : mention.last + 3]]
        dated = len(behind) == 3 and behind[0] == "," and behind[1].isdigit() and behind[2][0].isupper()
        return marked or dated


def spoken_of(tree: Tree, mentions: Mentions, builder: ChainBuilder, speaker: int) -> set[int]:
    """Chains of the persons of whom a speaker says something: "she said of Karl Lind", "of herself and Karl Lind"."""
    subject = tree.tokens[mentions.all[speaker].head]
    subject = tree.tokens[subject.head] if subject.dep == "appos" else subject  # "the jockey Anna Berg said"
    verb = subject.head
    if tree.tokens[verb].lemma not in SPEECH_VERBS or not tree.is_verb(verb):
        return set()
    heads = tree.arguments(verb).get("of", [])
    if any(tree.tokens[head].text.lower().endswith("self") for head in heads):  # "of herself and Karl Lind"
        heads = [*heads, *(c for c in tree.children[verb] if c > verb and tree.tokens[c].dep == "conj")]
    found = (builder.chain(m.id) for head in heads if (m := mentions.at(head)) is not None)
    own = builder.of[speaker]
    return {chain.id for chain in found if chain is not None and chain.kind == "Person" and chain.id != own}
