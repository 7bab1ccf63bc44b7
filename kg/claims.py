"""Claims: does the text present an event as having happened, and whom does it make responsible for saying so?

One walk up the tree from the trigger, the same for every relation. On its way a claim meets operators of its own clause
(negation, modals, hedges), then the verbs and nouns that the clause hangs on (denied, promised, hoped, a report that),
and verbs of speech, whose subject speaks. Values follow FactBank (Saurí & Pustejovsky 2009) reduced to four:
`Actual`, `Negated`, `Planned`, `Possible`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import cues
from kg.governors import GovernorReader
from kg.mentions import Mentions
from kg.modality import ModalityReader, combined
from kg.model import Record
from kg.quotes import Quote
from kg.speakers import SpeakerReader
from kg.stances import StanceReader
from kg.syntax import Tree

__all__ = ["Claim", "ClaimReader"]

_EVENTIVE_VERBS = frozenset("take happen occur follow be hold end begin start last open resume convene".split())

_COMING = cues.MOTION_VERBS | frozenset(["turn", "show", "appear", "attend"])
"""Verbs of getting to an occasion: "turned up for the meeting"."""
_WRITTEN = frozenset("story report draft tradition legend application proposal appeal order".split())
"""Nouns of what is told that may itself be written or sent: "the story that he wrote"."""
_TELLING = frozenset("write send tell read print publish bring hear submit draft".split())
_DRAFTING = frozenset("draft write prepare compose begin sign".split())
_SENDING = frozenset("send post mail dispatch deliver finish".split())
_DEPRIVING = frozenset(["cheat", "rob", "deprive"])
_FUTURE = frozenset(["will", "shall", "'ll", "’ll"])


class Claim(Record, frozen=True, gc=False):
    """How a document presents an event."""

    factuality: str
    speaker: int
    """Mention that speaks, -1 for the document itself."""


class ClaimReader:
    """Reads claims off the trees of one document."""

    def __init__(self, tree: Tree, mentions: Mentions, quotes: Sequence[Quote]) -> None:
        self.tree = tree
        self.modality = ModalityReader(tree)
        self.stances = StanceReader(tree, self.modality)
        self.speakers = SpeakerReader(tree, mentions, quotes)
        self.governors = GovernorReader(tree, self.modality, self.stances, self.speakers)

    def presupposed(self, token: int) -> Claim:
        """The claim of what a phrase takes for granted ("her husband"): actual, and the document's unless quoted.

        As a predicate ("is not her husband") the same phrase takes nothing for granted.
        """
        if (copula := self._copula(token)) >= 0:
            return self.of_verb(copula)
        if (copula := self._compared(token)) >= 0:
            claim = self.of_verb(copula)
            return Claim("Actual", claim.speaker) if claim.factuality == "Negated" else claim
        noun = self.tree.tokens[token]
        if noun.dep in ("nsubj", "nsubjpass") and (told := self._as_subject(noun.head)) is not None:
            return told
        against = self._as_complement(token) if noun.dep == "pobj" else ""
        factuality = against or combined(self._modifier(token), self._unrealised(token))
        return Claim(factuality, self.speakers.quoted(token))

    def _as_subject(self, verb: int) -> Claim | None:
        """What a clause says of a subject that would be taken for granted; None for most."""
        if self.stances.says_unreal(verb):
            return Claim("Negated", self.of_verb(verb).speaker)  # "her letter to him is a forgery"
        if self.tree.tokens[verb].lemma in ("materialise", "materialize"):
            return self.of_verb(verb)  # "her letter to him never materialised"
        unsent = any(
            self.tree.tokens[c].dep == "conj"
            and self.tree.tokens[c].lemma in _SENDING
            and {"not", "never"} & {t.lemma.lower() for t in self.tree.tokens[verb + 1 : c]}
            for c in self.tree.children[verb]
        )
        if unsent and self.tree.tokens[verb].lemma in _DRAFTING:
            return Claim("Negated", self.of_verb(verb).speaker)  # "her reply had been drafted but not sent"
        return None

    def _as_complement(self, noun: int) -> str:
        """ "posed as his wife", "was taken for his wife", "death cheated her of her reunion with him"; or nothing."""
        preposition = self.tree.tokens[self.tree.tokens[noun].head]
        word, above = preposition.lemma.lower(), self.tree.tokens[preposition.head]
        posing = above.lemma in cues.POSING_VERBS or (word == "for" and above.lemma == "take")
        if word in ("as", "for") and posing:
            return "Possible"
        verb = self.tree.tokens[above.head] if above.pos in ("PROPN", "NOUN") else above
        return "Negated" if word == "of" and verb.lemma in _DEPRIVING else ""

    def _copula(self, noun: int) -> int:
        """The verb of which a noun is the predicate: "is her answer"; -1 for none."""
        token = self.tree.tokens[noun]
        linked = token.dep in ("attr", "acomp") and self.tree.tokens[token.head].lemma in ("be", "become", "remain")
        return token.head if linked else -1

    def _compared(self, noun: int) -> int:
        """The verb of "may be no more than her answer", which says that it is that at least; -1 for none."""
        than = self.tree.tokens[noun].head
        return self._copula(self.tree.tokens[than].head) if self.tree.tokens[than].lemma == "than" else -1

    def of_verb(self, verb: int) -> Claim:
        """The claim that a clause makes of the event of its verb."""
        factuality, speaker = self._walk(verb)
        speaker = speaker if speaker >= 0 else self.speakers.quoted(verb)
        return Claim(factuality, speaker if speaker >= 0 else self.speakers.continued(verb))

    def of_noun(self, noun: int, carrier: int, definite: bool) -> Claim:
        """The claim about an event that a noun names; `carrier` is its light verb or -1.

        A definite phrase presupposes its event ("her letter to the king"), unless the clause tells of the event's own
        taking place ("the reunion was cancelled").
        """
        factuality = "Negated" if self.modality.has_negative_determiner(noun) else self._modifier(noun)
        verb = carrier if carrier >= 0 else self._occurrence(noun)
        if verb >= 0:
            own = self.stances.cue(verb, "noun")
            walked, speaker = self._walk(verb)
            if own == "Negated" and self.modality.negated(verb):
                own = walked = "Possible"  # "did not rule out a meeting"
            own = "Planned" if own == "Actual" and self._announced(noun, verb) else own
            if factuality == "Planned" and carrier < 0 and own == walked == "Actual":
                factuality = "Actual"  # "the planned meeting took place"
            factuality = combined(combined(factuality, own), walked)
        elif definite and factuality == "Actual":
            taken = self.presupposed(noun)
            if taken.factuality != "Actual":
                return taken
            return Claim("Planned" if self._ahead(noun) else self._attendance(noun), taken.speaker)
        elif factuality != "Actual" and definite:
            return Claim(factuality, self.speakers.quoted(noun))
        else:
            walked, speaker = self._climb_noun(noun)
            factuality = combined(factuality, walked)
        return Claim(factuality, speaker if speaker >= 0 else self.speakers.quoted(noun))

    # -- the walk --------------------------------------------------------------------------------------------

    def _walk(self, verb: int) -> tuple[str, int]:
        factuality = self.modality.of_clause(verb)
        speaker = self.speakers.beside(verb)
        node, asked = verb, False
        for _ in range(12):
            up = self.tree.tokens[node].head
            if up == node:
                break
            asked = asked or self.governors.asks(node)
            if (copula := self.tree.rank_copula(node)) >= 0:
                said = self.modality.of_clause(copula)
                factuality = combined(factuality, "Possible" if said == "Negated" else said)  # "was not the first to"
                node = copula
                continue
            if self.tree.tokens[node].dep == "relcl" and (copula := self._cleft(up)) >= 0:
                factuality = combined(factuality, self.modality.of_clause(copula))
                node = copula
                continue
            if self.tree.tokens[node].dep == "relcl" and self._had_it(up):
                return "Possible", speaker
            if self.tree.tokens[node].dep == "relcl" and not self._is_content(node, up):
                speaker = speaker if speaker >= 0 else self.speakers.around(up)
                break
            step = self.governors.step(node, up)
            factuality = combined(factuality, step.factuality)
            speaker = speaker if speaker >= 0 else step.speaker
            if step.ends:
                break
            node = up
            if speaker < 0:
                speaker = self.speakers.beside(node)
        if asked or (self.modality.is_question(verb) and factuality in ("Actual", "Planned")):
            factuality = "Possible"
        return factuality, speaker

    def _cleft(self, focus: int) -> int:
        """ "It was not Ann who wrote", "it may be he who wrote": the copula, which says so of it; -1 for none."""
        copula = self.tree.tokens[focus].head
        subject = self.tree.child(copula, "nsubj", "expl")
        named = self.tree.tokens[focus].dep == "attr" and self.tree.tokens[focus].pos in ("PROPN", "PRON")
        it = subject >= 0 and self.tree.tokens[subject].lemma.lower() == "it"
        return copula if named and it and self.tree.tokens[copula].lemma == "be" else -1

    def _had_it(self, it: int) -> bool:
        """ "Rumour had it that they met"."""
        verb = self.tree.tokens[it].head
        subject = self.tree.child(verb, "nsubj") if self.tree.tokens[it].lemma.lower() == "it" else -1
        return subject >= 0 and self.tree.tokens[subject].lemma.lower() in cues.HEARSAY_NOUNS

    def _is_content(self, verb: int, noun: int) -> bool:
        """ "stories that they had met": a clause that says what the noun says, though parsed as relative."""
        lemma = self.tree.tokens[noun].lemma.lower()
        able = lemma in cues.CAPACITY_NOUNS or lemma in cues.NEEDLESS_NOUNS
        if able and self.tree.child(noun, "poss") < 0:  # "had no time to meet her"
            return self.tree.has_to(verb)
        if lemma not in cues.NOMINAL_CUES:
            return False
        that = self.tree.child(verb, "mark", "advmod", "dative")
        objects = [c for c in self.tree.children[verb] if self.tree.tokens[c].dep == "dobj"]
        told = lemma in _WRITTEN and self.tree.tokens[verb].lemma in _TELLING  # a myth is nothing that anybody wrote
        if objects and self.tree.tokens[objects[0]].lemma.lower() == "that" and (len(objects) > 1 or not told):
            that = objects[0]
        opens = that >= 0 and (self.tree.tokens[that].dep == "mark" or self.tree.tokens[that].lemma.lower() == "that")
        return opens and self.tree.child(verb, "nsubj", "nsubjpass") >= 0

    # -- nouns -----------------------------------------------------------------------------------------------

    def _occurrence(self, noun: int) -> int:
        """The verb that tells whether the event of a noun came about ("the meeting was cancelled"), or -1."""
        token = self.tree.tokens[self.tree.first_conjunct(noun)]
        if token.head == token.i or not self.tree.is_verb(token.head):
            return -1
        lemma = self.tree.tokens[token.head].lemma
        if token.dep in ("nsubj", "nsubjpass"):
            planned = lemma in cues.PLAN_VERBS or lemma in cues.NEGATIVE_VERBS or lemma in ("request", "demand")
            planned = planned or self.stances.cancels(token.head) or self.stances.postpones(token.head)
            if (begun := self._begun(token.head)) >= 0:
                return begun
            if self.stances.says_unreal(token.head) or self.stances.doubts(token.head):
                return token.head
            place = lemma in _EVENTIVE_VERBS and (lemma != "be" or self.tree.child(token.head, "attr", "acomp") < 0)
            return token.head if planned or place else -1
        if token.dep == "dobj" and lemma in cues.NEGATIVE_VERBS | cues.PLAN_VERBS | cues.MISSING_VERBS:
            return token.head
        if token.dep == "attr" and self.tree.child(token.head, "expl") >= 0:
            return token.head
        return -1

    def _begun(self, verb: int) -> int:
        """The infinitive of "are due to begin", "is expected to be held", "had to be cancelled"; -1 for none."""
        adjective = self.tree.child(verb, "acomp")
        below = self.tree.child(adjective if adjective >= 0 else verb, "xcomp")
        ended = below >= 0 and (self.stances.cancels(below) or self.stances.postpones(below))
        return below if below >= 0 and (ended or self.tree.tokens[below].lemma in _EVENTIVE_VERBS) else -1

    def tells_occurrence(self, noun: int) -> bool:
        """Whether the clause around a noun says that its event did or did not come about."""
        return self._occurrence(noun) >= 0

    def _modifier(self, noun: int) -> str:
        """ "a planned meeting", "an unsent letter": what an adjective before the noun says of its event."""
        for c in self.tree.children[noun]:
            token = self.tree.tokens[c]
            behind = token.dep == "acl" and token.tag == "VBN"  # "the meeting planned for May"
            if behind or token.dep in ("amod", "compound"):
                found = cues.MODIFIERS.get(token.text.lower())
                if found:
                    return found
        return "Actual"

    def _announced(self, noun: int, verb: int) -> bool:
        """ "announced a meeting": it is to come, unlike "announced the marriage of their daughter"."""
        token, article = self.tree.tokens[noun], self.tree.child(noun, "det", "poss")
        indefinite = article < 0 or self.tree.tokens[article].lemma.lower() in ("a", "an")
        return token.dep == "dobj" and self.tree.tokens[verb].lemma == "announce" and indefinite

    def _ahead(self, noun: int) -> bool:
        """ "will raise it at her meeting with him": the occasion of what will be done is still to come."""
        preposition = self.tree.tokens[noun].head
        verb = self.tree.tokens[preposition].head
        setting = self.tree.tokens[preposition].lemma.lower() in ("at", "during", "before")
        if self.tree.tokens[noun].dep != "pobj" or not setting:
            return False
        return any(self.tree.tokens[a].lemma.lower() in _FUTURE for a in self.tree.auxiliaries(verb))

    def _attendance(self, noun: int) -> str:
        """ "failed to turn up for her meeting with him": who did not come did not meet him."""
        above = self.tree.tokens[noun].head
        if self.tree.tokens[noun].dep != "pobj" or self.tree.tokens[above].lemma.lower() not in ("for", "to", "at"):
            return "Actual"
        verb = self.tree.tokens[above].head
        coming = self.tree.is_verb(verb) and self.tree.tokens[verb].lemma in _COMING
        return self._walk(verb)[0] if coming else "Actual"

    def _unrealised(self, noun: int) -> str:
        """ "a draft of her letter", "hopes of their meeting": definite, and yet not taken for granted."""
        preposition = self.tree.tokens[noun].head
        if self.tree.tokens[noun].dep != "pobj" or self.tree.tokens[preposition].lemma not in ("of", "for"):
            return "Actual"
        above = self.tree.tokens[preposition].head
        if self.tree.is_verb(above):
            return self._subject_cue(above)  # "preparations are under way for her visit"
        word = self.tree.tokens[above].lemma.lower()
        return cues.NOMINAL_CUES[word] if word in cues.UNREALISED_NOUNS else "Actual"

    def _subject_cue(self, verb: int) -> str:
        """ "plans are under way for a meeting", "hopes rose of a meeting": the noun that "for" belongs to."""
        subject = self.tree.child(verb, "nsubj", "nsubjpass")
        if subject < 0 or self.tree.tokens[subject].lemma.lower() not in cues.UNREALISED_NOUNS:
            return "Actual"
        return self.stances.noun_cue(subject)

    def _climb_noun(self, noun: int) -> tuple[str, int]:
        """An indefinite phrase stands or falls with its clause: "hopes for a meeting with her"."""
        factuality, node = "Actual", noun
        for up in self.tree.ancestors(noun):
            token = self.tree.tokens[up]
            if self.tree.is_verb(up):
                setting = self.tree.tokens[node].lemma.lower() in ("in", "at", "during", "after", "before")
                below = (
                    "noun"
                    if self.tree.tokens[node].dep in ("dobj", "prep", "dative", "nsubjpass") and not setting
                    else ""
                )
                own = self.stances.cue(up, "noun") if below else "Actual"
                stances = self.stances
                if factuality in ("Planned", "Possible") and (stances.cancels(up) or stances.says_untrue(up)):
                    own = "Negated"  # "plans for a meeting came to nothing", "reports of a meeting were wrong"
                if factuality == "Actual" and self.tree.tokens[node].lemma.lower() in ("for", "of"):
                    own = combined(own, self._subject_cue(up))
                walked, speaker = self._walk(up)
                return combined(combined(factuality, own), walked), speaker
            if token.pos in ("NOUN", "PROPN"):
                factuality = combined(factuality, self.stances.noun_cue(up) or "Actual")
            node = up
        return factuality, -1
