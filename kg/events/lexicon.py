"""The triggers of the lexicon by the words that evoke them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kg.ontology import Trigger

__all__ = ["Index", "indexed"]


class Index(NamedTuple):
    """Where a word leads."""

    triggers: Sequence[Trigger]
    by_lemma: Mapping[str, Sequence[tuple[Trigger, str]]]
    """By the first word of each lemma, with the lemma."""
    by_words: Mapping[str, Sequence[Trigger]]
    """By word list."""
    entries: Mapping[str, Sequence[Trigger]]
    """By preposition, those of verbless entries."""
    answers: frozenset[str]
    """Nouns for what comes back."""


_last = Index((), {}, {}, {}, frozenset())


def indexed(triggers: Sequence[Trigger]) -> Index:
    """The index of these triggers; the last one is remembered, since all documents of a build have the same."""
    global _last
    if _last.triggers is not triggers:
        _last = _index(triggers)
    return _last


def _index(triggers: Sequence[Trigger]) -> Index:
    by_lemma: dict[str, list[tuple[Trigger, str]]] = {}
    by_words: dict[str, list[Trigger]] = {}
    entries: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        for lemma in trigger.lemmas:
            if trigger.pos == "ENTRY":
                entries.setdefault(lemma, []).append(trigger)
                continue
            by_lemma.setdefault(lemma.split()[0], []).append((trigger, lemma))
        if trigger.words:
            by_words.setdefault(trigger.words, []).append(trigger)
    answers = frozenset(lemma for t in triggers if t.anaphoric and t.pos == "NOUN" for lemma in t.lemmas)
    return Index(triggers, by_lemma, by_words, entries, answers)
