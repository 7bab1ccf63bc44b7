"""Denials of what somebody else said: "She denied this", "which he denies", "called the claim untrue".

The words name no event of their own; they take up the last one that was reported or hinted at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import cues
from kg.claims import Claim, ClaimReader
from kg.coref import Coreference
from kg.events.draft import DraftEvent
from kg.mentions import Mentions
from kg.model import Mention
from kg.syntax import Tree

__all__ = ["DENYING", "DenialFinder"]

_REJECTING = frozenset("deny dispute reject refute dismiss contradict rubbish repudiate".split())
_CALLING = frozenset("call describe brand denounce".split())
_ANSWERING = frozenset(["say", "reply", "answer", "insist"])
DENYING = _REJECTING | _CALLING | _ANSWERING | {"be", "do"}
"""Verbs that may take up a charge."""
_CHARGES = frozenset(
    "claim report story allegation accusation charge rumour rumor suggestion assertion version account".split()
)
"""Nouns for what others have said of somebody: "she denied the report"."""
_TAKING_UP = frozenset(["it", "this", "that", "which", "something", "they", "these", "those"])
_SPEAKING_FOR = frozenset(
    """spokesman spokeswoman spokesperson lawyer solicitor barrister counsel office ministry palace aide party company
    government embassy secretary""".split()
)
"""Who denies in the name of somebody else."""


class DenialFinder:
    """Finds denials among the verbs of one document."""

    def __init__(self, tree: Tree, mentions: Mentions, coreference: Coreference, claims: ClaimReader) -> None:
        self.tree, self.mentions, self.coreference, self.claims = tree, mentions, coreference, claims

    def find(self, i: int, near: Sequence[DraftEvent]) -> Iterator[DraftEvent]:
        """The denials that the clause of verb `i` tells of the last charge among the events before it."""
        lemma, doers = self.tree.tokens[i].lemma, set[int]()
        charges = [d for d in near if self._is_charge(d)]
        if lemma in _ANSWERING:
            denier = self._says_no(i)
            charges = [d for d in charges if self._is_asked(d)]
        elif lemma == "do":
            denier, doers = self._did_nothing(i), self._chains(self.tree.arguments(i).get("subject", []))
        else:
            denier = self._denier(i)
        if denier is None:
            return
        who = self._members(denier.id)
        last = max((self.tree.sentence_of[d.token] for d in charges), default=-1)
        for draft in (d for d in charges if self.tree.sentence_of[d.token] == last):
            speaker = self._members(draft.claim.speaker) if draft.claim.speaker >= 0 else set()
            parties = {m for f in draft.fills if f.chain >= 0 for m in self.coreference.members(f.chain)}
            concerned = bool(who & parties) or denier.noun in _SPEAKING_FOR or lemma in _ANSWERING
            if concerned and not who & speaker and (not doers or doers & parties):
                yield DraftEvent(draft.trigger, i, draft.word, draft.fills, Claim("Negated", denier.id), i, False)

    def _is_charge(self, draft: DraftEvent) -> bool:
        """Whether somebody is said to have said it, or it is only possible."""
        if draft.presupposed or draft.claim.factuality not in ("Actual", "Possible"):
            return False
        if draft.claim.speaker >= 0 or draft.claim.factuality == "Possible":
            return True
        verb = draft.carrier if draft.carrier >= 0 else draft.token
        above = self.tree.tokens[verb]
        by_document = any(self.tree.tokens[c].lemma.lower() == "accord" for c in self.tree.children[verb])
        return by_document or (above.dep == "ccomp" and self.tree.tokens[above.head].lemma in cues.REPORTED_VERBS)

    def _is_asked(self, draft: DraftEvent) -> bool:
        """Whether the event was asked about: "Did she write?", "was asked whether she had written"."""
        verb = draft.carrier if draft.carrier >= 0 else draft.token
        clauses = (verb, *self.tree.ancestors(verb))
        return self.claims.modality.is_question(verb) or any(self.claims.governors.asks(c) for c in clauses)

    # -- the wordings ------------------------------------------------------------------------------------------

    def _denier(self, i: int) -> Mention | None:
        """Who denies what was said before by the clause of verb `i`, None when it does no such thing."""
        tree, lemma = self.tree, self.tree.tokens[i].lemma
        if lemma == "be":
            return self._calls_untrue(i)
        if tree.is_passive(i) or tree.child(i, "xcomp", "ccomp") >= 0 or self.claims.of_verb(i).factuality != "Actual":
            return None
        things = tree.arguments(i).get("object", [])
        if lemma in _CALLING and not any(t.lemma in cues.FALSE_WORDS for t in tree.tokens[i : tree.subtree(i)[1]]):
            return None
        return self._subject(i) if any(self._takes_up(thing, i) for thing in things) else None

    def _calls_untrue(self, i: int) -> Mention | None:
        """ "said that this was untrue": whoever says so."""
        tree = self.tree
        verdict, subject = tree.child(i, "acomp", "attr"), tree.child(i, "nsubj")
        if verdict < 0 or subject < 0 or tree.tokens[verdict].lemma.lower() not in cues.FALSE_WORDS:
            return None
        claim = self.claims.of_verb(i)
        taken = self._takes_up(subject, i) and claim.factuality == "Actual" and claim.speaker >= 0
        return self.mentions.all[claim.speaker] if taken else None

    def _did_nothing(self, i: int) -> Mention | None:
        """ "had done no such thing", "did nothing of the kind": the doer, or whoever says so of him."""
        tree = self.tree
        thing = tree.child(i, "dobj")
        below = {t.lemma.lower() for t in tree.tokens[slice(*tree.subtree(thing))]} if thing >= 0 else set()
        if not ({"no", "such", "thing"} <= below or ("nothing" in below and below & {"kind", "sort"})):
            return None
        claim = self.claims.of_verb(i)
        return self.mentions.all[claim.speaker] if claim.speaker >= 0 else self._subject(i)

    def _says_no(self, i: int) -> Mention | None:
        """ "“No,” she said": who says it."""
        tokens = self.tree.tokens
        first = self.tree.sentences[self.tree.sentence_of[i]].first
        for n in range(max(first - 3, 1), min(i + 6, len(tokens) - 1)):
            alone = tokens[n - 1].pos == "PUNCT" and tokens[n + 1].text in (",", ".", "!", "”", '"', ";", "’", "''")
            if tokens[n].text.lower() in ("no", "never") and alone:
                return self._subject(i)
        return None

    def _takes_up(self, thing: int, verb: int) -> bool:
        """Whether the words are "this", "it", "the report", and not a thing of its own as in "denied the theft"."""
        token = self.tree.tokens[thing]
        if token.lemma.lower() in _TAKING_UP:
            return True
        if self.tree.tokens[verb].dep == "relcl" and self._whole_clause(verb):
            return True
        below = [self.tree.tokens[c] for c in self.tree.children[thing]]
        definite = any(t.lemma.lower() in ("the", "that", "this", "these", "those") for t in below)
        bare = not any(t.dep in ("prep", "acl", "relcl") for t in below)
        named = token.lemma.lower() in _CHARGES or any(t.lemma.lower() in _CHARGES for t in below)
        return named and definite and bare

    def _whole_clause(self, verb: int) -> bool:
        """ "…, which she denied": the relative stands for the sentence, whatever noun it was hung on."""
        first = self.tree.subtree(verb)[0]
        comma = first > 0 and self.tree.tokens[first - 1].text == ","
        return comma and self.tree.tokens[first].lemma.lower() == "which"

    def _subject(self, i: int) -> Mention | None:
        found = (self.mentions.at(h) for h in self.tree.arguments(i).get("subject", []))
        return next((m for m in found if m is not None), None)

    def _members(self, mention: int) -> set[int]:
        chain = self.coreference.of[mention]
        return set(self.coreference.members(chain)) if chain >= 0 else set()

    def _chains(self, heads: Sequence[int]) -> set[int]:
        found = (self.mentions.at(head) for head in heads)
        return {member for m in found if m is not None for member in self._members(m.id)}
