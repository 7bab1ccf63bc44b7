"""Phrases around a trigger that the parse does not put where they are meant.

A noun's phrases may hang on its verb ("described his meeting with Ann"), a place on another phrase of the clause ("at
the fair in Vienna"), a list on a town in it. What is looked for here is a position; what fills it is the lexicon's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.cues import MOTION_VERBS
from kg.mentions import Mentions
from kg.syntax import Arguments, Tree

__all__ = ["Phrases"]

_TRANSPARENT = frozenset(
    """opening close end start beginning sideline margin fringe height middle half-time interval edge eve day
    morning evening""".split()
)
"""Nouns for a part of an event: what happens "on the sidelines of the summit" happens at the summit."""
_CARRYING = frozenset("take carry bring bear call step stroll hasten row ride cycle swim climb head pop".split())
_DIRECTIONS = frozenset("up down over round across along out back through straight".split())
_KEEPING = frozenset(
    """acquire analyse analyze annotate burn buy cite collect comprise contain copy destroy discover discuss edit find
    hold include keep lose mention own preserve print publish quote translate transcribe""".split()
)
"""Verbs whose object goes to nobody: a "to" behind it is its own."""
_NOBODY = frozenset(["none", "nobody", "one"])
_DISTRIBUTIVE = _NOBODY | {"each", "all", "both", "every"}
"""Words for the members of a body or group, or for nobody in it: "each of the sailors", "no one from the firm"."""
_ARRANGING = frozenset("plan schedule arrange foresee envisage propose hold agree intend set announce promise".split())
_BEHIND_PARTICIPLES = {"address": ("to",), "direct": ("to",)}
"""Prepositions behind a participle that name a party of its noun, where they are not "between" and "with"."""
_RECIPROCALS = {("each", "other"), ("one", "another")}
_OUTER = ("self", "complement", "particle", "subject", "possessor")


class Phrases:
    """Heads of phrases at the positions of a document's triggers."""

    def __init__(self, tree: Tree, mentions: Mentions) -> None:
        self.tree, self.mentions = tree, mentions

    def of_noun(self, head: int) -> Arguments:
        """Arguments of a noun; for "copies of the letter" those of both nouns."""
        own = {position: list(heads) for position, heads in self.tree.arguments(head).items()}
        mention = self.mentions.at(head)
        inner = own.get("of", [])
        if (
            mention is None
            or mention.noun == self.tree.tokens[head].lemma.lower()
            or mention.form != "description"
            or not inner
        ):
            return own
        for position, heads in self.tree.arguments(inner[0]).items():
            own.setdefault(position, []).extend(h for h in heads if h not in own.get(position, []))
        return own

    def inside(self, head: int) -> Arguments:
        """Arguments of a noun, and the phrases that stand right behind it."""
        found = self.of_noun(head)
        if self.tree.tokens[head].pos == "NOUN":
            self.behind(head, found)
        return found

    def behind(self, i: int, found: Arguments) -> None:
        """Add to a noun's arguments the phrases that stand right behind it; its own come first.

        A "to" that is the verb's may name whoever receives the thing now ("handed the letter to Ann"): it counts as
        the noun's only behind a "from", or where the verb gives nothing to anybody.
        """
        row = self.tree.phrases_behind(i)
        for position, heads in row.items():
            own = position != "to" or "from" in row or "from" in found or self._keeps_its_own(i)
            if position in found or not own:
                continue
            if position in ("from", "to", "with", "between", "at", "in"):
                found[position] = list(heads)
        for participle in self._participles(i):
            for position in _BEHIND_PARTICIPLES.get(self.tree.tokens[participle].lemma, ("between", "with")):
                heads = self.tree.arguments(participle).get(position, [])
                if heads and position not in found:
                    found[position] = list(heads)

    def _participles(self, i: int) -> list[int]:
        """ "a letter addressed to Ann", "the meeting planned between Ann and Eva": what tells of a noun's parties."""
        first = [c for c in self.tree.children[i] if self.tree.tokens[c].dep == "acl"]
        joined = (self.tree.tokens[c] for p in first for c in self.tree.conjuncts(p))  # "dated 2 May and addressed to"
        participles = (c for c in joined if c.tag == "VBN")
        return [c.i for c in participles if c.lemma in _ARRANGING or c.lemma in _BEHIND_PARTICIPLES]

    def _keeps_its_own(self, i: int) -> bool:
        """ "The box holds her letters to Ann", "her letters to Ann are lost": nobody is given anything by the verb."""
        first = self.tree.tokens[self.tree.first_conjunct(i)]
        if first.dep == "dobj":
            return self.tree.tokens[first.head].lemma in _KEEPING
        return first.dep in ("nsubj", "nsubjpass", "attr", "appos") and bool(self.tree.arguments(i).get("possessor"))

    def listed(self, heads: Sequence[int]) -> list[int]:
        """ "to Vera in Holm, Ilona in Brod and Tora in Dorn": list members that the parse hung on the towns."""
        found: list[int] = []
        for head in heads:
            mention = self.mentions.at(head)
            if mention is None or mention.form != "name" or mention.kind != "Person":
                continue
            for preposition in self.tree.children[head]:
                town = self.tree.child(preposition, "pobj") if self.tree.tokens[preposition].dep == "prep" else -1
                for member in self.tree.conjuncts(town)[1:] if town >= 0 else ():
                    other = self.mentions.at(member)
                    if other is not None and other.form == "name" and other.kind == "Person":
                        found.extend([member, *self.listed([member])])
        return found

    def loose(self, position: str, arguments: Arguments) -> list[int]:
        """Places and occasions that hang on a phrase of the clause instead of its verb ("at the fair in Vienna")."""
        found: list[int] = []
        for key, heads in arguments.items():
            if key in _OUTER:
                continue
            for head in heads:
                mention = self.mentions.at(head)
                agent = (
                    mention is not None
                    and mention.kind in ("Person", "Group", "Organization")
                    and mention.form != "name"
                    and mention.other_kind != "Event"
                )
                if self.tree.is_verb(head):
                    continue
                own = self.of_noun(head)
                if agent:
                    phrases = [h for n in (head, *own.get("apposition", [])) for h in self.of_noun(n).get(position, [])]
                    found.extend(h for h in phrases if self._is_the_clauses(h, own))
                    continue
                found.extend(own.get(position, []))
                if self.tree.tokens[head].lemma.lower() in _TRANSPARENT:
                    found.extend(own.get("of", []))
                if mention is not None and mention.kind == "Event":  # "his summit with the king in Vienna"
                    for party in (*own.get("with", []), *own.get("of", [])):
                        found.extend(self.tree.arguments(party).get(position, []))
        return found

    def _is_the_clauses(self, head: int, own: Arguments) -> bool:
        """ "gave it to her maid at the gate", "to the pupils at the fair", "to the mayor, Ann Berg, at the gate".

        Such a phrase does not tell which person is meant, as in "a clerk at the embassy".
        """
        mention, preposition = self.mentions.at(head), self.tree.tokens[head].head
        occasion = mention is not None and mention.kind == "Event"
        set_off = self.tree.tokens[max(preposition - 1, 0)].text == ","
        return occasion or set_off or bool(own.get("possessor"))

    def before(self, i: int) -> list[int]:
        """Where a clause is set by what stands before it: the goal of the motion told first, or "there".

        "took the letter to Arica and handed it over"; "they came to the palace. There she gave him the letter".
        """
        tokens = self.tree.tokens
        pointing = ("there", "where")
        if any(tokens[c].lemma.lower() in pointing and tokens[c].dep == "advmod" for c in self.tree.children[i]):
            return self._last_place(i)
        verb = i
        while tokens[verb].dep == "conj" and self.tree.is_verb(tokens[verb].head):
            verb = tokens[verb].head
            if tokens[verb].lemma in MOTION_VERBS or tokens[verb].lemma in _CARRYING:
                around = self.tree.arguments(verb)
                heads = [head for preposition in ("to", "into", "at", "in") for head in around.get(preposition, [])]
                return heads or self._beyond(verb)
        return []

    def _beyond(self, verb: int) -> list[int]:
        """ "walked up to the villa", "took it round to her lodgings": the goal behind an adverb of direction."""
        tree = self.tree
        ways = [c for c in tree.children[verb] if tree.tokens[c].lemma.lower() in _DIRECTIONS]
        goals = [c for way in ways for c in tree.children[way] if tree.tokens[c].lemma.lower() == "to"]
        return [goal for to in goals if (goal := tree.child(to, "pobj")) >= 0]

    def _last_place(self, i: int) -> list[int]:
        """The last phrase of place in the sentence of `i` or the one before."""
        sentence = self.tree.sentence_of[i]
        for mention in reversed(self.mentions.all):
            placed = mention.kind == "Place" or (mention.form == "description" and mention.other_kind == "Place")
            left = self.tree.tokens[self.tree.tokens[mention.head].head].lemma == "from"  # "rode in from his farm"
            if mention.head >= i or not placed or left:
                continue
            if sentence - self.tree.sentence_of[mention.head] > 1:
                return []
            return [mention.head]
        return []

    def anywhere(self, position: str, arguments: Arguments) -> list[int]:
        """Heads at a position of any phrase of the clause: "talked about the visit by telephone"."""
        return [
            inner
            for key, heads in arguments.items()
            if key not in _OUTER
            for head in heads
            if not self.tree.is_verb(head)
            for inner in self.tree.arguments(head).get(position, [])
        ]

    def distributed(self, head: int) -> int:
        """ "each of the pupils": the noun of those of whom something is said one by one; else the token itself."""
        lemma = self.tree.tokens[head].lemma.lower()
        mention = self.mentions.at(head)
        no = lemma != "one" or any(self.tree.tokens[c].lemma.lower() == "no" for c in self.tree.children[head])
        if lemma not in _DISTRIBUTIVE or not no or (mention is not None and mention.kind):
            return head
        around = self.tree.arguments(head)
        positions = ("of", "from", "at", "in") if lemma in _NOBODY else ("of",)
        whole = [h for position in positions for h in around.get(position, [])]
        return whole[0] if len(whole) == 1 else head

    def is_reciprocal(self, head: int) -> bool:
        """Whether a phrase is "each other" or "one another", or "the other" where the subject is one of the two."""
        around = self.tree.tokens[max(0, head - 1) : head + 2]
        pairs = set(pairwise(t.lemma.lower() for t in around))
        return bool(pairs & _RECIPROCALS) or self._is_the_other(head)

    def _is_the_other(self, head: int) -> bool:
        """ "neither wrote to the other", "each had forgiven the other"."""
        tokens = self.tree.tokens
        if tokens[head].lemma.lower() != "other" or tokens[head - 1].lemma.lower() != "the":
            return False
        subject = self.tree.surface_subject(self.tree.governing_verb(head))
        return subject >= 0 and tokens[subject].lemma.lower() in ("neither", "each")
