"""The triggers of the lexicon by the words that evoke them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.ontology import Trigger

__all__ = ["indexed"]


def indexed(
    triggers: Sequence[Trigger],
) -> tuple[dict[str, list[tuple[Trigger, str]]], dict[str, list[Trigger]]]:
    """Triggers by the first word of each lemma, and by word list."""
    by_lemma: dict[str, list[tuple[Trigger, str]]] = {}
    by_words: dict[str, list[Trigger]] = {}
    for trigger in triggers:
        for lemma in trigger.lemmas:
            by_lemma.setdefault(lemma.split()[0], []).append((trigger, lemma))
        if trigger.words:
            by_words.setdefault(trigger.words, []).append(trigger)
    return by_lemma, by_words
