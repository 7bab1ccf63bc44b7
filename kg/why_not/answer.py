"""The question and its answer: facts that stand in the words, or the reasons for which none does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg import documents, nlp, ontology
from kg.errors import SourceError
from kg.events import Refusal
from kg.extract import Reading, extract
from kg.model import Document, Record
from kg.ontology import Ontology
from kg.why_not.passage import find_words, nearest_line, place
from kg.why_not.ranking import NOT_MEANT, by_word, worth_telling
from kg.why_not.wording import Reason, Wording

__all__ = ["Answer", "Passage", "TextFact", "ask", "refused_clauses", "why_not"]


class TextFact(Record, frozen=True, gc=False):
    """An assertion that the words tell."""

    subject: str
    """Label."""
    property: str
    """Local name: `wroteLetterTo`."""
    object: str
    """Label, or the text of a literal."""
    factuality: str
    """`Actual`, `Negated`, `Planned` or `Possible`."""
    speaker: str
    """Label; empty for the document's own voice."""
    rule: str
    start: int
    end: int
    """The assertion's quotation, which is that of its first telling: code points, end exclusive."""
    line: int
    column: int
    """Place of `start`, both from 1."""
    quote: str
    elsewhere: bool
    """Whether these words tell again what the quotation told."""


class Passage(Record, frozen=True, gc=False):
    """One place where the words stand."""

    start: int
    end: int
    """Code points, end exclusive."""
    line: int
    column: int
    """Place of `start`, both from 1."""
    facts: tuple[TextFact, ...]
    reasons: tuple[Reason, ...]
    """Why the words give no fact; beside facts, why other clauses among them give none."""


class Answer(Record, frozen=True, gc=False):
    """What became of some words of a document."""

    document: str
    """Identifier."""
    passages: tuple[Passage, ...]
    """In the order of the text; never empty."""

    @property
    def found(self) -> bool:
        """Whether a fact stands at one of the places."""
        return any(passage.facts for passage in self.passages)


def ask(
    path: str, words: str, *, ontology_folder: Path | None = None, model: str | None = None, date: str | None = None
) -> Answer:
    """Read the document at `path` (`-` for standard input) as a build does, and answer for the words.

    :raises SourceError: when the document cannot be read or does not hold the words.
    :raises KgError: when model or ontology are unfit.
    """
    found = documents.find([path])
    if not found.files:
        problem = next(iter(found.problems), None)
        raise SourceError(problem.document if problem else path, problem.reason if problem else "holds no document")
    document = documents.read(found.files[0], date=date)
    _spans(document, words)  # before the model is loaded
    vocabulary = ontology.load(ontology_folder)
    return why_not(extract(document, nlp.load(model), vocabulary), vocabulary, words)


def why_not(reading: Reading, vocabulary: Ontology, words: str) -> Answer:
    """Facts or reasons for each place of the document where the words stand, white space aside.

    :raises SourceError: when they stand nowhere.
    """
    asked = _Asked(reading, vocabulary)
    return Answer(reading.document.id, tuple(asked.passage(*span) for span in _spans(reading.document, words)))


def refused_clauses(reading: Reading, vocabulary: Ontology) -> tuple[Reason, ...]:
    """A reason for each word of the document that tells an event with a party missing, in the order of the text."""
    return _Asked(reading, vocabulary).clauses(range(len(reading.tree.tokens)))


def _spans(document: Document, words: str) -> list[tuple[int, int]]:
    spans = find_words(document.text, words, document.body)
    if spans:
        return spans
    if find_words(document.text[: document.body], words):
        raise SourceError(document.id, "these words stand in the front matter, which is not read for facts")
    line = nearest_line(document.text, words)
    near = f'the nearest is line {line[0]}: "{line[1]}"' if line else "nor does any line hold one of them"
    raise SourceError(document.id, f"these words do not stand there; {near}")


class _Asked:
    """A reading under questions."""

    def __init__(self, reading: Reading, vocabulary: Ontology) -> None:
        self.reading, self.vocabulary = reading, vocabulary
        self.wording = Wording(reading, vocabulary)
        self.told = {telling.draft.token for telling in reading.tellings}
        self.refused = {refusal.token for refusal in reading.refusals}
        self.auxiliaries = {t.i for t in reading.tree.tokens if t.dep in ("aux", "auxpass")}

    def passage(self, start: int, end: int) -> Passage:
        """The answer for one stretch of text; without a trigger in it, that of its sentences."""
        tree = self.reading.tree
        inside = [t.i for t in tree.tokens if t.start < end and t.end > start]
        window: Sequence[int] = sorted({*inside, *self._echoed(inside)})
        facts, refused = self._facts(window), self._refused(window)
        if inside and not facts and all(r.condition in NOT_MEANT for r in refused):
            first, last = tree.sentence_of[inside[0]], tree.sentence_of[inside[-1]]
            window = range(tree.sentences[first].first, tree.sentences[last].last)
            facts = [fact for fact in self._facts(window) if fact.start < end and fact.end > start]
            refused = [*refused, *(r for r in self._refused(window) if r.condition not in NOT_MEANT)]
        reasons = self.clauses(window) if facts else self._reasons(refused, inside, window)
        return Passage(start, end, *place(self.reading.document.text, start), tuple(facts), reasons)

    def _echoed(self, inside: Sequence[int]) -> list[int]:
        """Verbs that tell the events of nouns in the words."""
        return [head for r in self.reading.refusals if r.condition == "echo" and r.token in inside for head in r.heads]

    def clauses(self, window: Sequence[int]) -> tuple[Reason, ...]:
        """Refusals that are worth telling unasked, at most one for each word."""
        nearest = [same[0] for same in by_word(r for r in self._refused(window) if r.token not in self.told)]
        kept = [r for r in nearest if worth_telling(r, self.reading, self.vocabulary)]
        return tuple(self.wording.reason(r) for r in sorted(kept, key=lambda r: r.token))

    def _refused(self, window: Sequence[int]) -> list[Refusal]:
        return [r for r in self.reading.refusals if r.token in window and r.token not in self.auxiliaries]

    def _reasons(
        self, refused: Sequence[Refusal], inside: Sequence[int], window: Sequence[int]
    ) -> tuple[Reason, ...]:
        """The refusals in some words, and what the lexicon does not have: the verb around a noun, else any word."""
        words = by_word(refused)
        reasons = [self.wording.reason(r) for same in words for r in same]
        if not words or words[0][0].condition in NOT_MEANT:
            lacking = [i for i in inside if self._is_unknown(i)] or [i for i in window if self._is_unknown(i)]
            lacking = [i for i in lacking if not reasons or self.reading.tree.is_verb(i)]
            return (*reasons, *self.wording.unknown(lacking))
        nearest = words[0][0]
        carried = nearest.trigger.pos == "NOUN" and nearest.condition in ("slot", "empty", "role")
        verb = self.reading.tree.governing_verb(nearest.token) if carried else -1
        return (*self.wording.unknown([verb] if verb >= 0 and self._is_unknown(verb) else []), *reasons)

    def _is_unknown(self, token: int) -> bool:
        """Whether a content word is none of the lexicon's."""
        word = self.reading.tree.tokens[token]
        return word.pos in ("VERB", "NOUN") and token not in self.told and token not in self.refused

    def _facts(self, window: Sequence[int]) -> list[TextFact]:
        tellings = [telling for telling in self.reading.tellings if telling.draft.token in window]
        numbers = dict.fromkeys(n for telling in tellings for n in telling.assertions)
        return [self._fact(n, window) for n in numbers]

    def _fact(self, number: int, window: Sequence[int]) -> TextFact:
        extraction, tokens = self.reading.extraction, self.reading.tree.tokens
        a = extraction.assertions[number]
        quote = extraction.evidence[a.evidence]
        line, column = place(self.reading.document.text, quote.start)
        return TextFact(
            subject=extraction.chains[a.subject].label, property=a.property,
            object=a.object if isinstance(a.object, str) else extraction.chains[a.object].label,
            factuality=a.factuality, speaker=extraction.chains[a.speaker].label if a.speaker >= 0 else "",
            rule=a.rule, start=quote.start, end=quote.end, line=line, column=column, quote=quote.exact,
            elsewhere=quote.end <= tokens[window[0]].start or quote.start >= tokens[window[-1]].end,
        )  # fmt: skip
