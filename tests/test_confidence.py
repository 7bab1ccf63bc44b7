"""How sure a fact is: the grounds that it rests on, and the share of such facts that was right."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reading import read

import kg
from kg.confidence import GROUNDS, MINIMUM, confidence
from kg.nlp import Parser
from kg.ontology import Ontology

CASES = """
name | Clara Voss wrote to Rudolf Marek.
description | Clara Voss is a nurse. The nurse wrote to Rudolf Marek.
pronoun | Olga Brandt came. Clara Voss came. She wrote to Rudolf Marek.
contested | The letters of Olga Brandt and Clara Voss are in Graz. She wrote to Rudolf Marek.
body | Clara Voss wrote to the board.
group | Clara Voss wrote to forty sailors.
office | The king of Sweden wrote to Clara Voss.
role | The bishop wrote to Clara Voss.
relative | Clara Voss wrote to her uncle.
unnamed | A shepherd handed the letter to Clara Voss.
"""

TABLE = Path(kg.__file__).parent / "confidence.tsv"
COUNTS = [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_grounds(case: str, parser: Parser, ontology: Ontology) -> None:
    """The least certain party of a fact gives its grounds, which end its rule."""
    grounds, text = case.split(" | ")
    found = read(text, parser, ontology).extraction.assertions
    assert [a.rule.rpartition("/")[2] for a in found] == [grounds]


def test_every_ground_is_counted() -> None:
    """No ground is without counts; by name is surest, and somebody or other too unsure to be told."""
    assert {grounds for frame, grounds, _, _ in COUNTS if frame == "*"} == set(GROUNDS)
    shares = {grounds: float(confidence("Any", grounds)) for grounds in GROUNDS}
    assert max(shares, key=lambda g: shares[g]) == "name"
    assert min(shares, key=lambda g: shares[g]) == "unnamed" and shares["unnamed"] < MINIMUM


def test_pronouns_that_may_mean_somebody_else_are_less_sure() -> None:
    """Each step away from a name costs confidence."""
    steps = [float(confidence("Any", grounds)) for grounds in ("name", "description", "pronoun", "contested")]
    assert all(first > second for first, second in pairwise(steps))


@pytest.mark.parametrize(("frame", "grounds", "right", "found"), COUNTS)
def test_small_counts_are_drawn_towards_all_classes(frame: str, grounds: str, right: str, found: str) -> None:
    """The confidence lies between the class's own share and that of all classes, within rounding."""
    own, everywhere = int(right) / int(found), float(confidence("Any", grounds))
    low, high = sorted((own, everywhere))
    assert low - 0.02 <= float(confidence(frame, grounds)) <= high + 0.02


def test_own_classes_have_the_share_of_all() -> None:
    """A class that was never counted has what all classes have with the same grounds."""
    assert confidence("Lawsuit", "contested") == confidence("Any", "contested")
