"""Refusals in plain English: what was found, what was wanted, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from kg.events import Fill, Refusal, Rejected
from kg.extract import Reading
from kg.model import Record
from kg.ontology import Ontology, Slot
from kg.why_not.passage import place

__all__ = ["Reason", "Wording"]

_LEXICON = "ontology/lexicon.en.ttl"
_PARTS = {
    "VERB": "a verb", "AUX": "an auxiliary", "NOUN": "a noun", "PROPN": "part of a name", "ADJ": "an adjective",
    "ADV": "an adverb", "ADP": "a preposition",
}  # fmt: skip
_POSITIONS = {
    "subject": "as subject", "object": "as object", "indirect": "as indirect object", "attribute": "as predicate",
    "possessor": "as possessor", "apposition": "in apposition", "self": "in the word itself", "particle": "as particle",
    "complement": "as a clause below it", "bearer": "as bearer", "teller": "as subject of the clause around it",
}  # fmt: skip
_HOLDERS = {"subject": "the subject", "object": "the object", "indirect": "the indirect object"}


class Reason(Record, frozen=True, gc=False):
    """Why one word of a text gave no fact of one kind."""

    start: int
    end: int
    """The word: offsets in the document's text, code points, end exclusive."""
    line: int
    column: int
    """Place of `start`, both from 1."""
    word: str
    """As the text writes it."""
    rule: str
    """Name of the trigger, as assertions have it: `LetterWriting/write`; empty when the lexicon has none."""
    condition: str
    """One of `kg.events.CONDITIONS`, or `lexicon` for a word that it does not have."""
    kind: str
    """What the word does not give: label of the event (`letter writing`), or local name of the property."""
    found: str
    wanted: str
    next: str
    """What to do; empty when nothing can be done."""


class _Words(NamedTuple):
    found: str
    wanted: str
    next: str = ""


class Wording:
    """Puts the refusals of one document into words."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        self.reading, self.ontology = reading, ontology
        self.tree, self.text = reading.tree, reading.document.text

    def reason(self, refusal: Refusal) -> Reason:
        """The refusal of a trigger."""
        kind = refusal.property or self._label(refusal.trigger.event)
        rule = f"{refusal.trigger.event}/{refusal.word}"
        words = _CONDITIONS[refusal.condition](self, refusal)
        return self._reason(refusal.token, rule, refusal.condition, kind, words)

    def unknown(self, tokens: Sequence[int]) -> list[Reason]:
        """Reasons for verbs that the lexicon does not have; where there are none, for nouns."""
        verbs = [i for i in tokens if self.tree.tokens[i].pos == "VERB"]
        return [self._unknown(i) for i in verbs or tokens]

    def _unknown(self, i: int) -> Reason:
        token = self.tree.tokens[i]
        kind = self.ontology.nouns.get(token.lemma.lower(), "") if token.pos == "NOUN" else ""
        found = f"{_PARTS[token.pos]} that is not in the lexicon"
        if kind:
            found = f"{_a(self._label(kind))}, but no word that tells what became of it"
        advice = f"if it tells an event, add {_quoted(token.lemma)} to a trigger in {_LEXICON}"
        return self._reason(i, "", "lexicon", "", _Words(found, "a word of the lexicon", "" if kind else advice))

    def _reason(self, token: int, rule: str, condition: str, kind: str, words: _Words) -> Reason:
        start, end = self.tree.tokens[token].start, self.tree.tokens[token].end
        return Reason(start, end, *place(self.text, start), self.text[start:end], rule, condition, kind, *words)

    # -- how the word is used ----------------------------------------------------------------------------------

    def part_of_speech(self, refusal: Refusal) -> _Words:
        """The lexicon has the word as another part of speech."""
        token = self.tree.tokens[refusal.token]
        wanted, here = (_PARTS.get(pos, pos) for pos in (refusal.trigger.pos, token.pos))
        if token.dep == "amod":
            return _Words(f"{here} that only describes {self._word(token.head)}", "it where it tells an event itself")
        return _Words(here, wanted, f"if it tells one, add a trigger for {here} {_quoted(token.lemma)} to {_LEXICON}")

    def particle(self, refusal: Refusal) -> _Words:
        """A particle is missing, or one too many."""
        if not refusal.heads:
            return _Words("it alone", _quoted(refusal.word))
        together = " ".join([refusal.word, *(self.tree.tokens[h].lemma.lower() for h in refusal.heads)])
        advice = f"if {_quoted(together)} tells one, add it as a lemma to {_LEXICON}"
        return _Words(f"it with {self._words(refusal.heads)}", f"{_quoted(refusal.word)} alone", advice)

    def predicate(self, refusal: Refusal) -> _Words:
        """An adjective that no verb says of anybody."""
        beside = self._word(self.tree.tokens[refusal.token].head)
        return _Words(f"it beside {beside}", 'it behind a verb, as in "is …"')

    def without(self, refusal: Refusal) -> _Words:
        """A position is taken that must be empty."""
        at = _at(refusal.position)
        return _Words(f"{self._phrases(refusal.heads)} {at}", f"nothing {at}")

    def unless(self, refusal: Refusal) -> _Words:
        """A word beside the trigger excludes it."""
        return _Words(f"{_listed(refusal.words, 'and')} beside it", "it without that")

    def only(self, refusal: Refusal) -> _Words:
        """A word that the trigger needs is not beside it."""
        return _Words("none of the words that it needs", f"{_listed(refusal.trigger.only, 'or')} beside it")

    # -- events that were found --------------------------------------------------------------------------------

    def unreal(self, refusal: Refusal) -> _Words:
        """A word that counts only for what is denied, planned or possible."""
        return _Words("it told as having happened", "it denied, planned or possible, where alone it counts")

    def support(self, refusal: Refusal) -> _Words:
        """An anaphoric trigger without the event that it answers."""
        others = dict.fromkeys(
            f"{_a(self._label(b.other))} with {self._names(refusal.fills, b.where)} as {self._label(b.equals)}"
            for b in self.ontology.bridges
            if b.event == refusal.trigger.event and any(fill.role == b.where for fill in refusal.fills)
        )
        return _Words("nothing in the document that it refers to", _joined(list(others), "or") or "that event")

    def role(self, refusal: Refusal) -> _Words:
        """The property needs a role that the event has not."""
        found = self._filled(refusal.fills) or "nobody in any role"
        if not refusal.property:
            return _Words(found, "a property that follows from it", "add one with lex:fromEvent to the ontology folder")
        there = {fill.role for fill in refusal.fills}
        roles = [f"another {self._label(r)}" if r in there else _a(self._label(r)) for r in refusal.missing]
        return _Words(f"only {found}", _joined(roles, "and"))

    def same(self, refusal: Refusal) -> _Words:
        """One and the same on both sides."""
        return _Words(f"one and the same on both sides, {self._filled(refusal.fills)}", "two parties")

    def many(self, refusal: Refusal) -> _Words:
        """A register of names."""
        return _Words("a list of very many names", "so few that each is meant with each")

    def echo(self, refusal: Refusal) -> _Words:
        """The verb around a noun tells the same event."""
        return _Words(f"the event of {self._words(refusal.heads)}, which counts instead", "an event of its own")

    def relay(self, refusal: Refusal) -> _Words:
        """A courier and no addressee."""
        return _Words(f"somebody who hands it on ({self._words(refusal.heads)})", "somebody whom it was meant for")

    # -- offices -----------------------------------------------------------------------------------------------

    def general(self, refusal: Refusal) -> _Words:
        """A trade and no office."""
        return _Words("it alone, which is a trade", 'an office, such as "chief operating officer"')

    def bearer(self, refusal: Refusal) -> _Words:
        """An office that is said of nobody with a name."""
        who = ", ".join(self._phrase(r.head) for r in refusal.rejected)
        found = f"it said of {who}" if who else "it said of nobody"
        return _Words(found, "a single person with a name who bears it, before the name, beside it or behind a verb")

    # -- slots -------------------------------------------------------------------------------------------------

    def slot(self, refusal: Refusal) -> _Words:
        """A required slot stays empty."""
        slot = refusal.trigger.slots[refusal.slot]
        phrases, filled = self._looked_at(refusal), self._filled(refusal.fills)
        found = phrases or (f"only {filled}" if filled else "nothing")
        beside = f" (with {filled})" if phrases and filled else ""
        return _Words(found + beside, self._wanted(slot), self._advice(refusal, slot))

    def empty(self, refusal: Refusal) -> _Words:
        """No slot is filled."""
        wanted = dict.fromkeys(self._wanted(slot) for slot in refusal.trigger.slots if slot.role)
        return _Words(self._looked_at(refusal) or "nothing", _joined(list(wanted), "or"))

    def _looked_at(self, refusal: Refusal) -> str:
        return _joined(list(dict.fromkeys(self._rejected(r, refusal) for r in refusal.rejected)), "and")

    def _rejected(self, rejected: Rejected, refusal: Refusal) -> str:
        """A phrase with its position and what is wrong with it."""
        phrase = f"{self._phrase(rejected.head)} {_at(rejected.position)}"
        mention = self.reading.mentions.at(rejected.head)
        if rejected.reason == "antecedent":
            return f"{phrase}, who or which is not clear"
        if rejected.reason == "taken" and mention is not None:
            roles = [self._label(fill.role) for fill in refusal.fills if fill.mention == mention.id]
            return f"{phrase}, the {_joined(roles, 'and')} already" if roles else phrase
        if rejected.reason in ("class", "unknown"):
            kind = self._kind(rejected.head)
            return f"{phrase}, {_a(self._label(kind)) if kind else 'of no known class'}"
        return f"{phrase}, which lex:notNoun excludes" if rejected.reason == "not noun" else phrase

    def _wanted(self, slot: Slot) -> str:
        """What may fill a slot, and where."""
        what = _listed(slot.nouns, "or") or _joined([_a(self._label(c)) for c in slot.classes], "or") or "anything"
        role = self._label(slot.role)
        named = f" ({role})" if role and role not in what.split() else ""
        return f"{what}{named} {_places(slot)}"

    def _advice(self, refusal: Refusal, slot: Slot) -> str:
        """What can be done about the first common noun that was turned down and has no class."""
        classes = [c for c in slot.classes if c in self.ontology.nouns.values()]
        for rejected in refusal.rejected:
            token = self.tree.tokens[rejected.head]
            if token.pos != "NOUN" or token.lemma.lower() in self.ontology.nouns or self._kind(rejected.head):
                continue
            if rejected.reason == "noun" and refusal.fills:
                return f"if it is meant, too, add {_quoted(token.lemma)} to lex:noun of the slot in {_LEXICON}"
            if rejected.reason in ("class", "unknown") and classes:
                return f"if it is one, add {_quoted(token.lemma)} to lex:noun of kg:{classes[0]} in ontology/kg.ttl"
        return ""

    def _kind(self, head: int) -> str:
        """The class of what a phrase refers to; empty when none is known."""
        mention = self.reading.mentions.at(head)
        chain = self.reading.coreference.chain(mention.id) if mention is not None else None
        return chain.kind if chain is not None and chain.kind != "Thing" else ""

    def unsure(self, refusal: Refusal) -> _Words:
        """A fact whose parties have no name, of a class where such facts are often wrong."""
        found = f"{self._filled(refusal.fills)}, but facts about somebody without a name are too often wrong here"
        return _Words(found, "a name for each of them", "build with --min-confidence 0 to have it all the same")

    # -- words of the document ---------------------------------------------------------------------------------

    def _filled(self, fills: Sequence[Fill]) -> str:
        """`"Anna Berg" as sender and "a letter" as letter`."""
        roles = dict.fromkeys(fill.role for fill in fills)
        return _joined([f"{self._names(fills, role)} as {self._label(role)}" for role in roles], "and")

    def _names(self, fills: Sequence[Fill], role: str) -> str:
        chains = dict.fromkeys(fill.chain for fill in fills if fill.role == role and fill.chain >= 0)
        members = dict.fromkeys(m for chain in chains for m in self.reading.coreference.members(chain))
        return _listed([self.reading.coreference.chains[m].label() or "somebody" for m in members], "and")

    def _phrases(self, heads: Iterable[int]) -> str:
        return _joined([self._phrase(head) for head in heads], "and")

    def _phrase(self, head: int) -> str:
        """The phrase that a token heads, as the text writes it, in quotation marks."""
        mention = self.reading.mentions.at(head)
        first, last = (mention.first, mention.last) if mention is not None else (head, head + 1)
        tokens = self.tree.tokens
        return _quoted(self.text[tokens[first].start : tokens[last - 1].end])

    def _words(self, tokens: Iterable[int]) -> str:
        return _joined([self._word(i) for i in tokens], "and")

    def _word(self, i: int) -> str:
        return _quoted(self.tree.tokens[i].text)

    def _label(self, name: str) -> str:
        return self.ontology.labels.get(name, name)


_CONDITIONS: Mapping[str, Callable[[Wording, Refusal], _Words]] = {
    "part of speech": Wording.part_of_speech, "particle": Wording.particle, "predicate": Wording.predicate,
    "without": Wording.without, "unless": Wording.unless, "only": Wording.only, "general": Wording.general,
    "bearer": Wording.bearer, "slot": Wording.slot, "empty": Wording.empty, "unreal": Wording.unreal,
    "support": Wording.support, "role": Wording.role, "same": Wording.same, "many": Wording.many, "echo": Wording.echo,
    "relay": Wording.relay, "unsure": Wording.unsure,
}  # fmt: skip
"""One for each of `kg.events.CONDITIONS`."""


def _places(slot: Slot) -> str:
    """`as object or behind "by", "in" or "with"`."""
    prepositions = [p for p in slot.positions if "/" not in p and p not in _POSITIONS]
    others = [_at(p) for p in slot.positions if p not in prepositions]
    return _joined([*others, *([f"behind {_listed(prepositions, 'or')}"] if prepositions else [])], "or")


def _at(position: str) -> str:
    """`as subject`, `behind "to"`, `as possessor in the object`."""
    first, _, rest = position.partition("/")
    if not rest:
        return _POSITIONS.get(first, f'behind "{first}"')
    return f"{_at(rest)} in {_HOLDERS.get(first, f'the phrase {_at(first)}')}"


def _a(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def _quoted(words: str) -> str:
    return f'"{" ".join(words.split())}"'


def _listed(words: Iterable[str], last: str) -> str:
    return _joined([_quoted(word) for word in words], last)


def _joined(parts: Sequence[str], last: str) -> str:
    """`a, b or c`; empty for nothing."""
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
