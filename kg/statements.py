"""Writing down what was found: chains, events, evidence and assertions of one document as plain records."""

from __future__ import annotations

from collections.abc import Sequence

from kg.coref import Coreference, DraftChain
from kg.events import DraftEvent, facts_of
from kg.mentions import Mentions
from kg.model import Assertion, Chain, Event, Evidence, Extraction, Mention, Role, Source
from kg.ontology import Ontology
from kg.syntax import Tree
from kg.times import TimeExpression
from kg.timing import time_of

__all__ = ["StatementWriter"]

_CONTEXT = 32
"""Code points of prefix and suffix around a quotation."""
_FURTHEST = 7_000
"""Code points from the trigger to either end of a quotation; more would not fit into a literal (60 KB of UTF-8)."""

_PLAIN = frozenset(["man", "woman", "person", "people", "one", "two", "both", "pair", "couple", "group"])
"""Nouns that tell nothing of what they refer to, and make no name."""

_CONFIDENCE = {"VERB": 90, "NOUN": 85, "ADJ": 90}
"""Hundredths, before discounts for pronouns and bridges."""


class StatementWriter:
    """Collects the records of one document."""

    def __init__(self, text: str, tree: Tree, mentions: Mentions, coreference: Coreference, ontology: Ontology) -> None:
        self.text, self.tree, self.mentions = text, tree, mentions
        self.coreference, self.ontology = coreference, ontology
        self.events: list[Event] = []
        self.evidence: dict[tuple[int, int], int] = {}
        self.assertions: dict[tuple[str, int, int | str, str, int], Assertion] = {}
        self.used: set[int] = set()
        self.roles: dict[int, set[str]] = {}

    def write(self, drafts: Sequence[DraftEvent], times: Sequence[TimeExpression]) -> None:
        """Write down every event that gives at least one fact."""
        for draft in drafts:
            facts = facts_of(draft, self.ontology.properties, self.coreference)
            if not facts:
                continue
            speaker = self._speaker(draft)
            value = time_of(draft, times, self.tree, self.mentions)
            told = {f: (f.property, f.subject, f.object, draft.claim.factuality, speaker) for f in facts}
            fresh = [f for f, key in told.items() if key not in self.assertions]
            if not fresh:
                self._improve(draft, value, list(told.values()))
                continue
            event = self._event(draft, value)
            evidence = self._evidence(draft)
            for fact in fresh:
                self.used.update(c for c in (fact.subject, fact.object) if isinstance(c, int))
                self.assertions[told[fact]] = Assertion(
                    subject=fact.subject, property=fact.property, object=fact.object,
                    factuality=draft.claim.factuality, speaker=speaker, event=event,
                    evidence=evidence, confidence=self._confidence(draft), rule=f"{draft.frame}/{draft.word}",
                )  # fmt: skip

    def _improve(self, draft: DraftEvent, value: str, keys: list[tuple[str, int, int | str, str, int]]) -> None:
        """A second telling of the same fact may be the one that knows the time."""
        for key in keys:
            event = self.events[self.assertions[key].event]
            if value and not event.time and not draft.presupposed:
                self.events[event.id] = Event(event.id, event.frame, event.roles, event.factuality, value)

    def _event(self, draft: DraftEvent, value: str) -> int:
        roles = {
            Role(fill.role, member)
            for fill in draft.fills
            if fill.chain >= 0
            for member in self.coreference.members(fill.chain)
        }
        self.used.update(role.chain for role in roles)
        ordered = tuple(sorted(roles, key=lambda r: (r.role, r.chain)))
        self.events.append(Event(len(self.events), draft.frame, ordered, draft.claim.factuality, value))
        return len(self.events) - 1

    def _speaker(self, draft: DraftEvent) -> int:
        if draft.claim.speaker < 0:
            return -1
        chain = self.coreference.of[draft.claim.speaker]
        if chain < 0 or self.coreference.chains[chain].members:
            return -1
        self.used.add(chain)
        return chain

    def _confidence(self, draft: DraftEvent) -> str:
        hundredths = _CONFIDENCE[draft.trigger.pos]
        for fill in draft.fills:
            if fill.mention < 0:
                hundredths -= 10
            elif self.mentions.all[fill.mention].form == "pronoun":
                hundredths -= 5
        return f"{max(hundredths, 50) / 100:.2f}".rstrip("0")

    # -- evidence ----------------------------------------------------------------------------------------------

    def _evidence(self, draft: DraftEvent) -> int:
        """Span from the first to the last word that the event rests on, inside the trigger's sentence."""
        sentence = self.tree.sentences[self.tree.sentence_of[draft.token]]
        words = [draft.token]
        if draft.carrier >= 0:
            words.append(draft.carrier)
            words.extend(self.tree.auxiliaries(draft.carrier))
        for fill in draft.fills:
            if fill.mention >= 0:
                mention = self.mentions.all[fill.mention]
                words.extend((mention.first, mention.last - 1))
        words = [w for w in words if sentence.first <= w < sentence.last and self._near(w, draft.token)]
        span = (self.tree.tokens[min(words)].start, self.tree.tokens[max(words)].end)
        return self.evidence.setdefault(span, len(self.evidence))

    def _near(self, word: int, trigger: int) -> bool:
        """Whether a quotation may reach from the trigger to this word; a "sentence" can be a list of 5,000 names."""
        here, there = self.tree.tokens[word], self.tree.tokens[trigger]
        return there.start - here.start < _FURTHEST and here.end - there.end < _FURTHEST

    # -- chains ------------------------------------------------------------------------------------------------

    def extraction(self, source: Source, sentences: int) -> Extraction:
        """The finished record; chains are numbered anew in order of first mention."""
        kept = [
            c for c in self.coreference.chains if c.mentions and (c.id in self.used or (c.names and c.kind != "Thing"))
        ]
        kept.sort(key=lambda c: (min(self.mentions.all[m].first for m in c.mentions), c.id))
        number = {chain.id: n for n, chain in enumerate(kept)}
        events = [
            Event(
                e.id,
                e.frame,
                tuple(Role(r.role, number[r.chain]) for r in e.roles if r.chain in number),
                e.factuality,
                e.time,
            )
            for e in self.events
        ]
        return Extraction(
            source=source,
            sentences=sentences,
            chains=tuple(self._chain(number[c.id], c) for c in kept),
            events=tuple(events),
            evidence=tuple(self._quote(*span) for span in self.evidence),
            assertions=tuple(self._renumbered(a, number) for a in self.assertions.values()),
        )

    def _renumbered(self, a: Assertion, number: dict[int, int]) -> Assertion:
        return Assertion(
            number[a.subject], a.property, number[a.object] if isinstance(a.object, int) else a.object, a.factuality,
            number.get(a.speaker, -1), a.event, a.evidence, a.confidence, a.rule,
        )  # fmt: skip

    def _chain(self, id: int, draft: DraftChain) -> Chain:
        mentions = [self.mentions.all[m] for m in draft.mentions]
        label = draft.label() or "unnamed"
        # "Mrs. Berg" does not make "Berg" a name of hers: the bare surname may be somebody else's in this text.
        titled = {m.name for m in mentions if m.form == "name" and m.titles}
        bare = {m.name for m in mentions if m.form == "name" and not m.titles}
        names = {name for name in draft.names if " " in name or name in bare or name not in titled}
        for mention in mentions:
            if mention.form == "name" and mention.titles:
                names.add(" ".join([*mention.titles, mention.name]))
        if not draft.names and draft.kind in ("Person", "Group", "Organization"):
            names.update(self._described(m) for m in mentions if m.form == "description" and m.noun not in _PLAIN)
        names.discard(label)
        first = min(m.first for m in mentions)
        kind = draft.kind or "Agent"
        return Chain(
            id=id, kind=kind, label=label, names=tuple(sorted(names)), titles=tuple(sorted(draft.offices)),
            gender=draft.gender, named=bool(draft.names), count=draft.count if kind == "Group" else "",
            start=self.tree.tokens[first].start,
        )  # fmt: skip

    def _described(self, mention: Mention) -> str:
        """A description as a name: "widow", with a named owner "Carl Lind's widow"."""
        if mention.possessor < 0 or self.mentions.all[mention.possessor].form != "name":
            return mention.name
        first, last = self.tree.tokens[mention.first], self.tree.tokens[mention.last - 1]
        return " ".join(self.text[first.start : last.end].split())

    def _quote(self, start: int, end: int) -> Evidence:
        return Evidence(
            start, end, self.text[start:end],
            self.text[max(0, start - _CONTEXT) : start], self.text[end : end + _CONTEXT],
        )  # fmt: skip
