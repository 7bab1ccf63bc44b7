"""Whether a word is used as a trigger has it: its part of speech, its particles, the words beside it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.events.refusals import Refusal
from kg.mentions import Mentions
from kg.ontology import Trigger
from kg.syntax import Tree

__all__ = ["Wording"]


class Wording:
    """Looks at the trigger words of one document; None stands for "as the trigger has it"."""

    def __init__(self, tree: Tree, mentions: Mentions) -> None:
        self.tree, self.mentions = tree, mentions

    def evoked(self, trigger: Trigger, i: int, word: str) -> Refusal | None:
        """None when the word is used as the trigger has it: part of speech and particles."""
        if trigger.pos != self._part_of_speech(i):
            return Refusal(trigger, i, word, "part of speech")
        wanted = word.split()[1:]
        if not self._particles_fit(i, trigger.pos, wanted):
            return Refusal(trigger, i, word, "particle", heads=() if wanted else tuple(self._particles(i)))
        return None

    def _part_of_speech(self, i: int) -> str:
        """How the word is used; empty where it only describes ("visiting clergy")."""
        token = self.tree.tokens[i]
        if token.dep == "amod" and token.pos == "VERB":
            return ""
        pos = "VERB" if token.pos == "AUX" and token.dep not in ("aux", "auxpass") else token.pos
        if pos == "PROPN":
            mention = self.mentions.at(i)
            pos = "NOUN" if mention is not None and mention.form == "description" else pos
        return pos

    def _particles(self, i: int) -> list[int]:
        return [c for c in self.tree.children[i] if self.tree.tokens[c].dep == "prt"]

    def _particles_fit(self, i: int, pos: str, wanted: Sequence[str]) -> bool:
        """ "write back" needs its particle; "give" does not fire on "gave up"."""
        if pos != "VERB":
            return not wanted
        if not wanted:
            return not self._particles(i)
        below = [self.tree.tokens[c] for c in self.tree.children[i]]
        words = {t.lemma.lower() for t in below if t.dep != "prep" or self._leads_on(t.i)}
        return all(particle in words for particle in wanted)

    def _leads_on(self, preposition: int) -> bool:
        """ "got through to her": a preposition without a noun of its own is a particle."""
        return all(self.tree.tokens[c].dep == "prep" for c in self.tree.children[preposition])

    def beside(self, trigger: Trigger, i: int, word: str) -> Refusal | None:
        """None when the words beside the trigger are such as it needs, and none that excludes it."""
        if not trigger.unless and not trigger.only:
            return None
        first = min([i, *(c for c in self.tree.children[i] if self.tree.tokens[c].dep in ("amod", "compound", "nmod"))])
        last = min(len(self.tree.tokens), i + 3)
        low = first - 2 if first - 2 >= 0 else 0
        span = self.tree.tokens[low:last]
        words = {t.lemma.lower() for t in span} | {t.text.lower() for t in span}
        below = [self.tree.tokens[c] for c in self.tree.children[i]]
        words |= {t.lemma.lower() for t in below if t.dep == "advmod"}
        words |= {f"{a.text}-{b.text}".lower() for a, b in zip(span, span[2:], strict=False)}
        if excluding := (words | self._kinds(i)) & set(trigger.unless):
            return Refusal(trigger, i, word, "unless", words=tuple(sorted(excluding)))
        words |= self._attributes(i)
        return None if not trigger.only or words & set(trigger.only) else Refusal(trigger, i, word, "only")

    def _kinds(self, i: int) -> set[str]:
        """ "sent him a credit card": what kind of thing the object of a verb is."""
        thing = self.tree.child(i, "dobj")
        below = (self.tree.tokens[c] for c in self.tree.children[thing]) if thing >= 0 else ()
        return {t.lemma.lower() for t in below if t.dep in ("compound", "amod")}

    def _attributes(self, i: int) -> set[str]:
        """ "sat in the same room": the adjectives of what stands behind a verb's prepositions."""
        tree = self.tree
        nouns = (tree.child(c, "pobj") for c in tree.children[i] if tree.tokens[c].dep == "prep")
        return {
            tree.tokens[a].text.lower() for n in nouns if n >= 0 for a in tree.children[n]
            if tree.tokens[a].dep == "amod"
        }  # fmt: skip
