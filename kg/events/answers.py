"""Answers without parties of their own: "The reply was printed", "No answer came", "the letter was ignored".

Such clauses name at most one party; the others are those of the last letter, as the frame's bridges cross them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from kg.claims import Claim, ClaimReader
from kg.coref import Coreference
from kg.events.bridging import bridge
from kg.events.draft import DraftEvent, Fill
from kg.mentions import Mentions
from kg.ontology import Bridge, Trigger
from kg.syntax import Tree

__all__ = ["AnswerFinder"]

_REACH = 2
"""Sentences back to the letter."""
_COMING = frozenset(
    """come be arrive follow send give expect prepare draft promise write receive return know exist reach go survive
    preserve keep post mail dispatch despatch carry date sign dictate forward issue deliver""".split()
)
"""Verbs whose subject an answer is, in the active or the passive."""
_WANTING = frozenset("want demand request seek expect await".split())
_WANTING_FOR = frozenset("ask hope press wait long beg plead call appeal".split())
_STILL = frozenset(["still", "yet", "since"])
_ALONE = frozenset(
    "subject object attribute particle from by in within at on before during until this next soon".split()
)
"""Positions that may be filled around the verb without naming another addressee."""


class AnswerFinder:
    """Finds the answers of one document that name no party, or one."""

    def __init__(
        self, tree: Tree, mentions: Mentions, coreference: Coreference, claims: ClaimReader,
        triggers: Sequence[Trigger], bridges: Sequence[Bridge],
    ) -> None:  # fmt: skip
        self.tree, self.mentions, self.coreference, self.claims = tree, mentions, coreference, claims
        self.bridges = bridges
        bare = (t for t in triggers if not any(s.required and not s.role for s in t.slots))
        nouns = (t for t in bare if t.anaphoric and t.pos == "NOUN" and not t.only)
        self.nouns = {lemma: t for t in nouns for lemma in t.lemmas}

    def find(self, told: Sequence[DraftEvent]) -> Iterator[DraftEvent]:
        """Answers told by a noun or by "unanswered", "ignored" alone, given the events told in full."""
        letters = self._letters(told)
        if not letters:
            return
        for i, token in enumerate(self.tree.tokens):
            if token.pos == "NOUN" and token.lemma.lower() in self.nouns:
                trigger, claim = self.nouns[token.lemma.lower()], self._claim(i)
                fills = self._crossed(trigger, self._near(letters, i)) if claim is not None else ()
                if claim is not None and fills:
                    yield DraftEvent(trigger, i, token.lemma, fills, claim, token.head, False)
        for draft in told:
            if self._is_unanswered(draft) and (fills := self._crossed(draft.trigger, self._near(letters, draft.token))):
                yield replace(draft, fills=fills)

    def _letters(self, told: Sequence[DraftEvent]) -> list[DraftEvent]:
        """What may be answered, with the parties that other events of the same letter have."""
        others = {b.other for b in self.bridges if b.where != b.equals}
        if not any(d.frame in others for d in told):
            return []
        completed, _ = bridge(told, self.bridges, self.coreference, self.mentions)
        return sorted((d for d in completed if d.claim.factuality == "Actual"), key=lambda d: d.token)

    def _near(self, letters: Sequence[DraftEvent], token: int) -> list[DraftEvent]:
        here = self.tree.sentence_of[token]
        return [d for d in letters if d.token < token and here - self.tree.sentence_of[d.token] <= _REACH]

    def _claim(self, i: int) -> Claim | None:
        """What the clause says of the answer at noun `i`; None when it names the parties, or tells of no letter."""
        tree, token = self.tree, self.tree.tokens[i]
        around = tree.arguments(i)
        if set(around) - {"self", "to"} or any(not self._is_letter(h) for h in around.get("to", ())):
            return None
        above = tree.tokens[token.head]
        if token.dep == "pobj" and above.lemma.lower() == "without":
            return Claim("Negated", self.claims.speakers.quoted(i))
        verb = above.head if token.dep == "pobj" and above.lemma.lower() == "for" else token.head
        if not tree.is_verb(verb) or not set(tree.arguments(verb)) <= _ALONE | {"for", "complement"}:
            return None
        lemma = tree.tokens[verb].lemma
        if token.dep == "pobj" or (token.dep == "dobj" and lemma in _WANTING):
            return self._wanted(i, verb) if token.dep == "dobj" or lemma in _WANTING_FOR else None
        subject = token.dep in ("nsubj", "nsubjpass") or tree.child(verb, "expl") >= 0
        claim = self.claims.of_noun(i, verb, definite=False)
        if claim.factuality == "Actual":
            return claim if token.dep in ("nsubj", "nsubjpass") and self._is_paper(i, verb) else None
        return claim if subject and lemma in _COMING else None

    def _is_letter(self, head: int) -> bool:
        """ "No answer to it is known": what is answered and not who."""
        mention = self.mentions.at(head)
        chain = self.coreference.of[mention.id] if mention is not None else -1
        return chain >= 0 and self.coreference.chains[chain].kind == "Letter"

    def _is_paper(self, i: int, verb: int) -> bool:
        """ "A reply came", "The reply ran to two pages", and no judgement or thought ("the answer is simple")."""
        tree, lemma = self.tree, self.tree.tokens[verb].lemma
        if self.claims.modality.is_question(verb):
            return False
        if lemma == "be":
            return tree.child(verb, "ccomp") >= 0
        definite = any(tree.tokens[c].lemma.lower() == "the" for c in tree.children[i])
        return definite or lemma in _COMING

    def _wanted(self, i: int, verb: int) -> Claim | None:
        """ "is still waiting for an answer" has none; "hopes for an answer" may get one."""
        claim = self.claims.of_verb(verb)
        if claim.factuality not in ("Actual", "Possible"):
            return None
        words = {self.tree.tokens[c].lemma.lower() for c in self.tree.children[verb]}
        waiting = self.tree.tokens[verb].lemma in ("wait", "await") and bool(words & _STILL)
        return Claim("Negated" if waiting else "Possible", claim.speaker)

    def _is_unanswered(self, draft: DraftEvent) -> bool:
        """ "She wrote to him; the letter went unanswered": neither party stands in the clause."""
        if draft.trigger.factuality != "Negated" or draft.claim.factuality == "Actual":
            return False
        return not any(draft.chains(b.missing) for b in self.bridges if b.event == draft.frame)

    def _crossed(self, trigger: Trigger, near: Sequence[DraftEvent]) -> tuple[Fill, ...]:
        """The parties of the last event told in full, each in the role that the frame's bridges give it."""
        bridges = [b for b in self.bridges if b.event == trigger.event and b.where != b.equals]
        for draft in reversed(near):
            crossed = [b for b in bridges if b.other == draft.frame]
            fills = {Fill(-1, b.missing, chain, -1) for b in crossed for chain in draft.chains(b.takes)}
            if {f.role for f in fills} == {b.missing for b in crossed} != set():
                return tuple(sorted(fills, key=lambda f: (f.role, f.chain)))
        return ()
