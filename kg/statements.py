"""Writing down what was found: chains, events, evidence and assertions of one document as plain records."""

from __future__ import annotations

from collections.abc import Sequence

from kg.confidence import GROUNDS, MINIMUM, confidence
from kg.coref import Coreference, DraftChain
from kg.events import DraftEvent, Fact, Refusal, facts_of, no_facts
from kg.mentions import Mentions
from kg.model import Assertion, Chain, Event, Evidence, Extraction, Mention, Record, Role, Source
from kg.ontology import Ontology
from kg.syntax import Tree
from kg.times import TimeExpression
from kg.timing import event_times, scheduled

__all__ = ["StatementWriter", "Telling"]

_CONTEXT = 32
"""Code points of prefix and suffix around a quotation."""
_FURTHEST = 7_000
"""Code points from the trigger to either end of a quotation; more would not fit into a literal (60 KB of UTF-8)."""

_PLAIN = frozenset(["man", "woman", "person", "people", "one", "two", "both", "pair", "couple", "group"])
"""Nouns that tell nothing of what they refer to, and make no name."""



class Telling(Record, frozen=True, gc=False):
    """An event that gave facts."""

    draft: DraftEvent
    assertions: tuple[int, ...]
    """Indices among the extraction's; a fact told again by the same speaker has the assertion of its first telling."""


class StatementWriter:
    """Collects the records of one document."""

    def __init__(
        self, text: str, tree: Tree, mentions: Mentions, coreference: Coreference, ontology: Ontology, *,
        spans: bool = False, minimum: float = MINIMUM,
    ) -> None:  # fmt: skip
        """With `spans`, mentions of named things become evidence; events are written from confidence `minimum`"""
        self.minimum = minimum
        self.text, self.tree, self.mentions = text, tree, mentions
        self.coreference, self.ontology, self.spans = coreference, ontology, spans
        self.events: list[Event] = []
        self.evidence: dict[tuple[int, int], int] = {}
        self.assertions: dict[tuple[str, int, int | str, str, int], Assertion] = {}
        self.used: set[int] = set()
        self.roles: dict[int, set[str]] = {}
        self.refusals: list[Refusal] = []
        self._told: list[tuple[DraftEvent, list[tuple[str, int, int | str, str, int]]]] = []

    def write(self, drafts: Sequence[DraftEvent], times: Sequence[TimeExpression], published: str = "") -> None:
        """Write down every event that gives at least one fact.

        What a clause tells comes before what a phrase takes for granted ("married" is better evidence than "his wife"),
        and of several clauses the one that tells most comes first. `published` is the document's own date, if known.
        """
        values = event_times(drafts, times, self.tree, self.mentions, self.coreference)
        drafts = [scheduled(draft, value, self.tree, published) for draft, value in zip(drafts, values, strict=True)]
        for draft, value in sorted(zip(drafts, values, strict=True), key=lambda told: _fullness(told[0])):
            facts = facts_of(draft, self.ontology.properties, self.coreference)
            if not facts:
                self.refusals.append(no_facts(draft, self.ontology.properties, self.coreference))
                continue
            sure = {f: self._grounds(draft, f) for f in facts}
            if draft.claim.factuality == "Actual":
                facts = [f for f in facts if float(confidence(draft.frame, sure[f])) >= self.minimum]
            if not facts:
                self.refusals.append(Refusal.of(draft, "unsure", property=next(iter(sure)).property))
                continue
            speaker = self._speaker(draft)
            told = {f: (f.property, f.subject, f.object, draft.claim.factuality, speaker) for f in facts}
            self._told.append((draft, list(told.values())))
            fresh = [f for f, key in told.items() if key not in self.assertions]
            self._improve(value, [key for key in told.values() if key in self.assertions])
            if not fresh:
                continue
            event = self._event(draft, value)
            evidence = self._evidence(draft)
            for fact in fresh:
                self.used.update(c for c in (fact.subject, fact.object) if isinstance(c, int))
                self.assertions[told[fact]] = Assertion(
                    subject=fact.subject, property=fact.property, object=fact.object,
                    factuality=draft.claim.factuality, speaker=speaker, event=event, evidence=evidence,
                    confidence=confidence(draft.frame, sure[fact]), rule=f"{draft.frame}/{draft.word}/{sure[fact]}",
                )  # fmt: skip

    def _improve(self, value: str, keys: list[tuple[str, int, int | str, str, int]]) -> None:
        """A second telling of the same fact may be the one that knows the time."""
        for key in keys:
            event = self.events[self.assertions[key].event]
            if value and not event.time:
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

    def _grounds(self, draft: DraftEvent, fact: Fact) -> str:
        """How the least certain party of a fact is referred to: one of `kg.confidence.GROUNDS`."""
        found = [self._ground(draft, party) for party in (fact.subject, fact.object) if isinstance(party, int)]
        return max(found, key=GROUNDS.index)

    def _ground(self, draft: DraftEvent, party: int) -> str:
        chain = self.coreference.chains[party]
        if not chain.names:
            return self._without_name(chain)
        fills = [f for f in draft.fills if f.chain >= 0 and party in self.coreference.members(f.chain)]
        if not fills or fills[0].mention < 0:
            return "implied"
        if fills[0].mention in self.coreference.contested:
            return "contested"
        return self.mentions.all[fills[0].mention].form

    def _without_name(self, chain: DraftChain) -> str:
        """How something is told of that the text never names; who comes in as "a clerk" is nobody in particular."""
        if chain.kind in ("Group", "Organization", "Place", "Event"):
            return "group" if chain.kind == "Group" else "body"
        told = [self.mentions.all[m] for m in chain.mentions]
        if not told or not (told[0].definite or self._is_own(told[0]) or any(m.possessor >= 0 for m in told)):
            return "unnamed"
        if any(m.kinship for m in told):
            return "relative"
        return "office" if any(m.definite and self._saturated(m) for m in told) else "role"

    def _is_own(self, mention: Mention) -> bool:
        """ "A letter from Father": in capitals and without an article a kinship term names the writer's relative."""
        token = self.tree.tokens[mention.head]
        return bool(mention.kinship) and token.text[0].isupper() and token.pos == "PROPN" and mention.first == token.i

    def _saturated(self, mention: Mention) -> bool:
        """ "the king of Sweden", "the Oslo correspondent": a noun with the name that says which one is meant."""
        words = (self.tree.tokens[i] for i in range(mention.first, mention.last) if i != mention.head)
        return any(t.pos == "PROPN" and t.text[0].isupper() for t in words)

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
        chains = tuple(self._chain(number[c.id], c) for c in kept)  # before the evidence, to which it may add
        return Extraction(
            source=source,
            sentences=sentences,
            chains=chains,
            events=tuple(events),
            evidence=tuple(self._quote(*span) for span in self.evidence),
            assertions=tuple(self._renumbered(a, number) for a in self.assertions.values()),
        )

    def tellings(self) -> tuple[Telling, ...]:
        """Which event told which assertions, in the order of the events."""
        number = {key: n for n, key in enumerate(self.assertions)}
        return tuple(Telling(draft, tuple(number[key] for key in keys)) for draft, keys in self._told)

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
        spans = sorted({(self.tree.tokens[m.first].start, self.tree.tokens[m.last - 1].end) for m in mentions})
        told = [s for s in spans if s[1] - s[0] < _FURTHEST] if self.spans and draft.names else []
        kind = self._kind(draft, mentions)
        return Chain(
            id=id, kind=kind, label=label, names=tuple(sorted(names)), titles=tuple(sorted(draft.offices)),
            gender=draft.gender, named=bool(draft.names), count=draft.count if kind == "Group" else "",
            start=spans[0][0], mentions=len(spans),
            spans=tuple(self.evidence.setdefault(span, len(self.evidence)) for span in told),
        )  # fmt: skip

    def _kind(self, draft: DraftChain, mentions: Sequence[Mention]) -> str:
        """The class; of something without a name the second class of its noun where only that fits all its roles."""
        kind = draft.kind or "Agent"
        seconds = sorted({m.other_kind for m in mentions} - {""})
        if draft.names or not seconds:
            return kind
        filled = {(event.frame, role.role) for event in self.events for role in event.roles if role.chain == draft.id}
        wanted = [self._fillers(frame, role) for frame, role in sorted(filled)]
        fitting = (k for k in (kind, *seconds) if all(self.ontology.is_a(k, classes) for classes in wanted if classes))
        return next(fitting, kind)

    def _fillers(self, frame: str, role: str) -> set[str]:
        """Classes of what may fill a role of an event; empty for any."""
        slots = [s for t in self.ontology.triggers if t.event == frame for s in t.slots if s.role == role]
        return set() if any(not s.classes for s in slots) else {c for s in slots for c in s.classes}

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


def _fullness(draft: DraftEvent) -> tuple[bool, int]:
    """A key by which what tells most sorts first: no presupposition, and the most roles filled."""
    return draft.presupposed, -len({fill.role for fill in draft.fills})
