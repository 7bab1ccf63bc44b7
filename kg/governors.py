"""Governors: what the verb, adjective, noun or preposition above a clause says of the clause's event.

"promised to write", "too ill to write", "a report that she wrote", "without writing"; and who speaks by it.
"""

from __future__ import annotations

from kg import cues
from kg.modality import ModalityReader, combined
from kg.model import Record
from kg.speakers import SpeakerReader
from kg.stances import StanceReader
from kg.syntax import Tree

__all__ = ["GovernorReader", "Step"]

_SETTINGS = frozenset("after before since upon following despite during besides".split())
"""Prepositions that take for granted what stands below them: "after meeting him"."""
_SOURCES = cues.MOTION_VERBS | frozenset("stem derive result profit benefit learn earn date".split())
"""Verbs whose "from" denies nothing: "returned from visiting his mother"."""
_SLIPS = frozenset("fail forget neglect omit".split())
"""Negative verbs whose own denial is a fact: "did not fail to write"."""
_SCRUPLES = frozenset(["hesitate", "scruple"])
"""Verbs whose denial is a fact, and no more: "did not hesitate to write"."""
_EXCLUDING = frozenset(["rule out", "decide against"])
_RISING = frozenset("rise go come climb advance progress grow live".split())
"""Verbs whose infinitive of being or becoming is what came of it."""
_CEASING = frozenset(["stop", "cease", "help", "resist"])
_BRINKS = frozenset(["point", "verge", "brink"])
_STOPPED = frozenset("die perish drown kill murder shoot arrest capture intercept".split())
"""What keeps somebody from what he had before him: "died before writing"."""
_LESS = (["let", "alone"], ["much", "less"], ["still", "less"])
_SECRETS = frozenset("secret bone apology excuse".split())
"""What somebody makes none of who tells freely what he did."""
_CONVINCING = frozenset(["convince", "persuade", "satisfy"])
_TASKING = frozenset("charge task entrust trust burden".split())
"""Verbs whose "with" names what somebody is to do: "was charged with delivering it"."""
_REACHING = frozenset([("succeed", "in"), ("get", "to"), ("get", "round"), ("get", "around"), ("come", "to")])
"""Verb and preposition of something managed: "never got round to writing", "succeeded in meeting her"."""


class Step(Record, frozen=True, gc=False):
    """What one governor adds to a claim."""

    factuality: str = "Actual"
    speaker: int = -1
    """Mention that speaks by this governor, -1 for none."""
    ends: bool = False
    """Whether nothing above this governor bears on the event."""


class GovernorReader:
    """Reads what stands above the clauses of one document."""

    def __init__(self, tree: Tree, modality: ModalityReader, stances: StanceReader, speakers: SpeakerReader) -> None:
        self.tree, self.modality, self.stances, self.speakers = tree, modality, stances, speakers

    def step(self, node: int, up: int) -> Step:
        """What the governor `up` of `node` adds."""
        tree, dep = self.tree, self.tree.tokens[node].dep
        if dep == "pcomp":
            return self._preposition(up)
        if not tree.is_verb(up):
            if tree.tokens[up].pos == "ADJ":
                finite = dep == "ccomp" and not tree.has_to(node)
                if finite and tree.tokens[up].lemma.lower() in cues.FACTIVE_ADJECTIVES:
                    return Step(ends=True)  # "nobody was surprised that they had met"
                return Step("Possible" if finite and self.stances.believes(up) else self.stances.adjective(up))
            if dep in ("acl", "relcl") or (dep == "ccomp" and tree.tokens[up].pos == "NOUN"):
                return self._nominal(up)  # "reports that they met", labelled either way
            return Step(ends=tree.tokens[up].pos in ("PROPN", "PRON"))
        if self.modality.is_so_told(up):
            doubted = node > up or any(t.lemma.lower() == "or" for t in tree.tokens[node:up])
            if doubted:
                teller = -1 if tree.tokens[up].lemma in ("go", "run") else self.speakers.of_verb(up)
                return Step("Possible", teller, ends=True)  # "he met her, or so he said"
        if dep == "conj" and [t.text.lower() for t in tree.tokens[node - 2 : node]] in _LESS:
            return Step("Negated")  # "never met her, let alone wrote to her"
        if dep == "conj":
            return Step("Negated" if self._rather_than(up, node) else self.modality.shared_negation(node, up))
        if dep == "advcl":
            speech = tree.tokens[up].lemma in cues.SPEECH_VERBS and tree.tokens[up].dep == "ROOT"
            past = tree.has_to(up) and tree.tokens[node].tag == "VBD" and self._begins_with(node, _SETTINGS)
            return Step(self._adverbial(node, up), ends=speech or past)  # "voted to go after she had written to him"
        if dep == "prep" and tree.tokens[node].lemma.lower() in _SETTINGS:
            outer = self.modality.of_clause(up)
            return Step(outer if outer in ("Planned", "Possible") else "Actual")
        if dep == "ccomp" and node < up and self._stands_beside(node, up):
            return Step()  # "she wrote; nobody answered": two sentences that the parser put into one
        return self._complement(node, up)

    def _stands_beside(self, node: int, up: int) -> bool:
        """Whether a clause before `up` is no complement of it but a sentence of its own."""
        tree = self.tree
        if any(t.text == ";" for t in tree.tokens[node:up]):
            return True
        return tree.tokens[up].lemma not in cues.CLAUSE_VERBS and tree.tokens[up].lemma != "be"

    def _rather_than(self, left: int, right: int) -> bool:
        """ "went home rather than meet him"."""
        return any(
            left < c < right and self.tree.tokens[c].lemma == "than" and self.tree.tokens[c - 1].lemma == "rather"
            for c in self.tree.children[left]
        )

    # -- verbs -------------------------------------------------------------------------------------------------

    def _complement(self, node: int, up: int) -> Step:
        """A clause below a verb: its cue, whether that verb itself is negated or planned, and who speaks."""
        lemma = self.tree.tokens[up].lemma
        finite = self.tree.tokens[node].dep in ("ccomp", "parataxis", "csubj") and not self.tree.non_finite(node)
        local = self.modality.of_clause(up)
        speaker = -1
        if (lemma in cues.SPEECH_VERBS or lemma in cues.REPORTED_VERBS) and self._is_said(node):
            speaker = self.speakers.of_verb(up)
        if lemma in _CEASING and local == "Negated" and self.tree.tokens[node].tag == "VBG":
            return Step("Actual", speaker)  # "never stopped writing", "could not help writing"
        if lemma == "forget" and not self.tree.has_to(node):
            return Step("Actual", speaker)  # "forgot that he had met her", "forgot meeting her"
        if lemma in cues.NEGATIVE_VERBS and self._left_open(up):
            return Step("Possible", speaker, ends=True)
        if lemma in cues.NEGATIVE_VERBS and self.modality.negated(up):
            return Step("Actual" if not finite and lemma in _SLIPS else "Possible", speaker)
        if lemma in _SCRUPLES and local == "Negated":
            return Step("Actual", speaker)
        if self.tree.tokens[node].tag == "VBG" and self.stances.postpones(up):
            return Step("Planned", speaker)  # "put off meeting her"
        if (finite or self.tree.tokens[node].tag == "VBG") and self.stances.phrase(up, _EXCLUDING):
            return Step("Possible" if local == "Negated" else "Negated", speaker)  # "ruled out meeting her"
        cue = self._finite_cue(node, up) if finite else self._infinitive_cue(node, up)
        if lemma in cues.REPORTED_VERBS and finite:
            weak = local in ("Negated", "Possible") and lemma not in cues.NEGATIVE_VERBS
            return Step(combined(cue, "Possible" if weak else "Actual"), speaker)
        if lemma == "be" and finite:
            return Step(self._predicate(up, local), speaker)
        if lemma == "know" and self.tree.is_passive(up):  # "they are not known to have met"
            return Step("Possible" if local == "Negated" else local, speaker)
        if lemma in cues.FACTIVE_VERBS and not self.tree.has_to(node):
            return Step("Actual", speaker)
        if finite and self._nothing_to(up):
            return Step("Possible", speaker, ends=True)
        if lemma in cues.MISSING_VERBS and self.tree.tokens[node].tag == "VBG":
            return Step("Possible" if local == "Negated" else "Negated", speaker)  # "missed meeting her"
        wanted = lemma in cues.PLAN_VERBS or lemma in cues.WANTING_VERBS or lemma in ("be", "go")
        if local == "Negated" and cue in ("Planned", "Possible") and not wanted:
            return Step(cue, speaker)  # "did not ask her to write": she may have written
        return Step(combined(cue, local), speaker)

    def _is_said(self, node: int) -> bool:
        """Whether words below a verb of speech may be what is said, unlike "without meeting" and "found herself"."""
        subject = self.tree.child(node, "nsubj")
        itself = subject >= 0 and self.tree.tokens[subject].text.lower().endswith(("self", "selves"))
        return not itself and self.tree.tokens[node].lemma.lower() not in ("without", "by", "despite")

    def asks(self, node: int) -> bool:
        """Whether a clause is an indirect question, which nothing above it answers: "declined to say whether"."""
        inside = self.tree.tokens[node].dep in ("ccomp", "csubj", "csubjpass", "pcomp")
        return inside and self.modality.is_indirect_question(node)

    def _nothing_to(self, verb: int) -> bool:
        """ "there is nothing to show that they met"."""
        noun = self.tree.tokens[verb].head
        lacking = self.tree.tokens[noun].lemma.lower() in ("nothing", "little", "none")
        below = self.tree.tokens[verb].dep in ("relcl", "acl", "xcomp")
        return below and (lacking or self.modality.has_negative_determiner(noun))

    def _left_open(self, verb: int) -> bool:
        """ "neither confirmed nor denied"."""
        token = self.tree.tokens[verb]
        return token.dep == "conj" and self.modality.shared_negation(verb, token.head) == "Negated"

    def _finite_cue(self, node: int, up: int) -> str:
        """What a verb says of a that-clause; "it was rumoured that …" is hearsay unless somebody is named."""
        if self.tree.tokens[up].lemma in cues.MANDATIVE_VERBS and self.modality.is_subjunctive(node):
            return "Possible"
        lemma = self.tree.tokens[up].lemma
        subject = self.tree.child(up, "nsubj", "nsubjpass")
        if subject >= 0 and self.tree.tokens[subject].lemma.lower() in cues.HEARSAY_NOUNS:
            return "Possible"  # "legend has it that"
        if self.modality.runs(up) or (lemma in _CONVINCING and self.tree.is_passive(up)):
            return "Possible"  # "the story goes that", "was convinced that"
        told = lemma != "report" or self.tree.tokens[up - 1].text == "being"  # "it is being reported", not "was"
        hearsay = lemma in cues.HEARSAY_VERBS and told and self.tree.child(up, "nsubjpass") >= 0
        return "Possible" if hearsay and self.tree.child(up, "agent") < 0 else self.stances.cue(up, "clause")

    def _infinitive_cue(self, node: int, up: int) -> str:
        """What a verb says of an infinitive or gerund below it."""
        tree, token = self.tree, self.tree.tokens[up]
        perfect = any(tree.tokens[a].lemma == "have" for a in tree.auxiliaries(node))
        if self._outcome(node, up):
            return "Actual"
        off = tree.child(up, "prt") >= 0 and token.lemma not in ("hurry", "rush")  # but "hurried off to meet him"
        if token.lemma in cues.MOTION_VERBS and self.tree.has_to(node) and not off:
            return "Planned" if tree.tokens[node].dep == "xcomp" else "Actual"
        if token.lemma == "be" and perfect and token.tag == "VBD" and self.stances.is_to(up):
            return "Negated"  # "was to have met him"
        if token.lemma == "have" and self.tree.has_to(node):
            return self._duty(up)
        if token.lemma == "ought":
            return "Possible"
        if token.lemma in ("try", "attempt", "seek") and self._in_vain(up):
            return "Negated"
        if tree.is_passive(up):
            if token.lemma == "suppose" and not perfect:
                return "Planned"  # "was supposed to meet him", not "is supposed to have met him"
            if token.lemma in cues.HEARSAY_VERBS:
                return "Possible"  # "is said to have met him"
        cue = self.stances.cue(up, "infinitive")
        return "Possible" if cue == "Actual" and self._in_view(node, up) else cue

    def _in_view(self, node: int, up: int) -> bool:
        """Whether an infinitive with "to" is no more than what a verb was about: "authorised him to write"."""
        lemma = self.tree.tokens[up].lemma
        own = self.tree.tokens[node].dep == "xcomp" and self.tree.child(up, "dobj", "auxpass") < 0
        implied = lemma in cues.IMPLICATIVE_VERBS or (own and lemma in cues.CHOOSING_VERBS)
        taken = self.tree.child(up, "dobj") if lemma == "take" else -1
        implied = implied or (taken >= 0 and self.tree.tokens[taken].lemma in ("care", "pain", "pains", "trouble"))
        return self.tree.has_to(node) and self.tree.tokens[up].pos == "VERB" and not implied

    def _duty(self, verb: int) -> str:
        """ "has yet to write", "has to write by June"; "had to write" is done."""
        words = {self.tree.tokens[c].lemma.lower() for c in self.tree.children[verb]}
        if words & {"yet", "still"}:
            return "Negated"
        return "Actual" if self.tree.tokens[verb].tag in ("VBD", "VBN") else "Planned"

    def _in_vain(self, verb: int) -> bool:
        """ "tried in vain to reach her", "tried unsuccessfully"."""
        for c in self.tree.children[verb]:
            word = self.tree.tokens[c].lemma.lower()
            if word in ("unsuccessfully", "vainly"):
                return True
            if word in ("in", "without") and any(
                self.tree.tokens[n].lemma.lower() in ("vain", "success") for n in self.tree.children[c]
            ):
                return True
        return False

    def _begins_with(self, clause: int, words: frozenset[str]) -> bool:
        mark = self.tree.child(clause, "mark")
        return mark >= 0 and self.tree.tokens[mark].lemma.lower() in words - {"before"}

    def _adverbial(self, node: int, up: int) -> str:
        mark = self.tree.child(node, "mark", "advmod")
        word = self.tree.tokens[mark].lemma.lower() if mark >= 0 else ""
        past = self.tree.tokens[node].tag in ("VBD", "VBN")
        if word in ("than", "rather") and any(
            self.tree.tokens[c].lemma.lower() == "rather" for c in self.tree.children[node]
        ):
            return "Negated"  # "rather than meet him, she went home"
        if word in cues.CONDITIONALS and not (past and word in ("until", "once")):
            return "Possible"
        outer = self.modality.of_clause(up)
        if self.tree.has_to(node):
            return "Planned" if outer == "Actual" and not self._outcome(node, up) else outer
        present = self.tree.tokens[node].tag in ("VBZ", "VBP", "VB", "VBG")
        return outer if present and outer in ("Planned", "Possible") else "Actual"

    def _outcome(self, node: int, up: int) -> bool:
        """ "rose to be governor", "went on to write the book": an infinitive of result."""
        if self.tree.tokens[up].lemma == "go" and self.tree.tokens[up].tag != "VBG" and self.tree.has_to(node):
            return any(self.tree.tokens[c].text.lower() == "on" and c == up + 1 for c in self.tree.children[up])
        risen = self.tree.tokens[up].lemma in _RISING and self.tree.tokens[up].tag != "VBG"
        return risen and self.tree.tokens[node].lemma in ("be", "become")

    # -- prepositions, adjectives, nouns -----------------------------------------------------------------------

    def _preposition(self, preposition: int) -> Step:
        """ "without meeting", "accused him of having met", "after meeting"."""
        tree = self.tree
        word, up = tree.tokens[preposition].lemma.lower(), tree.tokens[preposition].head
        governor = tree.tokens[up].lemma.lower()
        instead = any(tree.tokens[c].lemma.lower() == "instead" for c in tree.children[preposition])
        if word in ("without", "instead") or (word == "of" and (instead or governor in ("instead", "short"))):
            return Step("Negated")
        if word == "from" and governor not in _SOURCES:
            if tree.is_verb(up) and self.modality.negated(up):
                return Step(ends=True)  # "could not keep her from writing"
            return Step("Negated")
        if word == "before" and governor in _STOPPED:
            return Step("Negated")
        forward = any(tree.tokens[c].lemma.lower() == "forward" for c in tree.children[up])
        if word == "to" and governor == "look" and forward:
            return Step("Planned")
        if word == "to" and governor in ("close", "near"):
            return Step("Negated", ends=True)  # "came close to meeting her"
        if word == "of" and governor in _BRINKS:
            return Step("Planned")  # "was on the point of meeting her"
        if word == "of" and tree.tokens[up].text == "better":
            return Step("Negated", ends=True)  # "thought better of meeting her"
        if word == "with" and governor in _TASKING:
            return Step("Possible")
        if word == "against":
            return Step("Negated" if governor == "decide" else "Possible")
        if tree.is_verb(up):
            if (governor, word) in _REACHING:
                return Step(self.modality.of_clause(up))
            thing = tree.child(up, "dobj")
            if word == "in" and thing >= 0 and self.stances.noun_cue(thing) == "Negated":
                return Step("Negated")  # "saw no point in writing"
            if word == "on" and governor == "insist":
                return Step("Possible")
            if word in ("of", "about", "in", "on"):
                speaker = self.speakers.of_verb(up) if governor in cues.REPORTED_VERBS else -1
                if governor == "accuse" and tree.is_passive(up) and tree.child(up, "agent") < 0:
                    return Step("Possible", -1)
                return Step(self.stances.cue(up, "infinitive"), speaker)
        if tree.tokens[up].pos == "NOUN":
            above = tree.tokens[up].head
            if tree.is_verb(above) and tree.tokens[up].dep in ("dobj", "nsubjpass") and self.stances.cancels(above):
                return Step("Negated")  # "gave up the idea of meeting her"
            if tree.tokens[up].lemma in _SECRETS and self.modality.has_negative_determiner(up):
                return Step("Actual", ends=True)  # "made no secret of meeting her"
            return Step(self.stances.noun_cue(up) or "Actual")
        return Step()

    def _predicate(self, verb: int, local: str) -> str:
        """ "it is possible that she wrote", "it is not true that she wrote"."""
        attribute = self.tree.child(verb, "acomp", "attr")
        if attribute < 0:
            return local
        if self.tree.tokens[attribute].lemma.lower() in cues.FALSE_WORDS:
            return "Possible" if local == "Negated" else "Negated"
        if local == "Negated" and self.tree.tokens[attribute].lemma.lower() in cues.CERTAIN_ADJECTIVES:
            return "Possible"  # "it is not known that she wrote"
        return combined(self.stances.noun_cue(attribute) or self.stances.adjective(attribute), local)

    def _nominal(self, noun: int) -> Step:
        """A clause below a noun: "her promise to write", "denied a report that they had met"."""
        token = self.tree.tokens[noun]
        lemma, up = token.lemma.lower(), token.head
        if lemma in cues.REPORT_NOUNS:
            return Step("Actual", self.speakers.of_noun(noun), True)
        if lemma in cues.CAPACITY_NOUNS and token.dep == "dobj" and self.tree.is_verb(up):
            return Step(self.stances.capacity(noun, up), ends=True)
        if token.dep == "attr" and self.stances.says_untrue(up):
            return Step("Negated", ends=True)  # "it is not the case that they met"
        cue = self.stances.noun_cue(noun)
        if not cue:
            return Step(ends=True)
        if up != noun and self.tree.is_verb(up):
            if self.tree.tokens[up].lemma in cues.NEGATIVE_VERBS:
                speaker = self.speakers.of_verb(up) if token.dep == "dobj" else -1
                return Step("Negated", speaker, True)
            if self.stances.broken(noun, up):
                return Step("Negated", ends=True)
            if cue == "Possible" and token.dep == "dobj" and self.tree.tokens[up].lemma in cues.ACCEPTING_VERBS:
                return Step(combined("Planned", self.modality.of_clause(up)), ends=True)
            if self.stances.cancels(up) or (token.dep in ("nsubj", "nsubjpass") and self.stances.says_untrue(up)):
                return Step("Negated", ends=True)
        return Step(cue, ends=True)

