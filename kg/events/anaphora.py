"""What came of it: clauses that speak of an event told before without naming it again.

"Ann promised to write and never did", "he asked to see her and was turned down", "it never took place".
Each adds an event with the parties of the one before it and a claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import cues
from kg.claims import Claim, ClaimReader
from kg.coref import Coreference
from kg.events.denials import DENYING, DenialFinder
from kg.events.draft import DraftEvent
from kg.mentions import Mentions
from kg.syntax import Tree

__all__ = ["OutcomeFinder"]

_REACH = 1
"""Sentences back to the event that a clause tells the outcome of."""
_AUXILIARIES = frozenset(["do", "have", "will", "would"])
_BARE = frozenset("nsubj neg advmod cc punct aux npadvmod mark prep conj intj dep parataxis".split())
"""What may stand around an auxiliary that stands for a whole verb phrase."""
_COMPARING = frozenset(["as", "than", "like", "what", "how", "why"])
_REFUSING = frozenset("refuse decline demur balk baulk".split())
_REBUFFING = frozenset("refuse rebuff reject snub spurn deny turn".split())
_ASKING = frozenset("ask beg invite urge beseech request propose offer appeal apply seek want petition hope".split())
_REQUESTS = frozenset("request appeal offer invitation proposal plea petition application bid suggestion".split())
_PLANS = frozenset("plan scheme arrangement idea proposal visit trip meeting journey".split())
_HAPPENING = frozenset(["happen", "occur", "materialise", "materialize"])
_HINDRANCES = frozenset(
    """fall die miss keep delay detain prevent stop cancel lose postpone refuse fail forbid arrest intervene sink
    collapse change""".split()
)
"""Verbs of what comes between a plan and its doing, behind "but"."""
_TELLING = _AUXILIARIES | _REFUSING | _REBUFFING | _HAPPENING | {"take"}
_WORDS = 150
"""Words back to the event, whatever a sentence is."""
_MOST = 40
"""Events that are looked at for one clause; a list of thousands has no outcome."""
_COMINGS = frozenset("come attend appear arrive get manage reach succeed make turn show take happen do have".split())
"""Verbs whose denial, behind "but", is the end of a plan."""


class OutcomeFinder:
    """Finds the outcomes of the events of one document."""

    def __init__(self, tree: Tree, mentions: Mentions, coreference: Coreference, claims: ClaimReader) -> None:
        self.tree, self.mentions, self.coreference, self.claims = tree, mentions, coreference, claims
        self.denials = DenialFinder(tree, mentions, coreference, claims)

    def find(self, drafts: Sequence[DraftEvent]) -> list[DraftEvent]:
        """Events that later clauses tell of, given those told in full."""
        told = sorted(drafts, key=lambda d: d.token)
        taken = {d.token for d in told}
        found: list[DraftEvent] = []
        first = 0  # no draft before it is near enough any more
        for i, token in enumerate(self.tree.tokens):
            while first < len(told) and self._too_far(told[first].token, i):
                first += 1
            if first == len(told) or told[first].token >= i:
                continue
            if i in taken or not self._may_tell(i):
                continue
            near = [d for d in told[first : first + _MOST] if d.token < i]
            found.extend(self._outcomes(i, near))
            found.extend(self.denials.find(i, near) if token.lemma in DENYING else ())
        return found

    def _too_far(self, earlier: int, later: int) -> bool:
        return self._distance(earlier, later) > _REACH or later - earlier > _WORDS

    def _may_tell(self, i: int) -> bool:
        """A look at the word alone, since few verbs tell an outcome."""
        token = self.tree.tokens[i]
        if not self.tree.is_verb(i) or token.dep in ("aux", "auxpass"):
            return False
        if token.lemma.lower() in _TELLING or token.lemma in DENYING or self.claims.stances.cancels(i):
            return True
        beside = self.tree.children[token.head] if token.dep == "conj" else ()
        return any(self.tree.tokens[c].lemma.lower() == "but" for c in beside)

    def _distance(self, earlier: int, later: int) -> int:
        return self.tree.sentence_of[later] - self.tree.sentence_of[earlier]

    def _outcomes(self, i: int, near: Sequence[DraftEvent]) -> Iterator[DraftEvent]:
        """What the clause of verb `i` tells of the nearest open event, and of others that its words tell."""
        open_ones = [d for d in near if d.claim.factuality in ("Planned", "Possible") and d.carrier != i]
        verbs = {d.token for d in open_ones if d.trigger.pos == "VERB"}
        outer = [d for d in open_ones if d.token in verbs or verbs.isdisjoint(self.tree.ancestors(d.token))]
        for draft in reversed(outer):
            ways = (self._ellipsis, self._refusal, self._happening, self._hindrance)
            factuality = next((told for way in ways if (told := way(i, draft))), "")
            if factuality and not self._told_otherwise(draft, near):
                claim = Claim(factuality, self._speaker(i))
                for same in (d for d in outer if d.token == draft.token):
                    yield DraftEvent(same.trigger, i, same.word, same.fills, claim, i, False)
                return
        speaker = self._speaker(i)
        for draft in reversed(near):  # "The paper said that she had met him. She had not."
            said = draft.claim.factuality == "Actual" and draft.claim.speaker not in (-1, speaker)
            if said and self._ellipsis(i, draft) == "Negated":
                yield DraftEvent(draft.trigger, i, draft.word, draft.fills, Claim("Negated", speaker), i, False)
                return

    def _speaker(self, i: int) -> int:
        """Who says how it came out; a clause hung on an infinitive ("promised to write and never did") is above it."""
        tree = self.tree
        while tree.tokens[i].dep == "conj":
            head = tree.tokens[i].head
            if not any(tree.tokens[c].tag == "TO" for c in tree.children[head]):
                break
            i = tree.tokens[head].head
        return self.claims.of_verb(i).speaker if tree.is_verb(i) else -1

    @staticmethod
    def _told_otherwise(draft: DraftEvent, near: Sequence[DraftEvent]) -> bool:
        """ "had hoped to meet her in May but met her in June": the text says itself what happened."""
        later = [d for d in near if d.frame == draft.frame and d.token > draft.token]
        return any(d.claim.factuality in ("Actual", "Negated") for d in later)

    # -- the kinds of clauses ----------------------------------------------------------------------------------

    def _ellipsis(self, i: int, draft: DraftEvent) -> str:
        """ "… and never did", "she did not do so", "tomorrow they will": the same subject does or does not do it."""
        tree, token = self.tree, self.tree.tokens[i]
        words = {tree.tokens[c].lemma.lower() for c in tree.children[i]}
        if token.lemma.lower() not in _AUXILIARIES or words & _COMPARING or token.dep in ("advcl", "acl"):
            return ""
        content = [c for c in tree.children[i] if tree.tokens[c].dep not in _BARE]
        if any(tree.tokens[c].lemma != "which" for c in content) or (token.tag == "VB" and "so" not in words):
            return ""
        if self.claims.modality.is_question(i) or draft.trigger.pos != "VERB" or self._another_between(draft, i):
            return ""
        shared = token.dep == "conj" and tree.child(i, "nsubj", "nsubjpass") < 0 and not self._distance(draft.token, i)
        doers = self._chains(tree.arguments(draft.token).get("subject", []))
        if not shared and not doers & self._chains(tree.arguments(i).get("subject", [])):
            return ""
        if token.tag == "MD":
            return "Negated" if self.claims.modality.negated(i) else "Planned"
        return self.claims.modality.of_clause(i)

    def _another_between(self, draft: DraftEvent, i: int) -> bool:
        """Whether a later infinitive or modal verb is nearer to the ellipsis than the event's own verb."""
        tree = self.tree
        last = tree.subtree(draft.token)[1] if tree.tokens[i].head != draft.token else i
        between = tree.tokens[min(last, i) : i]
        return any(t.tag in ("TO", "MD") and t.dep == "aux" and t.head != i for t in between)

    def _refusal(self, i: int, draft: DraftEvent) -> str:
        """ "… but he refused", "… and was turned down", "the request was rejected"."""
        tree, lemma = self.tree, self.tree.tokens[i].lemma
        passive = tree.is_passive(i)
        if lemma not in (_REBUFFING if passive else _REFUSING | _REBUFFING):
            return ""
        if lemma == "turn" and not any(tree.tokens[c].lemma.lower() == "down" for c in tree.children[i]):
            return ""
        if tree.child(i, "xcomp", "ccomp", "pcomp") >= 0 or self.claims.modality.of_clause(i) != "Actual":
            return ""
        asking = next((a for a in tree.ancestors(draft.token) if tree.tokens[a].lemma in _ASKING), -1)
        if asking < 0:
            return ""
        arguments = tree.arguments(i)
        refused = arguments.get("object", []) + arguments.get("indirect", [])
        if any(tree.tokens[n].lemma.lower() in _REQUESTS for n in refused):
            return "Negated"
        if not passive and (tree.child(i, "dobj") >= 0 or lemma not in _REFUSING):
            return ""
        concerned = self._chains(tree.arguments(asking).get("subject", []))
        concerned |= {m for fill in draft.fills if fill.chain >= 0 for m in self.coreference.members(fill.chain)}
        return "Negated" if concerned & self._chains(refused if passive else arguments.get("subject", [])) else ""

    def _happening(self, i: int, draft: DraftEvent) -> str:
        """ "It never took place", "the plan fell through", "a meeting was planned but was cancelled".

        Nothing of things that did come about.
        """
        tree = self.tree
        subject = tree.child(i, "nsubj", "nsubjpass")
        shared = subject < 0 and tree.tokens[i].dep == "conj" and tree.surface_subject(i) == draft.token
        if not shared and (subject < 0 or not self._is_plan(subject)):
            return ""
        local = self.claims.modality.of_clause(i)
        if self.claims.stances.cancels(i):
            return "Negated" if local == "Actual" else ""
        place = tree.child(i, "dobj")
        takes_place = tree.tokens[i].lemma == "take" and place >= 0 and tree.tokens[place].lemma == "place"
        return "Negated" if local == "Negated" and (takes_place or tree.tokens[i].lemma in _HAPPENING) else ""

    def _is_plan(self, subject: int) -> bool:
        token = self.tree.tokens[subject]
        if token.tag == "PRP":
            return token.lemma.lower() in ("it", "they")
        below = [self.tree.tokens[c] for c in self.tree.children[subject]]
        definite = any(t.lemma.lower() in ("the", "that", "this") for t in below)
        bare = not any(t.dep in ("prep", "acl", "relcl") for t in below)
        return token.lemma.lower() in ("this", "that") or (definite and bare and token.lemma.lower() in _PLANS)

    def _hindrance(self, i: int, draft: DraftEvent) -> str:
        """ "had planned to hand it over, but she did not come", "meant to write but fell ill"."""
        tree, token = self.tree, self.tree.tokens[i]
        above = list(tree.ancestors(draft.token))
        if token.dep != "conj" or draft.trigger.pos != "VERB" or token.head not in (draft.token, *above):
            return ""
        if not any(token.head < c < i and tree.tokens[c].lemma.lower() == "but" for c in tree.children[token.head]):
            return ""
        plan = token.head
        if plan == draft.token:  # "agreed to meet but changed her mind", hung on the infinitive
            plan = next((a for a in above if tree.is_verb(a)), plan)
        reported = token.head == plan and tree.tokens[plan].lemma in cues.REPORTED_VERBS
        if reported and plan in above and tree.child(i, "nsubj", "nsubjpass") < 0:  # "writes he meant to but fell ill"
            plan = above[max(above.index(plan) - 1, 0)]
        if token.lemma in cues.PLAN_VERBS | cues.REPORTED_VERBS or tree.child(i, "xcomp", "ccomp") >= 0:
            return ""
        local = self.claims.modality.of_clause(i)
        if token.lemma in _HINDRANCES and tree.tokens[plan].lemma in ("agree", "promise", "undertake", "vow"):
            return "Negated" if local == "Actual" else ""
        if not self._past_plan(plan) or (token.lemma == "keep" and not tree.is_passive(i)):
            return ""
        if any(tree.tokens[a].text.lower() in ("had", "'d", "’d") for a in tree.auxiliaries(plan)):
            return "Negated" if local in ("Actual", "Negated") else ""
        stopped = token.lemma in (_COMINGS if local == "Negated" else _HINDRANCES)
        return "Negated" if stopped and local in ("Actual", "Negated") else ""

    def _past_plan(self, verb: int) -> bool:
        """ "had planned", "meant", "was due", "was to": what somebody once had in mind, promised to nobody."""
        token = self.tree.tokens[verb]
        if token.tag not in ("VBD", "VBN"):
            return False
        if token.lemma == "be":
            return True
        return token.lemma in ("plan", "intend", "mean", "hope", "want", "expect", "schedule", "arrange", "wish", "go")

    def _chains(self, heads: Sequence[int]) -> set[int]:
        found: set[int] = set()
        for head in heads:
            mention = self.mentions.at(head)
            if mention is not None and (chain := self.coreference.of[mention.id]) >= 0:
                found.update(self.coreference.members(chain))
        return found
