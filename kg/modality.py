"""Modality and polarity of one clause: its auxiliaries, negations, hedges and conditions, nothing above it.

Values are those of `kg.claims`: `Actual`, `Negated`, `Planned`, `Possible`.
"""

from __future__ import annotations

from kg import cues
from kg.syntax import Tree

__all__ = ["ModalityReader", "combined"]

_MODALS = {
    "will": "Planned", "wo": "Planned", "'ll": "Planned", "’ll": "Planned", "shall": "Planned", "would": "Planned",
    "'d": "", "may": "Possible", "might": "Possible", "could": "Possible", "can": "Possible", "ca": "Possible",
    "should": "Possible", "must": "Possible", "ought": "Possible", "need": "Possible",
}  # fmt: skip
_ABILITY = frozenset(["can", "ca", "could"])
_NOT = frozenset(["not", "n't", "n’t", "never", "neither", "nor"])
_NOBODY = frozenset(["nobody", "none", "nothing", "no", "neither"])
_NO_OCCASION = frozenset("time point occasion circumstance stage moment account way means".split())
"""Nouns of fronted negations: "at no time did he …", "under no circumstances"."""
_NO_USE = frozenset("avail purpose end effect".split())
"""Nouns of "to no avail": what is told did happen."""
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_TALES = frozenset(["story", "tale", "saying", "word"])
_GUESSING = frozenset("i we one some many others most".split())
_UNSURE = frozenset("unverified unconfirmed doubtful unreliable".split())
"""Of a source, after "according to"."""
_TRUSTING = frozenset("trust believe credit".split())
"""Verbs of "if his diary can be trusted"."""
_NEVER_ENDS = frozenset("now today then yet death end last day die".split())
"""What stands behind "until" without ending a negation: "never wrote to her until his death"."""


def combined(inner: str, outer: str) -> str:
    """The claim about an event when an outer context is put around an inner one."""
    if outer == "Actual" or inner == outer:
        return inner
    if inner == "Actual":
        return outer
    if outer == "Planned":
        return inner  # "will not meet", "promised to try to meet"
    return outer


class ModalityReader:
    """Reads what a clause by itself says of its event."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def of_clause(self, verb: int) -> str:
        """Factuality by the operators of the verb's own clause."""
        tree = self.tree
        modal, able = self._modal(verb)
        negated = self.negated(verb)
        below = tree.children[verb]
        if any(tree.tokens[c].lemma.lower() in cues.HEDGES or self._aside(c) or self._within(c) for c in below):
            return "Possible"
        parties = [c for c in below if tree.tokens[c].dep in ("nsubj", "nsubjpass", "dobj")]
        if any(self._aside(c) for party in parties for c in tree.children[party]):
            return "Possible"  # asides that the parser hung on a name
        mark = tree.child(verb, "mark")
        if mark >= 0 and tree.tokens[mark].lemma.lower() in ("if", "whether", "unless", "lest"):
            return "Possible"
        if self._inverted_condition(verb):
            return "Possible"
        if modal == "Possible":
            before = mark >= 0 and tree.tokens[mark].lemma.lower() == "before"
            return "Negated" if able and (negated or before) else "Possible"  # "could not meet", "before she could"
        if negated:
            return modal if self._ends(verb) else "Negated"
        if modal == "Actual" and self._scheduled(verb):
            return "Planned"
        return "Possible" if modal == "Planned" and self._conditional(verb) else modal

    def _aside(self, aside: int) -> bool:
        """ "it is said", "it seems" or "I suppose" between commas, "or so he said", "according to legend"."""
        tree, token = self.tree, self.tree.tokens[aside]
        if token.lemma.lower() == "accord":
            to = tree.child(aside, "prep")
            noun = tree.child(to, "pobj") if to >= 0 else -1
            below = {tree.tokens[c].lemma.lower() for c in tree.children[noun]} if noun >= 0 else set()
            return noun >= 0 and (tree.tokens[noun].lemma.lower() in cues.HEARSAY_NOUNS or bool(below & _UNSURE))
        subject = tree.child(aside, "nsubjpass", "nsubj")
        if subject < 0:
            return False
        if token.dep == "advcl":  # "if his diary can be trusted"
            return token.lemma in _TRUSTING and self._begins(aside, "if")
        if self.is_so_told(aside):
            return token.dep in ("conj", "parataxis", "advcl")
        word = tree.tokens[subject].lemma.lower()
        if tree.tokens[subject].dep == "nsubjpass":
            guessed = token.lemma in cues.HEARSAY_VERBS and word == "it"
        else:
            seems = word == "it" and token.lemma in ("seem", "appear")
            guessed = seems or (word in _GUESSING and token.lemma in cues.DOUBTING_VERBS)
        return guessed and token.dep in ("parataxis", "ccomp")

    def is_so_told(self, verb: int) -> bool:
        """ "or so he said", "so the story goes": a clause for what others tell."""
        tree, so = self.tree, -1
        joined = tree.child(tree.tokens[verb].head, "cc") if tree.tokens[verb].dep == "conj" else -1
        said = any(tree.tokens[c].dep in ("dobj", "ccomp") and c > verb for c in tree.children[verb])
        if said or (joined >= 0 and tree.tokens[joined].lemma.lower() != "or"):
            return False  # "and so he said nothing"
        for c in tree.children[verb]:
            token = tree.tokens[c]
            if so >= 0 and token.dep in ("nsubj", "nsubjpass") and c < verb:
                teller = tree.tokens[verb].lemma in cues.SPEECH_VERBS | cues.HEARSAY_VERBS
                return teller or self._runs(c, verb)
            so = c if token.lemma.lower() == "so" else so
        return False

    def runs(self, verb: int) -> bool:
        """ "the story goes", "the tale ran": nobody's words."""
        subject = self.tree.child(verb, "nsubj")
        return subject >= 0 and self._runs(subject, verb)

    def _runs(self, subject: int, verb: int) -> bool:
        told = self.tree.tokens[subject].lemma.lower() in cues.HEARSAY_NOUNS | _TALES
        return told and self.tree.tokens[verb].lemma in ("go", "run")

    def _begins(self, clause: int, word: str) -> bool:
        mark = self.tree.child(clause, "mark")
        return mark >= 0 and self.tree.tokens[mark].lemma.lower() == word

    def _within(self, phrase: int) -> bool:
        """ "in the novel", "in a dream"; "in all likelihood"."""
        noun = self.tree.child(phrase, "pobj") if self.tree.tokens[phrase].lemma.lower() == "in" else -1
        lemma = self.tree.tokens[noun].lemma.lower() if noun >= 0 else ""
        return lemma in cues.FICTIONS or lemma in ("likelihood", "probability")

    def _modal(self, verb: int) -> tuple[str, bool]:
        """What the modal auxiliaries say, and whether one of them is of ability ("could")."""
        factuality, able = "Actual", False
        for aux in self.tree.auxiliaries(verb):
            token = self.tree.tokens[aux]
            modal = _MODALS.get(token.text.lower()) if token.tag == "MD" else None
            if modal:
                factuality = modal
                able = token.text.lower() in _ABILITY
                if token.lemma.lower() == "would" and self._counterfactual(verb):
                    factuality = "Possible"
        return factuality, able

    def _counterfactual(self, verb: int) -> bool:
        """ "would have replied", "would like to": no plan."""
        words = {self.tree.tokens[a].lemma.lower() for a in self.tree.auxiliaries(verb)}
        return "have" in words or self.tree.tokens[verb].lemma in ("like", "love", "prefer", "want")

    def _scheduled(self, verb: int) -> bool:
        """ "meets him on Friday", "is meeting him tomorrow": a present with a date to come is a programme."""
        tree, token = self.tree, self.tree.tokens[verb]
        helps = [tree.tokens[a] for a in tree.auxiliaries(verb)]
        present = token.tag in ("VBZ", "VBP") and not helps
        going_on = token.tag == "VBG" and any(t.lemma == "be" and t.tag in ("VBZ", "VBP") for t in helps)
        if not present and not going_on:
            return False
        return any(self._to_come(c) for c in tree.children[verb])

    def _to_come(self, phrase: int) -> bool:
        """ "tomorrow", "next week", "on Friday"."""
        tree, token = self.tree, self.tree.tokens[phrase]
        if token.lemma.lower() == "on":
            day = tree.child(phrase, "pobj")
            return day >= 0 and tree.tokens[day].lemma.lower() in _WEEKDAYS
        below = {tree.tokens[c].lemma.lower() for c in tree.children[phrase]}
        time = token.dep in ("npadvmod", "advmod")
        return time and (token.lemma.lower() == "tomorrow" or (token.ent == "DATE" and "next" in below))

    def _inverted_condition(self, verb: int) -> bool:
        """ "had he met her, the strike would have ended"."""
        tree = self.tree
        inverted = tree.tokens[verb].dep in ("ccomp", "advcl") and tree.tokens[verb].head > verb
        if not inverted or tree.child(verb, "aux", "auxpass") < 0:
            return False
        first = tree.subtree(verb)[0]
        word = tree.tokens[first]
        return (
            word.head == verb and word.dep in ("aux", "auxpass") and word.lemma.lower() in ("have", "be", "should")
            and word.tag in ("VBD", "MD") and first < tree.child(verb, "nsubj", "nsubjpass")
        )  # fmt: skip

    def _conditional(self, verb: int) -> bool:
        """ "will meet him if the road opens", not "will meet him even if it does not"."""
        tree = self.tree
        for c in tree.children[verb]:
            if tree.tokens[c].dep == "advcl" and (mark := tree.child(c, "mark")) >= 0:
                even = mark > 0 and tree.tokens[mark - 1].lemma.lower() == "even"
                if tree.tokens[mark].lemma.lower() in ("if", "unless") and not even:
                    return True
        return False

    # -- polarity ----------------------------------------------------------------------------------------------

    def negated(self, verb: int) -> bool:
        """Whether the clause is negated by a particle, an inversion, or a negative phrase among its arguments."""
        tree = self.tree
        beside = [c for a in tree.auxiliaries(verb) for c in tree.children[a]]  # "not once did he write"
        for c in (*tree.children[verb], *beside):
            token = tree.tokens[c]
            word = token.lemma.lower()
            if c > verb and (word == "nor" or self._of_second(verb, c)):
                continue  # belongs to the next clause
            if word in _NOT or token.text.lower() in _NOT:
                following = tree.tokens[c + 1].lemma.lower() if c + 1 < len(tree.tokens) else ""
                if following not in ("only", "just", "merely", "until", "till"):
                    return True
            if token.dep in ("advmod", "npadvmod") and self._negative_adverb(c):
                return True
            if token.dep == "prep" and (self._negative_occasion(c) or self._negative_addressee(c)):
                return True
            negative = word in _NOBODY or self.has_negative_determiner(c)
            if negative and token.dep in ("nsubj", "nsubjpass", "dobj", "attr", "expl", "dative"):
                return True
        subject = tree.surface_subject(verb)
        if self._all_but(verb) or (subject >= 0 and self._not_even(subject)):
            return True
        nobody = subject >= 0 and tree.tokens[subject].lemma.lower() in ("nobody", "none", "neither")
        return nobody or self._none_of_which(verb)

    def _of_second(self, verb: int, adverb: int) -> bool:
        """ "was head turnkey and never governor": the adverb behind "and" denies what stands behind it."""
        before = self.tree.tokens[adverb - 1]
        joined = before.dep == "cc" and before.i > verb and before.head == verb
        below = (self.tree.tokens[c] for c in self.tree.children[verb])
        return joined and any(t.dep in ("attr", "acomp", "dobj") and t.i < before.i for t in below)

    def _all_but(self, verb: int) -> bool:
        """ "all but met her", "did anything but meet her", "never so much as met her"."""
        before = [t.lemma.lower() for t in self.tree.tokens[max(0, verb - 4) : verb]]
        nearly = before[-2:] in (["all", "but"], ["anything", "but"])
        return nearly or (before[1:] == ["so", "much", "as"] and before[0] in _NOT)

    def _not_even(self, subject: int) -> bool:
        """ "not even Ann wrote", "not one of them wrote"."""
        below = {self.tree.tokens[c].lemma.lower() for c in self.tree.children[subject]}
        return "not" in below and ("even" in below or self.tree.tokens[subject].lemma.lower() in ("one", "a"))

    def _none_of_which(self, verb: int) -> bool:
        """ "three letters, none of which he answered"."""
        up = self.tree.tokens[verb].head
        behind = [t.lemma.lower() for t in self.tree.tokens[up + 1 : up + 3]]
        none = self.tree.tokens[verb].dep == "relcl" and self.tree.tokens[up].lemma.lower() in ("none", "neither")
        return none and behind in (["of", "which"], ["of", "whom"])

    def _negative_adverb(self, adverb: int) -> bool:
        """ "no longer", "not once", "nearly met"."""
        tree = self.tree
        inner = {tree.tokens[n].lemma.lower() for n in tree.children[adverb]}
        word = tree.tokens[adverb].lemma.lower()
        if word in ("almost", "nearly"):
            return True
        again = word in ("again", "since", "before", "yet") and bool(inner & {"never", "not"})  # "never again wrote"
        return again or (word == "long" and "no" in inner) or (word in ("once", "ever") and "not" in inner)

    def _negative_occasion(self, preposition: int) -> bool:
        """ "at no time", "under no circumstances", unlike "with no time to lose"."""
        noun = self.tree.child(preposition, "pobj") if self.tree.tokens[preposition].lemma.lower() != "with" else -1
        return (
            noun >= 0
            and self.tree.tokens[noun].lemma.lower() in _NO_OCCASION
            and self.has_negative_determiner(noun)
        )

    def _negative_addressee(self, preposition: int) -> bool:
        """ "replied to neither letter", "wrote to nobody", not "wrote to her to no avail"; "in touch with neither"."""
        word = self.tree.tokens[preposition].lemma.lower()
        noun = self.tree.child(preposition, "pobj")
        if word == "in" and noun >= 0:
            inner = (c for c in self.tree.children[noun] if self.tree.tokens[c].lemma == "with")
            return any(self._negative_addressee(c) for c in inner)
        neither = any(t.lemma.lower() == "neither" for t in self.tree.tokens[max(0, noun - 3) : noun + 1])
        noun = noun if word == "to" or (word == "with" and neither) else -1  # "with nobody else present": they met
        if noun < 0 or self.tree.tokens[noun].lemma.lower() in _NO_USE:
            return False
        return self.tree.tokens[noun].lemma.lower() in _NOBODY or self.has_negative_determiner(noun)

    def has_negative_determiner(self, noun: int) -> bool:
        """ "no reply", "neither delegation", "not a single letter"."""
        below = {self.tree.tokens[c].lemma.lower() for c in self.tree.children[noun]}
        return ("not" in below and ("single" in below or "one" in below)) or any(
            self.tree.tokens[c].dep in ("det", "neg", "predet", "preconj")
            and self.tree.tokens[c].lemma.lower() in ("no", "neither")
            for c in self.tree.children[noun]
        )

    def _ends(self, verb: int) -> bool:
        """ "did not answer until May": what is denied for the time before is said of the time after."""
        tree = self.tree
        if any(tree.tokens[a].text.lower() in ("has", "have", "'ve", "’ve") for a in tree.auxiliaries(verb)):
            return False
        infinitive = tree.child(verb, "xcomp")  # "did not trouble to answer until May"
        for c in (*tree.children[verb], *(tree.children[infinitive] if infinitive >= 0 else ())):
            token = tree.tokens[c]
            if c < verb or token.dep not in ("prep", "advcl"):
                continue
            bound = tree.child(c, "pobj", "pcomp") if token.dep == "prep" else c
            word = c if token.dep == "prep" else tree.child(c, "mark")
            if bound >= 0 and word >= 0 and tree.tokens[word].lemma.lower() in ("until", "till"):
                stretch = any(tree.tokens[b].lemma.lower() == "from" for b in tree.children[verb] if verb < b < c)
                return not stretch and tree.tokens[bound].lemma.lower() not in _NEVER_ENDS
        return False

    def is_indirect_question(self, verb: int) -> bool:
        """ "… whether they had met", "… if he wrote"."""
        mark = self.tree.child(verb, "mark")
        return mark >= 0 and self.tree.tokens[mark].lemma.lower() in ("whether", "if")

    def is_subjunctive(self, verb: int) -> bool:
        """Whether the verb of a finite clause stands in its bare form: "that she write to him"."""
        tree = self.tree
        subject = tree.child(verb, "nsubj", "nsubjpass")
        if subject < 0 or tree.auxiliaries(verb):
            return False
        third = tree.tokens[subject].tag in ("NN", "NNP") or tree.tokens[subject].lemma.lower() in ("he", "she", "it")
        return tree.tokens[verb].tag == "VB" or (third and tree.tokens[verb].tag == "VBP")

    def shared_negation(self, node: int, up: int) -> str:
        """ "did not write or call": a bare conjunct shares the auxiliary and its negation."""
        tree = self.tree
        words = [tree.tokens[c].lemma.lower() for c in tree.children[up] if tree.tokens[c].dep in ("cc", "preconj")]
        if any(tree.tokens[c].lemma.lower() == "nor" and up < c < node for c in tree.children[up]):
            return "Negated"
        if any(tree.tokens[c].dep in ("aux", "nsubj", "nsubjpass", "auxpass") for c in tree.children[node]):
            return "Actual"
        bare = tree.tokens[node].tag == "VB" and "but" not in words
        either = "or" in words and tree.tokens[node].tag == tree.tokens[up].tag  # "never met or wrote to"
        return "Negated" if (bare or either) and self.negated(up) and not self._ends(up) else "Actual"

    def is_question(self, verb: int) -> bool:
        """Whether the verb stands in a sentence that ends in a question mark."""
        sentence = self.tree.sentences[self.tree.sentence_of[verb]]
        tail = [self.tree.tokens[i].text for i in range(max(sentence.last - 2, sentence.first), sentence.last)]
        return "?" in tail
