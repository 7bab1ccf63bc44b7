"""Stances: what one verb, adjective or noun says of the clause or event that stands below it.

"promised", "due", "too ill", "no intention", "called off", "is an invention": words of `kg.cues`, and what denies
them.
"""

from __future__ import annotations

from kg import cues
from kg.modality import ModalityReader, combined
from kg.syntax import Tree

__all__ = ["StanceReader"]

_DASHING = frozenset("dash crush shatter quash".split())
_TRUE = frozenset("true correct accurate so case truth fact".split())
"""What a clause that is denied is said not to be."""
_SEEMING = frozenset("be remain seem look appear become".split())
_MAKING = frozenset("make find take".split())
"""Verbs of who makes the time for something, and does it."""


class StanceReader:
    """Reads the words of one document that take a stance."""

    def __init__(self, tree: Tree, modality: ModalityReader) -> None:
        self.tree, self.modality = tree, modality

    # -- verbs -------------------------------------------------------------------------------------------------

    def cue(self, verb: int, below: str) -> str:
        """Factuality that the verb gives to a `clause`, `infinitive` or `noun` below it."""
        token = self.tree.tokens[verb]
        lemma = token.lemma
        if below != "clause" and self.is_to(verb):
            return "Planned"
        if below == "noun" and (self.says_unreal(verb) or self._out_of_the_question(verb)):
            return "Negated"
        if below == "noun" and self.doubts(verb):
            return "Possible"
        if below == "noun" and lemma == "be":
            due = self.tree.child(verb, "acomp")  # "is due in Oslo for talks with her"
            return "Planned" if due >= 0 and self.tree.tokens[due].lemma.lower() in cues.PLAN_ADJECTIVES else "Actual"
        if lemma in cues.NEGATIVE_VERBS:
            return "Negated"
        if below == "noun" and (self.cancels(verb) or lemma in cues.MISSING_VERBS):
            return "Negated"
        if below == "noun" and self.postpones(verb):
            return "Planned"
        if below == "noun" and lemma == "call" and self._asks_for(verb):
            return "Possible"  # "called for a meeting", not "called a meeting"
        if lemma == "go" and below == "infinitive":
            return "Planned" if token.tag == "VBG" else "Actual"  # "is going to write", "went on to write"
        if lemma in cues.PLAN_VERBS and not (lemma in ("agree", "decide", "swear") and below == "clause"):
            return "Planned"
        if below == "clause":
            return "Possible" if lemma in cues.DOUBTING_VERBS else "Actual"
        if below == "noun" and lemma in ("call", "like", "believe", "think", "tell", "command"):
            return "Actual"
        return "Possible" if lemma in cues.POSSIBLE_VERBS else "Actual"

    def cancels(self, verb: int) -> bool:
        """Whether what the verb is about comes to nothing: "cancelled", "called off", "fell through"."""
        lemma = self.tree.tokens[verb].lemma
        dashed = lemma in _DASHING and self.tree.child(verb, "prt") < 0  # hopes are; "dashed off a letter"
        return dashed or lemma in cues.CANCELLING_VERBS or self.phrase(verb, cues.CANCELLING_PHRASES)

    def postpones(self, verb: int) -> bool:
        """Whether what the verb is about is still to come: "was put off until June"."""
        return self.phrase(verb, cues.POSTPONING_PHRASES)

    def _asks_for(self, verb: int) -> bool:
        return any(self.tree.tokens[c].lemma.lower() == "for" for c in self.tree.children[verb])

    def phrase(self, verb: int, phrases: frozenset[str]) -> bool:
        """Whether the verb with its particle, or with preposition and noun, is one of the phrases."""
        lemma = self.tree.tokens[verb].lemma
        for c in self.tree.children[verb]:
            if self.tree.tokens[c].dep in ("prt", "advmod", "prep"):
                noun = self.tree.child(c, "pobj")
                words = [lemma, self.tree.tokens[c].lemma.lower(), self.tree.tokens[noun].lemma if noun >= 0 else ""]
                if " ".join(words).strip() in phrases:
                    return True
        return False

    def is_to(self, verb: int) -> bool:
        """ "is to meet", "was to be reunited"."""
        return self.tree.tokens[verb].lemma == "be" and any(
            self.tree.tokens[c].dep == "xcomp" and self.tree.non_finite(c) for c in self.tree.children[verb]
        )

    def says_unreal(self, verb: int) -> bool:
        """ "their meeting is an invention", "the letter turned out to be a forgery"."""
        return self._predicated(verb) in cues.UNREAL_WORDS and not self.modality.negated(verb)

    def doubts(self, verb: int) -> bool:
        """ "a meeting is on the cards", "remains unlikely", "is out of the question": whether there is one is open."""
        if self.tree.tokens[verb].lemma not in _SEEMING:
            return False
        doubted = self._predicated(verb) in cues.POSSIBLE_ADJECTIVES - {"free", "able", "reported"}
        return doubted or self.phrase(verb, cues.DOUBTING_PHRASES) or self._out_of_the_question(verb)

    def _out_of_the_question(self, verb: int) -> bool:
        for out in self.tree.children[verb]:
            of = self.tree.child(out, "prep") if self.tree.tokens[out].lemma.lower() == "out" else -1
            noun = self.tree.child(of, "pobj") if of >= 0 else -1
            if noun >= 0 and self.tree.tokens[noun].lemma.lower() == "question":
                return not self.modality.negated(verb)
        return False

    def says_untrue(self, verb: int) -> bool:
        """ "the assertion that they met is false", "the story that they met is not true"."""
        said = self._predicated(verb)
        return said in cues.FALSE_WORDS or (said in _TRUE and self.modality.negated(verb))

    def _predicated(self, verb: int) -> str:
        """What a clause says that its subject is."""
        below = self.tree.child(verb, "xcomp") if self.tree.tokens[verb].lemma in ("turn", "prove") else -1
        attribute = self.tree.child(below if below >= 0 else verb, "attr", "acomp", "oprd")
        return self.tree.tokens[attribute].lemma.lower() if attribute >= 0 else ""

    # -- adjectives and nouns -----------------------------------------------------------------------------------

    def adjective(self, adjective: int) -> str:
        """ "due to meet", "likely to meet", "too ill to meet", "was able to meet"."""
        tree, lemma = self.tree, self.tree.tokens[adjective].lemma.lower()
        too = next((c for c in tree.children[adjective] if tree.tokens[c].lemma.lower() == "too"), -1)
        beyond = too > 0 and tree.tokens[too - 1].lemma.lower() != "only"  # not "only too glad to meet"
        if lemma in cues.NEGATIVE_ADJECTIVES or beyond:
            return "Negated"
        if lemma in cues.GLAD_WORDS and self._would(tree.tokens[adjective].head):
            return "Possible"  # "would be happy to meet him"
        if lemma in cues.PLAN_ADJECTIVES:
            return "Planned"
        if lemma == "able" and tree.tokens[tree.tokens[adjective].head].tag in ("VBD", "VBN"):
            return "Actual"
        return "Possible" if lemma in cues.POSSIBLE_ADJECTIVES else "Actual"

    def believes(self, adjective: int) -> bool:
        """ "was certain that they had met", unlike "it is certain that"."""
        verb = self.tree.tokens[adjective].head
        subject = self.tree.child(verb, "nsubj")
        it = subject < 0 or self.tree.tokens[subject].lemma.lower() in ("it", "there", "what", "this", "that")
        held = self.tree.tokens[verb].lemma in ("be", "feel", "seem", "remain", "become")  # not "made sure that"
        return held and not it and self.tree.tokens[adjective].lemma.lower() in cues.BELIEF_ADJECTIVES

    def _would(self, verb: int) -> bool:
        return any(self.tree.tokens[a].lemma.lower() in ("would", "'d", "’d") for a in self.tree.auxiliaries(verb))

    def noun_cue(self, noun: int) -> str:
        """What a noun says of a clause or event below it, empty for most: "plans to", "no intention of"."""
        lemma = self.tree.tokens[noun].lemma.lower()
        absent = self.modality.has_negative_determiner(noun)
        if lemma in cues.PROOF_NOUNS:
            return "Possible" if absent else "Actual"
        if absent and lemma in cues.NEEDLESS_NOUNS:
            return "Negated"
        cue = cues.NOMINAL_CUES.get(lemma, "")
        return "Negated" if absent and (cue == "Planned" or lemma in cues.UNREALISED_NOUNS) else cue

    def capacity(self, noun: int, verb: int) -> str:
        """ "had the courage to write", "had no time to write", "lacked the courage to write"."""
        outer, lemma = self.modality.of_clause(verb), self.tree.tokens[verb].lemma
        lacking = lemma in ("lack", "lose")
        if lacking or outer == "Negated":
            return "Possible" if lacking and outer == "Negated" else "Negated"
        own = "Actual" if lemma in _MAKING else cues.CAPACITY_NOUNS[self.tree.tokens[noun].lemma.lower()]
        return combined(own, outer)

    def broken(self, noun: int, verb: int) -> bool:
        """ "broke his promise to write", "the promise was not kept"."""
        lemma = self.tree.tokens[verb].lemma
        if self.tree.tokens[noun].dep not in ("dobj", "nsubjpass"):
            return False
        return lemma == "break" or (lemma in ("keep", "honour", "honor", "fulfil") and self.modality.negated(verb))
