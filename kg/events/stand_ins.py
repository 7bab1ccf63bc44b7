"""Stand-ins: words that mean a letter told of before where a slot asks for one.

"It", "the envelope", "the first of them", "most": what they stand for is decided by the role that they fill.
"""

from __future__ import annotations

from kg.coref import Coreference
from kg.mentions import Mentions
from kg.model import Mention
from kg.ontology import Slot
from kg.syntax import Tree

__all__ = ["StandIns"]

_SHEETS = frozenset("envelope sheet page paper packet missive scrap original message enclosure".split())
"""Nouns for what a letter is written on or kept in."""
_SINGULAR = frozenset(["paper"])
"""Of these only the singular: "the papers" are another thing."""
_ORDINALS = frozenset(
    """first second third fourth last other former latter original one two three both each all some most many
    several few neither either rest remainder dozen score this these one none fifth sixth seventh eighth ninth tenth
    eleventh twelfth twentieth earliest latest""".split()
)  # words for some of several things, without their noun, beside numbers
_REACH = 4
"""Sentences back in which "it" finds the letter that a slot asks for."""
_MAIL = frozenset("mail post mailbag correspondence envelope".split())
"""What letters come in or with."""
_MOST = 20
"""Verbs that are looked at for one pronoun."""
_UNNAMED_REACH = 2
"""The same where the letter was only implied: "wrote to her mother, and Jonas carried it in his boot"."""
_SHEET_REACH = 8
"""The same for "the envelope": a part of a thing told of is definite at first mention (bridging, Clark 1975)."""


class StandIns:
    """Finds the letter that a word of one document stands for."""

    def __init__(self, tree: Tree, mentions: Mentions, coreference: Coreference) -> None:
        self.tree, self.mentions, self.coreference = tree, mentions, coreference
        self.unnamed: list[int] = []
        """Verbs read so far that told of a letter without a word for it: "wrote to her"."""

    def means_unnamed(self, slot: Slot, mention: Mention) -> bool:
        """ "wrote to her mother, and Jonas carried it over": whether "it" is a letter that no noun tells of."""
        if "Letter" not in slot.classes or mention.form != "pronoun" or mention.person != 3:
            return False
        chain = self.coreference.of[mention.id]
        people = chain >= 0 and self.coreference.chains[chain].kind in ("Person", "Group")
        return mention.gender == "n" and not people and self._told_unnamed(mention.head)

    def is_owned(self, slot: Slot, head: int) -> bool:
        """ "her letters lay there, and he gave me mine": whether a possessive stands for somebody's letter."""
        return "Letter" in slot.classes and self.in_focus(head)

    def in_focus(self, token: int) -> bool:
        """Whether letters or the mail were spoken of just before a token."""
        first = self.tree.sentences[max(0, self.tree.sentence_of[token] - _UNNAMED_REACH)].first
        mail = any(t.lemma.lower() in _MAIL and t.pos == "NOUN" for t in self.tree.tokens[first:token])
        return mail or self._told_unnamed(token) or self._last_letter(token, _UNNAMED_REACH) >= 0

    def _told_unnamed(self, token: int) -> bool:
        sentence = self.tree.sentence_of[token]
        return any(v < token and sentence - self.tree.sentence_of[v] <= _UNNAMED_REACH for v in self.unnamed[-_MOST:])

    def letter(self, slot: Slot, mention: Mention) -> int:
        """The chain of the letter that "it" or a word for its paper stands for, -1 for none."""
        if "Letter" not in slot.classes:
            return -1
        chain = self.coreference.of[mention.id]
        if mention.form == "pronoun":
            people = chain >= 0 and self.coreference.chains[chain].kind in ("Person", "Group")
            if people and mention.plural and (beside := self._letters_beside(mention)) >= 0:
                return beside
            if mention.person != 3 or mention.gender not in ("n", "") or people:
                return -1
            return self._last_letter(mention.head, _SHEET_REACH if self._on_paper(chain) else _REACH)
        return self._last_letter(mention.head, _SHEET_REACH) if self._is_sheet(mention) else -1

    def _letters_beside(self, mention: Mention) -> int:
        """ "kept back her letters and meant to give them to him": the letters that the verb before has as object."""
        tree = self.tree
        first = tree.sentences[tree.sentence_of[mention.head]].first
        above = {mention.head, *tree.ancestors(mention.head)}
        for i in range(mention.head - 1, first - 1, -1):
            other = self.mentions.at(i)
            if other is None or other.head != i or not other.plural:
                continue
            chain = self.coreference.of[other.id]
            letters = chain >= 0 and self.coreference.chains[chain].kind == "Letter"
            return chain if letters and tree.tokens[i].dep == "dobj" and tree.tokens[i].head in above else -1
        return -1

    def ordinal(self, slot: Slot, head: int) -> int:
        """ "handed the first to Ann, most of them to Eva": the letters told of, of which the word means one."""
        token = self.tree.tokens[head]
        number = token.pos == "NUM" and token.ent not in ("DATE", "TIME", "MONEY", "PERCENT")
        if "Letter" not in slot.classes or not (number or token.lemma.lower() in _ORDINALS):
            return -1
        for whole in self.tree.arguments(head).get("of", []):
            mention = self.mentions.at(whole)
            chain = self.coreference.of[mention.id] if mention is not None else -1
            if chain >= 0 and self.coreference.chains[chain].kind == "Letter":
                return chain
            if self.tree.tokens[whole].lemma.lower() not in ("they", "these", "those"):
                return -1
        return self._last_letter(head, _REACH)

    def _is_sheet(self, mention: Mention) -> bool:
        """ "the envelope", "the two pages"."""
        single = self.tree.tokens[mention.head].tag == "NN"
        known = mention.noun in _SHEETS and (single or mention.noun not in _SINGULAR)
        return mention.form == "description" and mention.definite and known

    def _on_paper(self, chain: int) -> bool:
        """Whether the pronoun's own antecedent is the paper: "The envelope was wet when she gave it to him"."""
        if chain < 0:
            return False
        return any(self._is_sheet(self.mentions.all[m]) for m in self.coreference.chains[chain].mentions)

    def _last_letter(self, token: int, reach: int) -> int:
        """The letter that was mentioned last before a token, -1 when too far back; none in whose phrase it stands."""
        best, place = -1, -1
        above = self.tree.phrases_around(token)
        for chain in self.coreference.chains:
            at = chain.last_before(token)
            if chain.kind == "Letter" and at > place and at not in above:
                best, place = chain.id, at
        near = place >= 0 and self.tree.sentence_of[token] - self.tree.sentence_of[place] <= reach
        return best if near else -1
