"""Triggers: which frames a document's words evoke, and which of the events so told are one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.claims import Claim, ClaimReader
from kg.coref import Coreference
from kg.events.anaphora import OutcomeFinder
from kg.events.answers import AnswerFinder
from kg.events.carriers import carrier, host, invited, journey, sending, teller
from kg.events.contrasts import contrasted
from kg.events.draft import DraftEvent
from kg.events.echoes import without_echoes
from kg.events.entries import Entries
from kg.events.evoking import Wording
from kg.events.lexicon import indexed
from kg.events.offices import OfficeFinder
from kg.events.phrases import Phrases
from kg.events.portions import Portions
from kg.events.refusals import Refusal
from kg.events.relays import without_relays
from kg.events.settings import with_settings
from kg.events.slots import SlotFiller
from kg.gazetteer import Gazetteer
from kg.mentions import Mentions
from kg.ontology import Ontology, Trigger
from kg.syntax import Arguments, Tree

__all__ = ["EventFinder"]

_AGAIN_REACH = 2
"""Sentences back in which a bare "the meeting" finds the meeting."""
_SIDES = frozenset("possessor subject between of by from teller".split())
"""Positions around a noun in which one of the parties of its event stands."""
_ANAPHORIC = frozenset(["the", "such", "that", "this", "second", "third", "another", "further"])
"""Words before a noun by which it takes up what was told: "the meeting", "a second meeting" of the same persons."""


class EventFinder:
    """Finds the events of one document; `refusals` says of every other trigger word why it gave none."""

    def __init__(
        self, tree: Tree, mentions: Mentions, coreference: Coreference, claims: ClaimReader, ontology: Ontology,
        gazetteer: Gazetteer, writer: int = -1,
    ) -> None:  # fmt: skip
        self.tree, self.mentions, self.coreference, self.claims = tree, mentions, coreference, claims
        self.ontology, self.gazetteer = ontology, gazetteer
        self.phrases = Phrases(tree, mentions)
        self.wording = Wording(tree, mentions)
        self.portions = Portions(tree, mentions)
        self.slots = SlotFiller(tree, mentions, coreference, ontology, self.phrases, self.portions)
        self.entries = Entries(tree, mentions, writer)
        self.lexicon = indexed(ontology.triggers)
        self.of_letters = {t.event for t in ontology.triggers for s in t.slots if s.role and "Letter" in s.classes}
        self.refusals: list[Refusal] = []

    def find(self) -> list[DraftEvent]:
        """All events, in the order of their triggers; a noun whose verb tells the same event is left to the verb."""
        found: list[DraftEvent] = []
        for i in range(len(self.tree.tokens)):
            here: list[DraftEvent] = []
            for trigger, word in self._candidates(i):
                outcome = self._match(trigger, i, word)
                if isinstance(outcome, DraftEvent):
                    here.extend(contrasted(outcome, self.tree, self.mentions))
                else:
                    self.refusals.append(outcome)
            here = self._portions(i) or here or self._entry(i)
            if not here or self._no_such(i):
                here = self._again(i, found) or here
            found.extend(here)
            self._note_letters(i, here)
        offices = OfficeFinder(self.tree, self.mentions, self.coreference, self.claims, self.gazetteer)
        for words, triggers in self.lexicon.by_words.items():
            found.extend(draft for trigger in triggers for draft in offices.find(trigger, words))
        self.refusals.extend(offices.refusals)
        outcomes = OutcomeFinder(self.tree, self.mentions, self.coreference, self.claims)
        answers = AnswerFinder(
            self.tree, self.mentions, self.coreference, self.claims, self.ontology.triggers, self.ontology.bridges
        )
        found.extend([*outcomes.find(found), *answers.find(found)])
        echoes, kept = without_echoes(found, self.tree, self.mentions, self.coreference)
        self.refusals.extend(echoes)
        relayed, kept = without_relays(kept, self.ontology.relays, self.tree, self.mentions, self.coreference)
        self.refusals.extend(relayed)
        placed = with_settings(kept, self.tree, self.coreference)
        return sorted(placed, key=lambda d: (d.token, d.frame, repr(d.fills)))

    def _note_letters(self, i: int, told: list[DraftEvent]) -> None:
        """Keep a verb that tells of a letter without naming it, for the "it" of later clauses."""
        for draft in told:
            actual = draft.token == i and draft.trigger.pos == "VERB" and draft.claim.factuality == "Actual"
            told_of = {self.coreference.chains[fill.chain].kind for fill in draft.fills if fill.chain >= 0}
            about = draft.frame in self.of_letters and "Letter" not in told_of
            if actual and about:
                self.slots.stand_ins.unnamed.append(i)
                return

    # -- triggers --------------------------------------------------------------------------------------------

    def _candidates(self, i: int) -> Sequence[tuple[Trigger, str]]:
        return self.lexicon.by_lemma.get(self.tree.tokens[i].lemma.lower(), ())

    def _again(self, i: int, before: list[DraftEvent]) -> list[DraftEvent]:
        """ "The reunion was cancelled", "no such meeting took place": the event told before, with its own claim."""
        token = self.tree.tokens[i]
        if not before or token.pos != "NOUN" or not self._candidates(i):
            return []
        determiners = {self.tree.tokens[c].lemma.lower() for c in self.tree.children[i]}
        if determiners.isdisjoint(_ANAPHORIC):
            return []
        claim = self.claims.of_noun(i, -1, definite=False)
        verb = self.tree.governing_verb(i)
        if self._no_such(i) and verb >= 0:
            claim = Claim("Negated", self.claims.of_verb(verb).speaker)
        elif claim.factuality == "Actual" or not self.claims.tells_occurrence(i):
            return []
        for trigger, word in self._candidates(i):
            phrase = any(slot.required and not slot.role for slot in trigger.slots)  # "his letter in answer to hers"
            if phrase or self.wording.evoked(trigger, i, word) is not None:
                continue
            for draft in reversed(before):
                if (
                    draft.frame == trigger.event
                    and self.tree.sentence_of[i] - self.tree.sentence_of[draft.token] <= _AGAIN_REACH
                ):
                    return [DraftEvent(draft.trigger, i, draft.word, draft.fills, claim, i, False)]
        return []

    def _entry(self, i: int) -> list[DraftEvent]:
        """ "12. Ann Berg to Karl Lind, Graz, 3 May 1829.": what a catalogue's entry tells without a verb."""
        triggers = self.lexicon.entries.get(self.tree.tokens[i].text, ())
        parties = self.entries.correspondents(i) if triggers else None
        if triggers and parties is None and self.slots.stand_ins.in_focus(i):
            parties = self.entries.received(i)
        found: list[DraftEvent] = []
        for trigger in triggers if parties else ():
            fills = self.slots.fill(trigger, i, trigger.lemmas[0], parties or {})
            if not isinstance(fills, Refusal):
                found.append(DraftEvent(trigger, i, trigger.lemmas[0], fills, Claim("Actual", -1), -1, False))
        return found

    def _portions(self, i: int) -> list[DraftEvent]:
        """ "three letters, one from her brother and two from the dean": an event for each portion of a noun's thing."""
        found: list[DraftEvent] = []
        for p, parties in self.portions.of(i):
            tellers = [(t, word, i) for t, word in self._candidates(i) if any("self" in s.positions for s in t.slots)]
            verb = self.tree.tokens[self.tree.first_conjunct(i)].head
            tellers += [(t, word, verb) for t, word in self._candidates(verb) if t.pos == "VERB"]
            for trigger, word, at in tellers:
                if self.wording.evoked(trigger, at, word) is not None:
                    continue
                arguments, carrier = self._arguments(trigger, at)
                if arguments is None:
                    continue
                kept = {k: v for k, v in arguments.items() if at == i or k not in parties}
                arguments = {k: [p if h == i else h for h in v] for k, v in kept.items()}
                fills = self.slots.fill(trigger, p, word, {**arguments, **(parties if at == i else {})})
                if not isinstance(fills, Refusal) and len({f.role for f in fills}) > 2:
                    claim, presupposed = self._claim(trigger, at, carrier)
                    found.append(DraftEvent(trigger, p, word, fills, claim, carrier, presupposed))
                    break
        return found

    def _no_such(self, i: int) -> bool:
        """ "received no such letter", "no such call had been made"."""
        return {"no", "such"} <= {self.tree.tokens[c].lemma.lower() for c in self.tree.children[i]}

    def _match(self, trigger: Trigger, i: int, word: str) -> DraftEvent | Refusal:
        """The event, or the first condition that failed."""
        if refusal := self.wording.evoked(trigger, i, word):
            return refusal
        arguments, carrier = self._arguments(trigger, i)
        if arguments is None:
            return Refusal(trigger, i, word, "predicate")
        if held := next((p for p in trigger.without if self._present(p, arguments)), ""):
            heads = tuple(arguments[held.partition("/")[0]])
            return Refusal(trigger, i, word, "without", position=held, heads=heads)
        if refusal := self.wording.beside(trigger, i, word):
            return refusal
        fills = self.slots.fill(trigger, i, word, arguments)
        if isinstance(fills, Refusal):
            return fills
        claim, presupposed = self._claim(trigger, i, carrier)
        if trigger.unreal and claim.factuality == "Actual":
            return Refusal(trigger, i, word, "unreal", fills)
        return DraftEvent(trigger, i, word, fills, claim, carrier, presupposed)

    def _present(self, position: str, arguments: Arguments) -> bool:
        first, _, rest = position.partition("/")
        heads = [h for h in arguments.get(first, []) if self.tree.tokens[h].ent not in ("DATE", "TIME")]
        return bool(heads) and (not rest or any(self.phrases.inside(h).get(rest) for h in heads))

    def _arguments(self, trigger: Trigger, i: int) -> tuple[Arguments | None, int]:
        """Arguments of the trigger, and the verb that carries it (-1 for a noun that stands alone)."""
        tree = self.tree
        if trigger.pos == "VERB":
            found = dict(tree.arguments(i))
            self.entries.complete_verb(i, found)
            return found, i
        if trigger.pos == "ADJ":
            verb = tree.tokens[i].head
            if verb == i or not tree.is_verb(verb):
                return None, -1
            found = {k: list(v) for k, v in tree.arguments(verb).items()}
            for c in tree.children[i]:
                if tree.tokens[c].dep == "prep":
                    tree.prepositional(found, c)
            return found, verb
        return self._noun_arguments(i)

    def _noun_arguments(self, i: int) -> tuple[Arguments, int]:
        tree = self.tree
        found = {k: list(v) for k, v in tree.arguments(i).items()}
        self.phrases.behind(i, found)
        self.entries.complete_letter(i, found)
        self.entries.complete_wedding(i, found)
        verb = carrier(tree, i)
        if verb < 0 and (way := journey(tree, i)) >= 0 and self.claims.of_noun(i, way, False).factuality != "Actual":
            verb = way  # "flew to Oslo for talks" does not say that they were held
        answer = tree.tokens[i].lemma.lower() in self.lexicon.answers and bool(found.get("possessor"))
        if verb < 0 and answer and (sent := sending(tree, i)) >= 0:
            # "agreed to deliver the council's reply" does not say that it replied
            verb = sent if self.claims.of_verb(sent).factuality != "Actual" else -1
        if verb < 0 and {"with", "to", "for"} & set(found) and (tellers := teller(tree, i)):
            found["teller"] = list(tellers)
        if not _SIDES & set(found):
            found["teller"] = host(tree, i)
        mention = self.mentions.at(i)
        if mention is not None and mention.form == "name" and mention.head != i:  # "his wife Christian"
            for position, heads in tree.arguments(mention.head).items():
                found.setdefault(position, []).extend(heads if position != "self" else [])
        if verb >= 0:
            if guests := invited(tree, i, verb):
                found.setdefault("with", []).extend(guests)
            for position, heads in tree.arguments(verb).items():
                if position not in ("object", "attribute", "complement", "particle", "self"):
                    kept = [h for h in heads if h != i and h not in found.get(position, [])]
                    if position == "to":  # "his reply was taken to Graz"
                        kept = [h for h in kept if not self.slots.is_place(h)]
                    if kept:
                        found.setdefault(position, []).extend(kept)
        return found, verb

    def _claim(self, trigger: Trigger, i: int, carrier: int) -> tuple[Claim, bool]:
        if trigger.pos == "VERB" or trigger.pos == "ADJ":
            claim = self.claims.of_verb(carrier)
        else:
            mention = self.mentions.at(i)
            definite = mention is not None and mention.definite
            alone = carrier < 0 or (mention is not None and mention.kind == "Person")  # "hoped to join her husband"
            own = any("self" in slot.positions and slot.role for slot in trigger.slots) and definite and alone
            claim = self.claims.presupposed(i) if own else self.claims.of_noun(i, carrier, definite)
            if own:
                return self._as(trigger, claim), True
            if definite and carrier < 0:
                return self._as(trigger, claim), True
        return self._as(trigger, claim), False

    @staticmethod
    def _as(trigger: Trigger, claim: Claim) -> Claim:
        """A word that is a plan or denial by itself, in its clause: "did not ignore the letter" leaves it open."""
        if trigger.factuality != "Actual" and claim.factuality == "Actual":
            return Claim(trigger.factuality, claim.speaker)
        if trigger.factuality == "Negated" and claim.factuality != "Actual":
            return Claim("Negated" if claim.factuality == "Planned" else "Possible", claim.speaker)
        return claim
