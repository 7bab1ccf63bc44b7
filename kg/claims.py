"""Claims: does the text present an event as having happened, and whom does it make responsible for saying so?

One walk up the tree from the trigger, the same for every relation. On its way a claim meets operators of its own clause
(negation, modals, hedges), then the verbs and nouns that the clause hangs on (denied, promised, hoped, a report that),
and verbs of speech, whose subject speaks. Values follow FactBank (Saurí & Pustejovsky 2009) reduced to four:
`Actual`, `Negated`, `Planned`, `Possible`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import cues
from kg.mentions import Mentions
from kg.modality import ModalityReader, combined
from kg.model import Record
from kg.quotes import Quote
from kg.speakers import SpeakerReader
from kg.syntax import Tree

__all__ = ["Claim", "ClaimReader"]

_EVENTIVE_VERBS = frozenset("take happen occur follow be hold end begin start last".split())


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
        self.speakers = SpeakerReader(tree, mentions, quotes)

    def presupposed(self, token: int) -> Claim:
        """The claim of what a phrase takes for granted ("her husband"): actual, and the document's unless quoted."""
        return Claim("Actual", self.speakers.quoted(token))

    def of_verb(self, verb: int) -> Claim:
        """The claim that a clause makes of the event of its verb."""
        factuality, speaker = self._walk(verb)
        return Claim(factuality, speaker if speaker >= 0 else self.speakers.quoted(verb))

    def of_noun(self, noun: int, carrier: int, definite: bool) -> Claim:
        """The claim about an event that a noun names; `carrier` is its light verb or -1.

        A definite phrase presupposes its event ("her letter to the king"), unless the clause tells of the event's own
        taking place ("the reunion was cancelled").
        """
        factuality = "Negated" if self.modality.has_negative_determiner(noun) else self._modifier(noun)
        verb = carrier if carrier >= 0 else self._occurrence(noun)
        if verb >= 0:
            own = self._cue(verb, "noun")
            walked, speaker = self._walk(verb)
            factuality = combined(combined(factuality, own), walked)
        elif definite and factuality == "Actual":
            return self.presupposed(noun)
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
        node = verb
        for _ in range(12):
            up = self.tree.tokens[node].head
            if up == node:
                break
            if self.tree.tokens[node].dep == "relcl" and not self._is_content(node, up):
                break
            step = self._step(node, up)
            factuality = combined(factuality, step[0])
            speaker = speaker if speaker >= 0 else step[1]
            if step[2]:
                break
            node = up
            if speaker < 0:
                speaker = self.speakers.beside(node)
        if self.modality.is_question(verb) and factuality == "Actual":
            factuality = "Possible"
        return factuality, speaker

    def _step(self, node: int, up: int) -> tuple[str, int, bool]:
        """What the governor `up` adds: factuality, speaker (-1), and whether the walk ends here."""
        tree, dep = self.tree, self.tree.tokens[node].dep
        if dep == "pcomp":
            return self._preposition(up)
        if not tree.is_verb(up):
            if tree.tokens[up].pos == "ADJ":
                return self._adjective(up), -1, False
            if dep in ("acl", "relcl"):
                return self._nominal(node, up)
            return "Actual", -1, tree.tokens[up].pos in ("PROPN", "PRON")
        if dep == "conj":
            return self.modality.shared_negation(node, up), -1, False
        if dep == "advcl":
            return (
                self._adverbial(node, up),
                -1,
                tree.tokens[up].lemma in cues.SPEECH_VERBS and tree.tokens[up].dep == "ROOT",
            )
        return self._complement(node, up)

    def _complement(self, node: int, up: int) -> tuple[str, int, bool]:
        """A clause below a verb: its cue, whether that verb itself is negated or planned, and who speaks."""
        tree = self.tree
        token, dep = tree.tokens[up], tree.tokens[node].dep
        lemma, finite = token.lemma, dep in ("ccomp", "parataxis") and not self._infinitive(node)
        cue = self._cue(up, "clause" if finite else "infinitive")
        if dep == "xcomp" and lemma in cues.MOTION_VERBS and self._purpose(node) and self.tree.child(up, "prt") < 0:
            cue = "Planned"
        local = self.modality.of_clause(up)
        speaker = -1
        if lemma in cues.SPEECH_VERBS or lemma in cues.REPORTED_VERBS:
            speaker = self.speakers.of_verb(up)
        if lemma in cues.NEGATIVE_VERBS and self.modality.negated(up):
            return "Actual" if not finite else "Possible", speaker, False
        if lemma in cues.REPORTED_VERBS and finite:
            weak = local in ("Negated", "Possible") and lemma not in cues.NEGATIVE_VERBS
            return combined(cue, "Possible" if weak else "Actual"), speaker, False
        if lemma in cues.PLAN_VERBS and local == "Negated":
            return "Negated", speaker, False
        if lemma == "be" and finite:  # "it is possible that she wrote"
            adjective = self.tree.child(up, "acomp", "attr")
            return (self._adjective(adjective) if adjective >= 0 else local), speaker, False
        if lemma in cues.FACTIVE_VERBS:
            return "Actual", speaker, False
        if cue == "Actual":
            return local, speaker, False
        return cue, speaker, False

    def _cue(self, verb: int, below: str) -> str:
        """Factuality that the verb gives to a clause, infinitive or noun below it."""
        token = self.tree.tokens[verb]
        lemma = token.lemma
        if below != "clause" and self._is_to(verb):
            return "Planned"
        if lemma in cues.NEGATIVE_VERBS:
            return "Negated"
        if lemma == "go" and below == "infinitive":
            return "Planned" if token.tag == "VBG" else "Actual"  # "is going to write", "went on to write"
        if lemma in cues.PLAN_VERBS and not (lemma in ("agree", "decide", "swear") and below == "clause"):
            return "Planned"
        if below == "clause":
            return (
                "Possible"
                if lemma
                in (
                    "think",
                    "believe",
                    "hope",
                    "suppose",
                    "suspect",
                    "doubt",
                    "wish",
                    "wonder",
                    "imagine",
                    "fear",
                    "ask",
                )
                else "Actual"
            )
        if below == "noun" and lemma in ("call", "like", "believe", "think", "tell", "command"):
            return "Actual"
        return "Possible" if lemma in cues.POSSIBLE_VERBS else "Actual"

    def _is_to(self, verb: int) -> bool:
        """ "is to meet", "was to be reunited"."""
        return self.tree.tokens[verb].lemma == "be" and any(
            self.tree.tokens[c].dep == "xcomp" and self._infinitive(c) for c in self.tree.children[verb]
        )

    def _infinitive(self, verb: int) -> bool:
        return (
            any(self.tree.tokens[c].tag == "TO" for c in self.tree.children[verb])
            or self.tree.tokens[verb].tag == "VBG"
        )

    def _adverbial(self, node: int, up: int) -> str:
        mark = self.tree.child(node, "mark", "advmod")
        word = self.tree.tokens[mark].lemma.lower() if mark >= 0 else ""
        if word in cues.CONDITIONALS:
            return "Possible"
        if self._purpose(node):
            return "Planned"
        outer = self.modality.of_clause(up)
        present = self.tree.tokens[node].tag in ("VBZ", "VBP", "VB", "VBG")
        return outer if present and outer in ("Planned", "Possible") else "Actual"

    def _purpose(self, verb: int) -> bool:
        """ "travelled to Zagreb to meet him": an aim, not yet an event."""
        return any(self.tree.tokens[c].tag == "TO" for c in self.tree.children[verb])

    def _preposition(self, preposition: int) -> tuple[str, int, bool]:
        """ "without meeting", "accused him of having met", "after meeting"."""
        word = self.tree.tokens[preposition].lemma.lower()
        if word in ("without", "instead", "from") or (
            word == "of" and self.tree.tokens[self.tree.tokens[preposition].head].lemma == "instead"
        ):
            return "Negated", -1, False
        up = self.tree.tokens[preposition].head
        if self.tree.is_verb(up) and word in ("of", "about", "in", "on"):
            speaker = self.speakers.of_verb(up) if self.tree.tokens[up].lemma in cues.REPORTED_VERBS else -1
            return self._cue(up, "infinitive"), speaker, False
        if self.tree.tokens[up].pos == "NOUN":
            return cues.NOMINAL_CUES.get(self.tree.tokens[up].lemma, "Actual"), -1, False
        return "Actual", -1, False

    def _adjective(self, adjective: int) -> str:
        lemma = self.tree.tokens[adjective].lemma.lower()
        if lemma in cues.PLAN_ADJECTIVES:
            return "Planned"
        return "Possible" if lemma in cues.POSSIBLE_ADJECTIVES else "Actual"

    def _nominal(self, node: int, noun: int) -> tuple[str, int, bool]:
        """A clause below a noun: "her promise to write", "denied a report that they had met"."""
        token = self.tree.tokens[noun]
        cue = cues.NOMINAL_CUES.get(token.lemma.lower())
        if cue is None:
            return "Actual", -1, True
        up = token.head
        if up != noun and self.tree.is_verb(up) and self.tree.tokens[up].lemma in cues.NEGATIVE_VERBS:
            return "Negated", self.speakers.of_verb(up), True
        if token.dep in ("nsubj", "nsubjpass") and self._says_untrue(up):
            return "Negated", -1, True
        return cue, -1, True

    def _says_untrue(self, verb: int) -> bool:
        """ "the assertion that they met is an invention"."""
        attribute = self.tree.child(verb, "attr", "acomp")
        word = self.tree.tokens[attribute].lemma.lower() if attribute >= 0 else ""
        return word in (
            "invention",
            "lie",
            "false",
            "untrue",
            "fabrication",
            "wrong",
            "fiction",
            "nonsense",
            "unfounded",
        )

    def _is_content(self, verb: int, noun: int) -> bool:
        """ "stories that they had met": a clause that says what the noun says, though parsed as relative."""
        if self.tree.tokens[noun].lemma.lower() not in cues.NOMINAL_CUES:
            return False
        return self.tree.child(verb, "mark") >= 0 and self.tree.child(verb, "nsubj", "nsubjpass") >= 0

    # -- nouns -----------------------------------------------------------------------------------------------

    def _occurrence(self, noun: int) -> int:
        """The verb that tells whether the event of a noun came about ("the meeting was cancelled"), or -1."""
        token = self.tree.tokens[self.tree.first_conjunct(noun)]
        if token.head == token.i or not self.tree.is_verb(token.head):
            return -1
        lemma = self.tree.tokens[token.head].lemma
        if token.dep in ("nsubj", "nsubjpass"):
            planned = (
                lemma in cues.PLAN_VERBS or lemma in cues.NEGATIVE_VERBS or lemma in ("request", "demand", "propose")
            )
            place = lemma in _EVENTIVE_VERBS and (lemma != "be" or self.tree.child(token.head, "attr", "acomp") < 0)
            return token.head if planned or place else -1
        if token.dep == "dobj" and (lemma in cues.NEGATIVE_VERBS or lemma in cues.PLAN_VERBS):
            return token.head
        if token.dep == "attr" and self.tree.child(token.head, "expl") >= 0:
            return token.head
        return -1

    def tells_occurrence(self, noun: int) -> bool:
        """Whether the clause around a noun says that its event did or did not come about."""
        return self._occurrence(noun) >= 0

    def _modifier(self, noun: int) -> str:
        """ "a planned meeting", "an unsent letter": what an adjective before the noun says of its event."""
        for c in self.tree.children[noun]:
            if self.tree.tokens[c].dep in ("amod", "compound"):
                found = cues.MODIFIERS.get(self.tree.tokens[c].text.lower())
                if found:
                    return found
        return "Actual"

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
                own = self._cue(up, "noun") if below else "Actual"
                walked, speaker = self._walk(up)
                return combined(combined(factuality, own), walked), speaker
            if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in cues.NOMINAL_CUES:
                factuality = combined(factuality, cues.NOMINAL_CUES[token.lemma.lower()])
            node = up
        return factuality, -1
