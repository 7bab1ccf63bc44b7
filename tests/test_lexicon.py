"""Every example of the lexicon is read, and each marked filler fills its role."""

from __future__ import annotations

from functools import cache

import pytest
from reading import Reading, read

from kg import ontology as ontology_folder
from kg.events import DraftEvent
from kg.nlp import Parser, load
from kg.ontology import Example, Ontology, Trigger


@cache
def parser() -> Parser:
    """The default pipeline."""
    return load()


@cache
def ontology() -> Ontology:
    """The project's ontology."""
    return ontology_folder.load()


def examples() -> list[object]:
    """Pairs of trigger and example, named by event class and sentence."""
    return [
        pytest.param(trigger, example, id=f"{trigger.event}: {example.text}")
        for trigger in ontology().triggers
        for example in trigger.examples
    ]


def spans(example: Example) -> list[tuple[int, int]]:
    """Where the fillers stand: in the order of the text, the last place that leaves room for those behind it."""
    found: list[tuple[int, int]] = []
    end = len(example.text)
    for _, words in reversed(example.fillers):
        start = example.text.rindex(words, 0, end)
        found.insert(0, (start, start + len(words)))
        end = start
    return found


def fills(reading: Reading, draft: DraftEvent, role: str, span: tuple[int, int]) -> bool:
    """Whether the phrase is a mention of what fills the role, or its words the value."""
    words = reading.text[slice(*span)].casefold()
    if any(fill.role == role and fill.literal.casefold() == words for fill in draft.fills if fill.literal):
        return True
    mention = reading.referring(*span)
    chains = {member for chain in draft.chains(role) for member in reading.coreference.members(chain)}
    return mention is not None and bool(reading.members(mention)) and reading.members(mention) <= chains


@pytest.mark.parametrize(("trigger", "example"), examples())
def test_example_fills_its_roles(trigger: Trigger, example: Example) -> None:
    """One event of the trigger's class has all marked fillers in their roles, and is written down."""
    reading = read(example.text, parser(), ontology())
    marked = list(zip(example.fillers, spans(example), strict=True))
    drafts = [d for d in reading.drafts if d.frame == trigger.event]
    found = [
        (d.word, [(f.role, f.literal or reading.coreference.chains[f.chain].label()) for f in d.fills])
        for d in reading.drafts
    ]
    assert any(all(fills(reading, d, role, span) for (role, _), span in marked) for d in drafts), found
    assert any(event.frame == trigger.event for event in reading.extraction.events)


def test_every_trigger_has_an_example() -> None:
    """A trigger without an example would be one that nothing tests."""
    assert [trigger.lemmas or trigger.words for trigger in ontology().triggers if not trigger.examples] == []
